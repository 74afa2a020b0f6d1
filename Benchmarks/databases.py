"""The two engines under a server, seen from outside: statements on a stopped server's database, and bare queries."""
import hashlib
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path


class SQLiteFile:
    """The file of a data folder."""

    name = "SQLite"
    address = None
    # A series of numbers, and what the statements of `people.py` need of the dialect.
    series = "(WITH RECURSIVE s(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM s WHERE i < {last}) SELECT i FROM s) n"
    hexadecimal = "printf('%024x', {0})"
    padded = "printf('%0{1}d', {0})"
    digest = "sha256({0})"

    def __init__(self, data):
        self.path = Path(data) / "latchkey.sqlite"

    def run(self, statements):
        """Runs statements in one transaction."""
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.create_function("sha256", 1, lambda text: hashlib.sha256(text.encode()).digest(), deterministic=True)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -200000")
            connection.execute("BEGIN")
            for statement in statements:
                connection.execute(statement)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
        # Else the first durable commit of a measurement would wait for all of it.
        os.sync()

    def columns(self, table):
        """The columns of a table with their types: text, integer or blob."""
        connection = sqlite3.connect(self.path)
        try:
            return {row[1]: row[2].lower() for row in connection.execute(f"PRAGMA table_info({table})")}
        finally:
            connection.close()

    def megabytes(self):
        """What it takes on disk."""
        return sum(path.stat().st_size for path in self.path.parent.glob("latchkey.sqlite*")) / 1e6

    def query(self, bare, sql, values, seconds, threads):
        """Bare queries a second; the values take the place of the question mark in turn."""
        return bare.query(self.path, sql.replace("?", "?1"), values, seconds, threads)[0]

    def durable(self, transactions):
        """Seconds that one writer takes for transactions, each durable before the next."""
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            began = time.perf_counter()
            for statements in transactions:
                connection.execute("BEGIN IMMEDIATE")
                for statement in statements:
                    connection.execute(statement)
                connection.execute("COMMIT")
            return time.perf_counter() - began
        finally:
            connection.close()


class PostgresDatabase:
    """A database of the measurement's own cluster."""

    name = "PostgreSQL"
    series = "generate_series({first}, {last}) AS n(i)"
    hexadecimal = "lpad(to_hex({0}), 24, '0')"
    padded = "lpad({0}::text, {1}, '0')"
    digest = "sha256(convert_to({0}, 'UTF8'))"

    def __init__(self, address, folder):
        self.address, self.folder = address, Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def psql(self, text):
        """What psql prints for a script."""
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.address]
        run = subprocess.run(command, input=text, capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"psql: {run.stderr.strip()}")
        return run.stdout

    def run(self, statements):
        """Runs statements in one transaction, and lets the planner look at the result."""
        self.psql("BEGIN;\n" + ";\n".join(statements) + ";\nCOMMIT;\nVACUUM ANALYZE;\nCHECKPOINT;\n")

    def columns(self, table):
        """The columns of a table with their types: text, integer or blob."""
        rows = self.psql("SELECT column_name, data_type FROM information_schema.columns "
                         f"WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position")
        kinds = {"bigint": "integer", "bytea": "blob", "character varying": "text"}
        return {name: kinds.get(kind, kind) for name, kind in (row.split("|") for row in rows.splitlines())}

    def megabytes(self):
        """What it takes on disk."""
        return int(self.psql("SELECT pg_database_size(current_database())")) / 1e6

    def query(self, bare, sql, values, seconds, threads):
        """Bare queries a second, by pgbench with prepared statements; the values take the question mark's place in turn."""
        script = self.folder / "query.sql"
        if values:
            # pgbench has only numbers for variables, so the values become a table.
            rows = ", ".join(f"({number}, '{value}')" for number, value in enumerate(values))
            self.psql("DROP TABLE IF EXISTS benchmark_values; CREATE TABLE benchmark_values (i integer PRIMARY KEY, "
                      f"value text NOT NULL); INSERT INTO benchmark_values VALUES {rows}; ANALYZE benchmark_values;")
            sql = sql.replace("?", "(SELECT value FROM benchmark_values WHERE i = :i)")
            sql = f"\\set i random(0, {len(values) - 1})\n{' '.join(sql.split())};\n"
        else:
            sql = " ".join(sql.split()) + ";\n"
        script.write_text(sql, encoding="utf-8")
        command = [program("pgbench"), "-n", "-M", "prepared", "-c", str(threads), "-j", str(threads), "-T",
                   str(max(1, round(seconds))), "-f", str(script), self.address]
        run = subprocess.run(command, capture_output=True, text=True)
        rate = next((line.split()[2] for line in run.stdout.splitlines() if line.startswith("tps = ")), None)
        if run.returncode or not rate:
            raise RuntimeError(f"pgbench failed: {run.stdout}{run.stderr}")
        return float(rate)

    def durable(self, transactions):
        """Seconds that one writer takes for transactions, each durable before the next."""
        text = "".join("BEGIN;\n" + ";\n".join(statements) + ";\nCOMMIT;\n" for statements in transactions)
        began = time.perf_counter()
        self.psql(text)
        return time.perf_counter() - began


def program(name):
    """Where a program of PostgreSQL is."""
    found = shutil.which(name) or next(iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None)
    if not found:
        raise RuntimeError(f"there is no {name}")
    return str(found)
