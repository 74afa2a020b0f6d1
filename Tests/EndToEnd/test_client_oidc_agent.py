"""oidc-agent: a daemon that holds refresh tokens for a shell, and gives its commands access tokens."""
import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
import requests
from harness import eventually, free_ports
from person import Person
from signing_in import connection, make_app, make_user, without_throttle
from sites import default_tenant

OPTIONS = ("--no-url-call", "--prompt=none", "--pw-env=AGENT_PASSWORD", "--confirm-default")


def is_group(id):
    """Whether a process group has anybody in it."""
    try:
        os.killpg(id, 0)
    except ProcessLookupError:
        return False
    return True


class Agent:
    """The daemon and its commands, in a home of their own."""

    def __init__(self):
        # The path of a socket has a limit, which pytest's folders come near.
        self.home = Path(tempfile.mkdtemp(prefix="latchkey-agent-"))
        (self.home / ".oidc-agent").mkdir()
        self.environment = {
            **os.environ, "HOME": str(self.home), "OIDC_CONFIG_DIR": str(self.home / ".oidc-agent"),
            "TMPDIR": str(self.home), "OIDC_SOCK": str(self.home / "socket"), "AGENT_PASSWORD": "a password"}
        self.running = []

    def launch(self, *command):
        """Starts a command whose output goes to a file."""
        log = self.home / f"{command[0]}.log"
        with open(log, "ab") as out:
            process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                       start_new_session=True)
        self.running.append(process)
        return process, log

    def start(self):
        self.launch("oidc-agent", "--console", "--socket-path", self.environment["OIDC_SOCK"], "--no-autoload")
        eventually((self.home / "socket").exists, 15, "oidc-agent did not start")
        return self

    def token(self, *options):
        """An access token of the account."""
        answer = subprocess.run(["oidc-token", "latchkey", *options], env=self.environment, capture_output=True,
                                text=True, timeout=30, stdin=subprocess.DEVNULL)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout.strip()

    def stop(self):
        # The daemon is several processes of one group, which ask each other for seconds before they end.
        for process in reversed(self.running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
            eventually(lambda process=process: not is_group(process.pid), 15, "oidc-agent did not stop")
        shutil.rmtree(self.home, ignore_errors=True)


@pytest.fixture
def agent():
    if not shutil.which("oidc-agent"):
        pytest.fail("oidc-agent is missing: run scripts/setup")
    made = Agent()
    try:
        yield made.start()
    finally:
        made.stop()


def sign_up(server, agent, issuer, port, *options):
    """Has the daemon made an account, up to where it wants a browser; the command, its log and the address to open."""
    making, log = agent.launch(
        "oidc-gen", "latchkey", "--issuer", issuer, "--flow", "code", "--port", str(port),
        "--scope", "openid profile email offline_access", "--cert-path", server.ca, *options, *OPTIONS)
    return making, log, eventually(lambda: re.search(rf"{issuer}authorize\S+", log.read_text()), 15, "no address to open").group()


def finish(agent, user, person, address, making, log):
    """Signs somebody in for the daemon, which listens at the callback, and has it fetch tokens."""
    person.open(address).sign_in(user.email, user.password)
    if person.page:
        person.submit(button="accept")
    assert person.arrived.startswith(person.callback), "and the daemon listens there"
    assert requests.get(person.arrived, timeout=20).status_code == 200
    eventually(lambda: making.poll() is not None, 20, "oidc-gen did not end")
    assert making.returncode == 0, log.read_text()
    first = agent.token()
    assert agent.token("--force-new") != first, "a refresh token led to another"
    return first


def test_a_shell_gets_tokens_for_somebody_who_signed_in(server, agent):
    tenant = default_tenant(server)
    without_throttle(tenant)
    port, = free_ports(1)
    app = make_app(tenant, f"http://localhost:{port}")
    user, issuer = make_user(tenant, app), f"https://localhost:{server.tls_port}/"
    making, log, address = sign_up(server, agent, issuer, port, "--client-id", app.id, "--client-secret", app.secret, "--manual")
    person = Person(tenant.on(host="localhost"), app.callback, scheme="https")
    token = finish(agent, user, person, address, making, log)
    known = person.session.get(f"{issuer}userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=20)
    assert known.status_code == 200 and known.json()["email"] == user.email, known.text


def test_a_shell_registers_itself(server, agent):
    tenant = default_tenant(server)
    without_throttle(tenant)
    port, = free_ports(1)
    user, issuer = make_user(tenant, make_app(tenant)), f"https://localhost:{server.tls_port}/"
    opened = tenant.api("PATCH", "tenants/settings", {"flags": {"enable_dynamic_client_registration": True}})
    assert opened.status_code == 200, opened.text
    tenant.api("PATCH", f"connections/{connection(tenant)['id']}", {"is_domain_connection": True})
    try:
        making, log, address = sign_up(server, agent, issuer, port)
        # What it asks beside the protocol (`access_type`), a client that nobody vouches for may not ask.
        relaxed = tenant.api("PATCH", "clients/" + re.search(r"client_id=(\w+)", address).group(1), {"third_party_security_mode": "permissive"})
        assert relaxed.status_code == 200, relaxed.text
        person = Person(tenant.on(host="localhost"), f"http://localhost:{port}", scheme="https")
        finish(agent, user, person, address, making, log)
    finally:
        tenant.api("PATCH", "tenants/settings", {"flags": {"enable_dynamic_client_registration": False}})
        tenant.api("PATCH", f"connections/{connection(tenant)['id']}", {"is_domain_connection": False})
