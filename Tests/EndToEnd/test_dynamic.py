"""The modules of the OpenID Foundation's Dynamic and third-party-initiated login plans, each under its own name.

A client registers itself at `/oidc/register`; what it may do is little, and nobody vouches for it. `docs/conformance.md` lists the
modules that are not here.
"""
import urllib.parse

import pytest
from person import App, Person, claims, pkce, verified
from signing_in import CONNECTION, connection, make_user

CALLBACK = "https://rp.example.test/callback"


@pytest.fixture(scope="module")
def open_tenant(server):
    """A tenant at which clients may register themselves, and whose database is open to them."""
    tenant = server.tenant()
    answer = tenant.api("PATCH", "tenants/settings", {"flags": {"enable_dynamic_client_registration": True}})
    assert answer.status_code == 200, answer.text
    made = connection(tenant)
    answer = tenant.api("PATCH", f"connections/{made['id']}", {"is_domain_connection": True})
    assert answer.status_code == 200, answer.text
    return tenant


@pytest.fixture(scope="module")
def somebody(open_tenant):
    return make_user(open_tenant, name=CONNECTION, app=registered(open_tenant))


def register(tenant, **body):
    sent = {"redirect_uris": [CALLBACK], "client_name": "Registered", **body}
    return tenant.session.post(f"{tenant.url}/oidc/register", json={k: v for k, v in sent.items() if v is not None}, timeout=20)


def registered(tenant, callback=CALLBACK, **body):
    answer = register(tenant, **{"redirect_uris": [callback], **body})
    assert answer.status_code == 201, answer.text
    return App(tenant, answer.json(), callback)


def relaxed(tenant, **body):
    """A client that registered itself and to which an administrator has then given ID tokens, which it has none of at first."""
    app = registered(tenant, **body)
    answer = tenant.api("PATCH", f"clients/{app.id}", {"third_party_security_mode": "permissive"})
    assert answer.status_code == 200, answer.text
    return app


def walk(app, user, **more):
    """Through sign-in and consent, which a client that nobody vouches for always needs."""
    person = Person(app.tenant, app.callback)
    verifier, challenge = pkce()
    app.authorize(person, code_challenge=challenge, code_challenge_method="S256", **more)
    if person.page and "username" in person.page.form().types | person.page.form().fields:
        person.sign_in(user.email, user.password)
    if person.page and person.page.status == 200:
        person.submit(button="accept")
    return person, verifier


def test_a_client_that_registered_itself_gets_no_id_token(open_tenant, somebody):
    app = registered(open_tenant)
    person, verifier = walk(app, somebody)
    assert "id_token" not in app.tokens(person, code_verifier=verifier)


def test_oidcc_server(open_tenant, somebody):
    app = relaxed(open_tenant)
    person, verifier = walk(app, somebody, state="s")
    assert person.answer["state"] == "s"
    tokens = app.tokens(person, code_verifier=verifier)
    assert verified(tokens["id_token"], person, app.id)["sub"] == somebody.user_id


def test_oidcc_idtoken_rs256(open_tenant, somebody):
    app = relaxed(open_tenant, id_token_signed_response_alg="RS256")
    person, verifier = walk(app, somebody)
    verified(app.tokens(person, code_verifier=verifier)["id_token"], person, app.id)


def test_oidcc_discovery_endpoint_verification(open_tenant):
    found = open_tenant.get("/.well-known/openid-configuration").json()
    assert found["registration_endpoint"].endswith("/oidc/register")


def test_oidcc_ensure_redirect_uri_in_authorization_request(open_tenant):
    app = registered(open_tenant, redirect_uris=[CALLBACK, CALLBACK + "/two"])
    person = Person(open_tenant, CALLBACK)
    app.authorize(person, redirect_uri=None)
    assert not person.arrived and person.page.status == 400


def test_oidcc_redirect_uri_query_OK(open_tenant, somebody):
    app = registered(open_tenant, callback=CALLBACK + "?foo=bar")
    person, verifier = walk(app, somebody)
    assert person.answer["foo"] == "bar" and app.exchange(person, code_verifier=verifier).status_code == 200


@pytest.mark.parametrize("asked", [CALLBACK + "?foo=other", CALLBACK + "?foo=bar&more=1", CALLBACK],
                         ids=["mismatch", "added", "missing"])
def test_oidcc_redirect_uri_query(open_tenant, asked):
    app = registered(open_tenant, callback=CALLBACK + "?foo=bar")
    person = Person(open_tenant, CALLBACK)
    app.authorize(person, redirect_uri=asked)
    assert not person.arrived and person.page.status == 403 or person.page.status == 400


def test_oidcc_redirect_uri_regfrag(open_tenant):
    answer = register(open_tenant, redirect_uris=[CALLBACK + "#foo"])
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_redirect_uri"), answer.text


@pytest.mark.parametrize("member", ["logo_uri", "policy_uri", "tos_uri"])
def test_oidcc_registration_uri(open_tenant, somebody, member):
    app = registered(open_tenant, **{member: f"https://rp.example.test/{member}"})
    assert app.client[member] == f"https://rp.example.test/{member}"
    person = Person(open_tenant, CALLBACK)
    _, challenge = pkce()
    app.authorize(person, code_challenge=challenge, code_challenge_method="S256")
    assert person.page and person.page.status == 200
    # What a stranger says of itself is shown where people are asked to trust it.
    if member != "logo_uri":
        person.sign_in(somebody.email, somebody.password)
        assert any(link == f"https://rp.example.test/{member}" for link in person.page.links), person.page.links


def test_oidcc_server_rotate_keys(open_tenant, somebody):
    app = relaxed(open_tenant)
    person, verifier = walk(app, somebody)
    old = app.tokens(person, code_verifier=verifier)["id_token"]
    assert open_tenant.api("POST", "keys/signing/rotate").status_code in (200, 201)
    person, verifier = walk(app, somebody)
    new = app.tokens(person, code_verifier=verifier)["id_token"]
    verified(new, person, app.id)
    verified(old, person, app.id)
    assert old.split(".")[0] != new.split(".")[0], "another key signs"


def test_oidcc_refresh_token(open_tenant, somebody):
    app = relaxed(open_tenant, grant_types=["authorization_code", "refresh_token"])
    person, verifier = walk(app, somebody, scope="openid offline_access")
    tokens = app.tokens(person, code_verifier=verifier)
    again = app.token(person, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert again.status_code == 200 and again.json()["refresh_token"] != tokens["refresh_token"], again.text
    assert claims(again.json()["id_token"])["sub"] == somebody.user_id
    other = registered(open_tenant, grant_types=["authorization_code", "refresh_token"])
    stolen = other.token(person, grant_type="refresh_token", refresh_token=again.json()["refresh_token"])
    assert stolen.status_code == 403 and stolen.json()["error"] == "invalid_grant"


def test_3rd_party_init_login(open_tenant):
    uri = "https://rp.example.test/start"
    app = registered(open_tenant, initiate_login_uri=uri)
    assert app.client["initiate_login_uri"] == uri
    assert open_tenant.api("GET", f"clients/{app.id}").json()["initiate_login_uri"] == uri
    # With nothing but the client, the person is sent where the client begins a sign-in itself.
    person = Person(open_tenant, CALLBACK)
    person.go("/authorize", client_id=app.id)
    assert person.page is None or person.page.status >= 400 or urllib.parse.urlsplit(person.arrived).path == "/start"


def test_3rd_party_init_login_nohttps(open_tenant):
    answer = register(open_tenant, initiate_login_uri="http://rp.example.test/start")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client_metadata"), answer.text


def test_registration_is_closed_unless_the_tenant_opens_it(shared_tenant):
    answer = register(shared_tenant)
    assert (answer.status_code, answer.json()["error"]) == (404, "endpoint_disabled"), answer.text
