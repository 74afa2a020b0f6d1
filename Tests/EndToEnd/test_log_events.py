"""What the tenant log says of people: who came, changed and went, who was stopped, and which mails did not arrive."""
import json
import socketserver
import threading

import pytest
import requests
from harness import eventually
from person import mails
from signing_in import CONNECTION, PASSWORD, connection, make_app, make_user, signed_in, without_throttle
from test_logs import every, find, logs

STOPPED = "Too many login attempts for this user. Please wait, and try again later."
PASSWORD_REALM = "http://auth0.com/oauth/grant-type/password-realm"


def try_password(app, user, password):
    return requests.post(f"{app.tenant.url}/oauth/token", timeout=20, json={
        "grant_type": PASSWORD_REALM, "realm": CONNECTION, "client_id": app.id, "client_secret": app.secret,
        "username": user.email, "password": password})


def kinds(tenant, **fields):
    return [e["type"] for e in logs(tenant, per_page=100, sort="date:1") if all(e.get(k) == v for k, v in fields.items())]


@pytest.fixture(scope="module")
def strict(binary, request, tmp_path_factory):
    """A server that lets a user sign in three times at once from one address, then once an hour."""
    from conftest import remember
    from harness import Server

    running = remember(request, Server(tmp_path_factory.mktemp("strict"), None, ("--rate-limit", "login=1/h:3"))).start()
    yield running
    running.stop()


def test_a_user_who_signs_in_too_often_is_stopped_on_every_way_in(strict):
    tenant = strict.tenant()
    without_throttle(tenant)
    app = make_app(tenant, cross_origin_authentication=True, allowed_origins=["https://app.example.test"])
    user, other = make_user(tenant, app), make_user(tenant, app)
    assert [try_password(app, user, password).status_code for password in (user.password, "wrong", user.password)] == [200, 403, 200]
    answer = try_password(app, user, user.password)
    assert (answer.status_code, answer.json()) == (429, {"error": "too_many_attempts", "error_description": STOPPED})
    # The page says it, too, and embedded login.
    person = signed_in(app, user)
    assert person.page.status in (200, 400, 429) and "Too many login attempts for this account" in person.page.text
    answer = tenant.session.post(f"{tenant.url}/co/authenticate", headers={"Origin": "https://app.example.test"}, timeout=20, json={
        "client_id": app.id, "credential_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION,
        "username": user.email, "password": user.password})
    assert answer.status_code == 429, answer.text
    event = find(tenant, "limit_sul", user_name=user.email)
    assert event["description"] == STOPPED and event["user_id"] == user.user_id and event["connection"] == CONNECTION
    assert event["ip"] == "127.0.0.1" and event["client_id"] == app.id
    # Nobody else is stopped.
    assert try_password(app, other, other.password).status_code == 200


def test_a_right_password_is_noted_before_the_exchange(tenant):
    without_throttle(tenant)
    app = make_app(tenant)
    user = make_user(tenant, app)
    assert try_password(app, user, user.password).status_code == 200
    event = find(tenant, "scv", user_id=user.user_id)
    assert (event["user_name"], event["connection"], event["strategy"], event["description"]) == (user.email, CONNECTION, "auth0", "")
    assert event["connection_id"] == connection(tenant)["id"]
    find(tenant, "sepft", user_id=user.user_id)
    assert kinds(tenant, user_id=user.user_id)[-2:] == ["scv", "sepft"]


def test_the_life_of_a_user_that_an_administrator_makes(tenant):
    made = tenant.create("users", connection=CONNECTION, email="ada@people.example.test", password=PASSWORD)
    event = find(tenant, "ss", user_id=made["user_id"])
    assert event["user_name"] == "ada@people.example.test" and event["connection"] == CONNECTION
    body = event["details"]["body"]
    assert (body["password"], body["is_signup"], body["tenant"]) == ("*****", False, tenant.name)
    assert PASSWORD not in tenant.api("GET", "logs?per_page=100").text
    find(tenant, "svr", user_id=made["user_id"])

    path = f"users/{made['user_id']}"
    assert tenant.api("PATCH", path, {"email": "countess@people.example.test", "connection": CONNECTION}).status_code == 200
    assert find(tenant, "sce", user_id=made["user_id"])["user_name"] == "countess@people.example.test"
    assert tenant.api("POST", "jobs/verification-email", {"user_id": made["user_id"]}).status_code == 201
    eventually(lambda: kinds(tenant, type="svr", user_id=made["user_id"]) == ["svr", "svr"], 5, "no second svr")
    assert tenant.api("POST", "jobs/verification-email", {"user_id": "auth0|nobody"}).status_code >= 400
    assert find(tenant, "fvr", user_id="auth0|nobody")["description"]
    assert tenant.api("PATCH", path, {"user_metadata": {"a": 1}}).status_code == 200

    assert tenant.api("DELETE", path.replace("|", "%7C")).status_code == 204
    event = find(tenant, "sdu")
    assert event["user_id"] == made["user_id"] and event["description"] == f"user_id: {made['user_id'].split('|')[1]}"
    # Each change has its record as a call, too.
    assert kinds(tenant).count("sapi") >= 5 and kinds(tenant).count("sce") == 1


def test_the_first_api_tells_of_users_too(tenant):
    from first_api import First, new_user

    client = tenant.api("GET", "clients?is_global=true").json()[0]
    first = First(tenant, client["client_id"], client["client_secret"])
    user = new_user(first)
    assert find(tenant, "ss", user_id=user["user_id"])["connection"] == CONNECTION
    first.do("PUT", f"users/{user['user_id']}/email", {"email": "new@people.example.test", "verify": False})
    find(tenant, "sce", user_id=user["user_id"])
    first.do("POST", f"users/{user['user_id']}/send_verification_email")
    find(tenant, "svr", user_id=user["user_id"])
    first.do("DELETE", f"users/{user['user_id']}")
    assert find(tenant, "sdu", user_id=user["user_id"])["description"] == f"user_id: {user['user_id'].split('|')[1]}"


def test_imports_of_users_are_told_when_they_end(tenant):
    from test_failed_jobs import run

    assert run(tenant, json.dumps([{"email": "ada@imports.example.test"}, {"email": "no"}])).json()["status"] == "completed"
    event = find(tenant, "sui")
    assert (event["connection"], event["connection_id"], event["strategy"]) == (CONNECTION, connection(tenant)["id"], "auth0")
    assert event["details"] == {"tenant": tenant.name, "connection": CONNECTION} and event["isMobile"] is False
    assert run(tenant, "[{").json()["status"] == "failed"
    assert "parse" in find(tenant, "fui", connection=CONNECTION)["description"]
    told = kinds(tenant)
    assert (told.count("sui"), told.count("fui")) == (1, 1)
    # They have their place in the order of ids, so that who follows the log meets them.
    assert [e["type"] for e in every(tenant) if e["type"] in ("sui", "fui")] == ["sui", "fui"]


def test_blocks_that_an_administrator_lifts(tenant):
    without_throttle(tenant)
    app = make_app(tenant)
    user = make_user(tenant, app)
    for _ in range(10):
        try_password(app, user, "wrong")
    assert try_password(app, user, user.password).status_code == 429
    find(tenant, "limit_wc", user_name=user.email)
    assert tenant.api("DELETE", f"user-blocks/{user.user_id}").status_code == 204
    find(tenant, "ublkdu", user_id=user.user_id)
    assert try_password(app, user, user.password).status_code == 200
    assert tenant.api("DELETE", "user-blocks", params={"identifier": user.email}).status_code == 204
    find(tenant, "ublkdu", user_name=user.email)


def test_too_many_sign_ups_from_one_address(tenant):
    app = make_app(tenant)
    changed = tenant.api("PATCH", "attack-protection/suspicious-ip-throttling",
                         {"stage": {"pre-user-registration": {"max_attempts": 2, "rate": 36_000_000}}})
    assert changed.status_code == 200, changed.text
    statuses = [tenant.session.post(f"{tenant.url}/dbconnections/signup", timeout=20, json={
        "client_id": app.id, "connection": CONNECTION, "email": f"n{n}@people.example.test", "password": PASSWORD}).status_code
        for n in range(4)]
    assert statuses[:2] == [200, 200] and 429 in statuses
    event = find(tenant, "limit_mu")
    assert event["ip"] == "127.0.0.1" and event["client_id"] == app.id and "suspicious login behavior" in event["description"]


def test_who_joins_an_organization_by_signing_in(tenant):
    without_throttle(tenant)
    app = make_app(tenant, organization_usage="require", organization_require_behavior="pre_login_prompt")
    organization = tenant.create("organizations", name="joined")
    answer = tenant.api("POST", f"organizations/{organization['id']}/enabled_connections",
                        {"connection_id": connection(tenant)["id"], "assign_membership_on_login": True})
    assert answer.status_code == 201, answer.text
    user = make_user(tenant, app)
    for _ in range(2):
        person = signed_in(app, user, organization=organization["id"])
        assert person.arrived, person.page.text
    event = find(tenant, "organization_member_added", user_id=user.user_id)
    assert (event["organization_id"], event["organization_name"]) == (organization["id"], "joined")
    assert kinds(tenant, user_id=user.user_id).count("organization_member_added") == 1


def test_second_factors_that_are_set_up_and_taken_away(tenant):
    import re
    import time
    import urllib.parse

    made = tenant.create("users", connection=CONNECTION, email="grace@people.example.test", password=PASSWORD, email_verified=True)
    assert tenant.api("PUT", "guardian/factors/otp", {"enabled": True}).status_code == 200
    find(tenant, "gd_tenant_update")
    answer = tenant.api("POST", "guardian/enrollments/ticket", {"user_id": made["user_id"], "factor": "otp", "send_mail": False})
    assert answer.status_code == 200, answer.text
    from first_api import Visitor

    visitor = Visitor(tenant)
    page = visitor.open(answer.json()["ticket_url"])
    find(tenant, "gd_start_enroll")
    secret = urllib.parse.parse_qs(urllib.parse.urlsplit(re.search(r"otpauth://[^<\s]+", page.text).group()).query)["secret"][0]
    assert visitor.send(page, code=code_of(secret, time.time())).status == 200
    assert find(tenant, "gd_enrollment_complete")["user_name"]
    enrolled = tenant.api("GET", f"users/{made['user_id']}/authentication-methods").json()
    assert tenant.api("DELETE", f"users/{made['user_id']}/authentication-methods/{enrolled[0]['id']}").status_code == 204
    find(tenant, "gd_unenroll")


def code_of(secret, now):
    """The code of an authenticator app.

    RFC 6238.
    """
    import base64
    import hashlib
    import hmac
    import struct

    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(now) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class RefusingMailServer(socketserver.StreamRequestHandler):
    """A mail server that knows none of its recipients."""

    def handle(self):
        self.wfile.write(b"220 mail.example.test\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            answer = {b"EHLO": b"250 mail.example.test", b"HELO": b"250 mail.example.test", b"MAIL": b"250 OK",
                      b"RCPT": b"550 No such mailbox", b"QUIT": b"221 Bye"}.get(word, b"250 OK")
            self.wfile.write(answer + b"\r\n")
            if word == b"QUIT":
                return


def test_a_mail_that_nobody_takes(fresh_server):
    server = fresh_server("--allow-private-networks").start()
    tenant = server.tenant()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), RefusingMailServer) as sink:
        sink.daemon_threads = True
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        provider = tenant.api("POST", "emails/provider", {
            "name": "smtp", "enabled": True, "default_from_address": "house@example.test",
            "credentials": {"smtp_host": "127.0.0.1", "smtp_port": sink.server_address[1], "smtp_user": "u", "smtp_pass": "p"}})
        assert provider.status_code == 201, provider.text
        app = make_app(tenant)
        user = make_user(tenant, app)
        event = eventually(lambda: next((e for e in logs(tenant, per_page=100) if e["type"] == "fn"), None), 20, "no fn")
        sink.shutdown()
    assert (event["description"], event["user_name"], event["user_id"]) == (f"To: {user.email}", user.email, user.user_id)
    assert event["details"]["email_type"] == "verify_email" and event["details"]["to"] == user.email
    assert "550" in event["details"]["error"] and event["client_id"] == app.id and event["connection"] == CONNECTION
    assert not mails(tenant, user.email)
    server.stop()
