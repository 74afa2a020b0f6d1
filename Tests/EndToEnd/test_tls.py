"""Certificates: the operator's own, read again when they change; and the database's."""
import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.parse
from contextlib import closing
from pathlib import Path

import pytest
from harness import ENGINE
from peers import certificate


def shown(port, authorities=None, name="localhost"):
    """The certificate that a server shows, DER; verified where authorities are given."""
    context = ssl.create_default_context(cafile=authorities) if authorities else ssl._create_unverified_context()
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as plain:
        with context.wrap_socket(plain, server_hostname=name) as secured:
            return secured.getpeercert(binary_form=True)


@pytest.mark.once
def test_a_certificate_that_changes_is_read_again(fresh_server, tmp_path):
    for name in ("one", "two", "live"):
        (tmp_path / name).mkdir()
    first, second = certificate(tmp_path / "one", "localhost"), certificate(tmp_path / "two", "localhost")
    live = [tmp_path / "live" / path.name for path in first]

    def install(pair):
        # As a tool that renews certificates does: each file is replaced in one step.
        for source, target in zip(pair, live):
            shutil.copy(source, f"{target}.new")
            os.replace(f"{target}.new", target)

    install(first)
    server = fresh_server("--tls-cert", str(live[0]), "--tls-key", str(live[1])).start()
    before = shown(server.tls_port, str(first[0]))
    install(second)
    deadline = time.monotonic() + 60
    while shown(server.tls_port) == before:
        assert time.monotonic() < deadline, "the new certificate was not read"
        time.sleep(0.5)
    shown(server.tls_port, str(second[0]))
    server.stop()


@pytest.mark.once
def test_a_certificate_without_its_key_is_refused_at_the_start(binary, tmp_path):
    chain, _ = certificate(tmp_path, "localhost")
    started = subprocess.run([binary, "serve", "--data", str(tmp_path / "data"), "--tls-cert", str(chain)], timeout=60,
                             capture_output=True, text=True)
    assert started.returncode != 0 and "tls-cert and tls-key go together" in started.stderr + started.stdout


@pytest.fixture
def cluster_with_tls(fresh_database, tmp_path):
    """The test cluster with TLS switched on: the certificate to trust."""
    folder = subprocess.run(["psql", "-X", "-At", "-d", fresh_database.cluster, "-c", "SHOW data_directory"], check=True,
                            capture_output=True, text=True, timeout=30).stdout.strip()
    owner = os.stat(folder)
    chain, key = certificate(tmp_path, "localhost")
    placed = []
    for source in (chain, key):
        target = Path(folder) / f"tls-test-{source.name}"
        shutil.copy(source, target)
        os.chown(target, owner.st_uid, owner.st_gid)
        os.chmod(target, 0o600)
        placed.append(target)
    fresh_database.sql(f"ALTER SYSTEM SET ssl_cert_file = '{placed[0]}'")
    fresh_database.sql(f"ALTER SYSTEM SET ssl_key_file = '{placed[1]}'")
    fresh_database.sql("ALTER SYSTEM SET ssl = on")
    fresh_database.sql("SELECT pg_reload_conf()")
    yield chain
    for setting in ("ssl", "ssl_cert_file", "ssl_key_file"):
        fresh_database.sql(f"ALTER SYSTEM RESET {setting}")
    fresh_database.sql("SELECT pg_reload_conf()")
    for target in placed:
        target.unlink()


@pytest.mark.postgres
@pytest.mark.skipif(ENGINE != "postgres", reason="needs LATCHKEY_TEST_DATABASE=postgres")
def test_the_database_is_reached_over_tls_and_verified(fresh_server, fresh_database, cluster_with_tls, binary, tmp_path):
    plain = fresh_database.url
    parts = urllib.parse.urlsplit(plain)
    fresh_database.url = urllib.parse.urlunsplit(parts._replace(query=f"sslmode=verify-full&sslrootcert={cluster_with_tls}"))
    server = fresh_server(database=fresh_database).start()
    assert server.tenant().token()
    used = subprocess.run(
        ["psql", "-X", "-At", "-d", plain, "-c",
         "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl AND datname = current_database() AND pid <> pg_backend_pid()"],
        check=True, capture_output=True, text=True, timeout=30)
    assert int(used.stdout) > 0, "no connection is encrypted"
    server.stop()
    (tmp_path / "other").mkdir()
    stranger, _ = certificate(tmp_path / "other", "localhost")
    fresh_database.url = fresh_database.url.replace(str(cluster_with_tls), str(stranger))
    refused = subprocess.run([binary, "doctor", *fresh_database.options], timeout=60, capture_output=True, text=True)
    assert refused.returncode != 0 and "certificate" in (refused.stdout + refused.stderr).lower(), refused.stdout + refused.stderr
    fresh_database.url = plain
