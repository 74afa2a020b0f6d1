"""Load: wrk, and what it cost the server."""
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parent / "wrk" / "requests.lua"
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

    @property
    def line(self):
        """Its line in a file for `requests.lua`."""
        return "\t".join((self.method, self.path, self.host, self.authorization, self.content_type, self.body))


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

    @property
    def cpu_each(self):
        """CPU microseconds of the server for one answer."""
        return self.cpu / max(self.answered, 1) * 1e6


class RequestFile:
    """A file of requests that wrk goes through, again and again, from where the last load stopped."""

    def __init__(self, path, requests):
        self.path, self.count, self.position = Path(path), 0, 0
        with open(self.path, "w", encoding="utf-8") as file:
            for request in requests:
                file.write(request.line + "\n")
                self.count += 1

    def load(self, server, seconds, connections=16):
        """Sends as many as get answered in some seconds, over connections that stay open.

        The server's work for them goes on for a moment after the last answer (it writes its log in batches), so CPU time
        is read a moment later. Raises when an answer is an error: a refusal is cheap and would flatter.
        """
        command = ["wrk", f"-t{THREADS}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT),
                   f"http://127.0.0.1:{server.port}", "--", str(self.path), str(THREADS), str(self.position)]
        before = server.cpu_seconds
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
        found = REPORT.search(run.stdout)
        if run.returncode or not found:
            raise RuntimeError(f"wrk failed: {run.stdout}{run.stderr}")
        time.sleep(0.4)
        cpu = server.cpu_seconds - before
        report = {name: float(value) for name, value in (pair.split("=") for pair in found[1].split())}
        requests, elapsed = int(report["requests"]), report["microseconds"] / 1e6
        self.position = (self.position + requests) % self.count
        load = Load(per_second=requests / elapsed, answered=requests, refused=int(report["refused"]),
                    broken=int(report["broken"]), p50=report["p50"] / 1000, p99=report["p99"] / 1000, cpu=cpu)
        if load.refused or load.broken or not load.answered:
            raise RuntimeError(f"{load.refused} of {load.answered} requests were refused, {load.broken} broke")
        return load
