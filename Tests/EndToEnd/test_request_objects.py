"""Signed request objects inside pushed requests: modules of the FAPI 2 security profile and message signing plans, each under its name."""
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from fapi import KEY, OTHER_KEY, FAPIClient, public_pem
from person import claims, pkce
from signing_in import make_user, without_throttle

WEAK_KEY = rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def signing(shared_tenant):
    """A client that signs its requests, and must."""
    without_throttle(shared_tenant)
    return FAPIClient(shared_tenant, signed_request_object={"required": True, "credentials": [
        {"name": "request", "credential_type": "public_key", "pem": public_pem(KEY), "alg": "PS256"}]})


@pytest.fixture(scope="module")
def signer(signing):
    return make_user(signing.tenant, signing)


def request_object(client, base, key=KEY, alg="PS256", header=None, **changes):
    """The client's request, signed; times are relative, and None leaves a member out."""
    client.verifier, challenge = pkce()
    now = int(time.time())
    body = {**client.parameters(), "iss": client.id, "aud": f"{base}/", "code_challenge": challenge, "code_challenge_method": "S256",
            "nbf": 0, "exp": 300, **changes}
    for name in ("nbf", "exp", "iat"):
        if body.get(name) is not None:
            body[name] += now
    return jwt.encode({k: v for k, v in body.items() if v is not None}, key if alg != "none" else None, alg,
                      headers={"typ": "oauth-authz-req+jwt", **(header or {})})


def push(client, person, request, **outside):
    """Pushes a request object and what stands beside it."""
    form = {**client.proved(person.base), "request": request, **outside}
    answer = person.session.post(f"{person.base}/oauth/par", timeout=20, data={k: v for k, v in form.items() if v is not None})
    return answer


def walk(client, user, **made):
    """Signs somebody in by a request object; answers them."""
    outside = made.pop("outside", {})
    person = client.person()
    pushed = push(client, person, request_object(client, person.base, **made), **outside)
    assert pushed.status_code == 201, pushed.text
    person.go("/authorize", client_id=client.id, request_uri=pushed.json()["request_uri"])
    person.sign_in(user.email, user.password)
    return person


def refused(answer):
    assert answer.status_code == 400 and answer.json()["error"] in ("invalid_request", "invalid_request_object"), answer.text


def test_happy_flow(signing, signer):
    person = walk(signing, signer, state="inside", nonce="n1")
    assert person.answer["state"] == "inside" and person.answer["iss"] == person.base + "/"
    assert claims(signing.redeem(person).json()["id_token"])["nonce"] == "n1"


def test_ensure_different_nonce_inside_and_outside_request_object(signing, signer):
    person = walk(signing, signer, nonce="inside", outside={"nonce": "outside"})
    assert claims(signing.redeem(person).json()["id_token"])["nonce"] == "inside"


def test_ensure_different_state_inside_and_outside_request_object(signing, signer):
    assert walk(signing, signer, state="inside", outside={"state": "outside"}).answer["state"] == "inside"


def test_state_only_outside_request_object_not_used(signing, signer):
    assert "state" not in walk(signing, signer, state=None, outside={"state": "outside"}).answer


ACCEPTED = {
    "multiple_aud": {"aud": ["{base}/", "https://other.example.test/"]},
    "nbf_8_seconds_in_the_future": {"nbf": 8},
    "typ_jwt": {"header": {"typ": "JWT"}},
    "exp_60_minutes_after_nbf": {"exp": 3600},
}
REJECTED = {
    "without_redirect_uri": {"redirect_uri": None},
    "without_exp": {"exp": None},
    "without_nbf": {"nbf": None},
    "expired": {"nbf": -400, "exp": -10},
    "bad_aud": {"aud": "https://other.example.test/"},
    "without_aud": {"aud": None},
    "exp_over_60": {"exp": 3700},
    "nbf_over_60": {"nbf": -3700, "exp": -50},
    "nbf_in_the_future": {"nbf": 90},
    "signed_with_RS256": {"alg": "RS256"},
    "signature_algorithm_none": {"alg": "none"},
    "signed_by_another_client": {"key": OTHER_KEY},
    "signed_with_another_key": {"key": WEAK_KEY},
    "of_another_issuer": {"iss": "somebody else"},
    "for_another_client": {"client_id": "somebody else"},
    "containing_request_uri": {"request_uri": "urn:ietf:params:oauth:request_uri:abc"},
    "containing_request": {"request": "a.b.c"},
    "without_client_id": {"client_id": None},
    "of_another_typ": {"header": {"typ": "at+jwt"}},
}


def filled(made, base):
    """Audiences know the host."""
    fill = lambda value: value.format(base=base) if isinstance(value, str) else value
    return {name: [fill(item) for item in value] if isinstance(value, list) else fill(value) for name, value in made.items()}


@pytest.mark.parametrize("made", ACCEPTED.values(), ids=ACCEPTED)
def test_ensure_request_object_succeeds(signing, made):
    person = signing.person()
    answer = push(signing, person, request_object(signing, person.base, **filled(made, person.base)))
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("made", REJECTED.values(), ids=REJECTED)
def test_ensure_request_object_fails(signing, made):
    person = signing.person()
    refused(push(signing, person, request_object(signing, person.base, **filled(made, person.base))))


@pytest.mark.parametrize("spoil", [lambda t: t[:-6] + "AAAAAA", lambda t: t.rsplit(".", 1)[0] + ".", lambda t: "x" + t, lambda t: t + ".x"],
                         ids=["other signature", "no signature", "other header", "five parts"])
def test_ensure_request_object_with_invalid_signature_fails(signing, spoil):
    person = signing.person()
    refused(push(signing, person, spoil(request_object(signing, person.base))))


def test_ensure_unsigned_request_at_par_endpoint_fails(signing):
    person = signing.person()
    refused(signing.push(person.base))


def test_par_authorization_request_containing_request_uri(signing):
    person = signing.person()
    refused(push(signing, person, request_object(signing, person.base), request_uri="urn:ietf:params:oauth:request_uri:abc"))
