"""The gateway's `/userinfo` with live sessions, on both stores, while the tenant is down: nothing here may need it."""
import hashlib
import http.client
import json
import os
import resource
import sqlite3
import subprocess
import time
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import urlencode

from application import CALLBACK, PASSWORD
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from figures import Gateways, Rounds
from load import Request, RequestFile
from processes import Watched, free_port, wait_for_port

SESSIONS = 100_000
# Every tenth session is asked for: wrk counts no time while it reads its file, so the file must be short.
STEP = 10
# What Redis names stand behind, and what sealed bytes begin with.
NAMESPACE, VERSION = "latchkey::", b"\x01"
READ = "SELECT value FROM entries WHERE key = ?1 AND ends_at > 0"


class Gateway(Watched):
    """A running gateway, which listens at once though its tenant is away."""

    def __init__(self, binary, folder, configuration, redis=None):
        self.folder, self.port = Path(folder), free_port()
        self.folder.mkdir(exist_ok=True)
        file = self.folder / "gateway.json"
        file.write_text(json.dumps(configuration), encoding="utf-8")
        environment = {"PATH": os.environ["PATH"], "DELAY_SHUTDOWN_SECONDS": "0",
                       **({"REDIS_HOSTS": f"127.0.0.1:{redis.port}"} if redis else {})}
        command = [str(binary), "gateway", "--config", str(file), "--data", str(self.folder), "--host", "127.0.0.1",
                   "--port", str(self.port)]
        with open(self.folder / "gateway.log", "wb") as log:
            super().__init__(subprocess.Popen(command, stdout=log, stderr=log, env=environment))

    def __enter__(self):
        wait_for_port(self.port, self.process)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def send(self, method, path, body=None, **headers):
        """Sends one request; the status, the headers and the content of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


class Redis(Watched):
    """A Redis server that keeps nothing on the disk."""

    def __init__(self, folder):
        self.port = free_port()
        command = ["redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
        super().__init__(subprocess.Popen(command, stdout=subprocess.DEVNULL))

    def __enter__(self):
        wait_for_port(self.port, self.process)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def ask(self, *words, data=None):
        """What redis-cli answers."""
        run = subprocess.run(["redis-cli", "-p", str(self.port), *words], input=data, capture_output=True, check=True)
        return run.stdout.decode()

    @property
    def megabytes(self):
        """What it holds."""
        lines = dict(line.split(":", 1) for line in self.ask("INFO", "memory").split() if ":" in line)
        return int(lines["used_memory"]) / 1e6

    def reads(self, key, seconds):
        """Reads a second with the client that Redis brings, over as many connections as the load has, and CPU of one."""
        count, took, cpu = 2_000, 0, 0
        while took < seconds:
            count *= 2 if took else 1
            before, began = children_cpu(), time.perf_counter()
            subprocess.run(["redis-benchmark", "-p", str(self.port), "-c", "16", "-n", str(count), "-q", "GET", key],
                           check=True, capture_output=True)
            took, cpu = time.perf_counter() - began, children_cpu() - before
        return count / took, cpu / count * 1e6


class Model:
    """The session of somebody who signed in, opened with its id, to be sealed for others."""

    def __init__(self, binary, server, application, folder):
        self.configuration = configuration(server, application)
        self.folder = folder
        with Gateway(binary, folder, self.configuration) as gateway:
            form = urlencode({"grant_type": "password", "username": f"{application.model.word}@people.example",
                              "password": PASSWORD})
            status, headers, content = gateway.send("POST", "/oauth/token", form,
                                                    Content_Type="application/x-www-form-urlencoded")
            if status != 200:
                raise RuntimeError(f"the gateway answered {status} {content!r}")
            session = headers["Set-Cookie"].partition("sid=")[2].partition(";")[0]
        with sqlite3.connect(folder / "sessions.sqlite") as database:
            (key, sealed, self.ends_at), = database.execute(
                "SELECT key, CAST(value AS BLOB), ends_at FROM entries WHERE key LIKE '%:session:%'")
        database.close()
        self.prefix = key[:-len(digest(session))]
        self.plain = sealer(session).decrypt(sealed[1:13], sealed[13:], key.encode())

    def sessions(self):
        """The key and the sealed bytes of every copy."""
        for number in range(1, SESSIONS + 1):
            key, nonce = self.prefix + digest(session_id(number)), os.urandom(12)
            yield key, VERSION + nonce + sealer(session_id(number)).encrypt(nonce, self.plain, key.encode())

    def plant_file(self):
        """Puts all copies into the embedded store."""
        database = sqlite3.connect(self.folder / "sessions.sqlite", isolation_level=None)
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO entries VALUES (?, ?, {self.ends_at})", self.sessions())
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def plant_redis(self, redis):
        """Puts all copies into a Redis server."""
        process = subprocess.Popen(["redis-cli", "-p", str(redis.port), "--pipe"], stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL)
        for key, sealed in self.sessions():
            words = [b"SET", (NAMESPACE + key).encode(), sealed, b"PXAT", str(self.ends_at).encode()]
            process.stdin.write(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words))
        process.stdin.close()
        if process.wait() or int(redis.ask("DBSIZE")) != SESSIONS:
            raise RuntimeError("Redis did not take the sessions")


def configuration(server, application):
    """A gateway before a tenant, whose address is below localhost so that no name server is asked."""
    tenant = {"auth0Url": f"http://{application.host.rpartition('.')[0]}.localhost:{server.port}",
              "clientId": application.client_id, "clientSecret": application.client_secret}
    portal = {**tenant, "redirectUrl": CALLBACK, "scopes": ["profile", "email", "offline_access", "website"]}
    return {"clients": {"portal": portal}, "defaultClient": "portal", "managementClient": tenant}


def session_id(number):
    """The cookie of a copy: 43 characters."""
    return f"benchmark-gateway-{number:025d}"


def digest(text):
    """SHA-256 in base64url."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def sealer(session):
    """The key that only the session's id opens."""
    return AESGCM(hashlib.sha256(f"latchkey gateway session {session}".encode()).digest())


def children_cpu():
    """CPU seconds of all programs that were run to their end."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(plan, gateway, folder, read):
    """`/userinfo` for one session after the other, each load between two of an empty route that is sent a cookie, too.

    `read` says what a store read costs.
    """
    asked = RequestFile(folder / "userinfo", (
        Request("GET", "/userinfo", "app.example", cookie=f"sid={session_id(number)}")
        for number in range(1, SESSIONS + 1, STEP)), '"sub":')
    nothing = RequestFile(folder / "empty", [
        Request("GET", "/-/healthz", "app.example", cookie=f"sid={session_id(1)}")])
    rounds, empty, reads = Rounds(), Rounds(), []
    asked.load(gateway, plan.short_seconds)
    nothing.load(gateway, plan.short_seconds)
    for _ in range(plan.flow_rounds):
        before = nothing.load(gateway, plan.short_seconds)
        rounds.loads.append(asked.load(gateway, plan.seconds))
        after = nothing.load(gateway, plan.short_seconds)
        rate, cost = read(plan.bare_seconds)
        empty.loads += [before, after]
        reads.append(cost)
        rounds.bare_costs.append((before.cpu_each + after.cpu_each) / 2 + cost)
        rounds.bare_rates.append(1 / (2 / (before.per_second + after.per_second) + 1 / rate))
    return rounds, empty, sorted(reads)[len(reads) // 2]


def userinfo(plan, bare, binary, model, folder):
    """Both stores; the tenant is down, so that whatever asked it would fail."""
    with Gateway(binary, model.folder, model.configuration) as gateway:
        idle = gateway.memory()[0]
        model_size = file_size(model.folder)
    model.plant_file()
    keys = [model.prefix + digest(session_id(number)) for number in range(1, SESSIONS + 1, STEP)]
    file = model.folder / "sessions.sqlite"
    with Gateway(binary, model.folder, model.configuration) as gateway:
        found = measure(plan, gateway, folder, lambda seconds: bare.query(file, READ, keys, seconds))
        yield Gateways("the embedded store", SESSIONS, *found, "one SQLite lookup", idle, gateway.memory()[0],
                       file_size(model.folder) - model_size)
    with Redis(folder) as redis:
        before = redis.megabytes
        model.plant_redis(redis)
        held = redis.megabytes - before
        with Gateway(binary, folder / "gateway-redis", model.configuration, redis) as gateway:
            idle = gateway.memory()[0]
            found = measure(plan, gateway, folder, lambda seconds: redis.reads(NAMESPACE + keys[0], seconds))
            yield Gateways("Redis", SESSIONS, *found, "one GET of redis-benchmark", idle, gateway.memory()[0], held)


def file_size(folder):
    """Megabytes of the embedded store."""
    return sum(path.stat().st_size for path in folder.glob("sessions.sqlite*")) / 1e6
