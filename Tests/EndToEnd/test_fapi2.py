"""The modules of the OpenID Foundation's FAPI 2.0 security profile plan that concern PAR, PKCE, DPoP, client assertions, the binding
of codes and `iss`, each under its own name. `docs/conformance.md` lists those that are not here.
"""
import http.client
import time
import urllib.parse

import pytest
import requests
from fapi import KEY, OTHER_KEY, FAPIClient, Proofs
from person import claims, pkce
from signing_in import make_user


@pytest.fixture(scope="module")
def fapi(shared_tenant):
    return FAPIClient(shared_tenant)


@pytest.fixture(scope="module")
def fapi_user(shared_tenant, fapi):
    return make_user(shared_tenant, fapi)


def refused(answer, status, error):
    assert (answer.status_code, answer.json().get("error")) == (status, error), answer.text


def userinfo(person, token, proof=None, scheme="DPoP", method="GET", **headers):
    sent = {"Authorization": f"{scheme} {token}", **({"DPoP": proof} if proof else {}), **headers}
    return requests.request(method, f"{person.base}/userinfo", headers=sent, timeout=20)


@pytest.fixture(scope="module")
def bound(fapi, fapi_user):
    """Somebody signed in, and a bound access token."""
    person = fapi.code(fapi_user)
    given = fapi.redeem(person)
    assert given.status_code == 200 and given.json()["token_type"] == "DPoP", given.text
    return person, given.json()["access_token"]


def test_discovery_end_point_verification(shared_tenant):
    for supported in (True, False):
        shared_tenant.api("PATCH", "tenants/settings", {"pushed_authorization_requests_supported": supported})
        found = shared_tenant.get("/.well-known/openid-configuration").json()
        assert ("pushed_authorization_request_endpoint" in found) == supported
    assert "S256" in found["code_challenge_methods_supported"] and found["dpop_signing_alg_values_supported"] == ["ES256"]
    assert "private_key_jwt" in found["token_endpoint_auth_methods_supported"]


def test_happy_flow(fapi, fapi_user):
    person = fapi.code(fapi_user, scope="openid email offline_access", nonce="n1", state="s1")
    answer = person.answer
    assert answer["state"] == "s1" and answer["iss"] == person.base + "/"
    given = fapi.redeem(person)
    assert given.status_code == 200, given.text
    tokens = given.json()
    assert tokens["token_type"] == "DPoP" and claims(tokens["id_token"])["nonce"] == "n1"
    url = f"{person.base}/userinfo"
    told = userinfo(person, tokens["access_token"], fapi.proofs.proof("GET", url, tokens["access_token"]))
    assert told.status_code == 200 and told.json()["sub"] == fapi_user.user_id, (told.text, told.headers)


def test_user_rejects_authentication(fapi, fapi_user):
    person = fapi.person()
    pushed = fapi.push(person.base, prompt="consent", state="s2").json()
    person.go("/authorize", client_id=fapi.id, request_uri=pushed["request_uri"])
    person.sign_in(fapi_user.email, fapi_user.password)
    person.submit(button="cancel")
    assert (person.answer["error"], person.answer["state"], person.answer["iss"]) == ("access_denied", "s2", person.base + "/")


@pytest.mark.parametrize("parameters", [{"state": None}, {"nonce": None}, {"nonce": "n" * 64}, {"nonce": "n" * 384},
                                        {"state": "s" * 512}, {"scope": "email openid"}],
                         ids=["without_state", "without_nonce", "64_char_nonce", "long_nonce", "long_state", "other_scope_order"])
def test_ensure_authorization_request(fapi, fapi_user, parameters):
    person = fapi.code(fapi_user, **parameters)
    assert person.answer.get("state") == parameters["state"] if "state" in parameters else "state" in person.answer
    given = fapi.redeem(person).json()
    assert claims(given["id_token"]).get("nonce") == parameters.get("nonce")


@pytest.mark.parametrize("scheme", ["DPoP", "dpop", "DPOP"])
def test_access_token_type_header_case_sensitivity(fapi, bound, scheme):
    person, token = bound
    proof = fapi.proofs.proof("GET", f"{person.base}/userinfo", token)
    assert userinfo(person, token, proof, scheme=scheme).status_code == 200


@pytest.mark.parametrize("more", [{"nbf": 0, "exp": 9_999_999_999}, {"iat": -10}, {"iat": 10}],
                         ids=["nbf_exp", "iat_10seconds_before", "iat_10seconds_after"])
def test_ensure_dpopproof_times_succeed(fapi, fapi_user, more):
    moved = {name: int(time.time()) + value if name == "iat" else value for name, value in more.items()}
    person = fapi.code(fapi_user)
    assert fapi.redeem(person, fapi.proofs.proof("POST", f"{person.base}/oauth/token", **moved)).status_code == 200


def test_ensure_mismatched_dpop_jkt_fails(fapi):
    base = fapi.person().base
    proof = fapi.proofs.proof("POST", f"{base}/oauth/par")
    refused(fapi.push(base, proof, dpop_jkt=Proofs().thumbprint), 400, "invalid_request")


def test_ensure_token_endpoint_fails_with_mismatched_dpop_proof_jkt(fapi, fapi_user):
    person = fapi.person()
    fapi.code(fapi_user, person, proof=fapi.proofs.proof("POST", f"{person.base}/oauth/par"))
    refused(fapi.redeem(person, Proofs().proof("POST", f"{person.base}/oauth/token")), 403, "invalid_grant")


def test_ensure_token_endpoint_fails_with_mismatched_dpop_jkt(fapi, fapi_user):
    person = fapi.code(fapi_user, dpop_jkt=Proofs().thumbprint)
    refused(fapi.redeem(person), 403, "invalid_grant")


def test_ensure_dpopproof_at_par_endpoint_binding_success(fapi, fapi_user):
    person = fapi.person()
    fapi.code(fapi_user, person, proof=fapi.proofs.proof("POST", f"{person.base}/oauth/par"))
    assert fapi.redeem(person).status_code == 200


def test_ensure_dpop_auth_code_binding_success(fapi, fapi_user):
    person = fapi.code(fapi_user, dpop_jkt=fapi.proofs.thumbprint)
    assert fapi.redeem(person).status_code == 200


def test_ensure_registered_redirect_uri(fapi):
    refused(fapi.push(fapi.person().base, redirect_uri="https://other.example.test/callback"), 400, "invalid_request")


def test_ensure_redirect_uri_in_authorization_request(fapi):
    refused(fapi.push(fapi.person().base, redirect_uri=None), 400, "invalid_request")


def test_ensure_unsigned_authorization_request_without_using_par_fails(fapi):
    person = fapi.person()
    _, challenge = pkce()
    fapi.authorize(person, code_challenge=challenge, code_challenge_method="S256")
    assert person.answer["error"] == "invalid_request" and "code" not in person.answer


@pytest.mark.parametrize("kind", ["code id_token", "token"])
def test_ensure_response_type_fails(fapi, kind):
    answer = fapi.push(fapi.person().base, response_type=kind, nonce="n")
    assert answer.status_code in (400, 403), answer.text


def test_ensure_client_id_in_token_endpoint(shared_tenant, fapi, fapi_user):
    other = FAPIClient(shared_tenant)
    person = fapi.code(fapi_user)
    answer = fapi.redeem(person, assertion={**fapi.proved(person.base), "client_id": other.id})
    assert answer.status_code == 401, answer.text
    assert fapi.redeem(person).status_code == 200, "a stranger's try burns nothing"


def test_ensure_authorization_code_is_bound_to_client(shared_tenant, fapi, fapi_user):
    other = FAPIClient(shared_tenant)
    person = fapi.code(fapi_user)
    refused(fapi.redeem(person, assertion=other.proved(person.base)), 403, "invalid_grant")


def test_attempt_reuse_authorization_code_after_one_second(fapi, fapi_user):
    person = fapi.code(fapi_user)
    token = fapi.redeem(person).json()["access_token"]
    time.sleep(1)
    refused(fapi.redeem(person), 403, "invalid_grant")
    told = userinfo(person, token, fapi.proofs.proof("GET", f"{person.base}/userinfo", token))
    assert told.status_code == 401, "what the first use led to is revoked"


def test_ensure_holder_of_key_required(fapi, shared_tenant):
    demanding = FAPIClient(shared_tenant, require_proof_of_possession=True)
    user = make_user(shared_tenant, demanding)
    refused(demanding.redeem(demanding.code(user), proof=None), 400, "invalid_dpop_proof")


BAD_ASSERTIONS = {
    "signed_client_assertion_with_RS256": {"alg": "RS256"},
    "exp_is_5_minutes_in_past": {"exp": -300, "iat": -360},
    "wrong_aud": {"aud": "https://other.example.test/"},
    "no_sub": {"sub": None},
    "array_as_audience": {"aud": ["{base}/"]},
    "par_endpoint_url_as_audience": {"aud": "{base}/oauth/par"},
    "token_endpoint_url_as_audience": {"aud": "{base}/oauth/token"},
    "nbf_over_60_seconds_in_the_future": {"nbf": 90},
    "key_of_another": {"key": OTHER_KEY},
}


def moved(changes, base):
    """Times are relative, and audiences know the host."""
    now = int(time.time())
    fill = lambda value: value.format(base=base) if isinstance(value, str) else value
    return {name: now + value if name in ("exp", "iat", "nbf") else
            [fill(item) for item in value] if isinstance(value, list) else fill(value) for name, value in changes.items()}


@pytest.mark.parametrize("changes", BAD_ASSERTIONS.values(), ids=BAD_ASSERTIONS)
@pytest.mark.parametrize("endpoint", ["par", "token"])
def test_ensure_client_assertion_fails(fapi, fapi_user, changes, endpoint):
    person = fapi.person()
    if endpoint == "par":
        answer = fapi.push(person.base, assertion=fapi.proved(person.base, **moved(changes, person.base)))
    else:
        fapi.code(fapi_user, person)
        answer = fapi.redeem(person, assertion=fapi.proved(person.base, **moved(changes, person.base)))
    assert answer.status_code == 401, answer.text
    assert answer.json()["error"] in ("invalid_client", "access_denied")


def test_ensure_client_assertion_in_token_endpoint(fapi, fapi_user):
    person = fapi.code(fapi_user)
    assert fapi.redeem(person, assertion={"client_id": fapi.id}).status_code == 401


def test_a_client_assertion_is_good_once(fapi):
    base = fapi.person().base
    proved = fapi.proved(base)
    assert fapi.push(base, assertion=proved).status_code == 201
    assert fapi.push(base, assertion=proved).status_code == 401


def test_par_ensure_jwt_client_assertions_nbf_8_seconds_in_the_future_is_accepted(fapi):
    base = fapi.person().base
    assert fapi.push(base, assertion=fapi.proved(base, nbf=int(time.time()) + 8)).status_code == 201


def test_par_ensure_reused_request_uri_prior_to_auth_completion_succeeds(fapi, fapi_user):
    person = fapi.person()
    uri = fapi.push(person.base).json()["request_uri"]
    person.go("/authorize", client_id=fapi.id, request_uri=uri)
    assert person.page and person.page.status == 200
    person.go("/authorize", client_id=fapi.id, request_uri=uri)
    person.sign_in(fapi_user.email, fapi_user.password)
    assert fapi.redeem(person).status_code == 200


def test_par_attempt_reuse_request_uri(fapi, fapi_user):
    person = fapi.person()
    uri = fapi.push(person.base).json()["request_uri"]
    person.go("/authorize", client_id=fapi.id, request_uri=uri)
    person.sign_in(fapi_user.email, fapi_user.password)
    assert "code" in person.answer
    person.go("/authorize", client_id=fapi.id, request_uri=uri)
    assert not person.arrived or "code" not in person.answer, "a reference is good until the person has signed in"


def test_par_attempt_to_use_expired_request_uri(shared_tenant, fapi_user):
    hasty = FAPIClient(shared_tenant, par_request_expiry=10)
    person = hasty.person()
    pushed = hasty.push(person.base).json()
    assert pushed["expires_in"] == 10
    time.sleep(10.5)
    person.go("/authorize", client_id=hasty.id, request_uri=pushed["request_uri"])
    assert person.page and person.page.status == 400


def test_par_attempt_to_use_request_uri_for_different_client(shared_tenant, fapi):
    other = FAPIClient(shared_tenant)
    person = fapi.person()
    uri = fapi.push(person.base).json()["request_uri"]
    person.go("/authorize", client_id=other.id, request_uri=uri)
    assert person.page and person.page.status == 400


def test_par_authorization_request_containing_request_uri_form_param(fapi):
    base = fapi.person().base
    uri = fapi.push(base).json()["request_uri"]
    refused(fapi.push(base, request_uri=uri), 400, "invalid_request")


def test_par_attempt_invalid_http_method(fapi):
    answer = requests.get(f"{fapi.person().base}/oauth/par", params={"client_id": fapi.id}, timeout=20)
    assert answer.status_code in (404, 405), answer.text


def test_par_ensure_pkce_required(fapi):
    refused(fapi.push(fapi.person().base, code_challenge=None, code_challenge_method=None), 400, "invalid_request")


def test_par_plain_pkce_rejected(fapi):
    refused(fapi.push(fapi.person().base, code_challenge="a" * 43, code_challenge_method="plain"), 400, "invalid_request")


@pytest.mark.parametrize("verifier", [None, "w" * 43], ids=["missing", "incorrect"])
def test_ensure_pkce_code_verifier_required(fapi, fapi_user, verifier):
    refused(fapi.redeem(fapi.code(fapi_user), code_verifier=verifier), 403, "invalid_grant")


def test_par_without_duplicate_parameters(fapi, fapi_user):
    person = fapi.person()
    uri = fapi.push(person.base, state="inner").json()["request_uri"]
    person.go("/authorize", client_id=fapi.id, request_uri=uri, state="outer", redirect_uri="https://other.example.test/")
    person.sign_in(fapi_user.email, fapi_user.password)
    assert person.answer["state"] == "inner", "what stands beside the reference counts for nothing"


def test_refresh_token(shared_tenant, fapi, fapi_user):
    person = fapi.code(fapi_user, scope="openid offline_access")
    token = fapi.redeem(person).json()["refresh_token"]
    other = FAPIClient(shared_tenant)
    refused(other.refresh(person, token), 403, "invalid_grant")
    again = fapi.refresh(person, token)
    assert again.status_code == 200 and again.json()["token_type"] == "DPoP", again.text


# --- dpop-negative-tests, at the resource that is ours

ACCEPTED = {
    "htu_query": lambda p, url, t: p.proof("GET", url + "?a=b#c", t),
    "htu_case": lambda p, url, t: p.proof("GET", url.replace("http://", "HTTP://"), t),
    "unknown_claims_and_headers": lambda p, url, t: p.proof("GET", url, t, header={"x-more": "1"}, more={"a": 1}),
}
REJECTED = {
    "malformed": lambda p, url, t: "a.b.c",
    "no_typ": lambda p, url, t: p.proof("GET", url, t, header={"typ": None}),
    "wrong_typ": lambda p, url, t: p.proof("GET", url, t, header={"typ": "JWT"}),
    "no_jwk": lambda p, url, t: p.proof("GET", url, t, header={"jwk": None}),
    "no_jti": lambda p, url, t: p.proof("GET", url, t, jti=None),
    "no_htm": lambda p, url, t: p.proof("GET", url, t, htm=None),
    "no_htu": lambda p, url, t: p.proof("GET", url, t, htu=None),
    "no_iat": lambda p, url, t: p.proof("GET", url, t, iat=None),
    "no_ath": lambda p, url, t: p.proof("GET", url),
    "RS256": lambda p, url, t: p.proof("GET", url, t, key=KEY, alg="RS256"),
    "none": lambda p, url, t: p.proof("GET", url, t, key=None, alg="none"),
    "bad_signature": lambda p, url, t: p.proof("GET", url, t, key=Proofs().key),
    "private_key_inside": lambda p, url, t: p.proof("GET", url, t, header={"jwk": {**p.jwk, "d": "AAAA"}}),
    "wrong_htm": lambda p, url, t: p.proof("POST", url, t),
    "other_htu": lambda p, url, t: p.proof("GET", url + "/other", t),
    "iat_an_hour_ago": lambda p, url, t: p.proof("GET", url, t, iat=int(time.time()) - 3600),
    "iat_in_an_hour": lambda p, url, t: p.proof("GET", url, t, iat=int(time.time()) + 3600),
    "wrong_ath": lambda p, url, t: p.proof("GET", url, t + "x"),
    "other_key": lambda p, url, t: Proofs().proof("GET", url, t),
    "no_proof": lambda p, url, t: None,
}


@pytest.mark.parametrize("make", ACCEPTED.values(), ids=ACCEPTED)
def test_dpop_proofs_that_are_accepted(fapi, bound, make):
    person, token = bound
    assert userinfo(person, token, make(fapi.proofs, f"{person.base}/userinfo", token)).status_code == 200


@pytest.mark.parametrize("make", REJECTED.values(), ids=REJECTED)
def test_dpop_negative_tests(fapi, bound, make):
    person, token = bound
    answer = userinfo(person, token, make(fapi.proofs, f"{person.base}/userinfo", token))
    assert answer.status_code == 401, answer.text
    assert "error=\"invalid_" in answer.headers["www-authenticate"], answer.headers


def test_dpop_negative_tests_bearer_scheme(fapi, bound):
    person, token = bound
    assert userinfo(person, token, scheme="Bearer").status_code == 401


def test_dpop_negative_tests_second_use_of_a_jti(fapi, bound):
    person, token = bound
    proof = fapi.proofs.proof("GET", f"{person.base}/userinfo", token)
    assert userinfo(person, token, proof).status_code == 200
    assert userinfo(person, token, proof).status_code == 401


def test_dpop_negative_tests_two_headers(fapi, bound):
    person, token = bound
    url = urllib.parse.urlsplit(f"{person.base}/userinfo")
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
    connection.putrequest("GET", url.path)
    connection.putheader("Authorization", f"DPoP {token}")
    for _ in range(2):
        connection.putheader("DPoP", fapi.proofs.proof("GET", f"{person.base}/userinfo", token))
    connection.endheaders()
    assert connection.getresponse().status in (400, 401)


# --- APIs that want their tokens bound

@pytest.mark.parametrize("demand, expected", [({"required_for": "all_clients"}, 400), ({"required_for": "public_clients"}, 200), ({}, 400)],
                         ids=["all_clients", "public_clients", "everybody"])
def test_an_api_may_demand_bound_tokens(shared_tenant, demand, expected):
    machine = shared_tenant.machine(api={"proof_of_possession": {"mechanism": "dpop", "required": True, **demand}})
    answer = machine.ask()
    assert answer.status_code == expected, answer.text
    if expected == 400:
        assert answer.json()["error"] == "invalid_dpop_proof"
        proof = Proofs().proof("POST", f"{shared_tenant.url}/oauth/token")
        bound = shared_tenant.session.post(f"{shared_tenant.url}/oauth/token", timeout=20, headers={"DPoP": proof}, data={
            "grant_type": "client_credentials", "client_id": machine.id, "client_secret": machine.secret, "audience": machine.audience})
        assert bound.status_code == 200 and claims(bound.json()["access_token"])["cnf"]["jkt"], bound.text
