"""The management of users: reads, changes, searches and imports, each beside what the database alone does for it."""
import json
import time
from statistics import median

import people
from figures import Directory, Import, Management, Rounds
from load import RequestFile

# An identity by its own key, and not before its user: the best plan on both engines.
USER = """SELECT u.*, i.connection, i.profile_data FROM users u LEFT JOIN identities i
    ON i.tenant = u.tenant AND i.provider = 'auth0' AND i.id = substr(u.id, 7) WHERE u.tenant = '{tenant}'"""
TEXTS = ["email_key", "username_key", "name_key", "nickname_key", "given_name_key", "family_name_key", "phone_number"]
# What an import may upload at a time, and how many rows the server writes in a transaction.
FILE_LIMIT, BATCH = 480_000, 50
# What a search that an index answers may take, in milliseconds.
LATENCY = 50
# What the bare import stops at: its rate does not need a million.
BARE_LIMIT = 20_000
HASH = "$2b$10$TKl0zHI2PtjdrmoDj6gIEOSq244MSNGcBg9k/dvMg6hBOPtjXLnQG"


def sample(plan, number=500):
    """Numbers of copies, spread over all of them."""
    return [1 + (index * 7919) % plan.users for index in range(min(number, plan.users))]


def in_turn(plan, server, file, query):
    """Bare queries and requests in turn; rounds, and the median of bare queries a second on all cores."""
    rounds, rates = Rounds(), []
    file.load(server, plan.short_seconds)
    for _ in range(plan.fewer_rounds):
        rates.append(query(plan.bare_seconds))
        rounds.loads.append(file.load(server, plan.short_seconds))
    return rounds, median(rates)


def reads_and_writes(plan, bare, server, application, database, folder):
    """One user by id, and a small change to one."""
    model = application.model
    tenant = model.tenant
    numbers = sample(plan)
    ids = [f"auth0|{people.object_id(number)}" for number in numbers]
    file = RequestFile(folder / "read", (
        application.administration("GET", f"/api/v2/users/{id.replace('|', '%7C')}") for id in ids), '"user_id"')
    sql = USER.format(tenant=tenant) + " AND u.id = ?"
    rounds, rate = in_turn(plan, server, file,
                           lambda seconds: database.query(bare, sql, ids, seconds, plan.cores))
    yield Management("`GET /api/v2/users/{id}`", rounds, "the same rows by SQL", rate, database.name)
    file = RequestFile(folder / "change", (
        application.administration("PATCH", f"/api/v2/users/{id.replace('|', '%7C')}", {"user_metadata": {"size": number}})
        for number, id in enumerate(ids)), '"user_id"')

    def commits(_):
        changes = [[f"UPDATE users SET updated_at = updated_at + 1 WHERE tenant = '{tenant}' AND id = '{id}'"] for id in ids]
        return len(changes) / database.durable(changes)

    rounds, rate = in_turn(plan, server, file, commits)
    yield Management("`PATCH /api/v2/users/{id}`", rounds, "durable commits of one changed row, one writer", rate,
                     database.name)


def searches(plan, bare, server, application, database, folder):
    """Searches that an index answers, and such as nothing but reading everybody does."""
    model, user = application.model, USER.format(tenant=application.model.tenant)
    numbers = sample(plan)
    emails = [model.email(number) for number in numbers]
    # Of any number of people some hundred begin like this.
    digits = max(1, len(str(plan.users)) - 3)
    prefixes = sorted({f"{model.word}{str(number)[:digits]}" for number in numbers})
    order = "ORDER BY u.created_at, u.id LIMIT 50"
    # Not by the index of the order, which would read everybody on the way to the few.
    sorted_order = "ORDER BY u.created_at + 0, u.id LIMIT 50"
    newest = "ORDER BY u.created_at DESC, u.id DESC LIMIT 50"
    total = f"(SELECT count(*) FROM users WHERE tenant = '{model.tenant}')"
    like = " OR ".join(f"u.{column} LIKE '%' || ? || '%'" for column in TEXTS)
    rare = [f"{model.word}{number}@" for number in numbers[:20]]
    cases = [
        ("`email:\"…\"`, one found", [f"q=email%3A%22{email.replace('@', '%40')}%22" for email in emails],
         f"{user} AND u.email_key = ?", emails, 16),
        ("`name:word*`, 50 of a hundred", [f"q=name%3A{prefix}*&per_page=50" for prefix in prefixes],
         f"{user} AND u.name_key >= ? AND u.name_key < ? || '~' {sorted_order}", prefixes, 16),
        ("newest 50", ["sort=created_at%3A-1&per_page=50"], f"{user} {newest}", [], 16),
        ("newest 50, with the total", ["sort=created_at%3A-1&per_page=50&include_totals=true"],
         user.replace("SELECT u.*", f"SELECT {total}, u.*") + f" {newest}", [], plan.cores),
        ("a word anywhere, one found", [f"q=%22{text.replace('@', '%40')}%22" for text in rare],
         f"{user} AND ({like}) {order}", rare, plan.cores),
    ]
    for name, queries, sql, values, connections in cases:
        file = RequestFile(folder / "search", (
            application.administration("GET", f"/api/v2/users?{query}") for query in queries), '"user_id"', connections)
        rounds, rate = in_turn(plan, server, file, lambda seconds: database.query(bare, sql, values, seconds, plan.cores))
        file.connections = 1
        alone = median(file.load(server, plan.short_seconds).p50 for _ in range(plan.fewer_rounds))
        yield Management(name, rounds, "the same rows by SQL", rate, database.name, alone, LATENCY if connections == 16 else None)


def held(server, database, plan):
    """What so many people take."""
    return Directory(database.name, plan.users, database.megabytes(), server.memory()[0])


def files(rows):
    """Files of users to import, each as long as one may be, with how many are in it."""
    begun, size = [], 2
    for number in range(rows):
        row = json.dumps({
            "email": f"imported{number}@people.example", "email_verified": True, "given_name": "Imported",
            "family_name": f"Person {number}", "name": f"Imported Person {number}", "nickname": f"imported{number}",
            "password_hash": HASH, "user_metadata": {"color": "green", "size": number}, "app_metadata": {"plan": "silver"}})
        if begun and size + len(row) + 1 > FILE_LIMIT:
            yield "[" + ",".join(begun) + "]", len(begun)
            begun, size = [], 2
        begun.append(row)
        size += len(row) + 1
    if begun:
        yield "[" + ",".join(begun) + "]", len(begun)


def upload(server, application, text):
    """Begins to import a file; the id of the job."""
    edge = "a-boundary-of-the-benchmark"
    body = (f'--{edge}\r\nContent-Disposition: form-data; name="connection_id"\r\n\r\n{application.connection_id}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="users"; filename="users.json"\r\n'
            f"Content-Type: application/json\r\n\r\n{text}\r\n--{edge}--\r\n")
    status, _, content = server.send(
        "POST", "/api/v2/jobs/users-imports", application.host, body.encode(),
        Content_Type=f"multipart/form-data; boundary={edge}", Authorization=f"Bearer {application.token}")
    if status != 202:
        raise RuntimeError(f"the import was refused with {status}: {content[:500]!r}")
    return json.loads(content)["id"]


def finished(server, application, job, inserted):
    """Whether a job is done; raises when a row of it was not inserted."""
    found = server.tell("GET", f"/api/v2/jobs/{job}", application.host, token=application.token)
    if found["status"] == "failed" or found["status"] == "completed" and found["summary"]["inserted"] != inserted:
        raise RuntimeError(f"an import of {inserted} users ended with {found}")
    return found["status"] == "completed"


def importing(plan, server, application, database, bare_rate):
    """Imports files of users, two at a time as the server allows."""
    uploads, idle, size, imported, running = files(plan.rows), server.memory()[0], 0, 0, {}
    began, cpu, deadline = time.perf_counter(), server.cpu_seconds, time.monotonic() + 60 + plan.rows / 50
    upcoming = next(uploads, None)
    while upcoming or running:
        while upcoming and len(running) < 2:
            size += len(upcoming[0])
            running[upload(server, application, upcoming[0])] = upcoming[1]
            upcoming = next(uploads, None)
        done = [job for job, count in running.items() if finished(server, application, job, count)]
        imported += sum(running.pop(job) for job in done)
        if time.monotonic() > deadline:
            raise RuntimeError(f"only {imported:,} of {plan.rows:,} users were imported in time")
        time.sleep(0 if done else 0.02)
    seconds = time.perf_counter() - began
    return Import(database.name, imported, seconds, server.cpu_seconds - cpu, size / 1e6, idle, server.memory()[2],
                  bare_rate)


def bare_import(plan, application, database):
    """Rows a second of one writer that puts people into the same tables, as many to a transaction as the server."""
    count = min(plan.rows, BARE_LIMIT)

    def transactions():
        for first in range(1, count + 1, BATCH):
            last = min(first + BATCH - 1, count)
            yield [people.copying(database, application.model, last, table, first=first) for table in people.TABLES]

    return count / database.durable(transactions())
