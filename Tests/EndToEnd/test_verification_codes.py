"""Signing up by the attributes of a connection: which names it asks for, and the code that proves an address."""
import re
import secrets
import threading
import urllib.parse

import pytest
from browser import Browser
from harness import eventually
from person import Person, claims, mails, pkce
from signing_in import CONNECTION, PASSWORD, User, enable, make_app, make_user, options, signed_in, without_throttle
from test_browser import Callback
from test_logs import find

EMAIL = {"identifier": {"active": True}, "profile_required": True, "verification_method": "otp",
         "signup": {"status": "required", "verification": {"active": True}}}


def attributes(tenant, **chosen):
    options(tenant, attributes=chosen)


def mailed(tenant, email, template="verify_email_by_code", after=0):
    """The newest mail of a template, once there are more than so many."""
    def newest():
        found = [m for m in mails(tenant, email) if m["template"] == template]
        return found[0] if len(found) > after else None
    return eventually(newest, 10, f"no {template} for {email}")


def code(tenant, email, after=0):
    found = mailed(tenant, email, after=after)["code"]
    assert re.fullmatch("[0-9]{6}", found)
    return found


def resend(person):
    """Presses the button that has a form of its own."""
    form = next(form for form in person.page.forms if ("action", "resend-code") in form.buttons)
    return person.open(urllib.parse.urljoin(person.page.url, form.action), "POST", data={**form.fields, "action": "resend-code"})


def wrong(right):
    return "000001" if right == "000000" else "000000"


def users(tenant, email):
    return tenant.api("GET", "users-by-email", params={"email": email}).json()


def address():
    return f"u-{secrets.token_hex(5)}@people.example.test"


def sign_up(app, email, **fields):
    """Somebody who has filled in the sign-up page."""
    person = Person(app.tenant, app.callback)
    app.authorize(person, screen_hint="signup")
    return person.submit("password", email=email, password=PASSWORD, **fields)


@pytest.fixture
def app(tenant):
    without_throttle(tenant)
    attributes(tenant, email=EMAIL)
    return make_app(tenant)


def test_a_code_proves_the_address_before_there_is_an_account(tenant, app):
    email = address()
    person = sign_up(app, email)
    assert person.page.path == "/u/email-identifier/challenge" and person.page.status == 200
    assert email in person.page.text and person.page.form("code").types["code"] == "text"
    assert users(tenant, email) == []
    sent = code(tenant, email)
    person.submit("code", code=f" {sent[:3]} {sent[3:]} ")
    assert claims(app.tokens(person)["id_token"])["email_verified"] is True
    [user] = users(tenant, email)
    assert user["email_verified"] is True and user["logins_count"] == 1
    assert claims(app.tokens(signed_in(app, User(email, PASSWORD, user["user_id"])))["id_token"])["email"] == email
    assert [m["template"] for m in mails(tenant, email)] == ["verify_email_by_code"]
    for kind, described in (("svr", ""), ("ss", ""), ("sv", "Your email was verified. You can continue using the application.")):
        event = find(tenant, kind, user_name=email)
        assert (event.get("description") or "") == described and event["client_id"] == app.id and event["connection"] == CONNECTION
    assert find(tenant, "sv", user_name=email)["user_id"] == user["user_id"]


def test_a_code_cannot_be_guessed(tenant, app):
    email = address()
    person = sign_up(app, email)
    sent = code(tenant, email)
    for _ in range(4):
        person.submit("code", code=wrong(sent))
        assert person.page.status == 400 and "This code is not right" in person.page.text
    person.submit("code", code=wrong(sent))
    assert "tried too often" in person.page.text
    # Not even the right one helps now.
    person.submit("code", code=sent)
    assert person.page.status == 400 and users(tenant, email) == []
    assert find(tenant, "fv", user_name=email)["description"]
    resend(person)
    assert person.page.status == 200 and "another code" in person.page.text
    person.submit("code", code=code(tenant, email, after=1))
    assert person.answer["code"]


def test_the_newest_code_counts_and_there_are_five(tenant, app):
    email = address()
    person = sign_up(app, email)
    first = code(tenant, email)
    for number in range(1, 5):
        resend(person)
        assert person.page.status == 200, person.page.text
        last = code(tenant, email, after=number)
    resend(person)
    assert person.page.status == 400 and "several emails" in person.page.text
    if first != last:
        person.submit("code", code=first)
        assert "This code is not right" in person.page.text
    person.submit("code", code=last)
    assert person.answer["code"]
    assert len(mails(tenant, email)) == 5


def test_the_page_is_sound_without_a_code_and_leads_back(tenant, app):
    email, other = address(), address()
    person = sign_up(app, email)
    challenge = person.page.url
    person.submit("code", code="")
    assert person.page.status == 400 and "Please enter the code" in person.page.text
    person.submit("code", button=None, code="x" * 5000)
    assert person.page.status == 400
    back = next(link for link in person.page.links if urllib.parse.urlsplit(link).path == "/u/signup")
    person.open(back)
    person.submit("password", email=other, password=PASSWORD)
    assert person.page.path == "/u/email-identifier/challenge" and other in person.page.text
    person.submit("code", code=code(tenant, other))
    assert person.answer["code"] and users(tenant, email) == []
    # The page of a sign-up that is over, and somebody else's.
    person.open(challenge)
    assert person.page.status == 400
    stranger = sign_up(app, address())
    thief = Person(tenant, app.callback)
    assert thief.open(stranger.page.url).page.status == 400
    # A sign-in that nobody signs up in goes on as it is.
    fresh = Person(tenant, app.callback)
    app.authorize(fresh)
    fresh.open(f"{fresh.base}/u/email-identifier/challenge?{urllib.parse.urlsplit(fresh.page.url).query}")
    assert fresh.page.path.startswith("/u/login")


def test_a_button_that_is_pressed_twice_makes_one_account(tenant, app):
    email = address()
    person = sign_up(app, email)
    form, url = person.page.form("code"), person.page.url
    sent = {**form.fields, "code": code(tenant, email), "action": "default"}
    answers = []

    def press():
        answers.append(person.session.post(url, data=sent, allow_redirects=False, timeout=30))
    threads = [threading.Thread(target=press) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert [a.status_code for a in answers] == [302] * 3 and {a.headers["location"].split("?")[0] for a in answers} == {
        "/authorize/resume"}
    assert len(users(tenant, email)) == 1


def test_a_name_goes_to_whoever_proves_it_first(tenant, app):
    email = address()
    one, first = sign_up(app, email), code(tenant, email)
    other, second = sign_up(app, email), code(tenant, email, after=1)
    one.submit("code", code=first)
    assert one.answer["code"]
    other.submit("code", code=second)
    assert other.page.path == "/u/email-identifier/challenge" and other.page.status == 400
    assert other.page.form("password").types["password"] == "password"
    assert sign_up(app, email).page.status == 400
    assert len(users(tenant, email)) == 1


def test_sign_up_without_pages_tickets_and_jobs_keep_their_links(tenant, app):
    user = make_user(tenant, app)
    assert mailed(tenant, user.email, "verify_email")["url"]
    assert users(tenant, user.email)[0]["email_verified"] is False
    # Whoever has an account signs in as ever.
    assert claims(app.tokens(signed_in(app, user))["id_token"])["email_verified"] is False
    ticket = tenant.api("POST", "tickets/email-verification", {"user_id": user.user_id}).json()["ticket"]
    assert "/u/email-verification?ticket=" in ticket
    assert tenant.api("POST", "jobs/verification-email", {"user_id": user.user_id}).status_code == 201
    mailed(tenant, user.email, "verify_email", after=1)


def test_nobody_is_asked_where_the_tenant_does_not_ask(tenant, app):
    silent = {**EMAIL, "signup": {"status": "required", "verification": {"active": False}}}
    attributes(tenant, email=silent)
    email = address()
    person = sign_up(app, email)
    assert claims(app.tokens(person)["id_token"])["email_verified"] is False
    find(tenant, "ss", user_name=email)
    assert mails(tenant, email) == []
    # A tenant that switches off the mail of the code has people prove their address by its link.
    attributes(tenant, email=EMAIL)
    assert tenant.api("PUT", "email-templates/verify_email_by_code", {
        "template": "verify_email_by_code", "enabled": False, "syntax": "liquid", "from": "", "subject": "Hello", "body": "x"}).status_code == 200
    linked = address()
    assert sign_up(app, linked).answer["code"]
    assert mailed(tenant, linked, "verify_email")["url"]


def test_the_mail_of_the_code_is_the_tenants_own(tenant, app):
    assert tenant.api("PUT", "email-templates/verify_email_by_code", {
        "template": "verify_email_by_code", "enabled": True, "syntax": "liquid", "from": "", "subject": "{{ code }} for {{ application.name }}",
        "body": "<p>{{ user.email }}: {{ code }}</p>"}).status_code == 200
    email = address()
    sign_up(app, email)
    mail = mailed(tenant, email)
    assert mail["subject"] == f"{mail['code']} for {app.client['name']}" and mail["html"] == f"<p>{email}: {mail['code']}</p>"


def test_an_invitation_proves_the_address_it_was_sent_to(tenant, app):
    client = make_app(tenant, initiate_login_uri="https://app.example.test/login", organization_usage="allow")
    organization = tenant.create("organizations", name=f"org-{secrets.token_hex(4)}")
    made = tenant.api("GET", "connections", params={"name": CONNECTION}).json()[0]
    assert tenant.api("POST", f"organizations/{organization['id']}/enabled_connections",
                      {"connection_id": made["id"], "assign_membership_on_login": False}).status_code == 201
    email = address()
    assert tenant.api("POST", f"organizations/{organization['id']}/invitations", {
        "inviter": {"name": "Charles"}, "invitee": {"email": email}, "client_id": client.id}).status_code in (200, 201)
    link = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(mailed(tenant, email, "user_invitation")["url"]).query))
    person = Person(tenant, client.callback)
    client.authorize(person, invitation=link["invitation"], organization=link["organization"])
    person.submit("password", email=email, password=PASSWORD)
    assert claims(client.tokens(person)["id_token"])["email_verified"] is True


def welcome(tenant):
    assert tenant.api("PUT", "email-templates/welcome_email", {
        "template": "welcome_email", "enabled": True, "syntax": "liquid", "from": "", "subject": "Hello {{ user.email }}",
        "body": "<p>Hello</p>"}).status_code == 200


def templates(tenant, email):
    return sorted(m["template"] for m in mails(tenant, email))


def test_whoever_has_proved_an_address_by_a_code_is_greeted(tenant, app):
    welcome(tenant)
    email = address()
    person = sign_up(app, email)
    person.submit("code", code=code(tenant, email))
    assert person.answer["code"]
    assert mailed(tenant, email, "welcome_email")["subject"] == f"Hello {email}"
    assert templates(tenant, email) == ["verify_email_by_code", "welcome_email"]


def test_whoever_need_not_prove_an_address_is_greeted_with_the_account_or_the_first_sign_in(tenant, app):
    welcome(tenant)
    attributes(tenant, email={**EMAIL, "signup": {"status": "required", "verification": {"active": False}}})
    user = make_user(tenant, app)
    mailed(tenant, user.email, "welcome_email")
    signed_in(app, user)
    made = tenant.create("users", connection=CONNECTION, email=address(), password=PASSWORD, email_verified=True)
    assert mails(tenant, made["email"]) == []
    for _ in range(2):
        signed_in(app, User(made["email"], PASSWORD, made["user_id"]))
        mailed(tenant, made["email"], "welcome_email")
    answer = tenant.session.post(f"{tenant.url}/oauth/token", timeout=20, json={
        "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION, "client_id": app.id,
        "client_secret": app.secret, "username": made["email"], "password": PASSWORD})
    assert answer.status_code == 200
    assert templates(tenant, made["email"]) == templates(tenant, user.email) == ["welcome_email"]


def test_a_new_password_by_mail_proves_the_address_and_greets(tenant, app):
    user = make_user(tenant, app)
    welcome(tenant)
    assert tenant.session.post(f"{tenant.url}/dbconnections/change_password", timeout=20, json={
        "client_id": app.id, "connection": CONNECTION, "email": user.email}).status_code == 200
    person = Person(tenant)
    person.open(mailed(tenant, user.email, "reset_email")["url"])
    fields = {name: PASSWORD + " new" for name, kind in person.page.form().types.items() if kind == "password"}
    person.submit(**fields)
    assert users(tenant, user.email)[0]["email_verified"] is True
    mailed(tenant, user.email, "welcome_email")


def test_sign_up_asks_for_what_everybody_must_have(tenant, app):
    attributes(tenant, email={**EMAIL, "verification_method": "link"},
               phone_number={"profile_required": True, "signup": {"status": "required"}},
               username={"identifier": {"active": True}, "signup": {"status": "optional"}})
    person = Person(tenant, app.callback)
    app.authorize(person, screen_hint="signup")
    assert [name for name in person.page.form("password").types if name != "state"] == ["email", "phone", "username", "password"]
    email = address()
    person.submit("password", email=email, password=PASSWORD)
    assert person.page.status == 400 and "Please enter a phone number" in person.page.text
    person.submit("password", phone="+49 123 45678", password=PASSWORD)
    assert person.answer["code"]
    [user] = users(tenant, email)
    assert user["phone_number"] == "+4912345678" and "username" not in user
    # A number that identifies nobody is no name to sign in with.
    stranger = Person(tenant, app.callback)
    app.authorize(stranger)
    stranger.sign_in("+4912345678", PASSWORD)
    assert stranger.page.status == 400

    def without_pages(**names):
        answer = tenant.session.post(f"{tenant.url}/dbconnections/signup", timeout=20, json={
            "client_id": app.id, "connection": CONNECTION, "password": PASSWORD, **names})
        return answer.status_code, answer.json()
    refused = {"name": "BadRequestError", "code": "invalid_signup", "description": "Invalid sign up", "statusCode": 400}
    assert without_pages(email=address()) == (400, refused)
    assert without_pages(email=address(), phone_number="+4912345679")[0] == 200
    answer = tenant.api("POST", "users", {"connection": CONNECTION, "email": address(), "password": PASSWORD})
    assert answer.status_code == 400
    assert answer.json()["message"] == "Payload validation error: 'Missing required property: phone_number'."
    answer = tenant.api("PATCH", f"users/{user['user_id']}", {"phone_number": None})
    assert answer.status_code == 400, answer.text


def test_sign_up_takes_no_name_that_is_inactive(tenant, app):
    attributes(tenant, email={**EMAIL, "verification_method": "link"},
               username={"identifier": {"active": True}, "signup": {"status": "inactive"}})
    person = Person(tenant, app.callback)
    app.authorize(person, screen_hint="signup")
    assert "username" not in person.page.form("password").types
    email = address()
    person.submit("password", email=email, password=PASSWORD, username="anna")
    assert person.answer["code"] and "username" not in users(tenant, email)[0]
    answer = tenant.session.post(f"{tenant.url}/dbconnections/signup", timeout=20, json={
        "client_id": app.id, "connection": CONNECTION, "password": PASSWORD, "email": address(), "username": "anna"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_signup")
    # An administrator may give one to somebody.
    made = tenant.create("users", connection=CONNECTION, email=address(), password=PASSWORD, username="anna")
    assert signed_in(app, User("anna", PASSWORD, made["user_id"])).answer["code"]


def test_a_connection_of_its_own_asks_by_code_in_the_persons_language(tenant, app):
    made = tenant.create("connections", name="members", strategy="auth0", options={"attributes": {"email": EMAIL}})
    assert made["options"]["attributes"]["email"]["verification_method"] == "otp"
    enable(tenant, app.id, "members")
    assert tenant.api("PATCH", "tenants/settings", {"enabled_locales": ["en", "de"]}).status_code == 200
    email = address()
    person = Person(tenant, app.callback)
    app.authorize(person, screen_hint="signup", connection="members", ui_locales="de")
    person.submit("password", email=email, password=PASSWORD)
    assert person.page.language == "de" and f"Code an {email} geschickt" in person.page.text
    person.submit("code", code=code(tenant, email))
    assert person.answer["code"] and users(tenant, email)[0]["identities"][0]["connection"] == "members"


@pytest.fixture
def callback():
    running = Callback()
    yield running
    running.close()


@pytest.fixture
def chrome(request):
    running = Browser(request.node.name)
    yield running
    running.close()


def test_a_browser_walks_through_it(tenant, app, callback, chrome):
    shop, email = make_app(tenant, callback=f"{callback.url}/callback"), address()
    _, challenge = pkce()
    parameters = shop.parameters(screen_hint="signup", code_challenge=challenge, code_challenge_method="S256")
    chrome.open(f"https://{tenant.host}:{tenant.server.tls_port}/authorize?{urllib.parse.urlencode(parameters)}")
    chrome.reaches("/u/signup")
    chrome.fill(email=email, password=PASSWORD).press()
    chrome.reaches("/u/email-identifier/challenge")
    chrome.shows(email)
    assert chrome.driver.switch_to.active_element.get_attribute("name") == "code"
    chrome.picture("code")
    sent = code(tenant, email)
    chrome.fill(code=wrong(sent)).press("button[value=default]").shows("This code is not right")
    chrome.picture("wrong code")
    # No code need be typed to have another one sent.
    chrome.press("button[value=resend-code]").shows("another code")
    chrome.picture("another code")
    chrome.driver.set_window_size(390, 844)
    chrome.picture("on a phone")
    chrome.fill(code=code(tenant, email, after=1)).press("button[value=default]")
    assert "code=" in chrome.reaches(callback.url)
