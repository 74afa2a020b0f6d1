"""Two servers on one PostgreSQL see each other's changes within a second."""
import pytest
import requests
from harness import eventually

pytestmark = pytest.mark.postgres
SECOND = 1.0


@pytest.fixture
def pair(fresh_server, fresh_database):
    """Two servers over one database and one master key, and a tenant with a machine, warm in both."""
    first = fresh_server(database=fresh_database).start()
    second = fresh_server(database=fresh_database).start()
    tenant = first.tenant("shared")
    yield tenant, tenant.on(second)
    first.stop()
    second.stop()


def test_changes_made_on_one_server_are_seen_on_the_other(pair):
    here, there = pair
    machine = here.machine()

    def ask(tenant, secret=machine.secret, **form):
        return tenant.ask_token({"client_id": machine.id, "client_secret": secret, "audience": machine.audience, **form})

    eventually(lambda: ask(there).status_code == 200, SECOND, "a new client, API and grant were not seen")

    secret = here.api("POST", f"clients/{machine.id}/rotate-secret").json()["client_secret"]
    eventually(lambda: ask(there).status_code == 401, SECOND, "the old secret was still good")
    assert ask(there, secret).status_code == 200 == ask(here, secret).status_code

    here.api("PATCH", f"resource-servers/{machine.api['id']}", {"token_lifetime": 77})
    eventually(lambda: ask(there, secret).json()["expires_in"] == 77, SECOND, "the new lifetime was not seen")

    there.api("PATCH", f"client-grants/{machine.grant['id']}", {"scope": ["read:things"]})
    eventually(lambda: ask(here, secret).json()["scope"] == "read:things", SECOND, "the smaller grant was not seen")

    here.api("DELETE", f"client-grants/{machine.grant['id']}")
    eventually(lambda: ask(there, secret).status_code == 403, SECOND, "the deleted grant was still good")


def test_keys_and_tenants_travel_too(pair):
    here, there = pair
    kids = lambda tenant: {k["kid"] for k in tenant.get("/.well-known/jwks.json").json()["keys"]}
    assert kids(here) == kids(there)
    assert here.api("POST", "keys/signing/rotate").status_code == 201
    eventually(lambda: kids(here) == kids(there), SECOND, "the new key was not published")
    token = here.token()
    assert there.api("GET", "clients", token=token).status_code == 200

    added = here.server.tenant("added")
    eventually(lambda: added.on(there.server).get("/.well-known/jwks.json").status_code == 200, SECOND, "the tenant was not seen")
    here.server.command("tenant", "delete", "added")
    for server in (here.server, there.server):
        eventually(lambda: added.on(server).get("/.well-known/jwks.json").status_code in (404, 421), SECOND, "the tenant stayed")


def test_an_assertion_is_taken_once_by_both_together(pair):
    import secrets
    import time

    import jwt
    from cryptography.hazmat.primitives.asymmetric import rsa
    from test_tokens import ASSERTION_TYPE, key_client, pem

    here, there = pair
    key = rsa.generate_private_key(65537, 2048)
    machine = key_client(here, key)
    now = int(time.time())
    host = {"Host": f"{here.host}:{here.server.port}"}  # one issuer, whichever server answers for it
    text = jwt.encode({"iss": machine.id, "sub": machine.id, "aud": f"{here.url}/", "exp": now + 60,
                       "jti": secrets.token_hex(8)}, pem(key), "RS256")
    form = {"client_id": None, "client_secret": None, "audience": machine.audience, "client_assertion": text,
            "client_assertion_type": ASSERTION_TYPE}
    assert here.ask_token(form, headers=host).status_code == 200
    assert there.ask_token(form, headers=host).status_code in (400, 401)
    fresh = jwt.encode({"iss": machine.id, "sub": machine.id, "aud": f"{here.url}/", "exp": now + 60,
                        "jti": secrets.token_hex(8)}, pem(key), "RS256")
    assert there.ask_token({**form, "client_assertion": fresh}, headers=host).status_code == 200


def test_a_server_whose_connections_were_cut_recovers(pair):
    here, there = pair
    database = here.server.database
    machine = here.machine()
    database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 f"WHERE datname = '{database.name}' AND pid <> pg_backend_pid()")
    eventually(lambda: here.api("GET", "clients").status_code == 200, 5, "no recovery")
    eventually(lambda: requests.get(f"{there.server.admin}/readyz", timeout=5).status_code == 200, 5, "not ready again")
    # The change feed is a connection, too: what changes after the cut must still arrive.
    secret = here.api("POST", f"clients/{machine.id}/rotate-secret").json()["client_secret"]
    form = {"client_id": machine.id, "client_secret": secret, "audience": machine.audience}
    eventually(lambda: there.ask_token(form).status_code == 200, 5, "changes no longer arrive")
