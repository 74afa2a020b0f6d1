import Kernel
import StorageSQL

/// The arguments of a statement as libpq takes them: one buffer, and where in it each begins.
struct PostgresArguments {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// No arguments.
    static let none = PostgresArguments()

    private init() {}

    /// Writes arguments: bytes as they are, everything else as text, whose type the server takes from the statement.
    ///
    /// - Throws: `StoreError.constraint` for a text with a NUL, which PostgreSQL cannot store.
    init(_ arguments: [SQLValue]) throws {
        offsets.reserveCapacity(arguments.count)
        for argument in arguments {
            switch argument {
            case .null: append([UInt8]?.none, format: 0)
            case .integer(let value): append(String(value).utf8, format: 0)
            case .blob(let value): append(value, format: 1)
            case .text(let value):
                guard !value.utf8.contains(0) else { throw StoreError.constraint("a text holds a NUL character") }
                append(value.utf8, format: 0)
            }
        }
    }

    /// One argument: a text without NULs.
    init(text: String) { append(text.utf8, format: 0) }

    /// Writes rows as one array for each column.
    ///
    /// - Throws: as for single arguments.
    init(arraysOf rows: [[SQLValue]], width: Int) throws {
        for column in 0..<width {
            let start = bytes.count
            bytes.append(UInt8(ascii: "{"))
            for (number, row) in rows.enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                try appendElement(row[column])
            }
            bytes.append(UInt8(ascii: "}"))
            offsets.append(start)
            lengths.append(Int32(bytes.count - start))
            formats.append(0)
            bytes.append(0)
        }
    }

    /// - SeeAlso: PostgreSQL, 8.15.6: array input and output syntax.
    private mutating func appendElement(_ value: SQLValue) throws {
        switch value {
        case .null: bytes.append(contentsOf: "NULL".utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .blob(let value):
            bytes.append(contentsOf: #""\\x"#.utf8)
            for byte in value {
                bytes.append(Self.hexadecimal[Int(byte >> 4)])
                bytes.append(Self.hexadecimal[Int(byte & 0xF)])
            }
            bytes.append(UInt8(ascii: "\""))
        case .text(let value):
            guard !value.utf8.contains(0) else { throw StoreError.constraint("a text holds a NUL character") }
            bytes.append(UInt8(ascii: "\""))
            for byte in value.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func append(_ value: (some Collection<UInt8>)?, format: Int32) {
        offsets.append(value == nil ? nil : bytes.count)
        lengths.append(Int32(value?.count ?? 0))
        formats.append(format)
        guard let value else { return }
        bytes.append(contentsOf: value)
        // Text ends with a NUL for libpq; behind bytes it does no harm.
        bytes.append(0)
    }

    /// Lends the pointers that `PQsendQueryPrepared` wants: count, values, lengths, formats.
    func withPointers<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let values = offsets.map { offset in
                offset.flatMap { buffer.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return body(Int32(offsets.count), values, lengths, formats)
        }
    }
}
