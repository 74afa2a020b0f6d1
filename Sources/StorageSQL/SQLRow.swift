package import Kernel

extension SQLRow {
    /// The text of a column.
    ///
    /// - Throws: `StoreError.corrupt` if it is no text.
    package func text(_ column: Int) throws -> String {
        guard case .text(let value) = self[column] else { throw unexpected(column, "text") }
        return value
    }

    /// The integer of a column.
    ///
    /// - Throws: `StoreError.corrupt` if it is no integer.
    package func integer(_ column: Int) throws -> Int64 {
        guard case .integer(let value) = self[column] else { throw unexpected(column, "an integer") }
        return value
    }

    /// The bytes of a column.
    ///
    /// - Throws: `StoreError.corrupt` if it holds none.
    package func blob(_ column: Int) throws -> [UInt8] {
        guard case .blob(let value) = self[column] else { throw unexpected(column, "bytes") }
        return value
    }

    /// The moment of a column.
    ///
    /// - Throws: `StoreError.corrupt` if it holds none.
    package func instant(_ column: Int) throws -> Instant { Instant(milliseconds: try integer(column)) }

    /// The moment of a column that may be null.
    ///
    /// - Throws: `StoreError.corrupt` if it is neither.
    package func optionalInstant(_ column: Int) throws -> Instant? {
        if case .null = self[column] { return nil }
        return try instant(column)
    }

    private subscript(column: Int) -> SQLValue? { columns.indices.contains(column) ? columns[column] : nil }

    private func unexpected(_ column: Int, _ wanted: String) -> StoreError {
        .corrupt("column \(column) of a row is not \(wanted)")
    }
}

extension SQLValue {
    /// A moment as a column holds it.
    static func instant(_ value: Instant?) -> SQLValue { value.map { .integer($0.milliseconds) } ?? .null }

    /// A text, or null.
    static func optionalText(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }

    /// Whether both engines can hold this: PostgreSQL has no U+0000 in texts, so neither has SQLite here.
    var isPortable: Bool {
        guard case .text(var text) = self else { return true }
        return !text.withUTF8 { $0.contains(0) }
    }
}
