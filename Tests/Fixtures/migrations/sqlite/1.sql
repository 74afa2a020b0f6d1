CREATE TABLE schema_migrations (
    version INTEGER NOT NULL PRIMARY KEY,
    applied_at INTEGER NOT NULL
) STRICT;
INSERT INTO schema_migrations VALUES(1,1700000000000);
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
CREATE INDEX tenant_domains_tenant ON tenant_domains (tenant, domain);
CREATE INDEX documents_order ON documents (tenant, kind, created_at, id);
CREATE INDEX documents_parent ON documents (tenant, kind, parent, created_at, id);
CREATE UNIQUE INDEX document_keys_unique ON document_keys (tenant, kind, name, value) WHERE is_unique = 1;
CREATE INDEX document_keys_document ON document_keys (tenant, kind, id);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);
CREATE INDEX used_assertions_expiry ON used_assertions (expires_at);
CREATE INDEX quota_windows_end ON quota_windows (ends_at);
CREATE INDEX log_events_date ON log_events (tenant, date, type);
