extension Migration {
    /// An index of the users who are blocked.
    ///
    /// They are few and nobody else is in it, so that whoever is not blocked costs no more to write than before.
    static let blockedUsers = Migration(version: 5, name: "blocked users") { _ in
        """
        CREATE INDEX users_blocked ON users (tenant, id) WHERE blocked = 1;

        """
    }
}
