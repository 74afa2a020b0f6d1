"""A PostgreSQL cluster for one measurement, where it is installed."""
import subprocess
from contextlib import contextmanager
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts" / "postgres"
VARIABLE = "LATCHKEY_TEST_POSTGRES_URL="


@contextmanager
def cluster(folder):
    """The address of a cluster that runs meanwhile; raises RuntimeError where there is none to be had."""
    started = subprocess.run([SCRIPT, "start", folder], capture_output=True, text=True)
    address = next((line[len(VARIABLE):] for line in started.stdout.splitlines() if line.startswith(VARIABLE)), None)
    if started.returncode or not address:
        raise RuntimeError(started.stderr.strip() or "scripts/postgres gave no address")
    try:
        yield address
    finally:
        subprocess.run([SCRIPT, "stop", folder], capture_output=True)
