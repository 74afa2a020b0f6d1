"""What was measured, and the arithmetic on it."""
import os
from dataclasses import dataclass, field
from statistics import median

from load import Arrivals


@dataclass
class Rounds:
    """One thing measured several times beside its bare operation: each round has a load and the bare cost around it."""

    loads: list = field(default_factory=list)
    bare_rates: list = field(default_factory=list)
    bare_costs: list = field(default_factory=list)

    def of(self, name):
        """The median of a figure over the rounds."""
        return median(getattr(load, name) for load in self.loads)

    @property
    def bare_rate(self):
        """Bare operations a second, median."""
        return median(self.bare_rates)

    @property
    def bare_cost(self):
        """CPU microseconds of a bare operation, median."""
        return median(self.bare_costs)

    @property
    def ratios(self):
        """For each round, server CPU over the bare cost: the mean of one measured before and one after the load."""
        return [load.cpu_each / cost for load, cost in zip(self.loads, self.bare_costs)]

    @property
    def ratio(self):
        """The median of the rounds' ratios."""
        return median(self.ratios)


@dataclass
class Point:
    """The cost of a token where there are so many clients or tenants."""

    count: int
    rounds: Rounds
    memory: float
    database: float
    first_touch: float = None
    relative: float = 1.0


@dataclass
class Memory:
    """Resident megabytes of the server, and of the least HTTP server beside it."""

    idle: float
    idle_anonymous: float
    after: float
    after_anonymous: float
    peak: float
    bare: float


@dataclass
class Management:
    """An operation of the management API beside what it comes to at least."""

    name: str
    rounds: Rounds
    bare_name: str
    bare_rate: float
    engine: str = "SQLite"
    # Milliseconds until half of the answers, when nobody else asks; nothing where that was not measured.
    alone: float = None
    # The same, at most.
    target: float = None


@dataclass
class Flow:
    """A way of signing people in beside the cryptography it cannot do without."""

    name: str
    rounds: Rounds
    bare_name: str
    target: float = None
    engine: str = "SQLite"
    note: str = ""
    # Whether the bare operation is a loop that wants all cores, as cryptography is.
    is_cryptography: bool = True


@dataclass
class Overload:
    """A kind of request at twice the rate that the server can answer."""

    name: str
    saturated: float
    arrivals: Arrivals
    milliseconds_after: float


@dataclass
class Directory:
    """How many people an engine held, and what that took."""

    engine: str
    people: int
    database: float
    memory: float = 0


@dataclass
class Import:
    """Files of users that were imported, beside the same rows written by one plain writer."""

    engine: str
    rows: int
    seconds: float
    cpu: float
    megabytes: float
    idle: float
    peak: float
    bare_rate: float


@dataclass
class Gateways:
    """The gateway's `/userinfo` on a store, beside an empty route of the same process and one read of the store."""

    store: str
    sessions: int
    rounds: Rounds
    empty: Rounds
    read_cost: float
    read_name: str
    idle: float
    memory: float
    held: float


@dataclass
class Figures:
    """Everything a run has found; what was left out is None or empty."""

    machine: dict
    command: str
    algorithms: dict = field(default_factory=dict)
    beside: Rounds = None
    bare_server: Rounds = None
    bare_answer: Rounds = None
    starts: list = None
    bare_starts: list = None
    memory: Memory = None
    clients: list = field(default_factory=list)
    tenants: list = field(default_factory=list)
    postgres: Rounds = None
    postgres_note: str = ""
    management: list = field(default_factory=list)
    flows: dict = field(default_factory=dict)
    overloads: list = field(default_factory=list)
    directories: dict = field(default_factory=dict)
    users: list = field(default_factory=list)
    searches: list = field(default_factory=list)
    imports: list = field(default_factory=list)
    gateways: list = field(default_factory=list)
    # By section: why it could not be measured, and when it was.
    failures: dict = field(default_factory=dict)
    measured: dict = field(default_factory=dict)

    @property
    def calm(self):
        """The share of the cores that bare loops, which want all of them, really got: less than 1 where others worked too."""
        every = [*self.algorithms.values(), *(point.rounds for point in self.clients + self.tenants)]
        every += [flow.rounds for flow in self.flows.values() if flow.is_cryptography]
        every += [self.postgres] if self.postgres else []
        shares = [rate * cost / 1e6 / os.cpu_count()
                  for rounds in every for rate, cost in zip(rounds.bare_rates, rounds.bare_costs)]
        return median(shares) if shares else None


def relate(points):
    """Gives each point its cost relative to the first: the median over the rounds of the quotient within a round."""
    for point in points:
        point.relative = median(
            here / there for here, there in zip(point.rounds.ratios, points[0].rounds.ratios))
