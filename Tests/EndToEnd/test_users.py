"""Users through the management API: made, found, changed, imported and exported by a server as it runs."""
import csv
import gzip
import io
import json
import secrets

import pytest
import requests
from harness import eventually
from signing_in import make_app

PASSWORD = "correct Horse 8 battery"
CONNECTION = "Username-Password-Authentication"


def address():
    return f"user-{secrets.token_hex(6)}@example.com"


def make(tenant, **members):
    """A user with a password, without a mail."""
    return tenant.create("users", **{"connection": CONNECTION, "email": address(), "password": PASSWORD,
                                     "verify_email": False, **members})


def find(tenant, q, **parameters):
    answer = tenant.api("GET", "users", params={"q": q, "search_engine": "v3", **parameters})
    assert answer.status_code == 200, answer.text
    return answer.json()


def connection_id(tenant):
    return tenant.api("GET", "connections", params={"name": CONNECTION}).json()[0]["id"]


def finished(tenant, job):
    """The job once it is done."""
    def done():
        found = tenant.api("GET", f"jobs/{job['id']}").json()
        return found if found["status"] in ("completed", "failed") else None
    return eventually(done, 20, "the job was not done")


def imported(tenant, rows, **fields):
    """The job of an import, done."""
    answer = tenant.api("POST", "jobs/users-imports", data={"connection_id": connection_id(tenant), **fields},
                        files={"users": ("users.json", json.dumps(rows), "application/json")})
    assert answer.status_code == 202, answer.text
    return finished(tenant, answer.json())


def exported(tenant, **body):
    """The text of an export's file."""
    answer = tenant.api("POST", "jobs/users-exports", body)
    assert answer.status_code == 200, answer.text
    job = finished(tenant, answer.json())
    file = requests.get(job["location"].replace(tenant.tls_url, tenant.url), timeout=20)
    assert file.status_code == 200, file.text
    return gzip.decompress(file.content).decode()


def test_a_user_is_made_read_changed_and_removed(tenant):
    made = make(tenant, user_metadata={"color": "red"})
    path = f"users/{made['user_id']}"
    assert tenant.api("GET", path).json() == made
    assert tenant.api("GET", path, params={"fields": "email"}).json() == {"email": made["email"]}
    assert "email" not in tenant.api("GET", path, params={"fields": "email", "include_fields": "false"}).json()
    changed = tenant.api("PATCH", path, {"user_metadata": {"color": None, "size": 2}, "name": "Anna"}).json()
    assert changed["user_metadata"] == {"size": 2} and changed["name"] == "Anna"
    assert tenant.api("DELETE", path).status_code == 204
    assert tenant.api("DELETE", path).status_code == 204
    gone = tenant.api("GET", path)
    assert (gone.status_code, gone.json()["errorCode"]) == (404, "inexistent_user")


def test_a_taken_address_is_a_conflict(tenant):
    made = make(tenant)
    again = tenant.api("POST", "users", {"connection": CONNECTION, "email": made["email"].upper(), "password": PASSWORD})
    assert (again.status_code, again.json()["message"]) == (409, "The user already exists.")


@pytest.mark.parametrize("body, message", [
    ({"email": "no"}, "Payload validation error: 'Object didn't pass validation for format email: no' on property email."),
    ({"nonsense": 1}, "Payload validation error: 'Additional properties not allowed: nonsense'."),
    ({"password": "weak"}, "PasswordStrengthError: Password is too weak"),
])
def test_a_broken_user_is_refused(tenant, body, message):
    answer = tenant.api("POST", "users", {"connection": CONNECTION, "email": address(), "password": PASSWORD, **body})
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_searches_find_by_every_kind_of_member(shared_tenant):
    tenant, mark = shared_tenant, secrets.token_hex(4)
    anna = make(tenant, name=f"Anna {mark}", user_metadata={"mark": mark, "deep": {"er": mark}}, blocked=True,
                email=f"anna-{mark}@one.test")
    bert = make(tenant, name=f"Bert {mark}", app_metadata={"mark": mark, "plans": ["gold"]}, email=f"bert-{mark}@two.test")
    both = {anna["user_id"], bert["user_id"]}
    for q, expected in [
        (f'email:"{anna["email"]}"', {anna["user_id"]}), (f"email:ANNA-{mark}*", {anna["user_id"]}),
        (f"name:*{mark}", both), (mark, both), (f"user_metadata.mark:{mark}", {anna["user_id"]}),
        (f"user_metadata.deep.er:{mark}", {anna["user_id"]}), (f"app_metadata.mark:{mark}", {bert["user_id"]}),
        (f"name:*{mark} AND blocked:true", {anna["user_id"]}), (f"name:*{mark} AND NOT blocked:true", {bert["user_id"]}),
        (f"name:(\"anna {mark}\" OR \"bert {mark}\")", both), (f"{mark} AND email.domain:two.test", {bert["user_id"]}),
        (f"{mark} AND created_at:[2020-01-01 TO *]", both), (f"{mark} AND created_at:[* TO 2020-01-01]", set()),
        (f"{mark} AND _exists_:last_login", set()), (f"{mark} AND identities.connection:{CONNECTION}", both),
        (f"{mark} AND logins_count:0", both),
    ]:
        assert {user["user_id"] for user in find(tenant, q)} == expected, q
    page = find(tenant, f"name:*{mark}", include_totals="true", per_page=1, sort="name:-1")
    assert (page["total"], page["length"], page["limit"], page["start"]) == (2, 1, 1, 0)
    assert page["users"][0]["user_id"] == bert["user_id"]


def test_whoever_is_blocked_is_found_as_long_as_they_are(tenant):
    users = [make(tenant) for _ in range(3)]

    def blocked(q="blocked:true"):
        return [user["user_id"] for user in find(tenant, q)]
    assert blocked() == []
    for user in users[1:]:
        assert tenant.api("PATCH", f"users/{user['user_id']}", {"blocked": True}).status_code == 200
    assert sorted(blocked()) == sorted(user["user_id"] for user in users[1:])
    assert blocked(f'blocked:true AND email:"{users[2]["email"]}"') == [users[2]["user_id"]]
    assert blocked("blocked:false") == [users[0]["user_id"]] == blocked("NOT blocked:true")
    assert tenant.api("PATCH", f"users/{users[1]['user_id']}", {"blocked": False}).status_code == 200
    assert blocked() == [users[2]["user_id"]]


@pytest.mark.parametrize("parameters", [
    {"q": "name:"}, {"q": "(a"}, {"search_engine": "v1"}, {"sort": "name"}, {"sort": "user_metadata.a:1"},
    {"q": "created_at:soon"}, {"page": 20, "per_page": 100},
])
def test_a_search_that_means_nothing_is_refused(shared_tenant, parameters):
    answer = shared_tenant.api("GET", "users", params=parameters)
    assert answer.status_code == 400 and answer.json()["message"], answer.text


@pytest.mark.parametrize("q", [
    "name:\"' OR 1=1 --\"", "user_metadata.\\\"]'x:1", "user_metadata.a'b:1", "%:1", "name:%", "name:_", "a.b.c.d.e.f:1",
    "\"\\\\\"", "name:\"\u0000\"", "é:ü*",
])
def test_a_search_with_strange_characters_harms_nobody(shared_tenant, q):
    answer = shared_tenant.api("GET", "users", params={"q": q})
    assert answer.status_code in (200, 400), answer.text


def test_linked_accounts_are_one_user_until_they_are_parted(tenant):
    main, other = make(tenant), make(tenant)
    linked = tenant.api("POST", f"users/{main['user_id']}/identities", {
        "provider": "auth0", "user_id": other["user_id"], "connection_id": connection_id(tenant)})
    assert linked.status_code == 201 and len(linked.json()) == 2
    assert tenant.api("GET", f"users/{other['user_id']}").status_code == 404
    bare = other["user_id"].split("|")[1]
    parted = tenant.api("DELETE", f"users/{main['user_id']}/identities/auth0/{bare}")
    assert parted.status_code == 200 and len(parted.json()) == 1
    assert tenant.api("GET", f"users/{other['user_id']}").json()["email"] == other["email"]


def test_an_import_reports_each_row(tenant):
    there = make(tenant)
    good, hashed = address(), address()
    job = imported(tenant, [
        {"email": good, "email_verified": True},
        {"email": there["email"]},
        {"email": "no"},
        {"email": hashed, "custom_password_hash": {
            "algorithm": "sha256", "hash": {"value": "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
                                            "encoding": "hex"}}},
    ], external_id="mine")
    assert job["status"] == "completed" and job["external_id"] == "mine"
    assert job["summary"] == {"failed": 2, "updated": 0, "inserted": 2, "total": 4}
    errors = tenant.api("GET", f"jobs/{job['id']}/errors").json()
    assert [error["errors"][0]["code"] for error in errors] == ["DUPLICATED_USER", "FORMAT"]
    assert tenant.api("GET", "users-by-email", params={"email": hashed}).json()[0]["email_verified"] is False


def sign_in(app, email, password=PASSWORD):
    """Asks for tokens with a name and a password; the whole answer."""
    return app.tenant.ask_token({
        "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION, "username": email,
        "password": password, "scope": "openid offline_access", "client_id": app.id, "client_secret": app.secret})


def refresh(app, token):
    return app.tenant.ask_token({"grant_type": "refresh_token", "refresh_token": token, "client_id": app.id,
                                 "client_secret": app.secret})


@pytest.mark.parametrize("hashed", [
    {"algorithm": "sha256", "hash": {
        "value": "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", "encoding": "hex"}},
    {"algorithm": "md5", "hash": {"value": "c3765a7fe5e4013a75c61dc24c318d40", "encoding": "hex"},
     "salt": {"value": "salty", "position": "suffix"}},
    {"algorithm": "pbkdf2", "hash": {
        "value": "$pbkdf2-sha256$i=1000,l=32$c2FsdHNhbHRzYWx0c2FsdA$8nX7hwFEzIB8aPajJTYK8weHQc5Ngz0pFVAKvSu4jQA",
        "encoding": "utf8"}},
], ids=lambda hashed: hashed["algorithm"])
def test_somebody_imported_signs_in_with_the_password_of_old(tenant, hashed):
    app, email = make_app(tenant), address()
    job = imported(tenant, [{"email": email, "custom_password_hash": hashed}])
    assert job["summary"]["inserted"] == 1, tenant.api("GET", f"jobs/{job['id']}/errors").text
    for _ in range(2):
        assert sign_in(app, email, "password").status_code == 200
    assert sign_in(app, email, "passw0rd").status_code == 403


def test_whoever_is_blocked_or_given_a_password_is_signed_out(tenant):
    app, user = make_app(tenant), make(tenant)
    path = f"users/{user['user_id']}"
    tokens = sign_in(app, user["email"]).json()
    assert refresh(app, tokens["refresh_token"]).status_code == 200
    assert len(tenant.api("GET", f"{path}/refresh-tokens").json()["tokens"]) == 1
    assert tenant.api("PATCH", path, {"password": "another Horse 9 battery"}).status_code == 200
    assert refresh(app, tokens["refresh_token"]).status_code == 403
    assert sign_in(app, user["email"]).status_code == 403
    tokens = sign_in(app, user["email"], "another Horse 9 battery").json()
    assert tenant.api("PATCH", path, {"blocked": True}).status_code == 200
    assert refresh(app, tokens["refresh_token"]).status_code == 403
    assert sign_in(app, user["email"], "another Horse 9 battery").status_code in (401, 403)
    assert tenant.api("PATCH", path, {"blocked": False}).status_code == 200
    assert sign_in(app, user["email"], "another Horse 9 battery").status_code == 200


def test_a_refresh_token_is_noted_on_and_revoked_by_its_id(tenant):
    app, user = make_app(tenant), make(tenant)
    tokens = sign_in(app, user["email"]).json()
    listed = tenant.api("GET", "refresh-tokens", params={"user_id": user["user_id"]}).json()["refresh_tokens"]
    assert [(token["client_id"], token["user_id"]) for token in listed] == [(app.id, user["user_id"])]
    path = f"refresh-tokens/{listed[0]['id']}"
    noted = tenant.api("PATCH", path, {"refresh_token_metadata": {"device": "phone"}})
    assert noted.json()["refresh_token_metadata"] == {"device": "phone"}
    assert tenant.api("DELETE", path).status_code == 204
    assert refresh(app, tokens["refresh_token"]).status_code == 403
    assert tenant.api("GET", path).status_code == 404


def test_a_block_is_shown_and_lifted(tenant):
    app, user = make_app(tenant), make(tenant)
    for _ in range(10):
        assert sign_in(app, user["email"], "wrong").status_code == 403
    assert sign_in(app, user["email"]).status_code == 429
    blocks = {"blocked_for": [{"identifier": user["email"], "ip": "127.0.0.1", "connection": CONNECTION}]}
    assert tenant.api("GET", f"user-blocks/{user['user_id']}").json() == blocks
    assert tenant.api("GET", "user-blocks", params={"identifier": user["email"]}).json() == blocks
    assert tenant.api("DELETE", "user-blocks", params={"identifier": user["email"]}).status_code == 204
    assert sign_in(app, user["email"]).status_code == 200


def test_a_form_without_its_file_is_told_so(tenant):
    for form, message in [
        ({"connection_id": (None, connection_id(tenant))}, "Must provide 'users' file as multipart part."),
        ({"users": ("users.json", "[]")}, "Must provide 'connection_id' as multipart part."),
    ]:
        answer = tenant.api("POST", "jobs/users-imports", files=form)
        assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_an_import_without_errors_has_none(tenant):
    job = imported(tenant, [{"email": address()}])
    assert tenant.api("GET", f"jobs/{job['id']}/errors").status_code == 204


def test_an_import_is_remembered_by_the_next_server(fresh_server):
    server = fresh_server().start()
    tenant = server.tenant()
    rows = [{"email": f"user{number}@example.com"} for number in range(3000)]
    answer = tenant.api("POST", "jobs/users-imports", data={"connection_id": connection_id(tenant)},
                        files={"users": ("users.json", json.dumps(rows), "application/json")})
    assert answer.status_code == 202, answer.text
    server.kill()
    server.start()
    job = tenant.api("GET", f"jobs/{answer.json()['id']}").json()
    assert job["status"] in ("pending", "processing", "completed")


def test_an_import_that_is_too_long_is_refused(tenant):
    rows = [{"email": f"user{number}@example.com", "name": "x" * 500} for number in range(1200)]
    answer = tenant.api("POST", "jobs/users-imports", data={"connection_id": connection_id(tenant)},
                        files={"users": ("users.json", json.dumps(rows), "application/json")})
    assert answer.status_code == 413, answer.text


def test_an_export_is_a_table_that_no_program_takes_for_formulas(tenant):
    made = make(tenant, name="=1+1", user_metadata={"say": 'a "quote", and a comma'})
    text = exported(tenant, connection_id=connection_id(tenant), format="csv", fields=[
        {"name": "user_id"}, {"name": "name"}, {"name": "user_metadata.say", "export_as": "said"},
        {"name": "identities[0].connection"}, {"name": "created_at"}])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows == [{"user_id": "'" + made["user_id"], "name": "'=1+1", "said": '\'a "quote", and a comma',
                     "identities[0].connection": "'" + CONNECTION, "created_at": made["created_at"]}]


def test_an_export_of_many_users_is_whole(tenant):
    imported(tenant, [{"email": f"user{number}@example.com"} for number in range(1200)])
    lines = exported(tenant, format="json", fields=[{"name": "email"}]).splitlines()
    assert {json.loads(line)["email"] for line in lines} == {f"user{number}@example.com" for number in range(1200)}
    assert len(exported(tenant, format="json", limit=7).splitlines()) == 7


def test_the_address_of_an_export_opens_nothing_else(tenant):
    make(tenant)
    job = finished(tenant, tenant.api("POST", "jobs/users-exports", {}).json())
    location = job["location"].replace(tenant.tls_url, tenant.url)
    assert requests.get(location, timeout=20).status_code == 200
    for broken in (location[:-1], location.split("?")[0], location.replace("expires=", "expires=9")):
        assert requests.get(broken, timeout=20).status_code == 404
    assert tenant.api("GET", "jobs/job_0000000000000000").status_code == 404


def test_tickets_lead_to_this_host(tenant):
    made = make(tenant)
    for kind in ("password-change", "email-verification"):
        answer = tenant.api("POST", f"tickets/{kind}", {"user_id": made["user_id"]})
        assert answer.status_code == 201
        assert answer.json()["ticket"].startswith(f"{tenant.url}/u/") and answer.json()["ticket"].endswith("#")
    assert tenant.api("POST", "tickets/password-change", {}).status_code == 400


def test_empty_lists_are_empty_and_unknown_users_unknown(tenant):
    path = f"users/{make(tenant)['user_id']}"
    for list_path, empty in [
        ("roles", []), ("permissions", []), ("organizations", []), ("authentication-methods", []),
        ("enrollments", []), ("sessions", {"sessions": []}), ("refresh-tokens", {"tokens": []}),
        ("connected-accounts", {"connected_accounts": []}), ("federated-connections-tokensets", []),
    ]:
        answer = tenant.api("GET", f"{path}/{list_path}")
        assert (answer.status_code, answer.json()) == (200, empty), list_path
        if list_path != "logs":
            assert tenant.api("GET", f"users/auth0|no/{list_path}").status_code == 404, list_path
    for blocks in (f"user-blocks/{path.split('/')[1]}", "user-blocks?identifier=nobody"):
        assert tenant.api("GET", blocks).json() == {"blocked_for": []}
