"""Log streams of type `http`: what a receiver gets, in which form and order, and that nothing is lost on the way."""
import contextlib
import http.server
import json
import sqlite3
import ssl
import subprocess
import threading
import time

import pytest
from conftest import remember
from harness import Server, eventually, free_ports
from peers import certificate

LINES, ARRAY, OBJECT = "JSONLINES", "JSONARRAY", "JSONOBJECT"


class Sink:
    """A receiver of logs with TLS on a port of its own, which can go away and come back."""

    def __init__(self, folder):
        self.files = certificate(folder, "localhost")
        self.ca, self.port = str(self.files[0]), free_ports(1)[0]
        self.requests, self.status, self.delays, self.server = [], 200, {}, None
        self.open()

    def url(self, path="logs"):
        return f"https://localhost:{self.port}/{path}"

    def open(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                status = owner.status
                time.sleep(owner.delays.get(self.path, 0))
                owner.requests.append((self.path, status, dict(self.headers), body))
                with contextlib.suppress(OSError):  # who waited too long has gone
                    self.send_response(status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.files)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def got(self, path, kind=None, client=None):
        """The events that were taken on a path, in order; of one type and client, if they are named."""
        taken = [event for at, status, _, body in list(self.requests) if at == f"/{path}" and status == 200
                 for event in read(body)]
        return [e for e in taken if kind in (None, e["data"]["type"]) and client in (None, e["data"]["client_id"])]

    def hears(self, count, *what, within=15):
        """Waits for so many events and answers them."""
        eventually(lambda: len(self.got(*what)) >= count, within, f"fewer than {count} events came of {what}")
        return self.got(*what)


def read(body):
    """The events of a body, whatever its form."""
    if body.startswith("["):
        return json.loads(body)
    if body.startswith('{"logs":'):
        return json.loads(body)["logs"]
    return [json.loads(line) for line in body.split("\n")]


@pytest.fixture(scope="module")
def sink(tmp_path_factory):
    made = Sink(tmp_path_factory.mktemp("sink"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def calling(binary, request, tmp_path_factory, sink):
    """A server that may call this machine and trusts the sink."""
    running = remember(request, Server(tmp_path_factory.mktemp("calling"), None, ["--allow-private-networks"],
                                       {"SSL_CERT_FILE": sink.ca})).start()
    yield running
    running.stop()


@pytest.fixture
def tenant(calling):
    return calling.tenant()


def stream(tenant, sink, path, members=None, **settings):
    """A log stream to a path of the sink."""
    body = {"name": path, "type": "http", "sink": {"httpEndpoint": sink.url(path), **settings}, **(members or {})}
    answer = tenant.api("POST", "log-streams", body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def category(*names):
    return {"filters": [{"type": "category", "name": name} for name in names]}


def written(tenant, kind, client):
    """The ids of a client's events in the log, oldest first."""
    query = {"q": f"type:{kind} AND client_id:{client}", "per_page": 100, "sort": "date:1"}
    return [e["log_id"] for e in tenant.api("GET", "logs", params=query).json()]


def ids(events):
    return [e["log_id"] for e in events]


@pytest.mark.parametrize("form", [None, LINES, ARRAY, OBJECT])
def test_events_are_posted_in_the_form_that_was_asked_for(tenant, sink, form):
    path, machine = f"form-{form}", tenant.machine()
    settings = {"httpContentFormat": form} if form else {}
    made = stream(tenant, sink, path, httpAuthorization="Bearer of-logs", httpContentType="application/vnd.test+json",
                  httpCustomHeaders=[{"header": "X-Source", "value": "auth"}], **settings)
    assert made["status"] == "active" and made["sink"]["httpAuthorization"] == "Bearer of-logs"
    for _ in range(3):
        machine.token()
    events = sink.hears(3, path, "seccft", machine.id)
    assert ids(events) == written(tenant, "seccft", machine.id)
    said = tenant.api("GET", f"logs/{events[0]['log_id']}").json()
    assert set(events[0]) == {"log_id", "data"} and said.items() <= events[0]["data"].items()
    assert events[0]["data"]["tenant_name"] == tenant.name
    _, _, headers, body = next(r for r in sink.requests if r[0] == f"/{path}")
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer of-logs", "application/vnd.test+json")
    assert headers["X-Source"] == "auth"
    assert "of-logs" not in tenant.api("GET", "logs", params={"per_page": 100}).text
    assert body[0] == "[" if form == ARRAY else body.startswith('{"logs":[' if form == OBJECT else '{"log_id":')


def test_only_what_the_filters_name_is_posted(tenant, sink):
    machine = tenant.machine()
    stream(tenant, sink, "filtered", category("auth.token_exchange.fail"))
    stream(tenant, sink, "unfiltered", {"filters": []})
    machine.token()
    machine.ask(client_secret="wrong")
    tenant.create("clients", name="Another")
    machine.ask(client_secret="wrong")
    assert len(sink.hears(2, "filtered")) == 2
    assert {e["data"]["type"] for e in sink.got("filtered")} == {"feccft"}
    sink.hears(2, "unfiltered", "feccft")
    assert {"feccft", "seccft", "sapi"} <= {e["data"]["type"] for e in sink.got("unfiltered")}


@pytest.mark.parametrize("method,wanted", [("mask", "*****"), ("hash", None)])
def test_personal_data_is_hidden(tenant, sink, method, wanted):
    path = f"pii-{method}"
    stream(tenant, sink, path, {"pii_config": {"log_fields": ["email"], "method": method, "algorithm": "xxhash"}})
    address = f"{method}@example.test"
    tenant.create("users", connection="Username-Password-Authentication", email=address, password="Corr3ct-horse-battery")
    made = lambda: [e for e in sink.got(path, "sapi") if e["data"]["details"]["request"]["path"].endswith("/users")]
    event = eventually(made, 15, "no user was made")[0]
    shown = event["data"]["details"]["request"]["body"]["email"]
    assert shown == wanted if wanted else len(shown) == 16
    assert tenant.api("GET", f"logs/{event['log_id']}").json()["details"]["request"]["body"]["email"] == address


def test_a_paused_stream_goes_on_where_it_stopped(tenant, sink):
    machine = tenant.machine()
    made = stream(tenant, sink, "paused", category("auth.token_exchange.success"))
    machine.token()
    sink.hears(1, "paused", "seccft", machine.id)
    assert tenant.api("PATCH", f"log-streams/{made['id']}", {"status": "paused"}).json()["status"] == "paused"
    for _ in range(3):
        machine.token()
    eventually(lambda: len(written(tenant, "seccft", machine.id)) == 4)
    time.sleep(2)
    assert len(sink.got("paused", "seccft", machine.id)) == 1
    assert tenant.api("PATCH", f"log-streams/{made['id']}", {"status": "active"}).json()["status"] == "active"
    assert ids(sink.hears(4, "paused", "seccft", machine.id)) == written(tenant, "seccft", machine.id)


def test_a_stream_begins_where_it_was_told_to(tenant, sink):
    machine = tenant.machine()
    machine.token()
    before = eventually(lambda: written(tenant, "seccft", machine.id))
    stream(tenant, sink, "from-now")
    stream(tenant, sink, "from-then", {"startFrom": "2021-03-01T19:57:29.532Z"})
    machine.token()
    after = eventually(lambda: written(tenant, "seccft", machine.id)[1:])
    assert ids(sink.hears(2, "from-then", "seccft", machine.id)) == before + after
    assert ids(sink.hears(1, "from-now", "seccft", machine.id)) == after
    refused = tenant.api("POST", "log-streams", {"type": "http", "sink": {"httpEndpoint": sink.url()}, "startFrom": "soon"})
    assert refused.status_code == 400 and refused.json()["errorCode"] == "invalid_body"


def test_a_deleted_stream_is_silent_and_another_kind_is_only_kept(tenant, sink):
    machine = tenant.machine()
    made = stream(tenant, sink, "deleted")
    other = tenant.api("POST", "log-streams", {"type": "datadog", "sink": {"datadogRegion": "eu", "datadogApiKey": "0" * 32}})
    assert other.status_code == 200
    machine.token()
    sink.hears(1, "deleted", "seccft")
    assert tenant.api("DELETE", f"log-streams/{made['id']}").status_code == 204
    time.sleep(1)
    count = len(sink.got("deleted"))
    machine.token()
    time.sleep(2)
    assert len(sink.got("deleted")) == count


def test_more_events_than_fit_into_a_batch_keep_their_order(tenant, sink):
    machine = tenant.machine()
    stream(tenant, sink, "many", category("auth.token_exchange.success"))
    for _ in range(250):
        machine.token()
    events = sink.hears(250, "many", "seccft", machine.id, within=30)
    assert len(events) == 250 and ids(events) == sorted(set(ids(events)))
    sizes = [len(read(body)) for path, _, _, body in sink.requests if path == "/many"]
    assert max(sizes) <= 100 and len(sizes) < 200


def test_a_sink_that_hangs_holds_no_token_up_and_no_other_stream(tenant, sink):
    machine = tenant.machine()
    sink.delays["/hanging"] = 8
    stream(tenant, sink, "hanging")
    stream(tenant, sink, "beside")
    began = time.monotonic()
    for _ in range(50):
        machine.token()
    assert time.monotonic() - began < 10
    sink.hears(50, "beside", "seccft", machine.id)


def test_what_a_sink_missed_comes_when_it_is_back_and_in_order(tenant, sink):
    machine = tenant.machine()
    stream(tenant, sink, "down", category("auth.token_exchange.success"))
    machine.token()
    sink.hears(1, "down", "seccft", machine.id)
    sink.close()
    for _ in range(2):
        machine.token()
    time.sleep(2)
    sink.status = 503
    sink.open()
    for _ in range(2):
        machine.token()
    eventually(lambda: [r for r in sink.requests if r[:2] == ("/down", 503)], 15, "nothing was tried")
    sink.status = 200
    events = sink.hears(5, "down", "seccft", machine.id, within=30)
    assert ids(events) == written(tenant, "seccft", machine.id)


@pytest.fixture
def own(fresh_server, tmp_path):
    """A server of one test, a tenant in it, and a sink for it."""
    receiver = Sink(tmp_path)
    server = fresh_server("--allow-private-networks", environment={"SSL_CERT_FILE": receiver.ca}).start()
    yield server.tenant(), receiver
    receiver.close()


def test_a_kill_between_loses_nothing(own):
    tenant, sink = own
    machine = tenant.machine()
    stream(tenant, sink, "killed", category("auth.token_exchange.success"))
    machine.token()
    sink.hears(1, "killed", "seccft", machine.id)
    for round in range(2):
        sink.close()
        for _ in range(5):
            machine.token()
        wanted = eventually(lambda: (found := written(tenant, "seccft", machine.id))[5 * round + 5:] and found)
        time.sleep(1)
        tenant.server.kill()
        sink.open()
        tenant.server.start()
        tenant = machine.tenant = tenant.on()
        sink.hears(len(wanted), "killed", "seccft", machine.id, within=45)
    came = ids(sink.got("killed", "seccft", machine.id))
    # At least once: what was on its way when the server died may come twice.
    assert sorted(set(came)) == list(dict.fromkeys(came)) and set(wanted) <= set(came)


def test_a_stream_that_fails_for_long_is_suspended_until_somebody_resumes_it(own):
    tenant, sink = own
    machine = tenant.machine()
    made = stream(tenant, sink, "suspended", category("auth.token_exchange.success"))
    look = lambda: tenant.api("GET", f"log-streams/{made['id']}").json()["status"]
    sink.status = 410
    machine.token()
    eventually(lambda: len(sink.requests) >= 2, 15, "it was not tried again")
    assert look() == "active"
    past = "UPDATE log_stream_positions SET failing_since = failing_since - 8 * 86400000"
    eventually(lambda: execute(tenant.server, past) or look() == "suspended", 30, "it was not suspended")
    tries = len(sink.requests)
    time.sleep(3)
    assert len(sink.requests) == tries
    sink.status = 200
    tenant.api("PATCH", f"log-streams/{made['id']}", {"status": "active"})
    machine.token()
    assert ids(sink.hears(2, "suspended", "seccft", machine.id)) == written(tenant, "seccft", machine.id)


def execute(server, statement):
    """Changes a server's database behind its back."""
    if server.database.url:
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.database.url, "-c", statement], check=True,
                       capture_output=True, timeout=60)
        return
    with sqlite3.connect(next(server.data.glob("*.sqlite")), timeout=10) as connection:
        connection.execute(statement)


@pytest.mark.postgres
def test_two_servers_on_one_database_send_every_event_once_and_in_order(fresh_server, fresh_database, tmp_path):
    sink = Sink(tmp_path)
    servers = [fresh_server("--allow-private-networks", database=fresh_database, environment={"SSL_CERT_FILE": sink.ca})
               for _ in range(2)]
    for server in servers:
        server.start()
    here = servers[0].tenant("shared")
    machine = here.machine()
    stream(here, sink, "pair", category("auth.token_exchange.success"))

    def ask(server):
        own = here.on(server)
        form = {"client_id": machine.id, "client_secret": machine.secret, "audience": machine.audience}
        for _ in range(150):
            assert own.ask_token(form).status_code == 200

    eventually(lambda: here.on(servers[1]).ask_token({"client_id": machine.id, "client_secret": machine.secret,
                                                      "audience": machine.audience}).status_code == 200)
    threads = [threading.Thread(target=ask, args=[server]) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    came = ids(sink.hears(301, "pair", "seccft", machine.id, within=30))
    time.sleep(2)
    assert len(came) == 301 == len(sink.got("pair", "seccft", machine.id)) and came == sorted(set(came))
    for server in servers:
        server.stop()
    sink.close()
