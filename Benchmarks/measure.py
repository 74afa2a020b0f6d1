"""The measurements: each load runs between two runs of its bare operation, in turn, since machines drift."""
import json
import time
from statistics import median

from figures import Figures, Management, Memory, Point, Rounds, relate
from load import RequestFile
from planting import Planting
from provision import check
from server import Latchkey, first_answer


def in_turn(plan, bare, file, server, algorithm, rounds):
    """Bare, load, bare, load … bare, after a while to get warm."""
    result = Rounds()
    file.load(server, plan.short_seconds)
    for _ in range(rounds):
        between(result, plan, bare, file, server, {algorithm: 1})
    return result


def between(rounds, plan, bare, file, server, parts, seconds=None):
    """Adds a round: one load between two bare runs, whose mean counts for it."""
    rate_before, cost_before = bare.work(parts, plan.bare_seconds / 2)
    rounds.loads.append(file.load(server, seconds or plan.seconds))
    rate_after, cost_after = bare.work(parts, plan.bare_seconds / 2)
    rounds.bare_rates.append((rate_before + rate_after) / 2)
    rounds.bare_costs.append((cost_before + cost_after) / 2)


def tokens(figures: Figures, plan, bare, server, tenant, folder):
    """Tokens of one client, by algorithm, and beside them the least servers, one of which signs."""
    files = {name: RequestFile(folder / f"token-{name}", [request.load]) for name, request in tenant.requests.items()}
    for name, file in files.items():
        rounds = plan.rounds if name == "RS256" else plan.fewer_rounds
        figures.algorithms[name] = in_turn(plan, bare, file, server, name, rounds)
        plan.say(f"{name}: {figures.algorithms[name].of('per_second'):.0f} tokens/s, "
                 f"ratio {figures.algorithms[name].ratio:.2f}")
    file, size = files["RS256"], check(server, tenant.requests["RS256"], "RS256")
    figures.beside, figures.bare_server, figures.bare_answer = Rounds(), Rounds(), Rounds()
    with bare.answering(size, sign=True) as signing, bare.answering(size) as answering:
        for _ in range(plan.fewer_rounds):
            for result, target in ((figures.beside, server), (figures.bare_server, signing),
                                   (figures.bare_answer, answering)):
                result.loads.append(file.load(target, plan.short_seconds))


def starts(figures, plan, bare, binary, data, tenant):
    """Start to first token on an existing database, beside the least program that listens and answers."""
    figures.starts, figures.bare_starts = [], []
    for _ in range(plan.starts):
        figures.bare_starts.append(bare.start())
        figures.starts.append(first_answer(binary, data, tenant.requests["RS256"]))
    plan.say(f"start: {median(figures.starts) * 1000:.0f} ms")


def idle(server, bare):
    """Memory of a server that has answered once and now rests."""
    time.sleep(1.5)
    resident, anonymous, peak = server.memory()
    with bare.answering(1000, sign=True) as answering:
        return Memory(idle=resident, idle_anonymous=anonymous, after=resident, after_anonymous=anonymous, peak=peak,
                      bare=answering.memory()[0])


def after(memory, server):
    """Adds what the same server holds after its work."""
    time.sleep(1.5)
    memory.after, memory.after_anonymous, memory.peak = server.memory()


def touch(server, file, times):
    """Asks for every token some times, so that caches are as warm as they get; CPU for one nobody has asked for before."""
    answered, first = 0, None
    while answered < file.count * times:
        load = file.load(server, min(10, max(1, file.count // 1000)))
        answered += load.answered
        if first is None and load.answered <= file.count:
            first = load.cpu_each
    return first


def growth(plan, bare, binary, model, folder, kind, counts):
    """Cost of a token where the requests go in turn to all of so many clients, or tenants: a server for each count.

    `model` is the folder of a stopped server with one tenant, and its token request. The servers run side by side and are
    loaded one after the other, in changing order.
    """
    data, tenant = model
    servers, points = [], []
    try:
        for count in counts:
            copy = plan.copy(data, folder / f"{kind}-{count}")
            with Planting(copy) as planting:
                requests = getattr(planting, kind)(tenant.name, tenant.requests["RS256"], count)
            server = Latchkey(binary, copy)
            servers.append(server)
            server.wait()
            check(server, requests[-1], "RS256")
            file = RequestFile(folder / f"{kind}-{count}.requests", (request.load for request in requests))
            # The threads of a load do not keep step, hence more than once; a tenant's key is prepared on its first uses.
            first = touch(server, file, 4 if kind == "tenants" else 1.1)
            size = sum(path.stat().st_size for path in copy.glob("latchkey.sqlite*")) / 1e6
            points.append((Point(count, Rounds(), 0, size, first), server, file))
            plan.say(f"{count} {kind}: ready")
        for number in range(plan.growth_rounds):
            for point, server, file in points if number % 2 == 0 else reversed(points):
                between(point.rounds, plan, bare, file, server, {"RS256": 1})
        for point, server, _ in points:
            point.memory = server.memory()[0]
    finally:
        for server in servers:
            server.stop()
    result = [point for point, _, _ in points]
    relate(result)
    plan.say(", ".join(f"{point.count} {kind}: {point.relative:.2f}" for point in result))
    return result


def management(figures, plan, bare, server, tenant, clients, folder):
    """A page of a list and a small change, spread over the clients of a tenant."""
    path = "/api/v2/clients?per_page=50&include_totals=true"
    page = json.dumps(server.tell("GET", path, tenant.host, token=tenant.token))
    file = RequestFile(folder / "list", [tenant.administration("GET", path)])
    reading, answering = Rounds(), Rounds()
    with bare.answering(len(page)) as least:
        for _ in range(plan.fewer_rounds):
            answering.loads.append(file.load(least, plan.short_seconds))
            reading.loads.append(file.load(server, plan.short_seconds))
    figures.management.append(Management(
        f"`GET /api/v2/clients`, 50 of {len(clients)}, {len(page) // 1024} kB", reading, "the same bytes from the least server",
        answering.of("per_second")))
    changes = RequestFile(folder / "change", (
        tenant.administration("PATCH", f"/api/v2/clients/{client.client_id}", {"description": f"change {number}"})
        for number, client in enumerate(clients)))
    writing, commits = Rounds(), []
    for _ in range(plan.fewer_rounds):
        commits.append(bare.commits(plan.bare_seconds)[0])
        writing.loads.append(changes.load(server, plan.short_seconds))
    figures.management.append(Management(
        "`PATCH /api/v2/clients/{id}`", writing, "durable SQLite commits, one writer", median(commits)))
    for entry in figures.management:
        plan.say(f"{entry.name}: {entry.rounds.of('per_second'):.0f}/s")

