"""The parts of the report about people: signing in, overload, and their management."""
from chart import parts
from tables import microseconds, milliseconds, quotient, rate, table, verdict

# What is bounded: nobody is answered later than this, and it does not grow with the time that an overload lasts.
OVERLOAD_LIMIT, OVERLOAD_GROWTH = 2000, 1.3


def flow_targets(figures):
    """Targets of signing in, each beside what was measured."""
    for flow in figures.flows.values():
        if flow.target and flow.engine == "SQLite":
            yield (f"Server CPU: {flow.name.lower()}, over {flow.bare_name}", f"≤ {flow.target}",
                   f"{flow.rounds.ratio:.2f}", verdict(flow.rounds.ratio <= flow.target))


def overload_targets(figures):
    """Targets of an overload."""
    for overload in figures.overloads:
        arrivals = overload.arrivals
        yield (f"{overload.name} at twice what saturates: p99, first and second half",
               f"≤ {OVERLOAD_LIMIT / 1000:.0f} s, not growing",
               f"{milliseconds(arrivals.first_p99)}, {milliseconds(arrivals.second_p99)}", verdict(is_bounded(arrivals)))
        wrong = arrivals.other + arrivals.broken + arrivals.unanswered
        yield (f"{overload.name} at twice what saturates: neither answered nor refused with 429 or 503", "0",
               f"{wrong:,}", verdict(arrivals.is_orderly))


def search_targets(figures):
    """Targets of searches that an index answers, where nobody else asks."""
    people = {engine: one.people for engine, one in figures.directories.items()}
    for entry in figures.searches:
        if entry.alone and entry.target:
            yield (f"Search among {people.get(entry.engine, 0):,} users, {entry.engine}: {entry.name}, p50 of one caller",
                   f"< {entry.target:.0f} ms", milliseconds(entry.alone), verdict(entry.alone < entry.target))


def is_bounded(arrivals):
    """Whether latency has a limit, however long it lasts; what is hardly anything may double."""
    grows = arrivals.second_p99 > max(arrivals.first_p99 * OVERLOAD_GROWTH, 250)
    return not grows and max(arrivals.first_p99, arrivals.second_p99) <= OVERLOAD_LIMIT


def flow_section(figures, folder):
    """Signing in."""
    flows = list(figures.flows.values())
    text = "## Signing in\n\n" + table(
        ("RS256 throughout", "engine", "a second", "CPU each", "at least", "CPU of that", "ratio", "p50", "p99"),
        [(flow.name, flow.engine, rate(flow.rounds.of("per_second")), microseconds(flow.rounds.of("cpu_each")),
          flow.bare_name, microseconds(flow.rounds.bare_cost), f"**{quotient(flow.rounds.ratio)}**",
          milliseconds(flow.rounds.of("p50")), milliseconds(flow.rounds.of("p99"))) for flow in flows])
    text += ("\nPeople in turn, each with a session, a password and a refresh token of their own, over 16 connections. Latency "
             "is that of one HTTP request. A bare bcrypt is `crypt_rn` of libxcrypt in a loop "
             "(`Benchmarks/bare/password.c`), which the server calls, too.\n\n")
    shown = [flow for flow in flows if flow.engine == "SQLite" and flow.is_cryptography]
    for flow in shown:
        ratios = ", ".join(quotient(ratio) for ratio in sorted(flow.rounds.ratios))
        text += f"- {short(flow)}: {flow.note}. Ratios of the rounds, sorted: {ratios}.\n"
    if shown:
        (folder / "flows.svg").write_text(parts(
            "Server CPU of signing in, in multiples of what it takes at least",
            "One bar a flow; a dashed line where there is a target.",
            [(short(flow), flow.rounds.ratio, flow.target) for flow in shown]),
            encoding="utf-8")
        text += "\n![Server CPU of signing in](flows.svg)\n"
    return text + "\n"


def short(flow):
    """The name of a flow without what it consists of."""
    return flow.name.split(" (")[0].replace("`", "")


def overload_section(figures):
    """Overload."""
    rows = []
    for overload in figures.overloads:
        arrivals = overload.arrivals
        refused = arrivals.due - arrivals.succeeded
        rows.append((overload.name, rate(overload.saturated), rate(arrivals.rate), rate(arrivals.per_second),
                     f"{arrivals.limited:,}", f"{arrivals.unavailable:,}", f"{arrivals.other:,}", f"{arrivals.broken:,}",
                     f"{arrivals.unanswered:,}", milliseconds(arrivals.p99),
                     milliseconds(arrivals.refused_p99) if refused else "–", milliseconds(overload.milliseconds_after)))
    return "## Overload\n\n" + table(
        ("", "saturated, a second", "sent a second", "succeeded a second", "429", "503", "other refusals", "broken",
         "unanswered", "p99 of successes", "p99 of the others", "a token right after"), rows) + (
        "\nSent by the clock (`Benchmarks/arrivals.c`): a slow answer does not make the next request wait, and latency "
        "counts from the moment a request was due. *Saturated* is what 16 connections get that send as soon as they are "
        "answered; for passwords, if it is more, what all cores do of one bare bcrypt and two signatures. At most 1,000 "
        "connections are open, what finds none waits. What is not answered when one and a half times as "
        "long has passed as the load lasted is *unanswered*.\n\n")


def management_table(entries):
    """Operations of the management API."""
    return table(
        ("Operation", "engine", "requests/s", "CPU each", "p50 alone", "p50", "p99", "bare operation", "bare/s", "ratio"), (
            (entry.name, entry.engine, rate(entry.rounds.of("per_second")), microseconds(entry.rounds.of("cpu_each")),
             milliseconds(entry.alone) if entry.alone else "–", milliseconds(entry.rounds.of("p50")),
             milliseconds(entry.rounds.of("p99")), entry.bare_name, rate(entry.bare_rate),
             quotient(entry.rounds.of("per_second") / entry.bare_rate)) for entry in entries))


def directory_section(figures):
    """Users: one, many, and a lot at once."""
    text = "## Users\n\n"
    if figures.directories:
        held = "; ".join(f"{one.engine}: {one.people:,} people in {one.database:,.0f} MB, server at {one.memory:.0f} MB"
                         for one in figures.directories.values())
        text += f"After the last of the requests below, {held}.\n\n"
    if figures.users:
        text += management_table(figures.users) + "\n"
    if figures.searches:
        text += "### Search\n\n" + management_table(figures.searches)
        text += ("\nThe bare query runs on the same database with as many connections as there are cores: by SQLite's own C "
                 "interface (`Benchmarks/bare/query.c`), or by pgbench with prepared statements. What reads everybody is "
                 "asked over as many connections as there are cores, the rest over 16; *alone* is one connection. The cluster "
                 "has 32 MB of shared buffers.\n\n")
    if figures.imports:
        text += "### Import\n\n" + table(
            ("Engine", "users", "files", "rows/s", "CPU a row", "resident before", "most resident", "bare rows/s", "ratio"), (
                (one.engine, f"{one.rows:,}", f"{one.megabytes:.1f} MB", rate(one.rows / one.seconds),
                 microseconds(one.cpu / one.rows * 1e6), f"{one.idle:.0f} MB", f"{one.peak:.0f} MB",
                 rate(one.bare_rate), quotient(one.rows / one.seconds / one.bare_rate)) for one in figures.imports))
        text += ("\nFiles of half a megabyte, two at a time, each row with a bcrypt hash and metadata. The bare operation is "
                 "one writer that copies people into the same tables by SQL, 50 to a durable transaction as in the server; "
                 "the import then adds to them.\n\n")
    return text
