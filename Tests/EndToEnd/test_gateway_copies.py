"""The gateway copies properties of whoever signs in to a receiver, by signed posts that are sent until they are taken."""
import hashlib
import hmac
import json
import time

import pytest
from gateway import answering, bearer
from gateway_house import expired, house, make, password  # noqa: F401
from harness import eventually, free_ports
from signing_in import make_user

pytestmark = pytest.mark.timeout(120)
SECRET = "a-key-of-the-receiver"


def environment(url):
    return {"USERS_WEBHOOK_URL": f"{url}/users", "USERS_WEBHOOK_SECRET": SECRET, "USERS_PROPERTIES_TO_SAVE": "email, groups,nothing"}


def checked(headers, body):
    """What a receiver does with a copy: it believes no other signature, and none that is old."""
    parts = dict(part.split("=", 1) for part in {k.lower(): v for k, v in headers.items()}["latchkey-signature"].split(","))
    expected = hmac.new(SECRET.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(parts["v1"], expected) and abs(time.time() - int(parts["t"])) < 30
    return json.loads(body)


def test_each_login_and_each_renewal_is_copied(make, house):
    with answering({"/users": (204, None)}) as (url, asked):
        gateway = make(environment=environment(url))
        session = bearer(password(gateway, "mobile-short", house.user).json())
        eventually(lambda: len(asked) == 1, why="the login was not copied")
        method, path, headers, body = asked[0]
        copy = checked(headers, body)
        assert (method, path) == ("POST", "/users") and copy["userId"] == house.user.user_id
        assert copy["properties"] == {"email": house.user.email, "groups": [], "nothing": None}
        expired(session)
        assert gateway.userinfo(session, "mobile-short").status_code == 200
        eventually(lambda: len(asked) == 2, why="the renewal was not copied")
        assert checked(*asked[1][2:])["updatedAt"] > copy["updatedAt"]
        assert 'latchkey_user_copies_total{result="delivered"} 2' in gateway.ask("GET", "/-/metrics").text
        assert SECRET not in gateway.output() and house.user.email not in gateway.output()


def test_a_receiver_that_is_down_delays_nobody_and_gets_the_latest_when_it_is_back(make, house):
    port = free_ports(1)[0]
    gateway = make(environment=environment(f"http://127.0.0.1:{port}"))
    users = [make_user(house.tenant, house.app) for _ in range(2)]
    for user in (*users, users[0]):
        answer = password(gateway, "mobile", user)
        assert answer.status_code == 200 and answer.elapsed.total_seconds() < 5
    eventually(lambda: 'result="retried"' in gateway.ask("GET", "/-/metrics").text, 10, "nothing was tried again")
    failures = iter([503, 429])
    with answering({"/users": lambda *_: (next(failures, 200), {})}, port) as (_, asked):
        delivered = f'latchkey_user_copies_total{{result="delivered"}} {len(users)}'
        eventually(lambda: delivered in gateway.ask("GET", "/-/metrics").text, 40, "the copies were lost")
        copies = [checked(headers, body) for _, _, headers, body in asked]
    assert {copy["userId"] for copy in copies} == {user.user_id for user in users}
    assert len(copies) == len(users) + 2, "a copy was sent more often than it failed"


def test_a_stop_sends_what_waits(make, house):
    slow = lambda *_: (time.sleep(1), (200, {}))[1]
    with answering({"/users": slow}) as (url, asked):
        gateway = make(environment=environment(url))
        users = [make_user(house.tenant, house.app) for _ in range(3)]
        for user in users:
            assert password(gateway, "mobile", user).status_code == 200
        gateway.stop()
        assert {checked(h, b)["userId"] for _, _, h, b in asked} == {user.user_id for user in users}


def test_nothing_is_copied_unless_it_was_asked_for(make, house):
    with answering({"/users": (204, None)}) as (url, asked):
        gateway = make(environment={"USERS_PROPERTIES_TO_SAVE": "email"})
        assert password(gateway, "mobile", house.user).status_code == 200
        gateway.stop()
        assert asked == []
