"""Ten thousand mutated requests over bare sockets: the server stays up, answers no 5xx and does not swell.

LATCHKEY_FUZZ_REQUESTS and LATCHKEY_FUZZ_SEED change how many, and which.
"""
import os
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from harness import exchange, status

pytestmark = pytest.mark.once
REQUESTS = int(os.environ.get("LATCHKEY_FUZZ_REQUESTS", "10000"))
SEED = int(os.environ.get("LATCHKEY_FUZZ_SEED", "7636"))
THREADS = 16
SPICE = [b"\x00", b"\xff\xfe", b"%00", b"%zz", b"%", b"\r\n", b"\r\n\r\n", b"\n", b"\\u0000", b"\\ud800", b"'", b'"', b"' OR 1=1 --",
         b"../", b"//", b"{", b"}", b"[" * 200, b"&" * 300, b"=" * 50, b"9" * 400, b"-1", b"1e999", b"null", b"A" * 9000, b"\t",
         "ſﬀ\u202e\U0001f600".encode(), b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n", b"Host: x\r\n", b"Expect: 100-continue\r\n"]
METHODS = [b"GET", b"POST", b"PUT", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS", b"TRACE", b"CONNECT", b"BREW", b"get", b""]


def request(method, path, host, body=b"", content_type=b"application/json", headers=()):
    lines = [b"%s %s HTTP/1.1" % (method, path), b"Host: " + host, b"Connection: close", *headers]
    if body:
        lines += [b"Content-Type: " + content_type, b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def corpus(tenant, machine):
    """Good requests to spoil."""
    host = f"{tenant.host}:{tenant.server.port}".encode()
    bearer = (b"Authorization: Bearer " + tenant.token().encode(),)
    form = (f"grant_type=client_credentials&client_id={machine.id}&client_secret={machine.secret}"
            f"&audience=https%3A%2F%2Fapi.test%2F&scope=read%3Athings").encode()
    as_json = (f'{{"grant_type":"client_credentials","client_id":"{machine.id}","client_secret":"{machine.secret}",'
               f'"audience":"{machine.audience}","organization":null}}').encode()
    client = b'{"name":"Fuzz","app_type":"spa","callbacks":["https://a.test/cb"],"client_metadata":{"a":"b"},' \
             b'"refresh_token":{"rotation_type":"rotating","expiration_type":"expiring","leeway":5}}'
    return [
        request(b"POST", b"/oauth/token", host, form, b"application/x-www-form-urlencoded"),
        request(b"POST", b"/oauth/token", host, as_json),
        request(b"POST", b"/oauth/token", host, b"grant_type=client_credentials&audience=x", b"application/x-www-form-urlencoded",
                (b"Authorization: Basic Zm9vOmJhcg==",)),
        request(b"POST", b"/oauth/token", host, form + b"&client_assertion=eyJhbGciOiJSUzI1NiJ9.e30.AAAA&client_assertion_type="
                b"urn:ietf:params:oauth:client-assertion-type:jwt-bearer", b"application/x-www-form-urlencoded"),
        request(b"GET", b"/.well-known/openid-configuration", host),
        request(b"GET", b"/.well-known/jwks.json", host),
        request(b"GET", b"/pem", host),
        request(b"GET", b"/api/v2/clients?page=0&per_page=5&include_totals=true&fields=name,client_id", host, headers=bearer),
        request(b"GET", b"/api/v2/clients/" + machine.id.encode(), host, headers=bearer),
        request(b"GET", b"/api/v2/logs?from=900&take=10&q=type:seccft", host, headers=bearer),
        request(b"GET", b"/api/v2/organizations?from=abc&take=2", host, headers=bearer),
        request(b"POST", b"/api/v2/clients", host, client, headers=bearer),
        request(b"POST", b"/api/v2/organizations", host, b'{"name":"fuzz","metadata":{"a":"b"}}', headers=bearer),
        request(b"PATCH", b"/api/v2/clients/" + machine.id.encode(), host, b'{"description":"x","client_metadata":{"a":null}}',
                headers=bearer),
        request(b"PATCH", b"/api/v2/tenants/settings", host, b'{"flags":{"enable_sso":true},"session_lifetime":72}', headers=bearer),
        request(b"POST", b"/api/v2/resource-servers", host, b'{"identifier":"https://f.test","scopes":[{"value":"a"}]}', headers=bearer),
    ]


def mutate(chance, text):
    """Spoils a request in one to four places."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice([1, 1, 2, 5, 40]))
        kind = chance.randrange(9)
        if kind == 0:
            text = text[:at] + bytes([chance.randrange(256)]) + text[at + 1:]
        elif kind == 1:
            text = text[:at] + text[end:]
        elif kind == 2:
            text = text[:at] + text[at:end] * chance.choice([2, 3, 50]) + text[end:]
        elif kind == 3:
            text = text[:at] + chance.choice(SPICE) + text[at:]
        elif kind == 4:
            text = chance.choice(METHODS) + text[text.find(b" "):]
        elif kind == 5:
            text = re.sub(rb"Content-Length: \d+", lambda m: chance.choice([b"Content-Length: 0", b"Content-Length: 99999999999999999999",
                          b"Content-Length: -1", b"Transfer-Encoding: chunked", b""]), text)
        elif kind == 6:
            text = re.sub(rb"application/[a-z-]+", lambda m: chance.choice([b"text/plain", b"application/json; charset=utf-16",
                          b"multipart/form-data; boundary=x", b"application/x-www-form-urlencoded", b""]), text)
        elif kind == 7:  # only the body, so that the parsers behind the HTTP parser are reached
            head, blank, body = text.partition(b"\r\n\r\n")
            if body:
                place = chance.randrange(len(body) + 1)
                body = body[:place] + chance.choice(SPICE + [bytes([chance.randrange(256)])]) + body[place + chance.randrange(3):]
                head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(body), head)
                text = head + blank + body
        else:
            text = text[:at]
    return text


@pytest.mark.timeout(600)
def test_mutated_requests_do_no_harm(fresh_server):
    server = fresh_server().start()
    tenant = server.tenant("fuzz")
    good = corpus(tenant, tenant.machine())
    assert [status(exchange(server, text)) for text in good[4:9]] == [200] * 5, "the corpus itself must be good"
    chance = random.Random(SEED)
    faults, seen = [], {}

    def send(text):
        answer = exchange(server, text, timeout=5)
        code = status(answer)
        seen[code] = seen.get(code, 0) + 1
        # 501 is the answer of operations that are not built, and to methods that HTTP does not know.
        if code is not None and code >= 500 and code != 501:
            faults.append((code, text, answer[:600]))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(send, [mutate(chance, chance.choice(good)) for _ in range(1000)]))
        before, begun = server.memory(), time.monotonic()
        for _ in range(max(0, REQUESTS - 1000) // 1000):
            list(pool.map(send, [mutate(chance, chance.choice(good)) for _ in range(1000)]))
            assert server.process.poll() is None, f"the server ended:\n{server.output()[-3000:]}"
            assert not faults, "\n\n".join(f"{code}\n{text!r}\n{answer!r}" for code, text, answer in faults[:5])
    grown = server.memory() - before
    print(f"{sum(seen.values())} requests in {time.monotonic() - begun:.0f} s, answers {seen}, memory grew by {grown >> 20} MB")
    assert not faults, faults[:5]
    assert grown < 64 << 20, f"memory grew by {grown >> 20} MB"
    assert len([code for code in seen if code]) >= 4, f"the requests reached too little: {seen}"
    assert tenant.ask_token({"audience": tenant.audience}).status_code == 200
    assert requests.get(f"{server.admin}/readyz", timeout=5).status_code == 200
    server.stop()
