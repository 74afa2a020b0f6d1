"""What identity servers have been broken by, second part: steps out of order, on a foreign cookie, in a foreign tenant."""
import urllib.parse

import pytest
import requests
from person import Person
from signing_in import CONNECTION, make_api, make_app, make_user, signed_in, without_throttle

FORMS = {
    "/u/login": {"username": "x@example.test", "password": "wrong Password 1"},
    "/u/login/identifier": {"username": "x@example.test"},
    "/u/login/password": {"username": "x@example.test", "password": "wrong Password 1"},
    "/u/signup": {"email": "planted@people.example.test", "password": "correct Horse-battery 9"},
    "/u/signup/identifier": {"email": "planted@people.example.test", "password": "correct Horse-battery 9"},
    "/u/consent": {"action": "accept"},
    "/u/organization-picker": {"organization": "org_000000000000000a"},
    "/u/pre-organization-picker": {"organizationName": "acme"},
    "/u/logout": {"action": "accept"},
    f"/u/reset-password/request/{CONNECTION}": {"email": "x@example.test"},
}


def cookies(person, name="auth0"):
    return [cookie.value for cookie in person.session.cookies if cookie.name == name and cookie.value]


def state_of(person):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(person.page.url).query)["state"][0]


@pytest.mark.parametrize("path", FORMS)
def test_no_form_can_be_sent_from_another_site(path, app):
    """A page of somebody else knows a state of its own browser; in the victim's browser it is worth nothing."""
    attacker, victim = Person(app.tenant), Person(app.tenant)
    app.authorize(attacker)
    for state in (state_of(attacker), "a" * 43, ""):
        victim.open(f"{victim.base}{path}?state={state}", "POST", data={"state": state, **FORMS[path]})
        assert victim.arrived is None and victim.page.status >= 400, (path, victim.page.url)
        assert not cookies(victim)
    victim.open(f"{victim.base}{path}", "POST", data=FORMS[path])
    assert victim.arrived is None and victim.page.status >= 400


@pytest.mark.parametrize("path", ["/authorize/resume", "/u/consent", "/u/organization-picker"])
def test_no_step_can_be_skipped(path, app, user):
    """Whoever has not signed in yet gets no further by asking for a later step."""
    person = Person(app.tenant)
    app.authorize(person)
    state = state_of(person)
    if path == "/authorize/resume":
        person.go(path, state=state)
    else:
        person.open(f"{person.base}{path}?state={state}", "POST", data={"state": state, "action": "accept", "organization": "x"})
    assert person.arrived is None or "code" not in person.answer
    assert not cookies(person)


@pytest.mark.parametrize("fields", [{}, {"username": None}, {"password": ""}, {"username": "", "password": ""}], ids=str)
def test_a_form_without_a_password_signs_nobody_in(fields, app, user):
    person = Person(app.tenant)
    app.authorize(person)
    state = state_of(person)
    sent = {"state": state, **({"username": user.email, **fields} if fields else {})}
    for path in ("/u/login", "/u/login/password"):
        person.open(f"{person.base}{path}?state={state}", "POST", data={k: v for k, v in sent.items() if v is not None})
        assert person.arrived is None and not cookies(person)


def test_a_sign_in_that_is_over_cannot_be_resumed_by_the_next_person(app, user):
    """Two people, one browser: what the first one finished gives the second one nothing of theirs."""
    person = Person(app.tenant)
    app.authorize(person)
    state = state_of(person)
    person.sign_in(user.email, user.password)
    assert person.answer["code"]
    person.go("/v2/logout", client_id=app.id)
    person.go("/authorize/resume", state=state)
    assert person.arrived is None and person.page.status == 400
    other = make_user(app.tenant, app)
    app.authorize(person)
    person.sign_in(other.email, other.password)
    assert app.tokens(person)["id_token"] and app.exchange(person).status_code == 403


def test_a_session_that_was_ended_is_over_for_whoever_has_its_cookie(app, user):
    person = signed_in(app, user)
    stolen = cookies(person)[0]
    thief = Person(app.tenant)
    thief.session.cookies.set("auth0", stolen, domain=app.tenant.host)
    app.authorize(thief, prompt="none")
    assert thief.answer["code"], "the cookie is what a session is"
    person.go("/v2/logout", client_id=app.id)
    app.authorize(thief, prompt="none")
    assert thief.answer["error"] == "login_required"


def test_a_user_who_was_deleted_is_gone_everywhere(app):
    user = make_user(app.tenant, app)
    person = signed_in(app, user, scope="openid offline_access")
    given = app.tokens(person)
    assert app.tenant.api("DELETE", f"users/{urllib.parse.quote(user.user_id)}").status_code == 204
    answer = app.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert answer.status_code == 403 and answer.json()["error"] == "invalid_grant"
    about = requests.get(f"{person.base}/userinfo", headers={"Authorization": f"Bearer {given['access_token']}"}, timeout=20)
    assert about.status_code == 401
    app.authorize(person, prompt="none")
    assert person.answer["error"] == "login_required"


def test_what_was_agreed_to_can_be_taken_back(app):
    third = make_app(app.tenant, is_first_party=False)
    made = next(c for c in app.tenant.api("GET", "connections").json() if c["name"] == CONNECTION)
    app.tenant.api("PATCH", f"connections/{made['id']}", {"is_domain_connection": True})
    app.tenant.api("PATCH", f"clients/{third.id}", {"third_party_security_mode": "permissive"})
    api = make_api(app.tenant)
    user = make_user(app.tenant, app)
    person = Person(app.tenant)
    third.authorize(person, scope="openid offline_access read:things", audience=api["identifier"])
    person.sign_in(user.email, user.password)
    if person.page:
        person.submit(button="accept")
    token = third.tokens(person)["refresh_token"]
    grants = app.tenant.api("GET", "grants", params={"user_id": user.user_id}).json()
    assert grants, "there is something to take back"
    for grant in grants:
        assert app.tenant.api("DELETE", f"grants/{grant['id']}").status_code == 204
    answer = third.token(person, grant_type="refresh_token", refresh_token=token)
    assert answer.status_code == 403 and answer.json()["error"] == "invalid_grant"


def test_nothing_of_one_tenant_is_worth_anything_in_another(server, app, user):
    there = server.tenant()
    without_throttle(there)
    twin = make_app(there)
    person = signed_in(app, user, scope="openid offline_access")
    given = app.tokens(person)
    visitor = Person(there)
    visitor.session.cookies.set("auth0", cookies(person)[0], domain=there.host)
    twin.authorize(visitor, prompt="none")
    assert visitor.answer["error"] == "login_required"
    code = signed_in(app, user).answer["code"]
    for form in ({"grant_type": "authorization_code", "code": code, "redirect_uri": app.callback},
                 {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}):
        assert twin.token(visitor, **form).status_code == 403
        # Nor is the client itself known there.
        assert app.token(visitor, **form).status_code == 401
    for token in (given["access_token"], given["id_token"]):
        assert requests.get(f"{visitor.base}/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=20).status_code == 401
    assert app.exchange(person, code=code).status_code == 200, "trying it elsewhere burned nothing"


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t + "a", lambda t: t[:16], lambda t: t.swapcase(), lambda t: t + "\0",
                                   lambda t: t + "%00", lambda t: "%" * len(t)],
                         ids=["one less", "one more", "half", "other case", "NUL", "encoded NUL", "pattern"])
def test_a_token_that_is_not_whole_is_none(spoil, app, user):
    person = signed_in(app, user, scope="openid offline_access")
    given = app.tokens(person)
    about = requests.get(f"{person.base}/userinfo", params={}, timeout=20,
                         headers={"Authorization": "Bearer " + spoil(given["access_token"]).replace("\0", "%00")})
    assert about.status_code == 401
    answer = app.token(person, grant_type="refresh_token", refresh_token=spoil(given["refresh_token"]))
    assert answer.status_code in (400, 403) and answer.json()["error"] in ("invalid_grant", "invalid_request")


def test_tokens_do_not_travel_in_addresses(app, user):
    person = Person(app.tenant)
    app.authorize(person, response_type="token", response_mode="query")
    assert "error" in person.answer and "access_token" not in person.answer
    token = app.tokens(signed_in(app, user))["access_token"]
    assert requests.get(f"{person.base}/userinfo", params={"access_token": token}, timeout=20).status_code == 401


def test_after_a_form_with_a_password_the_browser_asks_with_get(app, user):
    """307 and 308 would send the password on to the application."""
    person = Person(app.tenant)
    app.authorize(person)
    if "password" not in person.page.form("username").types:
        person.submit("username", username=user.email)
    form = person.page.form("password")
    answer = person.session.post(urllib.parse.urljoin(person.page.url, form.action), allow_redirects=False, timeout=20,
                                 data={**form.fields, "username": user.email, "password": user.password, "action": "default"})
    assert answer.status_code in (302, 303) and user.password not in answer.headers["location"]


def test_a_flow_that_was_switched_off_stays_off(app, user):
    """Nothing that comes with the browser brings back what the client may not do."""
    plain = make_app(app.tenant, grant_types=["authorization_code"])
    person = Person(app.tenant)
    plain.authorize(person, response_type="token", nonce="n")
    assert person.answer["error"] == "unauthorized_client"
    plain.authorize(person)
    state = state_of(person)
    person.go("/u/login", state=state, response_type="token", redirect_uri="https://evil.test/")
    person.sign_in(user.email, user.password)
    assert set(person.answer) == {"code", "state"} and person.arrived.startswith(plain.callback)


@pytest.mark.parametrize("callback", ["javascript:alert(1)", "data:text/html,x", "//evil.test"])
def test_addresses_that_run_or_lead_elsewhere_are_no_callbacks(callback, shared_tenant):
    answer = shared_tenant.api("POST", "clients", {"name": "Bad", "app_type": "regular_web", "callbacks": [callback]})
    if answer.status_code == 201:
        # What can be kept is still never gone to.
        person = Person(shared_tenant, callback="https://nowhere.example.test/")
        person.go("/authorize", client_id=answer.json()["client_id"], response_type="code", redirect_uri=callback)
        assert person.page is not None and person.page.status == 400 and "location" not in person.page.answer.headers
        shared_tenant.api("DELETE", f"clients/{answer.json()['client_id']}")


def test_members_of_an_organization_are_its_members(app):
    organization = app.tenant.create("organizations", name="closed", display_name="Closed")
    made = next(c for c in app.tenant.api("GET", "connections").json() if c["name"] == CONNECTION)
    app.tenant.create(f"organizations/{organization['id']}/enabled_connections", connection_id=made["id"])
    allowed = make_app(app.tenant, organization_usage="allow")
    stranger = make_user(app.tenant, allowed)
    person = Person(app.tenant)
    allowed.authorize(person, organization=organization["id"])
    person.sign_in(stranger.email, stranger.password)
    assert person.answer["error"] == "access_denied" and "is not part of" in person.answer["error_description"]
    # A session without it does not get in either.
    allowed.authorize(person, prompt="none", organization=organization["id"])
    assert "code" not in person.answer


def test_pages_may_be_framed_only_where_the_tenant_says_so(app):
    def headers():
        person = Person(app.tenant)
        app.authorize(person)
        page = person.page.answer.headers
        error = person.go("/authorize", client_id="nobody", response_type="code").page.answer.headers
        return page, error
    try:
        assert app.tenant.api("PATCH", "tenants/settings", {"flags": {"disable_clickjack_protection_headers": True}}).status_code == 200
        for page in headers():
            assert "x-frame-options" not in page and "frame-ancestors" not in page["content-security-policy"]
    finally:
        app.tenant.api("PATCH", "tenants/settings", {"flags": {"disable_clickjack_protection_headers": False}})
    for page in headers():
        assert page["x-frame-options"].lower() == "deny" and "frame-ancestors 'none'" in page["content-security-policy"]
