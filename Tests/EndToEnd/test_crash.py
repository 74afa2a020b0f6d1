"""SIGKILL under concurrent writes, again and again: what was acknowledged is there, nothing is half there, every start works.

LATCHKEY_CRASH_ROUNDS sets how often; 10 unless said, 100 for the full run.
"""
import itertools
import os
import random
import threading
import time

import pytest
import requests

ROUNDS = int(os.environ.get("LATCHKEY_CRASH_ROUNDS", "10"))
WRITERS = 6
SCOPES = [{"value": f"scope:{i}"} for i in range(20)]


class Writer(threading.Thread):
    """Makes APIs and changes them, and notes what the server has acknowledged and what it was asked last."""

    numbers = itertools.count()

    def __init__(self, tenant, token):
        super().__init__(daemon=True)
        self.tenant, self.token = tenant.on(), token
        self.made, self.asked, self.faults = {}, [], []

    def run(self):
        try:
            while True:
                self.write(next(self.numbers))
        except requests.RequestException:
            return  # the server is gone, as it should be

    def write(self, number):
        identifier = f"https://crash.test/{number}"
        self.asked.append(identifier)
        answer = self.tenant.api("POST", "resource-servers", {"identifier": identifier, "name": f"n{number}", "scopes": SCOPES},
                                 token=self.token)
        if answer.status_code == 429:
            return time.sleep(0.05)
        if answer.status_code != 201:
            return self.faults.append(f"{answer.status_code} {answer.text}")
        made = {"id": answer.json()["id"], "lifetimes": {86400}}
        self.made[identifier] = made
        for lifetime in (100 + number % 7, 200 + number % 7):
            # From the moment it is asked for, either value is right; once it is acknowledged, only the new one.
            made["lifetimes"] = made["lifetimes"] | {lifetime}
            answer = self.tenant.api("PATCH", f"resource-servers/{made['id']}", {"token_lifetime": lifetime}, token=self.token)
            if answer.status_code == 200:
                made["lifetimes"] = {lifetime}
            elif answer.status_code != 429:
                self.faults.append(f"{answer.status_code} {answer.text}")


def check(tenant, identifier, made):
    """An acknowledged API is found by identifier and by id, whole and as it was last changed."""
    quoted = requests.utils.quote(identifier, safe="")
    found = tenant.api("GET", f"resource-servers/{quoted}")
    assert found.status_code == 200, f"{identifier} was acknowledged and is missing: {found.status_code} {found.text}"
    body = found.json()
    assert body["id"] == made["id"] and body["token_lifetime"] in made["lifetimes"], (identifier, made, body["token_lifetime"])
    assert [s["value"] for s in body["scopes"]] == [s["value"] for s in SCOPES]


def check_whole(tenant, identifier):
    """What was asked for and never answered is there whole or not at all."""
    quoted = requests.utils.quote(identifier, safe="")
    found = tenant.api("GET", f"resource-servers/{quoted}")
    again = tenant.api("POST", "resource-servers", {"identifier": identifier, "name": "again", "scopes": SCOPES})
    if found.status_code == 404:
        assert again.status_code == 201, f"{identifier} is not there, yet cannot be made: {again.text}"
    else:
        assert found.status_code == 200 and again.status_code == 409, f"{identifier} is half there: {again.text}"
        assert len(found.json()["scopes"]) == len(SCOPES)
        assert tenant.api("GET", f"resource-servers/{found.json()['id']}").json() == found.json()


@pytest.mark.timeout(60 + 15 * ROUNDS)
def test_no_acknowledged_write_is_lost_and_none_is_half_there(fresh_server):
    chance = random.Random(20240229)
    server = fresh_server().start()
    tenant = server.tenant("crash")
    acknowledged = {}
    for number in range(ROUNDS):
        tenant = tenant.on()
        token = tenant.token()
        writers = [Writer(tenant, token) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.05, 0.8))
        server.kill()
        for writer in writers:
            writer.join(30)
            assert not writer.is_alive() and not writer.faults, writer.faults[:3]
        server.start()
        tenant = tenant.on()
        made = {identifier: entry for writer in writers for identifier, entry in writer.made.items()}
        for identifier, entry in made.items():
            check(tenant, identifier, entry)
            # Whatever it is now, it stays.
            entry["lifetimes"] = {tenant.api("GET", f"resource-servers/{entry['id']}").json()["token_lifetime"]}
        acknowledged.update(made)
        for writer in writers:
            for identifier in writer.asked[-1:]:
                if identifier not in made:
                    check_whole(tenant, identifier)
    assert len(acknowledged) > ROUNDS, "too few writes to show anything"
    for identifier, entry in acknowledged.items():
        check(tenant, identifier, entry)
    assert server.command("doctor").returncode == 0
    server.stop()
    print(f"{ROUNDS} kills, {len(acknowledged)} acknowledged writes, all there")
