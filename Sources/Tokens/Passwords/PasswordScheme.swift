import Wire

/// How a password was hashed.
enum PasswordScheme: Sendable {
    case bcrypt(Bcrypt)
    case argon2(Argon2)
    case pbkdf2(PBKDF2)
    case scrypt(Scrypt)
    case ldap(LDAPHash)
    case digest(PasswordDigest, expected: [UInt8])
    case hmac(PasswordDigest, key: [UInt8], expected: [UInt8])

    /// Reads a text that names its scheme itself: `$2b$…`, `$argon2id$…`, `$pbkdf2-sha256$…` or `{SSHA}…`.
    init(_ text: String) throws(PasswordHashError) {
        if text.hasPrefix("$2") {
            self = .bcrypt(try Bcrypt(text))
        } else if text.hasPrefix("$argon2") {
            self = .argon2(try Argon2(text))
        } else if text.hasPrefix("$pbkdf2-") {
            self = .pbkdf2(try PBKDF2(text))
        } else if text.hasPrefix("{") {
            self = .ldap(try LDAPHash(text))
        } else {
            throw .malformed
        }
    }

    /// Whether these bytes are what was hashed.
    func matches(_ password: [UInt8]) throws(PasswordHashError) -> Bool {
        switch self {
        case .bcrypt(let hash): try hash.matches(password)
        case .argon2(let hash): try hash.matches(password)
        case .pbkdf2(let hash): try hash.matches(password)
        case .scrypt(let hash): try hash.matches(password)
        case .ldap(let hash): try hash.matches(password)
        case .digest(let digest, let expected): equalInConstantTime(try digest.digest(password), expected)
        case .hmac(let digest, let key, let expected):
            equalInConstantTime(try digest.hmac(password, key: key), expected)
        }
    }
}
