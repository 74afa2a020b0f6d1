"""The commands beside `serve`, where settings come from, and what the log lines of the process hold."""
import json

import pytest
import requests
from harness import eventually
from person import claims
from signing_in import CONNECTION, PASSWORD, make_app, make_user, signed_in

pytestmark = pytest.mark.once


def values(printed):
    return dict(line.split("=", 1) for line in printed.splitlines() if line.partition("=")[0].isupper())


def test_a_client_an_api_and_a_user_are_made_while_the_server_runs(server):
    tenant = server.tenant()
    api = "https://made.example.test/"
    server.command("api", "create", api, "--tenant", tenant.name, "--name", "Made", "--scope", "read:things", "--scope", "write:things",
                   "--lifetime", "600")
    made = values(server.command("client", "create", "--tenant", tenant.name, "--name", "Robot", "--app-type", "non_interactive",
                                 "--audience", api, "--scope", "read:things").stdout)
    answer = tenant.ask_token({"client_id": made["CLIENT_ID"], "client_secret": made["CLIENT_SECRET"], "audience": api})
    assert answer.status_code == 200 and (answer.json()["expires_in"], answer.json()["scope"]) == (600, "read:things")

    app = make_app(tenant)
    chosen = values(server.command("user", "create", "ada@people.example.test", "--tenant", tenant.name, "--password", PASSWORD).stdout)
    given = values(server.command("user", "create", "bob@people.example.test", "--tenant", tenant.name).stdout)
    assert chosen["USER_ID"].startswith("auth0|") and "PASSWORD" not in chosen and given["PASSWORD"]
    for name, password in (("ada", PASSWORD), ("bob", given["PASSWORD"])):
        answer = tenant.ask_token({"grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION, "scope": "openid",
                                   "client_id": app.id, "client_secret": app.secret, "password": password,
                                   "username": f"{name}@people.example.test"})
        assert answer.status_code == 200, answer.text
    weak = server.command("user", "create", "weak@people.example.test", "--tenant", tenant.name, "--password", "weak", check=False)
    assert weak.returncode != 0 and "Password is too weak" in weak.stderr


def test_a_client_is_made_with_the_connections_that_people_sign_in_with(server):
    tenant = server.tenant()
    realm = "http://auth0.com/oauth/grant-type/password-realm"
    other = tenant.create("connections", name="Others", strategy="auth0")["id"]
    server.command("user", "create", "ada@people.example.test", "--tenant", tenant.name, "--password", PASSWORD)

    def create(name, *connections, check=True):
        named = [word for connection in connections for word in ("--connection", connection)]
        return server.command("client", "create", "--tenant", tenant.name, "--name", name, "--app-type", "regular_web",
                              "--grant-type", realm, *named, check=check)

    def signs_in(made):
        return tenant.ask_token({"grant_type": realm, "realm": CONNECTION, "scope": "openid", "client_id": made["CLIENT_ID"],
                                 "client_secret": made["CLIENT_SECRET"], "username": "ada@people.example.test",
                                 "password": PASSWORD}).status_code == 200

    assert not signs_in(values(create("Closed").stdout))
    made = values(create("Open", CONNECTION, "Others").stdout)
    assert signs_in(made)
    assert {"client_id": made["CLIENT_ID"]} in tenant.api("GET", f"connections/{other}/clients").json()["clients"]

    refused = create("Nobody", CONNECTION, "Nowhere", check=False)
    assert refused.returncode != 0 and "There is no connection named 'Nowhere'." in refused.stderr
    assert "Nobody" not in {client["name"] for client in tenant.api("GET", "clients").json()}


def test_token_fetches_one_for_trying_out(server):
    tenant = server.tenant()
    asked = ["token", "--tenant", tenant.name, "--client-id", tenant.client_id, "--client-secret", tenant.client_secret,
             "--audience", tenant.audience, "--url", server.url, "--host", f"{tenant.host}:{server.port}"]
    token = server.command(*asked).stdout.strip()
    assert claims(token)["aud"] == tenant.audience
    assert json.loads(server.command(*asked, "--json").stdout)["token_type"] == "Bearer"
    wrong = server.command(*[a if a != tenant.client_secret else "wrong" for a in asked], check=False)
    assert wrong.returncode != 0 and "Unauthorized" in wrong.stderr and tenant.client_secret not in wrong.stderr


def test_trust_prints_hosts_lines_the_authority_and_the_variables(server):
    tenant = server.tenant()
    printed = server.command("trust").stdout
    assert f"127.0.0.1 {tenant.name}.latchkey.test" in printed and "127.0.0.1 latchkey.test" in printed
    for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"):
        assert f"export {name}={server.ca}" in printed.replace("'", "")
    assert "update-ca-certificates" in printed


@pytest.mark.parametrize("damage, word", [(lambda data: (data / "master.key").unlink(), "key"),
                                          (lambda data: (data / "master.key").write_text("0" * 64), "key"),
                                          (lambda data: (data / "latchkey.sqlite").write_bytes(b"no database" * 1000), "database"),
                                          (lambda data: (data / "tls.pem").write_text("no certificate"), "tls")],
                         ids=["no master key", "another master key", "no database", "no certificate"])
def test_doctor_says_what_is_wrong(fresh_server, damage, word):
    server = fresh_server().start()
    server.stop()
    damage(server.data)
    found = server.command("doctor", check=False)
    assert found.returncode != 0 and word in (found.stdout + found.stderr).lower()


def test_an_option_counts_more_than_the_environment_and_that_more_than_the_file(fresh_server):
    def limit(server):
        server.start()
        answer = requests.get(f"{server.url}/.well-known/openid-configuration", timeout=20)
        server.stop()
        return int(answer.headers["x-ratelimit-limit"])

    server = fresh_server()
    (server.folder / "latchkey.yaml").write_text("rate-limit: [authentication=5/s]\nlog-level: warning\n")
    assert limit(server) == 5
    server.environment = {"LATCHKEY_RATE_LIMIT": "authentication=6/s"}
    assert limit(server) == 6
    server.options = ["--rate-limit", "authentication=7/s"]
    assert limit(server) == 7


@pytest.mark.parametrize("text, word", [("prot: 80", "prot"), ("rate-limit: management=1/s", "rate-limit"), ("port: [1]", "port"),
                                        ("rate-limit: [nobody=1/s]", "nobody=1/s"), ("port: [", "latchkey.yaml")])
def test_a_settings_file_that_makes_no_sense_stops_the_start(text, word, fresh_server):
    server = fresh_server()
    (server.folder / "latchkey.yaml").write_text(text)
    assert server.launch().process.wait(60) != 0 and word in server.output()


def test_log_lines_are_objects_that_hold_no_secrets(fresh_server):
    server = fresh_server("--log-format", "json", "--log-level", "trace").start()
    tenant = server.tenant()
    app = make_app(tenant)
    user = make_user(tenant, app)
    person = signed_in(app, user, scope="openid offline_access")
    code, given = person.answer["code"], app.tokens(person)
    app.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"])
    tenant.ask_token({"client_secret": "wrong-secret-1"})
    person.session.get(f"{person.base}/userinfo", headers={"Authorization": f"Bearer {given['access_token']}"}, timeout=20)
    person.session.get(f"{person.base}/no\r\nsuch/{'x' * 20}".replace("\r\n", "%0d%0a"), timeout=20)
    eventually(lambda: "/userinfo" in server.output())
    server.stop()
    output = server.output()
    for secret in (PASSWORD, app.secret, tenant.client_secret, code, given["refresh_token"], given["access_token"], given["id_token"],
                   person.session.cookies.get("auth0"), "wrong-secret-1"):
        assert secret and secret not in output
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    requested = [line for line in lines if line.get("metadata", {}).get("path") == "/userinfo"]
    assert requested and set(requested[0]) == {"time", "level", "label", "message", "metadata"}
    assert len(requested[0]["metadata"]["request"]) == 20, "the id that the answer had"
