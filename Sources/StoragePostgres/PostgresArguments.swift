import Kernel
import StorageSQL

/// The arguments of a statement as libpq takes them: one buffer, and where in it each begins.
struct PostgresArguments {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

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
