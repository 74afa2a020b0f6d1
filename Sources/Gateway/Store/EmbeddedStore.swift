import FoundationEssentials
import GRDB
package import Kernel

/// Keeps entries in a file of one gateway's own, for those that do not share their sessions.
///
/// What it has acknowledged survives a crash and a power cut. As nobody else changes the file, what was read lately is
/// kept in memory.
package final class EmbeddedStore: ExpiringStore {
    private let file: EntryFile
    private let cache = EntryCache()
    private let now: @Sendable () -> Instant
    private let sweeper: Task<Void, Never>

    /// Opens a store, making its file unless it is there, and removes what has ended every `sweepInterval`.
    ///
    /// - Throws: `StoreUnavailable`.
    package init(
        path: String,
        sweepInterval: Duration = .seconds(60),
        now: @escaping @Sendable () -> Instant
    ) throws {
        let file = try EntryFile(path: path)
        self.file = file
        self.now = now
        sweeper = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: sweepInterval)
                // What could not be removed this time is removed next time, and read by nobody until then.
                if !Task.isCancelled { _ = try? await Self.sweep(file, now) }
            }
        }
    }

    deinit { sweeper.cancel() }

    package func value(of key: String) async throws -> [UInt8]? {
        let now = now()
        let known = cache.entry(of: key)
        if let entry = known.entry { return entry.endsAt > now.milliseconds ? entry.value : nil }
        guard let entry = try file.entry(of: key, now: now) else { return nil }
        cache.keep(entry, of: key, changes: known.changes)
        return entry.value
    }

    package func set(_ key: String, to value: [UInt8], endingAfter seconds: Int64?) async throws {
        try Self.check(key, value)
        try await change([key]) { [now] database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO entries (key, value, ends_at) VALUES (?, ?, ?)
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
                    """
            )
            try statement.execute(arguments: [key, Data(value), Self.end(after: seconds, now())])
        }
    }

    package func setIfAbsent(_ key: String, to value: [UInt8], endingAfter seconds: Int64) async throws -> Bool {
        try Self.check(key, value)
        return try await change([key]) { [now] database in
            let now = now()
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO entries (key, value, ends_at) VALUES (?, ?, ?)
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
                    WHERE entries.ends_at <= ?
                    """
            )
            let end = Self.end(after: seconds, now)
            try statement.execute(arguments: [key, Data(value), end, now.milliseconds])
            return database.changesCount == 1
        }
    }

    package func replace(
        _ key: String,
        from expected: [UInt8],
        to value: [UInt8],
        endingAfter seconds: Int64?
    ) async throws -> Bool {
        try Self.check(key, value)
        return try await change([key]) { [now] database in
            let now = now()
            let statement = try database.cachedStatement(
                sql: "UPDATE entries SET value = ?, ends_at = ? WHERE key = ? AND value = ? AND ends_at > ?"
            )
            let end = Self.end(after: seconds, now)
            try statement.execute(arguments: [Data(value), end, key, Data(expected), now.milliseconds])
            return database.changesCount == 1
        }
    }

    package func take(_ key: String) async throws -> [UInt8]? {
        try await change([key]) { [now] database in
            guard let value = try Self.value(of: key, now(), database) else { return nil }
            try Self.remove(key, database)
            return value
        }
    }

    package func remove(_ keys: [String]) async throws {
        guard !keys.isEmpty else { return }
        try await change(keys) { database in
            for key in keys { try Self.remove(key, database) }
        }
    }

    package func ping() async throws {
        try await file.write { _ in }
        _ = try file.entry(of: "", now: now())
    }

    /// Removes what has ended, some at a time so that others may write in between; how many entries that were.
    @discardableResult
    package func sweep() async throws -> Int { try await Self.sweep(file, now) }

    /// Changes entries in a transaction; whatever comes of it, the file is asked for them next.
    private func change<Answer: Sendable>(
        _ keys: [String],
        _ body: @escaping @Sendable (Database) throws -> Answer
    ) async throws -> Answer {
        defer { cache.forget(keys) }
        return try await file.write(body)
    }

    /// Finishes what was begun and closes the file; further calls are refused.
    package func close() async {
        sweeper.cancel()
        await file.close()
        cache.forgetAll()
    }
}

extension EmbeddedStore {
    private static let sweptTogether = 500
    /// Far more than a session needs, and less than SQLite takes.
    private static let largestEntry = 16 * 1024 * 1024

    /// One entry that SQLite refuses would take others of the same commit with it.
    private static func check(_ key: String, _ value: [UInt8]) throws {
        guard key.utf8.count + value.count <= largestEntry else { throw StoreUnavailable("the value is too large") }
    }

    private static func value(of key: String, _ now: Instant, _ database: Database) throws -> [UInt8]? {
        let statement = try database.cachedStatement(sql: "SELECT value FROM entries WHERE key = ? AND ends_at > ?")
        let rows = try Row.fetchCursor(statement, arguments: [key, now.milliseconds])
        return try rows.next()?.withUnsafeData(atIndex: 0) { data in data.map { [UInt8]($0) } ?? [] }
    }

    private static func remove(_ key: String, _ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM entries WHERE key = ?").execute(arguments: [key])
    }

    private static func end(after seconds: Int64?, _ now: Instant) -> Int64 {
        guard let seconds else { return Int64.max }
        return now.milliseconds + (seconds > 0 ? Lifetime.milliseconds(seconds) : 0)
    }

    private static func sweep(_ file: EntryFile, _ now: @escaping @Sendable () -> Instant) async throws -> Int {
        var total = 0
        while true {
            let count = try await file.write { database in
                let statement = try database.cachedStatement(
                    sql: """
                        DELETE FROM entries
                        WHERE rowid IN (SELECT rowid FROM entries WHERE ends_at <= ? LIMIT \(sweptTogether))
                        """
                )
                try statement.execute(arguments: [now().milliseconds])
                return database.changesCount
            }
            total += count
            if count < sweptTogether { return total }
        }
    }
}
