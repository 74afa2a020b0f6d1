"""The page around the card that a tenant writes: what is refused when it is sent, and that what is taken is shown."""
import pytest
from signing_in import make_app
from person import Person

PLACES = "The template must contain a single auth0:head tag and at least one auth0:widget tag."
GOOD = "<html><head>{%- auth0:head -%}</head><body><p id=mine>{{ application.name }}</p>{%- auth0:widget -%}</body></html>"
PATH = "branding/templates/universal-login"


@pytest.mark.parametrize("text, message", [
    ("<html></html>", PLACES), ("auth0:head auth0:widget", PLACES), (GOOD.replace("{%- auth0:head -%}", ""), PLACES),
    (GOOD.replace("{%- auth0:widget -%}", ""), PLACES), (GOOD.replace("<body>", "{%- auth0:head -%}<body>"), PLACES),
    (GOOD + "\n{% if user %}", "The template cannot be parsed: line 2: 'if' is not closed by 'endif'."),
    (GOOD + "{{ user | explode }}", "The template cannot be parsed: line 1: there is no filter 'explode'."),
])
def test_what_cannot_be_a_page_is_refused_and_nothing_is_kept(shared_tenant, text, message):
    before = shared_tenant.api("GET", PATH)
    for body in ({"template": text}, text):
        answer = shared_tenant.api("PUT", PATH, body)
        assert (answer.status_code, answer.json()["message"], answer.json()["error"]) == (400, message, "Bad Request"), answer.text
    after = shared_tenant.api("GET", PATH)
    assert (after.status_code, after.text) == (before.status_code, before.text)


def test_a_page_that_is_taken_is_shown(tenant):
    app = make_app(tenant)
    assert tenant.api("PUT", PATH, {"template": GOOD}).status_code == 201
    assert tenant.api("PUT", PATH, {"template": GOOD}).status_code == 204
    assert tenant.api("PUT", PATH, {"template": GOOD + "{% endif %}"}).status_code == 400
    assert tenant.api("GET", PATH).json() == {"body": GOOD}
    person = Person(tenant)
    app.authorize(person)
    assert app.client["name"] in person.page.text and "id=mine" in person.page.answer.text
    assert tenant.api("DELETE", PATH).status_code == 204
