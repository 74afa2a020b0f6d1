"""Every management method of auth0-python, unmodified: each is called once, and its answer must parse into the SDK's model."""
import contextlib
import inspect

import httpx
import pytest
from auth0.management import ManagementClient
from auth0.management.core.api_error import ApiError
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from sdk_arguments import Arguments, methods
from sdk_shelf import Shelf, given
from signing_in import make_app, make_user, signed_in, without_throttle

pytestmark = pytest.mark.once

FIRST = ("resource_servers.create", "clients.create", "client_grants.create", "organizations.create", "connections.create",
         "users.create", "roles.create", "organizations.members.create", "experimentation.feature_flags.create", "actions.create",
         "actions.deploy", "branding.templates.update_universal_login", "connections.directory_provisioning.create")
LAST = ("connections.directory_provisioning.delete_synchronized_group_selections", "keys.signing.rotate", "users.revoke_access",
        "users.risk_assessments.clear", "user_blocks.delete", "user_grants.delete_by_user_id")
MAKES = ("create", "register", "add", "assign", "link", "set", "import")
ENDS = ("delete", "revoke", "unblock", "clear", "remove")

# Newer than the description that the server is built from.
NEWER = {
    "agents.create", "agents.delete", "agents.list", "agents.read", "agents.update",
    "attack_protection.captcha_policies.create", "attack_protection.captcha_policies.delete",
    "attack_protection.captcha_policies.get", "attack_protection.captcha_policies.list",
    "attack_protection.captcha_policies.update", "client_grants.search", "client_profiles.create", "client_profiles.delete",
    "client_profiles.get", "client_profiles.list", "client_profiles.update", "clients.search",
    "experimentation.experiments.advance_ramp", "guardian.factors.email.get", "guardian.factors.email.set",
    "guardian.factors.phone.get", "guardian.factors.phone.set", "guardian.get", "guardian.set", "keys.network_acls.create",
    "keys.network_acls.delete", "keys.network_acls.get", "keys.network_acls.list", "organizations.clients.create",
    "organizations.clients.delete", "organizations.clients.get", "organizations.clients.list", "organizations.clients.update",
    "organizations.roles.groups.list", "organizations.roles.members.list", "organizations.search", "resource_servers.search",
}
# What is refused, and why that is right; the text is how the refusal begins.
ACCEPTED = {
    "actions.test": (400, "The action cannot be tested: this server has no runtime", "actions do not run inside the server"),
    "actions.executions.get": (404, "That execution does not exist.", "nobody has signed in past an action"),
    "anomaly.blocks.check_ip": (404, "Not Found", "nobody blocked the address"),
    "clients.register_cimd_client": (400, "The metadata document could not be fetched", "nobody serves the document"),
    "connections.directory_provisioning.synchronizations.create": (
        400, "The directory cannot be synchronized", "the server has no access to the directory"),
    "connections.check_status": (404, "The connection is not connected to any node", "a database has no agent"),
    "custom_domains.set_default": (400, "The domain must be verified before", "no name server knows the domain"),
    "custom_domains.test": (409, "The custom domain is not ready.", "no name server knows the domain"),
    "device_credentials.create_public_key": (403, "Insufficient scope, expected any of: create:current_user", "for users alone"),
    "event_streams.deliveries.get_history": (404, "The requested delivery does not exist.", "nothing was delivered"),
    "event_streams.redeliveries.create_by_id": (404, "The requested delivery does not exist.", "nothing was delivered"),
    "flows.executions.delete": (404, "Execution not found", "flows are kept and do not run"),
    "flows.executions.get": (404, "Execution not found", "flows are kept and do not run"),
    "guardian.enrollments.get": (404, "Enrollment not found", "people enrol themselves"),
    "guardian.enrollments.delete": (404, "Enrollment not found", "people enrol themselves"),
    "keys.encryption.import_": (400, "Invalid input. Wrapped key material", "the key is wrapped by hardware"),
}
# Families without code behind them, which say so.
NOT_BUILT = ("experimentation.", "verifiable_credentials.")


def rank(name):
    """When a method is called: what makes things first, then what reads and changes them, last what ends them, parts first."""
    verb, depth = name.rsplit(".", 1)[1], name.count(".")
    if name in FIRST:
        return 0, FIRST.index(name), name
    if name in LAST:
        return 3, LAST.index(name), name
    if name == "users.authentication_methods.set":  # replaces the one that others read, and needs the user still
        return 4, -1.5, name
    if name == "keys.signing.revoke":  # ends the token of these calls
        return 5, 0, name
    if verb.startswith(MAKES):
        return 1, depth, name
    return (4, -depth, name) if verb.startswith(ENDS) else (2, depth, name)


def furnish(tenant):
    """The things that no method of the tree makes, or that must be there from the start."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    jwk = {name: value for name, value in RSAAlgorithm.to_jwk(key, as_dict=True).items() if name != "key_ops"}
    api = tenant.create("resource-servers", identifier="https://things.example.test/", scopes=[{"value": "read:things"}],
                        allow_offline_access=True, skip_consent_for_verifiable_first_party_clients=True)
    shelf = Shelf(api=api["identifier"], pem=pem, jwk={**jwk, "alg": "RS256", "use": "sig", "kid": "own"})

    without_throttle(tenant)
    app = make_app(tenant)
    user = make_user(tenant, app)
    for _ in range(2):
        app.tokens(signed_in(app, user, scope="openid offline_access", audience=api["identifier"]))
    sessions = tenant.api("GET", f"users/{user.user_id}/sessions").json()["sessions"]
    shelf.things["sessions"], shelf.things["second session"] = (session["id"] for session in sessions)
    shelf.things["refresh_tokens"] = tenant.api("GET", f"users/{user.user_id}/refresh-tokens").json()["tokens"][0]["id"]
    shelf.things["second user"] = make_user(tenant, app).user_id
    shelf.things["logs"] = tenant.api("GET", "logs").json()[0]["log_id"]
    shelf.things["groups"] = tenant.create("groups", name="Group")["id"]
    for kind in ("connection", "user_attribute"):
        templates = tenant.api("GET", f"{kind.replace('_', '-')}-profiles/templates").json()[f"{kind}_profile_templates"]
        shelf.things[f"{kind}_profile template"] = templates[0]["id"]
    shelf.things["keys.signing"] = tenant.api("GET", "keys/signing").json()[0]["kid"]

    action = tenant.create("actions/actions", name="exchange", code="exports.onExecuteCustomTokenExchange = () => {}",
                           supported_triggers=[{"id": "custom-token-exchange", "version": "v1"}])
    tenant.api("POST", f"actions/actions/{action['id']}/deploy")
    shelf.things["exchange"] = action["id"]
    for space, strategy in (("scim_configuration", "samlp"), ("directory_provisioning", "google-apps")):
        options = {"domain": "example.test"} if strategy == "google-apps" else {}
        made = tenant.create("connections", name=strategy, strategy=strategy, options=options)
        shelf.things[f"connections.{space}"] = made["id"]
    return shelf


class Calls:
    """Every method called once: what it answered, or how it failed."""

    def __init__(self, tenant, ca):
        http = httpx.Client(verify=ca, timeout=20)
        self.sdk = ManagementClient(domain=tenant.domain, token=tenant.token(), httpx_client=http)
        self.shelf, self.failures, self.names = furnish(tenant), {}, []
        for name, method in sorted(methods(self.sdk), key=lambda pair: rank(pair[0])):
            self.names.append(name)
            try:
                self.call(name, method)
            except Exception as failure:  # noqa: BLE001 - whatever the SDK throws is the result
                self.failures[name] = failure

    def call(self, name, method):
        space, parameters = name.rsplit(".", 1)[0], inspect.signature(method).parameters
        known = given(self.shelf).get(name, {})
        if name.endswith(".update") and not known:
            plain = next((one for one in ("description", "display_name", "name") if one in parameters), None)
            known = {plain: self.shelf.text(space, plain)} if plain else {}
        arguments = Arguments(lambda member: self.shelf.text(space, member)).of(method, known)
        answer = method(**arguments, request_options={"max_retries": 0, "timeout_in_seconds": 2 if space == "events" else 20})
        if inspect.isgenerator(answer):
            with contextlib.suppress(httpx.ReadTimeout):  # a stream of events may have none yet
                next(answer, None)
        if name == "actions.deploy":
            self.shelf.things["version"] = answer.id
        elif name == "network_acls.create":
            self.shelf.keep(space, self.sdk.network_acls.list().items[0], is_part=False)
        elif rank(name)[0] < 2:
            self.shelf.keep(space, answer, is_part="id" in parameters or "client_id" in parameters and "." in space)


@pytest.fixture(scope="module")
def calls(server, shared_tenant):
    return Calls(shared_tenant, server.ca)


def wrong(calls, is_wrong):
    """A line for each failed call that is wrong in some way."""
    def line(name, failure):
        status, body = getattr(failure, "status_code", ""), getattr(failure, "body", failure)
        return f"{name}: {status} {type(failure).__name__} {failure.__cause__ or ''} {body}"[:1500]
    return "\n".join(line(*call) for call in calls.failures.items() if is_wrong(*call))


def test_every_method_was_called_and_most_succeeded(calls):
    assert len(calls.names) == len(set(calls.names)) >= 480
    assert len(calls.names) - len(calls.failures) >= 400


def test_every_success_parses(calls):
    lines = wrong(calls, lambda _, failure: not isinstance(failure, ApiError) or failure.status_code < 400)
    assert not lines, lines


def test_every_refusal_is_expected_and_in_auth0s_shape(calls):
    def is_wrong(name, failure):
        if not isinstance(failure, ApiError) or failure.status_code < 400:
            return False
        body = failure.body if isinstance(failure.body, dict) else {}
        is_shaped = body.get("statusCode") == failure.status_code and isinstance(body.get("error"), str)
        if name.startswith(NOT_BUILT):
            return not is_shaped or failure.status_code not in (400, 404, 501)
        status, begin = (404, "") if name in NEWER else ACCEPTED.get(name, (None, ""))[:2]
        return not is_shaped or status != failure.status_code or not body.get("message", "").startswith(begin)
    lines = wrong(calls, is_wrong)
    assert not lines, lines


def test_what_is_accepted_is_still_refused(calls):
    assert not (ACCEPTED.keys() | {name for name in NEWER if not name.startswith(NOT_BUILT)}) - calls.failures.keys()
