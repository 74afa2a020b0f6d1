"""The gateway in front of a server, as browsers, applications and guards meet it."""
import secrets
import urllib.parse

import pytest
from gateway import Visitor, answering, bearer, login_client, make_connection
from gateway_house import expired, gateway, house, make, password, together  # noqa: F401
from harness import eventually
from person import claims
from signing_in import make_user

pytestmark = pytest.mark.timeout(120)


def test_a_login_by_code_gives_tokens_and_an_identity(gateway, house):
    visitor = Visitor(gateway, house.app, "mobile")
    told = visitor.sign_in(house.user, prompt="login", redirect="/home?a=b")
    form = {"grant_type": "authorization_code", "code": told["code"], "state": told["state"]}
    answer = visitor.ask("POST", "/oauth/token", data=form)
    assert answer.status_code == 200, answer.text
    assert answer.headers["location"] == "/home?a=b" and "set-cookie" not in answer.headers
    tokens = answer.json()
    assert set(tokens) == {"accessToken", "refreshToken", "idToken", "expireAt"}
    assert claims(tokens["idToken"])["sub"] == house.user.user_id
    me = gateway.userinfo(bearer(tokens), "mobile")
    assert me.status_code == 200 and me.headers["cache-control"] == "no-store"
    assert me.json()["sub"] == house.user.user_id and me.json()["email"] == house.user.email and me.json()["groups"] == []
    assert "iss" not in me.json() and "aud" not in me.json()
    assert gateway.ask("GET", "/users/me", "mobile", bearer(tokens)).json() == me.json()
    assert visitor.ask("POST", "/oauth/token", data=form).status_code == 401, "a state was good twice"


def test_a_code_is_of_no_use_without_the_gateway(gateway, house):
    # Whoever reads a code in the browser's history has no verifier, whatever else they have.
    visitor = Visitor(gateway, house.app, "mobile")
    told = visitor.sign_in(house.user)
    form = {"grant_type": "authorization_code", "client_id": house.app.id, "client_secret": house.app.secret,
            "code": told["code"], "redirect_uri": house.app.callback}
    for verifier in ({}, {"code_verifier": "v" * 43}):
        answer = house.tenant.ask_token({**form, **verifier}, base=house.tenant.url)
        assert answer.status_code in (401, 403), f"{answer.status_code} {answer.text}"


def test_a_login_by_cookie_gives_the_cookie_alone(gateway, house):
    visitor = Visitor(gateway, house.app, None)
    answer = visitor.log_in(house.user)
    field = next(f for f in answer.raw.headers.getlist("set-cookie") if f.startswith("sid="))
    assert field.partition(";")[2] == " Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"
    assert answer.content == b""
    assert visitor.ask("GET", "/userinfo").json()["sub"] == house.user.user_id
    assert gateway.userinfo({"cookie": "sid=" + "x" * 43}).status_code == 401
    assert visitor.ask("GET", "/userinfo", headers={"client-type": "mobile"}).status_code == 401, "another client's session"

    renewed = visitor.ask("POST", "/refreshtoken")
    assert renewed.status_code == 200 and renewed.content == b"" and "sid=" in renewed.headers["set-cookie"]
    assert visitor.ask("GET", "/userinfo").status_code == 200


def test_a_login_by_cookie_ends_in_the_browser_that_began_it(gateway, house):
    attacker, victim = Visitor(gateway, house.app, "portal"), Visitor(gateway, house.app, "portal")
    told = attacker.sign_in(house.user)
    victim.begin()
    answer = victim.ask("POST", "/oauth/token", json={"code": told["code"], "state": told["state"]})
    assert answer.status_code == 401 and "sid" not in victim.cookies


def test_clients_are_told_apart(gateway, house):
    assert gateway.ask("GET", "/authorize", "nobody").status_code == 401
    assert gateway.ask("GET", "/userinfo", "nobody").status_code == 401
    assert gateway.ask("GET", "/authorize", "strict").status_code == 400
    state = secrets.token_urlsafe(16)
    visitor = Visitor(gateway, house.app, "strict")
    assert visitor.sign_in(house.user, state=state)["state"] == state
    other = Visitor(gateway, house.app, "mobile")
    told = other.sign_in(house.user)
    assert gateway.ask("POST", "/oauth/token", "strict", json={"code": told["code"], "state": told["state"]}).status_code == 401
    assert gateway.ask("GET", "/nowhere").status_code == 404
    assert gateway.ask("DELETE", "/userinfo").status_code == 405


def test_a_password_gives_tokens_and_a_wrong_one_403(gateway, house):
    answer = password(gateway, "mobile", house.user)
    assert answer.status_code == 200, answer.text
    assert gateway.userinfo(bearer(answer.json()), "mobile").json()["sub"] == house.user.user_id
    wrong = password(gateway, "mobile", house.user, password="wrong")
    assert wrong.status_code == 403
    assert set(wrong.json()) == {"statusCode", "error", "message"} and wrong.json()["statusCode"] == 403
    cookie = password(gateway, "portal", house.user)
    assert cookie.status_code == 200 and cookie.content == b"" and cookie.headers["set-cookie"].startswith("sid=")


def test_tokens_are_refreshed_and_the_old_ones_end(gateway, house):
    old = password(gateway, "mobile", house.user).json()
    ask = lambda tokens, body: gateway.ask("POST", "/refreshtoken", "mobile", bearer(tokens), json=body)
    assert ask(old, {}).status_code == 400
    assert ask(old, {"refresh_token": "another"}).status_code == 401
    answer = ask(old, {"refresh_token": old["refreshToken"]})
    assert answer.status_code == 200, answer.text
    new = answer.json()
    assert new["accessToken"] != old["accessToken"] and new["refreshToken"] and new["idToken"]
    assert gateway.userinfo(bearer(new), "mobile").status_code == 200
    assert ask(old, {"refresh_token": old["refreshToken"]}).json()["accessToken"] == new["accessToken"]
    assert gateway.ask("GET", "/logout", "mobile", bearer(new)).status_code == 302
    for tokens in (old, new):
        assert gateway.userinfo(bearer(tokens), "mobile").status_code == 401


def test_expired_tokens_are_renewed_once_behind_the_session(gateway, house):
    for client, session in (
        ("mobile-short", bearer(password(gateway, "mobile-short", house.user).json())),
        ("portal-short", {"cookie": password(gateway, "portal-short", house.user).headers["set-cookie"].partition(";")[0]}),
    ):
        before = len(house.renewals())
        expired(session)
        answers = together(12, lambda _: gateway.userinfo(session, client))
        assert [a.status_code for a in answers] == [200] * 12
        assert all("set-cookie" not in a.headers for a in answers)
        assert all(a.json()["sub"] == house.user.user_id for a in answers)
        eventually(lambda: len(house.renewals()) > before)
        events = house.renewals()
        assert len(events) == before + 1 and events[0]["type"] == "sertft"
        expired(session)
        assert gateway.userinfo(session, client).status_code == 200, "the renewed refresh token was not kept"
        eventually(lambda: len(house.renewals()) == before + 2)


@pytest.mark.parametrize("path", ["users/{}", "users/{}/refresh-tokens"])
def test_a_session_that_the_tenant_ended_is_nobody(gateway, house, path):
    user = make_user(house.tenant, house.app)
    session = bearer(password(gateway, "mobile-short", user).json())
    house.tenant.management_token = None
    assert house.tenant.api("DELETE", path.format(urllib.parse.quote(user.user_id))).status_code in (202, 204)
    expired(session)
    assert gateway.userinfo(session, "mobile-short").status_code == 401
    assert {"userId": user.user_id} not in gateway.ask("GET", "/users/active").json()


def test_somebody_who_needs_a_second_factor_cannot_sign_in_by_password(house, make):
    # The tenant answers what it was recorded to answer where a second factor is required.
    refusal = {"error": "mfa_required", "error_description": "Multifactor authentication required", "mfa_token": "Fe26.2*not-to-be-told"}
    with answering({"/oauth/token": (403, refusal)}) as (url, asked):
        configuration = house.configuration
        configuration["clients"]["mobile"]["auth0Url"] = url
        gateway = make(configuration)
        answer = password(gateway, "mobile", house.user)
        assert answer.status_code == 403 and answer.json()["message"] == "Multifactor authentication required"
        assert "Fe26" not in answer.text and "Fe26" not in gateway.output()
        assert [path for _, path, _, _ in asked] == ["/oauth/token"], "a refusal was asked for again"


def test_logout_leads_over_the_tenant_back_to_the_application(gateway, make, house):
    visitor = Visitor(gateway, house.app, "portal")
    visitor.log_in(house.user)
    kept = dict(visitor.cookies)
    answer = visitor.ask("GET", "/logout?redirect=" + urllib.parse.quote("/bye?a=b&c=d", safe=""),
                         headers={"x-forwarded-host": "app.example.test", "x-forwarded-proto": "https"})
    assert answer.status_code == 302 and "sid" not in visitor.cookies
    field = answer.headers["set-cookie"]
    assert field.startswith("sid=;") and "Max-Age" not in field and "Expires=Thu, 01 Jan 1970" in field
    target = urllib.parse.urlsplit(answer.headers["location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == house.tenant.tls_url + "/v2/logout"
    assert dict(urllib.parse.parse_qsl(target.query)) == {"returnTo": "https://app.example.test/bye?a=b&c=d"}
    assert gateway.userinfo({"cookie": f"sid={kept['sid']}"}).status_code == 401
    for redirect in ("https://evil.test/", "//evil.test", "/\\evil.test", "/a%0d%0ab"):
        assert gateway.ask("GET", "/logout", params={"redirect": urllib.parse.unquote(redirect)}).status_code == 400

    naming = make(environment={"AUTH0_LOGOUT_CLIENT_ID_ENABLED": "true"})
    visitor = Visitor(naming, house.app, "portal")
    visitor.log_in(house.user)
    answer = visitor.ask("GET", "/logout?redirect=/bye",
                         headers={"x-forwarded-host": "app.example.test", "x-forwarded-proto": "https"})
    assert f"client_id={house.app.id}" in answer.headers["location"]
    visitor.person.open(answer.headers["location"])
    assert visitor.person.arrived == "https://app.example.test/bye"
    assert visitor.begin().person.page, "the session at the tenant is still there"


def test_two_environments_on_two_connections(make, house):
    names = {"dev": f"users-dev-{secrets.token_hex(3)}", "prod": f"users-prod-{secrets.token_hex(3)}"}
    made = {key: make_connection(house.tenant, name, house.app) for key, name in names.items()}
    users = {key: make_user(house.tenant, house.app, name=name) for key, name in names.items()}

    def configuration():
        client = {"supportedConnections": ["{{AUTH0_CONNECTION}}"], "defaultConnection": "{{AUTH0_CONNECTION}}"}
        found = house.configuration
        found["clients"] = {"portal": login_client(house.app, "offline_access", "website", **client),
                            "mobile": login_client(house.app, "offline_access", **client)}
        found["managementClient"].update(supportedConnectionsMap={"{{AUTH0_CONNECTION}}": {"connectionId": "{{AUTH0_CONNECTION_ID}}"}},
                                         defaultManagementConnectionName="{{AUTH0_CONNECTION}}")
        return found

    gateways = {key: make(configuration(), environment={"AUTH0_CONNECTION": names[key], "AUTH0_CONNECTION_ID": made[key]["id"]})
                for key in names}
    for here, there in (("dev", "prod"), ("prod", "dev")):
        gateway = gateways[here]
        assert password(gateway, "mobile", users[here]).status_code == 200
        assert password(gateway, "mobile", users[there]).status_code == 403
        assert password(gateway, "mobile", users[there], connection=names[there]).status_code == 400
        location = gateway.ask("GET", "/authorize", "portal").headers["location"]
        assert f"connection={names[here]}" in location
        assert gateway.ask("GET", "/authorize?connection=" + names[there], "portal").status_code == 400
        visitor = Visitor(gateway, house.app, "portal")
        visitor.log_in(users[here])
        assert visitor.ask("GET", "/userinfo").json()["sub"] == users[here].user_id
