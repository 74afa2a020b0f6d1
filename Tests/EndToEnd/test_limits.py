"""Bad input and slow clients: a proper 4xx in Auth0's envelope, or a closed connection; never a 5xx, never a hang."""
import json
import re
import socket
import threading
import time

import pytest
from harness import exchange, is_envelope, status

pytestmark = pytest.mark.once
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
GOOD_FORM = b"grant_type=client_credentials&client_id=a&client_secret=b&audience=c"


@pytest.fixture(scope="module")
def tenant(shared_tenant):
    return shared_tenant


def raw(tenant, method="POST", path="/oauth/token", body=b"", content_type=FORM, headers=(), host=None, length=None):
    """A request as bytes, however wrong."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or tenant.host}", "Connection: close", *headers]
    if body or length is not None:
        lines += [f"Content-Type: {content_type}"] if content_type else []
        lines += [f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def body_of(answer):
    """The body of an answer, its chunks joined if it has any."""
    head, _, body = answer.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        whole = b""
        while body:
            size, _, rest = body.partition(b"\r\n")
            count = int(size or b"0", 16)
            whole, body = whole + rest[:count], rest[count + 2:]
            if count == 0:
                break
        return whole.decode("utf-8", "replace")
    return body.decode("utf-8", "replace")


def deep(depth, opening=b"[", closing=b"]"):
    return opening * depth + closing * depth


# What is sent to /oauth/token, the statuses that are right, and whether the body must be an envelope: the HTTP parser
# refuses some before there is a request that could be answered in anybody's manner. None: a closed connection will do.
TOKEN = {
    "form of 2 MB": (dict(body=b"grant_type=" + b"a" * (2 << 20)), (400, 413), True),
    "JSON of 2 MB": (dict(body=b'{"a":"' + b"a" * (2 << 20) + b'"}', content_type=JSON), (400, 413), True),
    "declared as 10 GB": (dict(body=b"x", length=10 << 30), (400, 413), True),
    "negative length": (dict(body=b"x", length=-1), (400, None), False),
    "deep arrays": (dict(body=b'{"a":' + deep(20000) + b"}", content_type=JSON), (400, 413), True),
    "deep objects": (dict(body=b'{"a":' * 20000 + b"1" + b"}" * 20000, content_type=JSON), (400, 413), True),
    "JSON cut short": (dict(body=b'{"grant_type":"client_cred', content_type=JSON), (400,), True),
    "JSON array": (dict(body=b"[1,2]", content_type=JSON), (400,), True),
    "JSON string": (dict(body=b'"a"', content_type=JSON), (400,), True),
    "JSON not UTF-8": (dict(body=b'{"grant_type":"\xff\xfe"}', content_type=JSON), (400,), True),
    "JSON lone surrogate": (dict(body=b'{"grant_type":"\\ud800"}', content_type=JSON), (400,), True),
    "JSON NUL": (dict(body=b'{"grant_type":"client_credentials","client_id":"a\\u0000b","client_secret":"c"}', content_type=JSON),
                 (400, 401), True),
    "JSON of wrong types": (dict(body=b'{"grant_type":["client_credentials"],"client_id":{"a":1},"client_secret":5}',
                                 content_type=JSON), (400, 401), True),
    "JSON name twice": (dict(body=b'{"grant_type":"client_credentials","grant_type":"password"}', content_type=JSON), (400, 401, 403), True),
    "form not UTF-8": (dict(body=GOOD_FORM + b"&x=%ff%fe"), (400,), True),
    "form bad percent": (dict(body=GOOD_FORM + b"&x=%zz"), (400,), True),
    "form NUL": (dict(body=b"grant_type=client_credentials&client_id=a%00b&client_secret=c&audience=d"), (400, 401), True),
    "form parameter twice": (dict(body=GOOD_FORM + b"&client_id=z"), (400,), True),
    "form of 5,000 parameters": (dict(body=GOOD_FORM + b"".join(b"&p%d=1" % i for i in range(5000))), (400, 413), True),
    "empty body": (dict(body=b"", length=0), (400, 401), True),
    "text/plain": (dict(body=GOOD_FORM, content_type="text/plain"), (400, 401, 415), True),
    "multipart": (dict(body=GOOD_FORM, content_type="multipart/form-data; boundary=x"), (400, 401, 415), True),
    "no content type": (dict(body=GOOD_FORM, content_type=None), (400, 401, 415), True),
    "basic that is not Base64": (dict(body=b"grant_type=client_credentials", headers=["Authorization: Basic %%%"]), (400, 401), True),
    "basic without a colon": (dict(body=b"grant_type=client_credentials", headers=["Authorization: Basic YWJj"]), (400, 401), True),
    "two ways to prove oneself": (dict(body=GOOD_FORM, headers=["Authorization: Basic YTpi"]), (400, 401), True),
    "header of 100 kB": (dict(body=GOOD_FORM, headers=["X-Long: " + "a" * 100_000]), (400, 431, None), False),
    "2,000 headers": (dict(body=GOOD_FORM, headers=[f"X-{i}: 1" for i in range(2000)]), (400, 401, 431, None), False),
    "header with a NUL": (dict(body=GOOD_FORM, headers=["X-Nul: a\0b"]), (400, None), False),
    "GET": (dict(method="GET"), (404, 405), True),
    "unknown method": (dict(method="BREW", body=GOOD_FORM), (400, 404, 405, 501, None), False),
    "path with a NUL": (dict(path="/oauth/token%00"), (400, 404), True),
    "unknown path": (dict(path="/nothing/here", body=GOOD_FORM), (404,), True),
    "path of 20 kB": (dict(method="GET", path="/" + "a" * 20_000), (400, 404, 414, 431, None), False),
    "unknown host": (dict(body=GOOD_FORM, host="nobody.test"), (400, 404, 421), True),
    "empty host": (dict(body=GOOD_FORM, host=" "), (400, 404, 421), False),
}


@pytest.mark.parametrize("sent, statuses, envelope", TOKEN.values(), ids=TOKEN.keys())
def test_the_token_endpoint_refuses(tenant, sent, statuses, envelope):
    answer = exchange(tenant.server, raw(tenant, **sent), timeout=15, half_close=False)
    assert status(answer) in statuses, answer[:500]
    if envelope:
        assert is_envelope(body_of(answer)), answer[:800]


MANAGEMENT = {
    "not JSON": ("POST", "clients", b"{nonsense", (400,)),
    "an array": ("POST", "clients", b"[]", (400,)),
    "deep": ("POST", "clients", b'{"name":"a","client_metadata":' + deep(5000, b'{"a":', b"}").replace(b":}", b":1}") + b"}", (400,)),
    "of 5 MB": ("POST", "clients", b'{"name":"' + b"a" * (5 << 20) + b'"}', (400, 413)),
    "not UTF-8": ("POST", "clients", b'{"name":"\xc3\x28"}', (400,)),
    "with a NUL": ("POST", "clients", b'{"name":"a\\u0000b"}', (400,)),
    "of another type": ("POST", "clients", b'{"name":5}', (400,)),
    "with an unknown member": ("POST", "clients", b'{"name":"a","nonsense":1}', (400,)),
    "without what is needed": ("POST", "resource-servers", b"{}", (400,)),
    "page -1": ("GET", "clients?page=-1", None, (400,)),
    "page x": ("GET", "clients?page=x", None, (400,)),
    "query not UTF-8": ("GET", "clients?page=%ff", None, (400,)),
    "id not UTF-8": ("GET", "clients/%ff", None, (400, 404)),
    "id with a NUL": ("GET", "clients/a%00b", None, (400, 404)),
    "id with a slash": ("GET", "clients/..%2f..%2fetc", None, (400, 404)),
    "bad cursor": ("GET", "organizations?from=%27--&take=1", None, (400,)),
    "unknown family": ("GET", "nonsense", None, (404,)),
    "wrong method": ("PUT", "clients", b"{}", (404, 405)),
}


@pytest.mark.parametrize("method, path, body, statuses", MANAGEMENT.values(), ids=MANAGEMENT.keys())
def test_the_management_api_refuses(tenant, method, path, body, statuses):
    tenant.management_token = tenant.management_token or tenant.token()
    sent = raw(tenant, method, f"/api/v2/{path}", body or b"", JSON, [f"Authorization: Bearer {tenant.management_token}"])
    answer = exchange(tenant.server, sent, timeout=15, half_close=False)
    assert status(answer) in statuses, answer[:500]
    error = json.loads(body_of(answer))
    assert error["statusCode"] == status(answer) and isinstance(error["message"], str) and isinstance(error["error"], str)


def test_answers_to_head_and_options_have_no_surprise(tenant):
    for method, path in (("HEAD", "/.well-known/jwks.json"), ("OPTIONS", "/oauth/token"), ("OPTIONS", "/api/v2/clients")):
        answer = exchange(tenant.server, raw(tenant, method, path, headers=["Origin: https://a.test", "Access-Control-Request-Method: POST"]))
        assert status(answer) is not None and status(answer) < 500


@pytest.mark.timeout(120)
def test_slow_clients_are_cut_off_and_hold_nobody_up(tenant):
    """Heads, bodies and connections that never finish, many at once."""
    starts = [b"", b"POST /oauth/tok", raw(tenant, body=b"", length=100) + b"grant_type=", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "]
    closed = []

    def wait(start):
        with socket.create_connection(("127.0.0.1", tenant.server.port), timeout=90) as connection:
            connection.sendall(start)
            begun = time.monotonic()
            try:
                while connection.recv(4096):
                    pass
                closed.append(time.monotonic() - begun)
            except ConnectionError:
                closed.append(time.monotonic() - begun)
            except TimeoutError:
                closed.append(None)

    waiting = [threading.Thread(target=wait, args=(start,), daemon=True) for start in starts for _ in range(25)]
    for thread in waiting:
        thread.start()
    while any(thread.is_alive() for thread in waiting):
        begun = time.monotonic()
        assert tenant.ask_token({"audience": tenant.audience}).status_code == 200
        assert time.monotonic() - begun < 5, "others had to wait"
        time.sleep(0.5)
    assert len(closed) == len(waiting) and None not in closed, "a connection was kept open for over 90 s"


def test_requests_one_after_another_on_one_connection_are_kept_apart(tenant):
    """A body longer or shorter than announced must not be read as the next request."""
    good = raw(tenant, "GET", "/.well-known/jwks.json").replace(b"Connection: close\r\n", b"")
    both = b"POST /oauth/token HTTP/1.1\r\nHost: %s\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % tenant.host.encode()
    answer = exchange(tenant.server, both + good, timeout=5)
    assert status(answer) is None or 400 <= status(answer) < 500
    assert b'"keys"' not in answer, "a request with two lengths must end the connection"
    pipelined = exchange(tenant.server, good + good + raw(tenant, "GET", "/.well-known/jwks.json"), timeout=5)
    assert pipelined.count(b"HTTP/1.1 200") == 3


def test_more_requests_than_may_be_at_a_time_are_refused_at_once(fresh_server):
    """Pipelined, so that all are there before the first is answered."""
    server = fresh_server("--request-limit", "2").start()
    tenant = server.tenant()
    good = raw(tenant, "GET", "/.well-known/jwks.json").replace(b"Connection: close\r\n", b"")
    answer = exchange(server, good * 9 + raw(tenant, "GET", "/.well-known/jwks.json"), timeout=10)
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", answer)
    # Those at the end may be answered while an answer before them is still on its way out, and so counted.
    assert statuses[:8] == [b"503"] * 8 and len(statuses) == 10 and set(statuses[8:]) <= {b"200", b"503"}
    assert b"retry-after: 1" in answer.lower() and b"temporarily unavailable" in answer
    assert tenant.ask_token({"audience": tenant.audience}).status_code == 200
