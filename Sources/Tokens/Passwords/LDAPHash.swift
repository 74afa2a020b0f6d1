import Wire

/// A `userPassword` of a directory: `{SSHA}` and the Base64 of digest and salt, or `{CRYPT}` and a hash of Unix.
///
/// - SeeAlso: RFC 2307 §5.3.
enum LDAPHash: Sendable {
    case digest(PasswordDigest, expected: [UInt8], salt: [UInt8])
    case crypt(String)
    case bcrypt(Bcrypt)

    /// The most rounds that a `{CRYPT}` hash may ask for: half a second of CPU.
    static let maximumRounds = 1_000_000

    /// Reads a text; the scheme is written in either case.
    ///
    /// - Throws: `PasswordHashError`.
    init(_ text: String) throws(PasswordHashError) {
        let parts = text.dropFirst().split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.first == "{", parts.count == 2 else { throw .malformed }
        let scheme = parts[0].uppercased()
        if scheme == "CRYPT" {
            self = try Self.unix(String(parts[1]))
            return
        }
        guard let (digest, isSalted) = Self.digest(scheme) else { throw .unsupported("scheme {\(scheme)}") }
        guard let bytes = Base64.decode(String(parts[1]), .standard), bytes.count >= digest.length,
            isSalted == (bytes.count > digest.length)
        else { throw .malformed }
        self = .digest(digest, expected: Array(bytes[..<digest.length]), salt: Array(bytes[digest.length...]))
    }

    private static func digest(_ scheme: String) -> (PasswordDigest, isSalted: Bool)? {
        for digest in [PasswordDigest.md5, .sha1, .sha224, .sha256, .sha384, .sha512] {
            let name = digest == .sha1 ? "SHA" : digest.rawValue.uppercased()
            if scheme == name { return (digest, false) }
            if scheme == "S\(name)" { return (digest, true) }
        }
        return nil
    }

    private static func unix(_ text: String) throws(PasswordHashError) -> LDAPHash {
        if text.hasPrefix("$2") { return .bcrypt(try Bcrypt(text)) }
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "$") else {
            guard bytes.count == 13, bytes.allSatisfy(\.isCryptCharacter) else { throw .malformed }
            return .crypt(text)
        }
        let fields = text.split(separator: "$", omittingEmptySubsequences: false).dropFirst()
        guard let id = fields.first, ["1", "5", "6"].contains(id) else { throw .unsupported("scheme of {CRYPT}") }
        var rest = fields.dropFirst()
        if id != "1", let field = rest.first, field.hasPrefix("rounds=") {
            let digits = field.dropFirst("rounds=".count)
            guard digits.utf8.allSatisfy(\.isDigit), let rounds = Int(digits), rounds >= 1000 else { throw .malformed }
            guard rounds <= Self.maximumRounds else { throw .tooCostly }
            rest.removeFirst()
        }
        let lengths: [Substring: Int] = ["1": 22, "5": 43, "6": 86]
        guard rest.count == 2, rest.last?.utf8.count == lengths[id],
            rest.allSatisfy({ $0.utf8.allSatisfy(\.isCryptCharacter) })
        else { throw .malformed }
        return .crypt(text)
    }

    /// Whether these bytes are what was hashed.
    func matches(_ password: [UInt8]) throws(PasswordHashError) -> Bool {
        switch self {
        case .digest(let digest, let expected, let salt):
            return equalInConstantTime(try digest.digest(password + salt), expected)
        case .crypt(let text):
            guard !password.contains(0), password.count <= UnixCrypt.maximumLength else { return false }
            return equalInConstantTime(Array(try UnixCrypt.hash(password, setting: text).utf8), Array(text.utf8))
        case .bcrypt(let hash): return try hash.matches(password)
        }
    }
}
