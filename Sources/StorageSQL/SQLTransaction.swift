import Kernel
import Storage

/// The ports of every area inside one transaction; one file a port extends it.
///
/// A write that throws has failed as a whole: the closure that made it must throw too, because an engine may already
/// have given the transaction up.
package struct SQLTransaction: WriteTransaction {
    /// The connection that is in the transaction.
    package let connection: any SQLConnection
    /// Seals secrets on the way in, opens them on the way out.
    package let sealer: any SecretSealing
    /// What a read of a document ends with: in a transaction that writes, PostgreSQL must keep others from changing
    /// what was read until the change that follows from it is committed.
    ///
    /// SQLite has one writer at a time.
    let lock: String
    /// What followers of events are to hear of; nil in a transaction that only reads.
    let journals: EventJournals?

    /// The ports over a connection.
    package init(connection: any SQLConnection, sealer: any SecretSealing, isWriting: Bool) {
        self.connection = connection
        self.sealer = sealer
        lock = isWriting ? connection.dialect.rowLock : ""
        journals = isWriting ? EventJournals() : nil
    }
}

extension SQLTransaction {
    /// The rows of a look-up.
    ///
    /// What storage cannot hold is not there.
    func find(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        guard arguments.allSatisfy(\.isPortable) else { return [] }
        return try connection.query(sql, arguments)
    }

    /// Runs a change; how many rows it changed.
    ///
    /// - Throws: `StoreError.constraint` for a text with U+0000.
    @discardableResult
    func change(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try requirePortable(arguments)
        return try connection.execute(sql, arguments)
    }

    /// Runs a removal; how many rows went.
    ///
    /// What storage cannot hold is not there to be removed.
    @discardableResult
    func remove(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        guard arguments.allSatisfy(\.isPortable) else { return 0 }
        return try connection.execute(sql, arguments)
    }

    /// Runs a change that answers rows.
    ///
    /// - Throws: `StoreError.constraint` for a text with U+0000.
    func changeReturning(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try requirePortable(arguments)
        return try connection.query(sql, arguments)
    }

    /// Inserts rows; how many were inserted or replaced.
    ///
    /// - Throws: `StoreError.constraint` for a text with U+0000.
    func insert(_ rows: [[SQLValue]], by insertion: Insertion) throws -> Int {
        guard !rows.isEmpty else { return 0 }
        for row in rows { try requirePortable(row) }
        return try connection.insert(rows, by: insertion)
    }

    private func requirePortable(_ arguments: [SQLValue]) throws {
        guard arguments.allSatisfy(\.isPortable) else { throw StoreError.constraint("a text contains U+0000") }
    }
}
