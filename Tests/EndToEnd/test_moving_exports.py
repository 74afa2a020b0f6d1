"""A whole tenant as the deploy CLI of Auth0 exports one: all of it is read, and what is not taken is told by
name."""
import json

import pytest
from harness import ROOT

EXPORT = ROOT / "Tests/Fixtures/deploy-export"
# What no tenant has.
STRANGE_FLAGS = {"enable_time_travel"}
# What another tenant cannot have of an export without its secrets, by the part and the secret.
SECRETS = {("attackProtection", "friendly_captcha", "secret"), ("emailProvider", "", "credentials"),
           ("flowVaultConnections", "", "setup"), ("phoneProviders", "", "credentials"),
           ("eventStreams", "", "token"), ("actionModules", "TOKEN", "value")}


def move(tenant, *arguments, check=True):
    return tenant.server.command(*arguments, "--tenant", tenant.name, check=check, timeout=120)


@pytest.fixture
def moved(tenant):
    """A tenant that the export was imported into, and what the import said."""
    return tenant, move(tenant, "import", "auth0", str(EXPORT), "--deploy-config", str(EXPORT / "config.json"))


def test_a_whole_export_is_read(moved):
    tenant, done = moved

    def api(path):
        return tenant.api("GET", path).json()

    def named(path, name, member="name"):
        found = api(path)
        items = found if isinstance(found, list) else next(value for value in found.values() if isinstance(value, list))
        return next(item for item in items if item[member] == name)

    assert "unknown:" not in done.stderr, done.stderr
    left_out = lines_left_out(done)
    assert {flag for flag in STRANGE_FLAGS if any(f"flags.{flag}:" in line for line in left_out)} == STRANGE_FLAGS
    assert any("clients[2]" in line and "credentials" in line for line in left_out), left_out
    assert any("tenant.yaml: agents:" in line for line in left_out), left_out
    assert len(left_out) == len(STRANGE_FLAGS) + 2, left_out

    settings = api("tenants/settings")
    assert settings["friendly_name"] == "House (dev)" and round(settings["session_lifetime"] * 60) == 181
    client = named("clients", "House Web")
    assert client["callbacks"] == ["https://dev.house.example/callback"]
    assert client["web_origins"] == ["https://a.house.example", "https://b.house.example"]
    scripts = named("connections", "Legacy")["options"]["customScripts"]
    assert set(scripts) == {"login", "create", "delete", "get_user", "change_password", "verify"}
    assert named("connections", "google-oauth2")["strategy"] == "google-oauth2"
    organization = named("organizations", "acme")
    grants = api(f"organizations/{organization['id']}/client-grants")
    assert [grant["audience"] for grant in grants] == ["https://dev.house.example/"]
    profile = named("self-service-profiles", "House SSO")
    assert "few steps" in api(f"self-service-profiles/{profile['id']}/custom-text/en/get-started")["introduction"]
    assert named("actions/actions", "Enrich")["deployed_version"]
    assert len(api(f"forms/{named('forms', 'Kyc')['id']}")["nodes"]) == 1
    assert len(api(f"flows/{named('flows', 'Update')['id']}")["actions"]) == 1
    assert "Welcome to dev" in api("email-templates/welcome_email")["body"]
    assert api("branding/themes/default")["displayName"] == "House theme"
    assert api("prompts/login/custom-text/de")["login"]["title"] == "Willkommen"
    assert "before" in api("prompts/login/partials")["login"]["form-content-start"]
    assert api("attack-protection/suspicious-ip-throttling")["stage"]["pre-login"]["max_attempts"] == 100
    assert named("network-acls", "Allow some countries", "description")["rule"]["match"]["geo_country_codes"] == ["US", "CA"]
    captcha = api("attack-protection/captcha")
    assert captcha["active_provider_id"] == "friendly_captcha" and captcha["friendly_captcha"]["site_key"] == "site"
    module = named("actions/modules", "helper")
    assert [secret["name"] for secret in module["secrets"]] == ["TOKEN"] and module["latest_version_number"] == 1
    version = api(f"actions/modules/{module['id']}")["latest_version"]
    assert named("actions/actions", "Enrich")["modules"] == [{
        "module_name": "helper", "module_id": module["id"], "module_version_id": version["id"], "module_version_number": 1}]
    # The newer of two parts that say the same counts.
    assert api("risk-assessments/settings") == {"enabled": True}
    assert api("risk-assessments/settings/new-device") == {"remember_for": 14}
    worker = named("clients", "House Worker")["client_id"]
    assert named("rate-limit-policies", worker, "consumer_selector")["configuration"] == {"action": "block", "limit": 100}
    assert named("rate-limit-policies", "third_party_clients", "consumer_selector")["configuration"]["limit"] == 10
    for path, name in [("log-streams", "Hook"), ("event-streams", "Events"), ("roles", "Keeper"), ("rules", "Old"),
                       ("connection-profiles", "Enterprise"), ("user-attribute-profiles", "House people"),
                       ("token-exchange-profiles", "Exchange")]:
        assert named(path, name)


def test_keywords_of_an_export_are_all_replaced(moved):
    tenant, _ = moved
    written = json.dumps([tenant.api("GET", path).json() for path in (
        "clients", "resource-servers", "tenants/settings", "client-grants", "roles", "emails/provider")])
    assert "##" not in written and "@@" not in written


@pytest.mark.parametrize("form", ["yaml", "directory"])
def test_what_was_exported_changes_nothing_where_it_came_from(moved, form, tmp_path):
    tenant, _ = moved
    move(tenant, "export", "auth0", str(tmp_path / "out"), "--format", form)
    again = move(tenant, "import", "auth0", str(tmp_path / "out"))
    assert again.stdout.splitlines()[-1].startswith("0 made, 0 changed,"), again.stdout + again.stderr
    move(tenant, "export", "auth0", str(tmp_path / "again"), "--format", form)
    assert files(tmp_path / "again") == files(tmp_path / "out")


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lines_left_out(done):
    return [line for line in done.stderr.splitlines() if line.startswith("left out:")]


@pytest.mark.parametrize("form", ["yaml", "directory"])
def test_without_its_secrets_another_tenant_takes_the_rest(moved, form, tmp_path):
    tenant, _ = moved
    out = tmp_path / "out"
    move(tenant, "export", "auth0", str(out), "--format", form)
    written = "".join(content.decode() for content in files(out).values())
    assert not any(secret in written for secret in ("hush", "some-token", "some-secret", "##CAPTCHA_SECRET##"))
    other = tenant.server.tenant()
    done = move(other, "import", "auth0", str(out))
    assert "unknown:" not in done.stderr, done.stderr
    left_out = lines_left_out(done)
    for part, what, secret in SECRETS:
        assert [line for line in left_out if what in line and f"'{secret}'" in line and "##NAME##" in line], (part, left_out)
    assert len(left_out) == len(SECRETS), "\n".join(left_out)
    if form == "yaml":
        assert all(any(part in line for line in left_out) for part, _, _ in SECRETS), left_out
    else:
        assert any("attack-protection/captcha.json" in line for line in left_out), left_out

    captcha = other.api("GET", "attack-protection/captcha").json()
    assert captcha["active_provider_id"] == "auth_challenge" and captcha["friendly_captcha"]["site_key"] == ""
    assert other.api("GET", "risk-assessments/settings").json() == {"enabled": True}
    [module] = other.api("GET", "actions/modules").json()["modules"]
    assert module["name"] == "helper" and module["secrets"] == []
    action = next(a for a in other.api("GET", "actions/actions").json()["actions"] if a["name"] == "Enrich")
    assert action["modules"][0]["module_id"] == module["id"]
    policies = other.api("GET", "rate-limit-policies").json()["rate_limit_policies"]
    clients = {client["name"]: client["client_id"] for client in other.api("GET", "clients").json()}
    assert {policy["consumer_selector"] for policy in policies} == {clients["House Worker"], "third_party_clients"}

    again = move(other, "import", "auth0", str(out))
    assert again.stdout.splitlines()[-1].startswith("0 made, 0 changed,"), again.stdout + again.stderr


def test_a_keyword_gives_the_secret_that_an_export_leaves_out(moved, tmp_path):
    tenant, _ = moved
    move(tenant, "export", "auth0", str(tmp_path / "out"), "--only", "attackProtection")
    path = tmp_path / "out" / "tenant.yaml"
    text = path.read_text()
    assert text.count("site_key: site\n") == 1
    path.write_text(text.replace("site_key: site\n", 'site_key: site\n      secret: "##CAPTCHA_SECRET##"\n'))
    (tmp_path / "config.json").write_text(json.dumps({"AUTH0_KEYWORD_REPLACE_MAPPINGS": {"CAPTCHA_SECRET": "given"}}))
    other = tenant.server.tenant()
    done = move(other, "import", "auth0", str(path), "--deploy-config", str(tmp_path / "config.json"))
    assert not lines_left_out(done), done.stderr
    captcha = other.api("GET", "attack-protection/captcha").json()
    assert captcha["active_provider_id"] == "friendly_captcha" and captcha["friendly_captcha"] == {"site_key": "site"}


def test_an_event_stream_without_its_token_is_told_and_left_out(moved, tmp_path):
    tenant, _ = moved
    move(tenant, "export", "auth0", str(tmp_path))
    done = move(tenant.server.tenant(), "import", "auth0", str(tmp_path), "--only", "eventStreams")
    assert any("eventStreams[0]" in line and "token" in line for line in done.stderr.splitlines()), done.stderr
