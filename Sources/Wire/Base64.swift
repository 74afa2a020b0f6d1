/// Base64 in the two alphabets the protocols use.
///
/// - SeeAlso: RFC 4648 §4 (`standard`, padded) and §5 (`url`, written without padding).
package enum Base64 {
    /// Which alphabet, and with it whether padding is written.
    package enum Alphabet: Sendable { case standard, url }

    private static let standardCharacters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let urlCharacters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
    private static let standardValues = values(standardCharacters)
    private static let urlValues = values(urlCharacters)

    private static func values(_ characters: [UInt8]) -> [UInt8] {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in characters.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }

    /// Appends the encoding of some bytes to a buffer.
    package static func append(_ bytes: [UInt8], to buffer: inout [UInt8], _ alphabet: Alphabet = .url) {
        let characters = alphabet == .url ? urlCharacters : standardCharacters
        buffer.reserveCapacity(buffer.count + (bytes.count + 2) / 3 * 4)
        characters.withUnsafeBufferPointer { table in
            var index = 0
            while index + 2 < bytes.count {
                let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                buffer.append(table[Int(group >> 18)])
                buffer.append(table[Int(group >> 12 & 63)])
                buffer.append(table[Int(group >> 6 & 63)])
                buffer.append(table[Int(group & 63)])
                index += 3
            }
            let left = bytes.count - index
            guard left > 0 else { return }
            let group = UInt32(bytes[index]) << 16 | (left == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
            buffer.append(table[Int(group >> 18)])
            buffer.append(table[Int(group >> 12 & 63)])
            if left == 2 { buffer.append(table[Int(group >> 6 & 63)]) }
            if alphabet == .standard {
                for _ in left..<3 { buffer.append(UInt8(ascii: "=")) }
            }
        }
    }

    /// The encoding of some bytes.
    package static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .url) -> String {
        var buffer: [UInt8] = []
        append(bytes, to: &buffer, alphabet)
        return String(decoding: buffer, as: UTF8.self)
    }

    /// The bytes behind a text; nil if a character or a length cannot be.
    ///
    /// Padding may be there, whole, or not; bits beyond the last byte must be zero, so that one value has one spelling.
    package static func decode(_ text: some BidirectionalCollection<UInt8>, _ alphabet: Alphabet = .url) -> [UInt8]? {
        // One concrete loop: a generic one is not specialised across modules and costs ten times as much.
        decode(bytes: Array(text), alphabet)
    }

    private static func decode(bytes text: [UInt8], _ alphabet: Alphabet) -> [UInt8]? {
        var end = text.count
        while end > 0, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        let padding = text.count - end
        guard padding == 0 || (padding <= 2 && text.count % 4 == 0), end % 4 != 1 else { return nil }
        let table = alphabet == .url ? urlValues : standardValues
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for index in 0..<end {
            let value = table[Int(text[index])]
            guard value != 0xFF else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
                group &= (1 << UInt32(bits)) - 1
            }
        }
        return group == 0 ? bytes : nil
    }

    /// The bytes behind a text, as above.
    package static func decode(_ text: String, _ alphabet: Alphabet = .url) -> [UInt8]? { decode(text.utf8, alphabet) }
}
