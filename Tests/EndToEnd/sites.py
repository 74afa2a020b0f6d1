"""Web applications with addresses of their own, over TLS, and people whose browser walks between them and Latchkey."""
import logging
import re
import socket
import threading
import urllib.parse

import uvicorn
from harness import Tenant, eventually
from peers import certificate
from person import Page, Person
from werkzeug.serving import make_server

logging.getLogger("werkzeug").setLevel(logging.ERROR)

# What uvicorn is told, besides where and how.
QUIET = {"log_level": "critical", "lifespan": "off", "access_log": False, "timeout_graceful_shutdown": 1}


class Site:
    """An application's server in a thread: its address is known at once, what it serves is said later."""

    def __init__(self, folder, name="shop.test"):
        self.folder = folder / name
        self.folder.mkdir()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"https://{name}:{self.port}"
        self.certificate, self.key = map(str, certificate(self.folder, name))
        self.server, self.thread = None, None

    def serve_wsgi(self, app):
        """Serves Flask's kind of application."""
        self.server = make_server("127.0.0.1", self.port, app, threaded=True, fd=self.socket.fileno(),
                                  ssl_context=(self.certificate, self.key))
        return self.run(self.server.serve_forever)

    def serve_asgi(self, app):
        """Serves FastAPI's kind of application."""
        self.server = uvicorn.Server(uvicorn.Config(app, ssl_certfile=self.certificate, ssl_keyfile=self.key, **QUIET))
        self.run(lambda: self.server.run(sockets=[self.socket]))
        eventually(lambda: self.server.started or not self.thread.is_alive(), 15, "the application did not start")
        return self

    def run(self, serve):
        self.thread = threading.Thread(target=serve, daemon=True)
        self.thread.start()
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if isinstance(self.server, uvicorn.Server):
            self.server.should_exit = True
        elif self.server:
            self.server.shutdown()
            self.server.server_close()
        if self.thread:
            self.thread.join(15)
            assert not self.thread.is_alive(), "the application did not stop"
        self.socket.close()


def trusting(folder, *certificates):
    """One file of all these certificates."""
    bundle = folder / "trusted.pem"
    with open(bundle, "w", encoding="ascii") as out:
        for path in certificates:
            with open(path, encoding="ascii") as one:
                out.write(one.read() + "\n")
    return str(bundle)


def default_tenant(server):
    """The tenant that the first start made: for clients that resolve no names of ours, it answers on `localhost`."""
    found = dict(re.findall(r"^ +(Client ID|Secret) +(\S+)$", server.output(), re.MULTILINE))
    assert len(found) == 2, server.output()
    return Tenant(server, "default", {"CLIENT_ID": found["Client ID"], "CLIENT_SECRET": found["Secret"],
                                      "AUDIENCE": f"{server.url}/api/v2/", "HOST": "127.0.0.1"})


class Visitor(Person):
    """A person whose browser goes on into the application, and remembers every address it was at."""

    def __init__(self, tenant, site):
        super().__init__(tenant, scheme="https")
        self.site, self.visited = site, []
        self.session.verify = trusting(site.folder, tenant.server.ca, site.certificate)

    def open(self, url, method="GET", **options):
        """Goes to an address and on to where it leads; stops at a page, or at an address that is neither's."""
        self.page = self.arrived = None
        for _ in range(20):
            self.visited.append(url)
            if not url.startswith((self.base + "/", self.site.url)):
                self.arrived = url
                return self
            self.last = self.session.request(method, url, allow_redirects=False, timeout=30, **options)
            if not self.last.is_redirect:
                self.page = Page(self.last)
                return self
            if self.last.status_code != 307:
                method, options = "GET", {}
            url = urllib.parse.urljoin(url, self.last.headers["location"])
        raise AssertionError(f"too many redirects, at last to {url}")

    def visit(self, path, **parameters):
        """Opens a page of the application."""
        query = urllib.parse.urlencode(parameters)
        return self.open(f"{self.site.url}{path}" + (f"?{query}" if query else ""))

    def post(self, path):
        """Presses a button of the application."""
        return self.open(f"{self.site.url}{path}", "POST")

    def sent(self, path):
        """The parameters of the last address of the server with this path."""
        for url in reversed(self.visited):
            parts = urllib.parse.urlsplit(url)
            if url.startswith(self.base + "/") and parts.path == path:
                return dict(urllib.parse.parse_qsl(parts.query))
        raise AssertionError(f"never at {path}: {self.visited}")

    def json(self, path, **parameters):
        """A page of the application, which is JSON."""
        self.visit(path, **parameters)
        assert self.last.status_code == 200, f"{self.last.status_code} {self.last.text[:2000]}"
        return self.last.json()

    @property
    def is_asked(self):
        """Whether the browser stands before the login page."""
        return bool(self.page and self.page.url.startswith(self.base) and self.page.path.startswith("/u/login"))
