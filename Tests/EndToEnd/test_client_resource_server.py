"""APIs that trust our access tokens, by Auth0's own kits, and a client that proves its keys: DPoP, PAR and JAR.

The API is auth0-fastapi-api over auth0-api-python; the client is requests-oauth2client.
"""
import asyncio
import secrets
import urllib.parse

import pytest
import requests
from auth0.authentication.pushed_authorization_requests import PushedAuthorizationRequests
from auth0_api_python import ApiClient, ApiClientOptions
from auth0_api_python.errors import VerifyAccessTokenError
from fastapi import Depends, FastAPI
from fastapi_plugin import Auth0FastAPI
from jwskate import Jwk
from person import CALLBACK, Person, claims, verified
from requests_oauth2client import BearerToken, DPoPKey, DPoPToken, InvalidGrant, OAuth2Client
from signing_in import make_api, make_app, without_throttle
from sites import Site, trusting


def things(tenant, audience):
    """An API as the manual of auth0-fastapi-api would have it; one part of it wants tokens that are bound to a key."""
    app = FastAPI()
    either = Auth0FastAPI(domain=tenant.domain, audience=audience)
    bound = Auth0FastAPI(domain=tenant.domain, audience=audience, dpop_required=True)

    @app.get("/things")
    async def read(known=Depends(either.require_auth(scopes="read:things"))):
        return known

    @app.post("/things")
    async def write(known=Depends(either.require_auth(scopes=["read:things", "write:things"]))):
        return known

    @app.get("/bound")
    async def read_bound(known=Depends(bound.require_auth())):
        return known

    return app


@pytest.fixture(scope="module")
def api(shared_tenant):
    without_throttle(shared_tenant)
    settings = {"pushed_authorization_requests_supported": True}
    assert shared_tenant.api("PATCH", "tenants/settings", settings).status_code == 200
    return make_api(shared_tenant)


@pytest.fixture(scope="module")
def site(shared_tenant, api, tmp_path_factory, server):
    with Site(tmp_path_factory.mktemp("api"), "api.test") as running:
        running.trusted = trusting(running.folder, server.ca, running.certificate)
        yield running.serve_asgi(things(shared_tenant, api["identifier"]))


@pytest.fixture(autouse=True)
def trust(site, monkeypatch):
    """Makes every client of this file trust the development CA and the API."""
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, site.trusted)


def oauth2_client(app, **more):
    """A client from the discovery document."""
    return OAuth2Client.from_discovery_endpoint(
        issuer=f"{app.tenant.tls_url}/", client_id=app.id, redirect_uri=CALLBACK,
        **{"client_secret": app.secret, "dpop_bound_access_tokens": True, **more})


def sign_in(client, app, user, request, address=None):
    """Sends somebody to sign in, and trades what comes back for tokens."""
    person = Person(app.tenant, app.callback, scheme="https")
    person.open(str(address or request.uri))
    person.sign_in(user.email, user.password)
    answer = request.validate_callback(person.arrived)
    # The kit cannot make a bound token anew, which it does to add the ID token that it checked.
    token = client.authorization_code(answer, validate=answer.dpop_key is None)
    if answer.dpop_key:
        assert verified(str(token.id_token), person, app.id)["nonce"] == request.nonce
    return token


def ask(site, token, path="/things", method="GET"):
    return requests.request(method, f"{site.url}{path}", auth=token, timeout=20)


def test_a_machines_token_opens_what_its_scopes_allow(shared_tenant, site, api, app):
    machine = shared_tenant.create("clients", name="Machine", app_type="non_interactive",
                                   grant_types=["client_credentials"])
    shared_tenant.create("client-grants", client_id=machine["client_id"], audience=api["identifier"],
                         scope=["read:things"])
    client = OAuth2Client(f"{shared_tenant.tls_url}/oauth/token", client_id=machine["client_id"],
                          client_secret=machine["client_secret"])
    token = client.client_credentials(audience=api["identifier"])
    answer = ask(site, token)
    assert answer.status_code == 200 and answer.json()["sub"] == f"{machine['client_id']}@clients"
    refused = ask(site, token, method="POST")
    assert refused.status_code == 403 and refused.json()["detail"]["error"] == "insufficient_scope"
    assert ask(site, token, "/bound").status_code in (400, 401), "a bearer token is not bound to a key"
    assert requests.get(f"{site.url}/things", timeout=20).status_code in (400, 401)
    elsewhere = app.tenant.machine()
    assert ask(site, BearerToken(elsewhere.token())).status_code == 401, "a token for another API opens nothing"


def test_a_token_that_is_bound_to_a_key_opens_nothing_without_it(site, api, app, user):
    client = oauth2_client(app)
    request = client.authorization_request(scope="openid read:things write:things offline_access",
                                           audience=api["identifier"])
    assert request.dpop_jkt and request.code_challenge
    token = sign_in(client, app, user, request, client.pushed_authorization_request(request).uri)
    assert isinstance(token, DPoPToken) and claims(str(token.id_token))["sub"] == user.user_id
    known = ask(site, token, "/bound")
    assert known.status_code == 200, known.text
    assert known.json()["cnf"]["jkt"] == request.dpop_jkt == claims(token.access_token)["cnf"]["jkt"]
    assert ask(site, token, method="POST").json()["sub"] == user.user_id
    assert ask(site, BearerToken(token.access_token)).status_code == 401
    thief = DPoPToken(access_token=token.access_token, _dpop_key=DPoPKey.generate())
    assert ask(site, thief).status_code in (400, 401)
    again = client.refresh_token(token, dpop_key=token.dpop_key)
    assert ask(site, again, "/bound").json()["cnf"]["jkt"] == request.dpop_jkt


def test_a_code_is_bound_to_the_key_of_its_request(api, app, user):
    client = oauth2_client(app)
    request = client.authorization_request(scope="openid", audience=api["identifier"])
    person = Person(app.tenant, app.callback, scheme="https")
    person.open(str(request.uri)).sign_in(user.email, user.password)
    answer = request.validate_callback(person.arrived)
    with pytest.raises(InvalidGrant):
        client.authorization_code(answer.code, dpop_key=DPoPKey.generate(), dpop=True,
                                  code_verifier=answer.code_verifier, redirect_uri=CALLBACK)


def test_a_public_client_is_given_a_nonce_to_prove(site, api, user, shared_tenant):
    public = make_app(shared_tenant, app_type="native", token_endpoint_auth_method="none",
                      require_proof_of_possession=True)
    client = oauth2_client(public, client_secret=None)
    request = client.authorization_request(scope="openid read:things offline_access", audience=api["identifier"])
    token = sign_in(client, public, user, request)
    assert request.dpop_key.as_nonce, "the first proof had none and was refused"
    assert ask(site, token, "/bound").status_code == 200
    again = client.refresh_token(token, dpop_key=token.dpop_key)
    assert again.access_token != token.access_token
    with pytest.raises(InvalidGrant):
        client.refresh_token(again.refresh_token or token.refresh_token, dpop=True, dpop_key=DPoPKey.generate())


@pytest.mark.parametrize("pushed", [False, True], ids=["authorize", "pushed"])
def test_a_request_is_signed(pushed, shared_tenant, site, api, user):
    key = Jwk.generate(alg="RS256", key_size=2048)
    signed = make_app(shared_tenant)
    made = shared_tenant.create(f"clients/{signed.id}/credentials", credential_type="public_key", name="requests",
                                pem=key.public_jwk().to_pem())
    changed = shared_tenant.api("PATCH", f"clients/{signed.id}", {
        "signed_request_object": {"required": True, "credentials": [{"id": made["id"]}]}})
    assert changed.status_code == 200, changed.text
    client = oauth2_client(signed)
    request = client.authorization_request(scope="openid read:things", audience=api["identifier"], iss=signed.id,
                                           aud=f"{shared_tenant.tls_url}/")
    person = Person(shared_tenant, CALLBACK, scheme="https").open(str(request.uri))
    assert person.answer["error"] == "invalid_request" and "signed" in person.answer["error_description"]
    address = request.sign(key, lifetime=120).uri
    if pushed:
        kit = PushedAuthorizationRequests(shared_tenant.domain, signed.id, client_secret=signed.secret)
        signature = str(request.sign_request_jwt(key, lifetime=120))
        answer = kit.pushed_authorization_request("code", CALLBACK, request=signature)
        address = f"{shared_tenant.tls_url}/authorize?" + urllib.parse.urlencode(
            {"client_id": signed.id, "request_uri": answer["request_uri"]})
    token = sign_in(client, signed, user, request, address)
    assert ask(site, token).json()["sub"] == user.user_id


def test_auth0_api_python_verifies_a_token_by_itself(shared_tenant, api, app, user):
    client = oauth2_client(app, dpop_bound_access_tokens=False)
    request = client.authorization_request(scope="openid read:things", audience=api["identifier"])
    token = sign_in(client, app, user, request)

    def verify(text, **more):
        options = ApiClientOptions(**{"domain": shared_tenant.domain, "audience": api["identifier"], **more})
        return asyncio.run(ApiClient(options).verify_access_token(text))

    known = verify(token.access_token)
    assert known["sub"] == user.user_id and known["azp"] == app.id and known["iss"] == f"{shared_tenant.tls_url}/"
    head, body, signature = token.access_token.split(".")
    elsewhere = f"{secrets.token_hex(4)}.latchkey.test:{shared_tenant.server.tls_port}"
    for text, more in [(f"{head}.{body}.{signature[::-1]}", {}), (token.access_token, {"domain": elsewhere}),
                       (token.access_token, {"audience": "https://other.example.test"})]:
        with pytest.raises(VerifyAccessTokenError):
            verify(text, **more)
