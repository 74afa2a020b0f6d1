"""A tenant moves out into files and from files into another tenant, and users move by the file."""
import json
import os
import signal
import subprocess

import pytest
from harness import BINARY, eventually


def move(tenant, *arguments, check=True):
    return tenant.server.command(*arguments, "--tenant", tenant.name, check=check, timeout=120)


def files(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def furnished(tenant):
    """A tenant with something of most kinds."""
    machine = tenant.machine(api={"name": "Things"}, client={"name": "Worker"})
    app = tenant.create("clients", name="Shop", app_type="regular_web", callbacks=["https://shop.test/cb"])
    tenant.create("connections", name="Customers", strategy="auth0", enabled_clients=[app["client_id"]],
                  options={"passwordPolicy": "fair"})
    connection = tenant.create("connections", name="Corp", strategy="oidc", options={
        "client_id": "c", "client_secret": "upstream-secret", "issuer": "https://idp.test", "type": "back_channel",
        "authorization_endpoint": "https://idp.test/a", "token_endpoint": "https://idp.test/t",
        "jwks_uri": "https://idp.test/k", "scope": "openid"})
    role = tenant.api("POST", "roles", {"name": "Admin", "description": "May read"}).json()
    tenant.api("POST", f"roles/{role['id']}/permissions", {"permissions": [
        {"permission_name": "read:things", "resource_server_identifier": machine.audience}]})
    organization = tenant.create("organizations", name="acme", display_name="Acme")
    tenant.create(f"organizations/{organization['id']}/enabled_connections", connection_id=connection["id"],
                  assign_membership_on_login=True)
    action = tenant.create("actions/actions", name="Greet", code="exports.onExecutePostLogin = async () => {};",
                           supported_triggers=[{"id": "post-login", "version": "v3"}])
    assert tenant.api("POST", f"actions/actions/{action['id']}/deploy").status_code == 200
    assert tenant.api("PATCH", "actions/triggers/post-login/bindings", {"bindings": [
        {"ref": {"type": "action_name", "value": "Greet"}, "display_name": "Greet"}]}).status_code == 200
    tenant.api("POST", "rules", {"name": "Enrich", "script": "function (user, context, cb) { cb(null, user, context); }"})
    assert tenant.api("PATCH", "tenants/settings", {"friendly_name": "Moved"}).status_code == 200
    assert tenant.api("PATCH", "branding", {"colors": {"primary": "#123456"}}).status_code == 200
    tenant.api("PUT", "prompts/login/custom-text/en", {"login": {"title": "Welcome back"}})
    tenant.api("PUT", "guardian/factors/otp", {"enabled": True})
    return tenant


@pytest.mark.parametrize("form", ["yaml", "directory"])
def test_a_round_trip_changes_nothing(furnished, form, tmp_path):
    out, again = tmp_path / "out", tmp_path / "again"
    move(furnished, "export", "auth0", str(out), "--format", form)
    assert not any("upstream-secret" in text or furnished.client_secret in text for text in files(out).values())
    other = furnished.server.tenant()
    done = move(other, "import", "auth0", str(out))
    assert "unknown" not in done.stderr and "left out" not in done.stderr, done.stderr
    move(other, "export", "auth0", str(again), "--format", form)
    assert files(again) == files(out)
    repeated = move(other, "import", "auth0", str(out))
    assert repeated.stdout.splitlines()[-1].startswith("0 made, 0 changed,"), repeated.stdout
    names = {client["name"] for client in other.api("GET", "clients").json()}
    assert {"Shop", "Worker"} <= names
    assert other.api("GET", "tenants/settings").json()["friendly_name"] == "Moved"


def test_clients_keep_their_ids_and_secrets_when_asked(furnished, tmp_path):
    move(furnished, "export", "auth0", str(tmp_path), "--with-secrets", "--only", "clients")
    other = furnished.server.tenant()
    move(other, "import", "auth0", str(tmp_path))
    kept = {client["client_id"]: client["client_secret"] for client in other.api("GET", "clients").json()}
    assert kept[furnished.client_id] == furnished.client_secret


def test_files_of_the_deploy_cli_with_keywords(tenant, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "Add.js").write_text("function add(user, context, cb) { return '##ENVIRONMENT##'; }")
    (tmp_path / "tenant.yaml").write_text("""
tenant:
  friendly_name: "##ENVIRONMENT## tenant"
clients:
  - name: Test App
    callbacks: @@CALLBACKS@@
rules:
  - name: Add
    script: ./rules/Add.js
    enabled: true
triggers: {}
wishes: []
""")
    (tmp_path / "config.json").write_text(json.dumps({"AUTH0_KEYWORD_REPLACE_MAPPINGS": {
        "ENVIRONMENT": "dev", "CALLBACKS": ["https://a.test/cb", "https://b.test/cb"]}}))
    done = move(tenant, "import", "auth0", str(tmp_path / "tenant.yaml"), "--deploy-config", str(tmp_path / "config.json"))
    assert "unknown: tenant.yaml: wishes" in done.stderr
    assert tenant.api("GET", "tenants/settings").json()["friendly_name"] == "dev tenant"
    made = next(client for client in tenant.api("GET", "clients").json() if client["name"] == "Test App")
    assert made["callbacks"] == ["https://a.test/cb", "https://b.test/cb"]
    assert "'dev'" in tenant.api("GET", "rules").json()[0]["script"]


def test_what_is_refused_is_named_by_file_and_key(tenant, tmp_path):
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "Odd.json").write_text('{"name": "Odd", "app_type": "submarine"}')
    done = move(tenant, "import", "auth0", str(tmp_path), check=False)
    assert done.returncode != 0 and "clients/Odd.json" in done.stderr and "app_type" in done.stderr
    (tmp_path / "clients" / "Odd.json").write_text('{"name": ')
    done = move(tenant, "import", "auth0", str(tmp_path), check=False)
    assert done.returncode != 0 and "clients/Odd.json" in done.stderr


def rows(count, first=0):
    return [{"email": f"user{n}@move.test", "email_verified": True, "given_name": f"N{n}", "app_metadata": {"n": n}}
            for n in range(first, first + count)]


@pytest.mark.parametrize("form", ["array", "lines"])
def test_users_come_from_files_and_go_into_files(tenant, form, tmp_path):
    users, broken = rows(450), {"email": "not an address", "surprise": 1}
    text = json.dumps(users + [broken]) if form == "array" else "\n".join(map(json.dumps, users + [broken]))
    (tmp_path / "users").write_text(text)
    done = move(tenant, "import", "users", str(tmp_path / "users"))
    assert done.stdout.startswith("450 made, 0 changed, 1 refused")
    report = [json.loads(line) for line in (tmp_path / "users.report.ndjson").read_text().splitlines()]
    assert [line["row"] for line in report] == [451] and report[0]["errors"]
    assert not (tmp_path / "users.progress").exists()
    move(tenant, "export", "users", str(tmp_path / "out"))
    written = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert sorted(row["email"] for row in written) == sorted(row["email"] for row in users)
    other = tenant.server.tenant()
    assert move(other, "import", "users", str(tmp_path / "out")).stdout.startswith("450 made")
    move(other, "export", "users", str(tmp_path / "again"))
    assert (tmp_path / "again").read_text() == (tmp_path / "out").read_text()


def test_users_who_are_there_are_refused_or_changed(tenant, tmp_path):
    (tmp_path / "users").write_text(json.dumps(rows(5)))
    move(tenant, "import", "users", str(tmp_path / "users"))
    assert "0 made, 0 changed, 5 refused" in move(tenant, "import", "users", str(tmp_path / "users")).stdout
    assert "0 made, 5 changed, 0 refused" in move(tenant, "import", "users", str(tmp_path / "users"), "--upsert").stdout


def test_a_killed_import_goes_on_where_it_stopped_and_counts_each_row_once(tenant, tmp_path):
    count = 6000
    (tmp_path / "users").write_text("\n".join(map(json.dumps, rows(count))))
    server, progress = tenant.server, tmp_path / "users.progress"
    command = [BINARY, "import", "users", str(tmp_path / "users"), "--tenant", tenant.name, *server.database.options]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=server.folder, env=server.clean_environment())
    eventually(lambda: progress.exists() and json.loads(progress.read_text())["rows"] >= 400 or running.poll() is not None, 60)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert progress.exists(), "it was too quick to be killed"
    done = move(tenant, "import", "users", str(tmp_path / "users"))
    assert done.stdout.startswith(f"{count} made, 0 changed, 0 refused"), done.stdout


def test_memory_does_not_grow_with_the_file(tenant, tmp_path):
    peaks = []
    for count, first in ((1000, 0), (8000, 100_000)):
        path = tmp_path / f"users{count}"
        path.write_text("\n".join(map(json.dumps, rows(count, first))))
        command = [BINARY, "import", "users", str(path), "--tenant", tenant.name, *tenant.server.database.options]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tenant.server.folder,
                                   env=tenant.server.clean_environment())
        _, code, usage = os.wait4(running.pid, 0)
        running.returncode = code
        assert code == 0
        peaks.append(usage.ru_maxrss)
    assert peaks[1] < peaks[0] + 12_000, peaks
