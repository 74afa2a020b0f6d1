"""The sections of a run: each can be measured alone, makes what it stands on or finds it made, and fails for itself."""
from contextlib import ExitStack
from dataclasses import replace

import directory
import flows
import gateway as gateways
import measure
import people
import postgres
from application import make_application
from databases import PostgresDatabase, SQLiteFile
from planting import Planting
from provision import make_tenant
from server import Latchkey

# A name that occurs nowhere else in what a tenant holds, so that copies can be renamed as text.
TENANT = "benchmark-tenant"


class Run:
    """What all sections of a run share: the plan, the figures, and stopped servers' data that several of them start from."""

    def __init__(self, figures, plan, bare, binary, folder):
        self.figures, self.plan, self.bare, self.binary, self.folder = figures, plan, bare, binary, folder
        self.made, self.stack = {}, ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def failed(self, section, error):
        """Notes why a section could not be measured."""
        self.figures.failures[section] = f"{type(error).__name__}: {error}"
        self.plan.say(f"{section}: not measured: {error}")

    def once(self, name, make):
        """What the first section that needs it makes."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    def tenant(self, name, algorithms, address=None):
        """A data folder with a tenant as an administrator makes it; folder and tenant."""
        def make():
            data = self.folder / name
            with Latchkey(self.binary, data, address) as server:
                return data, make_tenant(self.binary, server, TENANT, database=address, algorithms=algorithms)
        return self.once(name, make)

    def application(self, name, address=None, count=0, is_signed_in=False):
        """A data folder with an application, and so many copies of a person; folder, tenant, application, database."""
        def make():
            data, tenant = self.tenant(f"{name}-tenant", ["RS256"], address)
            with Latchkey(self.binary, data, address) as server:
                application = make_application(server, tenant)
            database = PostgresDatabase(address, self.folder / f"{name}-psql") if address else SQLiteFile(data)
            if count:
                people.plant(database, application.model, count, is_signed_in)
                self.plan.say(f"{count:,} people on {database.name}: ready")
            return data, tenant, application, database
        return self.once(name, make)

    def address(self, name):
        """The address of a new PostgreSQL database, in the run's own cluster."""
        def make():
            cluster = self.once("cluster", lambda: self.stack.enter_context(postgres.cluster(self.folder / "cluster")))
            PostgresDatabase(cluster, self.folder / "psql").psql(f"CREATE DATABASE {name}")
            return f"{cluster.rpartition('/')[0]}/{name}"
        return self.once(f"address {name}", make)

    def engines(self, section, name):
        """Both engines in turn, as an address or None; what fails on one leaves the other alone."""
        for engine in ("SQLite", "PostgreSQL"):
            try:
                yield engine, None if engine == "SQLite" else self.address(name)
            except (RuntimeError, OSError) as error:
                self.failed(f"{section} on {engine}", error)


def tokens(run):
    """Client-credentials tokens by algorithm, and the memory that they take."""
    data, tenant = run.tenant("one", run.plan.algorithms)
    run.figures.algorithms = {}
    with Latchkey(run.binary, data) as server:
        measure.check(server, tenant.requests["RS256"], "RS256")
        memory = measure.idle(server, run.bare)
        measure.tokens(run.figures, run.plan, run.bare, server, tenant, run.folder)
        measure.after(memory, server)
    run.figures.memory = memory
    run.plan.say(f"memory: {memory.idle:.1f} MB at idle, {memory.after:.1f} MB after")


def start(run):
    """Start to first token, and memory at idle."""
    data, tenant = run.tenant("one", run.plan.algorithms)
    measure.starts(run.figures, run.plan, run.bare, run.binary, data, tenant)
    if not run.figures.memory:
        with Latchkey(run.binary, data) as server:
            measure.check(server, tenant.requests["RS256"], "RS256")
            run.figures.memory = measure.idle(server, run.bare)


def growth(run):
    """Tokens as clients and tenants grow, on copies of a tenant with one API."""
    model = run.tenant("model", ["RS256"])
    for kind in ("clients", "tenants"):
        counts = getattr(run.plan, kind)
        setattr(run.figures, kind, measure.growth(run.plan, run.bare, run.binary, model, run.folder, kind, counts))


def flow(name):
    """The section of a way to sign in."""
    def section(run):
        data, _, application, _ = run.application("people", count=run.plan.people, is_signed_in=True)
        with Latchkey(run.binary, data) as server:
            found = getattr(flows, name)(run.plan, run.bare, server, application, run.folder)
        run.figures.flows[name] = found
        run.plan.say(f"{name}: {found.rounds.of('per_second'):.0f}/s, ratio {found.rounds.ratio:.2f}")
    section.__doc__ = getattr(flows, name).__doc__
    return section


def overload(run):
    """Twice the load that saturates."""
    data, tenant, application, _ = run.application("people", count=run.plan.people, is_signed_in=True)
    run.figures.overloads = []
    with Latchkey(run.binary, data) as server:
        for found in flows.overload(run.plan, run.bare, server, application, tenant.requests["RS256"], run.folder):
            run.figures.overloads.append(found)
            arrivals = found.arrivals
            run.plan.say(f"{found.name}: {found.saturated:.0f}/s saturated, {arrivals.rate:.0f}/s sent, p99 "
                         f"{arrivals.p99:.0f} ms, 429 {arrivals.limited}, 503 {arrivals.unavailable}, others "
                         f"{arrivals.other + arrivals.broken + arrivals.unanswered}")


def on_postgres(run):
    """Tokens, codes and refresh on PostgreSQL."""
    run.figures.postgres, run.figures.postgres_note = None, ""
    try:
        address = run.address("flows")
    except RuntimeError as error:
        run.figures.postgres_note = str(error)
        raise
    data, tenant, application, _ = run.application("people-postgres", address, run.plan.people, is_signed_in=True)
    with Latchkey(run.binary, data, address) as server:
        file = measure.RequestFile(run.folder / "postgres.requests", [tenant.requests["RS256"].load])
        run.figures.postgres = measure.in_turn(run.plan, run.bare, file, server, "RS256", run.plan.fewer_rounds)
        run.plan.say(f"PostgreSQL: ratio {run.figures.postgres.ratio:.2f}")
        for name in ("code", "refresh"):
            found = getattr(flows, name)(run.plan, run.bare, server, application, run.folder)
            run.figures.flows[f"{name} on PostgreSQL"] = replace(found, engine="PostgreSQL")
            run.plan.say(f"{name} on PostgreSQL: {found.rounds.of('per_second'):.0f}/s, ratio {found.rounds.ratio:.2f}")


def management(run):
    """Clients in the management API."""
    data, tenant = run.tenant("model", ["RS256"])
    copy = run.plan.copy(data, run.folder / "management")
    run.figures.management = []
    with Planting(copy) as planting:
        clients = planting.clients(tenant.name, tenant.requests["RS256"], 1_000)
    with Latchkey(run.binary, copy) as server:
        measure.management(run.figures, run.plan, run.bare, server, tenant, clients, run.folder)


def on_directory(section, kind, measurement):
    """The section of a measurement among many people, on both engines."""
    def measured(run):
        entries = []
        for engine, address in run.engines(section, "directory"):
            name = f"directory-{engine}"
            try:
                data, _, application, database = run.application(name, address, run.plan.users)
                with Latchkey(run.binary, data, address) as server:
                    for entry in measurement(run.plan, run.bare, server, application, database, run.folder):
                        entries.append(entry)
                        run.plan.say(f"{engine}: {entry.name}: {entry.rounds.of('per_second'):.1f}/s beside "
                                     f"{entry.bare_rate:.1f}/s")
                    run.figures.directories[engine] = directory.held(server, database, run.plan)
            except Exception as error:
                run.failed(f"{section} on {engine}", error)
        setattr(run.figures, kind, entries)
    measured.__doc__ = measurement.__doc__
    return measured


def importing(run):
    """Files of users imported into an empty directory, on both engines."""
    entries = []
    for engine, address in run.engines("import", "imports"):
        try:
            data, _, application, database = run.application(f"import-{engine}", address)
            bare_rate = directory.bare_import(run.plan, application, database)
            with Latchkey(run.binary, data, address) as server:
                entries.append(directory.importing(run.plan, server, application, database, bare_rate))
            found = entries[-1]
            run.plan.say(f"import on {engine}: {found.rows / found.seconds:.0f} rows/s beside "
                         f"{bare_rate:.0f}, {found.peak:.0f} MB at most")
        except Exception as error:
            run.failed(f"import on {engine}", error)
    run.figures.imports = entries


def gateway(run):
    """The gateway's `/userinfo` with live sessions."""
    data, _, application, _ = run.application("people", count=run.plan.people, is_signed_in=True)
    with Latchkey(run.binary, data) as server:
        model = gateways.Model(run.binary, server, application, run.folder / "gateway")
    run.figures.gateways = []
    for found in gateways.userinfo(run.plan, run.bare, run.binary, model, run.folder):
        run.figures.gateways.append(found)
        run.plan.say(f"gateway on {found.store}: {found.rounds.of('per_second'):.0f}/s, {found.rounds.of('cpu_each'):.0f} µs, "
                     f"p99 {found.rounds.of('p99'):.1f} ms, ratio {found.rounds.ratio:.2f}")


SECTIONS = {
    "tokens": tokens, "start": start, "growth": growth, "code": flow("code"), "refresh": flow("refresh"),
    "password": flow("password"), "silent": flow("silent"), "overload": overload, "postgres": on_postgres,
    "management": management, "users": on_directory("users", "users", directory.reads_and_writes),
    "search": on_directory("search", "searches", directory.searches), "import": importing,
    "gateway": gateway,
}
