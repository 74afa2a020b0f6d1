"""Imports that go wrong: each bad row is told with its reason and leaves nobody behind, and so is a file that is none."""
import json

import pytest
from harness import eventually
from signing_in import connection

HASH = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
# What is wrong with a row, and the code that it is told with.
BAD_ROWS = {
    "format": ({"email": "no address"}, "FORMAT"),
    "type": ({"given_name": 7}, "INVALID_TYPE"),
    "unknown": ({"favourite_colour": "blue"}, "OBJECT_ADDITIONAL_PROPERTIES"),
    "phone": ({"phone_number": "call me"}, "PATTERN"),
    "metadata": ({"user_metadata": "text"}, "INVALID_TYPE"),
    "forbidden": ({"app_metadata": {"identities": []}}, None),
    "hash": ({"password_hash": "plain text"}, None),
    "algorithm": ({"custom_password_hash": {"algorithm": "rot13", "hash": {"value": HASH}}}, "ENUM_MISMATCH"),
    "both hashes": ({"password_hash": HASH, "custom_password_hash": {"algorithm": "bcrypt", "hash": {"value": HASH}}}, None),
    "factor": ({"mfa_factors": [{"totp": {"secret": "not base 32"}}]}, None),
    "two factors in one": ({"mfa_factors": [{"totp": {"secret": "ABCDEFGH"}, "email": {"value": "a@example.test"}}]}, None),
    "no object": (None, "INVALID_TYPE"),
}


def run(tenant, text):
    """The job of an import of a text, done; or the refusal of it."""
    answer = tenant.api("POST", "jobs/users-imports", data={"connection_id": connection(tenant)["id"]},
                        files={"users": ("users.json", text, "application/json")})
    if answer.status_code != 202:
        return answer

    def done():
        found = tenant.api("GET", f"jobs/{answer.json()['id']}")
        return found if found.json()["status"] in ("completed", "failed") else None
    return eventually(done, 20, "the job was not done")


def test_bad_rows_are_told_and_leave_nobody_behind(tenant):
    rows = {name: {"email": f"{name.replace(' ', '-')}@example.test", **bad} if bad is not None else "no object"
            for name, (bad, _) in BAD_ROWS.items()}
    job = run(tenant, json.dumps([*rows.values(), {"email": "good@example.test"}])).json()
    assert job["status"] == "completed"
    assert job["summary"] == {"failed": len(rows), "updated": 0, "inserted": 1, "total": len(rows) + 1}

    told = tenant.api("GET", f"jobs/{job['id']}/errors").json()
    assert len(told) == len(rows)
    for error, (name, (_, code)) in zip(told, BAD_ROWS.items()):
        reason = error["errors"][0]
        assert reason["code"] and reason["message"], f"{name}: {error}"
        assert code in (None, reason["code"]), f"{name}: {error}"
        assert HASH not in json.dumps(error) and "plain text" not in json.dumps(error), f"{name}: {error}"
    assert [user["email"] for user in tenant.api("GET", "users").json()] == ["good@example.test"]
    assert tenant.api("GET", "users-by-email", params={"email": "factor@example.test"}).json() == []


def test_of_two_rows_for_one_person_one_is_imported(tenant):
    job = run(tenant, json.dumps([{"email": "twice@example.test", "name": name} for name in ("first", "second")])).json()
    assert job["summary"]["inserted"] + job["summary"]["failed"] == 2 and job["summary"]["failed"] >= 1
    assert len(tenant.api("GET", "users-by-email", params={"email": "twice@example.test"}).json()) == job["summary"]["inserted"]


@pytest.mark.parametrize("text", ["", "[", '{"email": "a@example.test"}', '[{"email": "a@example.test"},]', "\x00\x01\x02"])
def test_a_file_that_is_no_list_imports_nobody(tenant, text):
    answer = run(tenant, text)
    if answer.status_code == 200:
        job = answer.json()
        assert job["status"] == "failed" and job["status_details"]
        told = tenant.api("GET", f"jobs/{job['id']}/errors")
        assert told.status_code == 200 and told.json()["status"] == "failed" and told.json()["status_details"]
    else:
        assert answer.status_code == 400 and answer.json()["message"], answer.text
    assert tenant.api("GET", "users").json() == []
