"""Every operation of the management API's table with what it must refuse: callers, parameters, bodies, what is another's."""
import json
import re
import threading

import pytest
from harness import eventually
from household import furnish
from line import Line
from operations import OPERATIONS, UNKNOWN, broken, broken_parameter, resolved, sample, types

once = pytest.mark.once
# Bodies whose refusals have words of their own: a form with a file, and what users alone may call.
OWN_WORDS = {"post_users-imports", "post_device-credentials"}
BODIES = [o for o in OPERATIONS if o.body and o.id not in OWN_WORDS]
# Bodies that more than their schema makes good, by the last part of the path.
GOOD = {"credentials": {"credential_type": "cert_subject_dn", "subject_dn": "CN=example.test"},
        "authentication-methods": {"type": "email", "email": "somebody@example.test"}}
# What changes by itself, or because others asked, or has no end.
RESTLESS = {"/event-streams/{id}/deliveries", "/event-streams/{id}/stats", "/events", "/logs", "/stats/daily",
            "/users/{id}/logs"}
# Where the thing is made that a parameter means, if not where its path says.
NAMED = {
    "actionId": "/actions/actions", "action_id": "/actions/actions", "client_id": "/clients", "connectionId": "/connections",
    "connection_id": "/connections", "discovery_domain_id": "/organizations/{id}/discovery-domains", "grant_id": "/client-grants",
    "group_id": "/groups", "organization_id": "/organizations", "profileId": "/self-service-profiles", "role_id": "/roles",
    "user_id": "/users",
}


@pytest.fixture(scope="module")
def line(shared_tenant):
    return Line(shared_tenant)


@pytest.fixture(scope="module")
def neighbour(server):
    """Another tenant, and its things."""
    tenant = server.tenant()
    return Line(tenant), furnish(tenant)


def none(wrong):
    """Fails with a line for each thing that is wrong."""
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def everywhere(expected, ask):
    """Asks each operation and expects one refusal of all."""
    none({str(o): got for o in OPERATIONS if (got := ask(o)) != expected})


@once
def test_nobody_is_let_in_without_a_token(line):
    everywhere((401, None, "Missing authentication"), lambda o: line.refusal(o.method, o.url(), token=""))


@once
@pytest.mark.parametrize("kind", ["forged", "another tenant's"])
def test_no_other_token_is_good(line, neighbour, kind):
    signed, _, signature = line.token.rpartition(".")
    token = f"{signed}.{signature[:-9]}AAAAAAAA{signature[-1]}" if kind == "forged" else neighbour[0].token
    everywhere((401, None, "Invalid signature received for JSON Web Token validation"),
               lambda o: line.refusal(o.method, o.url(), token=token))


@once
def test_an_expired_token_is_told_so(server):
    tenant = server.tenant()
    api = next(a for a in tenant.api("GET", "resource-servers").json() if a.get("is_system"))
    assert tenant.api("PATCH", f"resource-servers/{api['id']}", {"token_lifetime": 1}).status_code == 200
    expiring = Line(tenant)
    eventually(lambda: expiring.call("GET", "/stats/active-users")[0] == 401, 90, "the token did not expire")
    everywhere((401, None, "Expired token received for JSON Web Token validation"),
               lambda o: expiring.refusal(o.method, o.url()))


@once
def test_a_token_without_the_scope_is_told_which_it_lacks(line):
    token = line.tenant.token(scope="read:entitlements")
    wrong = {}
    for operation in (o for o in OPERATIONS if o.scopes):
        status, code, words = line.refusal(operation.method, operation.url(), token=token)
        expected = rf"Insufficient scope, expected (any|all) of: {re.escape(','.join(operation.scopes))}"
        if (status, code) != (403, "insufficient_scope") or not re.fullmatch(expected, words):
            wrong[str(operation)] = (status, code, words)
    none(wrong)


def all_refused(line, code, cases):
    """Expects of each case, an operation with arguments and what is said of them, to be refused for all of it; counts them."""
    wrong, count = {}, 0
    for operation, arguments, said in cases:
        count += 1
        got = line.refusal(operation.method, **{"path": operation.url(), "query": operation.required_query, **arguments})
        lacking = [sentence for sentence in said if sentence not in got[2]]
        if got[:2] != (400, code) or lacking:
            wrong[str(operation)] = (*got, lacking)
    none(wrong)
    return count


@once
@pytest.mark.parametrize("way", ["missing", "unknown", "type", "enum", "long", "short", "pattern", "range"])
def test_a_body_that_does_not_fit_is_refused_for_all_that_is_wrong(line, way):
    made = ((o, broken(o.body, way)) for o in BODIES)
    assert all_refused(line, "invalid_body", ((o, {"body": found[0]}, found[1]) for o, found in made if found)) >= 15


@once
@pytest.mark.parametrize("body, said", [
    ([], "Expected type object but found type array"),
    ('{"a": ', "Invalid request payload JSON format"),
], ids=["list", "half"])
def test_a_body_that_is_no_object_is_refused(line, body, said):
    objects = [o for o in BODIES if types(resolved(o.body)) == ["object"]]
    assert all_refused(line, "invalid_body", ((o, {"body": body}, [said]) for o in objects)) > 100


@once
def test_a_body_that_fits_no_alternative_is_refused(line):
    several = [o for o in BODIES if resolved(o.body).get("oneOf")]
    assert all_refused(line, "invalid_body", ((o, {"body": {UNKNOWN: 1}}, ["'None of the valid schemas were met'"])
                                              for o in several)) > 3


@once
def test_a_query_that_does_not_fit_is_refused(line):
    said = [f"'Additional properties not allowed: {UNKNOWN}'"]
    assert all_refused(line, "invalid_query_string", ((o, {"query": {**o.required_query, UNKNOWN: "1"}}, said)
                                                      for o in OPERATIONS if o.method == "GET")) > 150
    made = [(o, {n: b for n, p in o.query_parameters.items() if (b := broken_parameter(p))}) for o in OPERATIONS]
    assert all_refused(line, "invalid_query_string", (
        (o, {"query": {**o.required_query, **{n: b[0] for n, b in found.items()}}}, [b[1] for b in found.values()])
        for o, found in made if found)) > 80


@once
def test_a_path_that_does_not_fit_is_refused(line):
    made = [(o, {n: b for n, p in o.path_parameters.items() if (b := broken_parameter(p))}) for o in OPERATIONS]
    assert all_refused(line, "invalid_uri", (
        (o, {"path": o.url(**{n: b[0] for n, b in found.items()})}, [b[1] for b in found.values()])
        for o, found in made if found)) > 40


def unlike(identifier):
    """An id of the same shape that nothing has."""
    def turn(character):
        if character.isdigit():
            return str((int(character) + 1) % 10)
        other = "b" if character in "aA" else "a"
        return (other.upper() if character.isupper() else other) if character.isalpha() else character
    return identifier[:-6] + "".join(map(turn, identifier[-6:]))


def named(operation, things):
    """The parameters of a path for which there is a thing."""
    found = {}
    for name in operation.path_parameters:
        owner = re.sub(r"\{[^}]+\}", "{id}", operation.path[:operation.path.index("{" + name + "}") - 1])
        if thing := things.get(owner) or things.get(NAMED.get(name)):
            found[name] = thing
    return found


def everything(line, things):
    """What a tenant answers about its things and itself."""
    reads = [o for o in OPERATIONS if o.method == "GET" and o.path not in RESTLESS]
    return {str(o): line.call("GET", o.url(**found), query=o.required_query) for o in reads
            if (found := named(o, things)).keys() == o.path_parameters.keys()}


@once
def test_what_is_another_tenants_is_not_there(line, neighbour):
    other, things = neighbour
    before, wrong, count = everything(other, things), {}, 0
    for operation in OPERATIONS:
        if not (found := named(operation, things)):
            continue
        count += 1
        body = sample(operation.body) if operation.body else None
        good = GOOD.get(operation.path.rsplit("/", 1)[-1]) if operation.method in ("POST", "PUT") else None
        body = ([good] if isinstance(body, list) else good) if good else body
        answers = []
        # Theirs is refused as what nobody has.
        for values in (found, {name: unlike(thing) for name, thing in found.items()}):
            status, text = line.call(operation.method, operation.url(**values), body, query=operation.required_query)
            for value in values.values():
                text = text.replace(value, "…")
            answers.append((status, text))
        status, text = answers[0]
        is_refused = status in (404, 501) or operation.method == "DELETE" and status in (200, 202, 204)
        is_empty = (status, text) in ((200, "[]"), (202, "{}"))
        if answers[0] != answers[1] or any(thing in text for thing in things.values()) or not (is_refused or is_empty):
            wrong[str(operation)] = answers
    none(wrong)
    assert count > 200
    after = everything(other, things)
    none({name: (before[name], after[name]) for name in before if before[name] != after[name]})


@once
def test_lists_show_nothing_of_another_tenants_things(line, neighbour):
    things, wrong = neighbour[1], {}
    for operation in (o for o in OPERATIONS if o.method == "GET" and not o.path_parameters and o.path not in RESTLESS):
        asked = {name: things[NAMED[name]] for name in operation.query_parameters if name in NAMED}
        status, text = line.call("GET", operation.path, query={**operation.required_query, **asked})
        shown = [thing for thing in things.values() if thing in text and thing not in asked.values()]
        if shown or status not in (200, 204, 400, 404, 501):
            wrong[str(operation)] = (status, text[:300], shown)
    none(wrong)


@once
def test_what_is_another_tenants_cannot_be_named_in_a_body(line, neighbour):
    other, theirs = neighbour
    ours = furnish(line.tenant)
    api = json.loads(other.call("GET", f"/resource-servers/{theirs['/resource-servers']}")[1])["identifier"]
    database = json.loads(other.call("GET", f"/connections/{theirs['/connections']}")[1])["name"]
    permissions = {"permissions": [{"resource_server_identifier": api, "permission_name": "read:things"}]}
    invitation = {"inviter": {"name": "A"}, "invitee": {"email": "b@example.test"}, "client_id": theirs["/clients"]}
    organization, role, user = (f"{kind}/{ours[kind]}" for kind in ("/organizations", "/roles", "/users"))
    calls = [
        ("/client-grants", {"client_id": theirs["/clients"], "audience": line.tenant.audience, "scope": []}),
        ("/client-grants", {"client_id": ours["/clients"], "audience": api, "scope": []}),
        (f"{organization}/enabled_connections", {"connection_id": theirs["/connections"]}),
        (f"{organization}/connections", {"connection_id": theirs["/connections"]}),
        (f"{organization}/members", {"members": [theirs["/users"]]}),
        (f"{organization}/client-grants", {"grant_id": theirs["/client-grants"]}),
        (f"{organization}/members/{ours['/users']}/roles", {"roles": [theirs["/roles"]]}),
        (f"{organization}/invitations", invitation),
        (f"{role}/users", {"users": [theirs["/users"]]}),
        (f"{role}/permissions", permissions),
        (f"{role}/groups", {"groups": [theirs["/groups"]]}),
        (f"{user}/roles", {"roles": [theirs["/roles"]]}),
        (f"{user}/permissions", permissions),
        (f"{user}/identities", {"provider": "auth0", "user_id": theirs["/users"]}),
        ("/users", {"connection": database, "email": "c@example.test", "password": "correct Horse-battery 9"}),
        ("/jobs/verification-email", {"user_id": theirs["/users"]}),
        ("/jobs/users-exports", {"connection_id": theirs["/connections"]}),
        ("/tickets/password-change", {"user_id": theirs["/users"]}),
        ("/tickets/email-verification", {"user_id": theirs["/users"]}),
        ("/token-exchange-profiles", {"name": "Exchange", "subject_token_type": "https://example.test/type",
                                      "action_id": theirs["/actions/actions"], "type": "custom_authentication"}),
    ]
    wrong = {f"{path} {body}": got for path, body in calls if (got := line.refusal("POST", path, body=body))[0] not in (400, 404)}
    changes = [
        (f"/connections/{ours['/connections']}/clients", [{"client_id": theirs["/clients"], "status": True}]),
        ("/actions/triggers/custom-token-exchange/bindings", {"bindings": [
            {"ref": {"type": "action_id", "value": theirs["/actions/actions"]}}]}),
    ]
    wrong.update({path: got for path, body in changes if (got := line.refusal("PATCH", path, body=body))[0] not in (400, 404)})
    none(wrong)


@pytest.mark.parametrize("path, values", [
    ("/clients", lambda n: {"name": n}), ("/resource-servers", lambda n: {"name": n}),
    ("/organizations", lambda n: {"display_name": n}), ("/roles", lambda n: {"description": n}),
    ("/users", lambda n: {"user_metadata": {"name": n}}), ("/rules", lambda n: {"script": n}),
    ("/tenants/settings", lambda n: {"friendly_name": n}),
], ids=lambda value: value[1:] if isinstance(value, str) else "")
def test_of_changes_at_once_one_is_the_last(neighbour, path, values):
    tenant, thing = neighbour[0].tenant, neighbour[1].get(path)
    target, statuses = f"{path}/{thing}" if thing else path, []

    def change(writer):
        line = Line(tenant)
        statuses.extend(line.call("PATCH", target, values(f"{writer}.{turn}"))[0] for turn in range(5))

    threads = [threading.Thread(target=change, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20
    kept = json.loads(neighbour[0].call("GET", target)[1])
    # A writer's last change came after its others, so what stays is somebody's last.
    assert any(all(kept[name] == value for name, value in values(f"{writer}.4").items()) for writer in range(4))
