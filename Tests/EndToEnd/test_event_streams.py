"""Event streams and `GET /api/v2/events`: what is told of changes of users and organizations, to whom, in which order, and
that nothing is lost on the way."""
import base64
import contextlib
import json
import socket
import threading
import time

import pytest
import requests
from conftest import remember
from harness import Server, eventually
from signing_in import PASSWORD, make_app, make_user
from test_log_streams import Sink, execute

DATABASE = "Username-Password-Authentication"
USERS = ("user.created", "user.updated", "user.deleted")


class Hook(Sink):
    """A receiver of events."""

    def told(self, path, *types):
        """The events that were taken on a path, in order; of some types, if they are named."""
        events = [json.loads(body) for at, status, _, body in list(self.requests) if at == f"/{path}" and status == 200]
        return [e for e in events if not types or e["type"] in types]

    def waits(self, count, path, *types, within=15):
        """Waits for so many events and answers them."""
        eventually(lambda: len(self.told(path, *types)) >= count, within, f"fewer than {count} events came to {path}")
        return self.told(path, *types)


@pytest.fixture(scope="module")
def hook(tmp_path_factory):
    made = Hook(tmp_path_factory.mktemp("hook"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def telling(binary, request, tmp_path_factory, hook):
    """A server that may call this machine and trusts the hook."""
    running = remember(request, Server(tmp_path_factory.mktemp("telling"), None, ["--allow-private-networks"],
                                       {"SSL_CERT_FILE": hook.ca})).start()
    yield running
    running.stop()


@pytest.fixture
def tenant(telling):
    return telling.tenant()


def stream(tenant, hook, path, *types, **members):
    """An event stream to a path of the hook."""
    body = {"name": path, "subscriptions": [{"event_type": t} for t in types or USERS], "destination": {
        "type": "webhook", "configuration": {"webhook_endpoint": hook.url(path),
                                             "webhook_authorization": {"method": "bearer", "token": "s3cret"}}}, **members}
    return tenant.create("event-streams", **body)


def person(tenant, name, **members):
    return tenant.create("users", connection=DATABASE, email=f"{name}@example.test", password=PASSWORD, **members)


def changed(tenant, user, **patch):
    answer = tenant.api("PATCH", f"users/{user['user_id']}", patch)
    assert answer.status_code == 200, answer.text


def objects(events):
    return [e["data"]["object"] for e in events]


def who(events):
    return [e["data"]["object"]["user_id"] for e in events]


def done(answer, *wanted):
    assert answer.status_code in (wanted or (200, 201, 204)), answer.text
    return answer


def test_the_life_of_a_user_is_told_in_order(tenant, hook):
    made = stream(tenant, hook, "life")
    user = person(tenant, "ann", user_metadata={"color": "red"})
    changed(tenant, user, name="Ann", app_metadata={"plan": "pro"})
    done(tenant.api("DELETE", f"users/{user['user_id']}"), 204)
    events = hook.waits(3, "life")
    assert [e["type"] for e in events] == list(USERS)
    first, second, last = events
    assert set(first) == {"id", "source", "specversion", "type", "time", "data", "a0tenant", "a0stream"}
    assert first["id"].startswith("evt_") and len({e["id"] for e in events}) == 3
    assert (first["source"], first["specversion"]) == (f"urn:auth0:{tenant.name}", "1.0")
    assert (first["a0tenant"], first["a0stream"]) == (tenant.name, made["id"])
    shown = first["data"]["object"]
    assert shown["user_id"] == user["user_id"] and shown["email"] == "ann@example.test" and shown["email_verified"] is False
    assert shown["user_metadata"] == {"color": "red"} and shown["created_at"] == user["created_at"]
    assert shown["identities"] == [{"connection": DATABASE, "user_id": user["user_id"].split("|")[1], "provider": "auth0",
                                    "isSocial": False}]
    assert second["data"]["object"]["name"] == "Ann" and second["data"]["object"]["app_metadata"] == {"plan": "pro"}
    assert last["data"]["object"]["user_id"] == user["user_id"] and last["data"]["object"]["deleted_at"]
    _, _, headers, _ = next(r for r in hook.requests if r[0] == "/life")
    assert headers["Authorization"] == "Bearer s3cret" and headers["Content-Type"] == "application/json"
    path = f"event-streams/{made['id']}"
    listed = eventually(lambda: (d := tenant.api("GET", f"{path}/deliveries").json()["deliveries"])[2:] and d)
    assert [(d["id"], d["status"], len(d["attempts"])) for d in listed] == [(e["id"], "delivered", 1) for e in events]
    assert tenant.api("GET", f"{path}/deliveries/{first['id']}").json()["event"] == first
    assert [m["window_total"] for m in tenant.api("GET", f"{path}/stats").json()["metrics"]] == [3, 0]


def test_users_are_told_of_by_whatever_way_they_come(tenant, hook):
    stream(tenant, hook, "ways")
    bob = make_user(tenant, make_app(tenant), email="bob@example.test").user_id
    connections = tenant.api("GET", "connections", params={"name": DATABASE}).json()
    file = json.dumps([{"email": f"i{n}@example.test"} for n in range(40)])
    job = done(requests.post(f"{tenant.url}/api/v2/jobs/users-imports", timeout=20,
                             headers={"Authorization": f"Bearer {tenant.management_token}"},
                             data={"connection_id": connections[0]["id"]}, files={"users": ("users.json", file)}), 202).json()
    eventually(lambda: tenant.api("GET", f"jobs/{job['id']}").json()["status"] == "completed", 30)
    ticket = done(tenant.api("POST", "tickets/email-verification", {"user_id": bob}), 201).json()["ticket"]
    done(tenant.session.get(ticket.replace(tenant.tls_url, tenant.url), timeout=20, allow_redirects=False), 200, 302)
    made = hook.waits(41, "ways", "user.created")
    assert who(made)[0] == bob and len(set(who(made))) == 41
    assert objects(hook.waits(1, "ways", "user.updated"))[0]["email_verified"] is True


def test_signing_in_is_no_change_of_a_user(tenant, hook):
    stream(tenant, hook, "logins")
    app = make_app(tenant)
    tenant.api("PATCH", "tenants/settings", {"default_directory": DATABASE})
    user = person(tenant, "cyd")
    answer = tenant.ask_token({"grant_type": "password", "client_id": app.id, "client_secret": app.secret,
                               "username": "cyd@example.test", "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    changed(tenant, user, nickname="c")
    assert [e["type"] for e in hook.waits(2, "logins")] == ["user.created", "user.updated"]


def test_the_life_of_an_organization_is_told(tenant, hook):
    types = ["organization.created", "organization.updated", "organization.deleted", "organization.member.added",
             "organization.member.deleted", "organization.member.role.assigned", "organization.member.role.deleted",
             "organization.connection.added", "organization.connection.updated", "organization.connection.removed"]
    stream(tenant, hook, "places", *types)
    user, role = person(tenant, "dee")["user_id"], done(tenant.api("POST", "roles", {"name": "Editor"})).json()["id"]
    connection = tenant.api("GET", "connections", params={"name": DATABASE}).json()[0]["id"]
    made = tenant.create("organizations", name="acme", display_name="Acme", metadata={"region": "north"})
    path = f"organizations/{made['id']}"
    done(tenant.api("PATCH", path, {"display_name": "ACME"}))
    done(tenant.api("POST", f"{path}/enabled_connections", {"connection_id": connection, "assign_membership_on_login": True}))
    done(tenant.api("PATCH", f"{path}/enabled_connections/{connection}", {"assign_membership_on_login": False}))
    for _ in range(2):  # who is there already does not join again
        done(tenant.api("POST", f"{path}/members", {"members": [user]}))
    done(tenant.api("POST", f"{path}/members/{user}/roles", {"roles": [role]}))
    done(tenant.api("DELETE", f"{path}/members/{user}/roles", {"roles": [role]}))
    done(tenant.api("DELETE", f"{path}/members", {"members": [user]}))
    done(tenant.api("DELETE", f"{path}/enabled_connections/{connection}"))
    done(tenant.api("POST", f"{path}/members", {"members": [user]}))
    done(tenant.api("DELETE", path))
    events = hook.waits(11, "places")
    assert [e["type"] for e in events] == [
        "organization.created", "organization.updated", "organization.connection.added", "organization.connection.updated",
        "organization.member.added", "organization.member.role.assigned", "organization.member.role.deleted",
        "organization.member.deleted", "organization.connection.removed", "organization.member.added",
        "organization.deleted"]
    shown = objects(events)
    assert shown[0] == {"name": "acme", "id": made["id"], "display_name": "Acme", "metadata": {"region": "north"}}
    assert shown[1]["display_name"] == "ACME"
    mention = {"id": made["id"], "name": "acme"}
    assert shown[2] == {"organization": mention, "connection": {"id": connection}, "assign_membership_on_login": True}
    assert shown[4] == {"organization": mention, "user": {"user_id": user}}
    assert shown[5] == {"organization": {"id": made["id"]}, "user": {"user_id": user}, "role": {"id": role, "name": "Editor"}}
    assert shown[8] == {"organization": mention, "connection": {"id": connection}}


def test_a_stream_is_told_what_it_subscribed_to_and_while_it_is_enabled(tenant, hook):
    made = stream(tenant, hook, "some", "user.deleted")
    stream(tenant, hook, "all")
    users = [person(tenant, f"e{n}") for n in range(3)]
    done(tenant.api("DELETE", f"users/{users[0]['user_id']}"))
    assert who(hook.waits(1, "some")) == [users[0]["user_id"]]
    done(tenant.api("PATCH", f"event-streams/{made['id']}", {"status": "disabled"}))
    done(tenant.api("DELETE", f"users/{users[1]['user_id']}"))
    hook.waits(5, "all")
    done(tenant.api("PATCH", f"event-streams/{made['id']}", {"status": "enabled"}))
    done(tenant.api("DELETE", f"users/{users[2]['user_id']}"))
    hook.waits(6, "all")
    assert who(hook.waits(2, "some")) == [users[0]["user_id"], users[2]["user_id"]]
    done(tenant.api("DELETE", f"event-streams/{made['id']}"))
    person(tenant, "e9")
    hook.waits(7, "all")
    assert len(hook.told("some")) == 2


@pytest.fixture
def own(fresh_server, tmp_path):
    """A server of one test, a tenant in it, and a hook for it."""
    receiver = Hook(tmp_path)
    server = fresh_server("--allow-private-networks", environment={"SSL_CERT_FILE": receiver.ca}).start()
    yield server.tenant(), receiver
    receiver.close()


def test_what_a_receiver_missed_comes_again_soon_or_when_somebody_asks(own):
    tenant, hook = own
    made = stream(tenant, hook, "down")
    path = f"event-streams/{made['id']}"
    hook.status = 503
    first = person(tenant, "f1")["user_id"]
    eventually(lambda: [r for r in hook.requests if r[:2] == ("/down", 503)], 15, "nothing was tried")
    hook.status = 200
    assert who(hook.waits(1, "down")) == [first]
    delivery = eventually(lambda: (d := tenant.api("GET", f"{path}/deliveries").json()["deliveries"])[0]["status"] == "delivered"
                          and d[0])
    assert [a["status"] for a in delivery["attempts"]][::len(delivery["attempts"]) - 1] == ["failed", "delivered"]
    hook.close()
    second = person(tenant, "f2")["user_id"]
    failed = eventually(lambda: tenant.api("GET", f"{path}/deliveries", params={"statuses": "failed"}).json()["deliveries"], 30)
    assert len(failed) == 1 and [a["status"] for a in failed[0]["attempts"]] == ["failed"] * 4
    assert [m["window_total"] for m in tenant.api("GET", f"{path}/stats").json()["metrics"]] == [1, 1]
    hook.open()
    third = person(tenant, "f3")["user_id"]
    assert who(hook.waits(2, "down")) == [first, third]
    done(tenant.api("POST", f"{path}/redeliver", {"event_types": ["user.created"]}), 202)
    assert who(hook.waits(3, "down")) == [first, third, second]


def test_a_stream_that_nobody_takes_is_switched_off(own):
    tenant, hook = own
    made = stream(tenant, hook, "refusing", "user.created")
    path = f"event-streams/{made['id']}"
    hook.status = 400  # which nobody tries again
    rows = [{"email": f"row{number}@example.test"} for number in range(560)]
    database = next(c for c in tenant.api("GET", "connections").json() if c["name"] == DATABASE)
    done(tenant.api("POST", "jobs/users-imports", data={"connection_id": database["id"]},
                    files={"users": ("users.json", json.dumps(rows), "application/json")}), 202)
    eventually(lambda: tenant.api("GET", path).json()["status"] == "disabled", 60, "it was not switched off")
    tried = len(hook.requests)
    assert 500 <= tried < 560
    failed = tenant.api("GET", f"{path}/deliveries", params={"statuses": "failed", "take": 1}).json()["deliveries"]
    # What failed before can be told, what happens meanwhile is missed, and then it goes on.
    hook.status = 200
    done(tenant.api("POST", f"{path}/redeliver/{failed[0]['id']}"), 202)
    hook.waits(1, "refusing")
    person(tenant, "missed")
    done(tenant.api("PATCH", path, {"status": "enabled"}))
    told = person(tenant, "told")["user_id"]
    assert who(hook.waits(2, "refusing"))[1:] == [told]


def test_a_receiver_that_hangs_holds_no_other_stream_up(own):
    tenant, hook = own
    hook.delays["/hanging"] = 8
    stream(tenant, hook, "hanging")
    stream(tenant, hook, "beside")
    users = [person(tenant, f"g{n}")["user_id"] for n in range(5)]
    assert who(hook.waits(5, "beside", within=10)) == users


def test_a_kill_right_after_an_answer_loses_nothing(own):
    tenant, hook = own
    stream(tenant, hook, "killed")
    users = []
    for round in range(3):
        hook.close()
        users += [person(tenant, f"h{round}{n}")["user_id"] for n in range(4)]
        tenant.server.kill()
        hook.open()
        tenant.server.start()
        tenant = tenant.on()
        hook.waits(len(users), "killed", within=60)
        # Those that were tried while the receiver was gone come when they are tried again, behind those that were not.
        assert set(users) <= set(who(hook.told("killed")))


@pytest.mark.postgres
def test_two_servers_on_one_database_tell_every_event_once_and_in_order(fresh_server, fresh_database, tmp_path):
    hook = Hook(tmp_path)
    servers = [fresh_server("--allow-private-networks", database=fresh_database, environment={"SSL_CERT_FILE": hook.ca})
               for _ in range(2)]
    for server in servers:
        server.start()
    here = servers[0].tenant("shared")
    stream(here, hook, "pair", "user.created")
    eventually(lambda: here.on(servers[1]).ask_token({"audience": here.audience}).status_code == 200)
    made = {0: [], 1: []}

    def make(number):
        own = here.on(servers[number])
        for n in range(25):
            made[number].append(person(own, f"s{number}-{n}")["user_id"])

    threads = [threading.Thread(target=make, args=[number]) for number in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    came = who(hook.waits(50, "pair", within=30))
    time.sleep(2)
    assert len(hook.told("pair")) == 50 == len(set(came))
    for users in made.values():
        assert [u for u in came if u in users] == users
    for server in servers:
        server.stop()
    hook.close()


class Reader:
    """Somebody who reads `GET /api/v2/events`."""

    def __init__(self, tenant, headers=None, **params):
        token = tenant.token()
        self.answer = requests.get(f"{tenant.url}/api/v2/events", params=params, stream=True, timeout=(10, 60),
                                   headers={"Authorization": f"Bearer {token}", **(headers or {})})
        self.messages, self.comments, self.ended = [], [], threading.Event()
        if self.answer.status_code == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        message = {}
        try:
            for line in self.answer.iter_lines(chunk_size=1, decode_unicode=True):
                name, _, value = line.partition(":")
                if not line:
                    if "data" in message:
                        self.messages.append((message["event"], message["id"], json.loads(message["data"])))
                    message = {}
                elif not name:
                    self.comments.append(value.strip())
                else:
                    message[name] = value.lstrip()
        except (requests.RequestException, AttributeError, ValueError, OSError):
            pass  # the connection was closed
        self.ended.set()

    def events(self):
        return [data["event"] for name, _, data in list(self.messages) if name not in ("offset-only", "error")]

    def waits(self, count, within=10):
        eventually(lambda: len(self.events()) >= count, within, f"fewer than {count} events were read: {self.messages}")
        return self.events()

    @property
    def place(self):
        """Where the reader is."""
        return eventually(lambda: self.messages)[-1][1]

    def close(self):
        """Hangs up; closing the answer would wait for the thread that reads."""
        with contextlib.suppress(OSError, AttributeError):
            self.answer.raw.connection.sock.shutdown(socket.SHUT_RDWR)
        self.ended.wait(5)


def test_events_are_read_as_they_happen_and_from_where_somebody_stopped(tenant):
    person(tenant, "before-anybody-reads")
    reader = Reader(tenant)
    assert reader.answer.status_code == 200 and reader.answer.headers["Content-Type"] == "text/event-stream"
    eventually(lambda: reader.comments == ["connected"])
    user = person(tenant, "ida")
    changed(tenant, user, nickname="i")
    events = reader.waits(2)
    assert [e["type"] for e in events] == ["user.created", "user.updated"] and who(events) == [user["user_id"]] * 2
    assert events[0]["a0tenant"] == tenant.name and events[0]["a0stream"].startswith("est_")
    assert [(name, data["type"], data["offset"] == place) for name, place, data in reader.messages] == [
        (name, name, True) for name in ("offset-only", "user.created", "user.updated")]
    places = [place for _, place, _ in reader.messages]
    reader.close()
    missed = person(tenant, "jon")["user_id"]
    for from_where in ({"from": places[1]}, {"headers": {"Last-Event-ID": places[1]}, "from": places[2]}):
        again = Reader(tenant, **from_where)
        assert who(again.waits(2)) == [user["user_id"], missed]
        again.close()
    moment = events[0]["time"][:19] + "Z"
    again = Reader(tenant, from_timestamp=moment)
    assert who(again.waits(3)) == [user["user_id"], user["user_id"], missed]
    again.close()


def test_readers_name_the_events_they_want(tenant):
    reader = Reader(tenant, event_type=["user.deleted", "organization.created"])
    eventually(lambda: reader.messages)
    user = person(tenant, "kim")["user_id"]
    tenant.create("organizations", name="readers")
    done(tenant.api("DELETE", f"users/{user}"))
    assert [e["type"] for e in reader.waits(2)] == ["organization.created", "user.deleted"]
    reader.close()
    refused = tenant.api("GET", "events", params={"event_type": "user.married"})
    assert refused.status_code == 400 and refused.json()["errorCode"] == "invalid_query_string"


def test_places_that_are_none_or_long_gone_are_refused(tenant):
    reader = Reader(tenant)
    place = reader.place
    reader.close()
    ask = lambda **params: tenant.api("GET", "events", params=params)
    for params in ({"from": "nowhere"}, {"from": base64.b64encode(b"-5").decode()}, {"from_timestamp": "yesterday"},
                   {"from": place, "from_timestamp": "2026-01-01T00:00:00Z"}):
        refused = ask(**params)
        assert refused.status_code == 400 and refused.json()["statusCode"] == 400, refused.text
    execute(tenant.server, "UPDATE event_followers SET after_position = after_position + 9000000000000000 "
                           f"WHERE stream = 'readers' AND tenant = '{tenant.name}'")
    gone = ask(**{"from": place})
    assert (gone.status_code, gone.json()["errorCode"]) == (410, "cursor_expired")


def test_only_who_may_reads_and_no_more_than_a_server_has_room_for(tenant):
    machine = tenant.machine(api={"identifier": "https://other.test/"})
    assert requests.get(f"{tenant.url}/api/v2/events", timeout=10).status_code == 401
    grants = tenant.api("GET", "client-grants", params={"audience": tenant.audience}).json()
    assert any("read:events" in g["scope"] for g in grants)
    less = tenant.create("client-grants", client_id=machine.id, audience=tenant.audience, scope=["read:users"])
    token = tenant.token(client_id=machine.id, client_secret=machine.secret)
    refused = tenant.api("GET", "events", token=token)
    assert (refused.status_code, refused.json()["errorCode"]) == (403, "insufficient_scope") and less["id"]
    readers = [Reader(tenant) for _ in range(20)]
    assert [r.answer.status_code for r in readers] == [200] * 20
    assert Reader(tenant).answer.status_code == 429
    # Streams that wait are no work: others are answered as ever.
    assert tenant.api("GET", "users").status_code == 200
    for reader in readers:
        reader.close()


def test_many_readers_do_not_stand_in_the_way_of_requests(fresh_server):
    server = fresh_server("--request-limit", "8").start()
    tenants = [server.tenant() for _ in range(2)]
    readers = [Reader(tenant) for tenant in tenants for _ in range(15)]
    assert [r.answer.status_code for r in readers] == [200] * 30
    for _ in range(5):
        assert tenants[0].api("GET", "users").status_code == 200
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 10
    assert all(reader.ended.wait(5) for reader in readers)


def test_a_reader_that_does_not_read_takes_no_memory(fresh_server):
    server = fresh_server().start()
    tenant = server.tenant()
    slow = Reader.__new__(Reader)
    slow.answer = requests.get(f"{tenant.url}/api/v2/events", stream=True, timeout=60,
                               headers={"Authorization": f"Bearer {tenant.token()}"})
    user = person(tenant, "lea")
    text = "x" * 200_000

    def change(times):
        for n in range(times):
            changed(tenant, user, user_metadata={"text": f"{n}{text}"})
        return server.memory()

    before = change(60)  # what the caches of the database and of the allocator hold
    grown = change(120) - before
    assert grown < 120 * len(text), f"{grown >> 20} MiB"
    slow.answer.close()


def test_a_tenant_that_nobody_follows_keeps_no_events(tenant):
    person(tenant, "max")
    reader = Reader(tenant, from_timestamp="2020-01-01T00:00:00Z")
    eventually(lambda: reader.messages)
    person(tenant, "nea")
    assert objects(reader.waits(1))[0]["email"] == "nea@example.test"
    reader.close()
