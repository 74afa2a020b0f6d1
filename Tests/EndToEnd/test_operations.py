"""Acts of the management API that do something elsewhere: events, messages, links, groups, documents of clients."""
import base64
import hashlib
import hmac
import http.server
import json
import re
import secrets
import socket
import ssl
import struct
import threading
import time

import pytest
import requests
from harness import eventually
from peers import certificate
from test_roles import api, permissions, role
from test_users import make


class Listener:
    """An HTTPS server of this machine that keeps what is posted and answers what it is told."""

    def __init__(self, folder):
        listener = self
        self.received, self.status, self.documents = [], 200, {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.received.append((self.path, dict(self.headers), body))
                self.answer(listener.status, b"")

            def do_GET(self):
                document = listener.documents.get(self.path)
                self.answer(404 if document is None else 200, document or b"")

            def answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.name = socket.gethostname()
        chain, key = certificate(folder, self.name)
        self.ca = str(chain)
        self.server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://{self.name}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, path, document):
        """Serves a JSON document, and answers its address."""
        self.documents[path] = json.dumps(document).encode()
        return self.url + path


@pytest.fixture(scope="module")
def listener(tmp_path_factory):
    made = Listener(tmp_path_factory.mktemp("listener"))
    yield made
    made.server.shutdown()


@pytest.fixture(scope="module")
def near(binary, tmp_path_factory, listener):
    """A tenant of a server that may post to this machine."""
    from harness import Server
    folder = tmp_path_factory.mktemp("near")
    server = Server(folder, None, ["--allow-private-networks"], {"SSL_CERT_FILE": listener.ca}).start()
    yield server.tenant()
    server.stop()
    server.database.drop()


def stream(tenant, url, authorization):
    return tenant.create("event-streams", name="events", subscriptions=[{"event_type": "user.created"}], destination={
        "type": "webhook", "configuration": {"webhook_endpoint": url, "webhook_authorization": authorization}})


def settled(tenant, path, status):
    def check():
        found = tenant.api("GET", path).json()
        return found if found["status"] == status else None
    return eventually(check, 15, f"{path} is not {status}")


def test_a_test_event_reaches_the_webhook(near, listener):
    listener.status = 200
    made = stream(near, f"{listener.url}/hook", {"method": "bearer", "token": "s3cret"})
    path = f"event-streams/{made['id']}"
    sent = near.api("POST", f"{path}/test", {"event_type": "user.created"})
    assert sent.status_code == 202, sent.text
    delivery = sent.json()
    assert (delivery["status"], delivery["attempts"]) == ("pending", [])
    assert delivery["event"]["a0purpose"] == "test"
    found = settled(near, f"{path}/deliveries/{delivery['id']}", "delivered")
    assert [a["status"] for a in found["attempts"]] == ["delivered"]
    headers, body = next((h, b) for p, h, b in listener.received if p == "/hook" and delivery["id"].encode() in b)
    assert headers["Authorization"] == "Bearer s3cret"
    assert json.loads(body) == delivery["event"]
    listed = near.api("GET", f"{path}/deliveries").json()["deliveries"]
    assert [d["id"] for d in listed] == [delivery["id"]]
    stats = near.api("GET", f"{path}/stats").json()["metrics"]
    assert [m["window_total"] for m in stats] == [1, 0]


def test_a_failed_event_is_told_of_and_sent_again(near, listener):
    listener.status = 503
    made = stream(near, f"{listener.url}/down", {"method": "basic", "username": "u", "password": "p"})
    path = f"event-streams/{made['id']}"
    delivery = near.api("POST", f"{path}/test", {"event_type": "organization.created", "data": {"object": {"id": "x"}}}).json()
    assert near.api("POST", f"{path}/redeliver/{delivery['id']}").status_code == 409
    found = settled(near, f"{path}/deliveries/{delivery['id']}", "failed")
    assert [a["status"] for a in found["attempts"]] == ["failed"] * 4
    assert found["attempts"][0]["error_message"] == "the answer was 503"
    login = base64.b64encode(b"u:p").decode()
    assert all(h["Authorization"] == f"Basic {login}" for p, h, _ in listener.received if p == "/down")
    assert near.api("GET", f"{path}/deliveries", params={"event_types": "user.created"}).json() == {"deliveries": []}
    listener.status = 200
    again = near.api("POST", f"{path}/redeliver", {})
    assert (again.status_code, again.json()) == (202, {})
    found = settled(near, f"{path}/deliveries/{delivery['id']}", "delivered")
    assert [a["status"] for a in found["attempts"]] == ["failed"] * 4 + ["retrying", "delivered"]
    assert near.api("POST", f"{path}/redeliver/{delivery['id']}").status_code == 202
    assert near.api("POST", f"{path}/redeliver/evt_{'a' * 22}").status_code == 404
    assert near.api("DELETE", path).status_code == 204
    assert near.api("GET", f"{path}/deliveries").status_code == 404


def test_a_phone_template_is_tried_in_the_mailbox(tenant):
    made = tenant.create("branding/phone/templates", type="otp_verify", disabled=False, content={
        "syntax": "liquid", "from": "1234567890", "body": {"text": "{{ code }} for {{ friendly_name }}", "voice": "v"}})
    number = f"9112{secrets.randbelow(10 ** 8):08}"
    tried = tenant.api("POST", f"branding/phone/templates/{made['id']}/try", {"to": number, "delivery_method": "text"})
    assert (tried.status_code, tried.json()["message"]) == (202, "Test notification successfully sent for processing")

    def kept():
        mails = requests.get(f"{tenant.server.admin}/dev/mailbox", params={"to": number, "format": "json"}, timeout=10)
        return mails.json()["mails"]
    assert eventually(kept, 10)[0]["text"] == f"123456 for {tenant.name}"
    assert tenant.api("POST", "branding/phone/templates/tem_no/try", {"to": number}).status_code == 404


def test_a_phone_provider_is_tried_unless_it_needs_an_action(tenant):
    made = tenant.create("branding/phone/providers", name="twilio", disabled=True, credentials={"auth_token": "t"},
                         configuration={"sid": "s", "default_from": "1", "delivery_methods": ["text"]})
    path = f"branding/phone/providers/{made['id']}"
    assert tenant.api("POST", f"{path}/try", {"to": "1"}).status_code == 409
    tenant.api("PATCH", path, {"disabled": False})
    assert tenant.api("POST", f"{path}/try", {"to": "1", "delivery_method": "voice"}).status_code == 400
    assert tenant.api("POST", f"{path}/try", {"to": "1"}).status_code == 202
    assert tenant.api("DELETE", path).status_code == 204
    custom = tenant.create("branding/phone/providers", name="custom", configuration={"delivery_methods": ["text"]},
                           credentials={})
    refused = tenant.api("POST", f"branding/phone/providers/{custom['id']}/try", {"to": "1"})
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "operation_not_supported")


def test_action_modules_have_versions(tenant):
    made = tenant.create("actions/modules", name="shared", code="1", secrets=[{"name": "k", "value": "v"}], publish=True)
    path = f"actions/modules/{made['id']}"
    assert (made["latest_version_number"], made["all_changes_published"], made["actions_using_module_total"]) == (1, True, 0)
    assert list(made["secrets"][0]) == ["name", "updated_at"]
    assert tenant.api("POST", "actions/modules", {"name": "shared", "code": ""}).status_code == 409
    assert tenant.api("PATCH", path, {"code": "2"}).json()["all_changes_published"] is False
    second = tenant.api("POST", f"{path}/versions").json()
    assert (second["version_number"], second["code"]) == (2, "2")
    versions = tenant.api("GET", f"{path}/versions").json()["versions"]
    assert [v["version_number"] for v in versions] == [2, 1]
    first = versions[1]["id"]
    assert tenant.api("GET", f"{path}/versions/{first}").json()["code"] == "1"
    back = tenant.api("POST", f"{path}/rollback", {"module_version_id": first}).json()
    assert (back["code"], back["all_changes_published"], back["latest_version_number"]) == ("1", False, 2)
    reference = {"module_id": made["id"], "module_version_id": first, "module_name": "shared", "module_version_number": 1}
    action = tenant.create("actions/actions", name="a", code="", modules=[reference],
                           supported_triggers=[{"id": "post-login", "version": "v3"}], deploy=True)
    assert tenant.api("GET", path).json()["actions_using_module_total"] == 1
    users = tenant.api("GET", f"{path}/actions").json()["actions"]
    assert [(u["action_id"], u["module_version_number"]) for u in users] == [(action["id"], 1)]
    assert tenant.api("DELETE", path).status_code == 412
    assert tenant.api("DELETE", f"actions/actions/{action['id']}").status_code == 204
    assert tenant.api("GET", "actions/modules").json()["modules"][0]["id"] == made["id"]
    assert tenant.api("DELETE", path).status_code == 204
    assert tenant.api("GET", path).status_code == 404


def test_the_test_of_an_action_says_that_there_is_no_runtime(tenant):
    action = tenant.create("actions/actions", name="a", code="", supported_triggers=[{"id": "post-login", "version": "v3"}])
    refused = tenant.api("POST", f"actions/actions/{action['id']}/test", {"payload": {}})
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "operation_not_supported")
    assert tenant.api("POST", "actions/actions/no/test", {"payload": {}}).status_code == 404


def test_flows_were_never_run(tenant):
    flow = tenant.create("flows", name="f")
    path = f"flows/{flow['id']}/executions"
    assert tenant.api("GET", path).json() == []
    assert tenant.api("GET", path, params={"include_totals": "true"}).json()["total"] == 0
    assert tenant.api("GET", f"{path}/ex_1").status_code == 404
    assert tenant.api("DELETE", f"{path}/ex_1").status_code == 404
    assert tenant.api("GET", "flows/af_no/executions").status_code == 404


def test_a_connection_profile_begins_with_its_template(tenant):
    listed = tenant.api("GET", "connection-profiles/templates").json()["connection_profile_templates"]
    one = tenant.api("GET", f"connection-profiles/templates/{listed[0]['id']}").json()
    assert one == listed[0]
    tenant.create("connection-profiles", **one["template"])
    assert tenant.api("GET", "connection-profiles/templates/no").status_code == 404


def test_a_directory_cannot_be_synchronized(tenant):
    made = tenant.create("connections", name="dir", strategy="google-apps", options={"client_id": "c", "client_secret": "s"})
    path = f"connections/{made['id']}/directory-provisioning"
    assert tenant.api("POST", f"{path}/synchronizations").status_code == 404
    assert tenant.api("POST", path, {}).status_code == 201
    refused = tenant.api("POST", f"{path}/synchronizations")
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "operation_not_supported")


def test_groups_bring_roles_to_their_members(tenant):
    server, user, made = api(tenant), make(tenant), role(tenant)
    tenant.api("POST", f"roles/{made['id']}/permissions", permissions(server, "read:things"))
    group = tenant.create("groups", name="Engineering", external_id="eng")
    path = f"groups/{group['id']}"
    assert tenant.api("GET", path).json() == group
    assert tenant.api("POST", "groups", {"name": "Engineering"}).status_code == 409
    assert tenant.api("GET", "groups", params={"search": "gineer"}).json() == [group]
    assert tenant.api("GET", "groups", params={"name": "engineering"}).json() == []
    assert tenant.api("POST", f"{path}/members", {"members": [user["user_id"]]}).status_code == 204
    assert [m["id"] for m in tenant.api("GET", f"{path}/members").json()["members"]] == [user["user_id"]]
    assert tenant.api("POST", f"{path}/roles", {"roles": [made["id"]]}).status_code == 204
    assert [r["id"] for r in tenant.api("GET", f"{path}/roles").json()["roles"]] == [made["id"]]
    assert tenant.api("GET", f"roles/{made['id']}/groups").json()["groups"] == [group]
    person = f"users/{user['user_id']}"
    assert tenant.api("GET", f"{person}/groups").json()[0]["id"] == group["id"]
    assert tenant.api("GET", f"{person}/effective-roles").json()["roles"][0]["sources"] == ["groups"]
    sources = tenant.api("GET", f"{person}/effective-roles/sources/groups", params={"role_id": made["id"]}).json()
    assert sources["groups"] == [group]
    assert [p["permission_name"] for p in tenant.api("GET", f"{person}/permissions").json()] == ["read:things"]
    assert tenant.api("DELETE", f"roles/{made['id']}/groups", {"groups": [group["id"]]}).status_code == 204
    assert tenant.api("POST", f"roles/{made['id']}/groups", {"groups": [group["id"]]}).status_code == 204
    assert tenant.api("DELETE", person).status_code == 204
    assert tenant.api("GET", f"{path}/members").json()["members"] == []
    assert tenant.api("DELETE", f"roles/{made['id']}").status_code == 200
    assert tenant.api("GET", f"{path}/roles").json()["roles"] == []
    assert tenant.api("PATCH", path, {"name": "Builders"}).json()["name"] == "Builders"
    assert tenant.api("DELETE", path).status_code == 204
    assert tenant.api("GET", path).status_code == 404


def test_groups_bring_roles_in_organizations(tenant):
    user, made = make(tenant), role(tenant)
    organization = tenant.create("organizations", name=f"o-{secrets.token_hex(4)}")
    group = tenant.create("groups", name="Sales")
    tenant.api("POST", f"groups/{group['id']}/members", {"members": [user["user_id"]]})
    path = f"organizations/{organization['id']}/groups"
    assert tenant.api("GET", path).json()["groups"] == []
    assert tenant.api("POST", f"{path}/{group['id']}/roles", {"roles": [made["id"]]}).status_code == 204
    assert tenant.api("GET", path).json()["groups"] == [group]
    assert [r["id"] for r in tenant.api("GET", f"{path}/{group['id']}/roles").json()["roles"]] == [made["id"]]
    member = f"organizations/{organization['id']}/members/{user['user_id']}/effective-roles"
    assert tenant.api("GET", member).json()["roles"][0]["sources"] == ["groups"]
    sources = tenant.api("GET", f"{member}/sources/groups", params={"role_id": made["id"]}).json()
    assert sources["groups"] == [group]
    assert tenant.api("DELETE", f"{path}/{group['id']}/roles", {"roles": [made["id"]]}).status_code == 204
    assert tenant.api("GET", member).json()["roles"] == []


def test_a_client_is_what_its_document_says(near, listener):
    path = f"/{secrets.token_hex(4)}/client.json"
    url = listener.url + path
    near_api = near.api
    unknown = near_api("POST", "clients/cimd/preview", {"external_client_id": url})
    assert unknown.status_code == 200 and "validation" not in unknown.json() and unknown.json()["errors"]
    listener.publish(path, {"client_id": url, "client_name": "Reader", "redirect_uris": ["https://app.test/cb"], "tos_uri": "x"})
    preview = near_api("POST", "clients/cimd/preview", {"external_client_id": url}).json()
    assert preview["validation"]["valid"] and len(preview["validation"]["warnings"]) == 1
    assert preview["mapped_fields"]["callbacks"] == ["https://app.test/cb"]
    made = near_api("POST", "clients/cimd/register", {"external_client_id": url})
    assert made.status_code == 201, made.text
    client = made.json()["client_id"]
    assert client.startswith("tpc_")
    shown = near_api("GET", f"clients/{client}").json()
    assert (shown["name"], shown["is_first_party"], shown["external_metadata_type"]) == ("Reader", False, "cimd")
    assert shown["token_endpoint_auth_method"] == "none"
    keys = json.loads(requests.get(f"{near.url}/.well-known/jwks.json", timeout=10).text)["keys"][:1]
    listener.publish(path + ".keys", {"keys": keys})
    listener.publish(path, {"client_id": url, "client_name": "Writer", "redirect_uris": ["https://app.test/cb"],
                            "token_endpoint_auth_method": "private_key_jwt", "jwks_uri": url + ".keys"})
    again = near_api("POST", "clients/cimd/register", {"external_client_id": url})
    assert (again.status_code, again.json()["client_id"]) == (200, client)
    shown = near_api("GET", f"clients/{client}").json()
    assert shown["name"] == "Writer"
    assert len(shown["client_authentication_methods"]["private_key_jwt"]["credentials"]) == 1
    assert near_api("POST", "clients/cimd/preview", {"external_client_id": url}).json()["client_id"] == client
    listener.publish(path, {"client_id": "https://other.test/", "redirect_uris": [], "client_secret": "s"})
    refused = near_api("POST", "clients/cimd/register", {"external_client_id": url})
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "invalid_client_metadata")
    for wrong in ["https://localhost/x", "https://a.test/", "https://a.test/x?y", "https://u@a.test/x"]:
        assert near_api("POST", "clients/cimd/preview", {"external_client_id": wrong}).status_code == 400, wrong


def code(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 10 ** 6:06}"


def fill(tenant, url, **fields):
    """Opens a link in a browser and sends its form."""
    browser = requests.Session()
    browser.trust_env = False
    address = tenant.url + url.split(tenant.domain, 1)[-1] if tenant.domain in url else url
    page = browser.get(address, timeout=20)
    assert page.status_code == 200, page.text
    token = re.search(r'name="form" value="([^"]+)"', page.text)[1]
    return page.text, browser.post(page.url, data={"form": token, **fields}, timeout=20)


def test_an_app_is_enrolled_by_link(tenant):
    user = make(tenant)
    request = {"user_id": user["user_id"], "factor": "otp", "send_mail": True}
    made = tenant.api("POST", "guardian/enrollments/ticket", request)
    assert made.status_code == 200, made.text
    url = made.json()["ticket_url"]
    assert url.endswith(f"/mfa/enrollment?ticket={made.json()['ticket_id']}")
    mails = eventually(lambda: requests.get(f"{tenant.server.admin}/dev/mailbox", timeout=10, params={
        "to": user["email"], "format": "json"}).json()["mails"], 10)
    assert mails[0]["template"] == "enrollment_email" and url in mails[0]["html"].replace("&amp;", "&")
    address = tenant.url + "/mfa/enrollment?ticket=" + made.json()["ticket_id"]
    text, wrong = fill(tenant, address, code="000000")
    assert wrong.status_code == 400
    secret = re.search(r"secret=([A-Z2-7]+)", text)[1]
    _, right = fill(tenant, address, code=code(secret))
    assert right.status_code == 200 and "is set up" in right.text
    methods = tenant.api("GET", f"users/{user['user_id']}/authentication-methods").json()
    assert [m["type"] for m in methods] == ["totp"]
    assert requests.get(address, timeout=20).status_code == 404
    assert tenant.api("POST", "guardian/enrollments/ticket", request).status_code == 400
    assert tenant.api("POST", "guardian/enrollments/ticket", {"user_id": "auth0|no"}).status_code == 404
    refused = tenant.api("POST", "guardian/enrollments/ticket", {"user_id": user["user_id"], "factor": "webauthn-roaming"})
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "operation_not_supported")


def test_a_customer_sets_a_connection_up_by_link(tenant):
    organization = tenant.create("organizations", name=f"o-{secrets.token_hex(4)}")
    profile = tenant.create("self-service-profiles", name="p", allowed_strategies=["oidc", "samlp"])
    name = f"sso-{secrets.token_hex(4)}"
    path = f"self-service-profiles/{profile['id']}/sso-ticket"
    request = {"connection_config": {"name": name, "display_name": "Customer"}, "enabled_clients": [tenant.client_id],
               "enabled_organizations": [{"organization_id": organization["id"], "assign_membership_on_login": True}]}
    made = tenant.api("POST", path, request)
    assert made.status_code == 201, made.text
    ticket = made.json()["ticket"].split("ticket=")[1]
    address = f"{tenant.url}/self-service/connections-flow?ticket={ticket}"
    assert "strategy=oidc" in requests.get(address, timeout=20).text
    answers = {"discovery_url": "https://idp.test/.well-known/openid-configuration", "client_id": "c", "client_secret": "s"}
    _, wrong = fill(tenant, address + "&strategy=oidc", **{**answers, "discovery_url": "http://idp.test"})
    assert wrong.status_code == 400
    _, done = fill(tenant, address + "&strategy=oidc", **answers)
    assert done.status_code == 200 and "is set up" in done.text
    connection = tenant.api("GET", "connections", params={"name": name}).json()[0]
    assert (connection["strategy"], connection["options"]["client_id"]) == ("oidc", "c")
    used = tenant.api("GET", f"organizations/{organization['id']}/enabled_connections").json()
    assert [c["connection_id"] for c in used] == [connection["id"]]
    assert requests.get(address, timeout=20).status_code == 404
    assert tenant.api("POST", path, request).status_code == 409
    other = tenant.api("POST", path, {"connection_id": connection["id"]}).json()["ticket"].split("ticket=")[1]
    revoked = tenant.api("POST", f"{path}/{other}/revoke")
    assert (revoked.status_code, revoked.content) == (202, b"")
    assert requests.get(f"{tenant.url}/self-service/connections-flow?ticket={other}", timeout=20).status_code == 404
    assert tenant.api("POST", path, {}).status_code == 400
