"""What the calls of test_sdk_tree.py are made with: the things made so far, and the values that a type alone does not tell."""
import json
import secrets

EMAIL, PHONE, PAGE, COLOR = "somebody@example.test", "+15550100200", "https://example.test/", "#123456"
HEAD = "{%- auth0:head -%}{%- auth0:widget -%}"
# Where in the tree the things are made that parameters of a name mean.
OWNERS = {
    "action_id": "actions", "client_id": "clients", "clients": "clients", "connection_id": "connections", "key": "rules_configs",
    "feature_flag_id": "experimentation.feature_flags", "grant_id": "client_grants", "group_id": "groups", "groups": "groups",
    "members": "users", "module_version_id": "actions.modules.versions", "organization_id": "organizations",
    "profile_id": "self_service_profiles", "role_id": "roles", "roles": "roles", "theme_id": "branding.themes", "user_id": "users",
    "users": "users", "flow_id": "flows",
}
# Parts that are named by `id` while what they belong to has a name of its own, and things that go by another's id.
STAND_INS = {"actions.versions": "version", "user_blocks": "users", "jobs.errors": "jobs.users_imports",
             "jobs": "jobs.users_imports"}
IDS = ("id", "client_id", "user_id", "custom_domain_id", "theme_id", "kid", "token_id", "key", "template")


class Shelf:
    """What has been made so far, by the namespace that made it: things of their own, and parts of other things."""

    def __init__(self, **known):
        self.things, self.parts = dict(known), {}
        self.mark = secrets.token_hex(4)

    def __getitem__(self, space):
        return self.things.get(space) or self.parts.get(space) or "none"

    def keep(self, space, answer, is_part):
        """Remembers what a call made by the first of its members that names it."""
        made = next((getattr(answer, name) for name in IDS if isinstance(getattr(answer, name, None), str)), None)
        if made:
            (self.parts if is_part else self.things).setdefault(space, made)

    def text(self, space, name):
        """The string for a parameter or member of a call in a namespace."""
        parents = [space.rsplit(".", depth)[0] for depth in range(space.count(".") + 1)]
        if name == "id":
            owner = STAND_INS.get(space) or next((parent for parent in parents if parent in self.things), space)
            return self[owner]
        if space in self.parts and (name.endswith("_id") and name not in OWNERS or name == "vid"):
            return self.parts[space]
        if name in OWNERS or name == "kid":
            return self[OWNERS.get(name, space)]
        mark = self.mark
        known = {"email": EMAIL, "to": PHONE, "identifier": f"https://{mark}.example.test/", "audience": self["api"],
                 "resource_server_identifier": self["api"], "permission_name": "read:things", "domain": f"{mark}.example.test",
                 "connection": "Username-Password-Authentication", "provider": "auth0", "font_url": PAGE, "logo_url": PAGE,
                 "background_image_url": PAGE, "external_client_id": "https://cimd.example.test/metadata.json",
                 "event_id": "evt_0123456789abcdefABCDEF", "value": f"value-{mark}-0123456789abcdef"}
        return known.get(name) or (COLOR if space == "branding.themes" else f"{name[:8].rstrip('_')}{mark}".replace("_", "-"))


def given(shelf):
    """Arguments that types leave open or have too many of, by method."""
    template = {"body": HEAD, "from_": EMAIL, "subject": "Hello", "syntax": "liquid", "enabled": True}
    phone = {"type": "phone", "phone_number": PHONE, "preferred_authentication_method": "sms"}
    permissions = {"permissions": [{"resource_server_identifier": shelf["api"], "permission_name": "read:things"}]}
    address, login_id = {"id": "192.0.2.7"}, {"prompt": "login-id", "screen": "login-id"}
    block = {"rule": {"action": {"block": True}, "match": {"ipv4_cidrs": ["192.0.2.0/24"]}, "scope": "tenant"}}
    webhook = {"type": "webhook", "configuration": {"webhook_endpoint": PAGE, "webhook_authorization": {
        "method": "basic", "username": "u", "password": "p"}}}
    return {
        "actions.create": {"supported_triggers": [{"id": "post-login", "version": "v3"}],
                           "code": "exports.onExecutePostLogin = () => {}"},
        "actions.test": {"payload": {}},
        "actions.triggers.bindings.update_many": {"bindings": []},
        "anomaly.blocks.check_ip": address, "anomaly.blocks.unblock_ip": address,
        "branding.phone.providers.update": {"disabled": True},
        "branding.phone.templates.reset": {"request": {}},
        "branding.templates.update_universal_login": {"request": {"template": HEAD}},
        "branding.update": {"colors": {"primary": COLOR}},
        "client_grants.create": {"client_id": shelf["clients"], "audience": shelf["api"], "scope": ["read:things"],
                                 "organization_usage": "allow", "allow_any_organization": False},
        "client_grants.update": {"scope": []},
        "clients.create": {"organization_usage": "allow", "initiate_login_uri": PAGE},
        "clients.credentials.create": {"pem": shelf["pem"], "credential_type": "public_key"},
        "clients.credentials.update": {"expires_at": "2035-01-01T00:00:00.000Z"},
        "connection_profiles.get_template": {"id": shelf["connection_profile template"]}, "connection_profiles.list": {"take": 5},
        "connections.clients.update": {"request": [{"client_id": shelf["clients"], "status": True}]},
        "connections.create": {"strategy": "auth0", "enabled_clients": [shelf["clients"]]},
        "connections.directory_provisioning.set": {"groups": [{"id": "abc123"}]},
        "connections.update": {"options": {}},
        "connections.users.delete_by_email": {"email": "nobody@example.test"},
        "custom_domains.create": {"type": "self_managed_certs"},
        "email_templates.create": template, "email_templates.set": template, "email_templates.update": {"subject": "Hi"},
        "emails.provider.create": {"name": "smtp", "credentials": {"smtp_host": "mail.example.test", "smtp_port": 587,
                                                                   "smtp_user": "u", "smtp_pass": "p"}},
        "emails.provider.update": {"enabled": False},
        "event_streams.create": {"request": {"name": "Events", "subscriptions": [{"event_type": "user.created"}],
                                             "destination": webhook}},
        "event_streams.test": {"event_type": "user.created"},
        "experimentation.feature_flags.create": {"parameters": {"colour": {"type": "string", "value": "red"}}},
        "experimentation.segments.create": {"rules": [{"match": {"connection": ["a"]}}]},
        "flows.vault.connections.create": {"request": {"name": "Vault", "app_id": "HTTP",
                                                       "setup": {"type": "BEARER", "token": "t"}}},
        "hooks.update": {"enabled": False},
        "jobs.users_imports.create": {"users": ("users.json", json.dumps([{"email": "imported@example.test"}]).encode(),
                                                "application/json")},
        "keys.custom_signing.set": {"keys": [shelf["jwk"]]},
        "keys.encryption.create": {"type": "customer-provided-root-key"},
        "log_streams.create": {"request": {"name": "Log", "type": "http", "sink": {"httpEndpoint": PAGE}}},
        "network_acls.create": block, "network_acls.set": block,
        "organizations.discovery_domains.get_by_name": {"discovery_domain": f"{shelf.mark}.example.test"},
        "organizations.enabled_connections.add": {"connection_id": shelf["connections.scim_configuration"]},
        "organizations.get_by_name": {"name": f"name{shelf.mark}"},
        "organizations.invitations.create": {"inviter": {"name": "House"}, "invitee": {"email": EMAIL}},
        "prompts.custom_text.set": {"request": {"login": {"title": "Hello"}}},
        "prompts.partials.set": {"request": {"login": {"form-content-start": "<p>Hi</p>"}}},
        "prompts.rendering.bulk_update": {"configs": [{**login_id, "rendering_mode": "standard"}]},
        "prompts.rendering.get": login_id, "prompts.rendering.update": {**login_id, "rendering_mode": "standard"},
        "prompts.update_settings": {"identifier_first": True},
        "rate_limit_policies.create": {"configuration": {"action": "allow"}, "consumer_selector": shelf["clients"]},
        "rate_limit_policies.update": {"configuration": {"action": "log", "limit": 5}},
        "refresh_tokens.revoke": {"user_id": shelf["users"]},
        "refresh_tokens.update": {"refresh_token_metadata": {"a": "b"}},
        "resource_servers.create": {"scopes": [{"value": "read:things"}]},
        "roles.permissions.add": permissions, "roles.permissions.delete": permissions,
        "rules.create": {"script": "function (user, context, callback) { callback(null, user, context); }"},
        "self_service_profiles.sso_ticket.create": {"connection_config": {"name": f"sso-{shelf.mark}"}},
        "sessions.revoke": {"id": shelf["second session"]}, "sessions.update": {"session_metadata": {"a": "b"}},
        "tenants.settings.update": {"friendly_name": "House"},
        "tickets.change_password": {"user_id": shelf["users"]},
        "token_exchange_profiles.create": {"subject_token_type": "urn:example:token", "action_id": shelf["exchange"]},
        "user_attribute_profiles.create": {"user_attributes": {"email": {
            "description": "Mail", "label": "Mail", "profile_required": True, "auth0_mapping": "email"}}},
        "user_attribute_profiles.get_template": {"id": shelf["user_attribute_profile template"]},
        "users.authentication_methods.create": phone, "users.authentication_methods.set": {"request": [phone]},
        "users.create": {"connection": "Username-Password-Authentication", "email": EMAIL, "password": "correct Horse-battery 9"},
        "users.identities.link": {"provider": "auth0", "user_id": shelf["second user"]},
        "users.identities.delete": {"provider": "auth0", "user_id": shelf["second user"].removeprefix("auth0|")},
        "users.permissions.create": permissions, "users.permissions.delete": permissions,
        "users.update": {"user_metadata": {"a": 1}},
        "verifiable_credentials.verification.templates.create": {
            "dialect": "simplified/1.0", "type": "mdl", "well_known_trusted_issuers": "aamva",
            "presentation": {"org.iso.18013.5.1.mDL": {"org.iso.18013.5.1": {"family_name": True}}}},
    }
