"""What the kernel knows of a process: CPU time and memory."""
import os
import socket
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Watched:
    """A process whose costs are read from /proc."""

    def __init__(self, process):
        self.process = process

    @property
    def cpu_seconds(self):
        """User and system time of all its threads so far."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text()
        # The name in parentheses may hold anything; what follows is counted from the state, field 3.
        fields = text[text.rindex(")") + 2:].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident megabytes: now, the part that is no file's, and the most there ever was."""
        values = {}
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in ("VmRSS", "RssAnon", "VmHWM"):
                values[name] = int(rest.split()[0]) / 1024
        return values["VmRSS"], values["RssAnon"], values["VmHWM"]


def free_port():
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for_port(port, process, seconds=30):
    """Returns when something accepts connections there."""
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.001)
    raise RuntimeError(f"{process.args[0]} does not listen after {seconds} s")
