"""The server describes its management API, and keeps to what it describes whatever Schemathesis sends.

LATCHKEY_SCHEMATHESIS_SECONDS changes how long it may send.
"""
import os
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.once
SECONDS = int(os.environ.get("LATCHKEY_SCHEMATHESIS_SECONDS", "60"))
# What would end the test itself: the token's own client, its keys and its grant; and what has no end.
DESTRUCTIVE = r"(/events$|rotate|revoke|rekey|/keys/|/clients|/client-grants|/resource-servers|/tenants/settings)"


def document(tenant):
    answer = tenant.get("/api/v2/openapi.json")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    return answer.json()


def references(value):
    """Every reference within a document."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name == "$ref" and isinstance(member, str):
                yield member
            yield from references(member)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_the_description_is_whole(tenant):
    described = document(tenant)
    assert described["openapi"].startswith("3.1.")
    operations = [(method, path) for path, methods in described["paths"].items() for method in methods]
    assert len(operations) > 300
    components = {f"#/components/{kind}/{name}" for kind, members in described["components"].items() for name in members}
    assert set(references(described)) <= components
    ids = [operation["operationId"] for methods in described["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))


def media_types(operation):
    """What an operation answers with when it succeeds."""
    return {kind for status, answer in operation["responses"].items() if status.startswith("2")
            for kind in answer.get("content", {})}


def test_what_is_described_is_implemented(tenant):
    described = document(tenant)
    reads = [path for path, methods in described["paths"].items() if "get" in methods and "{" not in path
             and "text/event-stream" not in media_types(methods["get"])]  # which has no end
    answers = {path: tenant.api("GET", path[1:]).status_code for path in reads}
    assert not {path: status for path, status in answers.items() if status >= 500}


def test_the_events_are_described_as_the_stream_that_they_are(tenant):
    described = document(tenant)
    operation = described["paths"]["/events"]["get"]
    assert media_types(operation) == {"text/event-stream"}
    assert {"name": "Last-Event-ID", "in": "header"}.items() <= operation["parameters"][-1].items()
    with tenant.session.get(f"{tenant.url}/api/v2/events", headers={"Authorization": f"Bearer {tenant.token()}"},
                            stream=True, timeout=10) as answer:
        assert answer.headers["content-type"].split(";")[0] in media_types(operation)
    # Nothing else is a stream.
    streams = [path for path, methods in described["paths"].items() for operation in methods.values()
               if "text/event-stream" in media_types(operation)]
    assert streams == ["/events"]


@pytest.mark.timeout(600)
def test_schemathesis_finds_no_server_error_and_no_undescribed_status(fresh_server, tmp_path):
    server = fresh_server().start()
    tenant = server.tenant()
    sent, runs = 0, 0
    # What it manages in its time depends on what else the machine does; less than this would be no test.
    while sent < 200:
        assert runs < 3, f"only {sent} requests in {runs} runs of {SECONDS} s"
        sent += schemathesis(server, tenant, tmp_path, seed=7636 + runs)
        runs += 1
    assert server.is_ready()


def schemathesis(server, tenant, tmp_path, seed):
    """A run of Schemathesis that must find nothing; how many requests it made up."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}/api/v2/openapi.json", "--url", f"{server.url}/api/v2",
        "--checks", "not_a_server_error,status_code_conformance", "--phases", "coverage,fuzzing", "--max-examples", "4",
        "--seed", str(seed), "--continue-on-failure", "--no-color", "--workers", "2", "--suppress-health-check", "all",
        "--max-time", str(SECONDS), "--header", f"Host: {tenant.host}", "--header", f"Authorization: Bearer {tenant.token()}",
        "--exclude-path-regex", DESTRUCTIVE,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 2 + 60, cwd=tmp_path)
    (tmp_path / "schemathesis.txt").write_text(done.stdout + done.stderr)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    return int(re.search(r"(\d[\d,]*) generated", done.stdout).group(1).replace(",", ""))
