"""A client of the FAPI 2.0 security profile: proves itself and its requests with keys, and pushes what it asks for."""
import base64
import hashlib
import secrets
import time

import jwt
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from person import App, Person, pkce
from signing_in import make_app

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)


def public_pem(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Proofs:
    """The key that a client's tokens are bound to, and proofs made with it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.jwk = jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)

    @property
    def thumbprint(self):
        members = ",".join(f'"{name}":"{self.jwk[name]}"' for name in ("crv", "kty", "x", "y"))
        return encoded(hashlib.sha256(f"{{{members}}}".encode()).digest())

    def proof(self, method, url, token=None, header=None, key=None, alg="ES256", **claims):
        """A proof; a claim or header of None is left out."""
        body = {"jti": secrets.token_urlsafe(16), "htm": method, "htu": url, "iat": int(time.time())}
        if token:
            body["ath"] = encoded(hashlib.sha256(token.encode()).digest())
        body.update(claims)
        head = {"typ": "dpop+jwt", "jwk": self.jwk, **(header or {})}
        return jwt.encode({k: v for k, v in body.items() if v is not None}, (key or self.key) if alg != "none" else None, alg,
                          headers={k: v for k, v in head.items() if v is not None})


class FAPIClient(App):
    """A client with a key of its own, of the compliance level that demands PAR, PKCE and nothing but keys."""

    def __init__(self, tenant, **body):
        made = make_app(tenant, compliance_level="fapi2_sp_pkj_mtls",
                        client_authentication_methods={"private_key_jwt": {"credentials": [
                            {"name": "key", "credential_type": "public_key", "pem": public_pem(KEY), "alg": "PS256"}]}}, **body)
        super().__init__(tenant, made.client)
        self.proofs = Proofs()

    def person(self):
        return Person(self.tenant, self.callback)

    def assertion(self, base, key=KEY, alg="PS256", **claims):
        now = int(time.time())
        body = {"iss": self.id, "sub": self.id, "aud": f"{base}/", "iat": now, "exp": now + 60,
                "jti": secrets.token_urlsafe(16), **claims}
        return jwt.encode({k: v for k, v in body.items() if v is not None}, key, alg)

    def proved(self, base, **claims):
        return {"client_id": self.id, "client_assertion_type": ASSERTION, "client_assertion": self.assertion(base, **claims)}

    def push(self, base, proof=None, assertion=None, **more):
        """Pushes a request; the verifier is remembered."""
        self.verifier, challenge = pkce()
        form = {**self.parameters(code_challenge=challenge, code_challenge_method="S256"),
                **(self.proved(base) if assertion is None else assertion), **more}
        return requests.post(f"{base}/oauth/par", data={k: v for k, v in form.items() if v is not None}, timeout=20,
                             headers={"DPoP": proof} if proof else {})

    def code(self, user, person=None, **more):
        """Signs somebody in through a pushed request; answers them."""
        person = person or self.person()
        pushed = self.push(person.base, **more)
        assert pushed.status_code == 201, pushed.text
        person.go("/authorize", client_id=self.id, request_uri=pushed.json()["request_uri"])
        if not person.arrived:
            person.sign_in(user.email, user.password)
        return person

    def redeem(self, person, proof=True, assertion=None, **form):
        """Redeems the code, with a proof unless it is given or None."""
        if proof is True:
            proof = self.proofs.proof("POST", f"{person.base}/oauth/token")
        sent = {"grant_type": "authorization_code", "code": person.answer["code"], "redirect_uri": self.callback,
                "code_verifier": self.verifier, **(self.proved(person.base) if assertion is None else assertion), **form}
        return requests.post(f"{person.base}/oauth/token", timeout=20, headers={"DPoP": proof} if proof else {},
                             data={k: v for k, v in sent.items() if v is not None})

    def refresh(self, person, token, proofs=None):
        proof = (proofs or self.proofs).proof("POST", f"{person.base}/oauth/token")
        return requests.post(f"{person.base}/oauth/token", timeout=20, headers={"DPoP": proof}, data={
            "grant_type": "refresh_token", "refresh_token": token, **self.proved(person.base)})
