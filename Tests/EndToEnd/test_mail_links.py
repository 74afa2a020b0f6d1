"""Where the links of mails lead in the end: by the tenant's own templates, by tickets, and who is greeted afterwards."""
import urllib.parse

import pytest
import requests
from harness import eventually
from person import Person, mails
from signing_in import CONNECTION, PASSWORD, connection, make_app, make_user, options, without_throttle
from test_logs import find


def template(tenant, name, **body):
    answer = tenant.api("PUT", f"email-templates/{name}", {
        "template": name, "enabled": True, "syntax": "liquid", "from": "", "subject": "Hello", "body": "<a href=\"{{ url }}\">go</a>",
        **body})
    assert answer.status_code == 200, answer.text


def mailed(tenant, email, name):
    return eventually(lambda: next((m for m in mails(tenant, email) if m["template"] == name), None), 10, f"no {name}")


def follow(mail):
    return requests.get(mail["url"], allow_redirects=False, timeout=20)


def parts(answer):
    assert answer.status_code == 302, answer.text
    url = urllib.parse.urlsplit(answer.headers["location"])
    return url, dict(urllib.parse.parse_qsl(url.query))


@pytest.fixture
def app(tenant):
    without_throttle(tenant)
    return make_app(tenant, callback="https://shop.example.test:8443/callback?x=1")


def test_a_template_says_where_its_link_leads(tenant, app):
    template(tenant, "verify_email", resultUrl="{{ application.callback_domain }}/done?by={{ application.name | url_encode }}#there")
    user = make_user(tenant, app)
    url, query = parts(follow(mailed(tenant, user.email, "verify_email")))
    assert (url.scheme, url.netloc, url.path, url.fragment) == ("https", "shop.example.test:8443", "/done", "there")
    assert query["by"] == app.client["name"] and query["email"] == user.email and query["success"] == "true"


def test_a_template_may_keep_the_address_to_itself(tenant, app):
    template(tenant, "verify_email", resultUrl="https://shop.example.test/done", includeEmailInRedirect=False)
    user = make_user(tenant, app)
    _, query = parts(follow(mailed(tenant, user.email, "verify_email")))
    assert "email" not in query and query["code"] == "success"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "javascript://x/%0aalert(1)", "{{ application.name", "{{ application.nothing }}", "//evil.test/"])
def test_what_is_no_address_leads_to_our_own_page(tenant, app, url):
    template(tenant, "verify_email", resultUrl=url)
    user = make_user(tenant, app)
    answer = follow(mailed(tenant, user.email, "verify_email"))
    assert answer.status_code == 200 and "location" not in answer.headers


def test_a_template_may_lead_into_an_application(tenant, app):
    template(tenant, "verify_email", resultUrl="com.example.shop://done")
    user = make_user(tenant, app)
    url, query = parts(follow(mailed(tenant, user.email, "verify_email")))
    assert (url.scheme, url.netloc, query["email"]) == ("com.example.shop", "done", user.email)


def test_a_template_says_how_long_its_link_lives(tenant, app):
    template(tenant, "reset_email", urlLifetimeInSeconds=1)
    user = make_user(tenant, app)
    answer = tenant.session.post(f"{tenant.url}/dbconnections/change_password", timeout=20,
                                 json={"client_id": app.id, "connection": CONNECTION, "email": user.email})
    assert answer.status_code == 200
    mail = mailed(tenant, user.email, "reset_email")
    eventually(lambda: follow(mail).status_code == 400, 5, "the link lives on")


def test_whoever_proves_an_address_is_greeted_where_the_tenant_wants_it(tenant, app):
    quiet = make_user(tenant, app)
    assert follow(mailed(tenant, quiet.email, "verify_email")).status_code == 200
    template(tenant, "welcome_email", subject="Welcome to {{ application.name }}")
    user = make_user(tenant, app)
    link = mailed(tenant, user.email, "verify_email")
    assert [m["template"] for m in mails(tenant, user.email)] == ["verify_email"]
    assert follow(link).status_code == 200
    assert mailed(tenant, user.email, "welcome_email")["subject"] == f"Welcome to {app.client['name']}"
    assert follow(link).status_code in (200, 400)
    assert [m["template"] for m in mails(tenant, user.email)].count("welcome_email") == 1
    assert [m["template"] for m in mails(tenant, quiet.email)] == ["verify_email"]


@pytest.mark.parametrize("marks", [True, False])
def test_a_ticket_for_a_password_proves_an_address_only_if_it_says_so(tenant, app, marks):
    user = make_user(tenant, app)
    ticket = tenant.api("POST", "tickets/password-change", {"user_id": user.user_id, "mark_email_as_verified": marks,
                                                            "result_url": "https://shop.example.test/set",
                                                            "includeEmailInRedirect": marks}).json()["ticket"]
    person = Person(tenant)
    person.open(ticket)
    person.submit(**new_password(person.page, PASSWORD + " new"))
    shown = tenant.api("GET", f"users/{user.user_id}").json()
    assert shown["email_verified"] is marks and shown["last_password_reset"]


def new_password(page, password):
    return {name: password for name, kind in page.form().types.items() if kind == "password"}


def test_an_error_goes_to_the_page_that_the_tenant_has_for_it(tenant, app):
    bad = {"client_id": app.id, "response_type": "code", "redirect_uri": "https://evil.test/?a=b c", "scope": "openid"}
    assert requests.get(f"{tenant.url}/authorize", params=bad, timeout=20).status_code == 400
    event = find(tenant, "f", client_id=app.id)
    requests.get(f"{tenant.url}/authorize", params={**bad, "correlation_id": "order-7"}, timeout=20)
    find(tenant, "f", client_id=app.id, references={"correlation_id": "order-7"})
    assert event["description"] == "Callback URL mismatch. https://evil.test/?a=b c is not in the list of allowed callback URLs"
    assert event["references"]["correlation_id"]
    assert event["client_name"] == app.client["name"] and event["details"]["error"]["oauthError"] == "invalid_request"
    changed = tenant.api("PATCH", "tenants/settings", {"error_page": {"html": "", "show_log_link": False,
                                                                      "url": "https://shop.example.test/oops?from=house"}})
    assert changed.status_code == 200, changed.text

    def sent():
        answer = requests.get(f"{tenant.url}/authorize", params={**bad, "ui_locales": "de"}, timeout=20, allow_redirects=False)
        return parts(answer) if answer.status_code == 302 else None
    url, query = eventually(sent, 5, "the page is ours")
    assert (url.netloc, url.path, query["from"], query["client_id"]) == ("shop.example.test", "/oops", "house", app.id)
    assert query["error"] == "invalid_request" and query["error_description"].startswith("The provided redirect_uri")
    assert query["tracking"] and query["lang"] == "de" and "connection" not in query


def test_a_login_page_that_somebody_kept_leads_to_the_default_route(tenant, app):
    def kept():
        return requests.get(f"{tenant.url}/u/login", params={"state": "x" * 43}, timeout=20, allow_redirects=False)
    assert kept().status_code == 400
    assert tenant.api("PATCH", "tenants/settings", {"default_redirection_uri": "https://shop.example.test/begin"}).status_code == 200
    eventually(lambda: kept().status_code == 302, 5, "still our page")
    issuer = urllib.parse.quote(f"{tenant.url}/", safe="")
    assert kept().headers["location"] == f"https://shop.example.test/begin?iss={issuer}"
    assert requests.post(f"{tenant.url}/u/login?state={'x' * 43}", data={}, timeout=20, allow_redirects=False).status_code >= 400


def test_a_connection_may_go_without_protection(tenant, app):
    options(tenant, brute_force_protection=False)
    assert connection(tenant)["options"]["brute_force_protection"] is False
    user = make_user(tenant, app)

    def attempt(password):
        return tenant.session.post(f"{tenant.url}/oauth/token", timeout=20, json={
            "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION, "client_id": app.id,
            "client_secret": app.secret, "username": user.email, "password": password}).status_code
    assert [attempt("wrong") for _ in range(11)] == [403] * 11
    assert attempt(user.password) == 200


def test_a_connection_may_hide_that_passwords_can_be_forgotten(tenant, app):
    def offered():
        person = Person(tenant, app.callback)
        app.authorize(person)
        if "password" not in person.page.form("username").types:
            person.submit("username", username="somebody@people.example.test")
        return person, [link for link in person.page.links if "/u/reset-password/request/" in link]
    person, links = offered()
    assert len(links) == 1, person.page.answer.text
    assert person.open(links[0]).page.status == 200
    options(tenant, disable_self_service_change_password=True)
    person, none = offered()
    assert none == [] and person.page.status == 200
    state = urllib.parse.urlsplit(person.page.url).query
    assert person.open(links[0].split("?")[0] + "?" + state).page.status == 404
    app.authorize(person, screen_hint="reset-password")
    assert person.page.path.startswith("/u/login")


def test_nobody_is_drowned_in_mails(tenant, app):
    user, other = make_user(tenant, app), make_user(tenant, app)

    def ask(email):
        return tenant.session.post(f"{tenant.url}/dbconnections/change_password", timeout=20,
                                   json={"client_id": app.id, "connection": CONNECTION, "email": email})
    assert [ask(user.email).status_code for _ in range(10)] == [200] * 10
    answer = ask(user.email.upper())
    assert (answer.status_code, answer.json()["error"]) == (429, "too_many_requests") and answer.headers["retry-after"] == "60"
    assert find(tenant, "fcpr", user_name=user.email.upper())["description"].startswith("Too many")
    assert ask(other.email).status_code == 200
    person = Person(tenant, app.callback)
    app.authorize(person, screen_hint="reset-password")
    person.submit("email", email=user.email)
    assert person.page.status == 429 and "too many requests" in person.page.text

    def sent():
        return len([m for m in mails(tenant, user.email) if m["template"] == "reset_email"])
    eventually(lambda: sent() >= 10, 30, "fewer than ten mails")
    assert sent() == 10
    # A name that nobody has is no different.
    assert [ask("nobody@people.example.test").status_code for _ in range(11)] == [200] * 10 + [429]
