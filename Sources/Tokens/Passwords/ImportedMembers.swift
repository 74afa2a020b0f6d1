import Wire

/// The members of an object in a file of users, read one by one with errors that say where they are.
struct ImportedMembers {
    /// How bytes are written as text.
    enum Encoding: String { case base64, hex, utf8 }

    let path: String
    private let object: JSONObject

    init(_ object: JSONObject, path: String) {
        self.object = object
        self.path = path
    }

    /// The path of a member.
    func path(of name: String) -> String { "\(path).\(name)" }

    /// Whether there is a member that is not null.
    func contains(_ name: String) -> Bool { value(name) != nil }

    /// The object that a member is; nil if it is not there.
    func members(_ name: String) throws(PasswordImportError) -> ImportedMembers? {
        guard let value = value(name) else { return nil }
        guard let object = value.object else { throw type("object", name) }
        return ImportedMembers(object, path: path(of: name))
    }

    /// The object that a member must be.
    func requiredMembers(_ name: String) throws(PasswordImportError) -> ImportedMembers {
        guard let members = try members(name) else { throw missing(name) }
        return members
    }

    /// The text that a member must be; never empty.
    func string(_ name: String) throws(PasswordImportError) -> String {
        guard let value = value(name) else { throw missing(name) }
        guard let text = value.string else { throw type("string", name) }
        guard !text.isEmpty else { throw PasswordImportError(.format, path(of: name), "\(name) is empty") }
        return text
    }

    /// One of a set of texts, which must be there.
    func choice<Choice: RawRepresentable<String>>(_ name: String) throws(PasswordImportError) -> Choice {
        guard let choice: Choice = try optionalChoice(name) else { throw missing(name) }
        return choice
    }

    /// One of a set of texts; nil if it is not there.
    func optionalChoice<Choice: RawRepresentable<String>>(_ name: String) throws(PasswordImportError) -> Choice? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw type("string", name) }
        guard let choice = Choice(rawValue: text) else {
            throw PasswordImportError(.value, path(of: name), "No enum match for: \(text)")
        }
        return choice
    }

    /// A whole number from 1; without a default it must be there.
    func positive(_ name: String, default fallback: Int? = nil) throws(PasswordImportError) -> Int {
        guard let value = value(name) else {
            guard let fallback else { throw missing(name) }
            return fallback
        }
        guard let number = value.integer else { throw type("integer", name) }
        guard number >= 1 else {
            throw PasswordImportError(.minimum, path(of: name), "Value \(number) is less than minimum 1")
        }
        return Int(number)
    }

    /// The bytes behind a text; Base64 in either alphabet, hexadecimal in either case.
    func decoded(_ name: String, encoding: Encoding) throws(PasswordImportError) -> [UInt8] {
        let text = try string(name)
        let bytes: [UInt8]? =
            switch encoding {
            case .utf8: Array(text.utf8)
            case .hex: Hexadecimal.decode(text)
            case .base64: Base64.decode(text, .standard) ?? Base64.decode(text, .url)
            }
        guard let bytes else {
            throw PasswordImportError(.format, path(of: name), "\(name) is not \(encoding.rawValue)")
        }
        return bytes
    }

    /// The `encoding` of a hash that is bytes.
    func binaryEncoding() throws(PasswordImportError) -> Encoding {
        let encoding: Encoding = try choice("encoding")
        guard encoding != .utf8 else {
            throw PasswordImportError(.notAllowed, path(of: "encoding"), "encoding must be hex or base64")
        }
        return encoding
    }

    /// Checks that the `encoding` of a hash that is text is no other.
    func requireText() throws(PasswordImportError) {
        let encoding: Encoding = try optionalChoice("encoding") ?? .utf8
        guard encoding == .utf8 else {
            throw PasswordImportError(.notAllowed, path(of: "encoding"), "encoding must be utf8")
        }
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    private func missing(_ name: String) -> PasswordImportError {
        PasswordImportError(.required, path(of: name), "Missing required property: \(name)")
    }

    private func type(_ expected: String, _ name: String) -> PasswordImportError {
        PasswordImportError(.type, path(of: name), "Expected type \(expected)")
    }
}
