"""The gateway in front of a server, as browsers, applications, guards and operators meet it."""
import json
import secrets
import shutil
import subprocess
import threading
import time
import urllib.parse

import pytest
from conftest import SERVERS, remember
from gateway import (
    Gateway, Visitor, allow_administration, bearer, default_tenant, login_client, make_connection, make_login_app,
)
from harness import BINARY, Server, eventually, free_ports
from person import claims
from signing_in import CONNECTION, make_user, options, without_throttle

pytestmark = pytest.mark.timeout(120)


class House:
    """A tenant with applications, and the configuration of a gateway before it."""

    def __init__(self, server):
        self.server, self.tenant = server, default_tenant(server)
        without_throttle(self.tenant)
        options(self.tenant, passwordPolicy="none")
        self.app = make_login_app(self.tenant)
        self.short = make_login_app(self.tenant, jwt_configuration={"alg": "RS256", "lifetime_in_seconds": 2}, refresh_token={
            "rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0, "token_lifetime": 3600})
        self.user = make_user(self.tenant, self.app)

    @property
    def configuration(self):
        return {
            "clients": {
                "portal": login_client(self.app, "offline_access", "website", sameSite="Lax"),
                "mobile": login_client(self.app, "offline_access"),
                "strict": login_client(self.app, authorizeStateRequired=True),
                "portal-short": login_client(self.short, "offline_access", "website"),
                "mobile-short": login_client(self.short, "offline_access"),
            },
            "defaultClient": "portal", "managementClient": allow_administration(self.tenant),
        }

    def renewals(self):
        """How many refresh tokens were exchanged for the short-lived application."""
        self.tenant.management_token = None
        events = self.tenant.api("GET", "logs", params={"per_page": 100}).json()
        return [e for e in events if e["type"] in ("sertft", "fertft", "ferrt") and e.get("client_id") == self.short.id]


@pytest.fixture(scope="module")
def house(binary, request, tmp_path_factory):
    return House(remember(request, Server(tmp_path_factory.mktemp("gateway-server"))).start())


def watch(request, gateway):
    """Keeps a gateway's log within reach of failing tests, and ends it whatever happens."""
    running = request.config.stash.setdefault(SERVERS, [])
    running.append(gateway)
    request.addfinalizer(lambda: (gateway.kill(), running.remove(gateway)))
    return gateway


@pytest.fixture(scope="module")
def gateway(house, request, tmp_path_factory):
    return watch(request, Gateway(tmp_path_factory.mktemp("gateway"), house.configuration, house.server)).start()


@pytest.fixture
def make(house, request, tmp_path):
    """Makes gateways of one test, started."""
    made = []

    def start(configuration=None, **more):
        folder = tmp_path / f"gateway{len(made)}"
        made.append(watch(request, Gateway(folder, configuration or house.configuration, house.server, **more)))
        return made[-1].start()

    return start


def test_a_login_by_code_gives_tokens_and_an_identity(gateway, house):
    visitor = Visitor(gateway, house.app, "mobile")
    told = visitor.sign_in(house.user, prompt="login", redirect="/home?a=b")
    form = {"grant_type": "authorization_code", "code": told["code"], "state": told["state"]}
    answer = visitor.ask("POST", "/oauth/token", data=form)
    assert answer.status_code == 200, answer.text
    assert answer.headers["location"] == "/home?a=b" and "set-cookie" not in answer.headers
    tokens = answer.json()
    assert set(tokens) == {"accessToken", "refreshToken", "idToken", "expireAt"}
    assert claims(tokens["idToken"])["sub"] == house.user.user_id
    me = gateway.userinfo(bearer(tokens), "mobile")
    assert me.status_code == 200 and me.headers["cache-control"] == "no-store"
    assert me.json()["sub"] == house.user.user_id and me.json()["email"] == house.user.email and me.json()["groups"] == []
    assert "iss" not in me.json() and "aud" not in me.json()
    assert gateway.ask("GET", "/users/me", "mobile", bearer(tokens)).json() == me.json()
    assert visitor.ask("POST", "/oauth/token", data=form).status_code == 401, "a state was good twice"


def test_a_login_by_cookie_gives_the_cookie_alone(gateway, house):
    visitor = Visitor(gateway, house.app, None)
    answer = visitor.log_in(house.user)
    field = next(f for f in answer.raw.headers.getlist("set-cookie") if f.startswith("sid="))
    assert field.partition(";")[2] == " Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"
    assert answer.content == b""
    assert visitor.ask("GET", "/userinfo").json()["sub"] == house.user.user_id
    assert gateway.userinfo({"cookie": "sid=" + "x" * 43}).status_code == 401
    assert visitor.ask("GET", "/userinfo", headers={"client-type": "mobile"}).status_code == 401, "another client's session"

    renewed = visitor.ask("POST", "/refreshtoken")
    assert renewed.status_code == 200 and renewed.content == b"" and "sid=" in renewed.headers["set-cookie"]
    assert visitor.ask("GET", "/userinfo").status_code == 200


def test_a_login_by_cookie_ends_in_the_browser_that_began_it(gateway, house):
    attacker, victim = Visitor(gateway, house.app, "portal"), Visitor(gateway, house.app, "portal")
    told = attacker.sign_in(house.user)
    victim.begin()
    answer = victim.ask("POST", "/oauth/token", json={"code": told["code"], "state": told["state"]})
    assert answer.status_code == 401 and "sid" not in victim.cookies


def test_clients_are_told_apart(gateway, house):
    assert gateway.ask("GET", "/authorize", "nobody").status_code == 401
    assert gateway.ask("GET", "/userinfo", "nobody").status_code == 401
    assert gateway.ask("GET", "/authorize", "strict").status_code == 400
    state = secrets.token_urlsafe(16)
    visitor = Visitor(gateway, house.app, "strict")
    assert visitor.sign_in(house.user, state=state)["state"] == state
    other = Visitor(gateway, house.app, "mobile")
    told = other.sign_in(house.user)
    assert gateway.ask("POST", "/oauth/token", "strict", json={"code": told["code"], "state": told["state"]}).status_code == 401
    assert gateway.ask("GET", "/nowhere").status_code == 404
    assert gateway.ask("DELETE", "/userinfo").status_code == 405


def password(gateway, client, user, **more):
    return gateway.ask("POST", "/oauth/token", client, data={
        "grant_type": "password", "username": user.email, "password": user.password, **more})


def test_a_password_gives_tokens_and_a_wrong_one_403(gateway, house):
    # Without a connection the tenant's default directory is meant.
    answer = house.tenant.api("PATCH", "tenants/settings", {"default_directory": CONNECTION})
    assert answer.status_code == 200, answer.text
    answer = password(gateway, "mobile", house.user)
    assert answer.status_code == 200, answer.text
    assert gateway.userinfo(bearer(answer.json()), "mobile").json()["sub"] == house.user.user_id
    wrong = password(gateway, "mobile", house.user, password="wrong")
    assert wrong.status_code == 403
    assert set(wrong.json()) == {"statusCode", "error", "message"} and wrong.json()["statusCode"] == 403
    cookie = password(gateway, "portal", house.user)
    assert cookie.status_code == 200 and cookie.content == b"" and cookie.headers["set-cookie"].startswith("sid=")


def test_tokens_are_refreshed_and_the_old_ones_end(gateway, house):
    old = password(gateway, "mobile", house.user).json()
    ask = lambda tokens, body: gateway.ask("POST", "/refreshtoken", "mobile", bearer(tokens), json=body)
    assert ask(old, {}).status_code == 400
    assert ask(old, {"refresh_token": "another"}).status_code == 401
    answer = ask(old, {"refresh_token": old["refreshToken"]})
    assert answer.status_code == 200, answer.text
    new = answer.json()
    assert new["accessToken"] != old["accessToken"] and new["refreshToken"] and new["idToken"]
    assert gateway.userinfo(bearer(new), "mobile").status_code == 200
    assert ask(old, {"refresh_token": old["refreshToken"]}).json()["accessToken"] == new["accessToken"]
    assert gateway.ask("GET", "/logout", "mobile", bearer(new)).status_code == 302
    for tokens in (old, new):
        assert gateway.userinfo(bearer(tokens), "mobile").status_code == 401


def together(count, work):
    """Runs something so often at the same time and answers the results."""
    results, gate = [None] * count, threading.Barrier(count)

    def run(index):
        gate.wait()
        results[index] = work(index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def expired(found):
    """Waits until the tokens of a session have ended."""
    time.sleep(2.2)
    return found


def test_expired_tokens_are_renewed_once_behind_the_session(gateway, house):
    for client, session in (
        ("mobile-short", bearer(password(gateway, "mobile-short", house.user).json())),
        ("portal-short", {"cookie": password(gateway, "portal-short", house.user).headers["set-cookie"].partition(";")[0]}),
    ):
        before = len(house.renewals())
        expired(session)
        answers = together(12, lambda _: gateway.userinfo(session, client))
        assert [a.status_code for a in answers] == [200] * 12
        assert all("set-cookie" not in a.headers for a in answers)
        assert all(a.json()["sub"] == house.user.user_id for a in answers)
        eventually(lambda: len(house.renewals()) > before)
        events = house.renewals()
        assert len(events) == before + 1 and events[0]["type"] == "sertft"
        expired(session)
        assert gateway.userinfo(session, client).status_code == 200, "the renewed refresh token was not kept"
        eventually(lambda: len(house.renewals()) == before + 2)


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")
def test_two_gateways_on_one_redis_renew_once(make, house, request, tmp_path):
    port = free_ports(1)[0]
    redis = subprocess.Popen(["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)],
                             stdout=subprocess.DEVNULL)
    request.addfinalizer(lambda: (redis.kill(), redis.wait()))
    environment = {"REDIS_HOSTS": f"127.0.0.1:{port}", "SESSION_SCOPE": "shop-dev"}
    gateways = [make(environment=environment) for _ in range(2)]
    elsewhere = make(environment={**environment, "SESSION_SCOPE": "shop-prod"})
    session = bearer(password(gateways[0], "mobile-short", house.user).json())
    assert gateways[1].userinfo(session, "mobile-short").status_code == 200
    assert elsewhere.userinfo(session, "mobile-short").status_code == 401
    before = len(house.renewals())
    expired(session)
    answers = together(12, lambda index: gateways[index % 2].userinfo(session, "mobile-short"))
    assert [a.status_code for a in answers] == [200] * 12
    eventually(lambda: len(house.renewals()) > before)
    assert len(house.renewals()) == before + 1
    redis.kill()
    redis.wait()
    assert gateways[0].userinfo(session, "mobile-short").status_code == 503
    assert gateways[0].ask("GET", "/-/ready").status_code == 503
    assert gateways[0].ask("GET", "/-/healthz").status_code == 200


def test_a_session_that_the_tenant_ended_is_nobody(make, house):
    gateway = make()
    user = make_user(house.tenant, house.app)
    session = bearer(password(gateway, "mobile-short", user).json())
    house.tenant.management_token = None
    assert house.tenant.api("DELETE", f"users/{urllib.parse.quote(user.user_id)}").status_code == 204
    expired(session)
    assert gateway.userinfo(session, "mobile-short").status_code == 401


def test_logout_leads_over_the_tenant_back_to_the_application(gateway, make, house):
    visitor = Visitor(gateway, house.app, "portal")
    visitor.log_in(house.user)
    kept = dict(visitor.cookies)
    answer = visitor.ask("GET", "/logout?redirect=" + urllib.parse.quote("/bye?a=b&c=d", safe=""),
                         headers={"x-forwarded-host": "app.example.test", "x-forwarded-proto": "https"})
    assert answer.status_code == 302 and "sid" not in visitor.cookies
    field = answer.headers["set-cookie"]
    assert field.startswith("sid=;") and "Max-Age" not in field and "Expires=Thu, 01 Jan 1970" in field
    target = urllib.parse.urlsplit(answer.headers["location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == house.tenant.tls_url + "/v2/logout"
    assert dict(urllib.parse.parse_qsl(target.query)) == {"returnTo": "https://app.example.test/bye?a=b&c=d"}
    assert gateway.userinfo({"cookie": f"sid={kept['sid']}"}).status_code == 401
    for redirect in ("https://evil.test/", "//evil.test", "/\\evil.test", "/a%0d%0ab"):
        assert gateway.ask("GET", "/logout", params={"redirect": urllib.parse.unquote(redirect)}).status_code == 400

    naming = make(environment={"AUTH0_LOGOUT_CLIENT_ID_ENABLED": "true"})
    visitor = Visitor(naming, house.app, "portal")
    visitor.log_in(house.user)
    answer = visitor.ask("GET", "/logout?redirect=/bye",
                         headers={"x-forwarded-host": "app.example.test", "x-forwarded-proto": "https"})
    assert f"client_id={house.app.id}" in answer.headers["location"]
    visitor.person.open(answer.headers["location"])
    assert visitor.person.arrived == "https://app.example.test/bye"
    assert visitor.begin().person.page, "the session at the tenant is still there"


@pytest.mark.parametrize("change, message", [
    (lambda c: c.update(clientz={}), "clientz is not a known key"),
    (lambda c: c.pop("managementClient"), "managementClient is missing"),
    (lambda c: c.update(defaultClient="other"), "defaultClient names 'other'"),
    (lambda c: c["clients"]["portal"].update(sameSite="Loose"), "clients.portal.sameSite must be one of"),
    (lambda c: c["clients"]["portal"].update(clientSecret="{{NOT_THERE}}"), "clients.portal.clientSecret needs the environment variable 'NOT_THERE'"),
    (lambda c: c["clients"]["portal"].update(defaultConnection="x"), "clients.portal.defaultConnection names 'x'"),
])
def test_a_mistake_in_the_configuration_is_named(house, tmp_path, change, message):
    configuration = house.configuration
    change(configuration)
    gateway = Gateway(tmp_path, configuration).launch()
    assert gateway.process.wait(30) != 0
    assert message in gateway.output() and house.app.secret not in gateway.output()


def test_other_starts_that_cannot_be_end_with_a_sentence(house, gateway, tmp_path):
    for name, text, environment, message in (
        ("json", '{"clients": ', {}, "is not valid JSON"),
        ("port", None, {"SESSION_DURATION_SECONDS": "soon"}, "SESSION_DURATION_SECONDS must be a number"),
    ):
        failing = Gateway(tmp_path / name, text or house.configuration, environment=environment).launch()
        assert failing.process.wait(30) != 0 and message in failing.output()
    taken = Gateway(tmp_path / "taken", house.configuration)
    taken.port = gateway.port
    assert taken.launch().process.wait(30) != 0 and str(gateway.port) in taken.output()


def test_the_configuration_and_the_port_may_come_from_the_environment(house, tmp_path, request):
    gateway = watch(request, Gateway(tmp_path, house.configuration, house.server))
    (tmp_path / "configs").mkdir()
    configuration = house.configuration
    configuration["clients"]["portal"]["clientSecret"] = "{{PORTAL_SECRET}}"
    (tmp_path / "configs" / "config.json").write_text(json.dumps(configuration))
    environment = {**gateway.environment, "HOME": str(tmp_path), "HTTP_PORT": str(gateway.port), "PORTAL_SECRET": house.app.secret,
                   "SERVICE_CONFIG_PATH": str(tmp_path / "configs"), "SERVICE_CONFIG_FILE_NAME": "config",
                   "SERVICE_PREFIX": "/auth", "SERVICE_VERSION": "7.7"}
    with open(gateway.log, "ab") as log:
        gateway.process = subprocess.Popen([BINARY, "gateway"], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                           cwd=tmp_path, env=environment)
    eventually(gateway.is_ready, 30)
    assert gateway.ask("GET", "/auth/authorize").status_code == 302
    assert gateway.ask("GET", "/authorize").status_code == 404
    assert gateway.ask("GET", "/-/healthz").json() == {"status": "OK", "name": "latchkey-gateway", "version": "7.7"}
    assert "/auth/userinfo" in gateway.ask("GET", "/documentation/json").json()["paths"]


def test_a_tenant_that_is_down_leaves_live_sessions_alone(binary, request, tmp_path):
    server = remember(request, Server(tmp_path / "server")).start()
    house = House(server)
    gateway = watch(request, Gateway(tmp_path / "gateway", house.configuration, server)).start()
    house.tenant.api("PATCH", "tenants/settings", {"default_directory": CONNECTION})
    live = bearer(password(gateway, "mobile", house.user).json())
    short = bearer(password(gateway, "mobile-short", house.user).json())
    server.stop()
    expired(short)
    assert gateway.userinfo(live, "mobile").status_code == 200
    assert gateway.userinfo(short, "mobile-short").status_code == 502
    assert gateway.userinfo(short, "mobile-short").status_code in (502, 503)
    assert password(gateway, "mobile", house.user).status_code == 502
    assert gateway.ask("GET", "/-/ready").status_code == 200
    server.start()
    eventually(lambda: gateway.userinfo(short, "mobile-short").status_code == 200, 10, "the session was lost")
    gateway.stop()
    gateway.start()
    assert gateway.userinfo(live, "mobile").status_code == 200, "sessions did not survive a restart"
    gateway.stop()
    server.stop()


def test_two_environments_on_two_connections(make, house):
    names = {"dev": f"users-dev-{secrets.token_hex(3)}", "prod": f"users-prod-{secrets.token_hex(3)}"}
    made = {key: make_connection(house.tenant, name, house.app) for key, name in names.items()}
    users = {key: make_user(house.tenant, house.app, name=name) for key, name in names.items()}

    def configuration():
        client = {"supportedConnections": ["{{AUTH0_CONNECTION}}"], "defaultConnection": "{{AUTH0_CONNECTION}}"}
        found = house.configuration
        found["clients"] = {"portal": login_client(house.app, "offline_access", "website", **client),
                            "mobile": login_client(house.app, "offline_access", **client)}
        found["managementClient"].update(supportedConnectionsMap={"{{AUTH0_CONNECTION}}": {"connectionId": "{{AUTH0_CONNECTION_ID}}"}},
                                         defaultManagementConnectionName="{{AUTH0_CONNECTION}}")
        return found

    gateways = {key: make(configuration(), environment={"AUTH0_CONNECTION": names[key], "AUTH0_CONNECTION_ID": made[key]["id"]})
                for key in names}
    for here, there in (("dev", "prod"), ("prod", "dev")):
        gateway = gateways[here]
        assert password(gateway, "mobile", users[here]).status_code == 200
        assert password(gateway, "mobile", users[there]).status_code == 403
        assert password(gateway, "mobile", users[there], connection=names[there]).status_code == 400
        location = gateway.ask("GET", "/authorize", "portal").headers["location"]
        assert f"connection={names[here]}" in location
        assert gateway.ask("GET", "/authorize?connection=" + names[there], "portal").status_code == 400
        visitor = Visitor(gateway, house.app, "portal")
        visitor.log_in(users[here])
        assert visitor.ask("GET", "/userinfo").json()["sub"] == users[here].user_id


def test_operators_see_what_they_need_and_no_secrets(make, house):
    gateway = make()
    visitor = Visitor(gateway, house.app, "portal")
    told = visitor.sign_in(house.user)
    visitor.ask("POST", f"/oauth/token?code={told['code']}&state={told['state']}", json={"code": told["code"], "state": told["state"]})
    visitor.ask("GET", "/userinfo", headers={"x-request-id": "mine-1"})
    assert gateway.ask("GET", "/-/check-up").status_code == 200
    metrics = gateway.ask("GET", "/-/metrics").text
    assert 'latchkey_requests_total{route="/userinfo",status="200"} 1' in metrics
    document = gateway.ask("GET", "/documentation/json").json()
    assert document["openapi"].startswith("3.")
    assert {"/authorize", "/oauth/token", "/refreshtoken", "/userinfo", "/users/me", "/logout", "/users"} <= set(document["paths"])
    assert not any(" " in path or "{" in path and "}" not in path for path in document["paths"])
    gateway.stop()
    lines = [json.loads(line) for line in gateway.output().splitlines()]
    completed = [line for line in lines if line["msg"] == "request completed"]
    mine = next(line for line in completed if line["reqId"] == "mine-1")
    assert mine["level"] == 30 and mine["http"]["response"]["statusCode"] == 200 and mine["url"]["path"] == "/userinfo"
    assert not any(line["url"]["path"].startswith("/-/") for line in completed)
    written = gateway.output()
    for secret in (told["code"], told["state"], visitor.cookies["sid"], house.app.secret, house.user.password):
        assert secret not in written
    assert "code=redacted&state=redacted" in written


def test_a_stop_lets_others_learn_of_it(make, house):
    gateway = make(environment={"DELAY_SHUTDOWN_SECONDS": "2"})
    gateway.process.terminate()
    eventually(lambda: gateway.ask("GET", "/-/ready").status_code == 503, 2, "it is still ready")
    assert gateway.ask("GET", "/userinfo").status_code == 401, "requests are not taken any more"
    began = time.monotonic()
    assert gateway.process.wait(30) == 0
    assert time.monotonic() - began < 10
