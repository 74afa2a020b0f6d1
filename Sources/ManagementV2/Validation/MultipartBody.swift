import Wire

/// The parts of a `multipart/form-data` body as texts by name, files included.
///
/// - SeeAlso: RFC 7578.
enum MultipartBody {
    /// The parts; nil if the body is not what its boundary promises.
    static func read(_ bytes: [UInt8], contentType: String) -> Form? {
        guard let boundary = parameter("boundary", of: contentType), !boundary.isEmpty else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        var positions = starts(of: delimiter, in: bytes)
        guard positions.count >= 2, let last = positions.popLast(),
            bytes[(last + delimiter.count)...].starts(with: [0x2D, 0x2D])
        else { return nil }
        var parts: [(name: String, value: String)] = []
        for (index, position) in positions.enumerated() {
            let end = index + 1 < positions.count ? positions[index + 1] : last
            guard let part = part(bytes[(position + delimiter.count)..<end]) else { return nil }
            parts.append(part)
        }
        return Form(parts)
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> (name: String, value: String)? {
        let newline: [UInt8] = [0x0D, 0x0A]
        guard bytes.starts(with: newline), bytes.suffix(2).elementsEqual(newline) else { return nil }
        let part = Array(bytes.dropFirst(2).dropLast(2))
        // A part may have no headers but then has no name either.
        guard let headerEnd = starts(of: newline + newline, in: part).first else { return nil }
        let headers = String(decoding: part[..<headerEnd], as: UTF8.self)
        for line in headers.split(whereSeparator: \.isNewline)
        where line.lowercased().hasPrefix("content-disposition:") {
            guard let name = parameter("name", of: String(line)) else { return nil }
            guard let value = String(validating: part[(headerEnd + 4)...], as: UTF8.self) else { return nil }
            return (name, value)
        }
        return nil
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for field in header.split(separator: ";").dropFirst() {
            let pair = field.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else { continue }
            return pair[1].hasPrefix("\"") ? String(pair[1].dropFirst().prefix { $0 != "\"" }) : String(pair[1])
        }
        return nil
    }

    private static func starts(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = needle.first, bytes.count >= needle.count else { return [] }
        var result: [Int] = []
        var index = 0
        while index + needle.count <= bytes.count {
            if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) {
                result.append(index)
                index += needle.count
            } else {
                index += 1
            }
        }
        return result
    }
}
