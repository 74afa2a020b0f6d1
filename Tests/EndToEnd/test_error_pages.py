"""What people see where nothing can be sent to the application: the tenant's own error page, or the way back to where a sign-in
begins; and in which words they are asked for consent."""
import re
import urllib.parse

import pytest
import requests
from browser import Browser
from harness import eventually
from person import Person, mails
from signing_in import PASSWORD, make_api, make_app, make_user, signed_in, without_throttle

HTML = """<!doctype html><html lang="{{ lang }}"><head><title>Oh</title><style>h1 { color: rgb(1, 2, 3) }</style></head><body>
<h1>{{ error | escape }}</h1><p id="text">{{ error_description }}</p><p id="who" title="{{ client_id }}">{{ client_id }}</p>
<p id="more">{{ lang }}|{{ connection }}|{{ tracking }}|{{ tenant.friendly_name }}</p>
<script>document.title = "mine " + document.getElementById("who").textContent.length</script></body></html>"""
ROUTE = "https://shop.example.test/start"


def settle(tenant, **settings):
    answer = tenant.api("PATCH", "tenants/settings", settings)
    assert answer.status_code == 200, answer.text
    return answer.json()


def error_page(tenant, html="", url="", show_log_link=False):
    page = {"html": html, "show_log_link": show_log_link, "url": url}
    assert settle(tenant, error_page=page)["error_page"] == page


def failed(tenant, method="GET", **parameters):
    """A request to /authorize that cannot be answered to anybody."""
    sent = {"client_id": "nobody", "response_type": "code", "scope": "openid", **parameters}
    where = {"params": sent} if method == "GET" else {"data": sent}
    return requests.request(method, f"{tenant.url}/authorize", timeout=20, allow_redirects=False, **where)


def shown(tenant, **parameters):
    """The tenant's own page, once it is there."""
    # An answer that is an error counts as false.
    return eventually(lambda: [a] if 'id="who"' in (a := failed(tenant, **parameters)).text else [], 5, "the page is ours")[0]


def test_the_tenant_writes_its_own_error_page(tenant):
    ours = failed(tenant)
    assert ours.status_code == 400 and "data-error-code" in ours.text
    error_page(tenant, HTML)
    answer = shown(tenant, ui_locales="de", connection="Users")
    assert answer.text.startswith('<!doctype html><html lang="de">')
    assert answer.status_code == 400 and answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>invalid_request</h1>" in answer.text and '<p id="text">Unknown client: nobody</p>' in answer.text
    assert re.search(r'<p id="more">de\|Users\|[^|<]{8,}\|[^<]+</p>', answer.text), answer.text
    posted = failed(tenant, "POST", client_id="posted")
    assert posted.status_code == 400 and '<p id="who" title="posted">' in posted.text
    # Not only /authorize fails.
    kept = requests.get(f"{tenant.url}/u/login?state=x", timeout=20)
    assert kept.status_code == 400 and "couldn&#39;t find your session" in kept.text and '<p id="who" title="">' in kept.text


def test_a_page_of_ones_own_keeps_what_protects_it(tenant):
    error_page(tenant, HTML)
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ tracking }}"
    answer = shown(tenant, client_id=hostile)
    assert answer.text.count("<script") == 1 and "<img" not in answer.text and "{{ tracking }}" in answer.text
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    nonce = re.search(r'<script nonce="([^"]+)">', answer.text).group(1)
    assert policy["default-src"] == "'none'" and policy["script-src"] == f"'self' 'nonce-{nonce}'"
    assert "'unsafe-inline'" in policy["style-src"] and "https:" in policy["img-src"]
    assert policy["frame-ancestors"] == "'none'" and answer.headers["x-frame-options"] == "deny"
    assert "no-store" in answer.headers["cache-control"] and "nonce" not in policy["style-src"]
    again = failed(tenant, client_id=hostile)
    assert nonce not in again.text


def test_an_address_goes_before_a_page_and_what_is_no_liquid_before_neither(tenant):
    error_page(tenant, HTML, "https://shop.example.test/oops", show_log_link=True)
    answer = eventually(lambda: (a := failed(tenant)).status_code == 302 and a, 5, "never sent elsewhere")
    url = urllib.parse.urlsplit(answer.headers["location"])
    query = dict(urllib.parse.parse_qsl(url.query))
    assert url.path == "/oops" and query.pop("tracking") and query == {
        "client_id": "nobody", "lang": "en", "error": "invalid_request", "error_description": "Unknown client: nobody"}
    for broken in ("{{error} {{error_description}}", "{% if error %}", "{{ error | explode }}"):
        error_page(tenant, broken)
        ours = eventually(lambda: text if "data-error-code" in (text := failed(tenant).text) else "", 5, broken)
        assert "Unknown client: nobody" in ours
    error_page(tenant, HTML)
    shown(tenant)
    settle(tenant, error_page=None)
    eventually(lambda: "data-error-code" in failed(tenant).text, 5, "the page is not ours")


@pytest.mark.timeout(120)
def test_a_browser_shows_the_page_as_the_tenant_wrote_it(tenant, request):
    error_page(tenant, HTML.replace("<body>", '<body style="background: rgb(250, 240, 230)">'))
    chrome = Browser(request.node.name)
    try:
        address = f"https://{tenant.host}:{tenant.server.tls_port}/authorize?client_id=%3Cb%3Enobody&response_type=code"
        eventually(lambda: "Unknown client" in chrome.open(address).text, 10, "never shown")
        chrome.picture("error page")
        assert "Unknown client: <b>nobody" in chrome.text
        assert chrome.driver.title == "mine 9"
        assert "1, 2, 3" in chrome.driver.find_element("tag name", "h1").value_of_css_property("color")
        assert "250, 240, 230" in chrome.driver.find_element("tag name", "body").value_of_css_property("background-color")
        assert not [c for c in chrome.complaints() if "favicon" not in c and "400" not in c], chrome.complaints()
    finally:
        chrome.close()


def begun(app, **parameters):
    """The address of a login page that somebody might keep."""
    person = Person(app.tenant, app.callback)
    app.authorize(person, **parameters)
    assert person.page.path.startswith("/u/login"), person.page.url
    return person.page.url


def opened(url, **options):
    return requests.get(url, timeout=20, allow_redirects=False, **options)


def route(answer):
    """Where a redirect leads, and what is told there."""
    assert answer.status_code == 302, answer.text[:2000]
    base, _, query = answer.headers["location"].partition("?")
    return base, dict(urllib.parse.parse_qsl(query))


def test_a_login_page_that_was_kept_leads_to_its_application(tenant):
    without_throttle(tenant)
    app, other = make_app(tenant, initiate_login_uri=ROUTE + "?from=house#top"), make_app(tenant)
    issuer = f"{tenant.url}/"
    # In another browser, which is in no sign-in at all.
    answer = opened(begun(app))
    assert answer.headers["location"] == f"{ROUTE}?from=house&iss={urllib.parse.quote(issuer, safe='')}#top"
    # In the same browser, once the sign-in is over.
    user, person = make_user(tenant, app), Person(tenant, app.callback)
    app.authorize(person)
    kept = person.page.url
    person.sign_in(user.email, user.password)
    assert "code" in person.answer
    assert person.open(kept).arrived.startswith(ROUTE)
    # Where neither the application nor the tenant has a route, the page tells.
    page = opened(begun(other))
    assert page.status_code == 400 and "couldn&#39;t find your session" in page.text
    settle(tenant, default_redirection_uri="https://tenant.example.test/begin")
    eventually(lambda: opened(begun(other)).status_code == 302, 5, "still our page")
    assert route(opened(begun(other))) == ("https://tenant.example.test/begin", {"iss": issuer})
    assert opened(begun(app)).headers["location"].startswith(ROUTE)
    # A form that is sent too late tells what is wrong, and nobody is led anywhere by what is made up.
    assert requests.post(begun(app), data={"username": "a", "password": "b"}, timeout=20, allow_redirects=False).status_code == 400
    made_up = f"{tenant.url}/u/login?state={'x' * 43}.{app.id}"
    assert opened(made_up).headers["location"].startswith(ROUTE)
    assert route(opened(f"{made_up}x"))[0] == "https://tenant.example.test/begin"
    # To /authorize, `state` is whatever the application sends.
    assert failed(tenant, state=f"{'x' * 43}.{app.id}").status_code == 400


def test_an_organization_is_not_forgotten(tenant):
    app = make_app(tenant, organization_usage="allow",
                   initiate_login_uri="https://{organization.metadata.public_host}/login?app=1")
    settle(tenant, default_redirection_uri="https://tenant.example.test/begin")
    domain = tenant.api("GET", "connections").json()[0]["id"]

    def organization(name, **metadata):
        made = tenant.create("organizations", name=name, **({"metadata": metadata} if metadata else {}))
        answer = tenant.api("POST", f"organizations/{made['id']}/enabled_connections", {"connection_id": domain})
        assert answer.status_code == 201, answer.text
        return made["id"]

    acme, plain = organization("acme", public_host="login.acme.test"), organization("plain", host="login.plain.test")
    kept = begun(app, organization=acme)
    eventually(lambda: opened(kept).status_code == 302, 5, "no route")
    issuer = f"{tenant.url}/"
    told = {"app": "1", "iss": issuer, "organization": acme}
    assert route(opened(kept)) == ("https://login.acme.test/login", told)
    # A place that nothing fills is the tenant's to fill; and so is one without an organization.
    assert route(opened(begun(app, organization=plain))) == (
        "https://tenant.example.test/begin", {"iss": issuer, "organization": plain})
    assert route(opened(begun(app))) == ("https://tenant.example.test/begin", {"iss": issuer})
    assert tenant.api("PATCH", f"organizations/{acme}", {"metadata": {"public_host": "new.acme.test"}}).status_code == 200
    eventually(lambda: route(opened(kept)) == ("https://new.acme.test/login", told), 5, "the old host")

    def invite(organization):
        return tenant.api("POST", f"organizations/{organization}/invitations", {
            "inviter": {"name": "Ada"}, "invitee": {"email": "grace@people.example.test"}, "client_id": app.id})
    invited = invite(acme).json()
    base, _, query = invited["invitation_url"].partition("?")
    assert base == "https://new.acme.test/login" and dict(urllib.parse.parse_qsl(query)) == {
        "app": "1", "invitation": invited["ticket_id"], "organization": acme, "organization_name": "acme"}
    assert invite(plain).json()["invitation_url"].startswith("https://tenant.example.test/begin?invitation=")
    settle(tenant, default_redirection_uri="")
    answer = invite(plain)
    assert (answer.status_code, answer.json()["message"]) == (
        400, "A default login route is required to generate the invitation url.")


def test_who_is_done_with_a_link_is_led_back_to_the_application(tenant):
    without_throttle(tenant)
    app, other = make_app(tenant, initiate_login_uri=ROUTE), make_app(tenant)
    user, stranger = make_user(tenant, app), make_user(tenant, other)
    iss = urllib.parse.quote(f"{tenant.url}/", safe="")

    def link(user, name):
        return eventually(lambda: next((m["url"] for m in mails(tenant, user.email) if m["template"] == name), None), 10, name)
    person = Person(tenant)
    person.open(link(user, "verify_email"))
    assert person.page.status == 200 and person.page.links == [f"{ROUTE}?iss={iss}"], person.page.answer.text
    assert app.client["name"] in person.page.text
    person.open(link(stranger, "verify_email"))
    assert person.page.status == 200 and person.page.links == []

    ticket = tenant.api("POST", "tickets/password-change", {"user_id": user.user_id, "client_id": app.id}).json()["ticket"]
    person.open(ticket)
    person.submit(**{name: PASSWORD + " new" for name, kind in person.page.form().types.items() if kind == "password"})
    assert person.page.status == 200 and person.page.links == [f"{ROUTE}?iss={iss}"], person.page.answer.text
    assert app.client["name"] in person.page.text
    # A link for an organization leads there, in its looks.
    acme = tenant.create("organizations", name="acme", display_name="Acme Ltd")["id"]
    ticket = tenant.api("POST", "tickets/password-change", {"user_id": user.user_id, "client_id": app.id, "organization_id": acme}).json()["ticket"]
    person.open(ticket)
    assert "Acme Ltd" in person.page.answer.text
    person.submit(**{name: PASSWORD + " newer" for name, kind in person.page.form().types.items() if kind == "password"})
    assert person.page.links == [f"{ROUTE}?iss={iss}&organization_id={acme}&organization_name=acme"]
    # The link is spent; nobody knows any more whose it was, so the tenant says where to go.
    settle(tenant, default_redirection_uri="https://tenant.example.test/begin")
    eventually(lambda: person.open(ticket).page.links == [f"https://tenant.example.test/begin?iss={iss}"], 5, "no way back")
    assert person.page.status == 400


def mail_api(tenant):
    api = make_api(tenant, name="Mail")
    scopes = [{"value": "read:messages", "description": "Be able to read your email messages"},
              {"value": "write:messages", "description": "Write messages"}, {"value": "send_all"}]
    answer = tenant.api("PATCH", f"resource-servers/{api['id']}", {"scopes": scopes})
    assert answer.status_code == 200, answer.text
    return answer.json()


def asked(tenant, app, user, api, **parameters):
    """The lines of the page of consent, with the scopes that each is about."""
    person = signed_in(app, user, audience=api["identifier"], prompt="consent", **parameters)
    assert person.page.path == "/u/consent", person.page.url
    lines = re.findall(r'<li data-scope="([^"]*)">.*?<span>([^<]*)</span>', person.page.answer.text, re.DOTALL)
    return person, dict(lines)


def test_consent_is_asked_for_in_the_words_the_tenant_chose(tenant):
    without_throttle(tenant)
    app = make_app(tenant)
    user = make_user(tenant, app)
    api = mail_api(tenant)
    scope = "openid email read:messages send_all write:messages"
    _, lines = asked(tenant, app, user, api, scope=scope)
    assert lines == {"email": "See your email address", "read:messages write:messages": "Messages: read and write your messages",
                     "send_all": "send_all"}
    flag = {"use_scope_descriptions_for_consent": True}
    assert settle(tenant, flags=flag)["flags"]["use_scope_descriptions_for_consent"] is True
    assert tenant.api("GET", "tenants/settings").json()["flags"]["use_scope_descriptions_for_consent"] is True
    described = {"email": "See your email address", "read:messages": "Be able to read your email messages",
                 "send_all": "send_all", "write:messages": "Write messages"}
    eventually(lambda: asked(tenant, app, user, api, scope=scope)[1] == described, 5, "still by name")
    person, _ = asked(tenant, app, user, api, scope=scope)
    person.submit(button="accept")
    assert set(app.tokens(person)["scope"].split()) == set(scope.split())
    assert settle(tenant, flags={"use_scope_descriptions_for_consent": False})
    eventually(lambda: len(asked(tenant, app, user, api, scope=scope)[1]) == 3, 5, "still by description")


@pytest.mark.timeout(120)
def test_a_browser_shows_what_is_asked_for(tenant, request):
    without_throttle(tenant)
    app = make_app(tenant)
    user = make_user(tenant, app)
    api = mail_api(tenant)
    chrome = Browser(request.node.name, 900, 900)
    base = f"https://{tenant.host}:{tenant.server.tls_port}"
    try:
        for described, text in ((False, "Messages: read and write your messages"), (True, "Be able to read your email messages")):
            settle(tenant, flags={"use_scope_descriptions_for_consent": described})
            sent = app.parameters(audience=api["identifier"], scope="openid profile read:messages write:messages", prompt="consent")
            chrome.open(f"{base}/authorize?{urllib.parse.urlencode(sent)}")
            if "/u/login" in chrome.url:
                if not chrome.driver.find_elements("name", "password"):
                    chrome.fill(username=user.email).press().reaches("/u/login/password")
                else:
                    chrome.fill(username=user.email)
                chrome.fill(password=user.password).press()
            chrome.reaches("/u/consent")
            chrome.shows(text)
            chrome.picture("consent described" if described else "consent by names")
        assert not [c for c in chrome.complaints() if "favicon" not in c], chrome.complaints()
    finally:
        chrome.close()


@pytest.mark.parametrize("body, message", [
    ([], "'Expected type object but found type array'"),
    ([{"login": {"form-content-start": "<p>"}}], "'Expected type object but found type array'"),
    ({"login": []}, "'Expected type object but found type array' on property login"),
    ({"login": ["<p>"]}, "'Expected type object but found type array' on property login"),
    ({"login": {"form-content-start": ["<p>"]}}, "'Expected type string but found type array' on property login.form-content-start"),
    ("<p>", "'Expected type object but found type string'"),
])
def test_pieces_of_a_form_are_texts_by_screen_and_place(shared_tenant, body, message):
    before = shared_tenant.api("GET", "prompts/login/partials").json()
    answer = shared_tenant.api("PUT", "prompts/login/partials", body)
    assert (answer.status_code, answer.json()) == (400, {
        "statusCode": 400, "error": "Bad Request", "message": f"Payload validation error: {message}.", "errorCode": "invalid_body"})
    assert shared_tenant.api("GET", "prompts/login/partials").json() == before
