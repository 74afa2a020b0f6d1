"""A whole tenant as the deploy CLI of Auth0 exports one: all of it is read, and what is not taken is told by
name."""
import json

import pytest
from harness import ROOT

EXPORT = ROOT / "Tests/Fixtures/deploy-export"
# What tenants of long ago had, and what has no counterpart here.
STRANGE_FLAGS = {"enable_custom_domain_in_emails", "enable_legacy_logs_search_v2", "new_universal_login_experience_enabled",
                 "universal_login", "use_scope_descriptions_for_consent"}
UNKNOWN = {"actionModules", "riskAssessment", "riskAssessments", "rateLimitPolicies", "agents"}


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

    told = {line.removeprefix("unknown: tenant.yaml: ") for line in done.stderr.splitlines() if line.startswith("unknown:")}
    assert told == UNKNOWN
    left_out = [line for line in done.stderr.splitlines() if line.startswith("left out:")]
    assert {flag for flag in STRANGE_FLAGS if any(f"flags.{flag}:" in line for line in left_out)} == STRANGE_FLAGS
    assert any("clients[2]" in line and "credentials" in line for line in left_out), left_out
    assert len(left_out) == len(STRANGE_FLAGS) + 1, left_out

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


def test_an_event_stream_without_its_token_is_told_and_left_out(moved, tmp_path):
    tenant, _ = moved
    move(tenant, "export", "auth0", str(tmp_path))
    done = move(tenant.server.tenant(), "import", "auth0", str(tmp_path), "--only", "eventStreams")
    assert any("eventStreams[0]" in line and "token" in line for line in done.stderr.splitlines()), done.stderr
