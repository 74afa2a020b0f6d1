"""The management API v1 of 2013: users, what is noted of them, their tickets and devices."""
import re
import secrets

import requests
from first_api import First, Visitor, everything, known, machine_app, new_user, own, path
from signing_in import CONNECTION, make_app, make_user, without_throttle


def test_users_are_written_here_and_read_there(shared_tenant, own):
    made = new_user(own, email_verified=True, favourite="blue", nothing=None, given_name="Ada", iss="x")
    assert made["favourite"] == "blue" and made["nothing"] is None and made["given_name"] == "Ada"
    assert re.fullmatch(r"[0-9a-f]{32}", made["_id"]) and made["identities"][0]["connection"] == CONNECTION
    assert "app_metadata" not in made and made["loginsCount"] == 0
    newer = shared_tenant.api("GET", path(made["user_id"])).json()
    assert newer["app_metadata"] == {"favourite": "blue", "nothing": None}
    assert newer["email_verified"] is True and newer["given_name"] == "Ada"
    assert own.get(path(made["user_id"])) == own.get(f"users/{made['_id']}")
    shared_tenant.api("PATCH", path(made["user_id"]), {"app_metadata": {"plan": "gold", "email": "forged@example.test"}})
    seen = own.get(path(made["user_id"]))
    assert seen["plan"] == "gold" and seen["email"] == made["email"]
    assert own.do("DELETE", path(made["user_id"])) == "OK"
    assert shared_tenant.api("GET", path(made["user_id"])).status_code == 404
    own.refused("GET", path(made["user_id"]), status=404)


def test_notes_are_replaced_and_merged(shared_tenant, own):
    user = path(new_user(own, a=1, b={"c": 1})["user_id"])
    assert own.get(f"{user}/metadata") == {"a": 1, "b": {"c": 1}}
    assert own.do("PATCH", f"{user}/metadata", {"b": {"d": 2}, "n": None}) == "OK"
    assert own.get(f"{user}/metadata") == {"a": 1, "b": {"d": 2}, "n": None}
    assert own.do("PUT", f"{user}/metadata", {"z": [1]}) == {"z": [1]}
    assert shared_tenant.api("GET", user).json()["app_metadata"] == {"z": [1]}
    assert own.get(user)["z"] == [1]


def test_a_user_is_blocked_and_given_another_address_and_password(shared_tenant, own, machine_app):
    made = new_user(own)
    user, email = path(made["user_id"]), f"{secrets.token_hex(5)}@people.example.test"
    assert own.do("PATCH", user, {"blocked": True})["blocked"] is True
    assert shared_tenant.api("GET", user).json()["blocked"] is True
    own.do("PATCH", user, {"blocked": False})
    assert own.do("PUT", f"{user}/email", {"email": email, "verify": False})["email"] == email
    assert own.do("PUT", f"{user}/password", {"password": "another Horse-battery 9", "verify": False}) == "OK"
    assert password_works(machine_app, email, "another Horse-battery 9") is True
    assert own.do("PUT", f"users/{email}/password", {"email": email, "password": "third Horse-battery 9",
                                                     "connection": CONNECTION, "verify": False}) == "OK"
    assert password_works(machine_app, email, "third Horse-battery 9") is True
    own.refused("PUT", "users/nobody@example.test/password", {"password": "x", "connection": CONNECTION}, status=404)
    own.refused("PUT", f"{user}/password", {"password": "short"})
    own.refused("POST", "users", {"email": email, "password": "correct Horse-battery 9", "connection": CONNECTION})


def password_works(app, email, password):
    answer = app.tenant.ask_token({
        "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION, "username": email,
        "password": password, "client_id": app.id, "client_secret": app.secret, "scope": "openid"})
    return answer.status_code == 200


def test_lists_hold_those_who_came(shared_tenant, own, everything, known):
    absent = new_user(own)
    came = [u["user_id"] for u in own.get("users")]
    assert known.user_id in came and absent["user_id"] not in came
    assert {known.user_id, absent["user_id"]} <= {u["user_id"] for u in own.get(f"connections/{CONNECTION}/users")}
    assert known.user_id in [u["user_id"] for u in everything.get(f"clients/{own.client_id}/users")]
    own.refused("GET", f"clients/{everything.client_id}/users", status=404)
    assert own.get("socialconnections/users") == [] and own.get("enterpriseconnections/users?search=a") == []
    assert own.refused("GET", "enterpriseconnections/users") == "search is required"
    seen = next(u for u in own.get("users?connection=All") if u["user_id"] == known.user_id)
    assert seen["loginsCount"] >= 1 and seen["lastLogin"].endswith("Z")


def test_users_are_searched_by_beginnings_and_by_members(own):
    mark = secrets.token_hex(4)
    one = new_user(own, email=f"{mark}-one@people.example.test", name=f"Zoe {mark}", family_name="Johnson")
    two = new_user(own, email=f"{mark}-two@people.example.test", email_verified=True)

    def found(search):
        return {u["user_id"] for u in own.get(f"connections/{CONNECTION}/users", params={"search": search})}

    both = {one["user_id"], two["user_id"]}
    assert found(mark) == both and found(mark.upper()) == both
    assert found(f"zoe {mark}") == {one["user_id"]} and found(f"{mark}-two") == {two["user_id"]}
    assert found(f"email_verified:true {mark}") == {two["user_id"]}
    assert found(f'{mark} family_name:"johnson"') == {one["user_id"]} and found('family_name:"john"') == set()
    assert found(f"family_name:john* zoe {mark}") == {one["user_id"]}
    assert found(f"email: {two['email']}") == {two["user_id"]}
    assert found(f"loginsCount:0 {mark}") == both and found(f"loginsCount:1 {mark}") == set()
    assert own.refused("GET", f"connections/{CONNECTION}/users?search=app_metadata.a:b")


def test_long_lists_go_on_by_links_that_open_themselves(own):
    made = {new_user(own)["user_id"] for _ in range(5)}
    answer = own.call("GET", f"connections/{CONNECTION}/users?per_page=2&access_token=ignored")
    seen, pages = [u["user_id"] for u in answer.json()], 1
    while "Link" in answer.headers:
        link = answer.headers["Link"]
        url = re.fullmatch(r'<([^>]+)>; rel="next"', link)[1]
        assert "access_token" not in url and own.token not in url
        answer = own.tenant.session.get(url, timeout=20)
        assert answer.status_code == 200 and len(answer.json()) <= 2, answer.text
        seen += [u["user_id"] for u in answer.json()]
        pages += 1
    assert len(seen) == len(set(seen)) and made <= set(seen) and pages >= 3
    # A link opens what it is for, and only that.
    for forged in (url.replace("per_page=2", "per_page=3"), url.replace("/users?", "?"), url[:-2]):
        assert own.tenant.session.get(forged, timeout=20).status_code == 401
    assert own.tenant.session.delete(url, timeout=20).status_code in (401, 405)
    own.refused("GET", "users?per_page=none")
    own.refused("GET", "users?per_page=0")
    own.refused("GET", "users?page=-1")


def test_tickets_of_users(shared_tenant, own, machine_app):
    made = new_user(own)
    user = path(made["user_id"])
    ticket = own.do("POST", f"{user}/verification_ticket", {"resultUrl": "https://app.example.test/done"})["ticket"]
    assert ticket.startswith(f"{shared_tenant.url}/")
    assert shared_tenant.session.get(ticket.split("#")[0], timeout=20, allow_redirects=False).status_code in (200, 302, 303)
    answer = own.tenant.session.post(f"{shared_tenant.url}/api/{user}/change_password_ticket",
                                     data={"resultUrl": "https://app.example.test/"}, timeout=20,
                                     headers={"Authorization": f"Bearer {own.token}"})
    assert answer.status_code == 200 and answer.json()["ticket"].startswith(shared_tenant.url)
    assert own.do("POST", f"{user}/send_verification_email", {}) == "OK"


def test_a_link_sets_the_password_that_somebody_chose_once(shared_tenant, own, machine_app):
    made = new_user(own)
    user, chosen = path(made["user_id"]), "chosen Horse-battery 9"
    own.refused("POST", f"{user}/change_password_ticket", {"newPassword": "weak"})
    own.refused("POST", f"{user}/change_password_ticket", {"newPassword": chosen, "resultUrl": "javascript:alert(1)"})
    ticket = own.do("POST", f"{user}/change_password_ticket", {"newPassword": chosen,
                                                               "resultUrl": "https://app.example.test/done"})["ticket"]
    visitor = Visitor(shared_tenant)
    page = visitor.open(ticket)
    assert page.status == 200 and made["email"] in page.text
    assert password_works(machine_app, made["email"], chosen) is False
    token = page.form("form").fields["form"]
    assert requests.post(ticket, data={"form": token}, timeout=20).status_code == 403
    sent = visitor.session.post(ticket, data={"form": token}, timeout=20, allow_redirects=False)
    assert (sent.status_code, sent.headers["Location"]) == (303, "https://app.example.test/done")
    assert password_works(machine_app, made["email"], chosen) is True
    assert visitor.session.post(ticket, data={"form": token}, timeout=20).status_code == 404
    assert visitor.open(ticket).status == 404


def test_devices_of_users(own, known):
    user = path(known.user_id)
    assert own.do("POST", f"{user}/publickey", {"device": "Phone", "public_key": "ssh-rsa AAAA"}) == "OK"
    assert own.do("POST", f"{user}/public_key", {"device": "Tablet", "public_key": "ssh-rsa BBBB"}) == "OK"
    assert {"Phone", "Tablet"} <= {d["device"] for d in own.get(f"{user}/devices")}
    own.refused("POST", f"{user}/publickey", {"device": "Phone"})
    own.refused("DELETE", f"{user}/publickey")
    assert own.do("DELETE", f"{user}/publickey?device=Phone") == "OK"
    assert "Phone" not in {d["device"] for d in own.get(f"{user}/devices")}
    assert own.do("DELETE", f"{user}/refresh_tokens/nothing") == "OK"


def test_all_users_are_removed_at_once(tenant):
    without_throttle(tenant)
    for _ in range(3):
        make_user(tenant, make_app(tenant))
    client = tenant.api("GET", "clients?is_global=true").json()[0]
    first = First(tenant, client["client_id"], client["client_secret"])
    assert first.do("DELETE", "users/") == "OK"
    assert tenant.api("GET", "users").json() == []
