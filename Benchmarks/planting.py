"""Fills a stopped server's SQLite file with copies of a client or a tenant: a hundred thousand in seconds.

A secret is sealed for the row it lives in, so each copy is sealed anew under the master key of the data folder. Made
tenants share the signing key of the one they are copied from, parsed and kept for each of them like any other.
"""
import json
import os
import secrets
import sqlite3
import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "sealed:v1:"
LETTERS = string.ascii_letters + string.digits
DOCUMENTS = "SELECT kind, id, parent, body, created_at, updated_at FROM documents WHERE tenant = ?"
KEYS = "SELECT kind, name, value, id, is_unique FROM document_keys WHERE tenant = ?"
SIGNING_KEYS = """SELECT kid, family, status, private_key, certificate, created_at, current_since, current_until,
    revoked_at FROM signing_keys WHERE tenant = ?"""


def make_id(length):
    """An id as the server makes them."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


class Planting:
    """The database of a stopped server, open for copying."""

    def __init__(self, data):
        self.key = AESGCM(bytes.fromhex((Path(data) / "master.key").read_text().strip()))
        self.database = sqlite3.connect(Path(data) / "latchkey.sqlite", isolation_level=None)

    def __enter__(self):
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute("BEGIN")
        return self

    def __exit__(self, error, *_):
        self.database.execute("ROLLBACK" if error else "COMMIT")
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.database.close()

    def clients(self, tenant, model, count):
        """Copies a client with its grants until there are so many; their token requests, the model's among them."""
        name, old = tenant.encode(), model.client_id
        documents = [row for row in self.rows(DOCUMENTS, tenant) if row[1] == old or row[0] == "client_grant"]
        documents = [row for row in documents if old in row[3]]
        keys = [row for row in self.rows(KEYS, tenant) if row[3] in {row[1] for row in documents}]
        requests = [model]
        for _ in range(count - 1):
            new, secret = make_id(32), secrets.token_urlsafe(48)
            ids = {row[1]: new if row[1] == old else "cgr_" + make_id(16) for row in documents}
            for kind, id, parent, body, created, updated in documents:
                body = json.loads(self.renamed(body, ids))
                if kind == "client":
                    body["client_secret"] = self.seal_text(secret, f"{tenant}/{kind}/{new}/client_secret")
                self.insert("documents", tenant, kind, ids[id], parent, dump(body), created, updated)
            for kind, key, value, id, unique in keys:
                self.insert("document_keys", tenant, kind, key, self.renamed(value, ids), ids[id], unique)
            requests.append(replace(model, client_id=new, client_secret=secret))
        assert name
        return requests

    def tenants(self, tenant, model, count):
        """Copies a tenant with all it holds until there are so many; a token request for each."""
        documents, keys = self.rows(DOCUMENTS, tenant), self.rows(KEYS, tenant)
        created = self.database.execute("SELECT created_at FROM tenants WHERE tenant = ?", (tenant,)).fetchone()[0]
        signing = [(row, self.open(row[3], f"{tenant}/signing_key/{row[0]}/private_key"))
                   for row in self.rows(SIGNING_KEYS, tenant)]
        opened = [(row, self.opened(json.loads(row[3]), f"{tenant}/{row[0]}/{row[1]}")) for row in documents]
        requests = [model]
        for number in range(1, count):
            new = f"{tenant}-{number}"
            names = {tenant: new}
            self.insert("tenants", new, created)
            for (kind, id, parent, _, *times), body in opened:
                body = json.loads(self.renamed(dump(body), names))
                self.insert("documents", new, kind, id, parent, dump(self.sealed(body, f"{new}/{kind}/{id}")), *times)
            for kind, key, value, id, unique in keys:
                self.insert("document_keys", new, kind, key, self.renamed(value, names), id, unique)
            for (kid, family, status, _, *rest), private in signing:
                sealed = self.seal(private, f"{new}/signing_key/{kid}/private_key")
                self.insert("signing_keys", new, kid, family, status, sealed, *rest)
            requests.append(replace(model, host=self.renamed(model.host, names)))
        return requests

    def rows(self, query, tenant):
        """All rows of a query about a tenant."""
        return self.database.execute(query, (tenant,)).fetchall()

    def insert(self, table, *values):
        """Inserts a row with a value for each column."""
        self.database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
