"""The application behind the API gateway: it greets whom the gateway knows, and keeps no session of its own."""
import http.server
import json
import sys
import urllib.request

PASSED_ON = ("authorization", "cookie", "client-type", "host")
# No proxy of the machine stands before the gateway.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Greeting(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        headers = {name: self.headers[name] for name in PASSED_ON if self.headers.get(name)}
        request = urllib.request.Request(self.headers["X-Gateway"] + "/userinfo", headers=headers)
        with DIRECT.open(request, timeout=10) as answer:
            person = json.load(answer)
        body = json.dumps({"hello": person.get("name"), "sub": person["sub"], "groups": person["groups"]}).encode() + b"\n"
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Greeting).serve_forever()
