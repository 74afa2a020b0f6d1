"""auth0-python's management client, unmodified and over TLS: each family made, listed, paged, changed and removed."""
import secrets

import pytest
from auth0.management import ManagementClient
from auth0.management.core.api_error import ApiError
from auth0.management.errors import BadRequestError, ConflictError, NotFoundError


@pytest.fixture
def sdk(shared_tenant, trust):
    return ManagementClient(domain=shared_tenant.domain, client_id=shared_tenant.client_id,
                            client_secret=shared_tenant.client_secret)


def mark(prefix):
    return f"{prefix}-{secrets.token_hex(4)}"


def is_gone(get, *arguments):
    with pytest.raises(NotFoundError) as missing:
        get(*arguments)
    return missing.value.body["statusCode"] == 404


def test_clients(sdk):
    made = [sdk.clients.create(name=f"App {i}", app_type="non_interactive", grant_types=["client_credentials"],
                               client_metadata={"n": str(i)}) for i in range(5)]
    assert all(len(c.client_id) == 32 and len(c.client_secret) == 64 for c in made)
    pager = sdk.clients.list(per_page=2)
    assert len(pager.items) == 2 and pager.response.total >= 5
    listed = [c.client_id for c in pager]
    assert len(listed) == len(set(listed)) and {c.client_id for c in made} <= set(listed)
    only = sdk.clients.list(fields="client_id", include_fields=True, per_page=1).items[0].model_dump(exclude_none=True)
    assert set(only) == {"client_id", "tenant"}

    first = made[0]
    changed = sdk.clients.update(first.client_id, description="changed", client_metadata={"n": None, "m": "1"})
    assert changed.description == "changed" and changed.client_metadata == {"m": "1"}
    assert sdk.clients.get(first.client_id).name == "App 0"
    rotated = sdk.clients.rotate_secret(first.client_id)
    assert rotated.client_secret not in (None, first.client_secret) and len(rotated.client_secret) == 64
    sdk.clients.delete(first.client_id)
    assert is_gone(sdk.clients.get, first.client_id)
    sdk.clients.delete(first.client_id)  # a repeated delete is no error


def test_resource_servers(sdk):
    identifier = f"https://{mark('sdk')}.test/"
    made = sdk.resource_servers.create(identifier=identifier, name="Things", scopes=[{"value": "read:things", "description": "R"}])
    assert (made.token_lifetime, made.signing_alg, made.allow_offline_access) == (86400, "RS256", False)
    assert sdk.resource_servers.get(made.id).identifier == sdk.resource_servers.get(identifier).identifier == identifier
    assert identifier in [r.identifier for r in sdk.resource_servers.list(per_page=1)]
    assert [r.id for r in sdk.resource_servers.list(identifiers=identifier)] == [made.id]
    with pytest.raises(ConflictError):
        sdk.resource_servers.create(identifier=identifier, name="Again")
    changed = sdk.resource_servers.update(made.id, token_lifetime=600, scopes=[{"value": "write:things"}])
    assert changed.token_lifetime == 600 and [s.value for s in changed.scopes] == ["write:things"]
    sdk.resource_servers.delete(made.id)
    assert is_gone(sdk.resource_servers.get, made.id)


def test_client_grants(sdk):
    apis = [sdk.resource_servers.create(identifier=f"https://{mark('grant')}.test/", scopes=[{"value": "a"}, {"value": "b"}])
            for _ in range(3)]
    client = sdk.clients.create(name="Granted", app_type="non_interactive", grant_types=["client_credentials"])
    grants = [sdk.client_grants.create(client_id=client.client_id, audience=api.identifier, scope=["a"]) for api in apis]
    assert all(g.id.startswith("cgr_") for g in grants)
    assert [g.id for g in sdk.client_grants.list(client_id=client.client_id, take=1)] == [g.id for g in grants]
    assert [g.id for g in sdk.client_grants.list(audience=apis[1].identifier)] == [grants[1].id]
    with pytest.raises(ConflictError):
        sdk.client_grants.create(client_id=client.client_id, audience=apis[0].identifier, scope=[])
    assert sdk.client_grants.update(grants[0].id, scope=["a", "b"]).scope == ["a", "b"]
    assert sdk.client_grants.get(grants[0].id).scope == ["a", "b"]
    sdk.client_grants.delete(grants[0].id)
    assert is_gone(sdk.client_grants.get, grants[0].id)


def test_organizations(sdk):
    names = [mark("org") for _ in range(3)]
    made = [sdk.organizations.create(name=name, display_name=name.upper()) for name in names]
    assert all(o.id.startswith("org_") for o in made)
    assert set(names) <= {o.name for o in sdk.organizations.list(take=2)}
    assert sdk.organizations.get_by_name(names[0]).id == made[0].id
    with pytest.raises(ConflictError):
        sdk.organizations.create(name=names[0])
    changed = sdk.organizations.update(made[0].id, metadata={"plan": "gold"})
    assert changed.metadata == {"plan": "gold"} and changed.display_name == names[0].upper()

    api = sdk.resource_servers.create(identifier=f"https://{mark('org')}.test/", scopes=[{"value": "a"}])
    client = sdk.clients.create(name="For organizations", app_type="non_interactive", grant_types=["client_credentials"])
    grant = sdk.client_grants.create(client_id=client.client_id, audience=api.identifier, scope=["a"],
                                     organization_usage="allow", allow_any_organization=False)
    sdk.organizations.client_grants.create(made[0].id, grant_id=grant.id)
    assert [g.id for g in sdk.organizations.client_grants.list(made[0].id)] == [grant.id]
    assert [o.id for o in sdk.client_grants.organizations.list(grant.id)] == [made[0].id]
    sdk.organizations.client_grants.delete(made[0].id, grant.id)
    assert list(sdk.organizations.client_grants.list(made[0].id)) == []
    sdk.organizations.delete(made[0].id)
    assert is_gone(sdk.organizations.get, made[0].id)
    assert is_gone(sdk.organizations.delete, made[0].id)  # an organization is deleted once


def test_the_families_without_lists(sdk):
    settings = sdk.tenants.settings.update(friendly_name="House", session_lifetime=100)
    assert (settings.friendly_name, sdk.tenants.settings.get().session_lifetime) == ("House", 100)
    assert [k.current for k in sdk.keys.signing.list()].count(True) == 1
    assert isinstance(sdk.stats.get_active_users_count(), (int, float))
    assert isinstance(list(sdk.stats.get_daily()), list)
    domain = sdk.custom_domains.create(domain=f"{mark('id')}.test", type="self_managed_certs")
    assert domain.custom_domain_id.startswith("cd_")
    assert domain.domain in [d.domain for d in sdk.custom_domains.list()]
    sdk.custom_domains.delete(domain.custom_domain_id)
    assert is_gone(sdk.custom_domains.get, domain.custom_domain_id)


@pytest.mark.parametrize("call, message", [
    (lambda sdk: sdk.clients.create(name=""), "Payload validation error: 'String does not match pattern ^[^<>]+$: ' on property name"),
    (lambda sdk: sdk.clients.create(name="a", app_type="none"), "Payload validation error: "),
    (lambda sdk: sdk.clients.list(per_page=1000), "Query validation error: "),
], ids=["pattern", "enum", "query"])
def test_what_is_not_valid_is_refused_with_auth0s_words(sdk, call, message):
    with pytest.raises(BadRequestError) as refused:
        call(sdk)
    assert refused.value.body["message"].startswith(message)
    assert refused.value.body["errorCode"] in ("invalid_body", "invalid_query_string")


@pytest.mark.parametrize("header, code, message", [
    (None, 401, "Missing authentication"),
    ("Bearer x", 400, "Bad HTTP authentication header format"),
    ("Bearer a.b.c", 401, "Invalid token"),
])
def test_a_call_without_a_good_token(shared_tenant, header, code, message):
    answer = shared_tenant.get("/api/v2/clients", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.json()["statusCode"], answer.json()["message"]) == (code, code, message)
    if header is None:
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_without_the_scope_is_told_which_it_lacks(shared_tenant):
    token = shared_tenant.token(scope="read:clients")
    assert shared_tenant.api("GET", "clients", token=token).status_code == 200
    answer = shared_tenant.api("GET", "organizations", token=token)
    assert answer.status_code == 403 and answer.json()["errorCode"] == "insufficient_scope"
    assert answer.json()["message"] == "Insufficient scope, expected any of: read:organizations,read:organizations_summary"


def test_a_family_that_is_not_built_says_so(shared_tenant):
    answer = shared_tenant.api("GET", "forms")
    assert answer.status_code in (200, 501)
    if answer.status_code == 501:
        assert answer.json()["statusCode"] == 501 and answer.json()["error"] == "Not Implemented"


def test_the_sdk_sees_a_deleted_clients_credentials_fail(sdk, shared_tenant, trust):
    client = sdk.clients.create(name="Short-lived", app_type="non_interactive", grant_types=["client_credentials"])
    sdk.client_grants.create(client_id=client.client_id, audience=shared_tenant.audience, scope=["read:clients"])
    other = ManagementClient(domain=shared_tenant.domain, client_id=client.client_id, client_secret=client.client_secret)
    assert other.clients.get(client.client_id).name == "Short-lived"
    with pytest.raises(ApiError) as refused:
        other.clients.delete(client.client_id)
    assert refused.value.status_code == 403
