"""Signing out: the modules of the OpenID Foundation's RP-initiated and back-channel plans, and Auth0's own endpoint."""
import http.server
import secrets
import ssl
import threading
import time
import urllib.parse

import jwt
import pytest
from peers import certificate
from person import Person, claims, verified
from signing_in import make_app, make_user, signed_in

BYE = "https://app.example.test/bye"


def logged_in(app, user):
    person = signed_in(app, user)
    return person, app.tokens(person)["id_token"]


def is_signed_in(app, person):
    app.authorize(person, prompt="none")
    return "code" in person.answer


def confirm(person):
    """Presses the button of the page that asks."""
    if person.page and person.page.forms:
        person.submit(button="accept")
    return person


def test_rp_initiated_logout_discovery_endpoint_verification(app):
    found = Person(app.tenant).session.get(f"{app.tenant.url}/.well-known/openid-configuration", timeout=20).json()
    assert found["end_session_endpoint"] == f"{app.tenant.url}/oidc/logout"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rp_initiated_logout(method, app, user):
    person, token = logged_in(app, user)
    sent = {"id_token_hint": token, "post_logout_redirect_uri": BYE, "state": "s t&a"}
    if method == "GET":
        person.go("/oidc/logout", **sent)
    else:
        person.open(f"{person.base}/oidc/logout", "POST", data=sent)
    assert person.arrived.split("?")[0] == BYE and person.answer["state"] == "s t&a"
    assert not is_signed_in(app, person)


@pytest.mark.parametrize("uri", ["https://evil.test/", BYE + "/more", "https://app.example.test/", "javascript:alert(1)"])
def test_rp_initiated_logout_bad_post_logout_redirect_uri(uri, app, user):
    person, token = logged_in(app, user)
    person.go("/oidc/logout", id_token_hint=token, post_logout_redirect_uri=uri)
    assert person.arrived is None and person.page.status == 400


def test_rp_initiated_logout_query_added_to_post_logout_redirect_uri(app, user):
    person, token = logged_in(app, user)
    person.go("/oidc/logout", id_token_hint=token, post_logout_redirect_uri=BYE + "?foo=bar")
    assert person.arrived is None and person.page.status == 400


def test_rp_initiated_logout_modified_id_token_hint(app, user):
    person, token = logged_in(app, user)
    unsigned = jwt.encode(claims(token), None, algorithm="none")
    person.go("/oidc/logout", id_token_hint=unsigned, post_logout_redirect_uri=BYE)
    assert person.arrived is None and person.page.status == 400
    assert is_signed_in(app, person)


def test_rp_initiated_logout_bad_id_token_hint(app, user):
    person, token = logged_in(app, user)
    foreign = jwt.encode(claims(token), secrets.token_hex(32), algorithm="HS256")
    person.go("/oidc/logout", id_token_hint=foreign, post_logout_redirect_uri=BYE)
    assert person.arrived is None and person.page.status == 400
    assert is_signed_in(app, person)


def test_rp_initiated_logout_no_id_token_hint(app, user):
    person, _ = logged_in(app, user)
    person.go("/oidc/logout", post_logout_redirect_uri=BYE, client_id=app.id)
    assert person.arrived is None, "nobody is signed out without being asked"
    confirm(person)
    assert not is_signed_in(app, person)


def test_rp_initiated_logout_refused_on_the_page(app, user):
    person, _ = logged_in(app, user)
    person.go("/oidc/logout", client_id=app.id)
    person.submit(button="cancel")
    assert is_signed_in(app, person)


def test_rp_initiated_logout_no_params(app, user):
    person, _ = logged_in(app, user)
    confirm(person.go("/oidc/logout"))
    assert person.page.status == 200
    assert not is_signed_in(app, person)


def test_rp_initiated_logout_no_post_logout_redirect_uri(app, user):
    person, token = logged_in(app, user)
    person.go("/oidc/logout", id_token_hint=token)
    assert person.page is None or person.page.status == 200
    assert not is_signed_in(app, person)


def test_rp_initiated_logout_no_state(app, user):
    person, token = logged_in(app, user)
    person.go("/oidc/logout", id_token_hint=token, post_logout_redirect_uri=BYE)
    assert person.arrived == BYE


def test_rp_initiated_logout_only_state(app, user):
    person, _ = logged_in(app, user)
    confirm(person.go("/oidc/logout", state="alone"))
    assert person.page.status == 200
    assert not is_signed_in(app, person)


def test_v2_logout_leads_where_it_may(app, user):
    person, _ = logged_in(app, user)
    person.go("/v2/logout", client_id=app.id, returnTo=BYE + "?a=b")
    assert person.arrived == BYE + "?a=b"
    assert not is_signed_in(app, person)


def test_v2_logout_refuses_other_places_in_auth0s_words(app, user):
    person, _ = logged_in(app, user)
    person.go("/v2/logout", client_id=app.id, returnTo="https://evil.test/")
    assert person.arrived is None and person.page.status == 400
    assert 'The "returnTo" querystring parameter "https://evil.test/" is not defined as a valid URL in "Allowed Logout URLs".' in person.page.text


def test_signing_out_is_told_to_the_log(app, user):
    person, _ = logged_in(app, user)
    person.go("/v2/logout", client_id=app.id, returnTo=BYE)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if app.tenant.api("GET", "logs", params={"q": f'type:slo AND user_id:"{user.user_id}"'}).json():
            return
        time.sleep(0.1)
    raise AssertionError("no log event")


class Listener:
    """A client's back-channel endpoint, over TLS."""

    def __init__(self, folder):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                owner.heard.append(dict(urllib.parse.parse_qsl(body)))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.heard = []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        chain, key = certificate(folder, "localhost")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.ca, self.url = str(chain), f"https://localhost:{self.server.server_port}/logout"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hears(self):
        deadline = time.monotonic() + 15
        while not self.heard and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.heard, "nothing was heard"
        return self.heard[0]


def test_backchannel_rp_initiated_logout(fresh_server, tmp_path):
    listener = Listener(tmp_path)
    server = fresh_server("--allow-private-networks", environment={"SSL_CERT_FILE": listener.ca}).start()
    tenant = server.tenant()
    app = make_app(tenant, oidc_logout={"backchannel_logout_urls": [listener.url]})
    user = make_user(tenant, app)
    found = tenant.get("/.well-known/openid-configuration").json()
    assert found["backchannel_logout_supported"] and found["backchannel_logout_session_supported"]
    person, token = logged_in(app, user)
    person.go("/oidc/logout", id_token_hint=token, post_logout_redirect_uri=BYE)
    said = verified(listener.hears()["logout_token"], person, app.id)
    assert said["sub"] == user.user_id and said["sid"] == claims(token)["sid"] and said["jti"]
    assert said["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}} and "nonce" not in said
    assert said["exp"] == said["iat"] + 120
    assert not is_signed_in(app, person)
    server.stop()


ENDINGS = {
    "revoked session": lambda tenant, user, sid: tenant.api("POST", f"sessions/{sid}/revoke"),
    "deleted sessions": lambda tenant, user, sid: tenant.api("DELETE", f"users/{user.user_id}/sessions"),
    "blocked user": lambda tenant, user, sid: tenant.api("PATCH", f"users/{user.user_id}", {"blocked": True}),
    "deleted user": lambda tenant, user, sid: tenant.api("DELETE", f"users/{user.user_id}"),
}


def test_sessions_that_an_administrator_ends_are_told_to_their_clients(fresh_server, tmp_path):
    listener = Listener(tmp_path)
    server = fresh_server("--allow-private-networks", environment={"SSL_CERT_FILE": listener.ca}).start()
    tenant = server.tenant()
    app = make_app(tenant, oidc_logout={"backchannel_logout_urls": [listener.url]})
    deaf = make_app(tenant, oidc_logout={"backchannel_logout_urls": [listener.url], "backchannel_logout_initiators": {
        "mode": "custom", "selected_initiators": ["rp-logout", "idp-logout"]}})
    for name, end in ENDINGS.items():
        user = make_user(tenant, app)
        person, token = logged_in(app, user)
        logged_in(deaf, user)
        listener.heard.clear()
        answer = end(tenant, user, claims(token)["sid"])
        assert answer.ok, f"{name}: {answer.text}"
        said = verified(listener.hears()["logout_token"], person, app.id)
        assert (said["sub"], said["sid"]) == (user.user_id, claims(token)["sid"]), name
    server.stop()
