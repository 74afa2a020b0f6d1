"""Fills a stopped server's database, on either engine, with copies of a person: a million in a minute or so.

The model was made through the API and left its rows in the database; every copy is these rows under other names. The word
that names the model occurs nowhere else, and neither does its id, so both can be replaced as text.
"""
from dataclasses import dataclass

TABLES = ["users", "identities", "login_identifiers", "passwords"]
# Which column of a table holds the id of the person.
OWNERS = {"users": "id", "sessions": "user_id", "refresh_tokens": "user_id"}


@dataclass(frozen=True)
class Model:
    """A person to copy."""

    tenant: str
    word: str
    object_id: str

    @property
    def user_id(self):
        """Their id at the server."""
        return f"auth0|{self.object_id}"

    def email(self, number):
        """The address of a copy."""
        return f"{self.word}{number}@people.example"


def object_id(number):
    """The id of a copy, as `hexadecimal` makes it in SQL."""
    return f"{number:024x}"


def session_secret(number):
    """What the cookie of a copy holds: 43 characters."""
    return f"benchmark-session-{number:025d}"


def refresh_token(number):
    """The refresh token of a copy."""
    return f"benchmark-refresh-{number:025d}"


def plant(database, model, count, is_signed_in=False):
    """Copies a person until there are so many more; with their session and refresh token if they are signed in."""
    statements = [copying(database, model, count, table) for table in TABLES]
    if is_signed_in:
        padded = database.padded.format("n.i", 25)
        session = f"'benchmark-sid-' || {padded}"
        statements.append(copying(database, model, count, "sessions", {
            "id": session, "secret_hash": database.digest.format(f"'benchmark-session-' || {padded}")}))
        statements.append(copying(database, model, count, "refresh_tokens", {
            "id": f"'benchmark-rid-' || {padded}", "family": f"'benchmark-family-' || {padded}", "session_id": session,
            "hash": database.digest.format(f"'benchmark-refresh-' || {padded}")}))
    database.run(statements)


def copying(database, model, count, table, own=None, first=1):
    """The statement that copies the model's rows of a table, each for the numbers from the first to the count."""
    columns = database.columns(table)
    owner = OWNERS.get(table, "user_id")
    values = [(own or {}).get(name) or value(database, model, name, kind) for name, kind in columns.items()]
    # Of several refresh tokens or sessions one is enough.
    one = f" AND m.id = (SELECT max(id) FROM {table} WHERE tenant = '{model.tenant}' AND user_id = '{model.user_id}')"
    return (f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
            f"FROM {table} m CROSS JOIN {database.series.format(first=first, last=count)} "
            f"WHERE m.tenant = '{model.tenant}' AND m.{owner} = '{model.user_id}'{one if own else ''}")


def value(database, model, name, kind):
    """What a copy has in a column."""
    if name in ("created_at", "updated_at"):
        return f"m.{name} + n.i"
    if kind != "text" or name == "tenant":
        return f"m.{name}"
    renamed = f"replace(m.{name}, '{model.word}', '{model.word}' || n.i)"
    return f"replace({renamed}, '{model.object_id}', {database.hexadecimal.format('n.i')})"
