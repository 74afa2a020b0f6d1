CREATE TABLE schema_migrations (
    version INTEGER NOT NULL PRIMARY KEY,
    applied_at INTEGER NOT NULL
) STRICT;
INSERT INTO schema_migrations VALUES(1,1700000000000);
INSERT INTO schema_migrations VALUES(2,1700000000000);
INSERT INTO schema_migrations VALUES(3,1700000000000);
CREATE TABLE server_state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO server_state VALUES('example','noted');
CREATE TABLE tenants (
    tenant TEXT NOT NULL PRIMARY KEY CHECK (length(tenant) BETWEEN 1 AND 63),
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO tenants VALUES('fixture',1700000000000);
CREATE TABLE tenant_domains (
    domain TEXT NOT NULL PRIMARY KEY CHECK (length(domain) BETWEEN 1 AND 255),
    tenant TEXT NOT NULL REFERENCES tenants (tenant)
) STRICT;
INSERT INTO tenant_domains VALUES('fixture.example','fixture');
CREATE TABLE documents (
    tenant TEXT NOT NULL REFERENCES tenants (tenant),
    kind TEXT NOT NULL CHECK (length(kind) > 0),
    id TEXT NOT NULL CHECK (length(id) > 0),
    parent TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, id)
) STRICT;
INSERT INTO documents VALUES('fixture','client','c1','','{"client_id":"c1","name":"Été","client_secret":"test-seal:Ol_MjAobzMrKycGF1sDG18DR","unknown_member":{"kept":true}}',1700000000000,1700000000000);
INSERT INTO documents VALUES('fixture','client_credential','cred1','c1','{}',1700000001000,1700000001000);
INSERT INTO documents VALUES('fixture','log_stream','lst_1','','{"id":"lst_1","type":"http","status":"active"}',1700000002000,1700000002000);
CREATE TABLE document_keys (
    tenant TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) > 0),
    value TEXT NOT NULL,
    id TEXT NOT NULL,
    is_unique INTEGER NOT NULL CHECK (is_unique IN (0, 1)),
    PRIMARY KEY (tenant, kind, name, value, id),
    FOREIGN KEY (tenant, kind, id) REFERENCES documents (tenant, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO document_keys VALUES('fixture','client','alias','main','c1',1);
INSERT INTO document_keys VALUES('fixture','client','app_type','regular_web','c1',0);
CREATE TABLE signing_keys (
    tenant TEXT NOT NULL REFERENCES tenants (tenant),
    kid TEXT NOT NULL CHECK (length(kid) > 0),
    family TEXT NOT NULL CHECK (length(family) > 0),
    status TEXT NOT NULL CHECK (status IN ('current', 'next', 'previous', 'revoked')),
    private_key BLOB NOT NULL,
    certificate BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    current_since INTEGER,
    current_until INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (tenant, kid)
) STRICT;
INSERT INTO signing_keys VALUES('fixture','k1','RSA','current',X'83a412613f3842b0d5d7ccd3c4d1c085cec0dc85cac385ce94',X'3000ff',1700000000000,1700000000000,NULL,NULL);
CREATE TABLE access_tokens (
    tenant TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    client_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO access_tokens VALUES('fixture',X'0101010101010101010101010101010101010101010101010101010101010100','client','client@clients','https://api.example/','read:things write:things',1700000000000,1700000060000);
CREATE TABLE used_assertions (
    tenant TEXT NOT NULL,
    client_id TEXT NOT NULL,
    jti TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, client_id, jti)
) STRICT, WITHOUT ROWID;
INSERT INTO used_assertions VALUES('fixture','c1','j1',1700000060000);
CREATE TABLE quota_windows (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    bucket TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at > started_at),
    used INTEGER NOT NULL CHECK (used > 0),
    PRIMARY KEY (tenant, subject, bucket, started_at)
) STRICT, WITHOUT ROWID;
INSERT INTO quota_windows VALUES('fixture','client:c1','per_hour',1700000000000,1700003600000,1);
CREATE TABLE log_events (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) > 0),
    date INTEGER NOT NULL,
    type TEXT NOT NULL,
    client_id TEXT,
    client_name TEXT,
    user_id TEXT,
    user_name TEXT,
    connection TEXT,
    ip TEXT,
    hostname TEXT,
    description TEXT,
    audience TEXT,
    organization_id TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO log_events VALUES('fixture','log_1',1700000000000,'seccft','c1',NULL,NULL,NULL,NULL,NULL,NULL,'it''s there',NULL,NULL,'{"date":"2023-11-14T22:13:20.000Z","type":"seccft","client_id":"c1","description":"it''s there"}');
CREATE TABLE users (
    tenant TEXT NOT NULL REFERENCES tenants (tenant),
    id TEXT NOT NULL CHECK (length(id) > 0),
    connection TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    email_verified INTEGER NOT NULL CHECK (email_verified IN (0, 1)),
    username TEXT,
    username_key TEXT,
    phone_number TEXT,
    phone_verified INTEGER NOT NULL CHECK (phone_verified IN (0, 1)),
    name_key TEXT,
    nickname_key TEXT,
    given_name_key TEXT,
    family_name_key TEXT,
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_login INTEGER,
    last_ip TEXT,
    logins_count INTEGER NOT NULL,
    last_password_reset INTEGER,
    profile TEXT NOT NULL,
    user_metadata TEXT NOT NULL,
    app_metadata TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;
INSERT INTO users VALUES('fixture','auth0|fixture','users','Été.fixture@Example.com','été.fixture@example.com',1,'User-fixture','user-fixture','+4915112345678',1,'åsa fixture','n','g','f',1,1700000000000,1700000001000,1700000002000,'2001:db8::1',7,1700000003000,'{"name":"Åsa fixture","nickname":"N","given_name":"G","family_name":"F","picture":null}','{"color":"red","nul":"\u0000","deep":{"list":[1,2.5,true,null]}}','{"plan":"gold"}');
CREATE TABLE identities (
    tenant TEXT NOT NULL,
    provider TEXT NOT NULL CHECK (length(provider) > 0),
    id TEXT NOT NULL CHECK (length(id) > 0),
    user_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    connection TEXT NOT NULL,
    is_social INTEGER NOT NULL CHECK (is_social IN (0, 1)),
    profile_data TEXT,
    PRIMARY KEY (tenant, provider, id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO identities VALUES('fixture','auth0','fixture','auth0|fixture',0,'users',0,NULL);
INSERT INTO identities VALUES('fixture','google-oauth2','g-fixture','auth0|fixture',1,'google',1,'{"email":"other@example.com","nul":"\u0000"}');
CREATE TABLE login_identifiers (
    tenant TEXT NOT NULL,
    connection TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'username', 'phone_number')),
    value TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (tenant, connection, kind, value),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO login_identifiers VALUES('fixture','users','email','été.fixture@example.com','auth0|fixture');
INSERT INTO login_identifiers VALUES('fixture','users','phone_number','+4915112345678','auth0|fixture');
INSERT INTO login_identifiers VALUES('fixture','users','username','user-fixture','auth0|fixture');
CREATE TABLE passwords (
    tenant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, user_id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO passwords VALUES('fixture','auth0|fixture','second',1700000000000);
CREATE TABLE former_passwords (
    tenant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    ended_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (tenant, user_id, position),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO former_passwords VALUES('fixture','auth0|fixture',1700000000000,1,'first');
CREATE TABLE role_permissions (
    tenant TEXT NOT NULL,
    role TEXT NOT NULL,
    resource_server TEXT NOT NULL,
    permission TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, role, resource_server, permission)
) STRICT, WITHOUT ROWID;
INSERT INTO role_permissions VALUES('fixture','rol_1','https://api.example/','read:things',1700000000000);
CREATE TABLE user_permissions (
    tenant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    resource_server TEXT NOT NULL,
    permission TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, user_id, resource_server, permission),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO user_permissions VALUES('fixture','auth0|fixture','https://api.example/','read:things',1700000000000);
CREATE TABLE user_roles (
    tenant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, user_id, role),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO user_roles VALUES('fixture','auth0|fixture','rol_1',1700000000000);
CREATE TABLE organization_members (
    tenant TEXT NOT NULL,
    organization TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, organization, user_id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO organization_members VALUES('fixture','org_1','auth0|fixture',1700000000000);
CREATE TABLE organization_member_roles (
    tenant TEXT NOT NULL,
    organization TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, organization, user_id, role),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO organization_member_roles VALUES('fixture','org_1','auth0|fixture','rol_1',1700000000000);
CREATE TABLE consents (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) > 0),
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO consents VALUES('fixture','consent of auth0|fixture','auth0|fixture','c1','','openid',1700000000000);
CREATE TABLE sessions (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) > 0),
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
    user_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    authenticated_at INTEGER NOT NULL,
    idle_expires_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    connection TEXT NOT NULL,
    clients TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO sessions VALUES('fixture','session-1',X'0101010101010101010101010101010101010101010101010101010101010100','auth0|fixture',1700000000000,1700000000000,1700000000000,1700000100000,1700001000000,'users','','{"initial_ip":"10.0.0.1"}');
CREATE TABLE refresh_tokens (
    tenant TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    id TEXT NOT NULL,
    family TEXT NOT NULL,
    counter INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    session_id TEXT,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    is_rotating INTEGER NOT NULL CHECK (is_rotating IN (0, 1)),
    issued_at INTEGER NOT NULL,
    expires_at INTEGER,
    idle_expires_at INTEGER,
    last_exchanged_at INTEGER,
    spent_at INTEGER,
    key_thumbprint TEXT,
    details TEXT NOT NULL,
    PRIMARY KEY (tenant, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO refresh_tokens VALUES('fixture',X'0101010101010101010101010101010101010101010101010101010101010100','token-1','family-1',1,'c1','auth0|fixture',NULL,'https://api.example/','openid offline_access',1,1700000000000,NULL,NULL,NULL,NULL,NULL,'{"organization_id":"org_1"}');
CREATE TABLE tickets (
    tenant TEXT NOT NULL,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    user_id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    spent_at INTEGER,
    PRIMARY KEY (tenant, kind, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO tickets VALUES('fixture','code',X'0101010101010101010101010101010101010101010101010101010101010100','auth0|fixture','{"code_challenge":"x"}',1700000000000,1700000060000,NULL);
CREATE TABLE login_failures (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    address TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    last_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, subject, address)
) STRICT, WITHOUT ROWID;
INSERT INTO login_failures VALUES('fixture','user:fixture','10.0.0.1',1,1700000000000);
CREATE TABLE outbox (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) > 0),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    last_error TEXT,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES('fixture','o1','email','test-seal:9wz6l7b-KWreh9HKh5-HxOXA3cTI1cnAi8bKyIeJh9PE18zEx8nA1oef3ofQ18mHn4fN0dHV1p-KisDdxMjVycCLxsrIiprRzMbOwNGY9pbm95bxh9jY',1700000000000,0,1700000000000,NULL);
CREATE TABLE mails (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) > 0),
    recipient TEXT NOT NULL,
    date INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
INSERT INTO mails VALUES('fixture','m1','a@example.com',1700000000000,'test-seal:c9mgtwUxzgneh83RyMmHn4f2lub3lvGHiYfW0MfPwMbRh5-HyJSH2A');
CREATE TABLE log_stream_positions (
    tenant TEXT NOT NULL,
    stream TEXT NOT NULL CHECK (length(stream) > 0),
    after_id TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    failing_since INTEGER,
    last_error TEXT,
    PRIMARY KEY (tenant, stream)
) STRICT, WITHOUT ROWID;
INSERT INTO log_stream_positions VALUES('fixture','lst_1','log_0',1700000000000,1,1700000000000,'no answer');
CREATE INDEX tenant_domains_tenant ON tenant_domains (tenant, domain);
CREATE INDEX documents_order ON documents (tenant, kind, created_at, id);
CREATE INDEX documents_parent ON documents (tenant, kind, parent, created_at, id);
CREATE UNIQUE INDEX document_keys_unique ON document_keys (tenant, kind, name, value) WHERE is_unique = 1;
CREATE INDEX document_keys_document ON document_keys (tenant, kind, id);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);
CREATE INDEX used_assertions_expiry ON used_assertions (expires_at);
CREATE INDEX quota_windows_end ON quota_windows (ends_at);
CREATE INDEX log_events_date ON log_events (tenant, date, type);
CREATE INDEX users_email ON users (tenant, email_key);
CREATE INDEX users_username ON users (tenant, username_key);
CREATE INDEX users_phone ON users (tenant, phone_number);
CREATE INDEX users_name ON users (tenant, name_key);
CREATE INDEX users_nickname ON users (tenant, nickname_key);
CREATE INDEX users_given_name ON users (tenant, given_name_key);
CREATE INDEX users_family_name ON users (tenant, family_name_key);
CREATE INDEX users_created ON users (tenant, created_at, id);
CREATE INDEX users_updated ON users (tenant, updated_at, id);
CREATE INDEX users_last_login ON users (tenant, last_login, id);
CREATE INDEX users_logins ON users (tenant, logins_count, id);
CREATE INDEX identities_user ON identities (tenant, user_id, position);
CREATE INDEX identities_connection ON identities (tenant, connection, user_id);
CREATE INDEX login_identifiers_user ON login_identifiers (tenant, user_id);
CREATE INDEX role_permissions_api ON role_permissions (tenant, resource_server, permission);
CREATE INDEX user_permissions_api ON user_permissions (tenant, resource_server, permission);
CREATE INDEX user_roles_role ON user_roles (tenant, role, created_at);
CREATE INDEX organization_members_user ON organization_members (tenant, user_id, created_at);
CREATE INDEX organization_member_roles_user ON organization_member_roles (tenant, user_id);
CREATE INDEX organization_member_roles_role ON organization_member_roles (tenant, role);
CREATE UNIQUE INDEX consents_place ON consents (tenant, user_id, client_id, audience);
CREATE UNIQUE INDEX sessions_secret ON sessions (tenant, secret_hash);
CREATE INDEX sessions_user ON sessions (tenant, user_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE INDEX sessions_idle_expiry ON sessions (idle_expires_at);
CREATE UNIQUE INDEX refresh_tokens_id ON refresh_tokens (tenant, id);
CREATE INDEX refresh_tokens_family ON refresh_tokens (tenant, family, counter);
CREATE INDEX refresh_tokens_user ON refresh_tokens (tenant, user_id, client_id, issued_at, family)
    WHERE spent_at IS NULL;
CREATE INDEX refresh_tokens_session ON refresh_tokens (tenant, session_id, family) WHERE spent_at IS NULL;
CREATE INDEX refresh_tokens_end ON refresh_tokens ((CASE WHEN expires_at IS NULL OR idle_expires_at < expires_at THEN idle_expires_at ELSE expires_at END));
CREATE INDEX tickets_user ON tickets (tenant, user_id, kind);
CREATE INDEX tickets_expiry ON tickets (expires_at);
CREATE INDEX login_failures_last ON login_failures (last_at);
CREATE INDEX outbox_due ON outbox (due_at);
CREATE INDEX mails_recipient ON mails (recipient, date);
CREATE INDEX mails_date ON mails (date);
CREATE TABLE events (
    tenant TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    date INTEGER NOT NULL,
    type TEXT NOT NULL CHECK (length(type) > 0),
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_followers (
    tenant TEXT NOT NULL,
    stream TEXT NOT NULL CHECK (length(stream) > 0),
    after_position INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (tenant, stream)
) STRICT, WITHOUT ROWID;
INSERT INTO schema_migrations VALUES(4,1700000000000);
INSERT INTO documents VALUES('fixture','organization','org_1','','{"id":"org_1","name":"fixture"}',1700000000000,1700000000000);
INSERT INTO events VALUES('fixture',6963200000000000,1700000000000,'organization.created','{"id":"evt_1111111111111111111111","source":"urn:auth0:fixture","specversion":"1.0","type":"organization.created","time":"2023-11-14T22:13:20.000Z","data":{"object":{"name":"fixture","id":"org_1"}},"a0tenant":"fixture"}');
INSERT INTO event_followers VALUES('fixture','est_1',1,1700000000000,9223372036854775807);
CREATE INDEX users_blocked ON users (tenant, id) WHERE blocked = 1;
INSERT INTO schema_migrations VALUES(5,1700000000000);
INSERT INTO schema_migrations VALUES(6,1700000000000);
