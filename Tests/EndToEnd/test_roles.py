"""Roles and permissions through the management API."""
import secrets

from test_users import make


def role(tenant, **members):
    answer = tenant.api("POST", "roles", {"name": f"role-{secrets.token_hex(4)}", **members})
    assert answer.status_code == 200, answer.text
    return answer.json()


def api(tenant):
    return tenant.create("resource-servers", identifier=f"https://api.test/{secrets.token_hex(4)}", name="API",
                         scopes=[{"value": "read:things", "description": "Read"}, {"value": "write:things"}])


def permissions(api, *names):
    return {"permissions": [{"resource_server_identifier": api["identifier"], "permission_name": name} for name in names]}


def test_a_role_is_made_found_changed_and_removed(tenant):
    made = role(tenant, description="d")
    path = f"roles/{made['id']}"
    assert tenant.api("GET", path).json() == made
    assert tenant.api("GET", "roles", params={"name_filter": made["name"].upper()}).json() == [made]
    assert tenant.api("POST", "roles", {"name": made["name"]}).status_code == 409
    assert tenant.api("PATCH", path, {"description": "e"}).json()["description"] == "e"
    removed = tenant.api("DELETE", path)
    assert (removed.status_code, removed.json()) == (200, {})
    assert tenant.api("DELETE", path).status_code == 404


def test_what_a_role_permits_is_its_users(tenant):
    made, server, user = role(tenant), api(tenant), make(tenant)
    path = f"roles/{made['id']}"
    answer = tenant.api("POST", f"{path}/permissions", permissions(server, "read:things"))
    assert (answer.status_code, answer.json()) == (201, {})
    assert tenant.api("POST", f"{path}/users", {"users": [user["user_id"]]}).status_code == 200
    assert [u["user_id"] for u in tenant.api("GET", f"{path}/users").json()] == [user["user_id"]]
    listed = tenant.api("GET", f"users/{user['user_id']}/permissions").json()
    assert listed == [{"permission_name": "read:things", "description": "Read", "resource_server_name": "API",
                       "resource_server_identifier": server["identifier"],
                       "sources": [{"source_id": made["id"], "source_name": made["name"], "source_type": "ROLE"}]}]
    assert tenant.api("DELETE", f"{path}/permissions", permissions(server, "read:things")).status_code == 204
    assert tenant.api("GET", f"users/{user['user_id']}/permissions").json() == []


def test_roles_are_given_and_taken_on_the_user(tenant):
    made, user = role(tenant), make(tenant)
    path = f"users/{user['user_id']}/roles"
    assert tenant.api("POST", path, {"roles": [made["id"]]}).status_code == 204
    assert [r["id"] for r in tenant.api("GET", path).json()] == [made["id"]]
    assert tenant.api("DELETE", path, {"roles": [made["id"]]}).status_code == 204
    assert tenant.api("GET", path, params={"include_totals": "true"}).json() == {
        "roles": [], "start": 0, "limit": 50, "total": 0}
    assert tenant.api("POST", path, {"roles": ["rol_no"]}).status_code == 404


def test_permissions_of_an_api_that_is_gone_are_gone(tenant):
    made, server = role(tenant), api(tenant)
    path = f"roles/{made['id']}/permissions"
    tenant.api("POST", path, permissions(server, "read:things", "write:things"))
    tenant.api("PATCH", f"resource-servers/{server['id']}", {"scopes": [{"value": "write:things"}]})
    assert [p["permission_name"] for p in tenant.api("GET", path).json()] == ["write:things"]
    tenant.api("DELETE", f"resource-servers/{server['id']}")
    assert tenant.api("GET", path).json() == []
    assert tenant.api("POST", path, permissions(server, "read:things")).status_code == 404


def test_a_user_who_is_gone_has_no_role(tenant):
    made, user = role(tenant), make(tenant)
    tenant.api("POST", f"roles/{made['id']}/users", {"users": [user["user_id"]]})
    tenant.api("DELETE", f"users/{user['user_id']}")
    assert tenant.api("GET", f"roles/{made['id']}/users").json() == []
    assert tenant.api("POST", f"roles/{made['id']}/users", {"users": [user["user_id"]]}).status_code == 404
