/// How the characters of a password became the bytes that were hashed.
///
/// - SeeAlso: Auth0: "Bulk User Import Schema": `password.encoding`, the names that Node.js has for encodings.
enum PasswordEncoding: String, Sendable {
    case ascii, utf8, utf16le, ucs2, latin1, binary

    /// The bytes of a password; nil if it has characters that the encoding lacks, so that it cannot be what was hashed.
    func bytes(of password: String) -> [UInt8]? {
        switch self {
        case .utf8: return Array(password.utf8)
        case .utf16le, .ucs2:
            return password.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        case .ascii, .latin1, .binary:
            // Node.js writes "ascii" as it writes "latin1".
            let bytes = password.utf16.compactMap { UInt8(exactly: $0) }
            return bytes.count == password.utf16.count ? bytes : nil
        }
    }
}
