"""Apache with mod_auth_openidc before pages that somebody must sign in for: PKCE, claims, logging out."""
import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest
from harness import eventually, free_ports
from peers import certificate
from signing_in import make_app, make_user, without_throttle
from sites import Visitor, default_tenant

APACHE, MODULES = Path("/usr/sbin/apache2"), Path("/usr/lib/apache2/modules")
NAMES = ("mpm_prefork", "authn_core", "authz_core", "authz_user", "alias", "dir", "env", "mime", "cgi", "ssl",
         "auth_openidc")

CONFIGURATION = """
ServerRoot {folder}
ServerName shop.localhost
PidFile {folder}/apache.pid
Mutex file:{folder} default
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
LogLevel warn auth_openidc:info
Listen 127.0.0.1:{port}
StartServers 2
{modules}
{owner}
TypesConfig /dev/null
DocumentRoot {folder}/pages
ScriptAlias /protected {folder}/claims.sh
SSLEngine on
SSLCertificateFile {folder}/peer.pem
SSLCertificateKeyFile {folder}/peer.key
SSLRandomSeed startup builtin

OIDCProviderMetadataURL {issuer}.well-known/openid-configuration
OIDCCABundlePath {ca}
OIDCClientID {client_id}
OIDCClientSecret {client_secret}
OIDCRedirectURI {url}/protected/callback
OIDCCryptoPassphrase {client_id}
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim email
OIDCPassClaimsAs environment

<Location /protected>
    AuthType openid-connect
    Require valid-user
</Location>
<Location /protected/only-for-others>
    Require claim email:somebody.else@people.example.test
</Location>
"""

SCRIPT = """#!/bin/sh
printf 'Content-Type: text/plain\\n\\n'
env | grep -E '^(REMOTE_USER|OIDC_)' | sort
"""


class Apache:
    """A private Apache over TLS, from a configuration of its own."""

    def __init__(self):
        # Its workers are another user when it is started by root, so that the folder must be open to them.
        self.folder = Path(tempfile.mkdtemp(prefix="latchkey-apache-"))
        self.folder.chmod(0o755)
        self.port, = free_ports(1)
        self.url, self.process = f"https://shop.localhost:{self.port}", None
        self.certificate, _ = map(str, certificate(self.folder, "shop.localhost"))

    def start(self, tenant, client):
        pages, script = self.folder / "pages", self.folder / "claims.sh"
        pages.mkdir()
        (pages / "index.html").write_text("<p>Everybody may read this.</p>")
        script.write_text(SCRIPT)
        script.chmod(script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        ca = shutil.copy(tenant.server.ca, self.folder / "ca.pem")
        os.chmod(ca, 0o644)
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NAMES)
        owner = "User www-data\nGroup www-data" if os.getuid() == 0 else ""
        configuration = self.folder / "apache.conf"
        configuration.write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, modules=modules, owner=owner, issuer=tenant.tls_url + "/", ca=ca,
            url=self.url, client_id=client.id, client_secret=client.secret))
        # To stop, Apache signals its whole process group, which must not be the tests'.
        self.process = subprocess.Popen(
            [APACHE, "-DFOREGROUND", "-f", configuration], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, cwd=self.folder, start_new_session=True)
        eventually(self.answers, 15, "Apache did not answer")
        return self

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"Apache ended: {self.process.stdout.read().decode()}{self.log()}")
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def log(self):
        log = self.folder / "error.log"
        return log.read_text()[-4000:] if log.exists() else ""

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def tenant(server):
    """The default tenant: libcurl resolves its name by itself."""
    made = default_tenant(server)
    without_throttle(made)
    return made


@pytest.fixture(scope="module")
def apache(tenant):
    if not APACHE.exists() or not (MODULES / "mod_auth_openidc.so").exists():
        pytest.fail("Apache or mod_auth_openidc is missing: run scripts/setup")
    made = Apache()
    try:
        made.client = make_app(tenant, callbacks=[f"{made.url}/protected/callback"],
                               allowed_logout_urls=[f"{made.url}/index.html"])
        yield made.start(tenant.on(host="localhost"), made.client)
    finally:
        made.stop()


@pytest.fixture
def user(tenant, apache):
    return make_user(tenant, apache.client)


@pytest.fixture
def visitor(apache, tenant):
    return Visitor(tenant.on(host="localhost"), apache)


def shown(visitor):
    """The variables that the protected page shows."""
    assert visitor.last.status_code == 200 and visitor.page.url.startswith(visitor.site.url), (
        f"{visitor.page.url} {visitor.last.status_code}\n{visitor.site.log()}")
    return dict(line.split("=", 1) for line in visitor.last.text.splitlines())


def test_a_protected_page_asks_and_then_shows_the_claims(user, visitor):
    assert "Everybody" in visitor.visit("/index.html").page.text
    visitor.visit("/protected/page")
    asked = visitor.sent("/authorize")
    assert visitor.is_asked and asked["code_challenge_method"] == "S256" and asked["nonce"]
    variables = shown(visitor.sign_in(user.email, user.password))
    assert variables["REMOTE_USER"] == user.email and variables["OIDC_CLAIM_sub"] == user.user_id
    assert variables["OIDC_CLAIM_iss"] == visitor.base + "/" and variables["OIDC_CLAIM_nonce"] == asked["nonce"]
    assert variables["OIDC_CLAIM_email_verified"] == "0" and variables["OIDC_access_token"]
    assert shown(visitor.visit("/protected/other"))["REMOTE_USER"] == user.email, "the session lasts"


def test_claims_decide_who_may_read(user, visitor):
    visitor.visit("/protected/only-for-others").sign_in(user.email, user.password)
    assert visitor.last.status_code == 401 and "OIDC_CLAIM" not in visitor.last.text


def test_logging_out_ends_both_sessions(apache, user, visitor):
    shown(visitor.visit("/protected/page").sign_in(user.email, user.password))
    visitor.visit("/protected/callback", logout=f"{apache.url}/index.html")
    assert "Everybody" in visitor.page.text and visitor.page.url.startswith(f"{apache.url}/index.html")
    assert visitor.sent("/oidc/logout")["id_token_hint"]
    assert visitor.visit("/protected/page").is_asked


def test_an_error_is_shown_and_nothing_else(apache, visitor):
    visitor.visit("/protected/page")
    state = visitor.sent("/authorize")["state"]
    visitor.visit("/protected/callback", error="access_denied", error_description="They did not want to", state=state)
    assert "access_denied" in visitor.page.text and "OIDC_CLAIM" not in visitor.page.text
