"""A tenant with applications and gateways before it, as the tests of the gateway share them: fixtures to import by name."""
import threading
import time

import pytest
from conftest import SERVERS, remember
from gateway import Gateway, allow_administration, default_tenant, login_client, make_login_app
from harness import Server
from signing_in import CONNECTION, make_user, options, without_throttle


class House:
    """A tenant with applications, and the configuration of a gateway before it."""

    def __init__(self, server):
        self.server, self.tenant = server, default_tenant(server)
        without_throttle(self.tenant)
        options(self.tenant, passwordPolicy="none")
        # A password without a connection is one of the tenant's default directory.
        answer = self.tenant.api("PATCH", "tenants/settings", {"default_directory": CONNECTION})
        assert answer.status_code == 200, answer.text
        self.app = make_login_app(self.tenant)
        self.short = make_login_app(self.tenant, jwt_configuration={"alg": "RS256", "lifetime_in_seconds": 2}, refresh_token={
            "rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0, "token_lifetime": 3600})
        self.user = make_user(self.tenant, self.app)

    @property
    def configuration(self):
        return {
            "clients": {
                "portal": login_client(self.app, "offline_access", "website", sameSite="Lax"),
                "mobile": login_client(self.app, "offline_access"),
                "strict": login_client(self.app, authorizeStateRequired=True),
                "portal-short": login_client(self.short, "offline_access", "website"),
                "mobile-short": login_client(self.short, "offline_access"),
            },
            "defaultClient": "portal", "managementClient": allow_administration(self.tenant),
        }

    def renewals(self):
        """How many refresh tokens were exchanged for the short-lived application."""
        self.tenant.management_token = None
        events = self.tenant.api("GET", "logs", params={"per_page": 100}).json()
        return [e for e in events if e["type"] in ("sertft", "fertft", "ferrt") and e.get("client_id") == self.short.id]


@pytest.fixture(scope="module")
def house(binary, request, tmp_path_factory):
    return House(remember(request, Server(tmp_path_factory.mktemp("gateway-server"))).start())


def watch(request, gateway):
    """Keeps a gateway's log within reach of failing tests, and ends it whatever happens."""
    running = request.config.stash.setdefault(SERVERS, [])
    running.append(gateway)
    request.addfinalizer(lambda: (gateway.kill(), running.remove(gateway)))
    return gateway


@pytest.fixture(scope="module")
def gateway(house, request, tmp_path_factory):
    return watch(request, Gateway(tmp_path_factory.mktemp("gateway"), house.configuration, house.server)).start()


@pytest.fixture
def make(house, request, tmp_path):
    """Makes gateways of one test, started; those that cannot get ready are not waited for."""
    made = []

    def start(configuration=None, is_ready=True, **more):
        folder = tmp_path / f"gateway{len(made)}"
        made.append(watch(request, Gateway(folder, configuration or house.configuration, house.server, **more)))
        return made[-1].start() if is_ready else made[-1].launch()

    return start


def password(gateway, client, user, **more):
    return gateway.ask("POST", "/oauth/token", client, data={
        "grant_type": "password", "username": user.email, "password": user.password, **more})


def together(count, work):
    """Runs something so often at the same time and answers the results."""
    results, gate = [None] * count, threading.Barrier(count)

    def run(index):
        gate.wait()
        results[index] = work(index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def expired(found):
    """Waits until the tokens of a session have ended."""
    time.sleep(2.2)
    return found
