"""Somebody in front of a browser without script: follows redirects, reads forms, fills them in.

And the application they came from: a client with a callback, which need not exist as a server because the walk stops where the
server leads back to it.
"""
import base64
import hashlib
import json
import secrets
import urllib.parse
from html.parser import HTMLParser

import jwt
import requests

CALLBACK = "https://app.example.test/callback"


class Form:
    """A form of a page: where it goes, and what its fields hold."""

    def __init__(self, attributes):
        self.action, self.method = attributes.get("action", ""), attributes.get("method", "get").lower()
        self.fields, self.buttons, self.types = {}, [], {}


class Page(HTMLParser):
    """What a person sees of a page."""

    def __init__(self, answer):
        super().__init__()
        self.answer, self.url, self.status = answer, answer.url, answer.status_code
        self.forms, self.links, self.text, self.skips = [], [], "", 0
        self.language = None
        self.feed(answer.text)

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.language = attributes.get("lang")
        elif tag == "form":
            self.forms.append(Form(attributes))
        elif tag == "a" and "href" in attributes:
            self.links.append(urllib.parse.urljoin(self.url, attributes["href"]))
        elif tag in ("style", "script"):
            self.skips += 1
        elif self.forms and tag in ("input", "button", "select", "textarea") and attributes.get("name"):
            self.field(tag, attributes)

    def field(self, tag, attributes):
        form, name, value = self.forms[-1], attributes["name"], attributes.get("value", "")
        if tag == "button" or attributes.get("type") == "submit":
            form.buttons.append((name, value))
        elif attributes.get("type") in ("checkbox", "radio") and "checked" not in attributes:
            form.types[name] = attributes.get("type")
        elif name in form.fields:
            kept = form.fields[name]
            form.fields[name] = (kept if isinstance(kept, list) else [kept]) + [value]
        else:
            form.fields[name], form.types[name] = value, attributes.get("type", "text")

    def handle_endtag(self, tag):
        if tag in ("style", "script"):
            self.skips -= 1

    def handle_data(self, data):
        if not self.skips:
            self.text += data

    @property
    def path(self):
        return urllib.parse.urlsplit(self.url).path

    def form(self, containing=None):
        """The form that has a field or a button of that name; the first if none is named."""
        for form in self.forms:
            if containing is None or containing in form.fields or containing in form.types or any(
                name == containing for name, _ in form.buttons
            ):
                return form
        raise AssertionError(f"{self.url} ({self.status}) has no form with {containing}:\n{self.answer.text[:3000]}")


class Person:
    """A person with a browser of their own."""

    def __init__(self, tenant, callback=CALLBACK, scheme="http"):
        self.tenant, self.callback = tenant, callback
        self.session = requests.Session()
        self.session.trust_env = False
        if scheme == "https":
            self.session.verify = tenant.server.ca
        self.scheme, self.page, self.arrived = scheme, None, None

    @property
    def base(self):
        port = self.tenant.server.tls_port if self.scheme == "https" else self.tenant.server.port
        return f"{self.scheme}://{self.tenant.host}:{port}"

    def open(self, url, method="GET", **options):
        """Goes to an address and on to where it leads: a page, or back to the application."""
        self.page = self.arrived = None
        for _ in range(20):
            if url.startswith(self.callback) or not url.startswith(self.base):
                self.arrived = url
                return self
            answer = self.session.request(method, url, allow_redirects=False, timeout=30, **options)
            self.last = answer
            if answer.is_redirect:
                url = urllib.parse.urljoin(url, answer.headers["location"])
                method, options = "GET", {}
                continue
            self.page = Page(answer)
            return self
        raise AssertionError(f"too many redirects, at last to {url}")

    def go(self, path, **parameters):
        query = urllib.parse.urlencode(parameters, doseq=True)
        return self.open(f"{self.base}{path}" + (f"?{query}" if query else ""))

    def submit(self, containing=None, button=None, **fields):
        """Sends a form with these fields changed; names with a hyphen are written with two underscores."""
        assert self.page, f"there is no page; the last address was {self.arrived}"
        form = self.page.form(containing)
        sent = dict(form.fields)
        sent.update({name.replace("__", "-"): value for name, value in fields.items()})
        if button is None and form.buttons:
            button = form.buttons[0]
        elif isinstance(button, str):
            button = next(pair for pair in form.buttons if pair[1] == button)
        if button:
            sent[button[0]] = button[1]
        return self.open(urllib.parse.urljoin(self.page.url, form.action), form.method.upper(), data=sent)

    def sign_in(self, username, password):
        """Fills in the login page, or both of them."""
        assert self.page, f"there is no page; the last address was {self.arrived}"
        form = self.page.form("username")
        if "password" in form.types:
            return self.submit("password", username=username, password=password)
        self.submit("username", username=username)
        return self.submit("password", password=password)

    @property
    def answer(self):
        """What the application was told: the parameters of its callback's query or fragment."""
        assert self.arrived, f"the application was not reached: {self.page.url} {self.page.status}\n{self.page.text[:2000]}"
        parts = urllib.parse.urlsplit(self.arrived)
        return dict(urllib.parse.parse_qsl(parts.query) + urllib.parse.parse_qsl(parts.fragment))


class App:
    """A client of a tenant, and what it does with a person: sends them off, takes them back, fetches tokens."""

    def __init__(self, tenant, client, callback=CALLBACK):
        self.tenant, self.client, self.callback = tenant, client, callback
        self.id, self.secret = client["client_id"], client.get("client_secret")

    def parameters(self, **more):
        base = {"client_id": self.id, "redirect_uri": self.callback, "response_type": "code",
                "scope": "openid profile email", "state": secrets.token_urlsafe(12)}
        return {name: value for name, value in {**base, **more}.items() if value is not None}

    def authorize(self, person, **more):
        """Sends a person to /authorize."""
        return person.go("/authorize", **self.parameters(**more))

    def token(self, person, **form):
        """Asks for a token at the host that the person uses."""
        sent = {"client_id": self.id, **({"client_secret": self.secret} if self.secret else {}), **form}
        return person.session.post(f"{person.base}/oauth/token", data={k: v for k, v in sent.items() if v is not None}, timeout=30)

    def exchange(self, person, code=None, **form):
        """Redeems a code."""
        return self.token(person, grant_type="authorization_code", code=code or person.answer["code"],
                          redirect_uri=self.callback, **form)

    def tokens(self, person, **form):
        """Redeems a code, which must succeed."""
        answer = self.exchange(person, **form)
        assert answer.status_code == 200, answer.text
        return answer.json()


def pkce():
    """A verifier and its S256 challenge."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def claims(token):
    """The claims of a token, unchecked."""
    return jwt.decode(token, options={"verify_signature": False})


def verified(token, person, audience):
    """The claims of a token, checked against the published keys."""
    keys = person.session.get(f"{person.base}/.well-known/jwks.json", timeout=30).json()
    kid = jwt.get_unverified_header(token)["kid"]
    key = next(key for key in keys["keys"] if key["kid"] == kid)
    return jwt.decode(token, jwt.PyJWK(key).key, algorithms=["RS256"], audience=audience, issuer=person.base + "/")


def mails(tenant, recipient):
    """The mails that a tenant without a provider would have sent, newest first."""
    answer = requests.get(f"{tenant.server.admin}/dev/mailbox", timeout=10, headers={"accept": "application/json"},
                          params={"to": recipient, "tenant": tenant.name})
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)["mails"]
