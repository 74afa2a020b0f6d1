"""The fixtures of the whole-server tests."""
import os

import pytest
from harness import BINARY, ENGINE, Database, Server
from signing_in import make_app, make_user, without_throttle


def pytest_report_header():
    return f"latchkey: {BINARY}, {ENGINE}"


def pytest_collection_modifyitems(items):
    """Tests of what only PostgreSQL can do are skipped on SQLite. What is about others' programs, and not about what is stored, runs
    once: the unmodified clients, and the gateway."""
    for item in items:
        if item.path.name.startswith(("test_client_", "test_gateway")):
            item.add_marker("once")
        if item.get_closest_marker("postgres") and ENGINE != "postgres":
            item.add_marker(pytest.mark.skip(reason="needs LATCHKEY_TEST_DATABASE=postgres"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failure shows what the servers of the test said last."""
    report = (yield).get_result()
    if report.failed:
        servers = item.config.stash.get(SERVERS, [])
        for number, server in enumerate(s for s in servers if s.log.exists()):
            report.sections.append((f"server {number}, {server.log}", server.output()[-6000:]))


SERVERS = pytest.StashKey()


@pytest.fixture(scope="session")
def binary():
    """The program."""
    if not BINARY.exists():
        pytest.exit(f"there is no {BINARY}: run `make build`, or name another with LATCHKEY_BINARY", returncode=2)
    if ENGINE == "postgres" and not os.environ.get("LATCHKEY_TEST_POSTGRES_URL"):
        pytest.exit("LATCHKEY_TEST_DATABASE=postgres needs LATCHKEY_TEST_POSTGRES_URL", returncode=2)
    return BINARY


def remember(request, server):
    """Keeps a server's log within reach of failing tests, and ends the server whatever happens."""
    servers = request.config.stash.setdefault(SERVERS, [])
    servers.append(server)

    def forget():
        server.kill()
        server.database.drop()
        servers.remove(server)

    request.addfinalizer(forget)
    return server


@pytest.fixture(scope="session")
def server(binary, request, tmp_path_factory):
    """The server that tests share; it must stop cleanly in the end."""
    running = remember(request, Server(tmp_path_factory.mktemp("server"))).start()
    yield running
    running.stop()


@pytest.fixture
def fresh_server(binary, request, tmp_path):
    """Makes servers for tests that stop, kill or configure one; not started yet. `database` shares another's."""
    made = []

    def make(*options, database=None, environment=None):
        folder = tmp_path / f"server{len(made)}"
        made.append(remember(request, Server(folder, database, options, environment)))
        return made[-1]

    return make


@pytest.fixture
def fresh_database(binary, request, tmp_path):
    """A database that several servers share."""
    database = Database(tmp_path / "shared-data")
    request.addfinalizer(database.drop)
    return database


@pytest.fixture
def tenant(server):
    """A tenant of one test."""
    return server.tenant()


@pytest.fixture(scope="module")
def shared_tenant(server):
    """A tenant of one file."""
    return server.tenant()


@pytest.fixture
def trust(server, monkeypatch):
    """Makes clients of this process trust the shared server's development CA."""
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, server.ca)
    return server.ca


@pytest.fixture(scope="module")
def app(shared_tenant):
    """A regular web application of the file's tenant."""
    without_throttle(shared_tenant)
    return make_app(shared_tenant)


@pytest.fixture(scope="module")
def user(app):
    """Somebody with an account in the file's tenant."""
    return make_user(app.tenant, app)
