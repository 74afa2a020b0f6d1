"""The gateway as operators meet it: its configuration, its log and figures, tenants that fail, and its end."""
import json
import subprocess
import time

import pytest
from conftest import remember
from gateway import Gateway, Visitor, bearer
from gateway_house import House, expired, gateway, house, make, password, watch  # noqa: F401
from harness import BINARY, Server, eventually

pytestmark = pytest.mark.timeout(120)


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


def test_what_was_acknowledged_survives_a_crash(make, house):
    gateway = make()
    for _ in range(3):
        sessions = [bearer(password(gateway, "mobile", house.user).json())]
        visitor = Visitor(gateway, house.app, "portal")
        visitor.log_in(house.user)
        ended = bearer(password(gateway, "mobile", house.user).json())
        assert gateway.ask("GET", "/logout", "mobile", ended).status_code == 302
        state = gateway.ask("GET", "/authorize", "mobile")
        # SIGKILL, at once after the answer.
        gateway.kill()
        gateway.start()
        assert all(gateway.userinfo(session, "mobile").status_code == 200 for session in sessions), "a session was lost"
        assert visitor.ask("GET", "/userinfo").status_code == 200, "a cookie was lost"
        assert gateway.userinfo(ended, "mobile").status_code == 401, "a session came back from the dead"
        assert state.status_code == 302 and gateway.ask("GET", "/users/active").json() == [{"userId": house.user.user_id}]


@pytest.mark.parametrize("level", ["info", "trace"])
def test_operators_see_what_they_need_and_no_secrets(make, house, level):
    gateway = make(environment={"LOG_LEVEL": level})
    visitor = Visitor(gateway, house.app, "portal")
    told = visitor.sign_in(house.user)
    visitor.ask("POST", f"/oauth/token?code={told['code']}&state={told['state']}", json={"code": told["code"], "state": told["state"]})
    visitor.ask("GET", "/userinfo", headers={"x-request-id": "mine-1"})
    assert gateway.ask("GET", "/-/check-up").status_code == 200
    metrics = gateway.ask("GET", "/-/metrics").text
    assert 'latchkey_requests_total{route="/userinfo",status="200"} 1' in metrics
    assert 'latchkey_request_duration_seconds_count{route="/userinfo"} 1' in metrics
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
    for secret in (told["code"], told["state"], visitor.cookies["sid"], visitor.cookies["sid_login"], house.app.secret,
                   house.user.password):
        assert secret not in written
    assert ("incoming request" in written) == (level == "trace")
    assert "code=redacted&state=redacted" in written


def test_a_stop_lets_others_learn_of_it(make, house):
    gateway = make(environment={"DELAY_SHUTDOWN_SECONDS": "2"})
    gateway.process.terminate()
    eventually(lambda: gateway.ask("GET", "/-/ready").status_code == 503, 2, "it is still ready")
    assert gateway.ask("GET", "/userinfo").status_code == 401, "requests are not taken any more"
    began = time.monotonic()
    assert gateway.process.wait(30) == 0
    assert time.monotonic() - began < 10
