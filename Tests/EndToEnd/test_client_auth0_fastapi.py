"""Auth0's own kit for web applications in Python: auth0-fastapi, and auth0-server-python below it."""
import secrets
import urllib.parse

import pytest
from auth0_fastapi.auth import AuthClient
from auth0_fastapi.config import Auth0Config
from auth0_fastapi.server.routes import register_auth_routes
from auth0_server_python.error import AccessTokenError
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from harness import eventually
from person import claims
from signing_in import make_api, make_app, make_user, without_throttle
from sites import Site, Visitor


def fastapi_shop(site, tenant, client, audience=None, pushed=False, state_store=None):
    """A FastAPI application as the manual of auth0-fastapi would have it."""
    app = FastAPI()
    config = Auth0Config(
        domain=tenant.domain, client_id=client.id, client_secret=client.secret, app_base_url=site.url,
        secret=secrets.token_hex(32), audience=audience, pushed_authorization_requests=pushed,
        authorization_params={"scope": "openid profile email offline_access"})
    auth = app.state.auth_client = AuthClient(config, state_store=state_store)
    routes = APIRouter()
    register_auth_routes(routes, config)

    @app.get("/")
    async def home():
        return {"home": True}

    @app.get("/profile")
    async def profile(session=Depends(auth.require_session)):
        return {"user": session["user"], "refresh_token": session["refresh_token"], "token_sets": session["token_sets"]}

    @app.get("/token")
    async def token(request: Request, response: Response, audience: str | None = None):
        try:
            kept = {"request": request, "response": response}
            return {"access_token": await auth.client.get_access_token(store_options=kept, audience=audience)}
        except AccessTokenError as error:
            raise HTTPException(400, str(error)) from error

    @app.post("/logout-token")
    async def logout_token(request: Request):
        form = dict(urllib.parse.parse_qsl((await request.body()).decode()))
        await auth.handle_backchannel_logout(form["logout_token"], store_options={"request": request})
        return {}

    app.include_router(routes)
    return app


def make_client(tenant, site, **body):
    """A client for the application."""
    return make_app(tenant, f"{site.url}/auth/callback", allowed_logout_urls=[site.url, f"{site.url}/"], **body)


@pytest.fixture
def site(tmp_path):
    with Site(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def api(shared_tenant):
    """An API whose tokens are soon over."""
    without_throttle(shared_tenant)
    return make_api(shared_tenant, token_lifetime=1)


@pytest.mark.parametrize("pushed", [False, True], ids=["authorize", "pushed"])
def test_somebody_signs_in_and_out(pushed, shared_tenant, user, site, trust):
    if pushed:
        settings = {"pushed_authorization_requests_supported": True}
        assert shared_tenant.api("PATCH", "tenants/settings", settings).status_code == 200
    client = make_client(shared_tenant, site, require_pushed_authorization_requests=pushed)
    site.serve_asgi(fastapi_shop(site, shared_tenant, client, pushed=pushed))
    visitor = Visitor(shared_tenant, site)
    assert visitor.visit("/profile").last.status_code == 401
    visitor.visit("/auth/login", returnTo="/profile")
    asked = visitor.sent("/authorize")
    assert ("request_uri" in asked, "code_challenge" in asked) == (pushed, not pushed)
    session = visitor.sign_in(user.email, user.password).last.json()
    assert visitor.page.url == f"{site.url}/profile"
    assert session["user"]["sub"] == user.user_id and session["user"]["email"] == user.email
    assert session["user"]["email_verified"] is False and session["refresh_token"]
    assert visitor.json("/auth/logout") == {"home": True}
    assert visitor.sent("/v2/logout")["returnTo"].rstrip("/") == site.url
    assert visitor.visit("/profile").last.status_code == 401
    assert visitor.visit("/auth/login").is_asked


def test_an_expired_access_token_is_refreshed(shared_tenant, user, api, site, trust):
    client = make_client(shared_tenant, site)
    site.serve_asgi(fastapi_shop(site, shared_tenant, client, audience=api["identifier"]))
    visitor = Visitor(shared_tenant, site)
    visitor.visit("/auth/login", scope="read:things", returnTo="/profile").sign_in(user.email, user.password)
    first = visitor.last.json()["token_sets"][0]
    assert first["audience"] == api["identifier"] and "read:things" in first["scope"].split()

    def renewed():
        token = visitor.json("/token")["access_token"]
        return token if token != first["access_token"] else None

    second = eventually(renewed)
    assert claims(second)["sub"] == user.user_id and api["identifier"] in claims(second)["aud"]
    assert claims(second)["exp"] > claims(first["access_token"])["exp"]


def test_a_revoked_refresh_token_is_the_end(shared_tenant, user, api, site, trust):
    client = make_client(shared_tenant, site)
    site.serve_asgi(fastapi_shop(site, shared_tenant, client, audience=api["identifier"]))
    visitor = Visitor(shared_tenant, site)
    visitor.visit("/auth/login", returnTo="/profile").sign_in(user.email, user.password)
    form = {"client_id": client.id, "client_secret": client.secret, "token": visitor.last.json()["refresh_token"]}
    assert shared_tenant.session.post(f"{shared_tenant.url}/oauth/revoke", data=form, timeout=20).status_code == 200
    refused = eventually(lambda: visitor.visit("/token").last.status_code == 400 and visitor.last.text)
    assert "Unknown or invalid refresh token." in refused


class Kept:
    """A state store in memory, which forgets whom a logout token names; as auth0-server-python wants them."""

    def __init__(self):
        self.state, self.forgotten = None, []

    async def set(self, identifier, state, remove_if_exists=False, options=None):
        self.state = state

    async def get(self, identifier, options=None):
        return self.state

    async def delete(self, identifier, options=None):
        self.state = None

    async def delete_by_logout_token(self, said, options=None):
        self.forgotten.append(said)
        self.state = None


def test_a_logout_elsewhere_ends_the_session_here(fresh_server, tmp_path, monkeypatch):
    with Site(tmp_path, "localhost") as site:
        server = fresh_server("--allow-private-networks", environment={"SSL_CERT_FILE": site.certificate}).start()
        monkeypatch.setenv("SSL_CERT_FILE", server.ca)
        tenant, kept = server.tenant(), Kept()
        client = make_client(tenant, site, oidc_logout={"backchannel_logout_urls": [f"{site.url}/logout-token"]})
        user = make_user(tenant, client)
        site.serve_asgi(fastapi_shop(site, tenant, client, state_store=kept))
        visitor = Visitor(tenant, site)
        visitor.visit("/auth/login", returnTo="/profile").sign_in(user.email, user.password)
        sid = visitor.last.json()["user"]["sid"]
        visitor.go("/v2/logout", client_id=client.id, returnTo=site.url)
        said = eventually(lambda: kept.forgotten, 15, "nothing was heard")[0]
        assert said["sid"] == sid and said["sub"] == user.user_id
        assert visitor.visit("/profile").last.status_code == 401
        server.stop()
