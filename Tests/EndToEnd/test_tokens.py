"""POST /oauth/token with client credentials: what SDKs get, what the token says, how each refusal reads."""
import re
import secrets
import time

import jwt
import pytest
import requests
from auth0.authentication import GetToken
from auth0.authentication.exceptions import Auth0Error
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.discovery import OpenIDProviderMetadata
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwt as jose
from joserfc.jwk import KeySet

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
UNCACHED = "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform"


@pytest.fixture(scope="module")
def machine(shared_tenant):
    return shared_tenant.machine()


@pytest.fixture(scope="module")
def private_key():
    return rsa.generate_private_key(65537, 2048)


def pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def public_pem(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def key_client(tenant, key, alg="RS256"):
    """A machine that proves itself with a key."""
    return tenant.machine(client={"client_authentication_methods": {"private_key_jwt": {"credentials": [
        {"name": "key", "credential_type": "public_key", "pem": public_pem(key), "alg": alg}]}}})


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def keys(tenant):
    return KeySet.import_key_set(tenant.get("/.well-known/jwks.json").json())


# --- Clients that nobody here wrote

def test_auth0_python_gets_a_token_with_a_secret(machine, trust):
    given = GetToken(machine.tenant.domain, machine.id, client_secret=machine.secret).client_credentials(machine.audience)
    assert given["token_type"] == "Bearer" and given["expires_in"] == 86400
    assert claims_of(given["access_token"])["iss"] == f"https://{machine.tenant.domain}/"


@pytest.mark.parametrize("alg", ["RS256", "RS384", "PS256"])
def test_auth0_python_gets_a_token_with_a_private_key(shared_tenant, trust, private_key, alg):
    machine = key_client(shared_tenant, private_key, alg)
    sdk = GetToken(shared_tenant.domain, machine.id, client_assertion_signing_key=pem(private_key),
                   client_assertion_signing_alg=alg)
    assert claims_of(sdk.client_credentials(machine.audience)["access_token"])["sub"] == f"{machine.id}@clients"


def test_auth0_python_reads_a_refusal(machine, trust):
    with pytest.raises(Auth0Error) as refused:
        GetToken(machine.tenant.domain, machine.id, client_secret="wrong").client_credentials(machine.audience)
    assert (refused.value.status_code, refused.value.error_code, refused.value.message) == (401, "access_denied", "Unauthorized")


def test_authlib_verifies_a_token_through_discovery(machine, trust):
    tenant = machine.tenant
    metadata = OpenIDProviderMetadata(requests.get(f"{tenant.tls_url}/.well-known/openid-configuration", timeout=10).json())
    metadata.validate()
    assert metadata["issuer"] == f"{tenant.tls_url}/"
    for method in ("client_secret_post", "client_secret_basic"):
        client = OAuth2Session(machine.id, machine.secret, token_endpoint_auth_method=method)
        if method == "client_secret_basic":
            basic = tenant.machine(client={"token_endpoint_auth_method": method})
            client = OAuth2Session(basic.id, basic.secret, token_endpoint_auth_method=method)
            machine = basic
        given = client.fetch_token(metadata["token_endpoint"], grant_type="client_credentials", audience=machine.audience)
        published = KeySet.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
        token = jose.decode(given["access_token"], published, algorithms=["RS256"])
        jose.JWTClaimsRegistry(iss={"essential": True, "value": metadata["issuer"]},
                               aud={"essential": True, "value": machine.audience}).validate(token.claims)


# --- What the token says

def test_the_answer_and_the_claims_are_exactly_these(machine):
    before = int(time.time())
    answer = machine.ask()
    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == ["access_token", "scope", "expires_in", "token_type"]
    assert (body["scope"], body["expires_in"], body["token_type"]) == ("read:things write:things", 86400, "Bearer")
    header = jwt.get_unverified_header(body["access_token"])
    assert header == {"alg": "RS256", "typ": "JWT", "kid": header["kid"]}
    claims = jose.decode(body["access_token"], keys(machine.tenant), algorithms=["RS256"]).claims
    assert before <= claims["iat"] <= time.time() and claims["exp"] - claims["iat"] == 86400
    assert claims == {"iss": f"{machine.tenant.url}/", "sub": f"{machine.id}@clients", "aud": machine.audience,
                      "iat": claims["iat"], "exp": claims["exp"], "scope": "read:things write:things",
                      "gty": "client-credentials", "azp": machine.id}


def test_without_scopes_there_is_no_scope(shared_tenant):
    machine = shared_tenant.machine(granted=[])
    body = machine.ask().json()
    assert list(body) == ["access_token", "expires_in", "token_type"] and "scope" not in claims_of(body["access_token"])


def test_a_part_of_the_granted_scopes_can_be_asked_for(machine):
    body = machine.ask(scope="read:things").json()
    assert body["scope"] == claims_of(body["access_token"])["scope"] == "read:things"


def test_a_scope_that_was_not_granted_is_never_given(shared_tenant):
    machine = shared_tenant.machine(granted=["read:things"])
    answer = machine.ask(scope="read:things write:things")
    if answer.status_code == 200:
        assert answer.json()["scope"] == "read:things"
    else:
        assert answer.status_code == 403 and answer.json()["error"] == "access_denied"


@pytest.mark.parametrize("api, alg", [({}, "RS256"), ({"signing_alg": "PS256"}, "PS256"), ({"signing_alg": "ES256"}, "ES256"),
                                      ({"signing_alg": "EdDSA"}, "EdDSA")])
def test_each_signing_algorithm_verifies_against_the_published_keys(shared_tenant, api, alg):
    machine = shared_tenant.machine(api=api)
    token = machine.token()
    assert jwt.get_unverified_header(token)["alg"] == alg
    published = jwt.PyJWKSet.from_dict(shared_tenant.get("/.well-known/jwks.json").json())
    key = published[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key.key, algorithms=[alg], audience=machine.audience)["azp"] == machine.id


def test_hs256_is_keyed_with_the_signing_secret_of_the_api(shared_tenant):
    secret = secrets.token_hex(32)
    machine = shared_tenant.machine(api={"signing_alg": "HS256", "signing_secret": secret})
    assert jwt.decode(machine.token(), secret, algorithms=["HS256"], audience=machine.audience)["azp"] == machine.id


@pytest.mark.parametrize("dialect, policies, typ, client_claim, has_permissions", [
    ("access_token", True, "JWT", "azp", False),
    ("access_token_authz", True, "JWT", "azp", True),
    ("rfc9068_profile", True, "at+jwt", "client_id", False),
    ("rfc9068_profile_authz", True, "at+jwt", "client_id", True),
])
def test_token_dialects(shared_tenant, dialect, policies, typ, client_claim, has_permissions):
    machine = shared_tenant.machine(api={"token_dialect": dialect, "enforce_policies": policies})
    token = machine.token()
    claims = claims_of(token)
    assert jwt.get_unverified_header(token)["typ"] == typ
    assert claims[client_claim] == machine.id
    assert ("jti" in claims) == (typ == "at+jwt")
    assert (sorted(claims.get("permissions", [])) == ["read:things", "write:things"]) == has_permissions


def test_the_api_decides_the_lifetime(shared_tenant):
    machine = shared_tenant.machine(api={"token_lifetime": 120})
    body = machine.ask().json()
    claims = claims_of(body["access_token"])
    assert body["expires_in"] == claims["exp"] - claims["iat"] == 120


def test_the_default_audience_of_the_tenant_is_used(tenant):
    machine = tenant.machine()
    assert tenant.api("PATCH", "tenants/settings", {"default_audience": machine.audience}).status_code == 200
    assert claims_of(machine.token(audience=None))["aud"] == machine.audience


# --- How a client proves itself

def test_forms_json_and_basic_are_all_read(machine, shared_tenant):
    values = {"client_id": machine.id, "client_secret": machine.secret, "audience": machine.audience}
    assert shared_tenant.ask_token(values).status_code == 200
    assert shared_tenant.ask_token(json={**values, "organization": None, "unknown": "ignored"}).status_code == 200
    basic = shared_tenant.machine(client={"token_endpoint_auth_method": "client_secret_basic"})
    assert basic.ask(client_id=None, client_secret=None).status_code in (400, 401)
    answer = shared_tenant.ask_token({"client_id": None, "client_secret": None, "audience": basic.audience},
                                     auth=(basic.id, basic.secret))
    assert answer.status_code == 200, answer.text
    wrong = shared_tenant.ask_token({"client_id": None, "client_secret": None, "audience": basic.audience},
                                    auth=(basic.id, "wrong"))
    assert (wrong.status_code, wrong.json()["error"]) == (401, "access_denied")


def assertion(machine, key, **changes):
    now = int(time.time())
    claims = {"iss": machine.id, "sub": machine.id, "aud": f"{machine.tenant.url}/", "iat": now, "exp": now + 60,
              "jti": secrets.token_hex(16), **changes}
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, pem(key), "RS256")


def ask_with(machine, text):
    return machine.ask(client_id=None, client_secret=None, client_assertion=text, client_assertion_type=ASSERTION_TYPE)


def test_an_assertion_is_taken_once(shared_tenant, private_key):
    machine = key_client(shared_tenant, private_key)
    text = assertion(machine, private_key)
    assert ask_with(machine, text).status_code == 200
    replayed = ask_with(machine, text)
    assert 400 <= replayed.status_code < 500 and "access_token" not in replayed.json()


@pytest.mark.parametrize("changes", [
    {"exp": 1}, {"exp": lambda: int(time.time()) + 3600}, {"exp": None}, {"aud": "https://elsewhere.test/"}, {"iss": "another"},
    {"sub": "another"}, {"jti": None}, {"jti": "j" * 65}, {"nbf": lambda: int(time.time()) + 600}, {"pad": "x" * 2048},
], ids=lambda changes: "-".join(changes))
def test_a_bad_assertion_is_refused(shared_tenant, private_key, changes):
    machine = key_client(shared_tenant, private_key)
    answer = ask_with(machine, assertion(machine, private_key, **{k: v() if callable(v) else v for k, v in changes.items()}))
    assert answer.status_code in (400, 401), answer.text
    assert answer.json()["error"] in ("invalid_client", "access_denied", "invalid_request", "unauthorized_client")


def test_an_assertion_by_another_key_or_without_one_is_refused(shared_tenant, private_key):
    machine = key_client(shared_tenant, private_key)
    assert ask_with(machine, assertion(machine, rsa.generate_private_key(65537, 2048))).status_code == 401
    now = int(time.time())
    unsigned = jwt.encode({"iss": machine.id, "sub": machine.id, "aud": f"{shared_tenant.url}/", "exp": now + 60, "jti": "1"},
                          None, "none")
    assert ask_with(machine, unsigned).status_code in (400, 401)
    # The public key must not pass for an HMAC secret.
    import base64, hashlib, hmac, json
    part = lambda b: base64.urlsafe_b64encode(b).rstrip(b"=")
    signed = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode()) + b"." + part(json.dumps(
        {"iss": machine.id, "sub": machine.id, "aud": f"{shared_tenant.url}/", "exp": now + 60, "jti": "2"}).encode())
    forged = signed + b"." + part(hmac.new(public_pem(private_key).encode(), signed, hashlib.sha256).digest())
    assert ask_with(machine, forged.decode()).status_code in (400, 401)


# --- Organizations

@pytest.mark.parametrize("usage, asks, any_organization, associated, works", [
    ("deny", False, False, False, True), ("deny", True, False, False, False), ("allow", True, False, True, True),
    ("allow", False, False, False, True), ("allow", True, False, False, False), ("allow", True, True, False, True),
    ("require", False, False, True, False), ("require", True, False, True, True),
])
def test_organization_usage_of_a_grant(shared_tenant, usage, asks, any_organization, associated, works):
    machine = shared_tenant.machine(grant={"organization_usage": usage, "allow_any_organization": any_organization})
    organization = shared_tenant.create("organizations", name=f"org-{secrets.token_hex(4)}", display_name="Org")
    if associated:
        shared_tenant.create(f"organizations/{organization['id']}/client-grants", grant_id=machine.grant["id"])
    answer = machine.ask(organization=organization["id"] if asks else None)
    if works:
        assert answer.status_code == 200, answer.text
        assert claims_of(answer.json()["access_token"]).get("org_id") == (organization["id"] if asks else None)
    else:
        assert answer.status_code in (400, 403), answer.text
        assert answer.json()["error"] in ("invalid_request", "access_denied", "unauthorized_client")


def test_an_organization_by_name_where_the_tenant_allows_names(tenant):
    settings = {"allow_organization_name_in_authentication_api": True}
    assert tenant.api("PATCH", "tenants/settings", settings).status_code == 200
    machine = tenant.machine(grant={"organization_usage": "require", "allow_any_organization": True})
    organization = tenant.create("organizations", name="acme", display_name="Acme")
    claims = claims_of(machine.token(organization="acme"))
    assert (claims["org_id"], claims["org_name"]) == (organization["id"], "acme")


# --- Refusals, word for word

GRANT = 'You need to create a "client-grant" associated to this API. See: ' \
        "https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"


@pytest.mark.parametrize("change, code, error, description", [
    ({"client_secret": "wrong"}, 401, "access_denied", "Unauthorized"),
    ({"client_secret": None}, 401, "access_denied", "Unauthorized"),
    ({"client_id": "x" * 32}, 401, "access_denied", "Unauthorized"),
    ({"audience": "https://none.test/"}, 403, "access_denied", "Service not enabled within domain: https://none.test/"),
    ({"audience": None}, 403, "access_denied", "Non-global clients are not allowed access to APIv1"),
    ({"grant_type": "urn:nothing"}, None, None, None),
    ({"grant_type": None}, 400, "invalid_request", "Missing required parameter: grant_type"),
], ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
def test_refusals(machine, change, code, error, description):
    for answer in (machine.ask(**change), machine.tenant.ask_token(json={
            "client_id": machine.id, "client_secret": machine.secret, "audience": machine.audience, **change})):
        body = answer.json()
        if code is None:  # the text of an unknown grant type is not known
            assert (answer.status_code, body["error"]) in [(400, "unsupported_grant_type"), (403, "unauthorized_client")]
            continue
        assert (answer.status_code, body) == (code, {"error": error, "error_description": description})
        assert answer.headers["Cache-Control"] == UNCACHED
        assert answer.headers["Content-Type"].startswith("application/json")


def test_a_client_without_a_grant_on_the_api_is_told_so(shared_tenant, machine):
    other = shared_tenant.machine()
    answer = other.ask(audience=machine.audience)
    assert (answer.status_code, answer.json()["error"]) == (403, "access_denied")
    assert answer.json()["error_description"] == f'Client is not authorized to access "{machine.audience}". {GRANT}'


def test_a_client_without_the_grant_type_is_told_so(shared_tenant):
    machine = shared_tenant.machine()
    assert shared_tenant.api("PATCH", f"clients/{machine.id}", {"grant_types": ["authorization_code"]}).status_code == 200
    answer = machine.ask()
    assert (answer.status_code, answer.json()) == (403, {
        "error": "unauthorized_client", "error_description": "Grant type 'client_credentials' not allowed for the client.",
        "error_uri": "https://auth0.com/docs/clients/client-grant-types"})


@pytest.mark.parametrize("scope", [5, {"a": 1}, True])
def test_a_scope_of_another_type_is_refused(machine, scope):
    answer = machine.tenant.ask_token(json={"client_id": machine.id, "client_secret": machine.secret,
                                            "audience": machine.audience, "scope": scope})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    assert answer.json()["error_description"] == "Scope must be an array or a string"


def test_a_public_client_cannot_use_client_credentials(shared_tenant):
    spa = shared_tenant.create("clients", name="SPA", app_type="spa", token_endpoint_auth_method="none",
                               grant_types=["client_credentials"])
    answer = shared_tenant.ask_token({"client_id": spa["client_id"], "client_secret": None, "audience": "https://x.test/"})
    assert answer.status_code in (401, 403) and "access_token" not in answer.json()


def test_the_global_client_gets_an_opaque_token_for_the_first_management_api(tenant):
    listed = tenant.api("GET", "clients?is_global=true").json()
    assert [c["name"] for c in listed] == ["All Applications"]
    answer = tenant.ask_token({"client_id": listed[0]["client_id"], "client_secret": listed[0]["client_secret"],
                               "type": "web_server"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["token_type"].lower() == "bearer" and re.fullmatch(r"[\w-]{32}", answer.json()["access_token"])


# --- Headers and quotas

def test_headers_of_an_answer(machine):
    good, bad = machine.ask(), machine.ask(client_secret="wrong")
    assert (good.headers["Cache-Control"], good.headers["Pragma"]) == ("no-store", "no-cache")
    assert good.headers["Content-Type"] == "application/json" and bad.headers["Cache-Control"] == UNCACHED
    for answer in (good, bad):
        assert re.fullmatch(r"[0-9a-f]{20}", answer.headers["X-Auth0-RequestId"])
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        limit, remaining, reset = (int(answer.headers[f"X-RateLimit-{n}"]) for n in ("Limit", "Remaining", "Reset"))
        assert 0 <= remaining <= limit and abs(reset - time.time()) < 3700
    assert good.headers["X-Auth0-RequestId"] != bad.headers["X-Auth0-RequestId"]


def test_a_token_quota_is_counted_and_enforced(shared_tenant):
    machine = shared_tenant.machine(client={"token_quota": {"client_credentials": {"enforce": True, "per_hour": 2}}})
    answers = [machine.ask() for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert re.fullmatch(r"b=per_hour;q=2;r=1;t=\d+", answers[0].headers["Auth0-Client-Quota-Limit"])
    assert answers[2].json()["error"] == "too_many_requests" and "quota exceeded" in answers[2].json()["error_description"]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_a_rotated_secret_replaces_the_old_one_at_once(shared_tenant):
    machine = shared_tenant.machine()
    assert machine.ask().status_code == 200
    rotated = shared_tenant.api("POST", f"clients/{machine.id}/rotate-secret")
    assert rotated.status_code == 200 and rotated.json()["client_secret"] != machine.secret
    assert machine.ask().status_code == 401
    assert machine.ask(client_secret=rotated.json()["client_secret"]).status_code == 200
