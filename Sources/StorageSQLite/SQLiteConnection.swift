import FoundationEssentials
import GRDB
import Kernel
import Storage
import StorageSQL

/// A connection inside a transaction, used only on GRDB's queue for it.
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
            try database.cachedStatement(sql: sql).execute(arguments: Self.bound(arguments))
            return database.changesCount
        }
    }

    func script(_ sql: String) throws {
        try SQLiteErrors.mapping { try database.execute(sql: sql) }
    }

    func announce(_ change: ConfigurationChange) throws { announcements.append(change) }

    private func rows(_ statement: Statement, _ arguments: [SQLValue]) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        let cursor = try Row.fetchCursor(statement, arguments: Self.bound(arguments))
        while let row = try cursor.next() { rows.append(SQLRow(row.databaseValues.map(Self.value))) }
        return rows
    }

    private static func bound(_ arguments: [SQLValue]) -> StatementArguments {
        StatementArguments(
            arguments.map { argument -> DatabaseValue in
                switch argument {
                case .null: .null
                case .integer(let value): value.databaseValue
                case .text(let value): value.databaseValue
                case .blob(let value): Data(value).databaseValue
                }
            }
        )
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let value): .integer(value)
        case .double(let value): .text(String(value))
        case .string(let value): .text(value)
        case .blob(let value): .blob([UInt8](value))
        }
    }
}
