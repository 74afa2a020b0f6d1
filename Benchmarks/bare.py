"""The bare operations: small C programs, compiled for the run, that do the least that a figure could cost."""
import os
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

from processes import Watched, free_port, wait_for_port

SOURCES = Path(__file__).parent
PROGRAMS = {"bare/signature": ["-lcrypto"], "bare/answer": ["-lcrypto"], "bare/password": ["-lcrypt"],
            "bare/query": ["-lsqlite3"], "arrivals": []}
# What the server hashes passwords with.
BCRYPT_COST = 10


class BareOperations:
    """Compiles the C programs into a folder of their own and runs them."""

    def __init__(self, folder):
        self.folder = Path(folder) / "programs"
        self.folder.mkdir()
        for name, libraries in PROGRAMS.items():
            subprocess.run(["cc", "-O2", "-o", self.folder / Path(name).name, SOURCES / f"{name}.c", *libraries, "-lpthread"],
                           check=True)

    def signature(self, algorithm, seconds, threads=None):
        """Signatures a second on all cores, and the CPU microseconds of one."""
        return self.repeated("signature", algorithm, threads or os.cpu_count(), seconds)

    def password(self, seconds, threads=None):
        """Bcrypt hashes a second on all cores, and the CPU microseconds of one."""
        return self.repeated("password", BCRYPT_COST, threads or os.cpu_count(), seconds)

    def work(self, parts, seconds):
        """How often a second all cores do these operations together, and the CPU microseconds of one such round.

        `parts` says how many of each: {"RS256": 2, "bcrypt": 1}.
        """
        took, cost = 0, 0
        for name, count in parts.items():
            share = seconds / len(parts)
            rate, each = self.password(share) if name == "bcrypt" else self.signature(name, share)
            took += count / rate
            cost += count * each
        return 1 / took, cost

    def query(self, database, sql, values, seconds, threads=None):
        """Queries a second on a SQLite file, and the CPU microseconds of one; the values are bound to ?1 in turn."""
        file = self.folder / "query.txt"
        file.write_text("\n".join([" ".join(sql.split()), *values]) + "\n", encoding="utf-8")
        return self.repeated("query", database, file, threads or os.cpu_count(), seconds)

    def repeated(self, program, *arguments):
        """What a loop over an operation says: how many a second, and the CPU microseconds of one."""
        run = subprocess.run([self.folder / program, *map(str, arguments)], capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"the bare {program} failed: {run.stdout}{run.stderr}")
        values = dict(line.split("=") for line in run.stdout.split())
        return float(values["per_second"]), float(values["cpu_microseconds"])

    def answering(self, size, sign=False):
        """The least HTTP server, started: every answer has a body of that size, signed for if asked."""
        port = free_port()
        process = subprocess.Popen([self.folder / "answer", str(port), str(size), "1" if sign else "0"])
        wait_for_port(port, process)
        return BareServer(process, port)

    def start(self):
        """Seconds until the least HTTP server has answered for the first time."""
        port = free_port()
        began = time.perf_counter()
        with subprocess.Popen([self.folder / "answer", str(port), "100", "0"]) as process:
            wait_for_port(port, process)
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: bare\r\n\r\n")
                connection.recv(4096)
            took = time.perf_counter() - began
            process.kill()
        return took

    def commits(self, seconds):
        """Durable commits a second that one writer gets from SQLite here, and the CPU microseconds of one.

        One changed row each, WAL, `synchronous=FULL`.
        """
        path = self.folder / "commits.sqlite"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; DROP TABLE IF EXISTS rows;"
                "CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
            connection.executemany("INSERT INTO rows VALUES (?, ?)", ((i, "a" * 1000) for i in range(1000)))
            began, cpu, count = time.perf_counter(), time.process_time(), 0
            while time.perf_counter() - began < seconds:
                connection.execute("UPDATE rows SET body = ? WHERE id = ?", (f"{count}" + "b" * 1000, count % 1000))
                count += 1
            return count / (time.perf_counter() - began), (time.process_time() - cpu) / count * 1e6
        finally:
            connection.close()
            for name in (path, f"{path}-wal", f"{path}-shm"):
                Path(name).unlink(missing_ok=True)


class BareServer(Watched):
    """The least HTTP server while it runs."""

    def __init__(self, process, port):
        super().__init__(process)
        self.port = port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
