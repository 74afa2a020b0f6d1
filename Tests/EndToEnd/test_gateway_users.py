"""The gateway's routes over users, before a server over TLS: lists, changes, imports, and a tenant that rotates or is down."""
import json
import secrets

import pytest
import requests
from conftest import SERVERS, remember
from gateway import Gateway, allow_administration, bearer, default_tenant, login_client, make_connection, make_login_app
from harness import Server, eventually
from person import claims
from signing_in import PASSWORD, options, without_throttle

pytestmark = pytest.mark.timeout(120)


class House:
    """A tenant with two connections, one for each environment, and a gateway that knows the first alone."""

    def __init__(self, server):
        self.server, self.tenant = server, default_tenant(server)
        without_throttle(self.tenant)
        self.app = make_login_app(self.tenant)
        self.connections = {n: make_connection(self.tenant, n, self.app) for n in ("users-dev", "users-prod")}
        for name in self.connections:
            options(self.tenant, name, passwordPolicy="none", brute_force_protection=False)

    def configuration(self, *names):
        """Gateways of these connections; the first is the default."""
        return {
            "clients": {"mobile": login_client(self.app, "offline_access", supportedConnections=list(names), defaultConnection=names[0])},
            "defaultClient": "mobile",
            "managementClient": {
                **allow_administration(self.tenant), "defaultManagementConnectionName": names[0],
                "supportedConnectionsMap": {n: {"connectionId": self.connections[n]["id"]} for n in names}},
        }

    def user(self, name="users-dev", **body):
        """A user made at the tenant."""
        return self.tenant.create("users", **{"connection": name, "email": f"u-{secrets.token_hex(5)}@people.example.test",
                                              "password": PASSWORD, **body})


def watch(request, gateway):
    """Keeps a gateway's log within reach of failing tests, and ends it whatever happens."""
    running = request.config.stash.setdefault(SERVERS, [])
    running.append(gateway)
    request.addfinalizer(lambda: (gateway.kill(), running.remove(gateway)))
    return gateway


@pytest.fixture(scope="module")
def house(binary, request, tmp_path_factory):
    return House(remember(request, Server(tmp_path_factory.mktemp("users-server"))).start())


@pytest.fixture(scope="module")
def gateway(house, request, tmp_path_factory):
    return watch(request, Gateway(tmp_path_factory.mktemp("users-gateway"), house.configuration("users-dev"), house.server)).start()


def listed(gateway, rows=None, **query):
    """The ids that a list answers with."""
    headers = {"acl_rows": json.dumps(rows)} if rows is not None else None
    answer = gateway.ask("GET", "/users", headers=headers, params=query)
    assert answer.status_code == 200, answer.text
    assert all(u["_id"] == u["user_id"] for u in answer.json())
    return {u["user_id"] for u in answer.json()}


def sign_in(gateway, user, password=PASSWORD):
    return gateway.ask("POST", "/oauth/token", data={"grant_type": "password", "username": user["email"], "password": password})


def test_users_are_found_by_what_is_known_of_them(gateway, house):
    mark = secrets.token_hex(4)
    one = house.user(email=f"{mark}-one@people.example.test", nickname=f"{mark}-nick", app_metadata={"groups": ["admin", mark], "n": {"plan": mark}})
    two = house.user(email=f"{mark}-two@people.example.test", app_metadata={"groups": [mark]}, user_metadata={"groups": ["admin"]})
    other = house.user("users-prod", email=f"{mark}-other@people.example.test", app_metadata={"groups": [mark]})
    both = {one["user_id"], two["user_id"]}
    assert listed(gateway, email=one["email"]) == {one["user_id"]}
    assert listed(gateway, email=f"{mark}-*") == both, "another environment's users were shown"
    assert listed(gateway, nickname=f"{mark}-nick") == {one["user_id"]}
    assert listed(gateway, **{"app_metadata.groups": mark}) == both
    assert listed(gateway, **{"app_metadata.groups": [mark, "admin"]}) == {one["user_id"]}
    assert listed(gateway, **{"app_metadata.n.plan": mark}) == {one["user_id"]}
    assert listed(gateway, email=f"{mark}-*", connection="users-dev") == both
    assert listed(gateway, connection="users-prod") == set()
    assert listed(gateway, email=f'{mark}" OR email:"{other["email"]}') == set()

    assert listed(gateway, [{"app_metadata.groups": {"$in": [mark, "nobody"]}}]) == both
    assert listed(gateway, [{"app_metadata.groups": {"$in": ["admin"]}}], email=f"{mark}-*") == {one["user_id"]}
    assert listed(gateway, [{"app_metadata.groups": {"$in": []}}], email=f"{mark}-*") == set()
    refused = gateway.ask("GET", "/users", headers={"acl_rows": '[{"email":{"$regex":".*"}}]'})
    assert refused.status_code == 400 and refused.json()["error"] == "Bad Request"

    pages = [listed(gateway, email=f"{mark}-*", _l=1, _sk=skip, sort="email:1") for skip in (0, 1, 2)]
    assert pages == [{one["user_id"]}, {two["user_id"]}, set()]


def test_a_user_is_made_changed_and_deleted(gateway, house):
    email = f"{secrets.token_hex(5)}@people.example.test"
    made = gateway.ask("POST", "/users", json={"email": email, "password": PASSWORD, "app_metadata": {"groups": ["a"]}})
    assert made.status_code == 201, made.text
    user = made.json()
    assert user["identities"][0]["connection"] == "users-dev"
    assert gateway.ask("POST", "/users", json={"email": email, "password": PASSWORD}).status_code == 409
    assert gateway.ask("POST", "/users", json={"email": "x@y.example", "connection": "users-prod"}).status_code == 400
    assert gateway.ask("POST", "/users", json={"email": "no address"}).status_code == 400

    path = f"/users/{user['user_id'].replace('|', '%7C')}"
    changed = gateway.ask("PATCH", path, json={"app_metadata": {"groups": None, "plan": "gold"}})
    assert changed.status_code == 200 and changed.json()["app_metadata"] == {"plan": "gold"}
    assert gateway.ask("PATCH", path, json={"$set": {"name": "New Name"}}).json()["name"] == "New Name"
    assert gateway.ask("PATCH", path, json={"$inc": {"a": 1}}).status_code == 400
    assert gateway.ask("PATCH", path, json={"nonsense": 1}).status_code == 400

    tokens = sign_in(gateway, user).json()
    assert {"userId": user["user_id"]} in gateway.ask("GET", "/users/active").json()
    assert gateway.userinfo(bearer(tokens)).status_code == 200
    assert gateway.ask("PATCH", path, json={"blocked": True}).status_code == 200
    assert gateway.userinfo(bearer(tokens)).status_code == 401, "somebody who is blocked is still signed in"
    assert {"userId": user["user_id"]} not in gateway.ask("GET", "/users/active").json()
    assert sign_in(gateway, user).status_code == 403
    assert gateway.ask("PATCH", path, json={"blocked": False}).status_code == 200

    tokens = sign_in(gateway, user).json()
    assert gateway.ask("DELETE", path).status_code == 204
    assert gateway.userinfo(bearer(tokens)).status_code == 401
    assert gateway.ask("DELETE", path).status_code == 404 and gateway.ask("PATCH", path, json={"name": "N"}).status_code == 404


def test_another_environment_s_users_cannot_be_reached_by_id(gateway, house):
    other = house.user("users-prod")
    path = f"/users/{other['user_id']}"
    assert gateway.ask("PATCH", path, json={"name": "N"}).status_code == 404
    assert gateway.ask("DELETE", path).status_code == 404
    assert gateway.ask("POST", "/users/change-password", json={"userId": other["user_id"]}).status_code == 404
    assert house.tenant.api("GET", f"users/{other['user_id']}").json()["name"] != "N"


def test_a_change_of_password_sends_a_mail(gateway, house):
    user = house.user()
    assert gateway.ask("POST", "/users/change-password", json={"userId": user["user_id"]}).status_code == 204
    assert gateway.ask("POST", "/users/change-password", json={"userId": "auth0|nobody"}).status_code == 404
    assert gateway.ask("POST", "/users/change-password", json={}).status_code == 400
    house.tenant.management_token = None
    events = lambda: [e for e in house.tenant.api("GET", "logs", params={"per_page": 50}).json() if e["type"] == "scpr"]
    assert eventually(lambda: any(user["email"] in json.dumps(e) for e in events()), why="no change of password was asked for")


def test_users_are_imported(gateway, house):
    mark = secrets.token_hex(4)
    users = [{"email": f"{mark}-{n}@people.example.test", "app_metadata": {"groups": [mark]}} for n in range(3)]
    users.append({"email": "no address"})
    started = gateway.ask("POST", "/users/import", files={"users": ("users.json", json.dumps(users), "application/json")},
                          data={"connection": "users-dev", "external_id": mark})
    assert started.status_code == 202, started.text
    assert started.json()["connection_id"] == house.connections["users-dev"]["id"] and started.json()["external_id"] == mark
    path = f"/users/import/status/{started.json()['id']}"

    def ended():
        job = gateway.ask("GET", path).json()
        return job if job["status"] in ("completed", "failed") else None

    job = eventually(ended, 30, "the import did not end")
    assert job["summary"]["inserted"] == 3 and job["summary"]["failed"] == 1, job
    errors = gateway.ask("GET", f"{path}/errors")
    assert errors.status_code == 200 and errors.json()[0]["user"]["email"] == "no address"
    assert len(listed(gateway, **{"app_metadata.groups": mark})) == 3

    refused = gateway.ask("POST", "/users/import", files={"users": ("u", "[]")}, data={"connection_id": house.connections["users-dev"]["id"]})
    assert refused.status_code == 400 and "connection_id" in refused.json()["message"]
    assert gateway.ask("POST", "/users/import", files={"users": ("u", "[]")}, data={"connection": "users-prod"}).status_code == 400
    assert gateway.ask("GET", "/users/import/status/job_0000000000000000").status_code in (400, 404)

    fine = gateway.ask("POST", "/users/import", json={"users": [{"email": f"{mark}-x@people.example.test"}]})
    assert fine.status_code == 202, fine.text
    path = f"/users/import/status/{fine.json()['id']}"
    assert eventually(ended, 30, "the import did not end")["summary"]["inserted"] == 1
    nothing = gateway.ask("GET", f"{path}/errors")
    assert nothing.status_code == 204 and nothing.content == b""


def test_imports_need_connections_with_ids(house, request, tmp_path):
    configuration = house.configuration("users-dev")
    configuration["managementClient"] = allow_administration(house.tenant)
    gateway = watch(request, Gateway(tmp_path, configuration, house.server)).start()
    assert gateway.ask("POST", "/users/import", files={"users": ("u", "[]")}).status_code == 501
    assert gateway.ask("POST", "/users", json={"email": "x@y.example"}).status_code == 400, "there is no default connection"
    one, other = house.user(), house.user("users-prod")
    assert listed(gateway, email=one["email"]) and listed(gateway, email=other["email"]), "all connections are seen"


def test_user_metadata_gives_no_groups(gateway, house):
    user = house.user(user_metadata={"groups": ["admin"]})
    tokens = sign_in(gateway, user).json()
    assert gateway.userinfo(bearer(tokens)).json()["groups"] == []


def test_groups_come_from_the_management_api_where_that_is_asked_for(house, request, tmp_path):
    configuration = house.configuration("users-dev")
    configuration["customClaimsNamespaces"] = ["https://ns.example/app_metadata", "https://ns.example/user_metadata"]
    gateway = watch(request, Gateway(tmp_path, configuration, house.server, {"METADATA_FROM_MANAGEMENT_API": "true"})).start()
    user = house.user(app_metadata={"groups": ["buyers"]}, user_metadata={"groups": ["admin"], "color": "green"})
    tokens = sign_in(gateway, user).json()
    me = gateway.userinfo(bearer(tokens)).json()
    assert me["groups"] == ["buyers"] and me["color"] == "green" and me["https://ns.example/app_metadata"] == {"groups": ["buyers"]}
    house.tenant.api("PATCH", f"users/{user['user_id']}", {"app_metadata": {"groups": ["sellers"]}})
    assert gateway.userinfo(bearer(tokens)).json()["groups"] == ["buyers"], "the tenant was asked though the session lives"
    renewed = gateway.ask("POST", "/refreshtoken", headers=bearer(tokens), json={"refresh_token": tokens["refreshToken"]}).json()
    assert gateway.userinfo(bearer(renewed)).json()["groups"] == ["sellers"]


def test_two_environments_on_two_connections_of_one_tenant(gateway, house, request, tmp_path):
    configuration = house.configuration("users-prod")
    production = watch(request, Gateway(tmp_path, configuration, house.server)).start()
    email = f"{secrets.token_hex(5)}@people.example.test"
    mine, theirs = house.user(email=email), house.user("users-prod", email=email, password="another Battery 7")
    assert listed(gateway, email=email) == {mine["user_id"]} and listed(production, email=email) == {theirs["user_id"]}
    assert sign_in(gateway, mine).status_code == 200 and sign_in(production, mine).status_code == 403
    assert sign_in(production, theirs, "another Battery 7").status_code == 200
    assert gateway.ask("POST", "/oauth/token", data={"grant_type": "password", "username": email, "password": PASSWORD,
                                                     "connection": "users-prod"}).status_code == 400


def test_keys_rotate_while_people_sign_in(gateway, house):
    user = house.user()
    kids = []
    for _ in range(3):
        answer = sign_in(gateway, user)
        assert answer.status_code == 200, answer.text
        kids.append(answer.json()["idToken"].split(".")[0])
        assert claims(answer.json()["idToken"])["sub"] == user["user_id"]
        house.tenant.management_token = None
        rotated = house.tenant.api("POST", "keys/signing/rotate")
        assert rotated.status_code == 201, rotated.text
        house.tenant.management_token = None
    assert len(set(kids)) == 3, "the keys did not rotate"
    # The key that the gateway's own token is signed with is revoked: it gets another token and asks again.
    for key in house.tenant.api("GET", "keys/signing").json():
        if key.get("previous") and not key.get("revoked"):
            house.tenant.api("PUT", f"keys/signing/{key['kid']}/revoke")
    assert listed(gateway, email=user["email"]) == {user["user_id"]}


def test_a_tenant_that_is_down(binary, request, tmp_path):
    server = remember(request, Server(tmp_path / "server")).start()
    house = House(server)
    gateway = watch(request, Gateway(tmp_path / "gateway", house.configuration("users-dev"), server)).start()
    user = house.user()
    tokens = sign_in(gateway, user).json()
    assert listed(gateway, email=user["email"])
    server.stop()
    for answer in (gateway.ask("GET", "/users"), gateway.ask("DELETE", f"/users/{user['user_id']}"), sign_in(gateway, user)):
        assert answer.status_code == 502 and answer.json()["error"] == "Bad Gateway", answer.text
        assert answer.elapsed.total_seconds() < 10
    assert gateway.userinfo(bearer(tokens)).status_code == 200
    assert gateway.ask("GET", "/users/active").json() == [{"userId": user["user_id"]}]
    assert requests.get(f"{gateway.url}/-/ready", timeout=5).status_code == 200
    server.start()
    assert sign_in(gateway, user).status_code == 200
    assert listed(gateway, email=user["email"]) == {user["user_id"]}


def test_a_tenant_below_localhost_needs_no_name_server(house, request, tmp_path):
    text = json.dumps(house.configuration("users-dev")).replace("https://127.0.0.1:", "https://default.latchkey.localhost:")
    gateway = watch(request, Gateway(tmp_path, text, house.server)).start()
    user = house.user()
    tokens = sign_in(gateway, user)
    assert tokens.status_code == 200, tokens.text
    assert claims(tokens.json()["idToken"])["iss"].startswith("https://default.latchkey.localhost:")
    assert listed(gateway, email=user["email"]) == {user["user_id"]}


def test_a_tenant_that_is_not_trusted_is_not_believed(house, request, tmp_path):
    gateway = watch(request, Gateway(tmp_path, house.configuration("users-dev"))).start()
    assert sign_in(gateway, house.user()).status_code == 502
    assert gateway.ask("GET", "/users").status_code == 502


def test_the_routes_are_in_the_document(gateway):
    paths = gateway.ask("GET", "/documentation/json").json()["paths"]
    assert {"get", "post"} <= set(paths["/users"]) and {"patch", "delete"} <= set(paths["/users/{userID}"])
    assert {"/users/active", "/users/import", "/users/import/status/{jobID}", "/users/import/status/{jobID}/errors",
            "/users/change-password"} <= set(paths)
    assert all(o["responses"] and o["summary"] for p in paths.values() for o in p.values())
