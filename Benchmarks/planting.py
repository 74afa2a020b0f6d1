"""Fills a stopped server's SQLite file with copies of a client or a tenant: a hundred thousand in seconds.

A secret is sealed for the row it lives in, so in each copy it is sealed anew under the master key of the data folder.
Copies share the secret, and made tenants the signing key, of what they are copied from; a server that reads them cannot
know that and keeps each by itself.
"""
import json
import os
import sqlite3
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "sealed:v1:"
VERSION = b"\x01"
DOCUMENTS = "SELECT kind, id, parent, body, created_at, updated_at FROM documents WHERE tenant = ?"
DOCUMENT_KEYS = "SELECT kind, name, value, id, is_unique FROM document_keys WHERE tenant = ?"
SIGNING_KEYS = """SELECT kid, family, status, private_key, certificate, created_at, current_since, current_until,
    revoked_at FROM signing_keys WHERE tenant = ?"""


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
        """Copies a client with its grants until there are so many; the token requests of all, the model's first."""
        old = model.client_id
        documents = [row for row in self.rows(DOCUMENTS, tenant)
                     if row[1] == old or row[0] == "client_grant" and json.loads(row[3])["client_id"] == old]
        ids = {row[1] for row in documents}
        keys = [row for row in self.rows(DOCUMENT_KEYS, tenant) if row[3] in ids]
        requests = [model]
        for _ in range(count - 1):
            names = {id: made_id("", 32) if id == old else made_id("cgr_", 16) for id in ids}
            self.copy(tenant, tenant, documents, keys, names)
            requests.append(replace(model, client_id=names[old]))
        return requests

    def tenants(self, tenant, model, count):
        """Copies a tenant with all it holds until there are so many; a token request for each, the model's first."""
        documents, keys = self.rows(DOCUMENTS, tenant), self.rows(DOCUMENT_KEYS, tenant)
        signing_keys = self.rows(SIGNING_KEYS, tenant)
        (created,), = self.rows("SELECT created_at FROM tenants WHERE tenant = ?", tenant)
        requests = [model]
        for number in range(1, count):
            new = f"{tenant}-{number}"
            self.insert("tenants", new, created)
            self.copy(tenant, new, documents, keys, {tenant: new})
            for kid, family, status, private, *rest in signing_keys:
                places = [f"{name}/signing_key/{kid}/private_key" for name in (tenant, new)]
                sealed = VERSION + self.moved(private[1:], *places)
                self.insert("signing_keys", new, kid, family, status, sealed, *rest)
            requests.append(replace(model, host=renamed(model.host, {tenant: new})))
        return requests

    def copy(self, tenant, to, documents, keys, names):
        """Copies documents and what they are found by, with other names in them."""
        for kind, id, parent, body, created, updated in documents:
            new = names.get(id, id)
            body = renamed(body, names)
            if PREFIX in body:
                value = self.resealed(json.loads(body), f"{tenant}/{kind}/{id}", f"{to}/{kind}/{new}")
                body = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
            self.insert("documents", to, kind, new, names.get(parent, parent), body, created, updated)
        for kind, name, value, id, unique in keys:
            self.insert("document_keys", to, kind, name, renamed(value, names), names.get(id, id), unique)

    def resealed(self, value, place, to):
        """A document's value with what was sealed for one place sealed for another."""
        if isinstance(value, dict):
            return {name: self.resealed(member, f"{place}/{name}", f"{to}/{name}") for name, member in value.items()}
        if isinstance(value, list):
            return [self.resealed(element, f"{place}/{index}", f"{to}/{index}") for index, element in enumerate(value)]
        if isinstance(value, str) and value.startswith(PREFIX):
            text = value[len(PREFIX):]
            sealed = self.moved(urlsafe_b64decode(text + "=" * (-len(text) % 4)), place, to)
            return PREFIX + urlsafe_b64encode(sealed).rstrip(b"=").decode()
        return value

    def moved(self, sealed, place, to):
        """Nonce, ciphertext and tag for another place."""
        nonce = os.urandom(12)
        return nonce + self.key.encrypt(nonce, self.key.decrypt(sealed[:12], sealed[12:], place.encode()), to.encode())

    def rows(self, query, tenant):
        """All rows of a query about a tenant."""
        return self.database.execute(query, (tenant,)).fetchall()

    def insert(self, table, *values):
        """Inserts a row with a value for each column."""
        self.database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def made_id(prefix, length):
    """An id like those the server makes."""
    return prefix + b64encode(os.urandom(length)).translate(None, b"+/=").decode()[:length]


def renamed(text, names):
    """A text in which names are replaced."""
    for old, new in names.items():
        text = text.replace(old, new)
    return text
