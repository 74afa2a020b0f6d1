"""The management API v1 of 2013: a script of curl's, who may call, connections and their tickets, and the rest."""
import os
import secrets
import subprocess
import urllib.parse
from pathlib import Path

import pytest
import requests
from first_api import First, Visitor, everything, first_with, known, machine_app, new_user, own, path
from harness import eventually
from signing_in import CONNECTION, make_app, make_user, signed_in, without_throttle

SCRIPT = Path(__file__).with_name("v1.sh")


# --- The script

def run(tenant, client_id, client_secret, user, tmp_path):
    (tmp_path / ".curlrc").write_text(
        f'silent\nshow-error\nnoproxy = "*"\ncacert = "{tenant.server.ca}"\n'
        f'resolve = "{tenant.host}:{tenant.server.tls_port}:127.0.0.1"\n')
    return subprocess.run(["bash", SCRIPT], capture_output=True, text=True, timeout=120, env={
        "PATH": os.environ["PATH"], "CURL_HOME": str(tmp_path), "HOME": str(tmp_path), "YOUR_NAMESPACE": tenant.domain,
        "YOUR_CLIENT_ID": client_id, "YOUR_CLIENT_SECRET": client_secret, "A_USER": user.user_id, "A_DATABASE": CONNECTION})


@pytest.fixture
def lonely_app(tenant):
    without_throttle(tenant)
    return make_app(tenant, grant_types=["authorization_code", "client_credentials"])


def test_a_script_of_2013_runs_with_the_credentials_of_an_application(lonely_app, tmp_path):
    user = make_user(lonely_app.tenant, lonely_app)
    signed_in(lonely_app, user)
    done = run(lonely_app.tenant, lonely_app.id, lonely_app.secret, user, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == "23 steps"


def test_a_script_of_2013_runs_with_the_credentials_of_the_global_client(lonely_app, tmp_path):
    user = make_user(lonely_app.tenant, lonely_app)
    signed_in(lonely_app, user)
    client = lonely_app.tenant.api("GET", "clients?is_global=true").json()[0]
    done = run(lonely_app.tenant, client["client_id"], client["client_secret"], user, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


# --- Tokens and callers

def test_a_client_that_does_not_ask_as_in_2013_gets_no_token(machine_app):
    answer = machine_app.tenant.ask_token({"client_id": machine_app.id, "client_secret": machine_app.secret})
    assert (answer.status_code, answer.json()["error"]) == (403, "access_denied")


def test_a_third_partys_client_gets_no_token(shared_tenant):
    other = shared_tenant.create("clients", name="Other", is_first_party=False, app_type="non_interactive")
    answer = shared_tenant.ask_token({"client_id": other["client_id"], "client_secret": other["client_secret"],
                                      "type": "web_server"})
    assert (answer.status_code, answer.json()["error"]) == (403, "access_denied")


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nothing", "Basic YTpi", "bearer a b"])
def test_what_is_no_token_is_refused(shared_tenant, header):
    answer = shared_tenant.get("/api/users", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401 and answer.json()["detail"]


def test_tokens_of_the_two_apis_are_not_each_others(shared_tenant, everything):
    newer = shared_tenant.token()
    assert shared_tenant.get("/api/users", headers={"Authorization": f"Bearer {newer}"}).status_code == 401
    assert shared_tenant.api("GET", "users", token=everything.token).status_code in (400, 401)


def test_a_token_of_another_tenant_is_worth_nothing(server, everything):
    other = server.tenant()
    answer = other.get("/api/users", headers={"Authorization": f"Bearer {everything.token}"})
    assert answer.status_code == 401


def test_a_token_dies_with_its_client(shared_tenant):
    app = make_app(shared_tenant, grant_types=["client_credentials"])
    first = first_with(app)
    first.get("connections")
    assert shared_tenant.api("DELETE", f"clients/{app.id}").status_code == 204
    assert first.refused("GET", "connections", status=401)


def test_an_application_reaches_what_is_its_own(shared_tenant, everything, own):
    name = f"theirs-{secrets.token_hex(3)}"
    shared_tenant.create("connections", name=name, strategy="github", options={"client_secret": "hidden"})
    user = everything.do("POST", "users", {"email": f"{secrets.token_hex(4)}@people.example.test",
                                           "password": "correct Horse-battery 9", "connection": CONNECTION})
    assert name in [c["name"] for c in everything.get("connections")]
    assert name not in [c["name"] for c in own.get("connections")]
    own.refused("GET", f"connections/{name}", status=404)
    own.refused("DELETE", f"connections/{name}", status=404)
    own.refused("PUT", f"connections/{name}", {"options": {}}, status=404)
    own.refused("GET", f"connections/{name}/users", status=404)
    assert own.get(path(user["user_id"]))["email"] == user["email"]
    stranger = make_app(shared_tenant, grant_types=["client_credentials"])
    made = connection_id(shared_tenant, CONNECTION)
    shared_tenant.api("PATCH", f"connections/{made}/clients", [{"client_id": stranger.id, "status": False}])
    other = first_with(stranger)
    assert other.get("connections") == [] and other.get("users") == []
    for method, what in [("GET", ""), ("DELETE", ""), ("GET", "/metadata"), ("GET", "/devices"), ("GET", "/logs")]:
        other.refused(method, path(user["user_id"]) + what, status=404)
    for method, what, body in [("PATCH", "", {"blocked": True}), ("PUT", "/password", {"password": "new Horse-battery 9"}),
                               ("PUT", "/metadata", {"a": 1}), ("POST", "/change_password_ticket", {}),
                               ("POST", "/verification_ticket", {}), ("POST", "/send_verification_email", {}),
                               ("PUT", "/email", {"email": "x@example.test"}),
                               ("POST", "/publickey", {"device": "d", "public_key": "k"})]:
        other.refused(method, path(user["user_id"]) + what, body, status=404)
    other.refused("POST", "users", {"email": "a@example.test", "password": "x", "connection": CONNECTION}, status=404)


@pytest.mark.parametrize("method, what", [
    ("POST", "clients"), ("PATCH", "clients/x"), ("DELETE", "clients/x"), ("DELETE", "users"), ("GET", "rules"),
    ("POST", "rules"), ("GET", "emails/verify_email"), ("GET", "rules-configs"), ("DELETE", "tenants/x"),
    ("PUT", "connection-templates/adfs"),
])
def test_what_is_the_whole_tenants_is_the_global_clients(own, method, what):
    own.refused(method, what, {} if method != "GET" else None, status=401)


def connection_id(tenant, name):
    return next(c["id"] for c in tenant.api("GET", "connections", params={"name": name}).json() if c["name"] == name)


# --- Connections, here and there

def test_the_newer_api_sees_what_the_first_one_wrote(shared_tenant, own, machine_app):
    name = f"google-{secrets.token_hex(3)}"
    made = own.do("POST", "connections", {"name": name, "strategy": "google-oauth2", "status": True, "options": {
        "client_id": "id", "client_secret": "secret", "email": True, "calendar": True, "orkut": True}})
    assert made["options"]["scope"] == [
        "https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/userinfo.profile",
        "https://www.googleapis.com/auth/calendar", "https://www.googleapis.com/auth/orkut"]
    seen = shared_tenant.api("GET", f"connections/{made['id']}").json()
    assert (seen["name"], seen["strategy"], seen["options"]["client_secret"]) == (name, "google-oauth2", "secret")
    assert "https://www.googleapis.com/auth/calendar" in seen["options"]["scope"] and seen["options"]["orkut"] is True
    assert [c["client_id"] for c in shared_tenant.api("GET", f"connections/{made['id']}/clients").json()["clients"]] \
        == [machine_app.id]
    own.do("PUT", f"connections/{name}", {"status": 0, "options": {"client_id": "other"}})
    seen = shared_tenant.api("GET", f"connections/{made['id']}").json()
    assert seen["options"]["client_id"] == "other" and "client_secret" not in seen["options"]
    assert shared_tenant.api("GET", f"connections/{made['id']}/clients").json()["clients"] == []
    # Whoever made a connection sees it while nobody uses it.
    assert own.get(f"connections/{name}")["status"] == 0
    assert own.do("DELETE", f"connections/{name}") == {"removed": made["id"]}
    assert shared_tenant.api("GET", f"connections/{made['id']}").status_code == 404


def test_the_first_api_sees_what_the_newer_one_wrote(shared_tenant, everything):
    name = f"adfs-{secrets.token_hex(3)}"
    made = shared_tenant.create("connections", name=name, strategy="adfs", options={"adfs_server": "fs.example.test"})
    seen = everything.get(f"connections/{name}")
    assert (seen["id"], seen["strategy"], seen["status"]) == (made["id"], "adfs", 0)
    assert seen["provisioning_ticket_url"].endswith("/p/adfs/" + seen["provisioning_ticket"])
    assert seen["client_id"] == everything.client_id
    assert everything.do("PUT", f"connections/{name}", {"status": 1, "options": seen["options"]})["status"] == 1
    assert shared_tenant.api("GET", f"connections/{made['id']}/clients").json()["clients"]
    everything.do("DELETE", f"connections/{name}")
    assert shared_tenant.api("GET", f"connections/{made['id']}").status_code == 404


def test_a_connection_of_several_applications_stays_for_the_others(shared_tenant, own, everything):
    name = f"shared-{secrets.token_hex(3)}"
    made = own.do("POST", "connections", {"name": name, "strategy": "windowslive", "options": {"client_id": "x"}})
    other = make_app(shared_tenant, grant_types=["client_credentials"])
    shared_tenant.api("PATCH", f"connections/{made['id']}/clients", [{"client_id": other.id, "status": True}])
    assert own.do("DELETE", f"connections/{name}") == {"removed": made["id"]}
    own.refused("GET", f"connections/{name}", status=404)
    assert first_with(other).get(f"connections/{name}")["status"] == 1
    assert everything.do("DELETE", f"connections/{name}") == {"removed": made["id"]}


@pytest.mark.parametrize("body", [
    {"strategy": "adfs", "options": {}}, {"name": "", "strategy": "adfs"}, {"name": "a b", "strategy": "adfs"},
    {"name": "-a", "strategy": "adfs"}, {"name": "a/b", "strategy": "adfs"}, {"name": "x" * 129, "strategy": "adfs"},
    {"name": 1, "strategy": "adfs"}, {"name": "a"}, {"name": "a", "strategy": "nothing"},
    {"name": "a", "strategy": "adfs", "options": []}, {"name": "a", "strategy": "adfs", "status": "perhaps"},
    {"name": "a", "strategy": "google-oauth2", "options": {"gmail": "yes"}},
    {"name": "a", "strategy": "adfs", "options": {"thumbprints": "9b250aad"}},
    {"name": "a", "strategy": "adfs", "options": {"signInEndpoint": 7}},
])
def test_connections_that_cannot_be_are_refused(own, body):
    assert own.refused("POST", "connections", body)


def test_what_was_fixed_when_a_connection_was_made_stays(own):
    own.do("POST", "connections", {"name": "fixed.example.com", "strategy": "adfs", "options": {}})
    own.refused("PUT", "connections/fixed.example.com", {"name": "other", "options": {}})
    own.refused("PUT", "connections/fixed.example.com", {"strategy": "office365", "options": {}})
    own.refused("PUT", "connections/fixed.example.com", {"status": 1})
    own.refused("GET", "connections/fixed.example.com/socket", status=404)
    own.do("DELETE", "connections/fixed%2Eexample.com")


def test_lists_of_connections_can_be_narrowed_and_paged(own):
    for name, strategy in [("paged-a", "github"), ("paged-b", "adfs"), ("paged-c", "google-apps")]:
        own.do("POST", "connections", {"name": name, "strategy": strategy, "options": {}})
    social = [c["name"] for c in own.get("connections?only_socials=true")]
    enterprise = [c["name"] for c in own.get("connections?only_enterprise=true&only_socials=false")]
    assert "paged-a" in social and "paged-b" not in social and {"paged-b", "paged-c"} <= set(enterprise)
    assert CONNECTION not in social + enterprise
    assert len(own.get("connections?per_page=2")) == 2
    for name in ("paged-a", "paged-b", "paged-c"):
        own.do("DELETE", f"connections/{name}")


def test_a_template_gives_new_connections_their_options(everything):
    everything.do("PUT", "connection-templates/office365", {"options": {"ext_groups": True}})
    assert everything.get("connection-templates/office365") == {"options": {"ext_groups": True}}
    made = everything.do("POST", "connections", {"name": "from-template", "strategy": "office365", "status": 0,
                                                 "options": {"tenant_domain": "x.example"}})
    assert made["options"]["ext_groups"] is True
    everything.refused("PUT", "connection-templates/office365", {"options": {"client_secret": "s"}})
    everything.do("DELETE", "connection-templates/office365")
    assert everything.get("connection-templates/office365") == {}
    everything.do("DELETE", "connections/from-template")
    assert {"adfs", "google-apps", "google-oauth2", "office365", "windowslive"} <= set(everything.get("strategies"))


# --- Tickets

ANSWERS = {
    "adfs": {"adfs_server": "https://fs.contoso.example/FederationMetadata/2007-06/FederationMetadata.xml",
             "signInEndpoint": "", "signing": "9B:25:0a ad7e4950604072ffaa60cde7795f23b52a\n" + "0" * 40},
    "google-apps": {"tenant_domain": "contoso.example", "client_id": "goog", "client_secret": "new secret"},
    "office365": {"tenant_domain": "contoso.onmicrosoft.example", "client_id": "msft", "client_secret": ""},
}


@pytest.mark.parametrize("strategy", ANSWERS)
def test_an_administrator_finishes_a_connection_once(shared_tenant, own, strategy):
    name = f"{strategy}-{secrets.token_hex(3)}.example"
    made = own.do("POST", "connections", {"name": name, "strategy": strategy, "status": 0,
                                          "options": {"tenant_domain": "before.example",
                                                      **({} if strategy == "adfs" else {"client_secret": "old secret"})}})
    visitor = Visitor(shared_tenant)
    page = visitor.open(made["provisioning_ticket_url"])
    assert page.status == 200 and name in page.text and f"{shared_tenant.url}/login/callback" in page.text
    policy = page.answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "frame-ancestors 'none'" in policy
    assert "<script" not in page.answer.text and "old secret" not in page.answer.text
    done = visitor.send(page, **ANSWERS[strategy])
    assert done.status == 200 and not done.forms, done.text
    options = own.get(f"connections/{name}")["options"]
    if strategy == "adfs":
        assert options["thumbprints"] == ["9b250aad7e4950604072ffaa60cde7795f23b52a", "0" * 40]
        assert options["signInEndpoint"] == "https://fs.contoso.example/adfs/ls/"
    else:
        assert options["tenant_domain"] == ANSWERS[strategy]["tenant_domain"]
        assert options["client_id"] == ANSWERS[strategy]["client_id"]
        assert options["client_secret"] == (ANSWERS[strategy]["client_secret"] or "old secret")
    newer = shared_tenant.api("GET", f"connections/{made['id']}").json()
    assert newer["options"]["tenant_domain"] == options["tenant_domain"]
    # The ticket is spent, for the form and for the page.
    assert visitor.send(page, **ANSWERS[strategy]).status == 404
    assert visitor.open(made["provisioning_ticket_url"]).status == 404
    assert "provisioning_ticket" not in own.get(f"connections/{name}")
    again = own.do("PUT", f"connections/{name}", {"status": 1, "options": options})
    assert again["provisioning_ticket_url"] != made["provisioning_ticket_url"]
    assert visitor.open(again["provisioning_ticket_url"]).status == 200
    own.do("DELETE", f"connections/{name}")
    assert visitor.open(again["provisioning_ticket_url"]).status == 404


def test_a_form_of_another_site_changes_nothing(shared_tenant, own):
    made = own.do("POST", "connections", {"name": "forged", "strategy": "office365", "status": 0, "options": {}})
    url, answers = made["provisioning_ticket_url"], ANSWERS["office365"]
    assert requests.post(url, data=answers, timeout=20).status_code == 403
    assert requests.post(url, data={**answers, "form": "x" * 32}, timeout=20).status_code == 403
    visitor = Visitor(shared_tenant)
    page = visitor.open(url)
    token = page.form("form").fields["form"]
    assert requests.post(url, data={**answers, "form": token}, timeout=20).status_code == 403
    assert visitor.session.post(url, data={**answers, "form": token}, headers={"Sec-Fetch-Site": "cross-site"},
                                timeout=20).status_code == 403
    assert "tenant_domain" not in own.get("connections/forged")["options"]
    # What is wrong is said beside what was typed, and the ticket stays good.
    wrong = visitor.send(page, tenant_domain="no domain", client_id='"><b>')
    assert wrong.status == 400 and wrong.form("form").fields["tenant_domain"] == "no domain"
    assert wrong.form("form").fields["client_id"] == '"><b>' and "<b>" not in wrong.answer.text
    assert visitor.send(wrong, **answers).status == 200
    own.do("DELETE", "connections/forged")


@pytest.mark.parametrize("where", ["/p/adfs/AAAAAAAA", "/p/adfs/", "/p/github/AAAAAAAA", "/p/adfs/A/B", "/p/x"])
def test_links_that_nobody_made_lead_nowhere(shared_tenant, where):
    assert shared_tenant.get(where).status_code == 404


# --- The rest

def test_clients_are_in_camel_case(shared_tenant, own, everything):
    assert [c["clientID"] for c in own.get("clients")] == [own.client_id]
    assert own.get(f"clients/{own.client_id}")["clientSecret"]
    own.refused("GET", f"clients/{everything.client_id}", status=404)
    made = everything.do("POST", "clients", {"name": "Old", "callbacks": "https://a.test/cb, https://b.test/cb"})
    assert made["callbacks"] == ["https://a.test/cb", "https://b.test/cb"] and made["clientSecret"]
    newer = shared_tenant.api("GET", f"clients/{made['clientID']}").json()
    assert (newer["name"], newer["callbacks"]) == ("Old", made["callbacks"])
    changed = everything.do("PUT", f"clients/{made['clientID']}", {
        "name": "Older", "callback": "https://c.test/cb", "callbacks": ["https://d.test/cb"]})
    assert (changed["name"], changed["callbacks"]) == ("Older", ["https://c.test/cb", "https://d.test/cb"])
    assert everything.do("PATCH", f"clients/{made['clientID']}", {"name": "Oldest"})["callbacks"] == changed["callbacks"]
    assert made["clientID"] in [c["clientID"] for c in everything.get("clients")]
    user = new_user(everything)
    theirs = [c["clientID"] for c in everything.get("clients", params={"userId": user["user_id"]})]
    assert own.client_id in theirs and made["clientID"] not in theirs
    everything.refused("PATCH", f"clients/{made['clientID']}", {"signingKey": {"cert": "x"}})
    everything.refused("POST", "clients", {"callbacks": []})
    everything.do("DELETE", f"clients/{made['clientID']}")
    everything.refused("DELETE", f"clients/{made['clientID']}", status=404)


def test_rules_have_a_status(shared_tenant, everything):
    name = "A rule/with a name"
    made = everything.do("POST", "rules", {"name": name, "status": True, "script": "function(){}"})
    where = "rules/" + urllib.parse.quote(name, safe="")
    assert everything.get(where)["script"] == "function(){}"
    newer = shared_tenant.api("GET", f"rules/{made['id']}").json()
    assert (newer["name"], newer["enabled"]) == (name, True)
    assert everything.do("PUT", where, {"status": False, "script": "function(a){}"})["status"] is False
    assert shared_tenant.api("GET", f"rules/{made['id']}").json()["enabled"] is False
    assert name in [r["name"] for r in everything.get("rules")]
    everything.refused("POST", "rules", {"name": name, "script": "x"})
    everything.do("DELETE", where)
    everything.refused("GET", where, status=404)
    everything.do("POST", "rules-configs", {"KEY": "value"})
    assert {"key": "KEY"} in everything.get("rules-configs")


def test_mails_are_disabled_instead_of_enabled(shared_tenant, everything):
    mail = {"template": "welcome_email", "disabled": False, "from": "a@example.test", "subject": "Hi", "body": "<p>Hi</p>",
            "urlLifetimeInSeconds": 3600, "resultUrl": "https://app.example.test/", "syntax": "liquid"}
    everything.refused("GET", "emails/welcome_email", status=404)
    assert everything.do("POST", "emails", mail) == {"tenant": shared_tenant.name, **mail}
    assert shared_tenant.api("GET", "email-templates/welcome_email").json()["enabled"] is True
    assert everything.do("PATCH", "emails/welcome_email", {"disabled": True})["subject"] == "Hi"
    assert shared_tenant.api("GET", "email-templates/welcome_email").json()["enabled"] is False
    assert everything.do("PUT", "emails/welcome_email", {"subject": "New", "body": "b"})["disabled"] is False
    assert "from" not in everything.get("emails/welcome_email")
    everything.refused("GET", "emails/nothing", status=404)


def test_the_log_tells_of_callers_and_hides_tokens(shared_tenant, own, everything, known):
    own.tenant.session.put(f"{shared_tenant.url}/api/connections/nothing?access_token={own.token}", json={}, timeout=20)
    own.call("DELETE", f"{path(known.user_id)}/refresh_tokens/a-secret-token")

    def told():
        page = everything.get("logs?per_page=100")
        assert {"start", "length", "total", "limit", "logs"} == set(page) and page["length"] == len(page["logs"])
        return page["logs"] if any(e["type"] == "fapi" and e["client_id"] == own.client_id for e in page["logs"]) else None

    events = eventually(told)
    assert own.token not in str(events) and "a-secret-token" not in str(events)
    assert set(events[0]) <= {"_id", "date", "connection", "client_id", "client_name", "ip", "user_id", "user_name",
                              "description", "user_agent", "type", "details"}
    assert events[0]["date"] >= events[-1]["date"]
    assert {e["client_id"] for e in own.get("logs")["logs"]} == {own.client_id}
    assert everything.get(f"logs/{events[0]['_id']}")["_id"] == events[0]["_id"]
    foreign = next(e for e in events if e["client_id"] != own.client_id)
    own.refused("GET", f"logs/{foreign['_id']}", status=404)
    assert set(everything.get("logs?fields=type,date")["logs"][0]) == {"type", "date"}
    assert "type" not in everything.get("logs?fields=type&exclude_fields=true")["logs"][0]
    after = everything.get(f"logs?from={events[-1]['_id']}&take=2")
    assert len(after) == 2 and after[0]["_id"] == events[-2]["_id"]
    names = [e["connection"] or "" for e in everything.get("logs?sort=connection:1")["logs"]]
    assert names == sorted(names)
    everything.refused("GET", "logs?sort=ip:1")
    mine = everything.get(f"{path(known.user_id)}/logs")
    assert mine["total"] >= 1 and all(e["user_id"] == known.user_id for e in mine["logs"])


def test_what_is_not_there_and_what_cannot_be_read(own, shared_tenant):
    own.refused("GET", "nothing", status=404)
    own.refused("PUT", "connections", {}, status=405)
    answer = own.tenant.session.post(f"{shared_tenant.url}/api/connections", data="{broken",
                                     headers={"Authorization": f"Bearer {own.token}", "Content-Type": "application/json"})
    assert answer.status_code == 400 and "JSON" in answer.json()["detail"]
    own.refused("POST", "connections", [1])
    own.refused("GET", "users/%FF", status=404)


def test_a_tenant_removes_itself(server):
    tenant = server.tenant()
    client = tenant.api("GET", "clients?is_global=true").json()[0]
    first = First(tenant, client["client_id"], client["client_secret"])
    first.refused("DELETE", "tenants/another", status=404)
    assert first.do("DELETE", f"tenants/{tenant.name}") == "OK"
