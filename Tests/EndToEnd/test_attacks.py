"""What identity servers have been broken by, tried on this one: redirects, codes, refresh tokens, forms, enumeration."""
import concurrent.futures
import statistics
import time
import urllib.parse

import pytest
import requests
from person import Page, Person, claims, mails, pkce
from signing_in import PASSWORD, make_api, make_app, make_user, signed_in

REDIRECTS = {
    "prefix": "https://app.example.test/callback.evil.test",
    "longer path": "https://app.example.test/callback/more",
    "traversal": "https://app.example.test/callback/../other",
    "encoded traversal": "https://app.example.test/callback/%2e%2e/other",
    "double encoding": "https://app.example.test/callback/%252e%252e/other",
    "userinfo": "https://app.example.test@evil.test/callback",
    "userinfo before the host": "https://evil.test@app.example.test/callback",
    "other case of the path": "https://app.example.test/Callback",
    "other scheme": "http://app.example.test/callback",
    "port": "https://app.example.test:8443/callback",
    "slash at the end": "https://app.example.test/callback/",
    "backslash": "https://app.example.test\\@evil.test/callback",
    "backslash path": "https://app.example.test/callback\\..",
    "query added": "https://app.example.test/callback?next=https://evil.test",
    "IPv6": "https://[::1]/callback",
    "subdomain": "https://evil.app.example.test/callback",
    "parent": "https://example.test/callback",
    "any character for the dot": "https://appXexample.test/callback",
    "suffix": "https://app.example.test.evil.test/callback",
    "script": "javascript:alert(1)//https://app.example.test/callback",
    "data": "data:text/html,https://app.example.test/callback",
    "tab": "https://app.example.test/call\tback",
    "newline": "https://app.example.test/callback\r\nLocation: https://evil.test",
    "NUL": "https://app.example.test/callback\0",
    "relative": "/callback",
    "scheme-relative": "//app.example.test/callback",
    "IDN": "https://аpp.example.test/callback",
    "empty host": "https:///callback",
    "wildcard": "https://*.example.test/callback",
}


@pytest.mark.parametrize("redirect", REDIRECTS.values(), ids=REDIRECTS.keys())
def test_redirects_that_are_not_registered_lead_nowhere(redirect, app):
    person = Person(app.tenant)
    app.authorize(person, redirect_uri=redirect)
    assert person.arrived is None and person.page.status == 400
    assert "evil.test" not in (person.page.answer.headers.get("location") or "")


def test_a_loopback_callback_does_not_open_other_hosts(shared_tenant):
    native = make_app(shared_tenant, callback="http://localhost/callback", app_type="native", token_endpoint_auth_method="none")
    for redirect in ("http://localhost:80@evil.test/callback", "http://localhost.evil.test/callback", "http://localhost@evil.test/callback"):
        person = Person(shared_tenant, native.callback)
        native.authorize(person, redirect_uri=redirect)
        assert person.arrived is None and person.page.status == 400


def test_duplicated_parameters_are_refused(app):
    person = Person(app.tenant)
    query = urllib.parse.urlencode(app.parameters()) + "&redirect_uri=" + urllib.parse.quote("https://evil.test/")
    person.open(f"{person.base}/authorize?{query}")
    assert person.arrived is None and person.page.status == 400


def test_pages_show_what_was_sent_as_text(app):
    person = Person(app.tenant)
    script = "<script>alert(1)</script>\"'{{7*7}}"
    app.authorize(person, login_hint=script)
    assert script not in person.page.answer.text and "<script>alert" not in person.page.answer.text
    assert person.page.form("username").fields["username"] == script
    person = Person(app.tenant)
    person.go("/authorize", client_id=script, response_type="code", redirect_uri=app.callback)
    assert person.page.status == 400 and "<script>alert" not in person.page.answer.text


def test_pages_cannot_be_framed_and_run_no_inline_script(app):
    person = Person(app.tenant)
    app.authorize(person)
    headers = person.page.answer.headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert headers["x-frame-options"].lower() == "deny" and headers["referrer-policy"] and "no-store" in headers["cache-control"]


def test_nobody_else_can_go_on_with_a_sign_in(app, user):
    """Cross-site request forgery, and session fixation: the state of one browser is nothing in another."""
    victim, attacker = Person(app.tenant), Person(app.tenant)
    app.authorize(attacker)
    form = attacker.page.form("username")
    action = urllib.parse.urljoin(attacker.page.url, form.action)
    victim.open(action, "POST", data={**form.fields, "username": user.email, "password": user.password, "action": "default"})
    assert victim.arrived is None and victim.page.status >= 400
    assert not [cookie for cookie in victim.session.cookies if cookie.name == "auth0"]


def test_signing_in_gives_a_new_session_cookie(app, user):
    person = signed_in(app, user, max_age="10000")
    first = person.session.cookies.get("auth0")
    app.authorize(person, prompt="login")
    person.sign_in(user.email, user.password)
    assert first and person.session.cookies.get("auth0") not in (None, first)
    stale = Person(app.tenant)
    stale.session.cookies.set("auth0", first, domain=app.tenant.host)
    app.authorize(stale, prompt="none")
    assert stale.answer["error"] == "login_required"


def test_a_session_cookie_that_somebody_planted_is_worth_nothing(app, user):
    person = Person(app.tenant)
    person.session.cookies.set("auth0", "a" * 43, domain=app.tenant.host)
    app.authorize(person)
    person.sign_in(user.email, user.password)
    assert person.session.cookies.get("auth0", domain=app.tenant.host) != "a" * 43 or len(person.session.cookies) > 1
    planted = Person(app.tenant)
    planted.session.cookies.set("auth0", "a" * 43, domain=app.tenant.host)
    app.authorize(planted, prompt="none")
    assert planted.answer["error"] == "login_required"


def refused(answer, error="invalid_grant"):
    assert answer.status_code in (400, 401, 403) and answer.json()["error"] == error, answer.text
    return answer.json()


def test_codes_belong_to_one_client(app, user):
    person, thief = signed_in(app, user), make_app(app.tenant)
    code = person.answer["code"]
    refused(thief.exchange(person, code=code))
    assert app.exchange(person, code=code).status_code == 200, "the theft burned nothing"


def test_codes_belong_to_one_redirect(app, user):
    person = signed_in(app, user)
    answer = app.token(person, grant_type="authorization_code", code=person.answer["code"], redirect_uri="https://other.example.test/")
    assert answer.status_code in (401, 403) and answer.json()["error"] in ("unauthorized_client", "invalid_grant")
    assert "redirect URI is wrong" in answer.json()["error_description"]


@pytest.mark.parametrize("verifier", ["a" * 43, "", None, "short", "a" * 129], ids=["wrong", "empty", "absent", "short", "long"])
def test_a_wrong_verifier_redeems_nothing(verifier, app, user):
    right, challenge = pkce()
    person = signed_in(app, user, code_challenge=challenge, code_challenge_method="S256")
    code = person.answer["code"]
    refused(app.exchange(person, code=code, code_verifier=verifier))
    assert app.exchange(person, code=code, code_verifier=right).status_code == 200, "trying it burned nothing"


def test_pkce_cannot_be_left_out_afterwards(app, user):
    person = signed_in(app, user)
    refused(app.exchange(person, code_verifier="a" * 43))


def test_the_challenge_itself_is_no_verifier(app, user):
    _, challenge = pkce()
    person = signed_in(app, user, code_challenge=challenge, code_challenge_method="S256")
    refused(app.exchange(person, code_verifier=challenge))


@pytest.mark.parametrize("code", ["nonsense", "", "a" * 5000, "' OR 1=1 --", "\0"])
def test_codes_that_never_were(code, app):
    answer = app.token(Person(app.tenant), grant_type="authorization_code", code=code, redirect_uri=app.callback)
    assert answer.status_code in (400, 403) and answer.json()["error"] in ("invalid_grant", "invalid_request")


def at_once(count, call):
    """Calls something many times at the same moment."""
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return [f.result() for f in [pool.submit(call) for _ in range(count)]]


def test_of_parallel_redemptions_of_a_code_one_wins(app, user):
    for _ in range(5):
        person = signed_in(app, user)
        code = person.answer["code"]
        url, form = f"{person.base}/oauth/token", {"grant_type": "authorization_code", "client_id": app.id, "client_secret": app.secret,
                                                   "code": code, "redirect_uri": app.callback}
        statuses = [a.status_code for a in at_once(8, lambda: requests.post(url, data=form, timeout=30))]
        assert sorted(statuses) == [200] + [403] * 7


def test_of_parallel_exchanges_of_a_rotating_token_one_wins(shared_tenant):
    app = make_app(shared_tenant, refresh_token={"rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0,
                                                 "token_lifetime": 3600, "idle_token_lifetime": 1800,
                                                 "infinite_token_lifetime": False, "infinite_idle_token_lifetime": False})
    user = make_user(shared_tenant, app)
    for _ in range(5):
        person = signed_in(app, user, scope="openid offline_access")
        token = app.tokens(person)["refresh_token"]
        url, form = f"{person.base}/oauth/token", {"grant_type": "refresh_token", "client_id": app.id, "client_secret": app.secret,
                                                   "refresh_token": token}
        answers = at_once(8, lambda: requests.post(url, data=form, timeout=30))
        assert sorted(a.status_code for a in answers) == [200] + [403] * 7
        winner = next(a.json() for a in answers if a.status_code == 200)
        refused(app.token(person, grant_type="refresh_token", refresh_token=winner["refresh_token"]))


def test_a_reused_refresh_token_ends_its_family(shared_tenant):
    app = make_app(shared_tenant, refresh_token={"rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0,
                                                 "token_lifetime": 3600, "idle_token_lifetime": 1800,
                                                 "infinite_token_lifetime": False, "infinite_idle_token_lifetime": False})
    user = make_user(shared_tenant, app)
    person = signed_in(app, user, scope="openid offline_access")
    first = app.tokens(person)["refresh_token"]
    second = app.token(person, grant_type="refresh_token", refresh_token=first).json()["refresh_token"]
    third = app.token(person, grant_type="refresh_token", refresh_token=second).json()["refresh_token"]
    said = refused(app.token(person, grant_type="refresh_token", refresh_token=first))
    assert said["error_description"] == "Unknown or invalid refresh token."
    refused(app.token(person, grant_type="refresh_token", refresh_token=third))


def test_refresh_tokens_cannot_widen_their_scope(app, user):
    api = make_api(app.tenant)
    person = signed_in(app, user, scope="openid offline_access read:things", audience=api["identifier"])
    token = app.tokens(person)["refresh_token"]
    narrowed = app.token(person, grant_type="refresh_token", refresh_token=token, scope="openid read:things").json()
    assert set(narrowed["scope"].split()) == {"openid", "read:things"}
    wide = app.token(person, grant_type="refresh_token", refresh_token=token, scope="openid read:things write:things delete:things")
    if wide.status_code == 200:
        assert "write:things" not in wide.json()["scope"] and "write:things" not in claims(wide.json()["access_token"])["scope"]


def test_a_blocked_user_is_out_at_once(app):
    user = make_user(app.tenant, app)
    person = signed_in(app, user, scope="openid offline_access")
    given = app.tokens(person)
    blocked = app.tenant.api("PATCH", f"users/{urllib.parse.quote(user.user_id)}", {"blocked": True})
    assert blocked.status_code == 200, blocked.text
    refused(app.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"]),
            error=app.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"]).json()["error"])
    app.authorize(person, prompt="none")
    assert person.answer["error"] in ("login_required", "unauthorized")
    app.authorize(person)
    if person.page:
        person.sign_in(user.email, user.password)
    assert person.arrived is None or person.answer["error"] == "unauthorized"


def test_a_name_tells_nothing_of_whether_it_exists(app, user):
    """By status, by text and by time, at the page, at the token endpoint, and at the reset."""
    def page(name):
        person = Person(app.tenant)
        app.authorize(person)
        begun = time.monotonic()
        person.sign_in(name, "wrong Password 1")
        return time.monotonic() - begun, person.page.status, person.page.text

    def grant(name):
        begun = time.monotonic()
        answer = app.token(Person(app.tenant), grant_type="http://auth0.com/oauth/grant-type/password-realm", username=name,
                           password="wrong Password 1", realm="Username-Password-Authentication")
        return time.monotonic() - begun, answer.status_code, answer.text

    def reset(name):
        begun = time.monotonic()
        answer = requests.post(f"{app.tenant.url}/dbconnections/change_password", timeout=20, json={
            "email": name, "connection": "Username-Password-Authentication"})
        return time.monotonic() - begun, answer.status_code, answer.text

    people = [make_user(app.tenant, app).email for _ in range(4)]
    for ask in (page, grant, reset):
        known = [ask(email) for email in people]
        unknown = [ask(f"nobody{n}@people.example.test") for n in range(4)]
        assert {k[1] for k in known} == {u[1] for u in unknown}
        assert known[0][2].replace(people[0], "") == unknown[0][2].replace("nobody0@people.example.test", "")
        quick, slow = sorted((statistics.median(k[0] for k in known), statistics.median(u[0] for u in unknown)))
        assert slow < quick * 2 + 0.1, f"{ask.__name__}: {quick:.3f} s and {slow:.3f} s"


def test_host_headers_do_not_end_up_in_mails(app):
    user = make_user(app.tenant, app)
    answer = requests.post(f"{app.tenant.url}/dbconnections/change_password", timeout=20, headers={
        "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.test;proto=https"}, json={
        "email": user.email, "connection": "Username-Password-Authentication"})
    assert answer.status_code == 200
    deadline = time.monotonic() + 10
    while not (found := [m for m in mails(app.tenant, user.email) if "reset" in m["template"]]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found and "evil.test" not in str(found) and app.tenant.host in found[0]["url"]


def test_a_reset_link_is_good_once_and_ends_every_session(app):
    user = make_user(app.tenant, app)
    person = signed_in(app, user, scope="openid offline_access")
    refresh = app.tokens(person)["refresh_token"]
    requests.post(f"{app.tenant.url}/dbconnections/change_password", timeout=20, json={
        "email": user.email, "connection": "Username-Password-Authentication"})
    deadline = time.monotonic() + 10
    while not (found := [m for m in mails(app.tenant, user.email) if "reset" in m["template"]]) and time.monotonic() < deadline:
        time.sleep(0.1)
    link = found[0]["url"].split("#")[0]
    browser = Person(app.tenant).open(link)
    again = Person(app.tenant).open(link)
    fields = {"password__reset": "another Horse-battery 8", "re__enter__password": "another Horse-battery 8"}
    browser.submit("password-reset", **fields)
    assert browser.page.status == 200, browser.page.text
    again.submit("password-reset", **{**fields, "password__reset": "attacker Horse 7", "re__enter__password": "attacker Horse 7"})
    assert again.page.status >= 400
    app.authorize(person, prompt="none")
    assert person.answer["error"] == "login_required"
    refused(app.token(person, grant_type="refresh_token", refresh_token=refresh))
    user.password = "another Horse-battery 8"
    assert signed_in(app, user).answer["code"]


def test_too_many_failures_block_and_the_mail_unblocks(shared_tenant):
    app = make_app(shared_tenant)
    user = make_user(shared_tenant, app)
    person = Person(shared_tenant)
    app.authorize(person)
    for _ in range(10):
        person.sign_in(user.email, "wrong Password 1")
    person.sign_in(user.email, user.password)
    assert person.arrived is None and "blocked" in person.page.text
    # Another way to write the name, another way in: the same block.
    answer = app.token(person, grant_type="http://auth0.com/oauth/grant-type/password-realm", username=user.email.upper(),
                       password=user.password, realm="Username-Password-Authentication")
    assert answer.status_code == 429 and answer.json()["error"] == "too_many_attempts"
    deadline = time.monotonic() + 10
    while not (found := [m for m in mails(shared_tenant, user.email) if m["template"] == "blocked_account"]) and time.monotonic() < deadline:
        time.sleep(0.1)
    unblocked = Person(shared_tenant).open(found[0]["url"].split("#")[0])
    if unblocked.page.forms:
        unblocked.submit()
    assert unblocked.page.status == 200
    assert signed_in(app, user).answer["code"]


def test_passwords_are_hashed_and_never_shown(app, user):
    listed = app.tenant.api("GET", f"users/{urllib.parse.quote(user.user_id)}").text
    assert PASSWORD not in listed and "$2b$" not in listed
    log = app.tenant.api("GET", "logs", params={"per_page": 100}).text
    assert PASSWORD not in log


def test_double_submit_signs_in_once(app, user):
    person = Person(app.tenant)
    app.authorize(person)
    if "password" not in person.page.form("username").types:
        person.submit("username", username=user.email)
    form = person.page.form("password")
    action = urllib.parse.urljoin(person.page.url, form.action)
    sent = {**form.fields, "username": user.email, "password": user.password, "action": "default"}
    person.open(action, "POST", data=sent)
    assert person.answer["code"]
    person.open(action, "POST", data=sent)
    assert person.arrived is None or "error" in person.answer or person.answer["code"]
    assert isinstance(person.page, (Page, type(None)))
