extension Migration {
    /// People, and what signing in leaves behind.
    ///
    /// What is searched has a column of its own, texts a second one in lower case; the rest of a person is JSON. What a
    /// person may do hangs on them by foreign keys, so that nobody who comes after them under the same id inherits it;
    /// what is written with every sign-in has none.
    static let people = Migration(version: 2, name: "people and sign-in") { dialect in
        users(dialect) + access(dialect) + signIn(dialect) + delivery(dialect)
    }

    private static func users(_ dialect: Dialect) -> String {
        let (text, integer, first) = (dialect.text, dialect.integer, dialect.nullsFirst)
        return """
            CREATE TABLE users (
                tenant \(text) NOT NULL REFERENCES tenants (tenant),
                id \(text) NOT NULL CHECK (length(id) > 0),
                connection \(text) NOT NULL,
                email \(text),
                email_key \(text),
                email_verified \(integer) NOT NULL CHECK (email_verified IN (0, 1)),
                username \(text),
                username_key \(text),
                phone_number \(text),
                phone_verified \(integer) NOT NULL CHECK (phone_verified IN (0, 1)),
                name_key \(text),
                nickname_key \(text),
                given_name_key \(text),
                family_name_key \(text),
                blocked \(integer) NOT NULL CHECK (blocked IN (0, 1)),
                created_at \(integer) NOT NULL,
                updated_at \(integer) NOT NULL,
                last_login \(integer),
                last_ip \(text),
                logins_count \(integer) NOT NULL,
                last_password_reset \(integer),
                profile TEXT NOT NULL,
                user_metadata TEXT NOT NULL,
                app_metadata TEXT NOT NULL,
                PRIMARY KEY (tenant, id)
            )\(dialect.table);
            CREATE INDEX users_email ON users (tenant, email_key\(first));
            CREATE INDEX users_username ON users (tenant, username_key\(first));
            CREATE INDEX users_phone ON users (tenant, phone_number\(first));
            CREATE INDEX users_name ON users (tenant, name_key\(first));
            CREATE INDEX users_nickname ON users (tenant, nickname_key\(first));
            CREATE INDEX users_given_name ON users (tenant, given_name_key\(first));
            CREATE INDEX users_family_name ON users (tenant, family_name_key\(first));
            CREATE INDEX users_created ON users (tenant, created_at, id);
            CREATE INDEX users_updated ON users (tenant, updated_at, id);
            CREATE INDEX users_last_login ON users (tenant, last_login\(first), id);
            CREATE INDEX users_logins ON users (tenant, logins_count, id);

            CREATE TABLE identities (
                tenant \(text) NOT NULL,
                provider \(text) NOT NULL CHECK (length(provider) > 0),
                id \(text) NOT NULL CHECK (length(id) > 0),
                user_id \(text) NOT NULL,
                position \(integer) NOT NULL,
                connection \(text) NOT NULL,
                is_social \(integer) NOT NULL CHECK (is_social IN (0, 1)),
                profile_data TEXT,
                PRIMARY KEY (tenant, provider, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX identities_user ON identities (tenant, user_id, position);
            CREATE INDEX identities_connection ON identities (tenant, connection, user_id);

            CREATE TABLE login_identifiers (
                tenant \(text) NOT NULL,
                connection \(text) NOT NULL,
                kind \(text) NOT NULL CHECK (kind IN ('email', 'username', 'phone_number')),
                value \(text) NOT NULL,
                user_id \(text) NOT NULL,
                PRIMARY KEY (tenant, connection, kind, value),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX login_identifiers_user ON login_identifiers (tenant, user_id);

            CREATE TABLE passwords (
                tenant \(text) NOT NULL,
                user_id \(text) NOT NULL,
                hash TEXT NOT NULL,
                set_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, user_id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);

            CREATE TABLE former_passwords (
                tenant \(text) NOT NULL,
                user_id \(text) NOT NULL,
                ended_at \(integer) NOT NULL,
                position \(integer) NOT NULL,
                hash TEXT NOT NULL,
                PRIMARY KEY (tenant, user_id, position),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);

            """
    }

    private static func access(_ dialect: Dialect) -> String {
        let (text, integer) = (dialect.text, dialect.integer)
        return """
            CREATE TABLE role_permissions (
                tenant \(text) NOT NULL,
                role \(text) NOT NULL,
                resource_server \(text) NOT NULL,
                permission \(text) NOT NULL,
                created_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, role, resource_server, permission)
            )\(dialect.clusteredTable);
            CREATE INDEX role_permissions_api ON role_permissions (tenant, resource_server, permission);

            CREATE TABLE user_permissions (
                tenant \(text) NOT NULL,
                user_id \(text) NOT NULL,
                resource_server \(text) NOT NULL,
                permission \(text) NOT NULL,
                created_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, user_id, resource_server, permission),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX user_permissions_api ON user_permissions (tenant, resource_server, permission);

            CREATE TABLE user_roles (
                tenant \(text) NOT NULL,
                user_id \(text) NOT NULL,
                role \(text) NOT NULL,
                created_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, user_id, role),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX user_roles_role ON user_roles (tenant, role, created_at);

            CREATE TABLE organization_members (
                tenant \(text) NOT NULL,
                organization \(text) NOT NULL,
                user_id \(text) NOT NULL,
                created_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, organization, user_id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX organization_members_user ON organization_members (tenant, user_id, created_at);

            CREATE TABLE organization_member_roles (
                tenant \(text) NOT NULL,
                organization \(text) NOT NULL,
                user_id \(text) NOT NULL,
                role \(text) NOT NULL,
                created_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, organization, user_id, role),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX organization_member_roles_user ON organization_member_roles (tenant, user_id);
            CREATE INDEX organization_member_roles_role ON organization_member_roles (tenant, role);

            CREATE TABLE consents (
                tenant \(text) NOT NULL,
                id \(text) NOT NULL CHECK (length(id) > 0),
                user_id \(text) NOT NULL,
                client_id \(text) NOT NULL,
                audience \(text) NOT NULL,
                scope TEXT NOT NULL,
                updated_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
            )\(dialect.clusteredTable);
            CREATE UNIQUE INDEX consents_place ON consents (tenant, user_id, client_id, audience);

            """
    }

    private static func signIn(_ dialect: Dialect) -> String {
        let (text, integer, blob) = (dialect.text, dialect.integer, dialect.blob)
        return """
            CREATE TABLE sessions (
                tenant \(text) NOT NULL,
                id \(text) NOT NULL CHECK (length(id) > 0),
                secret_hash \(blob) NOT NULL CHECK (length(secret_hash) = 32),
                user_id \(text) NOT NULL,
                created_at \(integer) NOT NULL,
                updated_at \(integer) NOT NULL,
                authenticated_at \(integer) NOT NULL,
                idle_expires_at \(integer) NOT NULL,
                expires_at \(integer) NOT NULL,
                connection \(text) NOT NULL,
                clients TEXT NOT NULL,
                details TEXT NOT NULL,
                PRIMARY KEY (tenant, id)
            )\(dialect.clusteredTable);
            CREATE UNIQUE INDEX sessions_secret ON sessions (tenant, secret_hash);
            CREATE INDEX sessions_user ON sessions (tenant, user_id, created_at);
            CREATE INDEX sessions_expiry ON sessions (expires_at);
            CREATE INDEX sessions_idle_expiry ON sessions (idle_expires_at);

            CREATE TABLE refresh_tokens (
                tenant \(text) NOT NULL,
                hash \(blob) NOT NULL CHECK (length(hash) = 32),
                id \(text) NOT NULL,
                family \(text) NOT NULL,
                counter \(integer) NOT NULL,
                client_id \(text) NOT NULL,
                user_id \(text) NOT NULL,
                session_id \(text),
                audience \(text) NOT NULL,
                scope TEXT NOT NULL,
                is_rotating \(integer) NOT NULL CHECK (is_rotating IN (0, 1)),
                issued_at \(integer) NOT NULL,
                expires_at \(integer),
                idle_expires_at \(integer),
                last_exchanged_at \(integer),
                spent_at \(integer),
                key_thumbprint \(text),
                details TEXT NOT NULL,
                PRIMARY KEY (tenant, hash)
            )\(dialect.clusteredTable);
            CREATE UNIQUE INDEX refresh_tokens_id ON refresh_tokens (tenant, id);
            CREATE INDEX refresh_tokens_family ON refresh_tokens (tenant, family, counter);
            CREATE INDEX refresh_tokens_user ON refresh_tokens (tenant, user_id, client_id, spent_at, issued_at);
            CREATE INDEX refresh_tokens_session ON refresh_tokens (tenant, session_id);
            CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);
            CREATE INDEX refresh_tokens_idle_expiry ON refresh_tokens (idle_expires_at);

            CREATE TABLE tickets (
                tenant \(text) NOT NULL,
                kind \(text) NOT NULL,
                hash \(blob) NOT NULL CHECK (length(hash) = 32),
                user_id \(text) NOT NULL,
                body TEXT NOT NULL,
                created_at \(integer) NOT NULL,
                expires_at \(integer) NOT NULL,
                spent_at \(integer),
                PRIMARY KEY (tenant, kind, hash)
            )\(dialect.clusteredTable);
            CREATE INDEX tickets_user ON tickets (tenant, user_id, kind);
            CREATE INDEX tickets_expiry ON tickets (expires_at);

            CREATE TABLE login_failures (
                tenant \(text) NOT NULL,
                subject \(text) NOT NULL,
                address \(text) NOT NULL,
                count \(integer) NOT NULL CHECK (count > 0),
                last_at \(integer) NOT NULL,
                PRIMARY KEY (tenant, subject, address)
            )\(dialect.clusteredTable);
            CREATE INDEX login_failures_last ON login_failures (last_at);

            """
    }

    private static func delivery(_ dialect: Dialect) -> String {
        let (text, integer) = (dialect.text, dialect.integer)
        return """
            CREATE TABLE outbox (
                tenant \(text) NOT NULL,
                id \(text) NOT NULL CHECK (length(id) > 0),
                kind \(text) NOT NULL,
                body TEXT NOT NULL,
                created_at \(integer) NOT NULL,
                attempts \(integer) NOT NULL,
                due_at \(integer) NOT NULL,
                last_error TEXT,
                PRIMARY KEY (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX outbox_due ON outbox (due_at);

            CREATE TABLE mails (
                tenant \(text) NOT NULL,
                id \(text) NOT NULL CHECK (length(id) > 0),
                recipient \(text) NOT NULL,
                date \(integer) NOT NULL,
                body TEXT NOT NULL,
                PRIMARY KEY (tenant, id)
            )\(dialect.clusteredTable);
            CREATE INDEX mails_recipient ON mails (recipient, date);
            CREATE INDEX mails_date ON mails (date);

            """
    }
}
