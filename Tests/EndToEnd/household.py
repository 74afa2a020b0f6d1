"""Something of each kind in a tenant, for tests of who can reach it."""
import secrets

from signing_in import make_app, make_user, signed_in, without_throttle

PAGE = "https://example.test/"
BLOCK = {"action": {"block": True}, "match": {"ipv4_cidrs": ["192.0.2.0/24"]}, "scope": "tenant"}
WEBHOOK = {"type": "webhook", "configuration": {"webhook_endpoint": PAGE, "webhook_authorization": {
    "method": "basic", "username": "u", "password": "p"}}}
SCRIPT = "function (user, context, callback) { callback(null, user, context); }"


def bodies(things):
    """What to POST, by the path of the table; `things` has the ids of those before."""
    mark = secrets.token_hex(4)
    yield "/clients", {"name": f"App {mark}", "organization_usage": "allow", "initiate_login_uri": PAGE}
    yield "/resource-servers", {"identifier": f"https://{mark}.example.test/", "scopes": [{"value": "read:things"}]}
    yield "/client-grants", {"client_id": things["/clients"], "audience": f"https://{mark}.example.test/", "scope": [],
                             "organization_usage": "allow"}
    yield "/connections", {"name": f"db-{mark}", "strategy": "auth0", "enabled_clients": [things["/clients"]]}
    yield "/users", {"connection": f"db-{mark}", "email": f"{mark}@example.test", "password": "correct Horse-battery 9"}
    yield "/roles", {"name": f"Role {mark}"}
    yield "/organizations", {"name": f"org-{mark}", "enabled_connections": [{"connection_id": things["/connections"]}]}
    yield "/organizations/{id}/invitations", {"inviter": {"name": "A"}, "invitee": {"email": "b@example.test"},
                                              "client_id": things["/clients"]}
    yield "/organizations/{id}/discovery-domains", {"domain": f"{mark}.example.test"}
    yield "/actions/actions", {"name": f"Action {mark}", "code": "1", "supported_triggers": [
        {"id": "custom-token-exchange", "version": "v1"}]}
    yield "/actions/actions/{id}/deploy", None
    yield "/token-exchange-profiles", {"name": "Exchange", "subject_token_type": f"{PAGE}{mark}", "type": "custom_authentication",
                                       "action_id": things["/actions/actions"]}
    yield "/branding/phone/templates", {"type": "otp_verify"}
    yield "/connection-profiles", {"name": f"Profile {mark}"}
    yield "/custom-domains", {"domain": f"{mark}.example.test", "type": "self_managed_certs"}
    yield "/event-streams", {"name": "Events", "subscriptions": [{"event_type": "user.created"}], "destination": WEBHOOK}
    yield "/flows", {"name": f"Flow {mark}"}
    yield "/flows/vault/connections", {"name": "Vault", "app_id": "HTTP", "setup": {"type": "BEARER", "token": "t"}}
    yield "/forms", {"name": f"Form {mark}"}
    yield "/groups", {"name": f"Group {mark}"}
    yield "/hooks", {"name": f"hook-{mark}", "script": "1", "triggerId": "post-user-registration"}
    yield "/jobs/verification-email", {"user_id": things["/users"]}
    yield "/log-streams", {"name": "Log", "type": "http", "sink": {"httpEndpoint": PAGE}}
    yield "/network-acls", {"description": f"ACL {mark}", "active": True, "rule": BLOCK}
    yield "/rate-limit-policies", {"resource": "oauth_authentication_api", "consumer": "client",
                                   "consumer_selector": things["/clients"], "configuration": {"action": "allow"}}
    yield "/rules", {"name": f"rule-{mark}", "script": SCRIPT}
    yield "/self-service-profiles", {"name": f"SSO {mark}"}
    yield "/user-attribute-profiles", {"name": f"Profile {mark}", "user_attributes": {"email": {
        "description": "Mail", "label": "Mail", "profile_required": True, "auth0_mapping": "email"}}}
    yield "/users/{id}/authentication-methods", {"type": "phone", "phone_number": "+15550100200",
                                                 "preferred_authentication_method": "sms"}


def furnish(tenant):
    """Fills a tenant; ids by the path of the table that makes the thing."""
    things = {}
    for path, body in bodies(things):
        answer = tenant.api("POST", path[1:].replace("{id}", things.get(path.split("/{id}")[0], "")), body)
        assert answer.status_code in (200, 201), f"POST {path}: {answer.status_code} {answer.text}"
        made = answer.json() if answer.content else tenant.api("GET", path[1:]).json()[0]
        things[path] = next(made[name] for name in ("id", "client_id", "user_id", "custom_domain_id") if name in made)
    things["/jobs"] = things["/jobs/verification-email"]
    things["/keys/signing"] = tenant.api("GET", "keys/signing").json()[0]["kid"]
    without_throttle(tenant)
    app = make_app(tenant)
    person = make_user(tenant, app)
    signed_in(app, person)
    things["/sessions"] = tenant.api("GET", f"users/{person.user_id}/sessions").json()["sessions"][0]["id"]
    return things
