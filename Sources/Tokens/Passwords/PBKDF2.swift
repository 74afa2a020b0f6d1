import Wire

/// A PBKDF2 hash in the format of Auth0's imports: `$pbkdf2-sha512$i=100000,l=64$salt$hash`.
///
/// - SeeAlso: RFC 8018 §5.2; Auth0: "Bulk User Import Schema".
struct PBKDF2: Sendable {
    /// The most iterations times blocks of output: some three seconds of CPU with SHA-512.
    static let maximumWork = 2_000_000
    private static let defaultIterations = 100_000
    private static let defaultLength = 64

    private let digest: PasswordDigest
    private let iterations: Int
    private let salt: [UInt8]
    private let expected: [UInt8]

    /// Reads a text.
    ///
    /// - Throws: `PasswordHashError`.
    init(_ text: String) throws(PasswordHashError) {
        let phc = try PHCString(text)
        try phc.allow(only: ["i", "l"])
        guard phc.version == nil, phc.id.hasPrefix("pbkdf2-") else { throw .malformed }
        digest = try PasswordDigest(alias: String(phc.id.dropFirst("pbkdf2-".count)))
        iterations = phc["i"] ?? Self.defaultIterations
        guard iterations >= 1, phc.hash.count == phc["l"] ?? Self.defaultLength else { throw .malformed }
        let blocks = (phc.hash.count + digest.length - 1) / digest.length
        guard blocks * iterations <= Self.maximumWork else { throw .tooCostly }
        salt = phc.salt
        expected = phc.hash
    }

    /// Whether these bytes are what was hashed.
    func matches(_ password: [UInt8]) throws(PasswordHashError) -> Bool {
        let key = try digest.pbkdf2(password, salt: salt, iterations: iterations, length: expected.count)
        return equalInConstantTime(key, expected)
    }
}
