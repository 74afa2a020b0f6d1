import Wire

/// A body of the type `multipart/form-data`.
///
/// - SeeAlso: RFC 7578; RFC 2046 §5.1.
struct MultipartForm: Sendable, Equatable {
    /// One field.
    struct Part: Sendable, Equatable {
        /// The field's name.
        let name: String
        /// The name of the file that it is, if it is one.
        var filename: String?
        /// The media type, if it is given.
        var mediaType: String?
        /// What it holds.
        let content: [UInt8]
    }

    /// The fields, in their order.
    var parts: [Part]

    /// A body of these fields.
    init(_ parts: [Part]) { self.parts = parts }

    /// Reads a body; nil if it is not what the boundary in its media type promises.
    init?(parsing body: [UInt8], contentType: String) {
        guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
            return nil
        }
        // The first delimiter may stand at the very beginning, all others stand on lines of their own.
        let delimiter = Array("\r\n--\(boundary)".utf8)
        let bytes = Self.newline + body
        let starts = Self.occurrences(of: delimiter, in: bytes)
        guard starts.count >= 2 else { return nil }
        parts = []
        for (index, start) in starts.enumerated() {
            let content = start + delimiter.count
            if bytes[content...].starts(with: [0x2D, 0x2D]) { return }
            guard index + 1 < starts.count, let part = Self.part(bytes[content..<starts[index + 1]]) else { return nil }
            parts.append(part)
        }
        return nil
    }

    /// The text of a field that is no file; nil if there is none.
    func text(_ name: String) -> String? {
        parts.first { $0.name == name }.flatMap { String(validating: $0.content, as: UTF8.self) }
    }

    /// The body, its fields delimited by a text that occurs in none of them.
    func encoded(boundary: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(part.name))\""
            if let filename = part.filename { head += "; filename=\"\(Self.quoted(filename))\"" }
            if let mediaType = part.mediaType { head += "\r\nContent-Type: \(mediaType)" }
            bytes += Array(head.utf8) + Self.newline + Self.newline + part.content + Self.newline
        }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }

    private static let newline: [UInt8] = [0x0D, 0x0A]

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let line = bytes.firstIndex(of: 0x0A), bytes[..<line].allSatisfy({ [0x20, 0x09, 0x0D].contains($0) })
        else { return nil }
        let rest = Array(bytes[(line + 1)...])
        guard let end = occurrences(of: newline + newline, in: rest).first else { return nil }
        var name: String?
        var filename: String?
        var mediaType: String?
        for line in String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n") {
            let field = line.lowercased()
            if field.hasPrefix("content-disposition:") {
                name = parameter("name", of: String(line))
                filename = parameter("filename", of: String(line))
            } else if field.hasPrefix("content-type:") {
                mediaType = line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }.description
            }
        }
        guard let name else { return nil }
        return Part(name: name, filename: filename, mediaType: mediaType, content: Array(rest[(end + 4)...]))
    }

    /// A parameter of a header field, in quotes or not.
    private static func parameter(_ name: String, of header: String) -> String? {
        for field in header.split(separator: ";").dropFirst() {
            let pair = field.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else { continue }
            return pair[1].first == "\"" ? String(pair[1].dropFirst().prefix { $0 != "\"" }) : String(pair[1])
        }
        return nil
    }

    /// A name as it may stand in quotes.
    ///
    /// - SeeAlso: WHATWG HTML: "multipart form data".
    private static func quoted(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "%22"
                case "\r": "%0D"
                case "\n": "%0A"
                default: String(Character(scalar))
                }
            }.joined()
        )
    }

    private static func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = needle.first, bytes.count >= needle.count else { return [] }
        var found: [Int] = []
        var index = 0
        while index + needle.count <= bytes.count {
            if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) {
                found.append(index)
                index += needle.count
            } else {
                index += 1
            }
        }
        return found
    }
}
