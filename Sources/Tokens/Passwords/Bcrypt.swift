import Wire

/// A bcrypt hash: version, cost, salt and digest in 60 characters.
struct Bcrypt: Sendable {
    /// As much of a password as the algorithm reads, in bytes.
    static let maximumLength = 72
    /// The bytes of a salt.
    static let saltLength = 16
    /// The costs that are accepted: the smallest of the algorithm to two seconds of CPU.
    static let costs = 4...15
    /// Version, cost and salt, before the digest.
    private static let settingLength = 29

    let text: String
    let cost: Int

    /// The hash of a password that was drawn at random and thrown away.
    static let forgotten = Bcrypt(
        text: "$2b$10$TKl0zHI2PtjdrmoDj6gIEOSq244MSNGcBg9k/dvMg6hBOPtjXLnQG",
        cost: 10
    )

    private init(text: String, cost: Int) {
        self.text = text
        self.cost = cost
    }

    /// Reads a hash of version `2a`, `2b` or `2y`.
    ///
    /// - Throws: `PasswordHashError`.
    init(_ text: String) throws(PasswordHashError) {
        let bytes = Array(text.utf8)
        guard bytes.count == 60, bytes[0] == UInt8(ascii: "$"), bytes[1] == UInt8(ascii: "2"),
            bytes[3] == UInt8(ascii: "$"), bytes[6] == UInt8(ascii: "$"), bytes[4].isDigit, bytes[5].isDigit,
            bytes[7...].allSatisfy(\.isCryptCharacter)
        else { throw .malformed }
        guard "aby".utf8.contains(bytes[2]) else { throw .unsupported("bcrypt version \(text.prefix(3))") }
        let cost = Int(bytes[4] - 0x30) * 10 + Int(bytes[5] - 0x30)
        guard (4...31).contains(cost) else { throw .malformed }
        guard Self.costs.contains(cost) else { throw .tooCostly }
        self.init(text: text, cost: cost)
    }

    /// Hashes the first 72 bytes of a password.
    ///
    /// - Throws: `PasswordHashError`.
    init(hashing password: [UInt8], cost: Int, salt: [UInt8]) throws(PasswordHashError) {
        guard Self.costs.contains(cost) else { throw .tooCostly }
        let setting = try UnixCrypt.bcryptSetting(cost: cost, salt: salt)
        self.init(text: try UnixCrypt.hash(Array(password.prefix(Self.maximumLength)), setting: setting), cost: cost)
    }

    /// Whether these bytes, as far as the algorithm reads them, are what was hashed.
    func matches(_ password: [UInt8]) throws(PasswordHashError) -> Bool {
        // An encoding of two bytes a character makes them; no such hash can have been made on C strings.
        guard !password.contains(0) else { return false }
        // The versions are one algorithm up to 72 bytes, but libxcrypt hardens its 2a against a bug of 2011 that others
        // never had, at the price of other results for some bytes.
        let setting =
            "$2b$" + text.utf8.prefix(Self.settingLength).dropFirst(4).map { String(UnicodeScalar($0)) }.joined()
        let computed = try UnixCrypt.hash(Array(password.prefix(Self.maximumLength)), setting: setting)
        return equalInConstantTime(Self.digest(computed), Self.digest(text))
    }

    private static func digest(_ text: String) -> [UInt8] { Array(text.utf8.dropFirst(settingLength)) }
}

extension UInt8 {
    /// Whether this is one of the 64 characters that Unix hashes are written in.
    var isCryptCharacter: Bool {
        switch self {
        case 0x2E...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
