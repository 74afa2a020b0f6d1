"""A Latchkey server as a process of its own, tenants in it, and names that resolve to this machine.

Nothing here edits /etc/hosts or the system's certificates: names below `.test` and `.localhost` are answered inside this
process, and clients are told where the development CA lies.
"""
import contextlib
import json
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
ENGINE = os.environ.get("LATCHKEY_TEST_DATABASE", "sqlite")
BINARY = Path(os.environ.get("LATCHKEY_BINARY", ROOT / ".build/debug/latchkey"))

system_getaddrinfo = socket.getaddrinfo


def getaddrinfo(host, *arguments, **options):
    """Resolves test names to this machine, others as ever."""
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and name.endswith((".test", ".localhost")):
        host = "127.0.0.1"
    return system_getaddrinfo(host, *arguments, **options)


socket.getaddrinfo = getaddrinfo
# A proxy of the machine must not see these requests.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"


def eventually(check, within=5.0, why="it did not happen"):
    """Repeats a check until it answers something true, and answers that; fails when the time is up."""
    end = time.monotonic() + within
    while True:
        result = check()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"{why} within {within} s")
        time.sleep(0.02)


# Below what the system hands out itself, and apart for the two runs that may go on beside each other: a port that is free
# when it is looked for must still be free when a server opens it.
PORTS = iter(random.sample(range(*{"sqlite": (15000, 22000), "postgres": (22000, 29000)}[ENGINE]), 7000))


def free_ports(count):
    """Ports that nobody listens on."""
    ports = []
    while len(ports) < count:
        port = next(PORTS)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            ports.append(port)
    return ports


class Database:
    """Where a server keeps its data: a folder, and for PostgreSQL a database of its own in the test cluster."""

    def __init__(self, data, engine=ENGINE):
        self.data, self.engine, self.url = Path(data), engine, None
        if engine == "postgres":
            self.cluster = os.environ["LATCHKEY_TEST_POSTGRES_URL"]
            self.name = f"latchkey_{secrets.token_hex(6)}"
            self.sql(f"CREATE DATABASE {self.name}")
            parts = urllib.parse.urlsplit(self.cluster)
            self.url = urllib.parse.urlunsplit(parts._replace(path=f"/{self.name}"))

    def sql(self, statement):
        """Runs a statement in the cluster."""
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.cluster, "-c", statement], check=True,
                       capture_output=True, timeout=60)

    @property
    def options(self):
        """The flags that lead a command to this data."""
        return ["--data", str(self.data)] + (["--database", self.url] if self.url else [])

    def drop(self):
        """Removes everything."""
        if self.url:
            self.sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        shutil.rmtree(self.data, ignore_errors=True)


class Server:
    """`latchkey serve` on free ports, over a database; it can be stopped, killed and started again."""

    def __init__(self, folder, database=None, options=(), environment=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = database or Database(self.folder / "data")
        self.options, self.environment = list(options), environment or {}
        self.port, self.tls_port, self.admin_port = free_ports(3)
        self.log = self.folder / "server.log"
        self.process, self.offset, self.tenants = None, 0, 0

    @property
    def data(self):
        return self.database.data

    @property
    def ca(self):
        """The development CA's certificate."""
        return str(self.data / "ca.pem")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def admin(self):
        return f"http://127.0.0.1:{self.admin_port}"

    def clean_environment(self):
        """This process's environment without settings that would reach the server by accident."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LATCHKEY_")}
        return {**kept, "HOME": str(self.folder), **self.environment}

    def command(self, *arguments, check=True, timeout=60):
        """Runs another command of the program on the same data."""
        done = subprocess.run([BINARY, *arguments, *self.database.options], capture_output=True, text=True, timeout=timeout,
                              cwd=self.folder, env=self.clean_environment())
        if check and done.returncode != 0:
            raise AssertionError(f"latchkey {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def launch(self):
        """Starts the process without waiting."""
        self.offset = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", *self.database.options, "--port", str(self.port), "--tls-port", str(self.tls_port),
                 "--admin-port", str(self.admin_port), *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder, env=self.clean_environment())
        return self

    def start(self, within=60):
        """Starts the process and waits until it is ready."""
        self.launch()
        eventually(self.is_ready, within, "the server was not ready")
        return self

    def is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.output()}")
        try:
            return requests.get(f"{self.admin}/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def output(self):
        """What the process printed since it was last started."""
        return self.log.read_bytes()[self.offset:].decode("utf-8", "replace") if self.log.exists() else ""

    def stop(self, within=30):
        """Asks for a graceful stop, which must end with 0."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {within} s of SIGTERM:\n{self.output()[-4000:]}") from None
        assert code == 0, f"the server ended with {code}:\n{self.output()[-4000:]}"

    def kill(self):
        """Ends the process without asking."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def memory(self):
        """The resident memory of the process, in bytes."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no VmRSS")

    def tenant(self, name=None, *options):
        """Makes a tenant by the command line, as a script would."""
        if name is None:
            self.tenants += 1
            name = f"t{self.tenants}-{secrets.token_hex(3)}"
        printed = self.command("tenant", "create", name, *options).stdout
        values = dict(line.split("=", 1) for line in printed.splitlines() if line.partition("=")[0].isupper())
        return Tenant(self, name, values)


class Tenant:
    """A tenant and the machine-to-machine client that may manage it."""

    def __init__(self, server, name, values, host=None):
        self.server, self.name = server, name
        self.client_id, self.client_secret = values["CLIENT_ID"], values["CLIENT_SECRET"]
        self.audience, self.host = values["AUDIENCE"], host or values["HOST"].split(":")[0]
        self.session, self.management_token = requests.Session(), None
        self.session.trust_env = False

    def on(self, server=None, host=None):
        """The same tenant through another server or another of its hosts."""
        values = {"CLIENT_ID": self.client_id, "CLIENT_SECRET": self.client_secret, "AUDIENCE": self.audience,
                  "HOST": self.host}
        return Tenant(server or self.server, self.name, values, host=host)

    @property
    def url(self):
        return f"http://{self.host}:{self.server.port}"

    @property
    def domain(self):
        """What an SDK is given: host and port of the TLS listener."""
        return f"{self.host}:{self.server.tls_port}"

    @property
    def tls_url(self):
        return f"https://{self.domain}"

    def get(self, path, **options):
        return self.session.get(self.url + path, timeout=20, **options)

    def ask_token(self, form=None, **options):
        """POSTs to /oauth/token: a form, or `json=`; grant type, client and secret are filled in unless given or None."""
        body = {"grant_type": "client_credentials", "client_id": self.client_id, "client_secret": self.client_secret,
                **(form if form is not None else options.pop("json", None) or {})}
        body = {k: v for k, v in body.items() if v is not None}
        return self.session.post(f"{options.pop('base', self.url)}/oauth/token", timeout=20,
                                 **({"data": body} if form is not None else {"json": body}), **options)

    def token(self, **form):
        """An access token; for the management API unless an audience is given."""
        answer = self.ask_token({"audience": self.audience, **form})
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return answer.json()["access_token"]

    def api(self, method, path, body=None, token=None, **options):
        """Calls the management API."""
        if token is None:
            self.management_token = self.management_token or self.token()
            token = self.management_token
        return self.session.request(method, f"{self.url}/api/v2/{path}", json=body, timeout=20,
                                    headers={"Authorization": f"Bearer {token}", **options.pop("headers", {})}, **options)

    def create(self, path, **body):
        """Creates something through the management API and answers it."""
        answer = self.api("POST", path, body)
        assert answer.status_code == 201, f"POST {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def machine(self, scopes=("read:things", "write:things"), granted=None, client=None, api=None, grant=None):
        """An API, a client and a grant between them."""
        mark = secrets.token_hex(4)
        made_api = self.create("resource-servers", **{"identifier": f"https://api.test/{mark}", "name": f"API {mark}",
                                                      "scopes": [{"value": s} for s in scopes], **(api or {})})
        made_client = self.create("clients", **{"name": f"M2M {mark}", "app_type": "non_interactive",
                                                "grant_types": ["client_credentials"], **(client or {})})
        made_grant = self.create("client-grants", **{"client_id": made_client["client_id"], "audience": made_api["identifier"],
                                                     "scope": list(scopes if granted is None else granted), **(grant or {})})
        return Machine(self, made_client, made_api, made_grant)


class Machine:
    """A machine-to-machine client, the API it calls and the grant that lets it."""

    def __init__(self, tenant, client, api, grant):
        self.tenant, self.client, self.api, self.grant = tenant, client, api, grant
        self.id, self.secret, self.audience = client["client_id"], client.get("client_secret"), api["identifier"]

    def ask(self, **form):
        """Asks for a token, as a form."""
        return self.tenant.ask_token({"client_id": self.id, "client_secret": self.secret, "audience": self.audience, **form})

    def token(self, **form):
        """A token, which must be given."""
        answer = self.ask(**form)
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return answer.json()["access_token"]


def exchange(server, data, timeout=5.0, half_close=True):
    """Sends bytes on a connection of its own and answers what comes back until the other side closes, or time is up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as connection:
        answer = b""
        try:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                answer += chunk
        except (ConnectionError, socket.timeout):
            pass
        return answer


def status(answer):
    """The last status in an answer, past `100 Continue`; None if it has none."""
    found = None
    while answer.startswith(b"HTTP/1."):
        head, _, rest = answer.partition(b"\r\n\r\n")
        found = int(head.split(b" ", 2)[1])
        if found != 100:
            break
        answer = rest
    return found


def is_envelope(text):
    """Whether a text is an error in one of Auth0's shapes."""
    try:
        body = json.loads(text)
    except ValueError:
        return False
    return isinstance(body, dict) and isinstance(body.get("error"), str) and (
        isinstance(body.get("error_description"), str)
        or isinstance(body.get("statusCode"), int) and isinstance(body.get("message"), str))
