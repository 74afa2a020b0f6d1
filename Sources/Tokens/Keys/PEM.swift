import Wire

/// Text encodings of DER between `BEGIN` and `END` lines.
///
/// - SeeAlso: RFC 7468.
package enum PEM {
    /// One encoded structure and what its lines call it.
    package struct Block: Sendable, Equatable {
        /// Such as `CERTIFICATE`.
        package let label: String
        /// The bytes.
        package let der: [UInt8]
    }

    /// How lines end: `\n` in files, `\r\n` in the members of Auth0's management API.
    package enum LineEnding: String, Sendable {
        case lineFeed = "\n"
        case carriageReturnLineFeed = "\r\n"
    }

    /// Writes a structure, 64 characters a line.
    package static func encode(_ der: [UInt8], label: String, lineEnding: LineEnding = .lineFeed) -> String {
        let body = Base64.encode(der, .standard).utf8
        var text = "-----BEGIN \(label)-----\(lineEnding.rawValue)"
        var rest = body[...]
        while !rest.isEmpty {
            text += "\(Substring(rest.prefix(64)))\(lineEnding.rawValue)"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\(lineEnding.rawValue)"
    }

    /// The structures in a text, in order; what is not one, or is encrypted, is left out.
    package static func blocks(in text: String) -> [Block] {
        var blocks: [Block] = []
        var rest = Array(text.utf8)[...]
        while let begin = range(of: "-----BEGIN ", in: rest) {
            rest = rest[begin.upperBound...]
            guard let dashes = range(of: "-----", in: rest) else { break }
            let label = String(decoding: rest[..<dashes.lowerBound], as: UTF8.self)
            rest = rest[dashes.upperBound...]
            guard let end = range(of: "-----END \(label)-----", in: rest) else { continue }
            let body = rest[..<end.lowerBound].filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }
            // Headers of encrypted keys hold colons, which Base64 does not.
            if let der = Base64.decode(body, .standard), !der.isEmpty { blocks.append(Block(label: label, der: der)) }
            rest = rest[end.upperBound...]
        }
        return blocks
    }

    private static func range(of text: String, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        var start = bytes.startIndex
        while start <= bytes.endIndex - wanted.count {
            guard let first = bytes[start...].firstIndex(of: wanted[0]), first <= bytes.endIndex - wanted.count else {
                return nil
            }
            if bytes[first..<first + wanted.count].elementsEqual(wanted) { return first..<first + wanted.count }
            start = first + 1
        }
        return nil
    }
}
