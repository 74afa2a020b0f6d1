"""The links of connections that the management API v2 hands out: each opens the page on which an administrator of the identity
provider finishes the connection, once."""
import secrets

import pytest
import requests
from first_api import Visitor

CERTIFICATE_FIELDS = ("samlp", "pingfederate")
ANSWERS = {
    "ad": {"tenant_domain": "corp.example"},
    "adfs": {"adfs_server": "fs.corp.example", "signInEndpoint": "", "signing": ""},
    "google-apps": {"tenant_domain": "corp.example", "client_id": "goog", "client_secret": "told"},
    "office365": {"tenant_domain": "corp.example", "client_id": "msft", "client_secret": "told"},
    "waad": {"tenant_domain": "corp.onmicrosoft.example", "client_id": "msft", "client_secret": "told"},
    "pingfederate": {"signInEndpoint": "https://ping.corp.example/idp"},
    "samlp": {"signInEndpoint": "https://idp.corp.example/saml"},
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of an identity provider, as PEM."""
    import subprocess

    folder = tmp_path_factory.mktemp("idp")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=idp.corp.example", "-days", "30",
                    "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")], check=True, capture_output=True)
    return (folder / "cert.pem").read_text()


def made(tenant, strategy, **options):
    base = {"pingfederate": {"pingFederateBaseUrl": "https://before.example"}}.get(strategy, {})
    return tenant.create("connections", name=f"{strategy}-{secrets.token_hex(3)}", strategy=strategy, options={**base, **options})


@pytest.mark.parametrize("strategy", ANSWERS)
def test_every_link_opens_a_page_that_finishes_its_connection_once(tenant, certificate, strategy):
    connection = made(tenant, strategy)
    url = connection["provisioning_ticket_url"]
    assert url.startswith(f"{tenant.url}/") and f"/p/{strategy}/" in url
    visitor = Visitor(tenant)
    page = visitor.open(url)
    assert page.status == 200 and connection["name"] in page.text and "<script" not in page.answer.text
    answers = dict(ANSWERS[strategy])
    if strategy in CERTIFICATE_FIELDS:
        assert visitor.send(page, **answers, signingCert="no certificate").status == 400
        answers["signingCert"] = certificate
    done = visitor.send(page, **answers)
    assert done.status == 200 and not done.forms, done.text
    options = tenant.api("GET", f"connections/{connection['id']}").json()["options"]
    if strategy in CERTIFICATE_FIELDS:
        assert options["signInEndpoint"] == answers["signInEndpoint"]
        assert "BEGIN CERTIFICATE" in options["cert"] and len(options["thumbprints"]) == 1
    else:
        name = "adfs_server" if strategy == "adfs" else "tenant_domain"
        assert options[name] == answers[name]
    if "client_secret" in answers:
        assert (options["client_id"], options["client_secret"]) == (answers["client_id"], answers["client_secret"])
    assert visitor.send(page, **answers).status == 404
    assert visitor.open(url).status == 404
    assert "provisioning_ticket_url" not in tenant.api("GET", f"connections/{connection['id']}").json()


def test_a_link_is_good_for_its_own_tenant_and_strategy(server, tenant):
    url = made(tenant, "waad")["provisioning_ticket_url"]
    ticket = url.rsplit("/", 1)[1]
    assert url == f"{tenant.url}/{tenant.name}/p/waad/{ticket}"
    other = server.tenant()
    assert requests.get(f"{other.url}/{other.name}/p/waad/{ticket}", timeout=20).status_code == 404
    assert requests.get(f"{other.url}/{tenant.name}/p/waad/{ticket}", timeout=20).status_code == 404
    for path in (f"/nobody/p/waad/{ticket}", f"/{tenant.name}/p/samlp/{ticket}", f"/{tenant.name}/p/waad/{ticket}/x",
                 f"/{tenant.name}/p/waad/", f"/{tenant.name}/p/"):
        assert tenant.get(path).status_code == 404
    assert tenant.get(f"/{tenant.name}/p/waad/{ticket}").status_code == 200


def test_a_secret_that_is_set_is_not_shown_and_stays(tenant):
    connection = made(tenant, "waad", client_id="before", client_secret="kept secret", tenant_domain="before.example")
    visitor = Visitor(tenant)
    page = visitor.open(connection["provisioning_ticket_url"])
    assert "kept secret" not in page.answer.text and "before.example" in page.answer.text
    assert visitor.send(page, tenant_domain="after.example").status == 200
    options = tenant.api("GET", f"connections/{connection['id']}").json()["options"]
    assert (options["client_secret"], options["tenant_domain"]) == ("kept secret", "after.example")
