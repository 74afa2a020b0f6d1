import GRDB
import GRDBSQLite
import Kernel
import Storage
import StorageSQL

/// A connection inside a transaction, used only on GRDB's queue for it.
///
/// GRDB opens, caches statements and keeps transactions; values go to SQLite and come from it directly, since GRDB's own
/// way through `DatabaseValue` costs more than the query of a row by its key.
final class SQLiteConnection: SQLConnection {
    private let database: Database
    /// What was announced and not published yet.
    var announcements: [ConfigurationChange] = []

    init(_ database: Database) { self.database = database }

    var dialect: Dialect { .sqlite }

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try SQLiteErrors.mapping { try rows(database.cachedStatement(sql: sql), arguments) }
    }

    func queryOnce(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try SQLiteErrors.mapping { try rows(database.makeStatement(sql: sql), arguments) }
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try SQLiteErrors.mapping {
            _ = try rows(database.cachedStatement(sql: sql), arguments)
            return database.changesCount
        }
    }

    func script(_ sql: String) throws {
        try SQLiteErrors.mapping { try database.execute(sql: sql) }
    }

    func announce(_ change: ConfigurationChange) throws { announcements.append(change) }

    private func rows(_ statement: Statement, _ arguments: [SQLValue]) throws -> [SQLRow] {
        let handle = statement.sqliteStatement
        guard Int(sqlite3_bind_parameter_count(handle)) == arguments.count else {
            throw DatabaseError(resultCode: .SQLITE_RANGE, message: "\(arguments.count) arguments")
        }
        // A statement that is left unfinished keeps its transaction from ending.
        defer { sqlite3_reset(handle) }
        for (index, argument) in arguments.enumerated() {
            try check(Self.bind(argument, at: Int32(index + 1), of: handle))
        }
        var rows: [SQLRow] = []
        let columns = sqlite3_column_count(handle)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: rows.append(SQLRow((0..<columns).map { Self.value(at: $0, of: handle) }))
            case SQLITE_DONE: return rows
            case let code: try check(code)
            }
        }
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection)),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection))
        )
    }
}

extension SQLiteConnection {
    /// SQLite's own copy of the bytes: a cached statement outlives its arguments.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func bind(_ argument: SQLValue, at index: Int32, of statement: OpaquePointer) -> Int32 {
        switch argument {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let value): return sqlite3_bind_int64(statement, index, value)
        case .text(var value):
            return value.withUTF8 { bytes in
                // An empty buffer may have no address, and that would bind null.
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_text(statement, index, "", 0, copied)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, index, $0, Int32(bytes.count), copied)
                }
            }
        case .blob(let value):
            guard !value.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
            return sqlite3_bind_blob(statement, index, value, Int32(value.count), copied)
        }
    }

    private static func value(at column: Int32, of statement: OpaquePointer) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .text(String(sqlite3_column_double(statement, column)))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }
}
