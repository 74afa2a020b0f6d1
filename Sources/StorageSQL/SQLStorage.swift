package import Storage

/// Storage in a SQL database: the ports of every area over one driver.
package struct SQLStorage<Driver: SQLDriver>: Storage {
    /// The engine.
    package let driver: Driver
    private let sealer: any SecretSealing
    private let migrations: [Migration]

    /// Storage over an engine, with what seals its secrets.
    package init(driver: Driver, sealer: any SecretSealing, migrations: [Migration] = Migration.all) {
        self.driver = driver
        self.sealer = sealer
        self.migrations = migrations
    }

    package var changes: ChangeFeed { driver.changes }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws
        -> Result
    {
        let sealer = sealer
        return try await driver.read { try body(SQLTransaction(connection: $0, sealer: sealer, isWriting: false)) }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        let sealer = sealer
        return try await driver.write { connection in
            let transaction = SQLTransaction(connection: connection, sealer: sealer, isWriting: true)
            let result = try body(transaction)
            try transaction.recordEvents()
            return result
        }
    }
}

extension SQLStorage {
    /// Brings the database to the newest schema, while no other process does; the versions it went through.
    ///
    /// - Throws: `SchemaError` for a database that a newer program made, or `StoreError`.
    @discardableResult
    package func migrate() async throws -> [Int] {
        let migrations = migrations
        return try await driver.exclusively { try Migrator(connection: $0, migrations: migrations).run() }
    }

    /// The version of the database's schema; 0 for an empty database.
    ///
    /// - Throws: `StoreError`.
    package func schemaVersion() async throws -> Int {
        try await driver.read { try Migrator(connection: $0, migrations: []).version() }
    }
}

extension SQLStorage {
    /// What the server noted under a name, for all tenants and nodes; nil if nothing.
    ///
    /// - Throws: `StoreError`.
    package func state(_ name: String) async throws -> String? {
        try await driver.read { try ServerState.read(name, $0) }
    }

    /// Notes a value under a name.
    ///
    /// - Throws: `StoreError`.
    package func setState(_ name: String, _ value: String) async throws {
        try await driver.write { connection in
            _ = try connection.execute(ServerState.replace, [.text(name), .text(value)])
        }
    }

    /// Notes a value under a name unless there is one; the value there is then.
    ///
    /// Of nodes that start together all get the same answer.
    ///
    /// - Throws: `StoreError`.
    package func establishState(_ name: String, _ value: String) async throws -> String {
        try await driver.write { connection in
            try connection.execute(ServerState.insert, [.text(name), .text(value)])
            return try ServerState.read(name, connection) ?? value
        }
    }
}

/// Statements over what the server notes for itself.
private enum ServerState {
    static let select = "SELECT value FROM server_state WHERE name = ?"
    static let insert = "INSERT INTO server_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
    static let replace = """
        INSERT INTO server_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """

    static func read(_ name: String, _ connection: any SQLConnection) throws -> String? {
        try connection.query(select, [.text(name)]).first?.text(0)
    }
}
