extension Migration {
    /// The first schema.
    ///
    /// Every primary key begins with the tenant, so that the tables can be distributed by it; what finds a tenant by
    /// host is the exception. Tables that a row is written to per token have no foreign keys and no index that is not
    /// needed: their rows end with the tenant or with time.
    static let first = Migration(version: 1, name: "first schema") { dialect in
        configuration(dialect) + ephemera(dialect) + log(dialect)
    }

    private static func configuration(_ dialect: Dialect) -> String {
        """
        CREATE TABLE server_state (
            name \(dialect.text) NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        )\(dialect.table);

        CREATE TABLE tenants (
            tenant \(dialect.text) NOT NULL PRIMARY KEY CHECK (length(tenant) BETWEEN 1 AND 63),
            created_at \(dialect.integer) NOT NULL
        )\(dialect.table);

        CREATE TABLE tenant_domains (
            domain \(dialect.text) NOT NULL PRIMARY KEY CHECK (length(domain) BETWEEN 1 AND 255),
            tenant \(dialect.text) NOT NULL REFERENCES tenants (tenant)
        )\(dialect.table);
        CREATE INDEX tenant_domains_tenant ON tenant_domains (tenant, domain);

        CREATE TABLE documents (
            tenant \(dialect.text) NOT NULL REFERENCES tenants (tenant),
            kind \(dialect.text) NOT NULL CHECK (length(kind) > 0),
            id \(dialect.text) NOT NULL CHECK (length(id) > 0),
            parent \(dialect.text) NOT NULL,
            body TEXT NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (tenant, kind, id)
        )\(dialect.table);
        CREATE INDEX documents_order ON documents (tenant, kind, created_at, id);
        CREATE INDEX documents_parent ON documents (tenant, kind, parent, created_at, id);

        CREATE TABLE document_keys (
            tenant \(dialect.text) NOT NULL,
            kind \(dialect.text) NOT NULL,
            name \(dialect.text) NOT NULL CHECK (length(name) > 0),
            value \(dialect.text) NOT NULL,
            id \(dialect.text) NOT NULL,
            is_unique \(dialect.integer) NOT NULL CHECK (is_unique IN (0, 1)),
            PRIMARY KEY (tenant, kind, name, value, id),
            FOREIGN KEY (tenant, kind, id) REFERENCES documents (tenant, kind, id)
        )\(dialect.clusteredTable);
        CREATE UNIQUE INDEX document_keys_unique ON document_keys (tenant, kind, name, value) WHERE is_unique = 1;
        CREATE INDEX document_keys_document ON document_keys (tenant, kind, id);

        CREATE TABLE signing_keys (
            tenant \(dialect.text) NOT NULL REFERENCES tenants (tenant),
            kid \(dialect.text) NOT NULL CHECK (length(kid) > 0),
            family \(dialect.text) NOT NULL CHECK (length(family) > 0),
            status \(dialect.text) NOT NULL CHECK (status IN ('current', 'next', 'previous', 'revoked')),
            private_key \(dialect.blob) NOT NULL,
            certificate \(dialect.blob) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            current_since \(dialect.integer),
            current_until \(dialect.integer),
            revoked_at \(dialect.integer),
            PRIMARY KEY (tenant, kid)
        )\(dialect.table);

        """
    }

    private static func ephemera(_ dialect: Dialect) -> String {
        """
        CREATE TABLE access_tokens (
            tenant \(dialect.text) NOT NULL,
            hash \(dialect.blob) NOT NULL CHECK (length(hash) = 32),
            client_id \(dialect.text) NOT NULL,
            subject \(dialect.text) NOT NULL,
            audience \(dialect.text) NOT NULL,
            scope \(dialect.text) NOT NULL,
            issued_at \(dialect.integer) NOT NULL,
            expires_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (tenant, hash)
        )\(dialect.clusteredTable);
        CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

        CREATE TABLE used_assertions (
            tenant \(dialect.text) NOT NULL,
            client_id \(dialect.text) NOT NULL,
            jti \(dialect.text) NOT NULL,
            expires_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (tenant, client_id, jti)
        )\(dialect.clusteredTable);
        CREATE INDEX used_assertions_expiry ON used_assertions (expires_at);

        CREATE TABLE quota_windows (
            tenant \(dialect.text) NOT NULL,
            subject \(dialect.text) NOT NULL,
            bucket \(dialect.text) NOT NULL,
            started_at \(dialect.integer) NOT NULL,
            ends_at \(dialect.integer) NOT NULL CHECK (ends_at > started_at),
            used \(dialect.integer) NOT NULL CHECK (used > 0),
            PRIMARY KEY (tenant, subject, bucket, started_at)
        )\(dialect.clusteredTable);
        CREATE INDEX quota_windows_end ON quota_windows (ends_at);

        """
    }

    private static func log(_ dialect: Dialect) -> String {
        """
        CREATE TABLE log_events (
            tenant \(dialect.text) NOT NULL,
            id \(dialect.text) NOT NULL CHECK (length(id) > 0),
            date \(dialect.integer) NOT NULL,
            type \(dialect.text) NOT NULL,
            client_id \(dialect.text),
            client_name \(dialect.text),
            user_id \(dialect.text),
            user_name \(dialect.text),
            connection \(dialect.text),
            ip \(dialect.text),
            hostname \(dialect.text),
            description \(dialect.text),
            audience \(dialect.text),
            organization_id \(dialect.text),
            body TEXT NOT NULL,
            PRIMARY KEY (tenant, id)
        )\(dialect.clusteredTable);
        CREATE INDEX log_events_date ON log_events (tenant, date, type);

        """
    }
}
