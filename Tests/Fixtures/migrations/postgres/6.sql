CREATE TABLE schema_migrations (
    version BIGINT NOT NULL PRIMARY KEY,
    applied_at BIGINT NOT NULL
);

CREATE TABLE server_state (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE tenants (
    tenant TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(tenant) BETWEEN 1 AND 63),
    created_at BIGINT NOT NULL
);

CREATE TABLE tenant_domains (
    domain TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(domain) BETWEEN 1 AND 255),
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants (tenant)
);
CREATE INDEX tenant_domains_tenant ON tenant_domains (tenant, domain);

CREATE TABLE documents (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants (tenant),
    kind TEXT COLLATE "C" NOT NULL CHECK (length(kind) > 0),
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    parent TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind, id)
);
CREATE INDEX documents_order ON documents (tenant, kind, created_at, id);
CREATE INDEX documents_parent ON documents (tenant, kind, parent, created_at, id);

CREATE TABLE document_keys (
    tenant TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL CHECK (length(name) > 0),
    value TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    is_unique BIGINT NOT NULL CHECK (is_unique IN (0, 1)),
    PRIMARY KEY (tenant, kind, name, value, id),
    FOREIGN KEY (tenant, kind, id) REFERENCES documents (tenant, kind, id)
);
CREATE UNIQUE INDEX document_keys_unique ON document_keys (tenant, kind, name, value) WHERE is_unique = 1;
CREATE INDEX document_keys_document ON document_keys (tenant, kind, id);

CREATE TABLE signing_keys (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants (tenant),
    kid TEXT COLLATE "C" NOT NULL CHECK (length(kid) > 0),
    family TEXT COLLATE "C" NOT NULL CHECK (length(family) > 0),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('current', 'next', 'previous', 'revoked')),
    private_key BYTEA NOT NULL,
    certificate BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    current_since BIGINT,
    current_until BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (tenant, kid)
);
CREATE TABLE access_tokens (
    tenant TEXT COLLATE "C" NOT NULL,
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    client_id TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    scope TEXT COLLATE "C" NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

CREATE TABLE used_assertions (
    tenant TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    jti TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, client_id, jti)
);
CREATE INDEX used_assertions_expiry ON used_assertions (expires_at);

CREATE TABLE quota_windows (
    tenant TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    bucket TEXT COLLATE "C" NOT NULL,
    started_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL CHECK (ends_at > started_at),
    used BIGINT NOT NULL CHECK (used > 0),
    PRIMARY KEY (tenant, subject, bucket, started_at)
);
CREATE INDEX quota_windows_end ON quota_windows (ends_at);
CREATE TABLE log_events (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    date BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C",
    client_name TEXT COLLATE "C",
    user_id TEXT COLLATE "C",
    user_name TEXT COLLATE "C",
    connection TEXT COLLATE "C",
    ip TEXT COLLATE "C",
    hostname TEXT COLLATE "C",
    description TEXT COLLATE "C",
    audience TEXT COLLATE "C",
    organization_id TEXT COLLATE "C",
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX log_events_date ON log_events (tenant, date, type);

CREATE TABLE users (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants (tenant),
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    connection TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    email_key TEXT COLLATE "C",
    email_verified BIGINT NOT NULL CHECK (email_verified IN (0, 1)),
    username TEXT COLLATE "C",
    username_key TEXT COLLATE "C",
    phone_number TEXT COLLATE "C",
    phone_verified BIGINT NOT NULL CHECK (phone_verified IN (0, 1)),
    name_key TEXT COLLATE "C",
    nickname_key TEXT COLLATE "C",
    given_name_key TEXT COLLATE "C",
    family_name_key TEXT COLLATE "C",
    blocked BIGINT NOT NULL CHECK (blocked IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_login BIGINT,
    last_ip TEXT COLLATE "C",
    logins_count BIGINT NOT NULL,
    last_password_reset BIGINT,
    profile TEXT NOT NULL,
    user_metadata TEXT NOT NULL,
    app_metadata TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX users_email ON users (tenant, email_key NULLS FIRST);
CREATE INDEX users_username ON users (tenant, username_key NULLS FIRST);
CREATE INDEX users_phone ON users (tenant, phone_number NULLS FIRST);
CREATE INDEX users_name ON users (tenant, name_key NULLS FIRST);
CREATE INDEX users_nickname ON users (tenant, nickname_key NULLS FIRST);
CREATE INDEX users_given_name ON users (tenant, given_name_key NULLS FIRST);
CREATE INDEX users_family_name ON users (tenant, family_name_key NULLS FIRST);
CREATE INDEX users_created ON users (tenant, created_at, id);
CREATE INDEX users_updated ON users (tenant, updated_at, id);
CREATE INDEX users_last_login ON users (tenant, last_login NULLS FIRST, id);
CREATE INDEX users_logins ON users (tenant, logins_count, id);

CREATE TABLE identities (
    tenant TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL CHECK (length(provider) > 0),
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    user_id TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    connection TEXT COLLATE "C" NOT NULL,
    is_social BIGINT NOT NULL CHECK (is_social IN (0, 1)),
    profile_data TEXT,
    PRIMARY KEY (tenant, provider, id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX identities_user ON identities (tenant, user_id, position);
CREATE INDEX identities_connection ON identities (tenant, connection, user_id);

CREATE TABLE login_identifiers (
    tenant TEXT COLLATE "C" NOT NULL,
    connection TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('email', 'username', 'phone_number')),
    value TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, connection, kind, value),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX login_identifiers_user ON login_identifiers (tenant, user_id);

CREATE TABLE passwords (
    tenant TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    hash TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, user_id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);

CREATE TABLE former_passwords (
    tenant TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (tenant, user_id, position),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE TABLE role_permissions (
    tenant TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    resource_server TEXT COLLATE "C" NOT NULL,
    permission TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, role, resource_server, permission)
);
CREATE INDEX role_permissions_api ON role_permissions (tenant, resource_server, permission);

CREATE TABLE user_permissions (
    tenant TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    resource_server TEXT COLLATE "C" NOT NULL,
    permission TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, user_id, resource_server, permission),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX user_permissions_api ON user_permissions (tenant, resource_server, permission);

CREATE TABLE user_roles (
    tenant TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, user_id, role),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX user_roles_role ON user_roles (tenant, role, created_at);

CREATE TABLE organization_members (
    tenant TEXT COLLATE "C" NOT NULL,
    organization TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, organization, user_id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX organization_members_user ON organization_members (tenant, user_id, created_at);

CREATE TABLE organization_member_roles (
    tenant TEXT COLLATE "C" NOT NULL,
    organization TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, organization, user_id, role),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX organization_member_roles_user ON organization_member_roles (tenant, user_id);
CREATE INDEX organization_member_roles_role ON organization_member_roles (tenant, role);

CREATE TABLE consents (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    user_id TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    scope TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE UNIQUE INDEX consents_place ON consents (tenant, user_id, client_id, audience);
CREATE TABLE sessions (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
    user_id TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    idle_expires_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    connection TEXT COLLATE "C" NOT NULL,
    clients TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX sessions_secret ON sessions (tenant, secret_hash);
CREATE INDEX sessions_user ON sessions (tenant, user_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE INDEX sessions_idle_expiry ON sessions (idle_expires_at);

CREATE TABLE refresh_tokens (
    tenant TEXT COLLATE "C" NOT NULL,
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    id TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL,
    counter BIGINT NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    session_id TEXT COLLATE "C",
    audience TEXT COLLATE "C" NOT NULL,
    scope TEXT NOT NULL,
    is_rotating BIGINT NOT NULL CHECK (is_rotating IN (0, 1)),
    issued_at BIGINT NOT NULL,
    expires_at BIGINT,
    idle_expires_at BIGINT,
    last_exchanged_at BIGINT,
    spent_at BIGINT,
    key_thumbprint TEXT COLLATE "C",
    details TEXT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE UNIQUE INDEX refresh_tokens_id ON refresh_tokens (tenant, id);
CREATE INDEX refresh_tokens_family ON refresh_tokens (tenant, family, counter);
CREATE INDEX refresh_tokens_user ON refresh_tokens (tenant, user_id, client_id, issued_at, family)
    WHERE spent_at IS NULL;
CREATE INDEX refresh_tokens_session ON refresh_tokens (tenant, session_id, family) WHERE spent_at IS NULL;
CREATE INDEX refresh_tokens_end ON refresh_tokens ((CASE WHEN expires_at IS NULL OR idle_expires_at < expires_at THEN idle_expires_at ELSE expires_at END));

CREATE TABLE tickets (
    tenant TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    user_id TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    spent_at BIGINT,
    PRIMARY KEY (tenant, kind, hash)
);
CREATE INDEX tickets_user ON tickets (tenant, user_id, kind);
CREATE INDEX tickets_expiry ON tickets (expires_at);

CREATE TABLE login_failures (
    tenant TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL CHECK (count > 0),
    last_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, subject, address)
);
CREATE INDEX login_failures_last ON login_failures (last_at);
CREATE TABLE outbox (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    kind TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    last_error TEXT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX outbox_due ON outbox (due_at);

CREATE TABLE mails (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL CHECK (length(id) > 0),
    recipient TEXT COLLATE "C" NOT NULL,
    date BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX mails_recipient ON mails (recipient, date);
CREATE INDEX mails_date ON mails (date);

CREATE TABLE log_stream_positions (
    tenant TEXT COLLATE "C" NOT NULL,
    stream TEXT COLLATE "C" NOT NULL CHECK (length(stream) > 0),
    after_id TEXT COLLATE "C" NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    failing_since BIGINT,
    last_error TEXT,
    PRIMARY KEY (tenant, stream)
);

INSERT INTO schema_migrations VALUES(1,1700000000000);
INSERT INTO schema_migrations VALUES(2,1700000000000);
INSERT INTO schema_migrations VALUES(3,1700000000000);
INSERT INTO server_state VALUES('example','noted');
INSERT INTO tenants VALUES('fixture',1700000000000);
INSERT INTO tenant_domains VALUES('fixture.example','fixture');
INSERT INTO documents VALUES('fixture','client','c1','','{"client_id":"c1","name":"Été","client_secret":"test-seal:Ol_MjAobzMrKycGF1sDG18DR","unknown_member":{"kept":true}}',1700000000000,1700000000000);
INSERT INTO documents VALUES('fixture','client_credential','cred1','c1','{}',1700000001000,1700000001000);
INSERT INTO documents VALUES('fixture','log_stream','lst_1','','{"id":"lst_1","type":"http","status":"active"}',1700000002000,1700000002000);
INSERT INTO document_keys VALUES('fixture','client','alias','main','c1',1);
INSERT INTO document_keys VALUES('fixture','client','app_type','regular_web','c1',0);
INSERT INTO signing_keys VALUES('fixture','k1','RSA','current','\x83a412613f3842b0d5d7ccd3c4d1c085cec0dc85cac385ce94','\x3000ff',1700000000000,1700000000000,NULL,NULL);
INSERT INTO access_tokens VALUES('fixture','\x0101010101010101010101010101010101010101010101010101010101010100','client','client@clients','https://api.example/','read:things write:things',1700000000000,1700000060000);
INSERT INTO used_assertions VALUES('fixture','c1','j1',1700000060000);
INSERT INTO quota_windows VALUES('fixture','client:c1','per_hour',1700000000000,1700003600000,1);
INSERT INTO log_events VALUES('fixture','log_1',1700000000000,'seccft','c1',NULL,NULL,NULL,NULL,NULL,NULL,'it''s there',NULL,NULL,'{"date":"2023-11-14T22:13:20.000Z","type":"seccft","client_id":"c1","description":"it''s there"}');
INSERT INTO users VALUES('fixture','auth0|fixture','users','Été.fixture@Example.com','été.fixture@example.com',1,'User-fixture','user-fixture','+4915112345678',1,'åsa fixture','n','g','f',1,1700000000000,1700000001000,1700000002000,'2001:db8::1',7,1700000003000,'{"name":"Åsa fixture","nickname":"N","given_name":"G","family_name":"F","picture":null}','{"color":"red","nul":"\u0000","deep":{"list":[1,2.5,true,null]}}','{"plan":"gold"}');
INSERT INTO identities VALUES('fixture','auth0','fixture','auth0|fixture',0,'users',0,NULL);
INSERT INTO identities VALUES('fixture','google-oauth2','g-fixture','auth0|fixture',1,'google',1,'{"email":"other@example.com","nul":"\u0000"}');
INSERT INTO login_identifiers VALUES('fixture','users','email','été.fixture@example.com','auth0|fixture');
INSERT INTO login_identifiers VALUES('fixture','users','phone_number','+4915112345678','auth0|fixture');
INSERT INTO login_identifiers VALUES('fixture','users','username','user-fixture','auth0|fixture');
INSERT INTO passwords VALUES('fixture','auth0|fixture','second',1700000000000);
INSERT INTO former_passwords VALUES('fixture','auth0|fixture',1700000000000,1,'first');
INSERT INTO role_permissions VALUES('fixture','rol_1','https://api.example/','read:things',1700000000000);
INSERT INTO user_permissions VALUES('fixture','auth0|fixture','https://api.example/','read:things',1700000000000);
INSERT INTO user_roles VALUES('fixture','auth0|fixture','rol_1',1700000000000);
INSERT INTO organization_members VALUES('fixture','org_1','auth0|fixture',1700000000000);
INSERT INTO organization_member_roles VALUES('fixture','org_1','auth0|fixture','rol_1',1700000000000);
INSERT INTO consents VALUES('fixture','consent of auth0|fixture','auth0|fixture','c1','','openid',1700000000000);
INSERT INTO sessions VALUES('fixture','session-1','\x0101010101010101010101010101010101010101010101010101010101010100','auth0|fixture',1700000000000,1700000000000,1700000000000,1700000100000,1700001000000,'users','','{"initial_ip":"10.0.0.1"}');
INSERT INTO refresh_tokens VALUES('fixture','\x0101010101010101010101010101010101010101010101010101010101010100','token-1','family-1',1,'c1','auth0|fixture',NULL,'https://api.example/','openid offline_access',1,1700000000000,NULL,NULL,NULL,NULL,NULL,'{"organization_id":"org_1"}');
INSERT INTO tickets VALUES('fixture','code','\x0101010101010101010101010101010101010101010101010101010101010100','auth0|fixture','{"code_challenge":"x"}',1700000000000,1700000060000,NULL);
INSERT INTO login_failures VALUES('fixture','user:fixture','10.0.0.1',1,1700000000000);
INSERT INTO outbox VALUES('fixture','o1','email','test-seal:9wz6l7b-KWreh9HKh5-HxOXA3cTI1cnAi8bKyIeJh9PE18zEx8nA1oef3ofQ18mHn4fN0dHV1p-KisDdxMjVycCLxsrIiprRzMbOwNGY9pbm95bxh9jY',1700000000000,0,1700000000000,NULL);
INSERT INTO mails VALUES('fixture','m1','a@example.com',1700000000000,'test-seal:c9mgtwUxzgneh83RyMmHn4f2lub3lvGHiYfW0MfPwMbRh5-HyJSH2A');
INSERT INTO log_stream_positions VALUES('fixture','lst_1','log_0',1700000000000,1,1700000000000,'no answer');
CREATE TABLE events (
    tenant TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL CHECK (position > 0),
    date BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL CHECK (length(type) > 0),
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, position)
);
CREATE TABLE event_followers (
    tenant TEXT COLLATE "C" NOT NULL,
    stream TEXT COLLATE "C" NOT NULL CHECK (length(stream) > 0),
    after_position BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (tenant, stream)
);
INSERT INTO schema_migrations VALUES(4,1700000000000);
INSERT INTO documents VALUES('fixture','organization','org_1','','{"id":"org_1","name":"fixture"}',1700000000000,1700000000000);
INSERT INTO events VALUES('fixture',6963200000000000,1700000000000,'organization.created','{"id":"evt_1111111111111111111111","source":"urn:auth0:fixture","specversion":"1.0","type":"organization.created","time":"2023-11-14T22:13:20.000Z","data":{"object":{"name":"fixture","id":"org_1"}},"a0tenant":"fixture"}');
INSERT INTO event_followers VALUES('fixture','est_1',1,1700000000000,9223372036854775807);
CREATE INDEX users_blocked ON users (tenant, id) WHERE blocked = 1;
INSERT INTO schema_migrations VALUES(5,1700000000000);
INSERT INTO schema_migrations VALUES(6,1700000000000);
