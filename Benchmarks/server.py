"""The server under measurement: a process on free ports over a folder of its own."""
import http.client
import json
import subprocess
import time
from pathlib import Path

from processes import Watched, free_port, wait_for_port


class Latchkey(Watched):
    """A running server."""

    def __init__(self, binary, data, database=None):
        self.data = Path(data)
        self.port, self.admin_port = free_port(), free_port()
        command = [str(binary), "serve", "--data", str(data), "--port", str(self.port),
                   "--tls-port", str(free_port()), "--admin-port", str(self.admin_port)]
        if database:
            command += ["--database", database]
        with open(f"{data}.log", "ab") as log:
            super().__init__(subprocess.Popen(command, stdout=log, stderr=log))

    def __enter__(self):
        try:
            self.wait()
        except RuntimeError as error:
            self.stop()
            raise RuntimeError(f"{error}; see what it said:\n{Path(f'{self.data}.log').read_text()}") from error
        return self

    def __exit__(self, *_):
        self.stop()

    def wait(self):
        """Returns when it listens."""
        wait_for_port(self.port, self.process)

    def stop(self):
        """Stops it gracefully and waits for its end."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def send(self, method, path, host, body=None, **headers):
        """Sends one request as it stands; the status, the headers and the content of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": host, **named})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def ask(self, method, path, host, body=None, token=None):
        """Sends one request; the status and the answer's JSON."""
        authorization = {"Authorization": f"Bearer {token}"} if token else {}
        status, _, content = self.send(method, path, host, None if body is None else json.dumps(body),
                                       Content_Type="application/json", **authorization)
        return status, json.loads(content) if content else None

    def tell(self, method, path, host, body=None, token=None):
        """Sends one request that must succeed; the answer's JSON."""
        status, answer = self.ask(method, path, host, body, token)
        if status >= 300:
            raise RuntimeError(f"{method} {path} answered {status}: {answer}")
        return answer


def first_answer(binary, data, token_request):
    """Seconds from the start of the program to its first token."""
    began = time.perf_counter()
    server = Latchkey(binary, data)
    try:
        server.wait()
        server.tell("POST", "/oauth/token", token_request.host, token_request.body)
        return time.perf_counter() - began
    finally:
        server.stop()
