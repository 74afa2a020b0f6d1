"""Measures a release build and writes docs/benchmarks: `make bench`, or `make bench QUICK=1` for a few minutes' look.

Every figure stands beside its bare operation, measured in the same run. What is said by an option may also be said by a
variable of the environment or of make: ONLY="refresh password", QUICK=1, MERGE=1, USERS=1000000, ROWS=1000000.
"""
import argparse
import os
import pickle
import re
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

import report
from bare import BareOperations
from figures import Figures
from plan import ROOT, Plan, machine, now
from sections import SECTIONS, Run

QUICK_FOLDER = ROOT / ".build/benchmarks"


def parse():
    """The options, by the command line or by the environment."""
    environment = os.environ.get
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", default=bool(environment("QUICK")),
                        help="short and small; writes to .build/benchmarks")
    parser.add_argument("--only", nargs="+", metavar="SECTION", default=re.findall(r"[^\s,]+", environment("ONLY", "")),
                        help=", ".join(SECTIONS))
    parser.add_argument("--merge", action="store_true", default=bool(environment("MERGE")),
                        help="keep the other sections of the run before")
    parser.add_argument("--users", type=int, default=environment("USERS"), help="people to search among, such as 1000000")
    parser.add_argument("--rows", type=int, default=environment("ROWS"), help="users to import")
    parser.add_argument("--binary", type=Path, help="the server to measure",
                        default=environment("LATCHKEY_BINARY") or ROOT / ".build/release/latchkey")
    parser.add_argument("--output", type=Path, help="folder of the report")
    options = parser.parse_args()
    unknown = set(options.only) - set(SECTIONS)
    if unknown:
        parser.error(f"there is no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    for program in ("wrk", "cc"):
        if not shutil.which(program):
            sys.exit(f"bench: {program} is not installed; scripts/setup installs it")
    if not options.binary.exists():
        sys.exit(f"bench: there is no {options.binary}; build it with: swift build -c release --product latchkey")
    return options


def command(options):
    """How to measure this again."""
    words = [f"{name}={number}" for name, number in (("USERS", options.users), ("ROWS", options.rows)) if number]
    words += [f'ONLY="{" ".join(options.only)}"'] if options.only and not options.merge else []
    return " ".join(["make bench", *(["QUICK=1"] if options.quick else []), *words])


def begun(options, store, binary):
    """The figures to add to: none, or those of the run before."""
    fresh = Figures(machine=machine(binary), command=command(options))
    if not options.merge:
        return fresh
    try:
        kept = pickle.loads(store.read_bytes())
    except (OSError, pickle.PickleError, AttributeError, ImportError, EOFError) as error:
        sys.exit(f"bench: there is no run to merge with ({error}); measure all sections first")
    kept.machine = fresh.machine
    return kept


def measure(run, names, store):
    """Measures sections, each for itself: what fails is told and the others go on."""
    for name in names:
        run.plan.say(f"{name} …")
        run.figures.failures = {part: reason for part, reason in run.figures.failures.items()
                                if part.split(" on ")[0] != name}
        try:
            SECTIONS[name](run)
        except Exception as error:
            run.failed(name, error)
            traceback.print_exc()
        run.figures.measured[name] = now()
        store.parent.mkdir(parents=True, exist_ok=True)
        store.write_bytes(pickle.dumps(run.figures))


def main():
    """Measures what was asked for and writes the report; the status is 1 if something could not be measured."""
    options = parse()
    names = [name for name in SECTIONS if not options.only or name in options.only]
    is_whole = not options.quick and (options.merge or names == list(SECTIONS))
    output = options.output or (ROOT / "docs/benchmarks" if is_whole else QUICK_FOLDER)
    store = QUICK_FOLDER / ("quick.figures" if options.quick else "whole.figures" if is_whole else "some.figures")
    binary, plan = options.binary.resolve(), Plan(options.quick, options.users, options.rows)
    figures = begun(options, store, binary)
    with tempfile.TemporaryDirectory(prefix="latchkey-bench.") as name:
        folder = Path(name)
        # PostgreSQL runs as a user of its own and must be able to enter.
        folder.chmod(0o755)
        with Run(figures, plan, BareOperations(folder), binary, folder) as run:
            measure(run, names, store)
    path = report.write(figures, output)
    plan.say(f"wrote {path}")
    print("\n" + report.targets(figures))
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main())
