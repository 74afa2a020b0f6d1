"""What tests of signing in begin with: a client that has a callback, and somebody with a password."""
import secrets

from person import CALLBACK, App, Person

CONNECTION = "Username-Password-Authentication"
PASSWORD = "correct Horse-battery 9"


class User:
    """Somebody with an account."""

    def __init__(self, email, password, id):
        self.email, self.password, self.id = email, password, id
        self.user_id = f"auth0|{id}"


def make_app(tenant, callback=CALLBACK, **body):
    """A client of the tenant with the database connection."""
    client = tenant.create("clients", **{
        "name": f"App {secrets.token_hex(3)}", "app_type": "regular_web", "callbacks": [callback],
        "grant_types": ["authorization_code", "implicit", "refresh_token", "password",
                        "http://auth0.com/oauth/grant-type/password-realm"],
        "jwt_configuration": {"alg": "RS256"}, "oidc_conformant": True,
        "allowed_logout_urls": ["https://app.example.test/bye"], "web_origins": ["https://app.example.test"], **body})
    enable(tenant, client["client_id"])
    return App(tenant, client, callback)


def connection(tenant, name=CONNECTION):
    """The document of a connection."""
    return next(c for c in tenant.api("GET", "connections", params={"name": name}).json() if c["name"] == name)


def enable(tenant, client_id, name=CONNECTION):
    """Enables a connection for a client."""
    made = connection(tenant, name)
    answer = tenant.api("PATCH", f"connections/{made['id']}/clients", [{"client_id": client_id, "status": True}])
    assert answer.status_code == 204, answer.text


def options(tenant, name=CONNECTION, **changed):
    """Changes options of a connection; its others stay."""
    made = connection(tenant, name)
    answer = tenant.api("PATCH", f"connections/{made['id']}", {"options": {**made.get("options", {}), **changed}})
    assert answer.status_code == 200, answer.text


def without_throttle(tenant):
    """Lets one address sign up many people, as tests do."""
    answer = tenant.api("PATCH", "attack-protection/suspicious-ip-throttling", {"enabled": False})
    assert answer.status_code == 200, answer.text


def make_user(tenant, app=None, email=None, password=PASSWORD, name=CONNECTION, **body):
    """Signs somebody up, as an application with pages of its own would."""
    email = email or f"u-{secrets.token_hex(5)}@people.example.test"
    answer = tenant.session.post(f"{tenant.url}/dbconnections/signup", timeout=20, json={
        **({"client_id": app.id} if app else {}), "connection": name, "email": email, "password": password, **body})
    assert answer.status_code == 200, answer.text
    return User(email, password, answer.json()["_id"])


def make_api(tenant, scopes=("read:things", "write:things"), **body):
    """An API that users get tokens for."""
    mark = secrets.token_hex(4)
    return tenant.create("resource-servers", **{
        "identifier": f"https://api.example.test/{mark}", "name": f"Things {mark}", "allow_offline_access": True,
        "skip_consent_for_verifiable_first_party_clients": True,
        "scopes": [{"value": s, "description": f"Do {s}"} for s in scopes], **body})


def signed_in(app, user, scheme="http", **parameters):
    """A person who has gone to the application through sign-in."""
    person = Person(app.tenant, app.callback, scheme)
    app.authorize(person, **parameters)
    person.sign_in(user.email, user.password)
    return person
