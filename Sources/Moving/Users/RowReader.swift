import FoundationEssentials
import Glibc
package import Wire

/// Reads the rows of a file of users one after the other: an array of JSON, or a line of JSON for each.
///
/// Only one row and a window of the file are in memory.
package struct RowReader: ~Copyable {
    /// The longest row, in bytes.
    private static let rowLimit = 4_194_304
    private static let window = 262_144

    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Where in the buffer the next byte is.
    private var next = 0
    /// Where in the file the buffer begins.
    private var start: UInt64
    private var hasEnded = false
    /// How many bytes the file has.
    package let size: UInt64
    /// How many rows were read, those before the offset included.
    package private(set) var rows: Int

    /// Opens a file; reading goes on after an offset that an earlier reader told.
    ///
    /// - Throws: `MovingError`.
    package init(path: String, offset: UInt64 = 0, rows: Int = 0) throws {
        self.path = path
        self.rows = rows
        start = offset
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MovingError(path, "cannot be read") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw MovingError(path, "is not a file")
        }
        size = UInt64(status.st_size)
        lseek(descriptor, off_t(offset), SEEK_SET)
    }

    deinit { close(descriptor) }

    /// Where the next row begins, or what stands before it.
    package var offset: UInt64 { start + UInt64(next) }

    /// The next row; nil at the end.
    ///
    /// - Throws: `MovingError` with the number of a row that is not JSON.
    package mutating func read() throws -> JSONValue? {
        // Brackets and commas of an array around the rows, and lines between them.
        while let byte = try peek(), Self.isBetween(byte) { next += 1 }
        guard try peek() != nil else { return nil }
        let bytes = try row()
        rows += 1
        do { return try JSONReader.parse(bytes, maximumDepth: 64) } catch {
            throw MovingError("\(path): row \(rows)", "is not JSON (\(error))")
        }
    }

    private static func isBetween(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5B, 0x5D, 0xEF, 0xBB, 0xBF: true
        default: false
        }
    }

    /// The bytes of one object, or of a line that is none.
    private mutating func row() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var depth = 0
        var isText = false
        var isEscaped = false
        while let byte = try peek() {
            next += 1
            bytes.append(byte)
            guard bytes.count <= Self.rowLimit else {
                throw MovingError("\(path): row \(rows + 1)", "is longer than \(Self.rowLimit) bytes")
            }
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isText = false
                }
                continue
            }
            switch byte {
            case 0x22: isText = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                depth -= 1
                if depth <= 0 { return bytes }
            case 0x0A where depth == 0: return bytes
            default: break
            }
        }
        return bytes
    }

    private mutating func peek() throws -> UInt8? {
        if next < buffer.count { return buffer[next] }
        guard !hasEnded else { return nil }
        start += UInt64(buffer.count)
        next = 0
        buffer = [UInt8](unsafeUninitializedCapacity: Self.window) { memory, count in
            count = max(0, Glibc.read(descriptor, memory.baseAddress, memory.count))
        }
        hasEnded = buffer.isEmpty
        return buffer.first
    }
}
