"""/metrics: Prometheus text with the numbers an operator asks for, and no secret among them."""
import re

import requests
from harness import eventually

SAMPLE = re.compile(r'^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})? (-?[0-9.e+-]+|NaN|[+-]Inf)( \d+)?$')


def samples(server):
    """Each sample, by its name and labels."""
    answer = requests.get(f"{server.admin}/metrics", timeout=10)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain")
    found = {}
    for line in answer.text.splitlines():
        if line and not line.startswith("#"):
            parts = SAMPLE.match(line)
            assert parts, f"not Prometheus text: {line!r}"
            found[parts[1] + (parts[2] or "")] = float(parts[3])
    assert found
    return found


def test_tokens_are_counted_by_grant(server, tenant):
    machine = tenant.machine()

    def count():
        return sum(v for k, v in samples(server).items() if "token" in k and re.search(r"client[-_]credentials", k)
                   and not re.search(r"_(bucket|sum)(\{|$)", k))
    before = count()
    for _ in range(10):
        machine.token()
    eventually(lambda: count() >= before + 10, 5, "tokens were not counted")


def test_requests_latencies_errors_storage_queues_caches_and_memory_are_there(server, tenant):
    tenant.token()
    tenant.ask_token({"client_secret": "wrong"})
    names = " ".join(samples(server))
    for word in ("request", "duration|latenc|seconds", "error|40[0-9]|4xx", "pool|connection", "queue|waiting", "cache", "memory|resident"):
        assert re.search(word, names), f"nothing about {word} in:\n{names}"


def test_no_secret_and_no_tenant_supplied_text_gets_into_the_numbers(server, tenant):
    mark = "needle1234567890"
    tenant.ask_token({"client_id": mark, "audience": f"https://{mark}.test/"})
    tenant.get(f"/{mark}/x")
    tenant.api("GET", f"clients/{mark}")
    text = requests.get(f"{server.admin}/metrics", timeout=10).text
    for word in (mark, tenant.client_secret, tenant.client_id):
        assert word not in text


def test_the_log_of_the_server_holds_no_secret(server, tenant):
    machine = tenant.machine()
    token = machine.token()
    tenant.ask_token({"client_id": machine.id, "client_secret": "a-wrong-secret-to-look-for"})
    for word in (machine.secret, tenant.client_secret, token, "a-wrong-secret-to-look-for"):
        assert word not in server.output()
