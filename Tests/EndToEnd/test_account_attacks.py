"""What identity servers have been broken by, third part: accounts, their passwords, resets and blocks; embedded login."""
import urllib.parse

import pytest
import requests
from harness import eventually
from person import Person, mails
from signing_in import CONNECTION, PASSWORD, connection, make_app, make_user, options, signed_in, without_throttle

REALM = "http://auth0.com/oauth/grant-type/password-realm"


def grant(app, name, password, **headers):
    return requests.post(f"{app.tenant.url}/oauth/token", timeout=30, headers=headers, data={
        "grant_type": REALM, "realm": CONNECTION, "username": name, "password": password, "client_id": app.id, "client_secret": app.secret})


def cross_origin(app, name, password, origin="https://app.example.test", **more):
    return requests.post(f"{app.tenant.url}/co/authenticate", timeout=30, headers={"Origin": origin} if origin else {}, json={
        "client_id": app.id, "credential_type": REALM, "realm": CONNECTION, "username": name, "password": password, **more})


def sign_up(app, **body):
    return requests.post(f"{app.tenant.url}/dbconnections/signup", timeout=30, json={
        "client_id": app.id, "connection": CONNECTION, "password": PASSWORD, **body})


def ticket(app, kind, **body):
    made = app.tenant.api("POST", f"tickets/{kind}", body)
    assert made.status_code == 201, made.text
    return urllib.parse.parse_qs(urllib.parse.urlsplit(made.json()["ticket"]).query)["ticket"][0]


def choose(app, ticket, password="attacker Horse-battery 7"):
    """Sends the form of a new password without having seen its page."""
    return requests.post(f"{app.tenant.url}/u/reset-password/change", timeout=30, data={
        "ticket": ticket, "password-reset": password, "re-enter-password": password})


@pytest.fixture(scope="module")
def embedded(shared_tenant):
    without_throttle(shared_tenant)
    return make_app(shared_tenant, cross_origin_authentication=True)


def test_a_password_is_not_reset_without_its_mail(app):
    """No ticket, a made-up one, one of another kind, one cut short, and one used before: none is the mail."""
    user = make_user(app.tenant, app)
    good = ticket(app, "password-change", user_id=user.user_id)
    proof = ticket(app, "email-verification", user_id=user.user_id)
    for wrong in ("", "a" * 32, proof, good[:-1], good + "a", good.swapcase(), user.user_id):
        answer = choose(app, wrong)
        assert answer.status_code == 400 and "x-frame-options" in answer.headers
    assert grant(app, user.email, PASSWORD).status_code == 200
    assert choose(app, good, "another Horse-battery 8").status_code == 200
    assert choose(app, good).status_code == 400
    assert grant(app, user.email, "another Horse-battery 8").status_code == 200


def test_a_ticket_changes_the_password_of_its_user_alone(app):
    mine, theirs = make_user(app.tenant, app), make_user(app.tenant, app)
    answer = requests.post(f"{app.tenant.url}/u/reset-password/change", timeout=30, data={
        "ticket": ticket(app, "password-change", user_id=mine.user_id), "username": theirs.email, "email": theirs.email,
        "user_id": theirs.user_id, "password-reset": "another Horse-battery 8", "re-enter-password": "another Horse-battery 8"})
    assert answer.status_code == 200
    assert grant(app, theirs.email, PASSWORD).status_code == 200
    assert grant(app, mine.email, "another Horse-battery 8").status_code == 200


def test_a_reset_obeys_the_rules_of_a_sign_up(app):
    user = make_user(app.tenant, app)
    good = ticket(app, "password-change", user_id=user.user_id)
    for weak in ("short1A", "password", ""):
        answer = choose(app, good, weak)
        assert answer.status_code == 400 and weak not in answer.text.replace("password", "") or not weak
    assert choose(app, good, "another Horse-battery 8").status_code == 200, "refusals do not use the ticket up"


def test_nobody_vouches_for_their_own_address(app):
    body = {"email": "self-made@people.example.test", "email_verified": True, "verified": True, "blocked": False,
            "app_metadata": {"admin": True}, "user_id": "chosen", "_id": "0" * 24}
    answer = sign_up(app, **body)
    if answer.status_code == 200:
        assert answer.json()["email_verified"] is False and answer.json()["_id"] != "0" * 24
        found = app.tenant.api("GET", "users-by-email", params={"email": body["email"]}).json()
        assert found[0]["email_verified"] is False and "app_metadata" not in found[0]


def test_closed_sign_up_is_closed_by_every_way(server):
    tenant = server.tenant()
    app = make_app(tenant)
    options(tenant, disable_signup=True)
    answer = sign_up(app, email="late@people.example.test")
    assert answer.status_code == 400
    person = Person(tenant)
    app.authorize(person, screen_hint="signup")
    state = urllib.parse.parse_qs(urllib.parse.urlsplit(person.page.url).query)["state"][0]
    for path in ("/u/signup", "/u/signup/identifier"):
        person.open(f"{person.base}{path}?state={state}", "POST", data={
            "state": state, "email": "late@people.example.test", "password": PASSWORD, "action": "default"})
        assert person.arrived is None and person.page.status >= 400
    assert tenant.api("GET", "users-by-email", params={"email": "late@people.example.test"}).json() == []


def test_sign_up_does_not_tell_who_has_an_account(app, user):
    known, other = sign_up(app, email=user.email), sign_up(app, email=user.email.upper(), password="weak")
    assert known.status_code == 400 and known.json()["code"] == "invalid_signup" and user.email not in known.text
    # What is wrong with the password is said first, to those who have an account and to those who have none.
    unknown = sign_up(app, email="nobody-yet@people.example.test", password="weak")
    assert (other.status_code, other.json()["code"]) == (unknown.status_code, unknown.json()["code"])


def test_a_password_of_which_something_would_be_ignored_is_refused(app):
    """bcrypt reads 72 bytes: so many may be chosen and count, and more may not be chosen."""
    long = "aB3$" * 18
    user = make_user(app.tenant, app, password=long)
    assert grant(app, user.email, long).status_code == 200
    assert grant(app, user.email, long[:-1]).status_code == 403
    assert grant(app, user.email, long[:-1] + "x").status_code == 403
    for longer in (long + "x", "\u00e4" * 37 + "B3$"):
        assert sign_up(app, email="longer@people.example.test", password=longer).status_code == 400


def test_a_block_holds_on_every_way_in_and_for_every_name_of_the_account(server):
    tenant = server.tenant()
    app = make_app(tenant, cross_origin_authentication=True)
    options(tenant, requires_username=True)
    user = make_user(tenant, app, username="ada_l")
    # Failures under either name count together, whatever address the sender claims to have.
    for attempt in range(10):
        name = (user.email, "ada_l", user.email.upper(), "ADA_L")[attempt % 4]
        grant(app, name, "wrong Password 1", **{"X-Forwarded-For": f"198.51.100.{attempt}", "auth0-forwarded-for": f"198.51.100.{attempt}"})
    for name in (user.email, "ada_l"):
        answer = grant(app, name, PASSWORD)
        assert (answer.status_code, answer.json()["error"]) == (429, "too_many_attempts"), name
        answer = cross_origin(app, name, PASSWORD)
        assert (answer.status_code, answer.json()["error"]) == (429, "too_many_attempts"), name
        person = Person(tenant)
        app.authorize(person)
        person.sign_in(name, PASSWORD)
        assert person.arrived is None and "blocked" in person.page.text


def test_the_link_that_lifts_a_block_waits_for_a_person(server):
    """Readers of mail follow links of their own accord: a link alone must lift nothing."""
    tenant = server.tenant()
    app = make_app(tenant)
    user = make_user(tenant, app)
    for _ in range(10):
        grant(app, user.email, "wrong Password 1")
    mail = eventually(lambda: [m for m in mails(tenant, user.email) if m["template"] == "blocked_account"], 10)[0]
    person = Person(tenant).open(mail["url"].split("#")[0])
    assert person.page.status == 200 and grant(app, user.email, PASSWORD).status_code == 429
    assert requests.post(f"{tenant.url}/u/unblock", data={"ticket": "a" * 32}, timeout=20).status_code == 400
    person.submit()
    assert grant(app, user.email, PASSWORD).status_code == 200


def test_embedded_login_answers_the_origins_of_its_client_alone(embedded):
    user = make_user(embedded.tenant, embedded)
    for origin in ("https://evil.test", "https://app.example.test.evil.test", "http://app.example.test", "null"):
        answer = cross_origin(embedded, user.email, PASSWORD, origin)
        assert answer.status_code == 403 and answer.text == f"Origin {origin} is not allowed."
        assert "access-control-allow-origin" not in answer.headers and "login_ticket" not in answer.text
    answer = cross_origin(embedded, user.email, PASSWORD)
    assert answer.status_code == 200 and set(answer.json()) == {"login_ticket", "co_verifier", "co_id"}
    assert answer.headers["access-control-allow-origin"] == "https://app.example.test"
    assert answer.headers["access-control-allow-credentials"] == "true"


def test_embedded_login_is_refused_in_auth0s_words(embedded, app):
    user = make_user(embedded.tenant, embedded)
    for answer, expected in [
        (cross_origin(app, user.email, PASSWORD), (401, "unauthorized_client", "Cross origin login not allowed.")),
        (cross_origin(embedded, user.email, "wrong Password 1"), (403, "access_denied", "Wrong email or password.")),
        (cross_origin(embedded, "nobody@people.example.test", PASSWORD), (403, "access_denied", "Wrong email or password.")),
        (cross_origin(embedded, user.email, PASSWORD, credential_type="x"), (400, "unsupported_credential_type", "Unknown credential type parameter.")),
        (cross_origin(embedded, user.email, PASSWORD, realm="nowhere"), (400, "invalid_request", "Unknown realm nowhere.")),
        (cross_origin(embedded, user.email, None),
         (400, "invalid_request", "Invalid request body. All and only of client_id, credential_type, username, otp, realm are required.")),
    ]:
        assert (answer.status_code, answer.json()["error"], answer.json()["error_description"]) == expected
    embedded.tenant.api("PATCH", f"users/{urllib.parse.quote(user.user_id)}", {"blocked": True})
    answer = cross_origin(embedded, user.email, PASSWORD)
    assert (answer.status_code, answer.json()["error"], answer.json()["error_description"]) == (403, "blocked_user", "Blocked user")


def test_a_login_ticket_is_good_once_and_for_its_client(embedded, app):
    user = make_user(embedded.tenant, embedded)
    given = cross_origin(embedded, user.email, PASSWORD).json()["login_ticket"]
    thief = Person(embedded.tenant)
    app.authorize(thief, login_ticket=given)
    assert thief.arrived is None or "code" not in thief.answer
    person = Person(embedded.tenant)
    embedded.authorize(person, login_ticket=given, realm=CONNECTION)
    assert embedded.tokens(person)["id_token"]
    again = Person(embedded.tenant)
    embedded.authorize(again, login_ticket=given, realm=CONNECTION)
    assert again.arrived is None or "code" not in again.answer


def test_answers_with_cookies_are_read_by_no_other_origin(app, user):
    person = signed_in(app, user)
    evil = {"Origin": "https://evil.test"}
    query = urllib.parse.urlencode(app.parameters(prompt="none", response_mode="web_message"))
    answer = person.session.get(f"{person.base}/authorize?{query}", headers=evil, timeout=20, allow_redirects=False)
    assert answer.headers.get("access-control-allow-origin") != "https://evil.test"
    assert answer.headers.get("access-control-allow-credentials") != "true"
    for method, path in [("GET", "/userinfo"), ("POST", "/oauth/token"), ("POST", "/oauth/revoke"), ("POST", "/dbconnections/signup")]:
        answer = person.session.request(method, person.base + path, headers=evil, json={} if method == "POST" else None, timeout=20)
        assert answer.headers.get("access-control-allow-credentials", "false") == "false", path


def test_a_connection_that_was_disabled_lets_nobody_in(server):
    tenant = server.tenant()
    app = make_app(tenant)
    user = make_user(tenant, app)
    person = signed_in(app, user, scope="openid offline_access")
    refresh = app.tokens(person)["refresh_token"]
    made = connection(tenant)
    assert tenant.api("PATCH", f"connections/{made['id']}/clients", [{"client_id": app.id, "status": False}]).status_code == 204
    assert grant(app, user.email, PASSWORD).status_code >= 400
    assert app.token(person, grant_type="refresh_token", refresh_token=refresh).status_code == 403
    fresh = Person(tenant)
    app.authorize(fresh)
    assert fresh.arrived is None or "code" not in fresh.answer
