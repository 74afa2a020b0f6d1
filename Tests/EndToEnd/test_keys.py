"""Signing keys: published, certified, rotated, revoked."""
import base64
import hashlib

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from harness import eventually

PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER


def number(text):
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def published(tenant):
    return {k["kid"]: k for k in tenant.get("/.well-known/jwks.json").json()["keys"]}


def signing_kid(tenant):
    return jwt.get_unverified_header(tenant.token())["kid"]


def current_certificate(tenant):
    return x509.load_der_x509_certificate(base64.b64decode(published(tenant)[signing_kid(tenant)]["x5c"][0]))


def test_each_published_rsa_key_has_a_certificate_that_verifies(tenant):
    keys = [k for k in published(tenant).values() if k["kty"] == "RSA"]
    assert len(keys) >= 2, "the current key and the next one"
    for key in keys:
        assert (key["alg"], key["use"], key["e"]) == ("RS256", "sig", "AQAB")
        der = base64.b64decode(key["x5c"][0], validate=True)
        certificate = x509.load_der_x509_certificate(der)
        certificate.verify_directly_issued_by(certificate)
        numbers = certificate.public_key().public_numbers()
        assert (numbers.n, numbers.e) == (number(key["n"]), number(key["e"])) and numbers.n.bit_length() == 2048
        thumbprint = base64.urlsafe_b64encode(hashlib.sha1(der).digest()).rstrip(b"=").decode()
        assert key["x5t"] == thumbprint
        assert set(key) == {"alg", "kty", "use", "n", "e", "kid", "x5t", "x5c"}


def test_the_certificate_can_be_downloaded_in_four_forms(tenant):
    certificate = current_certificate(tenant)
    answers = {path: tenant.get(path) for path in ("/pem", "/cer", "/rawpem", "/pb7")}
    assert [a.status_code for a in answers.values()] == [200] * 4
    assert x509.load_pem_x509_certificate(answers["/pem"].content) == certificate
    assert x509.load_der_x509_certificate(answers["/cer"].content) == certificate
    raw = "".join(line for line in answers["/rawpem"].text.splitlines() if not line.startswith("-----"))
    assert base64.b64decode(raw) == certificate.public_bytes(DER)
    bundle = answers["/pb7"].content
    load = pkcs7.load_pem_pkcs7_certificates if bundle.startswith(b"-----") else pkcs7.load_der_pkcs7_certificates
    assert certificate in load(bundle)


def test_the_management_api_lists_the_keys_with_their_roles(tenant):
    listed = tenant.api("GET", "keys/signing").json()
    current = [k for k in listed if k.get("current")]
    assert [k["kid"] for k in current] == [signing_kid(tenant)]
    certificate = x509.load_pem_x509_certificate(current[0]["cert"].encode())
    sha1 = hashlib.sha1(certificate.public_bytes(DER)).hexdigest()
    assert current[0]["fingerprint"].replace(":", "").lower() == sha1 or len(current[0]["fingerprint"]) > 40
    assert {k["kid"] for k in listed if not k.get("revoked")} <= set(published(tenant))
    one = tenant.api("GET", f"keys/signing/{current[0]['kid']}").json()
    assert one["kid"] == current[0]["kid"]
    assert tenant.api("GET", "keys/signing/nothing").status_code == 404


def test_rotation_keeps_old_tokens_good_and_revocation_ends_them(tenant):
    machine = tenant.machine()
    before = published(tenant)
    old_token, old_kid = machine.token(), signing_kid(tenant)
    next_kid = next(k["kid"] for k in tenant.api("GET", "keys/signing").json() if k.get("next"))
    assert next_kid in before, "the next key is published before it signs"
    management = tenant.token()

    rotated = tenant.api("POST", "keys/signing/rotate")
    assert rotated.status_code == 201 and {"cert", "kid"} <= set(rotated.json())
    assert eventually(lambda: signing_kid(tenant) == next_kid, 2, "the new key did not sign")
    keys = published(tenant)
    assert {old_kid, next_kid} < set(keys), "the old key stays for the tokens it signed"
    verify = lambda token: jwt.decode(token, jwt.PyJWK(published(tenant)[jwt.get_unverified_header(token)["kid"]]).key,
                                      algorithms=["RS256"], audience=machine.audience)
    assert verify(old_token)["azp"] == verify(machine.token())["azp"] == machine.id
    assert tenant.api("GET", "clients", token=management).status_code == 200

    revoked = tenant.api("PUT", f"keys/signing/{old_kid}/revoke", token=tenant.token())
    assert revoked.status_code == 200 and revoked.json()["kid"] == old_kid
    assert old_kid not in published(tenant)
    eventually(lambda: tenant.api("GET", "clients", token=management).status_code == 401, 2, "a revoked key still vouched")
    entry = tenant.api("GET", f"keys/signing/{old_kid}", token=tenant.token()).json()
    assert entry["revoked"] is True and entry["revoked_at"]


def test_the_command_line_rotates_too(server, tenant):
    before = signing_kid(tenant)
    assert before in server.command("keys", "list", "--tenant", tenant.name).stdout
    server.command("keys", "rotate", "--tenant", tenant.name)
    eventually(lambda: signing_kid(tenant) != before, 2, "the running server did not notice")
    server.command("keys", "revoke", before, "--tenant", tenant.name)
    eventually(lambda: before not in published(tenant), 2, "the revoked key was still published")


@pytest.mark.parametrize("path", ["/.well-known/jwks.json", "/.well-known/openid-configuration"])
def test_metadata_may_be_cached_and_read_from_anywhere(tenant, path):
    answer = tenant.get(path)
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer.headers["Cache-Control"]
