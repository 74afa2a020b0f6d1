"""The bare operations: small C programs, compiled for the run, that do the least that a figure could cost."""
import os
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

from processes import Watched, free_port, wait_for_port

SOURCES = Path(__file__).parent / "bare"


class BareOperations:
    """Compiles `bare/*.c` into a folder and runs them."""

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in ("signature", "answer"):
            subprocess.run(
                ["cc", "-O2", "-o", self.folder / name, SOURCES / f"{name}.c", "-lcrypto", "-lpthread"], check=True)

    def signature(self, algorithm, seconds, threads=None):
        """Signatures a second on all cores, and the CPU microseconds of one."""
        command = [self.folder / "signature", algorithm, str(threads or os.cpu_count()), str(seconds)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        values = dict(line.split("=") for line in output.split())
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
        """Durable commits a second that one writer gets from SQLite here: one changed row each, WAL, `synchronous=FULL`."""
        path = self.folder / "commits.sqlite"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; DROP TABLE IF EXISTS rows;"
                "CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
            connection.executemany("INSERT INTO rows VALUES (?, ?)", ((i, "a" * 1000) for i in range(1000)))
            began, count = time.perf_counter(), 0
            while time.perf_counter() - began < seconds:
                connection.execute("UPDATE rows SET body = ? WHERE id = ?", (f"{count}" + "b" * 1000, count % 1000))
                count += 1
            return count / (time.perf_counter() - began)
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
