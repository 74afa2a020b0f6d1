import GRDB
import Kernel

/// SQLite's errors in storage's words.
enum SQLiteErrors {
    /// Runs a closure whose errors from the database become `StoreError`; others pass.
    static func mapping<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw translated(error)
        }
    }

    /// An error from the database as `StoreError`; any other as it is.
    static func translated(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        // The message names tables and columns, never values; the statement and its arguments stay out.
        let message = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
        switch error.resultCode.primaryResultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE:
            return StoreError.constraint(message)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_INTERNAL, .SQLITE_SCHEMA:
            return StoreError.corrupt(message)
        default:
            return StoreError.unavailable(message)
        }
    }
}
