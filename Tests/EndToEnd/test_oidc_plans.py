"""The modules of the OpenID Foundation's Basic, Implicit, Hybrid and Form Post plans, each under its own name.

A plan is a response type and, for the form-post plans, a response mode. A module runs in every plan that names it; what a module
asks for is written beside it. `docs/conformance.md` lists those that are not here.
"""
import base64
import hashlib
import time
import urllib.parse

import jwt
import pytest
from person import Person, claims, pkce, verified
from signing_in import make_app, make_user

BASIC = ["code"]
IMPLICIT = ["id_token", "id_token token"]
HYBRID = ["code id_token", "code token", "code id_token token"]
FORM_POST = [("code", "form_post"), ("id_token token", "form_post"), ("code id_token", "form_post")]


class Plan:
    """How a plan asks, and where its answers lie."""

    def __init__(self, response_type, mode=None):
        self.type, self.mode = response_type, mode
        self.has_code, self.has_token = "code" in response_type.split(), "token" in response_type.split()
        self.has_id_token = "id_token" in response_type.split()

    def __repr__(self):
        return self.type.replace(" ", "+") + (f"-{self.mode}" if self.mode else "")

    def ask(self, app, person, **more):
        """Sends a person to /authorize as the plan does; front-channel ID tokens need a nonce."""
        nonce = {"nonce": "n-0S6_WzA2Mj"} if self.has_id_token else {}
        return app.authorize(person, **{"response_type": self.type, "response_mode": self.mode, **nonce, **more})

    def walk(self, app, user, **more):
        """Signs somebody in and answers them and what the application was told."""
        person = Person(app.tenant, app.callback)
        self.ask(app, person, **more)
        if self.mode == "form_post" and person.page and not person.page.path.startswith("/u/"):
            return person, self.answer(person)
        person.sign_in(user.email, user.password)
        return person, self.answer(person)

    def answer(self, person):
        """The parameters of the answer; in the right part of the address, or in a form."""
        if self.mode == "form_post":
            assert person.page and person.page.status == 200, person.arrived
            form = person.page.forms[0]
            assert form.method == "post" and form.action == person.callback, (form.method, form.action)
            return form.fields
        parts = urllib.parse.urlsplit(person.arrived)
        if self.type == "code":
            assert not parts.fragment
            return dict(urllib.parse.parse_qsl(parts.query))
        assert "access_token" not in parts.query and "code=" not in parts.query, "tokens never travel in the query"
        return dict(urllib.parse.parse_qsl(parts.fragment))

    def tokens(self, app, person, answer):
        """Every token that the answer leads to: those of the front channel, or else those of the code."""
        if not self.has_code:
            return answer
        given = app.tokens(person, code=answer["code"])
        return {**given, **{k: v for k, v in answer.items() if k == "id_token"}}


PLANS = [Plan(t) for t in BASIC + IMPLICIT + HYBRID] + [Plan(*pair) for pair in FORM_POST]
WITH_CODE = [plan for plan in PLANS if plan.has_code]
every_plan = pytest.mark.parametrize("plan", PLANS, ids=repr)
code_plans = pytest.mark.parametrize("plan", WITH_CODE, ids=repr)


def half_hash(value):
    digest = hashlib.sha256(value.encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def userinfo(person, token, **options):
    return person.session.get(f"{person.base}/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=20, **options)


def scope_claims(plan, app, user, scope):
    """The claims somebody's scope leads to, at userinfo or, where there is no access token, in the ID token."""
    person, answer = plan.walk(app, user, scope=scope)
    tokens = plan.tokens(app, person, answer)
    if "access_token" in tokens:
        answered = userinfo(person, tokens["access_token"])
        assert answered.status_code == 200, answered.text
        return answered.json()
    return claims(tokens["id_token"])


@every_plan
def test_oidcc_server(plan, app, user):
    person, answer = plan.walk(app, user, state="a state")
    assert answer["state"] == "a state"
    assert ("code" in answer, "access_token" in answer, "id_token" in answer) == (plan.has_code, plan.has_token, plan.has_id_token)
    if plan.has_token:
        assert answer["token_type"] == "Bearer" and int(answer["expires_in"]) == 7200
    tokens = plan.tokens(app, person, answer)
    if "id_token" not in tokens:
        return
    body = verified(tokens["id_token"], person, app.id)
    assert body["sub"] == user.user_id and body["exp"] > body["iat"] and body["sid"]
    if plan.has_id_token:
        assert body["nonce"] == "n-0S6_WzA2Mj"
        assert body.get("at_hash") == (half_hash(answer["access_token"]) if plan.has_token else None)
        assert body.get("c_hash") == (half_hash(answer["code"]) if plan.has_code else None)
    if "access_token" in tokens:
        assert userinfo(person, tokens["access_token"]).json()["sub"] == user.user_id


@every_plan
def test_oidcc_response_type_missing(plan, app):
    person = Person(app.tenant)
    plan.ask(app, person, response_type=None, response_mode=None)
    if person.arrived:
        assert person.answer["error"] in ("unsupported_response_type", "invalid_request")
    else:
        assert person.page.status == 400


@every_plan
def test_oidcc_idtoken_signature(plan, app, user):
    person, answer = plan.walk(app, user)
    token = plan.tokens(app, person, answer)["id_token"] if plan.type != "token" else None
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "RS256" and verified(token, person, app.id)["aud"] == app.id


@pytest.mark.parametrize("how", ["get", "post header", "post body"])
@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan.has_code or plan.has_token], ids=repr)
def test_oidcc_userinfo(plan, how, app, user):
    person, answer = plan.walk(app, user)
    token = plan.tokens(app, person, answer)["access_token"]
    url, bearer = f"{person.base}/userinfo", {"Authorization": f"Bearer {token}"}
    answered = {
        "get": lambda: person.session.get(url, headers=bearer, timeout=20),
        "post header": lambda: person.session.post(url, headers=bearer, timeout=20),
        "post body": lambda: person.session.post(url, data={"access_token": token}, timeout=20),
    }[how]()
    assert answered.status_code == 200 and answered.json()["sub"] == user.user_id, answered.text


@pytest.mark.parametrize("plan", [plan for plan in PLANS if not plan.has_id_token], ids=repr)
def test_oidcc_ensure_request_without_nonce_succeeds_for_code_flow(plan, app, user):
    _, answer = plan.walk(app, user, nonce=None)
    assert "code" in answer


@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan.has_id_token], ids=repr)
def test_oidcc_ensure_request_without_nonce_fails(plan, app):
    person = Person(app.tenant)
    plan.ask(app, person, nonce=None)
    if person.arrived or plan.mode == "form_post":
        assert plan.answer(person)["error"] == "invalid_request"
    else:
        assert person.page.status == 400


SCOPES = {
    "profile": {"name", "nickname", "picture", "updated_at", "given_name", "family_name"},
    "email": {"email", "email_verified"},
    "address": set(),
    "phone": set(),
}


@pytest.mark.parametrize("scope", [*SCOPES, "all"])
@every_plan
def test_oidcc_scope(plan, scope, app):
    user = make_user(app.tenant, app, given_name="Ada", family_name="Lovelace")
    asked = " ".join(SCOPES) if scope == "all" else scope
    found = set(scope_claims(plan, app, user, f"openid {asked}"))
    wanted = set().union(*SCOPES.values()) if scope == "all" else SCOPES[scope]
    others = set().union(*(SCOPES[name] for name in SCOPES if name != scope)) if scope != "all" else set()
    assert wanted <= found and not (others - wanted) & found


@every_plan
def test_oidcc_alternate_happy_flow(plan, app, user):
    person = Person(app.tenant)
    sent = app.parameters(response_type=plan.type, response_mode=plan.mode, scope="email profile openid", nonce="n")
    person.go("/authorize", **dict(reversed(sent.items())))
    person.sign_in(user.email, user.password)
    assert "error" not in plan.answer(person)


@pytest.mark.parametrize("display", ["page", "popup"])
@every_plan
def test_oidcc_display(plan, display, app, user):
    _, answer = plan.walk(app, user, display=display)
    assert "error" not in answer


@every_plan
def test_oidcc_prompt_login(plan, app, user):
    person, answer = plan.walk(app, user, max_age="10000")
    first = claims(plan.tokens(app, person, answer)["id_token"])
    time.sleep(1.1)
    plan.ask(app, person, prompt="login")
    assert person.page and person.page.forms, "signing in again must be asked for"
    person.sign_in(user.email, user.password)
    second = claims(plan.tokens(app, person, plan.answer(person))["id_token"])
    assert second["auth_time"] > first["auth_time"] and second["sub"] == first["sub"]


@every_plan
def test_oidcc_prompt_none_not_logged_in(plan, app):
    person = Person(app.tenant)
    plan.ask(app, person, prompt="none")
    assert plan.answer(person)["error"] == "login_required"


@every_plan
def test_oidcc_prompt_none_logged_in(plan, app, user):
    person, answer = plan.walk(app, user, max_age="10000")
    first = claims(plan.tokens(app, person, answer)["id_token"])
    plan.ask(app, person, prompt="none", max_age="10000")
    second = claims(plan.tokens(app, person, plan.answer(person))["id_token"])
    assert (first["sub"], first["auth_time"], first["sid"]) == (second["sub"], second["auth_time"], second["sid"])


@every_plan
def test_oidcc_max_age_1(plan, app, user):
    person, answer = plan.walk(app, user, max_age="10000")
    first = claims(plan.tokens(app, person, answer)["id_token"])
    time.sleep(2.1)
    plan.ask(app, person, max_age="1")
    person.sign_in(user.email, user.password)
    second = claims(plan.tokens(app, person, plan.answer(person))["id_token"])
    assert second["auth_time"] > first["auth_time"]


@every_plan
def test_oidcc_max_age_10000(plan, app, user):
    person, answer = plan.walk(app, user, max_age="10000")
    first = claims(plan.tokens(app, person, answer)["id_token"])
    plan.ask(app, person, max_age="10000")
    second = claims(plan.tokens(app, person, plan.answer(person))["id_token"])
    assert first["auth_time"] == second["auth_time"]


@every_plan
def test_oidcc_ensure_request_with_unknown_parameter_succeeds(plan, app, user):
    _, answer = plan.walk(app, user, extra="foobar")
    assert "error" not in answer


@every_plan
def test_oidcc_id_token_hint(plan, app, user):
    person, answer = plan.walk(app, user)
    token = plan.tokens(app, person, answer)["id_token"]
    plan.ask(app, person, prompt="none", id_token_hint=token)
    assert claims(plan.tokens(app, person, plan.answer(person))["id_token"])["sub"] == user.user_id
    other = make_user(app.tenant, app)
    stranger, _ = plan.walk(app, other)
    plan.ask(app, stranger, prompt="none", id_token_hint=token)
    assert plan.answer(stranger)["error"] == "login_required"


@pytest.mark.parametrize("hint", [{"login_hint": "somebody@people.example.test"}, {"ui_locales": "se de en"},
                                  {"claims_locales": "se de"}, {"acr_values": "1 2"}], ids=lambda hint: next(iter(hint)))
@every_plan
def test_oidcc_hints(plan, hint, app, user):
    """login-hint, ui-locales, claims-locales, ensure-request-with-acr-values-succeeds."""
    person = Person(app.tenant)
    plan.ask(app, person, **hint)
    if "login_hint" in hint:
        assert person.page.form("username").fields["username"] == hint["login_hint"]
    if "ui_locales" in hint:
        assert person.page.language == "de"
    person.sign_in(user.email, user.password)
    assert "error" not in plan.answer(person)


@code_plans
def test_oidcc_codereuse(plan, app, user):
    person, answer = plan.walk(app, user, scope="openid offline_access")
    given = app.tokens(person, code=answer["code"])
    again = app.exchange(person, code=answer["code"])
    assert again.status_code == 403 and again.json()["error"] == "invalid_grant"
    assert userinfo(person, given["access_token"]).status_code == 401, "what the code led to ends with its second use"
    refreshed = app.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert refreshed.status_code == 403 and refreshed.json()["error"] == "invalid_grant"


@every_plan
def test_oidcc_ensure_registered_redirect_uri(plan, app):
    person = Person(app.tenant)
    plan.ask(app, person, redirect_uri="https://attacker.example.test/callback")
    assert person.page.status == 400 and person.arrived is None
    assert "Callback URL mismatch" in person.page.text


@every_plan
def test_oidcc_ensure_post_request_succeeds(plan, app, user):
    person = Person(app.tenant)
    nonce = {"nonce": "n"} if plan.has_id_token else {}
    person.open(f"{person.base}/authorize", "POST",
                data=app.parameters(response_type=plan.type, **({"response_mode": plan.mode} if plan.mode else {}), **nonce))
    person.sign_in(user.email, user.password)
    assert "error" not in plan.answer(person)


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
@code_plans
def test_oidcc_server_client_secret(plan, method, app, user):
    """server-client-secret-post, and the plan's own client_secret_basic."""
    person, answer = plan.walk(app, user)
    form = {"grant_type": "authorization_code", "code": answer["code"], "redirect_uri": app.callback}
    secret = {"client_id": app.id, "client_secret": app.secret}
    answered = person.session.post(
        f"{person.base}/oauth/token", timeout=20, data={**form, **(secret if method.endswith("post") else {})},
        auth=(app.id, app.secret) if method.endswith("basic") else None)
    assert answered.status_code == 200, answered.text


@every_plan
def test_oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(plan, app):
    person = Person(app.tenant)
    plan.ask(app, person, request_uri="https://app.example.test/request.jwt")
    if person.arrived or plan.mode:
        assert plan.answer(person)["error"] in ("request_uri_not_supported", "invalid_request_uri", "invalid_request")
    else:
        assert person.page.status == 400


@every_plan
def test_oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(plan, app):
    person = Person(app.tenant)
    unsigned = jwt.encode({"client_id": app.id, "response_type": plan.type, "state": "inside"}, None, algorithm="none")
    plan.ask(app, person, request=unsigned)
    if person.arrived or (plan.mode and person.page.status == 200):
        assert plan.answer(person)["error"] in ("request_not_supported", "invalid_request_object", "invalid_request")
    else:
        assert person.page.status == 400


@every_plan
def test_oidcc_claims_essential(plan, app, user):
    _, answer = plan.walk(app, user, claims='{"userinfo":{"name":{"essential":true}}}')
    assert "error" not in answer


@every_plan
def test_oidcc_ensure_request_object_with_redirect_uri(plan, app):
    person = Person(app.tenant)
    inside = jwt.encode({"client_id": app.id, "redirect_uri": app.callback}, "a" * 64, algorithm="HS256")
    plan.ask(app, person, redirect_uri="https://attacker.example.test/", request=inside)
    assert person.arrived is None and person.page.status == 400


@code_plans
def test_oidcc_refresh_token(plan, app, user):
    person, answer = plan.walk(app, user, scope="openid offline_access")
    given = app.tokens(person, code=answer["code"])
    refreshed = app.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert refreshed.status_code == 200, refreshed.text
    before, after = claims(given["id_token"]), claims(refreshed.json()["id_token"])
    assert (before["sub"], before["iss"], before["aud"]) == (after["sub"], after["iss"], after["aud"])
    assert "nonce" not in after
    stranger = make_app(app.tenant)
    stolen = stranger.token(person, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert stolen.status_code == 403 and stolen.json()["error"] == "invalid_grant"


@code_plans
def test_oidcc_ensure_request_with_valid_pkce_succeeds(plan, app, user):
    verifier, challenge = pkce()
    person, answer = plan.walk(app, user, code_challenge=challenge, code_challenge_method="S256")
    assert app.exchange(person, code=answer["code"], code_verifier=verifier).status_code == 200


def test_oidcc_discovery_endpoint_verification(app):
    person = Person(app.tenant, scheme="https")
    found = person.session.get(f"{person.base}/.well-known/openid-configuration", timeout=20).json()
    assert found["issuer"] == person.base + "/"
    for name, value in found.items():
        if name.endswith(("_endpoint", "_uri")) and isinstance(value, str):
            assert value.startswith("https://"), name
    assert "openid" in found["scopes_supported"] and "RS256" in found["id_token_signing_alg_values_supported"]
    assert {"code", "id_token", "token id_token"} <= set(found["response_types_supported"])
    assert found["subject_types_supported"] == ["public"] and found["end_session_endpoint"] and found["backchannel_logout_supported"]
    keys = person.session.get(found["jwks_uri"], timeout=20).json()["keys"]
    assert keys and all(key["use"] == "sig" and key["kid"] for key in keys)


