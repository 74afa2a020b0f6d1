"""Load: wrk, or arrivals at a rate of their own, and what they cost the server."""
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parent / "wrk"
THREADS = 2
REPORT = re.compile(r"^report: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Request:
    """A request to repeat."""

    method: str
    path: str
    host: str
    authorization: str = ""
    content_type: str = ""
    body: str = ""
    cookie: str = ""

    @property
    def line(self):
        """Its line in a file for `requests.lua`."""
        return "\t".join((self.method, self.path, self.host, self.authorization, self.content_type, self.body, self.cookie))


@dataclass(frozen=True)
class Load:
    """What a load was answered with, and what that cost."""

    per_second: float
    answered: int
    refused: int
    broken: int
    p50: float
    p99: float
    cpu: float
    requests: int = 0

    @property
    def cpu_each(self):
        """CPU microseconds of the server for one of what was asked for."""
        return self.cpu / max(self.answered, 1) * 1e6


def drive(server, script, arguments, seconds, connections):
    """Runs wrk with a script for some seconds, over connections that stay open; longer where not one answer comes in time.

    Raises when an answer is an error: a refusal is cheap and would flatter.
    """
    for _ in range(3):
        load = driven(server, script, arguments, seconds, connections)
        if load.refused or load.broken:
            raise RuntimeError(f"{load.refused} of {load.requests} requests were refused, {load.broken} broke "
                               f"({script}, {load.answered} were answered as they should be)")
        if load.answered:
            return load
        seconds *= 5
    raise RuntimeError(f"no request was answered within {seconds / 5:.0f} s ({script})")


def driven(server, script, arguments, seconds, connections):
    """Runs wrk once.

    The server's work goes on for a moment after the last answer (it writes its log in batches), so CPU time is read a
    moment later.
    """
    command = ["wrk", f"-t{min(THREADS, connections)}", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s",
               "-s", str(SCRIPTS / script), f"http://127.0.0.1:{server.port}", "--", str(SCRIPTS), *map(str, arguments)]
    before = server.cpu_seconds
    run = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 90)
    report = reported(run)
    time.sleep(0.4)
    cpu = server.cpu_seconds - before
    counted = int(report["counted"])
    return Load(per_second=counted / (report["microseconds"] / 1e6), answered=counted, refused=int(report["refused"]),
                broken=int(report["broken"]), p50=report["p50"] / 1000, p99=report["p99"] / 1000, cpu=cpu,
                requests=int(report["requests"]))


def reported(run):
    """The values of the line that a load ends with."""
    found = REPORT.search(run.stdout)
    if run.returncode or not found:
        raise RuntimeError(f"{run.args[0]} failed: {run.stdout}{run.stderr}")
    return {name: float(value) for name, value in (pair.split("=") for pair in found[1].split())}


class RequestFile:
    """A file of requests that wrk goes through, again and again, from where the last load stopped."""

    def __init__(self, path, requests, expecting=None, connections=16):
        self.path, self.count, self.position = Path(path), 0, 0
        self.expecting, self.connections = expecting, connections
        with open(self.path, "w", encoding="utf-8") as file:
            for request in requests:
                file.write(request.line + "\n")
                self.count += 1

    def load(self, server, seconds):
        """Sends as many as get answered in some seconds; an answer without the expected text is a refusal."""
        connections = self.connections
        arguments = [self.path, min(THREADS, connections), self.position] + ([self.expecting] if self.expecting else [])
        load = drive(server, "requests.lua", arguments, seconds, connections)
        self.position = (self.position + load.requests) % self.count
        return load


class CodeFlows:
    """Requests to /authorize with sessions, each followed by the exchange of its code."""

    def __init__(self, file, form):
        self.file, self.form = file, form

    def load(self, server, seconds, connections=16):
        """Goes from /authorize to tokens as often as possible in some seconds."""
        arguments = [self.file.path, THREADS, self.file.position, self.form]
        load = drive(server, "code.lua", arguments, seconds, connections)
        self.file.position = (self.file.position + load.answered) % self.file.count
        return load


class RefreshTokens:
    """A pool of refresh tokens in a file; every exchange takes one out and puts its successor in."""

    def __init__(self, path, tokens, arguments):
        self.path, self.arguments = Path(path), arguments
        self.path.write_text("".join(f"{token}\n" for token in tokens), encoding="utf-8")

    def load(self, server, seconds, connections=16):
        """Exchanges as many as get answered in some seconds."""
        return drive(server, "refresh.lua", [self.path, THREADS, *self.arguments], seconds, connections)


@dataclass(frozen=True)
class Arrivals:
    """What became of requests that came at a rate, whatever the server answered."""

    rate: float
    due: int
    succeeded: int
    limited: int
    unavailable: int
    other: int
    odd: int
    broken: int
    unanswered: int
    p50: float
    p99: float
    refused_p99: float
    first_p99: float
    second_p99: float
    connections: int
    seconds: float
    cpu: float

    @property
    def per_second(self):
        """Successes a second, until the last answer."""
        return self.succeeded / self.seconds

    @property
    def is_orderly(self):
        """Whether everybody got an answer, and nobody a refusal but 429 and 503."""
        return not (self.other or self.broken or self.unanswered)


def arrive(program, server, path, rate, seconds):
    """Sends the requests of a file at a rate, and waits for what is unanswered."""
    before = server.cpu_seconds
    run = subprocess.run([program, str(server.port), f"{rate:.3f}", str(seconds), path], capture_output=True, text=True,
                         timeout=seconds * 3 + 60)
    report = reported(run)
    whole = {name: int(report.pop(name)) for name in (
        "due", "succeeded", "limited", "unavailable", "other", "odd", "broken", "unanswered", "connections")}
    return Arrivals(rate=rate, cpu=server.cpu_seconds - before, **whole, **report)
