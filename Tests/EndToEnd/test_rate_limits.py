"""`--rate-limit`: of a client's token requests and of a user's questions to /userinfo; 429 in Auth0's words, with its headers."""
import time

import pytest
import requests
from signing_in import make_app, make_user, signed_in, without_throttle

TEXT = "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset headers."


@pytest.fixture(scope="module")
def limited(binary, request, tmp_path_factory):
    """A server that lets each client ask for three tokens at once, and each user for two answers; then one an hour."""
    from conftest import remember
    from harness import Server

    return remember(request, Server(tmp_path_factory.mktemp("limited"), None,
                                    ("--rate-limit", "client=1/h:3", "--rate-limit", "user=1/h:2"))).start()


def reading(answer):
    return answer.headers["x-ratelimit-limit"], answer.headers["x-ratelimit-remaining"]


def refused(answer, limit):
    assert answer.status_code == 429
    assert answer.json() == {"error": "too_many_requests", "error_description": TEXT}
    assert reading(answer) == (str(limit), "0")
    wait = int(answer.headers["x-ratelimit-reset"]) - time.time()
    assert 3500 < wait <= 3601 and 3500 < int(answer.headers["retry-after"]) <= 3600
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-RateLimit-Remaining" in answer.headers["access-control-expose-headers"]


def test_a_client_that_asks_too_often_is_told_so_and_no_other_is(limited):
    tenant = limited.tenant()
    first, second = tenant.machine(), tenant.machine()
    given = [first.ask() for _ in range(3)]
    assert [(a.status_code, *reading(a)) for a in given] == [(200, "3", str(left)) for left in (2, 1, 0)]
    refused(first.ask(), 3)
    # Whoever does not prove to be the client uses up its requests all the same, and is told no more.
    refused(first.ask(client_secret="wrong"), 3)
    assert second.ask().status_code == 200
    types = eventually_logged(tenant, "api_limit")
    assert {"api_limit", "api_limit_warning"} <= types


def eventually_logged(tenant, wanted):
    end = time.monotonic() + 10
    while True:
        types = {event["type"] for event in tenant.api("GET", "logs", params={"per_page": 100}).json()}
        if wanted in types or time.monotonic() > end:
            return types
        time.sleep(0.1)


def test_a_user_is_asked_about_so_often_and_no_other_is(limited):
    tenant = limited.tenant()
    without_throttle(tenant)
    app = make_app(tenant)

    def about(person, token):
        return requests.get(f"{person.base}/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=20)

    people = []
    for _ in range(2):
        person = signed_in(app, make_user(tenant, app))
        people.append((person, app.tokens(person)["access_token"]))
    (person, token), other = people
    assert [(a.status_code, *reading(a)) for a in (about(person, token), about(person, token))] == [(200, "2", "1"), (200, "2", "0")]
    refused(about(person, token), 2)
    assert about(*other).status_code == 200
    # A token that is none names nobody; its sender is held to the limit of all requests.
    answer = about(person, "nonsense")
    assert answer.status_code == 401 and int(answer.headers["x-ratelimit-limit"]) > 2


def test_without_such_limits_the_headers_tell_of_all_requests(server):
    machine = server.tenant().machine()
    answer = machine.ask()
    assert answer.status_code == 200 and int(answer.headers["x-ratelimit-limit"]) >= 1000
    assert int(answer.headers["x-ratelimit-remaining"]) < int(answer.headers["x-ratelimit-limit"])
