"""`/oauth/par` beyond FAPI: the answers of Auth0, and what is refused with which code."""
import pytest
import requests
from harness import eventually
from person import Person
from signing_in import make_app

PREFIX = "urn:ietf:params:oauth:request_uri:"


def push(app, **changes):
    """Pushes what the application would ask for; None leaves a parameter out."""
    form = {**app.parameters(), "client_secret": app.secret, **changes}
    return requests.post(f"{app.tenant.url}/oauth/par", timeout=20, data={k: v for k, v in form.items() if v is not None})


def test_a_request_is_kept_for_half_a_minute(app, user):
    answer = push(app, nonce="pushed")
    assert answer.status_code == 201 and list(answer.json()) == ["expires_in", "request_uri"]
    assert answer.json()["expires_in"] == 30 and answer.json()["request_uri"].startswith(PREFIX)
    assert answer.headers["content-type"] == "application/json; charset=utf-8" and "no-store" in answer.headers["cache-control"]
    person = Person(app.tenant)
    # What the browser says besides is not listened to.
    person.go("/authorize", client_id=app.id, request_uri=answer.json()["request_uri"], redirect_uri="https://evil.test/", state="other")
    person.sign_in(user.email, user.password)
    assert person.arrived.startswith(app.callback) and person.answer["state"] != "other"


REFUSED = {
    "no response type": ({"response_type": None}, 400, "invalid_request"),
    "unknown response type": ({"response_type": "magic"}, 400, "invalid_request"),
    "unknown response mode": ({"response_mode": "pigeon"}, 400, "invalid_request"),
    "unregistered callback": ({"redirect_uri": "https://evil.test/"}, 400, "invalid_request"),
    "unknown API": ({"audience": "https://nowhere.example.test/"}, 400, "invalid_request"),
    "request_uri": ({"request_uri": PREFIX + "a" * 43}, 400, "invalid_request"),
    "plain text as a request object": ({"request": "a.b.c"}, 400, "invalid_request"),
    "bad challenge": ({"code_challenge": "short", "code_challenge_method": "S256"}, 400, "invalid_request"),
    "unknown challenge method": ({"code_challenge": "a" * 43, "code_challenge_method": "S512"}, 400, "invalid_request"),
    "eleven parameters of its own": ({f"ext-{n}": "x" for n in range(11)}, 400, "invalid_request"),
    "wrong secret": ({"client_secret": "wrong"}, 401, "access_denied"),
    "no secret": ({"client_secret": None}, 401, "access_denied"),
    "unknown client": ({"client_id": "nobody"}, 401, "access_denied"),
    "too long": ({"state": "s" * 11_000}, 413, "invalid_request"),
}


@pytest.mark.parametrize("changes, status, code", REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_to_the_client(changes, status, code, app):
    answer = push(app, **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, code), answer.text
    assert answer.json()["error_description"] and "location" not in answer.headers


def test_who_may_not_ask_is_told_that(app, shared_tenant):
    public = make_app(shared_tenant, token_endpoint_auth_method="none", app_type="spa")
    answer = push(public, client_secret=None)
    assert (answer.status_code, answer.json()["error"]) == (403, "unauthorized_client")
    plain = make_app(shared_tenant, grant_types=["client_credentials"])
    answer = push(plain)
    assert (answer.status_code, answer.json()["error"]) == (403, "unauthorized_client")
    assert answer.json()["error_description"] == "Grant type 'authorization_code' not allowed for the client."


def test_a_refusal_is_told_to_the_log(app):
    push(app, response_type="magic")
    logged = eventually(lambda: [e for e in app.tenant.api("GET", "logs", params={"per_page": 100}).json() if e["type"] == "fpar"
                                 and e["client_id"] == app.id and "magic" in e["description"]], 10)
    assert logged[0]["client_name"] == app.client["name"]


def test_only_a_form_is_read(app):
    answer = requests.post(f"{app.tenant.url}/oauth/par", json={**app.parameters(), "client_secret": app.secret}, timeout=20)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    twice = requests.post(f"{app.tenant.url}/oauth/par", data=list(app.parameters(client_secret=app.secret).items()) + [("scope", "x")],
                          timeout=20)
    assert (twice.status_code, twice.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("reference", [PREFIX + "a" * 43, PREFIX])
def test_a_reference_that_is_none_shows_a_page(reference, app):
    person = Person(app.tenant)
    person.go("/authorize", client_id=app.id, request_uri=reference)
    assert person.arrived is None and person.page.status == 400


def test_a_client_that_must_push_is_refused_without(shared_tenant):
    app = make_app(shared_tenant, require_pushed_authorization_requests=True)
    person = Person(shared_tenant)
    app.authorize(person)
    told = person.answer["error"] if person.arrived else person.page.status
    assert told in ("invalid_request", 400)
    assert push(app).status_code == 201
