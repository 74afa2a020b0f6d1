"""Tenants: made while the server runs, found by host, closed to each other."""
import secrets
import time

import jwt
import pytest
import requests
from harness import eventually, is_envelope


def test_a_tenant_made_while_the_server_runs_is_seen_at_once(server):
    tenant = server.tenant()
    assert tenant.ask_token({"audience": tenant.audience}).status_code == 200
    assert tenant.name in server.command("tenant", "list").stdout


def test_names_below_localhost_work_too(tenant):
    other = tenant.on(host=f"{tenant.name}.localhost")
    answer = other.ask_token({"audience": f"{other.url}/api/v2/"})
    assert answer.status_code == 200, answer.text
    claims = jwt.decode(answer.json()["access_token"], options={"verify_signature": False})
    assert (claims["iss"], claims["aud"]) == (f"{other.url}/", f"{other.url}/api/v2/")
    assert other.api("GET", "clients", token=answer.json()["access_token"]).status_code == 200


def test_the_issuer_is_the_host_that_was_asked(server, tenant):
    for url, verify in ((tenant.url, None), (tenant.tls_url, server.ca)):
        document = requests.get(f"{url}/.well-known/openid-configuration", verify=verify, timeout=10).json()
        assert document["issuer"] == f"{url}/" and document["jwks_uri"] == f"{url}/.well-known/jwks.json"
        assert document["token_endpoint"] == f"{url}/oauth/token"
        same = requests.get(f"{url}/.well-known/oauth-authorization-server", verify=verify, timeout=10).json()
        assert same == document


def test_a_forwarded_host_is_not_believed_unless_a_proxy_is_named(server, tenant, fresh_server):
    path, headers = "/.well-known/openid-configuration", {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https",
                                                          "Forwarded": "host=evil.test;proto=https"}
    assert tenant.get(path, headers=headers).json()["issuer"] == f"{tenant.url}/"
    behind = fresh_server("--trust-proxy", "127.0.0.1").start()
    behind.tenant("acme")
    headers = {"X-Forwarded-Host": "acme.latchkey.test", "X-Forwarded-Proto": "https"}
    assert requests.get(behind.url + path, headers=headers, timeout=10).json()["issuer"] == "https://acme.latchkey.test/"
    headers = {"Forwarded": "for=192.0.2.1;host=acme.latchkey.test;proto=https"}
    assert requests.get(behind.url + path, headers=headers, timeout=10).json()["issuer"] == "https://acme.latchkey.test/"
    behind.stop()


def test_tenants_are_closed_to_each_other(server):
    one, two = server.tenant(), server.tenant()
    client = one.create("clients", name="Secret of one")
    assert two.api("GET", "clients", token=one.token()).status_code == 401
    assert two.api("GET", f"clients/{client['client_id']}").status_code == 404
    assert client["client_id"] not in two.api("GET", "clients").text
    crossed = two.ask_token({"client_id": one.client_id, "client_secret": one.client_secret, "audience": two.audience})
    assert crossed.status_code == 401
    kids = [{k["kid"] for k in t.get("/.well-known/jwks.json").json()["keys"]} for t in (one, two)]
    assert not kids[0] & kids[1]


def test_a_custom_domain_is_a_host_of_its_own(server):
    domain = f"id-{secrets.token_hex(3)}.acme.test"
    tenant = server.tenant(f"acme-{secrets.token_hex(3)}", "--domain", domain)
    custom, canonical = tenant.on(host=domain), tenant.on(host=f"{tenant.name}.latchkey.test")
    assert custom.get("/.well-known/openid-configuration").json()["issuer"] == f"{custom.url}/"
    token = custom.token(audience=f"{custom.url}/api/v2/")
    assert jwt.decode(token, options={"verify_signature": False})["iss"] == f"{custom.url}/"
    assert custom.api("GET", "clients", token=token).status_code == 200
    refused = canonical.api("GET", "clients", token=token)
    assert refused.status_code == 401, "a token for one host's management API is not valid on another's"
    other = canonical.token(audience=f"{canonical.url}/api/v2/")
    assert canonical.api("GET", "clients", token=other).status_code == 200
    assert custom.api("GET", "clients", token=other).status_code == 401


def test_a_host_that_nobody_has_is_refused(server):
    for host in ("nobody.latchkey.test", "nobody.localhost", "example.org", "a" * 300 + ".test"):
        answer = requests.get(f"{server.url}/.well-known/openid-configuration", headers={"Host": host}, timeout=10)
        assert answer.status_code in (400, 404, 421), f"{host}: {answer.status_code}"
        assert is_envelope(answer.text), answer.text


@pytest.mark.parametrize("name", ["Upper", "under_score", "-first", "a" * 64, "dot.ted", "../up", ""])
def test_a_bad_name_is_refused(server, name):
    done = server.command("tenant", "create", "--", name, check=False)
    assert done.returncode != 0 and "CLIENT_SECRET" not in done.stdout


def test_a_name_is_taken_once_and_a_deleted_tenant_is_gone(server):
    tenant = server.tenant()
    assert tenant.get("/.well-known/jwks.json").status_code == 200
    again = server.command("tenant", "create", tenant.name, check=False)
    assert again.returncode != 0 and "CLIENT_SECRET" not in again.stdout
    token = tenant.token()
    server.command("tenant", "delete", tenant.name)
    eventually(lambda: tenant.get("/.well-known/jwks.json").status_code in (404, 421), 2, "the tenant was not gone")
    assert tenant.api("GET", "clients", token=token).status_code in (401, 404, 421)
    assert tenant.name not in server.command("tenant", "list").stdout.split()


def test_many_tenants_are_made_quickly_and_all_answer(server):
    begun = time.monotonic()
    tenants = [server.tenant() for _ in range(8)]
    assert time.monotonic() - begun < 60
    for tenant in tenants:
        assert tenant.ask_token({"audience": tenant.audience}).status_code == 200
