"""Allows the logout page, makes a database connection for each environment, and prints their ids as shell variables."""
import json
import os
import ssl
import sys
import urllib.error
import urllib.request

TENANT = os.environ["TENANT_URL"]
TRUST = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])


def ask(method, path, body=None, token=None):
    """Calls the tenant and answers its JSON."""
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(TENANT + path, json.dumps(body).encode() if body is not None else None, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20, context=TRUST) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")
    return json.loads(text) if text else None


token = ask("POST", "/oauth/token", {
    "grant_type": "client_credentials", "client_id": "manager", "client_secret": os.environ["MANAGER_SECRET"],
    "audience": f"{TENANT}/api/v2/"})["access_token"]
ask("PATCH", "/api/v2/tenants/settings", {"allowed_logout_urls": [os.environ["DEV_URL"] + "/logout-page"]}, token)
for environment in ("dev", "prod"):
    made = ask("POST", "/api/v2/connections", {"name": f"users-{environment}", "strategy": "auth0"}, token)
    ask("PATCH", f"/api/v2/connections/{made['id']}/clients", [{"client_id": "shop", "status": True}], token)
    print(f"{environment.upper()}_CONNECTION_ID={made['id']}")
