"""The first minute: what a start prints works as printed, secrets are shown once, a stop is clean."""
import json
import re
import socket
import stat
import subprocess
import time

import pytest
import requests
from harness import eventually


def printed_command(output):
    """The curl command in what the server printed, its continuation lines joined."""
    found = re.search(r"^[ \t]*((?:\$ )?curl .*(?:\\\n.*)*)$", output, re.MULTILINE)
    return found and found[1].removeprefix("$ ")


def test_the_first_start_prints_a_command_that_works_and_later_starts_no_secret(fresh_server):
    server = fresh_server().start()
    command = eventually(lambda: printed_command(server.output()), why="no curl line was printed")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30)
    body = json.loads(done.stdout[done.stdout.index("{"):])
    assert body["token_type"] == "Bearer" and body["access_token"].count(".") == 2
    clients = requests.get(f"{server.url}/api/v2/clients", headers={"Authorization": f"Bearer {body['access_token']}"}, timeout=10)
    assert clients.status_code == 200, clients.text
    known = [c["client_secret"] for c in clients.json() if "client_secret" in c]
    secret = next(s for s in known if s in server.output())
    server.stop()

    server.start()
    again = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30)
    assert "access_token" in again.stdout
    server.stop()
    assert secret not in server.output() and not printed_command(server.output())


def test_a_new_tenant_holds_what_auth0_gives_one(tenant):
    apis = tenant.api("GET", "resource-servers").json()
    system = [a for a in apis if a["is_system"]]
    assert [a["name"] for a in system] == ["Auth0 Management API"]
    assert {"read:clients", "create:client_grants"} <= {s["value"] for s in tenant.api("GET", f"resource-servers/{system[0]['id']}").json()["scopes"]}
    assert "Default App" in [c["name"] for c in tenant.api("GET", "clients?is_global=false").json()]
    assert tenant.api("GET", "tenants/settings").json()["flags"]["enable_sso"] is True
    keys = tenant.api("GET", "keys/signing").json()
    assert [k.get("current", False) for k in keys].count(True) == [k.get("next", False) for k in keys].count(True) == 1


def test_the_admin_port_tells_of_health_and_the_public_one_does_not(server):
    for path in ("/healthz", "/readyz", "/metrics"):
        assert requests.get(server.admin + path, timeout=10).status_code == 200
        assert requests.get(server.url + path, timeout=10).status_code == 404


def test_who_is_ready_has_every_port_open(fresh_server):
    server = fresh_server()
    for _ in range(5):
        server.launch()
        deadline = time.monotonic() + 60
        # Without a pause: the ports open within a millisecond of one another.
        while not server.is_ready():
            assert time.monotonic() < deadline, server.output()
        for port in (server.port, server.tls_port):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        server.kill()


def test_tls_is_trusted_by_the_development_ca_alone(server):
    for host in ("127.0.0.1", "default.latchkey.test"):
        url = f"https://{host}:{server.tls_port}/.well-known/openid-configuration"
        assert requests.get(url, verify=server.ca, timeout=10).status_code == 200
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(url, verify=True, timeout=10)


def master_keys(server):
    """The files of the data folder that hold a key for secrets at rest."""
    return [p for p in server.data.iterdir() if p.is_file() and "master" in p.name]


def test_secrets_on_disk_are_readable_by_their_owner_alone(server):
    assert master_keys(server)
    for path in [*master_keys(server), *server.data.glob("*.key"), *server.data.glob("*key.pem")]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.mark.parametrize("damage", ["missing", "wrong"])
def test_a_start_without_the_right_master_key_is_refused(fresh_server, damage):
    server = fresh_server().start()
    tenant = server.tenant("kept")
    token = tenant.token()
    server.stop()
    saved = {path: path.read_bytes() for path in master_keys(server)}
    for path, content in saved.items():
        if damage == "missing":
            path.unlink()
        else:  # another key of the same form
            path.write_bytes(bytes(b ^ 1 if 0x30 <= b <= 0x39 else b for b in content) if content.isascii()
                             else bytes(b ^ 1 for b in content))
    assert server.launch().process.wait(30) != 0
    assert "master key" in server.output().lower()
    assert server.command("doctor", check=False).returncode != 0
    assert damage == "wrong" or not master_keys(server), "a new key must not be made over old data"
    for path, content in saved.items():
        path.write_bytes(content)
        path.chmod(0o600)
    server.start()
    assert tenant.api("GET", "clients", token=token).status_code == 200
    server.stop()


def test_a_port_that_is_taken_is_a_clear_failure(server, fresh_server):
    other = fresh_server()
    other.port = server.port
    assert other.launch().process.wait(30) != 0
    assert str(server.port) in other.output()


def test_doctor_finds_nothing_wrong(server):
    assert server.command("doctor").returncode == 0
