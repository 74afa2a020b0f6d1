"""auth0-python's Authentication API: grants, pushed requests, sign-up, revocation, errors."""
import jwt
import pytest
from auth0.authentication import Database, GetToken, RevokeToken, Users
from auth0.authentication.exceptions import Auth0Error, TokenValidationError
from auth0.authentication.pushed_authorization_requests import PushedAuthorizationRequests
from auth0.authentication.token_verifier import AsymmetricSignatureVerifier, TokenVerifier
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from harness import eventually
from person import Person, claims, mails, pkce
from signing_in import CONNECTION, PASSWORD, make_api, make_app

OFFLINE = "openid profile email offline_access"


@pytest.fixture(autouse=True)
def trusted(trust):
    """Every call of this file goes over TLS."""


def kit(kind, app, secret="own"):
    """A part of the SDK, for an application."""
    return kind(app.tenant.domain, app.id, client_secret=app.secret if secret == "own" else secret)


@pytest.fixture(scope="module")
def api(app):
    return make_api(app.tenant)


def log_in(app, user, **more):
    """Trades a password for tokens."""
    return kit(GetToken, app).login(**{"username": user.email, "password": user.password, "realm": CONNECTION,
                                       "scope": OFFLINE, **more})


def error(call, *arguments, **named):
    """The error that a call must end with: status, code and message."""
    with pytest.raises(Auth0Error) as raised:
        call(*arguments, **named)
    return raised.value.status_code, raised.value.error_code, raised.value.message


def verify(app, token, **more):
    """Checks an ID token as the SDK would have it."""
    signature = AsymmetricSignatureVerifier(f"{app.tenant.tls_url}/.well-known/jwks.json")
    return TokenVerifier(signature, f"{app.tenant.tls_url}/", app.id).verify(token, **more)


def test_a_password_leads_to_tokens_that_the_sdk_verifies(app, user):
    given = log_in(app, user)
    assert given["token_type"] == "Bearer" and given["expires_in"] == 86400 and given["refresh_token"]
    assert set(given["scope"].split()) >= {"openid", "profile", "email", "offline_access"}
    assert verify(app, given["id_token"])["sub"] == user.user_id
    assert Users(app.tenant.domain).userinfo(given["access_token"])["email"] == user.email
    with pytest.raises(TokenValidationError):
        verify(app, given["id_token"], nonce="not asked for")
    with pytest.raises(TokenValidationError):
        verify(make_app(app.tenant), given["id_token"])


def test_a_password_leads_to_an_access_token_for_an_api(app, user, api):
    given = log_in(app, user, audience=api["identifier"], scope="openid read:things")
    assert claims(given["access_token"])["gty"] == "password" and "read:things" in given["scope"].split()


def test_a_refresh_token_is_refreshed_until_it_is_revoked(app, user):
    given = log_in(app, user)
    again = kit(GetToken, app).refresh_token(given["refresh_token"])
    assert again["access_token"] != given["access_token"] and verify(app, again["id_token"])["sub"] == user.user_id
    less = kit(GetToken, app).refresh_token(given["refresh_token"], scope="openid")
    assert less["scope"].split() == ["openid"]
    assert not kit(RevokeToken, app).revoke_refresh_token(given["refresh_token"])
    assert error(kit(GetToken, app).refresh_token, given["refresh_token"]) == (
        403, "invalid_grant", "Unknown or invalid refresh token.")
    assert not kit(RevokeToken, app).revoke_refresh_token("unknown"), "whether there was such a token is not told"


def test_a_machine_gets_a_token(app):
    machine = app.tenant.machine()
    given = kit(GetToken, machine).client_credentials(machine.audience)
    body = claims(given["access_token"])
    assert body["sub"] == f"{machine.id}@clients" and body["gty"] == "client-credentials"
    assert body["aud"] == machine.audience
    plain = GetToken(app.tenant.url.removeprefix("http://"), machine.id, client_secret=machine.secret, protocol="http")
    assert claims(plain.client_credentials(machine.audience)["access_token"])["iss"] == f"{app.tenant.url}/"


def test_a_machine_proves_itself_with_a_key(app):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = serialization.Encoding.PEM
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    machine = app.tenant.machine()
    credential = app.tenant.create(f"clients/{machine.id}/credentials", credential_type="public_key", name="key",
                                   pem=public)
    changed = app.tenant.api("PATCH", f"clients/{machine.id}", {
        "token_endpoint_auth_method": None,
        "client_authentication_methods": {"private_key_jwt": {"credentials": [{"id": credential["id"]}]}}})
    assert changed.status_code == 200, changed.text
    keyed = GetToken(app.tenant.domain, machine.id, client_assertion_signing_key=private)
    given = keyed.client_credentials(machine.audience)
    assert claims(given["access_token"])["azp"] == machine.id


def test_a_public_client_redeems_a_code_with_its_verifier(app, user):
    public = make_app(app.tenant, app_type="native", token_endpoint_auth_method="none")
    person, (verifier, challenge) = Person(app.tenant, app.callback, scheme="https"), pkce()
    public.authorize(person, nonce="a nonce", code_challenge=challenge, code_challenge_method="S256")
    person.sign_in(user.email, user.password)
    redeem = kit(GetToken, public, secret=None).authorization_code_pkce
    assert error(redeem, "another verifier".ljust(43, "."), person.answer["code"], app.callback) == (
        403, "invalid_grant", "Failed to verify code verifier")
    given = redeem(verifier, person.answer["code"], app.callback)
    assert verify(public, given["id_token"], nonce="a nonce")["sub"] == user.user_id


def test_a_pushed_request_leads_to_a_code_once(app, user):
    person = Person(app.tenant, app.callback, scheme="https")
    pushed = kit(PushedAuthorizationRequests, app).pushed_authorization_request(
        "code", app.callback, scope="openid email", state="a state", nonce="a nonce")
    assert pushed["expires_in"] == 30 and pushed["request_uri"].startswith("urn:ietf:params:oauth:request_uri:")
    person.go("/authorize", client_id=app.id, request_uri=pushed["request_uri"])
    person.sign_in(user.email, user.password)
    assert person.answer["state"] == "a state"
    given = kit(GetToken, app).authorization_code(person.answer["code"], app.callback)
    assert verify(app, given["id_token"], nonce="a nonce")["sub"] == user.user_id
    person.go("/authorize", client_id=app.id, request_uri=pushed["request_uri"])
    assert person.arrived is None and person.page.status == 400 and "request_uri" in person.page.text


def test_a_plain_code_leads_to_tokens(app, user):
    person = Person(app.tenant, app.callback, scheme="https")
    app.authorize(person)
    person.sign_in(user.email, user.password)
    code = person.answer["code"]
    given = kit(GetToken, app).authorization_code(code, app.callback)
    assert verify(app, given["id_token"])["sub"] == user.user_id
    assert error(kit(GetToken, app).authorization_code, code, app.callback) == (
        403, "invalid_grant", "Invalid authorization code")


def test_somebody_signs_up_and_forgets_the_password(app):
    email = "new.person@people.example.test"
    made = kit(Database, app).signup(email, PASSWORD, CONNECTION, user_metadata={"plan": "gold"}, given_name="Ada")
    assert made["email"] == email and made["email_verified"] is False and made["_id"]
    assert made["user_metadata"] == {"plan": "gold"} and made["given_name"] == "Ada"
    assert kit(GetToken, app).login(email, PASSWORD, scope="openid", realm=CONNECTION)["id_token"]
    assert error(kit(Database, app).signup, email, PASSWORD, CONNECTION) == (400, "invalid_signup", "")
    told = kit(Database, app).change_password(email, CONNECTION)
    assert told == "We've just sent you an email to reset your password."
    mail = eventually(lambda: next((m for m in mails(app.tenant, email) if "assword" in m["subject"]), None), 15)
    assert app.tenant.host in str(mail)


def test_errors_have_their_fields(app, user):
    wrong = kit(GetToken, app, secret="not the secret")
    assert error(wrong.client_credentials, app.tenant.audience) == (401, "access_denied", "Unauthorized")
    assert error(log_in, app, user, password="not the password") == (403, "invalid_grant", "Wrong email or password.")
    status, code, message = error(kit(GetToken, app).client_credentials, app.tenant.audience)
    assert (status, code) == (403, "unauthorized_client") and "client_credentials" in message
    sign_up, push = kit(Database, app).signup, kit(PushedAuthorizationRequests, app, secret="wrong")
    assert error(sign_up, "weak@people.example.test", "123", CONNECTION)[:2] == (400, "invalid_password")
    assert error(sign_up, "a@people.example.test", PASSWORD, "nowhere")[:2] == (400, "invalid_connection")
    assert error(push.pushed_authorization_request, "code", app.callback) == (401, "access_denied", "Unauthorized")
    assert error(Users(app.tenant.domain).userinfo, "not a token")[0] == 401


def test_a_token_of_somebody_else_is_not_verified(app, user):
    given = log_in(app, user)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = jwt.get_unverified_header(given["id_token"])["kid"]
    forged = jwt.encode(claims(given["id_token"]), key, algorithm="RS256", headers={"kid": kid})
    with pytest.raises(TokenValidationError):
        verify(app, forged)
