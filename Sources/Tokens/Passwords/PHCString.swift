import Wire

/// A hash in the format of the password hashing competition: `$id$v=19$m=65536,t=2$salt$hash`.
///
/// - SeeAlso: P-H-C: "PHC string format".
struct PHCString: Sendable {
    let id: String
    let version: Int?
    let salt: [UInt8]
    let hash: [UInt8]
    private let parameters: [String: Int]

    /// Reads a text.
    ///
    /// - Throws: `PasswordHashError.malformed`.
    init(_ text: String) throws(PasswordHashError) {
        var fields = text.split(separator: "$", omittingEmptySubsequences: false)[...]
        guard fields.count >= 4, fields.removeFirst().isEmpty, let id = fields.popFirst() else { throw .malformed }
        self.id = String(id)
        if let field = fields.first, field.hasPrefix("v=") {
            guard let number = Self.number(field.dropFirst(2)) else { throw .malformed }
            version = number
            fields.removeFirst()
        } else {
            version = nil
        }
        var parameters: [String: Int] = [:]
        if fields.count == 3, let field = fields.popFirst() {
            for pair in field.split(separator: ",", omittingEmptySubsequences: false) {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let number = Self.number(parts[1]),
                    parameters.updateValue(number, forKey: String(parts[0])) == nil
                else { throw .malformed }
            }
        }
        self.parameters = parameters
        guard fields.count == 2, let salt = Self.bytes(fields.removeFirst()),
            let hash = Self.bytes(fields.removeFirst())
        else { throw .malformed }
        self.salt = salt
        self.hash = hash
    }

    /// The value of a parameter; nil if it is not there.
    subscript(name: String) -> Int? { parameters[name] }

    /// Checks that there are no parameters but these.
    ///
    /// - Throws: `PasswordHashError.unsupported`.
    func allow(only names: Set<String>) throws(PasswordHashError) {
        for name in parameters.keys.sorted() where !names.contains(name) { throw .unsupported("parameter \(name)") }
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text)
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty, !text.utf8.contains(UInt8(ascii: "=")) else { return nil }
        return Base64.decode(String(text), .standard)
    }
}
