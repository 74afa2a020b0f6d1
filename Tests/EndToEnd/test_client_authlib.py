"""Authlib in a Flask application: discovery, PKCE, nonce, userinfo, refresh, both ways of logging out."""
import secrets
import urllib.parse

import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, jsonify, redirect, request, session, url_for
from person import verified
from signing_in import make_app, make_user, without_throttle
from sites import Site, Visitor


def flask_shop(tenant, client_id, client_secret, scope="openid profile email offline_access"):
    """A Flask application as Authlib's manual would have it."""
    app = Flask("shop")
    app.secret_key = secrets.token_hex(32)
    oauth = OAuth(app)
    oauth.register(
        "latchkey", client_id=client_id, client_secret=client_secret,
        server_metadata_url=f"{tenant.tls_url}/.well-known/openid-configuration",
        client_kwargs={"scope": scope, "code_challenge_method": "S256"})
    latchkey = oauth.latchkey

    @app.get("/login")
    def login():
        return latchkey.authorize_redirect(url_for("callback", _external=True), **request.args)

    @app.get("/callback")
    def callback():
        session["token"] = latchkey.authorize_access_token()
        return redirect("/profile")

    @app.get("/profile")
    def profile():
        return jsonify(session.get("token"))

    @app.get("/userinfo")
    def userinfo():
        return jsonify(latchkey.userinfo(token=session["token"]))

    @app.get("/refresh")
    def refresh():
        session["token"] = latchkey.fetch_access_token(
            grant_type="refresh_token", refresh_token=session["token"]["refresh_token"])
        return jsonify(session["token"])

    @app.get("/logout")
    def logout():
        token = session.pop("token")
        metadata = latchkey.load_server_metadata()
        query = {"id_token_hint": token["id_token"], "post_logout_redirect_uri": url_for("bye", _external=True)}
        return redirect(f"{metadata['end_session_endpoint']}?{urllib.parse.urlencode(query)}")

    @app.get("/v2/logout")
    def auth0_logout():
        session.clear()
        query = {"client_id": client_id, "returnTo": url_for("bye", _external=True)}
        return redirect(f"{tenant.tls_url}/v2/logout?{urllib.parse.urlencode(query)}")

    @app.get("/bye")
    def bye():
        return jsonify(signed_out="token" not in session)

    @app.errorhandler(OAuthError)
    def refused(error):
        return jsonify(error=error.error, description=error.description), 400

    return app


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with Site(tmp_path_factory.mktemp("authlib")) as running:
        yield running


@pytest.fixture(scope="module")
def app(shared_tenant, site):
    without_throttle(shared_tenant)
    made = make_app(shared_tenant, f"{site.url}/callback", allowed_logout_urls=[f"{site.url}/bye"])
    site.serve_wsgi(flask_shop(shared_tenant, made.id, made.secret))
    return made


@pytest.fixture
def visitor(app, site, trust):
    return Visitor(app.tenant, site)


def test_somebody_signs_in_and_the_application_knows_them(app, user, visitor):
    visitor.visit("/login")
    assert visitor.is_asked
    asked = visitor.sent("/authorize")
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43 and asked["nonce"]
    token = visitor.sign_in(user.email, user.password).last.json()
    assert visitor.page.url == f"{visitor.site.url}/profile"
    assert token["token_type"] == "Bearer" and token["expires_in"] == 86400
    known = token["userinfo"]
    assert known["sub"] == user.user_id and known["email"] == user.email and known["nonce"] == asked["nonce"]
    assert known["iss"] == app.tenant.tls_url + "/" and known["aud"] == app.id
    assert verified(token["id_token"], visitor, app.id)["sid"] == known["sid"]
    told = visitor.json("/userinfo")
    assert all(told[name] == known[name] for name in ("sub", "email", "name"))


def test_a_token_is_refreshed(app, user, visitor):
    visitor.visit("/login").sign_in(user.email, user.password)
    before = visitor.last.json()
    after = visitor.json("/refresh")
    assert after["access_token"] != before["access_token"] and after["expires_in"] > 0
    assert visitor.json("/userinfo")["sub"] == user.user_id


@pytest.mark.parametrize("path", ["/logout", "/v2/logout"])
def test_logging_out_ends_both_sessions(path, user, visitor):
    visitor.visit("/login").sign_in(user.email, user.password)
    assert not visitor.visit("/login").is_asked, "whoever is signed in is not asked again"
    assert visitor.page.url.endswith("/profile")
    assert visitor.json(path) == {"signed_out": True} and visitor.page.url.endswith("/bye")
    assert visitor.visit("/login").is_asked


def test_errors_of_the_authorization_endpoint_reach_the_application(app, visitor):
    visitor.visit("/login", prompt="none")
    assert visitor.last.status_code == 400
    assert visitor.last.json() == {"error": "login_required", "description": "Login required"}


def test_errors_of_the_token_endpoint_reach_the_application(app, tmp_path, trust):
    user = make_user(app.tenant, app)
    with Site(tmp_path, "other.test") as other:
        client = make_app(app.tenant, f"{other.url}/callback")
        other.serve_wsgi(flask_shop(app.tenant, client.id, "not the secret"))
        visitor = Visitor(app.tenant, other)
        visitor.visit("/login").sign_in(user.email, user.password)
    assert visitor.last.status_code == 400
    assert visitor.last.json() == {"error": "access_denied", "description": "Unauthorized"}
