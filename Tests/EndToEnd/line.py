"""One connection to the management API for thousands of small requests, as fast as they go."""
import http.client
import json
import urllib.parse


class Line:
    """A kept-alive connection to one tenant, with a token for all of its management API."""

    def __init__(self, tenant):
        self.tenant, self.token = tenant, tenant.token()
        self.connection = http.client.HTTPConnection("127.0.0.1", tenant.server.port, timeout=20)

    def call(self, method, path, body=None, token=None, query=None):
        """Status and text of an answer; a body that is text goes as it is, and an empty token means none."""
        target = "/api/v2" + urllib.parse.quote(path, safe="/")
        target += f"?{urllib.parse.urlencode(query, doseq=True)}" if query else ""
        token = self.token if token is None else token
        headers = {"Host": self.tenant.host, **({"Authorization": f"Bearer {token}"} if token else {})}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")

    def refusal(self, *call, **options):
        """Status, code and words of a refusal, which must be in Auth0's shape."""
        status, text = self.call(*call, **options)
        answer = json.loads(text or "{}")
        assert isinstance(answer, dict) and answer.get("statusCode", status) == status, f"{call}: {status} {text}"
        return status, answer.get("errorCode"), answer.get("message", text)
