"""Deliveries of many tenants share one server: nobody's receiver holds up the others."""
import socket
import time

from harness import eventually
from person import mails
from signing_in import make_app, make_user


def test_a_mail_server_that_says_nothing_holds_up_nobody_else(fresh_server):
    server = fresh_server("--allow-private-networks").start()
    stuck, other = server.tenant(), server.tenant()
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        provider = stuck.api("POST", "emails/provider", {
            "name": "smtp", "enabled": True, "default_from_address": "house@example.test",
            "credentials": {"smtp_host": "127.0.0.1", "smtp_port": silent.getsockname()[1], "smtp_user": "u", "smtp_pass": "p"}})
        assert provider.status_code == 201, provider.text
        make_user(stuck, make_app(stuck))
        silent.settimeout(10)
        held, _ = silent.accept()
        began = time.monotonic()
        user = make_user(other, make_app(other))
        eventually(lambda: mails(other, user.email), 10, "the other tenant's mail waits")
        assert time.monotonic() - began < 10
        held.close()
    server.stop()
