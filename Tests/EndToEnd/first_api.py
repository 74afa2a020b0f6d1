"""The management API v1 as its tests call it, and those who open what it hands out."""
import secrets
import urllib.parse

import pytest
import requests
from person import Page
from signing_in import CONNECTION, make_app, make_user, signed_in, without_throttle


class First:
    """The first API through one client's token."""

    def __init__(self, tenant, client_id, client_secret):
        self.tenant, self.client_id = tenant, client_id
        answer = tenant.ask_token({"client_id": client_id, "client_secret": client_secret, "type": "web_server"})
        assert answer.status_code == 200, answer.text
        assert set(answer.json()) == {"access_token", "token_type"} and answer.json()["token_type"] == "bearer"
        self.token = answer.json()["access_token"]

    def call(self, method, path, body=None, **options):
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.tenant.session.request(method, f"{self.tenant.url}/api/{path}", json=body, headers=headers, timeout=20,
                                           **options)

    def get(self, path, **options):
        answer = self.call("GET", path, **options)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def do(self, method, path, body=None, **options):
        answer = self.call(method, path, body, **options)
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if "json" in answer.headers["Content-Type"] else answer.text

    def refused(self, method, path, body=None, status=400, **options):
        """A refusal in the shape of the first API; its text."""
        answer = self.call(method, path, body, **options)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        told = answer.json()
        assert told["statusCode"] == status and told["detail"] == told["message"], told
        return told["detail"]


def path(user_id):
    return "users/" + urllib.parse.quote(user_id, safe="")


def first_with(app):
    """The first API through an application's own credentials."""
    return First(app.tenant, app.id, app.secret)


def new_user(first, **members):
    return first.do("POST", "users", {"email": f"{secrets.token_hex(5)}@people.example.test", "connection": CONNECTION,
                                      "password": "correct Horse-battery 9", **members})


class Visitor:
    """An administrator of the identity provider: a browser without script."""

    def __init__(self, tenant):
        self.tenant, self.session = tenant, requests.Session()
        self.session.trust_env = False

    def open(self, url):
        return Page(self.session.get(url, timeout=20))

    def send(self, page, **answers):
        fields = {**page.form("form").fields, **answers}
        return Page(self.session.post(page.url, data=fields, timeout=20))


@pytest.fixture(scope="module")
def everything(shared_tenant):
    """The first API through the global client."""
    client = shared_tenant.api("GET", "clients?is_global=true").json()[0]
    return First(shared_tenant, client["client_id"], client["client_secret"])


@pytest.fixture(scope="module")
def machine_app(shared_tenant):
    """An application that may fetch tokens for itself."""
    without_throttle(shared_tenant)
    return make_app(shared_tenant, grant_types=[
        "authorization_code", "client_credentials", "http://auth0.com/oauth/grant-type/password-realm"])


@pytest.fixture(scope="module")
def own(machine_app):
    """The first API through that application."""
    return first_with(machine_app)


@pytest.fixture(scope="module")
def known(machine_app):
    """Somebody who has signed in once."""
    user = make_user(machine_app.tenant, machine_app)
    signed_in(machine_app, user)
    return user
