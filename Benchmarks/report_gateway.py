"""The part of the report about the gateway."""
from tables import microseconds, milliseconds, quotient, rate, table, verdict

TARGET = 1.3


def gateway_targets(figures):
    """The gateway's target on each store, beside what was measured."""
    for entry in getattr(figures, "gateways", []):
        yield (f"Gateway CPU: `/userinfo` on {entry.store}, over an empty route and {entry.read_name}", f"≤ {TARGET}",
               f"{entry.rounds.ratio:.2f}", verdict(entry.rounds.ratio <= TARGET))


def gateway_section(figures):
    """`/userinfo` with a live session."""
    entries = figures.gateways
    text = "## The gateway\n\n" + table(
        ("`/userinfo` with a live session", "a second", "CPU each", "CPU of an empty route", "of a read", "ratio", "p50", "p99"),
        [(f"on {entry.store}", rate(entry.rounds.of("per_second")), microseconds(entry.rounds.of("cpu_each")),
          microseconds(entry.empty.of("cpu_each")), microseconds(entry.read_cost), f"**{quotient(entry.rounds.ratio)}**",
          milliseconds(entry.rounds.of("p50")), milliseconds(entry.rounds.of("p99"))) for entry in entries])
    text += "\n" + table(
        ("Memory", "sessions", "gateway, before", "gateway, after", "the store", "a session there"),
        [(f"on {entry.store}", f"{entry.sessions:,}", f"{entry.idle:.1f} MB", f"{entry.memory:.1f} MB",
          f"{entry.held:.0f} MB", f"{entry.held / entry.sessions * 1000:.1f} kB") for entry in entries])
    return text + (
        f"\nThe tenant is down all the while: a request that asked it would fail, and one failure ends the section. Every tenth "
        f"of {entries[0].sessions:,} sessions is asked for, in turn. The empty route is `/-/healthz` of the same process, which "
        "is sent the same cookie and writes no line of the log; `/userinfo` writes one for each request. A bare read is a SQLite lookup by key in a loop "
        "(`Benchmarks/bare/query.c`), or a `GET` of redis-benchmark over as many connections. The store is a file, of which "
        "the gateway keeps at most 32 MB of what it read lately in memory, or what Redis holds.\n\n")
