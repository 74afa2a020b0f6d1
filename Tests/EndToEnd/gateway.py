"""`latchkey gateway` as a process of its own, before a server of the harness, and what a browser and an application do with it."""
import contextlib
import http.server
import json
import re
import signal
import subprocess
import threading
import urllib.parse
from pathlib import Path

import requests
from harness import BINARY, Tenant, eventually, free_ports
from person import Person
from signing_in import make_app

CALLBACK = "https://app.example.test/web-login/callback"


def default_tenant(server):
    """The tenant that the first start made, at the address that the gateway can reach without names."""
    printed = eventually(lambda: re.search(r"Client ID\s+(\S+)\s+Secret\s+(\S+)", server.output()), why="no credentials were printed")
    values = {"CLIENT_ID": printed[1], "CLIENT_SECRET": printed[2], "HOST": "127.0.0.1", "AUDIENCE": f"{server.url}/api/v2/"}
    return Tenant(server, "default", values)


def allow_administration(tenant):
    """The credentials of the tenant's administrator, as `managementClient` wants them."""
    return {"auth0Url": tenant.tls_url, "clientId": tenant.client_id, "clientSecret": tenant.client_secret}


def login_client(app, *scopes, **more):
    """An application as an entry of `clients`."""
    return {"auth0Url": app.tenant.tls_url, "clientId": app.id, "clientSecret": app.secret, "redirectUrl": app.callback,
            "scopes": ["profile", "email", *scopes], **more}


def make_login_app(tenant, **body):
    """An application with a callback of the gateway's login pages."""
    return make_app(tenant, CALLBACK, **body)


def make_connection(tenant, name, app):
    """A database of users, enabled for an application."""
    made = tenant.create("connections", name=name, strategy="auth0")
    answer = tenant.api("PATCH", f"connections/{made['id']}/clients", [{"client_id": app.id, "status": True}])
    assert answer.status_code == 204, answer.text
    return made


class Gateway:
    """A gateway on a free port; it can be stopped, killed and started again."""

    def __init__(self, folder, configuration, server=None, environment=None, options=(), data=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file = self.folder / "gateway.json"
        self.file.write_text(configuration if isinstance(configuration, str) else json.dumps(configuration))
        self.port = free_ports(1)[0]
        self.log, self.process, self.offset = self.folder / "gateway.log", None, 0
        self.options = ["--host", "127.0.0.1", "--data", str(data or self.folder / "data"), *options]
        self.environment = {"DELAY_SHUTDOWN_SECONDS": "0", **({"SSL_CERT_FILE": server.ca} if server else {}), **(environment or {})}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def launch(self):
        """Starts the process without waiting."""
        self.offset = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "gateway", "--config", str(self.file), "--port", str(self.port), *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
                env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), **self.environment})
        return self

    def start(self):
        """Starts the process and waits until it is ready."""
        self.launch()
        eventually(self.is_ready, 30, "the gateway was not ready")
        return self

    def is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the gateway ended with {self.process.returncode}:\n{self.output()}")
        try:
            return requests.get(f"{self.url}/-/ready", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def is_alive(self):
        """Whether it answers, ready or not."""
        try:
            return requests.get(f"{self.url}/-/healthz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def output(self):
        """What the process printed since it was last started."""
        return self.log.read_bytes()[self.offset:].decode("utf-8", "replace") if self.log.exists() else ""

    def stop(self):
        """Asks for a graceful stop, which must end with 0."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        assert code == 0, f"the gateway ended with {code}:\n{self.output()[-4000:]}"

    def kill(self):
        """Ends the process without asking."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def ask(self, method, path, client=None, headers=None, **more):
        """A request as the API gateway in front would pass it on."""
        sent = {**({"client-type": client} if client else {}), **(headers or {})}
        return requests.request(method, self.url + path, headers=sent, timeout=30, allow_redirects=False, **more)

    def userinfo(self, session, client=None):
        """What `/userinfo` answers to whoever has this session."""
        return self.ask("GET", "/userinfo", client, session)


class Visitor:
    """A person at a gateway: cookies of the gateway's host, and a browser for the tenant's pages."""

    def __init__(self, gateway, app, client):
        self.gateway, self.app, self.client, self.cookies = gateway, app, client, {}
        self.person = Person(app.tenant, app.callback, "https")

    def ask(self, method, path, **more):
        """A request with the cookies of the gateway's host, which keeps those that are set.

        The gateway sets `Secure` cookies though it is asked over plain HTTP, as behind a gateway that speaks TLS.
        """
        headers = {**({"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}), **more.pop("headers", {})}
        answer = self.gateway.ask(method, path, self.client, headers, **more)
        for field in answer.raw.headers.getlist("set-cookie"):
            name, _, rest = field.partition("=")
            value = rest.partition(";")[0]
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def begin(self, **query):
        """Goes through `/authorize` and the tenant's login page; answers what the callback was told."""
        answer = self.ask("GET", "/authorize?" + urllib.parse.urlencode(query))
        assert answer.status_code == 302, answer.text
        self.person.open(answer.headers["location"])
        return self

    def sign_in(self, user, **query):
        """Signs in at the tenant and answers the parameters of the callback."""
        self.begin(**query)
        self.person.sign_in(user.email, user.password)
        return self.person.answer

    def log_in(self, user, **query):
        """The whole way: the answer of `/oauth/token`, which must be 200."""
        told = self.sign_in(user, **query)
        answer = self.ask("POST", "/oauth/token", json={"code": told["code"], "state": told["state"]})
        assert answer.status_code == 200, answer.text
        return answer


@contextlib.contextmanager
def answering(answers, port=0):
    """A server that answers by path, `(status, JSON)` or a function of the request; its address and what it was asked.

    What it was asked is a list of method, path, headers and body.
    """
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            asked.append((self.command, self.path, dict(self.headers), body))
            found = answers.get(self.path, (404, {}))
            status, value = found(*asked[-1]) if callable(found) else found
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def bearer(tokens):
    """The header of an answer's access token."""
    return {"authorization": f"Bearer {tokens['accessToken']}"}
