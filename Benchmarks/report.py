"""The report: Markdown with the charts beside it."""
from pathlib import Path
from statistics import median

from chart import bars, curves
from report_gateway import gateway_section, gateway_targets
from report_people import (directory_section, flow_section, flow_targets, management_table, overload_section,
                           overload_targets, search_targets)
from tables import percent, quotient, table, verdict

# Below this share of the cores for a loop that wants them all, somebody else was at work.
CALM = 0.9
SIGNATURE_TARGET, START_TARGET, IDLE_TARGET, GROWTH_TARGET = 1.4, 150, 50, 0.15


def targets(figures):
    """Each target beside what was measured."""
    rows = []
    if "RS256" in figures.algorithms:
        ratio = figures.algorithms["RS256"].ratio
        rows.append(("Server CPU for an RS256 token, in bare RSA-2048 signatures", "≤ 1.4", f"{ratio:.2f}",
                     verdict(ratio <= SIGNATURE_TARGET)))
    if figures.starts:
        took = median(figures.starts) * 1000
        rows.append(("Start to first token on an existing database", "< 150 ms", f"{took:.0f} ms",
                     verdict(took < START_TARGET)))
    if figures.memory:
        rows.append(("Resident memory at idle", "< 50 MB", f"{figures.memory.idle:.1f} MB",
                     verdict(figures.memory.idle < IDLE_TARGET)))
    for kind, points in (("clients of a tenant", figures.clients), ("tenants", figures.tenants)):
        if points:
            # What gets cheaper has not grown.
            worst = max(points[1:], key=lambda point: point.relative)
            counts = f"{points[0].count:,} to {points[-1].count:,} {kind}"
            rows.append((f"Server CPU for a token, {counts}", "within 15 %",
                         percent(f"{worst.relative - 1:+.0%} at {worst.count:,}"),
                         verdict(worst.relative - 1 <= GROWTH_TARGET)))
    rows += [*flow_targets(figures), *overload_targets(figures), *search_targets(figures), *gateway_targets(figures)]
    text = table(("Figure", "Target", "Measured", ""), rows)
    if figures.calm is not None and figures.calm < CALM:
        text += percent(f"\n**The machine was not calm:** bare loops got {figures.calm:.0%} of the cores, so others worked "
                        "meanwhile. Take these figures for rough ones and measure again.\n")
    for part, reason in figures.failures.items():
        text += f"\n**Not measured: {part}.** {' '.join(reason.split())[:500]}\n"
    return text


def token_section(figures):
    """Tokens of one client."""
    rows = []
    for name, rounds in figures.algorithms.items():
        rows.append((name, f"{rounds.of('per_second'):,.0f}", f"{rounds.bare_rate:,.0f}",
                     quotient(rounds.of("per_second") / rounds.bare_rate), f"{rounds.of('cpu_each'):,.0f} µs",
                     f"{rounds.bare_cost:,.0f} µs", f"**{quotient(rounds.ratio)}**",
                     f"{rounds.of('cpu_each') - rounds.bare_cost:,.0f} µs"))
    text = "## Tokens\n\n" + table(
        ("Signed with", "tokens/s", "bare signatures/s", "ratio", "CPU a token", "CPU a bare signature", "ratio",
         "above the signature"), rows)
    main, least, answer = figures.beside, figures.bare_server, figures.bare_answer
    ratios = ", ".join(f"{ratio:.2f}" for ratio in sorted(figures.algorithms["RS256"].ratios))
    text += f"\nThe ratios of the RS256 rounds, sorted: {ratios}.\n"
    text += "\n![Server CPU for a token](tokens.svg)\n\n"
    text += ("Latency and rate under the same load, in turn with the least HTTP server that makes one signature a request "
             "(`Benchmarks/bare/answer.c`, a blocking thread a connection):\n\n")
    names = (("tokens a second", "per_second", ",.0f", ""), ("CPU an answer", "cpu_each", ",.0f", " µs"),
             ("p50", "p50", ".1f", " ms"), ("p99", "p99", ".1f", " ms"))
    text += table(("RS256, 16 connections", "Latchkey", "least signing server", "ratio"), (
        (label, f"{main.of(name):{style}}{unit}", f"{least.of(name):{style}}{unit}",
         quotient(main.of(name) / least.of(name))) for label, name, style, unit in names))
    over = main.of("cpu_each") - least.of("cpu_each")
    return text + (f"\nAn HTTP answer alone costs the least server {answer.of('cpu_each'):.0f} µs of CPU, so of a token's "
                   f"{main.of('cpu_each'):.0f} µs, {over:.0f} µs are Latchkey's own.\n\n")


def start_section(figures):
    """Start and memory."""
    text = "## Start and memory\n\n"
    if figures.starts:
        start, bare = (median(values) * 1000 for values in (figures.starts, figures.bare_starts))
        text += table(("", "Latchkey", "least HTTP server", "ratio"), [
            (f"process start to first answer, median of {len(figures.starts)}", f"{start:.0f} ms", f"{bare:.1f} ms",
             quotient(start / bare)),
            ("slowest", f"{max(figures.starts) * 1000:.0f} ms", f"{max(figures.bare_starts) * 1000:.1f} ms", "")])
        text += ("\nLatchkey's first answer is a token: database opened and checked, HTTP, HTTPS and administration "
                 "listening, keys unsealed, one RSA signature made.\n\n")
    if figures.memory:
        memory = figures.memory
        text += table(("Resident memory", "all", "without file pages", "in least servers"), (
            ("at idle, after one token", f"{memory.idle:.1f} MB", f"{memory.idle_anonymous:.1f} MB",
             f"{memory.idle / memory.bare:.1f}"),
            ("at rest again after the token rounds", f"{memory.after:.1f} MB", f"{memory.after_anonymous:.1f} MB",
             f"{memory.after / memory.bare:.1f}"),
            ("highest in between", f"{memory.peak:.1f} MB", "", f"{memory.peak / memory.bare:.1f}")))
        text += (f"\nThe least signing server holds {memory.bare:.1f} MB. File pages are the program and its libraries, which "
                 "the system may drop and share.\n\n")
    return text


def growth_section(figures):
    """Cost over how much there is."""
    text = ("## Growth\n\nRS256 tokens for each client in turn, or for each tenant in turn by `Host`, caches warm; a server of "
            "its own for each row. What is asked for was copied in SQL from one client or tenant that the server made; the "
            "tenants' signing keys are copies of one key, parsed and kept for each tenant.\n\n")
    for name, points in (("Clients in one tenant", figures.clients), ("Tenants", figures.tenants)):
        if points:
            text += table((name, "CPU a token", "in bare signatures", "relative to the first", "never asked before",
                           "tokens/s", "resident", "database"), (
                (f"{point.count:,}", f"{point.rounds.of('cpu_each'):,.0f} µs", f"{point.rounds.ratio:.2f}",
                 f"**{point.relative:.2f}**", f"{point.first_touch:,.0f} µs" if point.first_touch else "–",
                 f"{point.rounds.of('per_second'):,.0f}", f"{point.memory:.0f} MB", f"{point.database:.0f} MB")
                for point in points)) + "\n"
    return text + ("*Never asked before* is the CPU of a token whose client the server has not read yet. “–” where a second "
                   "is enough to ask for all.\n\n![Cost of a token as clients and tenants grow](growth.svg)\n\n")


def other_sections(figures):
    """PostgreSQL and the management API."""
    text = ""
    if figures.postgres:
        text += "## On PostgreSQL\n\n" + table(
            ("RS256", "tokens/s", "bare signatures/s", "ratio", "CPU a token", "CPU a bare signature", "ratio", "p50", "p99"),
            [("Latchkey on PostgreSQL", f"{figures.postgres.of('per_second'):,.0f}", f"{figures.postgres.bare_rate:,.0f}",
              f"{figures.postgres.of('per_second') / figures.postgres.bare_rate:.2f}",
              f"{figures.postgres.of('cpu_each'):,.0f} µs", f"{figures.postgres.bare_cost:,.0f} µs",
              f"**{figures.postgres.ratio:.2f}**", f"{figures.postgres.of('p50'):.1f} ms",
              f"{figures.postgres.of('p99'):.1f} ms")])
        text += "\nCPU is that of Latchkey; PostgreSQL runs on the same cores and takes its share of the rate.\n\n"
    elif figures.postgres_note:
        text += f"## On PostgreSQL\n\nNot measured: {figures.postgres_note}\n\n"
    if figures.management:
        text += "## Management API\n\n" + management_table(figures.management)
        text += "\nEvery change is durable before it is answered; changes that come together share a commit.\n\n"
    return text


def write(figures, folder):
    """Writes the report and its charts; the report's path."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    text = "# Benchmarks\n\n" + targets(figures) + "\n"
    machine = dict(figures.machine)
    if figures.calm is not None:
        machine["Free cores"] = percent(f"{figures.calm:.0%}, by what bare loops got")
    again = {part: date for part, date in figures.measured.items() if date[:10] != machine["Date"][:10]}
    if again:
        machine["Other days"] = ", ".join(f"{part}: {date}" for part, date in again.items())
    text += table(("Measured on", ""), machine.items()).replace("--:", "---") + "\n"
    text += METHOD.format(command=figures.command)
    if figures.algorithms:
        text += token_section(figures)
        rows = [(name, rounds.bare_cost, rounds.of("cpu_each")) for name, rounds in figures.algorithms.items()]
        limit = (rows[0][1] * SIGNATURE_TARGET, "target for RS256: 1.4 bare signatures")
        (folder / "tokens.svg").write_text(bars(
            "Server CPU for a client-credentials token", "One bar an algorithm, the bare signature's part set off.", rows,
            "microseconds of CPU", limit), encoding="utf-8")
    if figures.starts or figures.memory:
        text += start_section(figures)
    if figures.clients or figures.tenants:
        text += growth_section(figures)
        lines = [(name, [(point.count, point.relative) for point in points])
                 for name, points in (("clients of one tenant", figures.clients), ("tenants", figures.tenants)) if points]
        (folder / "growth.svg").write_text(curves(
            "Server CPU for a token, relative to the fewest", "Flat is good.", lines, GROWTH_TARGET), encoding="utf-8")
    if figures.flows:
        text += flow_section(figures, folder)
    if figures.overloads:
        text += overload_section(figures)
    text += other_sections(figures)
    if figures.users or figures.searches or figures.imports:
        text += directory_section(figures)
    if getattr(figures, "gateways", None):
        text += gateway_section(figures)
    path = folder / "README.md"
    path.write_text(text.rstrip() + "\n", encoding="utf-8")
    return path


METHOD = """Made by `{command}`. Everything runs on this one machine over loopback: wrk (2 threads, 16 connections that stay
open), the server (release build, its defaults: durable SQLite, tenant log of every token, HTTPS listening) and what it is
compared with share the cores. So rates are lower than with a load generator of its own; CPU is read from `/proc` and is
the server's alone, its log writing included. Absolute numbers differ between machines and hours; what counts are the
ratios. Each load runs between two runs of its bare operation and is divided by their mean; tables show medians over the
rounds. A bare signature is an OpenSSL `EVP_DigestSign` in a loop on as many threads as there are cores
(`Benchmarks/bare/signature.c`).

"""
