"""Signing people in, and what happens at twice the load that the machine can carry."""
import time

import application as app
from figures import Flow, Overload, Rounds
from load import CodeFlows, RefreshTokens, RequestFile, arrive
from measure import between

SIGNATURES = {"RS256": 2}
PASSWORD = {"bcrypt": 1, "RS256": 2}
REFRESH_TARGET, PASSWORD_TARGET = 1.6, 1.1


def in_turn(plan, bare, load, server, parts, seconds=None):
    """Bare, load, bare, load … bare, after a while to get warm."""
    rounds = Rounds()
    load.load(server, plan.short_seconds)
    for _ in range(plan.flow_rounds):
        between(rounds, plan, bare, load, server, parts, seconds)
    return rounds


def code(plan, bare, server, application, folder):
    """`/authorize` with a live session, then its code for an access token and an ID token."""
    app.check_copies(server, application, plan.people)
    file = RequestFile(folder / "code", (application.authorize(number) for number in range(1, plan.people + 1)))
    rounds = in_turn(plan, bare, CodeFlows(file, application.code_form), server, SIGNATURES)
    return Flow("Code flow (`/authorize` with a session, then the code for tokens)", rounds, "two RSA-2048 signatures",
                note="two requests and two durable writes each")


def refresh(plan, bare, server, application, folder):
    """A refresh token that rotates, for an access token, an ID token and its successor."""
    pool = RefreshTokens(folder / f"refresh-{server.port}", app.refresh_tokens(plan.people),
                         app.refresh_arguments(application))
    rounds = in_turn(plan, bare, pool, server, SIGNATURES)
    return Flow("Refresh with rotation", rounds, "two RSA-2048 signatures", REFRESH_TARGET,
                note="a durable write each: one token spent, its successor kept")


def password(plan, bare, server, application, folder):
    """A password for an access token and an ID token."""
    # What is under way when a load ends costs, but is not counted: it must be little beside the few that are.
    file = passwords(plan, application, folder, connections=plan.cores)
    rounds = in_turn(plan, bare, file, server, PASSWORD, plan.password_seconds)
    return Flow("Password grant", rounds, "one bcrypt (cost 10), two RSA-2048 signatures", PASSWORD_TARGET,
                note=f"over {plan.cores} connections")


def silent(plan, bare, server, application, folder):
    """A code without a page, as an application in the browser asks for it in a hidden frame."""
    file = RequestFile(folder / "silent", (
        application.authorize(number, prompt="none", response_mode="web_message")
        for number in range(1, plan.people + 1)), expecting="&quot;code&quot;:")
    request = application.authorize(1, prompt="none", response_mode="web_message")
    size = len(server.send("GET", request.path, request.host, Cookie=request.cookie)[2])
    rounds = Rounds()
    file.load(server, plan.short_seconds)
    with bare.answering(size) as least:
        for _ in range(plan.flow_rounds):
            # Nothing is signed here: the least is to answer, and to write the code so that it is there after a crash.
            answer = file_to(file, least, plan)
            rate, cost = bare.commits(plan.bare_seconds)
            rounds.loads.append(file.load(server, plan.seconds))
            rounds.bare_rates.append(1 / (1 / answer.per_second + 1 / rate))
            rounds.bare_costs.append(answer.cpu_each + cost)
    return Flow("Silent `/authorize` (`prompt=none`, `web_message`) for a code", rounds,
                "the same bytes from the least server, a durable SQLite commit", is_cryptography=False)


def file_to(file, least, plan):
    """The same requests to the least server, which answers something else."""
    expecting, file.expecting = file.expecting, None
    try:
        return file.load(least, plan.short_seconds)
    finally:
        file.expecting = expecting


def passwords(plan, application, folder, connections=16):
    """Password exchanges of all copies in turn."""
    return RequestFile(folder / "password", (application.password(number) for number in range(1, plan.people + 1)),
                       '"id_token"', connections)


def overload(plan, bare, server, application, token_request, folder):
    """Requests at twice the rate that saturates the machine, by the clock and not by the answers."""
    cases = [("Password grants", passwords(plan, application, folder), PASSWORD),
             ("Client-credentials tokens", RequestFile(folder / "tokens", [token_request.load]), None)]
    for name, file, parts in cases:
        file.load(server, plan.short_seconds)
        # The most of some: anything else that the machine does meanwhile would make the double no overload.
        loads = [file.load(server, plan.password_seconds) for _ in range(plan.fewer_rounds)]
        saturated = max(load.per_second for load in loads)
        if parts:
            # Of passwords so few are answered in that time that the bare operation tells better what the cores can do.
            saturated = max(saturated, bare.work(parts, plan.bare_seconds)[0])
        arrivals = arrive(bare.folder / "arrivals", server, file.path, 2 * saturated, plan.overload_seconds)
        began = time.perf_counter()
        server.tell("POST", "/oauth/token", token_request.host, token_request.body)
        yield Overload(name, saturated, arrivals, (time.perf_counter() - began) * 1000)
