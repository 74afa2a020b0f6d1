package import Wire

extension PasswordHash {
    /// Reads the `password_hash` of a file of users: bcrypt of version `2a` or `2b`.
    ///
    /// - Throws: `PasswordImportError`.
    package init(passwordHash text: String) throws(PasswordImportError) {
        let path = "password_hash"
        guard text.hasPrefix("$2a$") || text.hasPrefix("$2b$") else {
            throw PasswordImportError(.format, path, "password_hash must be bcrypt with the prefix $2a$ or $2b$")
        }
        do {
            self.init(stored: text, scheme: .bcrypt(try Bcrypt(text)))
        } catch {
            throw PasswordImportError(error, path)
        }
    }

    /// Reads the `custom_password_hash` of a file of users.
    ///
    /// - Throws: `PasswordImportError` for the first thing that is wrong.
    /// - SeeAlso: Auth0: "Bulk User Import Schema".
    package init(customPasswordHash object: JSONObject) throws(PasswordImportError) {
        self = try CustomPasswordHash(object).hash()
    }
}

/// The `custom_password_hash` object, as it is being read.
struct CustomPasswordHash {
    private enum Algorithm: String, CaseIterable {
        case argon2, bcrypt, hmac, ldap, md4, md5, sha1, sha256, sha512, pbkdf2, scrypt
    }

    private static let members = [
        "algorithm", "hash", "salt", "password", "keylen", "cost", "blockSize", "parallelization",
    ]

    private let object: JSONObject
    private let root: ImportedMembers

    init(_ object: JSONObject) {
        self.object = object
        root = ImportedMembers(object, path: "custom_password_hash")
    }

    /// The hash that the object describes.
    func hash() throws(PasswordImportError) -> PasswordHash {
        for name in object.keys where !Self.members.contains(name) {
            throw PasswordImportError(.additional, root.path, "Additional properties not allowed: \(name)")
        }
        let algorithm: Algorithm = try root.choice("algorithm")
        let encoding: PasswordEncoding = try root.members("password")?.optionalChoice("encoding") ?? .utf8
        let hash = try root.requiredMembers("hash")
        switch algorithm {
        case .argon2, .ldap, .pbkdf2, .bcrypt: return try named(algorithm, hash, encoding)
        case .md4, .md5, .sha1, .sha256, .sha512, .hmac, .scrypt:
            let expected = try hash.decoded("value", encoding: try hash.binaryEncoding())
            let salting = algorithm == .scrypt ? nil : try salting(hash)
            return PasswordHash(
                stored: JSONWriter.text(.object(object)),
                scheme: try scheme(algorithm, hash, expected),
                salting: salting,
                encoding: encoding
            )
        }
    }

    /// A hash whose value names its scheme and holds its parameters.
    private func named(
        _ algorithm: Algorithm,
        _ hash: ImportedMembers,
        _ encoding: PasswordEncoding
    ) throws(PasswordImportError) -> PasswordHash {
        try hash.requireText()
        let value = try hash.string("value")
        let prefix = [Algorithm.argon2: "$argon2", .ldap: "{", .pbkdf2: "$pbkdf2-"][algorithm] ?? "$2"
        guard value.hasPrefix(prefix) else {
            throw PasswordImportError(
                .format,
                hash.path(of: "value"),
                "The value is not a hash of \(algorithm.rawValue)"
            )
        }
        let scheme: PasswordScheme
        do { scheme = try PasswordScheme(value) } catch { throw PasswordImportError(error, hash.path(of: "value")) }
        if algorithm != .bcrypt, root.contains("salt") || hash.contains("salt") {
            throw PasswordImportError(
                .notAllowed,
                "\(root.path).salt",
                "\(algorithm.rawValue) has its salt in the value"
            )
        }
        let salting = try salting(hash)
        if algorithm == .bcrypt {
            // bcrypt works on C strings: what has NUL bytes in it would be cut off there.
            if salting?.salt.contains(0) == true {
                throw PasswordImportError(.format, "\(root.path).salt.value", "A salt of bcrypt has no NUL byte")
            }
            if encoding == .utf16le || encoding == .ucs2 {
                throw PasswordImportError(
                    .notAllowed,
                    "\(root.path).password.encoding",
                    "bcrypt takes no \(encoding.rawValue)"
                )
            }
        }
        let saysAll = salting == nil && encoding == .utf8
        let stored = saysAll ? value : JSONWriter.text(.object(object))
        return PasswordHash(stored: stored, scheme: scheme, salting: salting, encoding: encoding)
    }

    private func scheme(
        _ algorithm: Algorithm,
        _ hash: ImportedMembers,
        _ expected: [UInt8]
    ) throws(PasswordImportError) -> PasswordScheme {
        switch algorithm {
        case .hmac:
            let digest: PasswordDigest = try hash.choice("digest")
            let key = try hash.requiredMembers("key")
            let bytes = try key.decoded("value", encoding: try key.optionalChoice("encoding") ?? .utf8)
            try check(expected, digest, hash)
            return .hmac(digest, key: bytes, expected: expected)
        case .scrypt: return .scrypt(try scrypt(hash, expected))
        default:
            guard let digest = PasswordDigest(rawValue: algorithm.rawValue) else {
                throw PasswordImportError(
                    .value,
                    root.path(of: "algorithm"),
                    "No enum match for: \(algorithm.rawValue)"
                )
            }
            try check(expected, digest, hash)
            return .digest(digest, expected: expected)
        }
    }

    private func check(
        _ expected: [UInt8],
        _ digest: PasswordDigest,
        _ hash: ImportedMembers
    ) throws(PasswordImportError) {
        guard digest.isAvailable else {
            throw PasswordImportError(.format, hash.path, "This server has no \(digest.rawValue)")
        }
        guard expected.count == digest.length else {
            let message = "The value has \(expected.count) bytes, \(digest.rawValue) makes \(digest.length)"
            throw PasswordImportError(.format, hash.path(of: "value"), message)
        }
    }

    private func scrypt(_ hash: ImportedMembers, _ expected: [UInt8]) throws(PasswordImportError) -> Scrypt {
        let length = try root.positive("keylen")
        guard expected.count == length else {
            let message = "The value has \(expected.count) bytes, keylen says \(length)"
            throw PasswordImportError(.format, hash.path(of: "value"), message)
        }
        let cost = try root.positive("cost", default: 16_384)
        guard cost > 1, cost.nonzeroBitCount == 1 else {
            throw PasswordImportError(.format, root.path(of: "cost"), "cost must be a power of two greater than one")
        }
        let blockSize = try root.positive("blockSize", default: 8)
        let parallelization = try root.positive("parallelization", default: 1)
        let salt = try salting(hash)?.salt ?? []
        do {
            return try Scrypt(
                cost: cost,
                blockSize: blockSize,
                parallelization: parallelization,
                salt: salt,
                expected: expected
            )
        } catch {
            throw PasswordImportError(error, root.path)
        }
    }

    /// The salt, which the documentation puts beside the hash in one place and inside it in another.
    private func salting(_ hash: ImportedMembers) throws(PasswordImportError) -> PasswordSalting? {
        guard let salt = try (root.contains("salt") ? root : hash).members("salt") else { return nil }
        let bytes = try salt.decoded("value", encoding: try salt.optionalChoice("encoding") ?? .utf8)
        return PasswordSalting(salt: bytes, position: try salt.optionalChoice("position") ?? .prefix)
    }
}

extension PasswordImportError {
    /// The error of a value that is no usable hash.
    init(_ error: PasswordHashError, _ path: String) {
        switch error {
        case .tooCostly: self.init(.maximum, path, "The hash asks for more work than a sign-in may cost")
        case .unsupported(let what): self.init(.format, path, "Not supported: \(what)")
        case .malformed, .unhashable, .failed: self.init(.format, path, "The value is not a hash of that form")
        }
    }
}
