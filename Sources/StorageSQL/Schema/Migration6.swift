extension Migration {
    /// When a refresh token may be swept: at the earlier of its two ends; null for one without an end.
    ///
    /// A query finds the index of this only by the very same expression.
    static let refreshTokenEnd = """
        CASE WHEN expires_at IS NULL OR idle_expires_at < expires_at THEN idle_expires_at ELSE expires_at END
        """

    /// Fewer indexes for a rotation to write: those by user and session hold unspent tokens alone, one holds both ends.
    ///
    /// The newest token of a family is never spent, so what was is found through its family.
    static let unspentRefreshTokens = Migration(version: 6, name: "unspent refresh tokens") { _ in
        """
        DROP INDEX refresh_tokens_user;
        DROP INDEX refresh_tokens_session;
        DROP INDEX refresh_tokens_expiry;
        DROP INDEX refresh_tokens_idle_expiry;
        CREATE INDEX refresh_tokens_user ON refresh_tokens (tenant, user_id, client_id, issued_at, family)
            WHERE spent_at IS NULL;
        CREATE INDEX refresh_tokens_session ON refresh_tokens (tenant, session_id, family) WHERE spent_at IS NULL;
        CREATE INDEX refresh_tokens_end ON refresh_tokens ((\(refreshTokenEnd)));

        """
    }
}
