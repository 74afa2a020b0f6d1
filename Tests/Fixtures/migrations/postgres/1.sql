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

INSERT INTO schema_migrations VALUES(1,1700000000000);
INSERT INTO server_state VALUES('example','noted');
INSERT INTO tenants VALUES('fixture',1700000000000);
INSERT INTO tenant_domains VALUES('fixture.example','fixture');
INSERT INTO documents VALUES('fixture','client','c1','','{"client_id":"c1","name":"Été","client_secret":"test-seal:Ol_MjAobzMrKycGF1sDG18DR","unknown_member":{"kept":true}}',1700000000000,1700000000000);
INSERT INTO documents VALUES('fixture','client_credential','cred1','c1','{}',1700000001000,1700000001000);
INSERT INTO document_keys VALUES('fixture','client','alias','main','c1',1);
INSERT INTO document_keys VALUES('fixture','client','app_type','regular_web','c1',0);
INSERT INTO signing_keys VALUES('fixture','k1','RSA','current','\x83a412613f3842b0d5d7ccd3c4d1c085cec0dc85cac385ce94','\x3000ff',1700000000000,1700000000000,NULL,NULL);
INSERT INTO access_tokens VALUES('fixture','\x0101010101010101010101010101010101010101010101010101010101010100','client','client@clients','https://api.example/','read:things write:things',1700000000000,1700000060000);
INSERT INTO used_assertions VALUES('fixture','c1','j1',1700000060000);
INSERT INTO quota_windows VALUES('fixture','client:c1','per_hour',1700000000000,1700003600000,1);
INSERT INTO log_events VALUES('fixture','log_1',1700000000000,'seccft','c1',NULL,NULL,NULL,NULL,NULL,NULL,'it''s there',NULL,NULL,'{"date":"2023-11-14T22:13:20.000Z","type":"seccft","client_id":"c1","description":"it''s there"}');
