/// One step of the schema.
///
/// A step that was released is never changed: what must differ becomes the next step.
package struct Migration: Sendable {
    /// The version of a database that has taken this step; steps are numbered from 1 without gaps.
    package let version: Int
    /// What it is for.
    package let name: String
    /// Its statements, for an engine.
    package let sql: @Sendable (Dialect) -> String

    /// A step.
    package init(version: Int, name: String, sql: @escaping @Sendable (Dialect) -> String) {
        self.version = version
        self.name = name
        self.sql = sql
    }

    /// Every step, in order.
    ///
    /// Each has a fixture in `Tests/Fixtures/migrations` that a test upgrades to the newest.
    package static let all: [Migration] = [
        .first, .people, .logStreams, .events, .blockedUsers, .unspentRefreshTokens,
    ]

    /// The version this program writes.
    package static var newest: Int { all.last?.version ?? 0 }
}

/// Why a database cannot be used with this program.
package struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The version of the database.
    package let found: Int
    /// The newest version the program knows.
    package let known: Int

    /// A database of one version before a program that knows up to another.
    package init(found: Int, known: Int) {
        self.found = found
        self.known = known
    }

    package var description: String {
        """
        The database has schema version \(found), made by a newer Latchkey; this one knows versions up to \(known). \
        Run the newer program, or restore a backup from before the upgrade.
        """
    }
}
