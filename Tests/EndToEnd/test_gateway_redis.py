"""Gateways that share a Redis: one of Debian's, with TLS and a user of its own, behind a sentinel, down and back."""
import re
import shutil
import subprocess

import pytest
from gateway import bearer
from gateway_house import expired, house, make, password, together  # noqa: F401
from harness import ROOT, eventually

pytestmark = [pytest.mark.timeout(120), pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")]


class Redis:
    """A Redis server of a test's own, by `scripts/redis`."""

    def __init__(self, folder, *options):
        self.folder, self.options = folder, options

    def run(self, command, *options):
        return subprocess.run([ROOT / "scripts/redis", command, str(self.folder), *options], check=True, capture_output=True,
                              text=True).stdout

    def start(self):
        self.port = int(re.search(r":(\d+)\s*$", self.run("start", *self.options))[1])
        return self

    def ask(self, *words):
        """What redis-cli answers, without TLS and a password."""
        return subprocess.run(["redis-cli", "-p", str(self.port), *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def redis(request, tmp_path):
    """Makes Redis servers that end with the test."""
    def start(*options):
        made = Redis(tmp_path / f"redis{len(list(tmp_path.glob('redis*')))}", *options)
        request.addfinalizer(lambda: made.run("stop"))
        return made.start()

    return start


@pytest.fixture(autouse=True)
def directory(house):
    """Without a connection the tenant's default directory is meant."""


def test_two_gateways_on_one_redis_renew_once(make, house, redis):
    server = redis()
    environment = {"REDIS_HOSTS": f"127.0.0.1:{server.port}", "SESSION_SCOPE": "shop-dev"}
    gateways = [make(environment=environment) for _ in range(2)]
    elsewhere = make(environment={**environment, "SESSION_SCOPE": "shop-prod"})
    session = bearer(password(gateways[0], "mobile-short", house.user).json())
    assert gateways[1].userinfo(session, "mobile-short").status_code == 200
    assert elsewhere.userinfo(session, "mobile-short").status_code == 401
    before = len(house.renewals())
    expired(session)
    answers = together(12, lambda index: gateways[index % 2].userinfo(session, "mobile-short"))
    assert [a.status_code for a in answers] == [200] * 12
    eventually(lambda: len(house.renewals()) > before)
    assert len(house.renewals()) == before + 1

    lasting = bearer(password(gateways[0], "mobile", house.user).json())
    assert {"userId": house.user.user_id} in gateways[1].ask("GET", "/users/active").json()
    assert elsewhere.ask("GET", "/users/active").json() == []
    assert gateways[1].ask("GET", "/logout", "mobile", lasting).status_code == 302
    assert gateways[0].userinfo(lasting, "mobile").status_code == 401, "signed out of one gateway alone"


def test_redis_goes_down_and_comes_back(make, house, redis):
    server = redis()
    gateway = make(environment={"REDIS_HOSTS": f"127.0.0.1:{server.port}"})
    session = bearer(password(gateway, "mobile", house.user).json())
    server.run("halt")
    # A store that is away does not make anybody a stranger.
    assert gateway.userinfo(session, "mobile").status_code == 503
    assert password(gateway, "mobile", house.user).status_code == 503
    assert gateway.ask("GET", "/-/ready").status_code == 503 and gateway.ask("GET", "/-/check-up").status_code == 503
    assert gateway.ask("GET", "/-/healthz").status_code == 200
    server.run("start")
    eventually(lambda: gateway.ask("GET", "/-/ready").status_code == 200, 10, "Redis is back, the gateway is not")
    assert gateway.userinfo(session, "mobile").status_code == 401, "this Redis keeps nothing on the disk"
    session = bearer(password(gateway, "mobile", house.user).json())
    assert gateway.userinfo(session, "mobile").status_code == 200


def test_redis_with_tls_and_a_user_of_the_gateway_s_own(make, house, redis):
    server = redis("--tls", "IP:127.0.0.1", "--password", "administrator", "--user", "gateway", "right")
    environment = {"REDIS_HOSTS": f"127.0.0.1:{server.port}", "REDIS_TLS": "true", "REDIS_TLS_CACERT": f"{server.folder}/ca.pem",
                   "REDIS_USERNAME": "gateway", "REDIS_PASSWORD": "right"}
    gateway = make(environment=environment)
    session = bearer(password(gateway, "mobile", house.user).json())
    assert gateway.userinfo(session, "mobile").status_code == 200
    for changed in ({"REDIS_PASSWORD": "wrong"}, {"REDIS_USERNAME": "nobody"}, {"REDIS_TLS": "false"}, {"REDIS_TLS_CACERT": ""}):
        other = make(environment={**environment, **changed}, is_ready=False)
        eventually(lambda: other.is_alive(), 20, "the gateway does not live")
        assert other.ask("GET", "/-/ready").status_code == 503, f"{changed} will do"
        assert other.userinfo(session, "mobile").status_code == 503
        assert "administrator" not in other.output() and "right" not in other.output() and "wrong" not in other.output()


def test_a_sentinel_names_the_master_and_its_successor(make, house, redis):
    master = redis()
    replica = redis("--replica-of", str(master.port))
    eventually(lambda: "master_link_status:up" in replica.ask("INFO", "replication"), 20, "the replica does not follow")
    sentinel = redis("--sentinel-of", str(master.port))
    environment = {"REDIS_HOSTS": f"127.0.0.1:{sentinel.port}", "REDIS_MODE": "sentinel", "REDIS_MASTER_NAME": "latchkey"}
    gateway = make(environment=environment)
    session = bearer(password(gateway, "mobile", house.user).json())
    eventually(lambda: "slaves=1" in sentinel.ask("INFO", "sentinel"), 20, "the sentinel knows no replica")
    eventually(lambda: replica.ask("DBSIZE") == master.ask("DBSIZE"), 10, "the replica lacks something")
    master.run("halt")
    eventually(lambda: gateway.userinfo(session, "mobile").status_code == 200, 30, "the session did not survive the master")
    assert replica.ask("ROLE").startswith("master")
