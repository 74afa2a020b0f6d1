package import Kernel
import Wire

/// What is kept of a password: enough to recognise it, made here with bcrypt or brought from elsewhere.
///
/// bcrypt reads 72 bytes. What is longer counts with its first 72 bytes of UTF-8, when it is hashed and when it is
/// compared, as Auth0 documents; a connection whose policy refuses longer passwords does so before any is hashed.
/// - SeeAlso: Auth0: "Bulk User Import Schema"; "Flexible Password Policy": maximum password length.
package struct PasswordHash: Sendable {
    /// The cost of the hashes made here: 2¹⁰ rounds.
    package static let cost = 10
    /// As much of a new password as counts, in bytes of UTF-8.
    package static let maximumLength = Bcrypt.maximumLength

    /// The text to keep, from which `init(stored:)` makes the same hash.
    ///
    /// It is what an import would bring: the `$…$` or `{SCHEME}` string where that says all, else the JSON of the
    /// `custom_password_hash` object.
    package let stored: String
    let scheme: PasswordScheme
    let salting: PasswordSalting?
    let encoding: PasswordEncoding

    init(stored: String, scheme: PasswordScheme, salting: PasswordSalting? = nil, encoding: PasswordEncoding = .utf8) {
        self.stored = stored
        self.scheme = scheme
        self.salting = salting
        self.encoding = encoding
    }

    /// Reads the text that was kept.
    ///
    /// - Throws: `PasswordHashError`.
    package init(stored text: String) throws(PasswordHashError) {
        if text.utf8.starts(with: "{\"".utf8) {
            guard case .object(let object)? = try? JSONReader.parse(text),
                let hash = try? PasswordHash(customPasswordHash: object)
            else { throw .malformed }
            self = hash
        } else {
            self.init(stored: text, scheme: try PasswordScheme(text))
        }
    }

    /// Hashes a password that somebody chose, with bcrypt.
    ///
    /// At the cost that is usual this takes some 60 ms of CPU: not on the pool that answers requests.
    /// - Throws: `PasswordHashError.unhashable`, `.tooCostly` for a cost outside of 4 to 15, `.failed`.
    package static func bcrypt(
        _ password: String,
        cost: Int = cost,
        random: RandomSource
    ) throws(PasswordHashError) -> PasswordHash {
        let hash = try Bcrypt(hashing: Array(password.utf8), cost: cost, salt: random.bytes(Bcrypt.saltLength))
        return PasswordHash(stored: hash.text, scheme: .bcrypt(hash))
    }

    /// The hash of a password that nobody knows, to spend the time of a comparison on people who do not exist.
    package static let dummy = PasswordHash(
        stored: Bcrypt.forgotten.text,
        scheme: .bcrypt(Bcrypt.forgotten)
    )

    /// Whether a password is the one that was hashed; the comparison takes constant time.
    ///
    /// - Throws: `PasswordHashError.failed` if the library cannot do it, for want of memory for one.
    package func verify(_ password: String) throws(PasswordHashError) -> Bool {
        // Where a NUL ends the password, or pads it as in HMAC, two passwords would be one. Nobody types one.
        guard !password.utf8.contains(0), let bytes = encoding.bytes(of: password) else { return false }
        return try scheme.matches(salting?.applied(to: bytes) ?? bytes)
    }

    /// Whether to hash the password anew at the next chance: whatever is not plain bcrypt of the usual cost.
    package var needsUpgrade: Bool {
        guard case .bcrypt(let hash) = scheme, salting == nil, encoding == .utf8 else { return true }
        return hash.cost != Self.cost
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    package var description: String { "password hash ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A salt that was put before or after the password, for schemes that have none of their own.
struct PasswordSalting: Sendable, Equatable {
    /// On which side of the password.
    enum Position: String, Sendable { case prefix, suffix }

    let salt: [UInt8]
    let position: Position

    /// Password and salt as they were hashed.
    func applied(to password: [UInt8]) -> [UInt8] {
        switch position {
        case .prefix: salt + password
        case .suffix: password + salt
        }
    }
}
