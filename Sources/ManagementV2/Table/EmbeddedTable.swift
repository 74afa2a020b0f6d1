import CManagementTable
import Glibc

/// Which part of the embedded table a line is.
struct EmbeddedLine: Sendable {
    let start: Int
    let length: Int
}

/// The bytes of the operation table inside the program.
///
/// The file keeps one operation and one schema a line, so that finding one needs no parsing and the rest of the 800 kB
/// is never touched.
enum EmbeddedTable {
    /// Lines of operations and, by name, of schemas.
    struct Index: Sendable {
        var operations: [EmbeddedLine] = []
        var schemas: [String: EmbeddedLine] = [:]
    }

    /// The bytes of a line.
    static func bytes(_ line: EmbeddedLine) -> [UInt8] {
        guard let start = latchkey_management_table_start(), line.start + line.length <= length else { return [] }
        return Array(UnsafeBufferPointer(start: start + line.start, count: line.length))
    }

    private static var length: Int { Int(latchkey_management_table_length()) }

    /// Finds the lines.
    static func index() -> Index {
        var index = Index()
        guard let start = latchkey_management_table_start() else { return index }
        let bytes = UnsafeBufferPointer(start: start, count: length)
        var lineStart = 0
        while let newline = memchr(start + lineStart, 0x0A, bytes.count - lineStart) {
            let position = UnsafePointer(newline.assumingMemoryBound(to: UInt8.self)) - start
            add(bytes, lineStart..<position, to: &index)
            lineStart = position + 1
        }
        if lineStart < bytes.count { add(bytes, lineStart..<bytes.count, to: &index) }
        return index
    }

    private static func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to index: inout Index) {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == UInt8(ascii: ",") || bytes[end - 1] == 0x0D { end -= 1 }
        guard end - range.lowerBound > 4, bytes[end - 1] == UInt8(ascii: "}") else { return }
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "{") where bytes[range.lowerBound + 1] == UInt8(ascii: "\""):
            guard bytes[range.lowerBound + 2] == UInt8(ascii: "i") else { return }
            index.operations.append(EmbeddedLine(start: range.lowerBound, length: end - range.lowerBound))
        case UInt8(ascii: "\""):
            let name = bytes[(range.lowerBound + 1)..<end].prefix { $0 != UInt8(ascii: "\"") }
            let body = name.endIndex + 2
            guard body < end, bytes[body] == UInt8(ascii: "{") else { return }
            index.schemas[String(decoding: name, as: UTF8.self)] = EmbeddedLine(start: body, length: end - body)
        default: return
        }
    }
}
