"""Measures a release build and writes docs/benchmarks: `make bench`, or `make bench ARGS=--quick` for a minute's look.

Every figure stands beside its bare operation, measured in the same run.
"""
import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measure
import postgres
import report
from bare import BareOperations
from figures import Figures
from planting import Planting
from provision import ALGORITHMS, make_tenant
from server import Latchkey

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["tokens", "start", "growth", "postgres", "management"]
# A name that occurs nowhere else in what a tenant holds, so that copies can be renamed as text.
TENANT = "benchmark-tenant"


class Plan:
    """How long everything takes, and how much of it there is."""

    def __init__(self, quick):
        self.began = time.monotonic()
        # Many short rounds sooner than few long ones: the machine's other work comes and goes within seconds.
        self.rounds = 3 if quick else 9
        self.fewer_rounds = 2 if quick else 5
        self.growth_rounds = 2 if quick else 7
        self.algorithms = ["RS256", "ES256"] if quick else ALGORITHMS
        self.seconds = 1 if quick else 3
        self.short_seconds = 1 if quick else 2
        self.bare_seconds = 0.5 if quick else 1.5
        self.starts = 3 if quick else 10
        self.clients = [10, 1_000] if quick else [10, 1_000, 10_000, 100_000]
        self.tenants = [1, 100] if quick else [1, 10, 100, 1_000]

    def say(self, text):
        """Tells whoever waits how far it is."""
        print(f"[{time.monotonic() - self.began:5.0f} s] {text}", flush=True)

    def copy(self, source, target):
        """A copy of a data folder."""
        return Path(shutil.copytree(source, target))


def machine():
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
        "Date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
    }


def first_line(command):
    """The first line a program prints."""
    try:
        output = subprocess.run(command, capture_output=True, text=True)
        return (output.stdout + output.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return "unknown"


def one_tenant(figures, plan, parts, bare, binary, folder):
    """Tokens, start and memory, with a tenant made as an administrator makes it."""
    data = folder / "one"
    with Latchkey(binary, data) as server:
        tenant = make_tenant(binary, server, TENANT, algorithms=plan.algorithms)
    if "start" in parts:
        measure.starts(figures, plan, bare, binary, data, tenant)
    with Latchkey(binary, data) as server:
        measure.check(server, tenant.requests["RS256"], "RS256")
        figures.memory = measure.idle(server, bare)
        if "tokens" in parts:
            measure.tokens(figures, plan, bare, server, tenant, folder)
            measure.after(figures.memory, server)
        plan.say(f"memory: {figures.memory.idle:.1f} MB at idle, {figures.memory.after:.1f} MB after")


def many(figures, plan, parts, bare, binary, folder):
    """Growth and management, on copies of a tenant with one API."""
    data = folder / "model"
    with Latchkey(binary, data) as server:
        tenant = make_tenant(binary, server, TENANT, algorithms=["RS256"])
    if "growth" in parts:
        for kind in ("clients", "tenants"):
            points = measure.growth(plan, bare, binary, (data, tenant), folder, kind, getattr(plan, kind))
            setattr(figures, kind, points)
    if "management" in parts:
        with Planting(data) as planting:
            clients = planting.clients(tenant.name, tenant.requests["RS256"], 1_000)
        with Latchkey(binary, data) as server:
            measure.management(figures, plan, bare, server, tenant, clients, folder)


def on_postgres(figures, plan, bare, binary, folder):
    """The token load on PostgreSQL."""
    try:
        with postgres.cluster(folder / "cluster") as address:
            with Latchkey(binary, folder / "postgres", address) as server:
                tenant = make_tenant(binary, server, TENANT, database=address, algorithms=["RS256"])
                file = measure.RequestFile(folder / "postgres.requests", [tenant.requests["RS256"].load])
                figures.postgres = measure.in_turn(plan, bare, file, server, "RS256", plan.fewer_rounds)
                plan.say(f"PostgreSQL: ratio {figures.postgres.ratio:.2f}")
    except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
        figures.postgres_note = str(error)
        plan.say(f"PostgreSQL: not measured: {error}")


def main():
    """Measures what was asked for and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a look of a good minute; writes to .build/benchmarks")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/latchkey", help="the server to measure")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--output", type=Path, help="folder of the report")
    options = parser.parse_args()
    for program in ("wrk", "cc"):
        if not shutil.which(program):
            sys.exit(f"bench: {program} is not installed; scripts/setup installs it")
    if not options.binary.exists():
        sys.exit(f"bench: there is no {options.binary}; build it with: swift build -c release --product latchkey")
    is_whole = not options.quick and options.only == PARTS
    output = options.output or ROOT / ("docs/benchmarks" if is_whole else ".build/benchmarks")
    binary, plan = options.binary.resolve(), Plan(options.quick)
    asked = (["--quick"] if options.quick else []) + (["--only", *options.only] if options.only != PARTS else [])
    command = "make bench" + (f' ARGS="{" ".join(asked)}"' if asked else "")
    figures = Figures(machine=machine(), command=command)
    with tempfile.TemporaryDirectory(prefix="latchkey-bench.") as name:
        folder = Path(name)
        # PostgreSQL runs as a user of its own and must be able to enter.
        folder.chmod(0o755)
        bare = BareOperations(folder)
        if {"tokens", "start"} & set(options.only):
            one_tenant(figures, plan, options.only, bare, binary, folder)
        if {"growth", "management"} & set(options.only):
            many(figures, plan, options.only, bare, binary, folder)
        if "postgres" in options.only:
            on_postgres(figures, plan, bare, binary, folder)
    path = report.write(figures, output)
    plan.say(f"wrote {path}")
    print("\n" + report.targets(figures))


if __name__ == "__main__":
    main()
