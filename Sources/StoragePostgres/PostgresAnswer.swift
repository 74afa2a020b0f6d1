import CPostgres
import Kernel
import StorageSQL

/// The answer to one statement; it owns libpq's result.
final class PostgresAnswer {
    private let handle: OpaquePointer

    /// Takes over a result.
    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    /// What kind of answer it is.
    var status: ExecStatusType { PQresultStatus(handle) }

    /// The command that ran, such as `COMMIT` or `INSERT 0 1`.
    var command: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// How many rows the statement changed or answered.
    var affected: Int {
        guard let digits = PQcmdTuples(handle) else { return 0 }
        return Int(String(cString: digits)) ?? 0
    }

    /// The error in libpq's words.
    var errorMessage: String { PQresultErrorMessage(handle).map { String(cString: $0) } ?? "" }

    /// A field of an error: `C` its code, `M` its message, `V` its severity, `n` the constraint, `R` the routine.
    func errorField(_ name: UnicodeScalar) -> String? {
        PQresultErrorField(handle, Int32(name.value)).map { String(cString: $0) }
    }

    /// The rows.
    ///
    /// - Throws: `StoreError.corrupt` if a value is not of its column's type.
    func rows() throws -> [SQLRow] {
        let columns = PQnfields(handle)
        let kinds = (0..<columns).map { ColumnKind(type: PQftype(handle, $0)) }
        return try (0..<PQntuples(handle)).map { row in
            SQLRow(try (0..<columns).map { column in try value(row, column, as: kinds[Int(column)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, as kind: ColumnKind) throws -> SQLValue {
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        guard let value = kind.decode(bytes) else {
            let name = PQfname(handle, column).map { String(cString: $0) } ?? ""
            throw StoreError.corrupt("the value of column \(name) is not of its type")
        }
        return value
    }
}

/// How the text of a column is read.
private enum ColumnKind {
    case boolean, integer, number, bytes, text

    /// - SeeAlso: PostgreSQL's `pg_type.dat`: these numbers are fixed.
    init(type: Oid) {
        switch type {
        case 16: self = .boolean
        case 20, 21, 23, 26: self = .integer
        case 1700: self = .number
        case 17: self = .bytes
        default: self = .text
        }
    }

    func decode(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
        switch self {
        case .boolean: .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case .integer: Self.integer(bytes).map(SQLValue.integer)
        // The sum of integers is a `numeric` here and an integer in SQLite.
        case .number: Self.integer(bytes).map(SQLValue.integer) ?? .text(String(decoding: bytes, as: UTF8.self))
        case .bytes: Self.blob(bytes).map(SQLValue.blob)
        case .text: .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = bytes.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let step = Int64(digit - 0x30)
            // Negative numbers are counted downwards: the least has no positive twin.
            let (next, carry) =
                isNegative ? shifted.subtractingReportingOverflow(step) : shifted.addingReportingOverflow(step)
            guard !overflow, !carry else { return nil }
            value = next
        }
        return value
    }

    /// Bytes as `bytea_output = hex` writes them: `\x` and two digits each.
    private static func blob(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes.count >= 2, bytes.count.isMultiple(of: 2), bytes[1] == UInt8(ascii: "x") else { return nil }
        var blob: [UInt8] = []
        blob.reserveCapacity(bytes.count / 2 - 1)
        var index = 2
        while index < bytes.count {
            guard let high = nibble(bytes[index]), let low = nibble(bytes[index + 1]) else { return nil }
            blob.append(high << 4 | low)
            index += 2
        }
        return blob
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
