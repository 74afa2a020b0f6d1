/// Where random bytes come from: the operating system in a server, a fixed sequence in a test.
package struct RandomSource: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    /// A source that answers with so many bytes.
    package init(_ fill: @escaping @Sendable (Int) -> [UInt8]) { self.fill = fill }

    /// The operating system's generator.
    package static let system = RandomSource { count in
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// So many random bytes.
    package func bytes(_ count: Int) -> [UInt8] { fill(count) }

    /// So many characters, each drawn evenly from an alphabet of at most 256.
    package func text(_ count: Int, from alphabet: Alphabet) -> String {
        let characters = alphabet.characters
        // Bytes at or above the largest multiple of the alphabet's size are thrown away: no character is likelier.
        let limit = 256 - 256 % characters.count
        var text: [UInt8] = []
        text.reserveCapacity(count)
        while text.count < count {
            for byte in bytes(count - text.count + 8) where Int(byte) < limit && text.count < count {
                text.append(characters[Int(byte) % characters.count])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The characters that ids and tokens are drawn from.
    package struct Alphabet: Sendable {
        let characters: [UInt8]

        /// Digits and letters of both cases.
        package static let base62 = Alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        /// As `base62` without the look-alikes `0`, `O`, `I` and `l`.
        package static let base58 = Alphabet("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        /// The characters of URL-safe Base64.
        package static let urlSafe = Alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_")
        /// Lower-case hexadecimal digits.
        package static let hexadecimal = Alphabet("0123456789abcdef")
        /// Digits.
        package static let digits = Alphabet("0123456789")

        private init(_ characters: String) { self.characters = Array(characters.utf8) }
    }
}
