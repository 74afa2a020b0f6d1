import GRDBSQLite
import Kernel
import Synchronization

/// A connection that reads single entries of a store's file, with the one statement for that prepared.
///
/// It talks to SQLite itself: GRDB's queues, arguments and rows cost more than the look-up does.
final class EntryReader: Sendable {
    private struct Handles {
        var connection: OpaquePointer?
        var statement: OpaquePointer?
    }

    /// Milliseconds to wait for whoever is changing the file's log.
    private static let patience: Int32 = 10_000
    private static let query = "SELECT value, ends_at FROM entries WHERE key = ? AND ends_at > ?"

    private let handles: Mutex<Handles>

    /// Opens a file that is there, with its table.
    ///
    /// - Throws: `StoreUnavailable`.
    init(path: String) throws(StoreUnavailable) {
        var handles = Handles()
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &handles.connection, flags, nil) == SQLITE_OK,
            sqlite3_busy_timeout(handles.connection, Self.patience) == SQLITE_OK,
            sqlite3_exec(handles.connection, EntryFile.connectionSettings, nil, nil, nil) == SQLITE_OK,
            sqlite3_prepare_v3(
                handles.connection,
                Self.query,
                -1,
                UInt32(SQLITE_PREPARE_PERSISTENT),
                &handles.statement,
                nil
            ) == SQLITE_OK
        else {
            let error = Self.error(handles)
            Self.close(&handles)
            throw error
        }
        self.handles = Mutex(handles)
    }

    deinit { close() }

    /// The entry of a key that has not ended; nil if there is none.
    ///
    /// - Throws: `StoreUnavailable`.
    func entry(of key: String, now: Instant) throws(StoreUnavailable) -> Entry? {
        try handles.withLock { handles throws(StoreUnavailable) in try Self.entry(of: key, now: now, handles) }
    }

    /// Closes the connection; further calls are refused.
    func close() { handles.withLock { Self.close(&$0) } }

    private static func entry(
        of key: String,
        now: Instant,
        _ handles: Handles
    ) throws(StoreUnavailable) -> Entry? {
        guard let statement = handles.statement else { throw StoreUnavailable("the file is closed") }
        var key = key
        var entry: Entry?
        let code = key.withUTF8 { key -> Int32 in
            // The bytes of the key are SQLite's until the statement is reset.
            defer { sqlite3_reset(statement) }
            let start = UnsafeRawPointer(key.baseAddress)?.assumingMemoryBound(to: CChar.self)
            var code = sqlite3_bind_text(statement, 1, start, Int32(key.count), nil)
            guard code == SQLITE_OK else { return code }
            code = sqlite3_bind_int64(statement, 2, now.milliseconds)
            guard code == SQLITE_OK else { return code }
            code = sqlite3_step(statement)
            if code == SQLITE_ROW {
                let count = Int(sqlite3_column_bytes(statement, 0))
                let value = [UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, 0), count: count))
                entry = Entry(value: value, endsAt: sqlite3_column_int64(statement, 1))
            }
            return code
        }
        guard code == SQLITE_ROW || code == SQLITE_DONE else { throw error(handles) }
        return entry
    }

    private static func close(_ handles: inout Handles) {
        sqlite3_finalize(handles.statement)
        sqlite3_close_v2(handles.connection)
        handles = Handles()
    }

    /// The last error in the store's words.
    private static func error(_ handles: Handles) -> StoreUnavailable {
        guard let connection = handles.connection else { return StoreUnavailable("the file cannot be opened") }
        let code = sqlite3_extended_errcode(connection)
        return StoreUnavailable("SQLite \(code): \(String(cString: sqlite3_errmsg(connection)))")
    }
}
