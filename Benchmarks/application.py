"""What sign-in is measured with: an application with a callback, an API, and a person who is signed in."""
import base64
import hashlib
import json
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from load import Request
from people import Model, object_id, refresh_token, session_secret

CONNECTION = "Username-Password-Authentication"
PASSWORD = "correct Horse-battery 9"
CALLBACK = "https://app.example/callback"
ORIGIN = "https://app.example"
AUDIENCE = "https://people.example/"
SCOPE = "openid profile email"
VERIFIER = "a-verifier-of-the-length-that-a-client-would-draw-at-random"
# What the server takes for a device that it knows.
DEVICE = "s:v0:" + "0" * 32 + "." + "a" * 44
WORD = "zebedee"


@dataclass(frozen=True)
class Application:
    """A client, and the person that copies are made of."""

    host: str
    token: str
    client_id: str
    client_secret: str
    connection_id: str
    model: Model

    def administration(self, method, path, body=None):
        """A management request as wrk sends it."""
        text = "" if body is None else json.dumps(body, separators=(",", ":"))
        return Request(method, path, self.host, f"Bearer {self.token}", "application/json" if text else "", text)

    def authorize_path(self, **more):
        """A request to /authorize for a code, with PKCE."""
        digest = hashlib.sha256(VERIFIER.encode()).digest()
        return "/authorize?" + urlencode({
            "client_id": self.client_id, "redirect_uri": CALLBACK, "response_type": "code", "scope": SCOPE,
            "audience": AUDIENCE, "state": "a-state-of-the-client", "nonce": "a-nonce-of-the-client",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), "code_challenge_method": "S256",
            **more})

    def authorize(self, number, **more):
        """A copy's request to /authorize, as wrk sends it."""
        cookie = f"auth0={session_secret(number)}; did={quote(DEVICE, safe='')}"
        return Request("GET", self.authorize_path(**more), self.host, cookie=cookie)

    def token_form(self, **values):
        """A form for the token endpoint."""
        return urlencode({"client_id": self.client_id, "client_secret": self.client_secret, **values})

    @property
    def code_form(self):
        """The form that redeems a code, which is appended."""
        return self.token_form(grant_type="authorization_code", redirect_uri=CALLBACK, code_verifier=VERIFIER) + "&code="

    def password(self, number):
        """A copy's password exchange, as wrk sends it."""
        form = self.token_form(grant_type="password", username=self.model.email(number), password=PASSWORD, scope=SCOPE,
                               audience=AUDIENCE)
        return Request("POST", "/oauth/token", self.host, content_type="application/x-www-form-urlencoded", body=form)


def make_application(server, tenant):
    """Makes an application and a person who has signed in, through the API and `/authorize`."""
    host, token = tenant.host, tenant.token

    def api(method, path, body=None):
        return server.tell(method, f"/api/v2/{path}", host, body, token)

    api("PATCH", "tenants/settings", {"default_directory": CONNECTION})
    client = api("POST", "clients", {
        "name": "Application", "app_type": "regular_web", "callbacks": [CALLBACK], "web_origins": [ORIGIN],
        "grant_types": ["authorization_code", "refresh_token", "password"], "oidc_conformant": True,
        "cross_origin_authentication": True, "jwt_configuration": {"alg": "RS256"},
        "refresh_token": {"rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0,
                          "token_lifetime": 2592000, "idle_token_lifetime": 1296000}})
    api("POST", "resource-servers", {
        "name": "People", "identifier": AUDIENCE, "signing_alg": "RS256", "allow_offline_access": True,
        "skip_consent_for_verifiable_first_party_clients": True,
        "scopes": [{"value": "read:things", "description": "Read things"}]})
    connection = next(c for c in api("GET", "connections") if c["name"] == CONNECTION)
    api("PATCH", f"connections/{connection['id']}/clients", [{"client_id": client["client_id"], "status": True}])
    user = api("POST", "users", {
        "connection": CONNECTION, "email": f"{WORD}@people.example", "password": PASSWORD, "email_verified": True,
        "name": f"{WORD} Person", "nickname": WORD, "given_name": WORD, "family_name": "Person",
        "user_metadata": {"color": "green", "size": 42}, "app_metadata": {"plan": "silver", "team": f"{WORD}-team"}})
    model = Model(tenant.name, WORD, user["user_id"].partition("|")[2])
    application = Application(host, token, client["client_id"], client["client_secret"], connection["id"], model)
    sign_in(server, application)
    return application


def sign_in(server, application):
    """Signs the model in, as a page of the application's own would, and fetches its tokens."""
    host, model = application.host, application.model
    body = json.dumps({
        "client_id": application.client_id, "credential_type": "http://auth0.com/oauth/grant-type/password-realm",
        "realm": CONNECTION, "username": f"{model.word}@people.example", "password": PASSWORD})
    status, _, content = server.send("POST", "/co/authenticate", host, body, Content_Type="application/json", Origin=ORIGIN)
    if status != 200:
        raise RuntimeError(f"/co/authenticate answered {status}: {content!r}")
    path = application.authorize_path(scope=f"{SCOPE} offline_access", realm=CONNECTION,
                                      login_ticket=json.loads(content)["login_ticket"])
    code = redirected(*server.send("GET", path, host, Cookie=f"did={quote(DEVICE, safe='')}"))
    tokens = redeem(server, application, code)
    if not tokens.get("refresh_token"):
        raise RuntimeError(f"there is no refresh token among {sorted(tokens)}")


def redirected(status, headers, content):
    """The code of a redirect to the application."""
    code = parse_qs(urlsplit(headers.get("Location", "")).query).get("code")
    if status != 302 or not code:
        raise RuntimeError(f"/authorize answered {status} {headers.get('Location')}: {content[:500]!r}")
    return code[0]


def redeem(server, application, code):
    """The tokens of a code."""
    status, _, content = server.send("POST", "/oauth/token", application.host, application.code_form + code,
                                     Content_Type="application/x-www-form-urlencoded")
    if status != 200:
        raise RuntimeError(f"the code was refused with {status}: {content!r}")
    return json.loads(content)


def check_copies(server, application, count):
    """Sees that the last copy can do what is to be measured."""
    request = application.authorize(count)
    tokens = redeem(server, application, redirected(*server.send("GET", request.path, request.host, Cookie=request.cookie)))
    for name in ("access_token", "id_token"):
        header = json.loads(base64.urlsafe_b64decode(tokens[name].split(".")[0] + "=="))
        if header["alg"] != "RS256":
            raise RuntimeError(f"the {name} is signed with {header['alg']}")
    claims = json.loads(base64.urlsafe_b64decode(tokens["id_token"].split(".")[1] + "=="))
    if claims["sub"] != f"auth0|{object_id(count)}":
        raise RuntimeError(f"the last copy is {claims['sub']}")


def refresh_arguments(application):
    """What `refresh.lua` is told of the client."""
    return [application.host, quote(application.client_id), quote(application.client_secret)]


def refresh_tokens(count):
    """The refresh tokens of the copies."""
    return [refresh_token(number) for number in range(1, count + 1)]
