"""What is measured with: a tenant with a client and an API for each algorithm, made as an administrator would make them."""
import base64
import json
import subprocess
from dataclasses import dataclass

from load import Request

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "HS256"]
SCOPES = ["read:things", "create:things"]


@dataclass(frozen=True)
class TokenRequest:
    """What a client sends for a token."""

    host: str
    client_id: str
    client_secret: str
    audience: str

    @property
    def body(self):
        """The request as JSON."""
        return {"grant_type": "client_credentials", "client_id": self.client_id,
                "client_secret": self.client_secret, "audience": self.audience}

    @property
    def load(self):
        """The request as wrk sends it."""
        body = json.dumps(self.body, separators=(",", ":"))
        return Request("POST", "/oauth/token", self.host, "", "application/json", body)


@dataclass(frozen=True)
class Tenant:
    """A tenant, its administrator's token, and a token request for each algorithm."""

    name: str
    host: str
    token: str
    requests: dict

    def administration(self, method, path, body=None):
        """A management request as wrk sends it."""
        text = "" if body is None else json.dumps(body, separators=(",", ":"))
        return Request(method, path, self.host, f"Bearer {self.token}", "application/json" if text else "", text)


def audience(algorithm):
    """The API that signs with an algorithm."""
    return f"https://{algorithm.lower()}.example/"


def make_tenant(binary, server, name, database=None, algorithms=ALGORITHMS):
    """Makes a tenant with the command line and fills it through the management API of a running server."""
    command = [str(binary), "tenant", "create", name, "--data", str(server.data)]
    if database:
        command += ["--database", database]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    made = dict(line.split("=", 1) for line in output.splitlines() if "=" in line)
    host = made["HOST"]
    explorer = TokenRequest(host, made["CLIENT_ID"], made["CLIENT_SECRET"], made["AUDIENCE"])
    token = server.tell("POST", "/oauth/token", host, explorer.body)["access_token"]

    def make(path, body):
        return server.tell("POST", f"/api/v2/{path}", host, body, token)

    client = make("clients", {"name": "Load", "app_type": "non_interactive", "grant_types": ["client_credentials"]})
    requests = {}
    for algorithm in algorithms:
        make("resource-servers", {
            "name": algorithm, "identifier": audience(algorithm), "signing_alg": algorithm,
            "scopes": [{"value": scope, "description": scope} for scope in SCOPES]})
        make("client-grants", {"client_id": client["client_id"], "audience": audience(algorithm), "scope": SCOPES})
        request = TokenRequest(host, client["client_id"], client["client_secret"], audience(algorithm))
        check(server, request, algorithm)
        requests[algorithm] = request
    return Tenant(name, host, token, requests)


def check(server, request, algorithm):
    """Fetches one token and sees that it is what is to be measured; its length in the answer."""
    answer = server.tell("POST", "/oauth/token", request.host, request.body)
    header = json.loads(base64.urlsafe_b64decode(answer["access_token"].split(".")[0] + "=="))
    if header["alg"] != algorithm:
        raise RuntimeError(f"the API of {algorithm} signs with {header['alg']}")
    return len(json.dumps(answer))
