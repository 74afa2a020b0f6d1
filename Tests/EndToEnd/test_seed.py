"""`serve --seed FILE`: tenants, clients with fixed ids and secrets, APIs, grants and organizations, made or brought up to date."""
import yaml

from harness import Tenant

ROBOT, SECRET = "SeededMachine0000000000000000001", "s" * 64
MANAGEMENT = "https://acme.latchkey.test/api/v2/"


def seed(lifetime=600, scopes=("read:things", "write:things")):
    return {"tenants": [{
        "name": "acme",
        "domains": ["id.acme.test"],
        "settings": {"friendly_name": "Acme"},
        "apis": [{"identifier": "https://things.test/", "name": "Things", "token_lifetime": lifetime,
                  "scopes": [{"value": s} for s in ("read:things", "write:things")]}],
        "clients": [{"client_id": ROBOT, "client_secret": SECRET, "name": "Robot",
                     "app_type": "non_interactive", "grant_types": ["client_credentials"]}],
        "client_grants": [{"client_id": ROBOT, "audience": "https://things.test/", "scope": list(scopes)},
                   {"client_id": ROBOT, "audience": MANAGEMENT, "scope": [
                       "read:clients", "read:resource_servers", "read:client_grants", "read:organizations"]}],
        "organizations": [{"name": "first", "display_name": "First"}],
    }]}


def test_a_seed_is_made_once_and_then_brought_up_to_date(fresh_server, tmp_path):
    path = tmp_path / "seed.yaml"
    path.write_text(yaml.safe_dump(seed()))
    server = fresh_server("--seed", str(path))

    def ask(host="acme.latchkey.test"):
        tenant = Tenant(server, "acme", {"CLIENT_ID": ROBOT, "CLIENT_SECRET": SECRET,
                                         "AUDIENCE": "https://things.test/", "HOST": host})
        answer = tenant.ask_token({"audience": tenant.audience})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def holdings():
        """What the tenant holds, seen with the seeded client's own token for the management API."""
        looker = Tenant(server, "acme", {"CLIENT_ID": ROBOT, "CLIENT_SECRET": SECRET, "AUDIENCE": MANAGEMENT,
                                         "HOST": "acme.latchkey.test"})
        return {kind: sorted(item.get("name", item.get("id")) for item in looker.api("GET", kind).json())
                for kind in ("clients", "resource-servers", "client-grants", "organizations")}

    server.start()
    first = ask()
    assert (first["expires_in"], first["scope"]) == (600, "read:things write:things")
    assert ask("id.acme.test")["expires_in"] == 600
    held = holdings()
    assert "Robot" in held["clients"] and held["organizations"] == ["first"]
    server.stop()

    server.start()
    assert holdings() == held, "a second start with the same file must change nothing"
    server.stop()

    path.write_text(yaml.safe_dump(seed(lifetime=300, scopes=["read:things"])))
    server.start()
    again = ask()
    assert (again["expires_in"], again["scope"]) == (300, "read:things")
    assert holdings() == held
    server.stop()


def test_a_seed_that_makes_no_sense_stops_the_start_and_says_where(fresh_server, tmp_path):
    for number, (text, word) in enumerate([("tenants: [", "seed"), ("tenants: [{name: Bad_Name}]", "Bad_Name"),
                                           ("nonsense: 1", "nonsense")]):
        path = tmp_path / f"seed{number}.yaml"
        path.write_text(text)
        server = fresh_server("--seed", str(path))
        assert server.launch().process.wait(60) != 0, text
        assert word in server.output(), server.output()
    missing = fresh_server("--seed", str(tmp_path / "missing.yaml"))
    assert missing.launch().process.wait(60) != 0 and "missing.yaml" in missing.output()
