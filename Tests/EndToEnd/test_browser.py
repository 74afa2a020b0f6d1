"""A headless Chromium walks through a life with an application; every page is kept as a picture."""
import http.server
import threading
import time
import urllib.parse

import pytest
import requests
from browser import Browser
from person import App, mails, pkce
from signing_in import make_api, make_app


class Callback:
    """The application's own server: its callback, its page after signing out, and where invitations begin."""

    def __init__(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                owner.seen.append(self.path)
                body = b"<!doctype html><html lang=en><title>The app</title><body><h1>Back at the application</h1>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.seen = []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://app.localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def callback():
    running = Callback()
    yield running
    running.close()


@pytest.fixture
def chrome(request):
    running = Browser(request.node.name)
    yield running
    running.close()


def mail(tenant, recipient, template, after=0):
    """The mail of a template, once it has arrived; `after` skips so many earlier ones."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        found = [m for m in mails(tenant, recipient) if m["template"] == template]
        if len(found) > after:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no mail {template} for {recipient}: {mails(tenant, recipient)}")


class Walk:
    """An application, and the one browser it is used with."""

    def __init__(self, tenant, chrome, callback, app):
        self.tenant, self.chrome, self.callback, self.app = tenant, chrome, callback, app
        self.base = f"https://{tenant.host}:{tenant.server.tls_port}"
        self.verifier = None

    def begin(self, **more):
        """Goes to /authorize as the application sends people there."""
        self.verifier, challenge = pkce()
        sent = self.app.parameters(code_challenge=challenge, code_challenge_method="S256", **more)
        self.chrome.open(f"{self.base}/authorize?{urllib.parse.urlencode(sent)}")

    def arrive(self):
        """Waits for the callback and redeems the code."""
        arrived = self.chrome.reaches(self.callback.url)
        answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(arrived).query))
        assert "code" in answer, answer
        given = requests.post(f"{self.base}/oauth/token", verify=self.tenant.server.ca, timeout=30, data={
            "grant_type": "authorization_code", "client_id": self.app.id, "client_secret": self.app.secret,
            "code": answer["code"], "redirect_uri": self.app.callback, "code_verifier": self.verifier})
        assert given.status_code == 200, given.text
        return given.json()


@pytest.mark.timeout(240)
def test_a_life_with_an_application(tenant, chrome, callback):
    client = make_app(tenant, callback=f"{callback.url}/callback", allowed_logout_urls=[f"{callback.url}/bye"],
                      initiate_login_uri="https://app.example.test/login", organization_usage="allow")
    walk = Walk(tenant, chrome, callback, App(tenant, client.client, f"{callback.url}/callback"))
    email, password = "ada@people.example.test", "correct Horse-battery 9"

    # Sign-up.
    walk.begin()
    chrome.reaches("/u/login")
    chrome.picture("login")
    chrome.follow("Sign up").reaches("/u/signup")
    chrome.picture("sign up")
    chrome.fill(email=email, password="weak").press().shows("assword")
    chrome.picture("weak password")
    chrome.fill(email=email, password=password).press()
    if "/u/consent" in chrome.url:
        chrome.picture("consent after sign-up")
        chrome.press("button[value=accept]")
    tokens = walk.arrive()
    assert tokens["id_token"]

    # Verify.
    chrome.open(mail(tenant, email, "verify_email")["url"])
    chrome.shows("erified")
    chrome.picture("address verified")
    found = tenant.api("GET", "users-by-email", params={"email": email}).json()
    assert found[0]["email_verified"] is True

    # Sign-out, and sign-in.
    chrome.open(f"{walk.base}/v2/logout?client_id={walk.app.id}&returnTo={urllib.parse.quote(callback.url + '/bye')}")
    chrome.reaches("/bye")
    walk.begin()
    chrome.reaches("/u/login")
    sign_in(chrome, email, "not the password")
    chrome.shows("Wrong email or password")
    chrome.picture("wrong password")
    if "identifier" in chrome.url:
        chrome.fill(username=email).press()
    chrome.fill(password=password).press()
    walk.arrive()

    # Reset, and sign-in with the new password.
    chrome.open(f"{walk.base}/v2/logout?client_id={walk.app.id}&returnTo={urllib.parse.quote(callback.url + '/bye')}")
    walk.begin()
    chrome.reaches("/u/login")
    if "identifier" in chrome.url:
        chrome.fill(username=email).press().reaches("/u/login/password")
        chrome.picture("password page")
    chrome.follow("Forgot").reaches("/u/reset-password")
    chrome.picture("reset request")
    chrome.fill(email=email).press().shows("mail")
    chrome.picture("reset sent")
    password = "another Horse-battery 8"
    chrome.open(mail(tenant, email, "reset_email")["url"])
    chrome.picture("new password")
    chrome.fill(password__reset=password, re__enter__password=password).press().shows("assword")
    chrome.picture("password changed")
    walk.begin()
    chrome.reaches("/u/login")
    sign_in(chrome, email, password)
    walk.arrive()

    # Consent: another company's application.
    third = make_app(tenant, callback=f"{callback.url}/third", is_first_party=False)
    domain = tenant.api("GET", "connections").json()[0]
    tenant.api("PATCH", f"connections/{domain['id']}", {"is_domain_connection": True})
    api = make_api(tenant)
    own = walk.app
    walk.app = App(tenant, third.client, f"{callback.url}/third")
    walk.begin(audience=api["identifier"], scope="read:things")
    chrome.reaches("/u/consent")
    chrome.picture("consent")
    chrome.press("button[value=accept]")
    assert "read:things" in walk.arrive()["scope"]
    walk.begin(audience=api["identifier"], scope="read:things")
    walk.arrive()
    walk.app = own

    # An invitation to an organization.
    organization = tenant.create("organizations", name="analytical-engines", display_name="Analytical Engines")
    enabled = tenant.api("POST", f"organizations/{organization['id']}/enabled_connections",
                         {"connection_id": domain["id"], "assign_membership_on_login": False})
    assert enabled.status_code == 201, enabled.text
    invited = tenant.api("POST", f"organizations/{organization['id']}/invitations", {
        "inviter": {"name": "Charles"}, "invitee": {"email": email}, "client_id": own.id})
    assert invited.status_code in (200, 201), invited.text
    link = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(mail(tenant, email, "user_invitation")["url"]).query))
    chrome.open(f"{walk.base}/v2/logout?client_id={walk.app.id}&returnTo={urllib.parse.quote(callback.url + '/bye')}")
    walk.begin(invitation=link["invitation"], organization=link["organization"])
    chrome.shows("Analytical Engines")
    chrome.picture("invitation")
    if chrome.driver.find_elements("partial link text", "Log in"):
        chrome.follow("Log in")
    sign_in(chrome, email, password)
    assert walk.arrive()["id_token"]
    members = tenant.api("GET", f"organizations/{organization['id']}/members").json()
    assert [member["email"] for member in members] == [email]

    # Silent authentication, and sign-out.
    walk.begin(prompt="none")
    walk.arrive()
    chrome.open(f"{walk.base}/oidc/logout")
    chrome.picture("sign out")
    if chrome.driver.find_elements("css selector", "button[value=accept]"):
        chrome.press("button[value=accept]")
    chrome.picture("signed out")
    walk.begin(prompt="none")
    chrome.reaches("error=login_required")
    assert not [c for c in chrome.complaints() if "favicon" not in c and "400" not in c], chrome.complaints()


def sign_in(chrome, email, password):
    """Fills in the login page, or both of them."""
    if chrome.driver.find_elements("name", "password"):
        chrome.fill(username=email, password=password).press()
    else:
        chrome.fill(username=email).press().reaches("/u/login/password")
        chrome.fill(password=password).press()
