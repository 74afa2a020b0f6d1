"""How long everything takes, how much of it there is, and what the figures depend on."""
import datetime
import os
import platform
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from provision import ALGORITHMS

ROOT = Path(__file__).resolve().parent.parent


class Plan:
    """How long everything takes, and how much of it there is."""

    def __init__(self, quick, users=None, rows=None):
        self.began = time.monotonic()
        self.cores = os.cpu_count()
        # Many short rounds sooner than few long ones: the machine's other work comes and goes within seconds.
        self.rounds = 3 if quick else 9
        self.fewer_rounds = 2 if quick else 5
        self.growth_rounds = 2 if quick else 7
        self.flow_rounds = 2 if quick else 15
        self.algorithms = ["RS256", "ES256"] if quick else ALGORITHMS
        self.seconds = 1 if quick else 3
        self.short_seconds = 1 if quick else 2
        self.bare_seconds = 0.5 if quick else 1.5
        # A password takes a core some fifty milliseconds, so a second holds few of them.
        self.password_seconds = 3 if quick else 6
        self.overload_seconds = 10 if quick else 30
        self.starts = 3 if quick else 10
        self.clients = [10, 1_000] if quick else [10, 1_000, 10_000, 100_000]
        self.tenants = [1, 100] if quick else [1, 10, 100, 1_000]
        self.people = 200 if quick else 2_000
        self.users = users or (2_000 if quick else 100_000)
        self.rows = rows or (2_000 if quick else 50_000)

    def say(self, text):
        """Tells whoever waits how far it is."""
        print(f"[{time.monotonic() - self.began:5.0f} s] {text}", flush=True)

    def copy(self, source, target):
        """A copy of a data folder."""
        return Path(shutil.copytree(source, target))


def now():
    """The time, for people."""
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


def machine(binary):
    """What the figures depend on."""
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    return {
        "Processor": f"{os.cpu_count()} × {model}",
        "Memory": f"{pages / 2**30:.0f} GB",
        "System": f"{system}, Linux {platform.release().split('-')[0]}",
        "Files": first_line(["stat", "-f", "-c", "%T", tempfile.gettempdir()]),
        "OpenSSL": first_line(["openssl", "version"]).split(" (")[0],
        "Swift": first_line(["swift", "--version"]),
        "Latchkey": first_line([str(binary), "--version"]),
        "Date": now(),
    }


def first_line(command):
    """The first line a program prints."""
    try:
        output = subprocess.run(command, capture_output=True, text=True)
        return (output.stdout + output.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return "unknown"
