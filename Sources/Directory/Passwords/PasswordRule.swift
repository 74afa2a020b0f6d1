package import Wire

/// One rule on the strength of a password.
///
/// The codes and printf-like messages are those of Auth0's error bodies, by which pages can translate them. Lengths and
/// repeats are counted in UTF-16 units, as the checks in browsers do.
/// - SeeAlso: Auth0: "Password Strength": custom signup errors.
package enum PasswordRule: Sendable, Hashable {
    /// Anything at all.
    case nonEmpty
    /// So many characters or more.
    case lengthAtLeast(Int)
    /// One character of each type.
    case shouldContain([CharacterType])
    /// Characters of at least so many of the types.
    case containsAtLeast(Int, of: [CharacterType])
    /// No longer run of one character.
    case identicalCharacters(Int)
    /// No longer run of letters or digits that follow one another, up or down.
    case sequentialCharacters(Int)
    /// So many bytes of UTF-8 or fewer.
    case maximumLength(bytes: Int)

    /// The rule's code in Auth0's error bodies.
    package var code: String {
        switch self {
        case .nonEmpty: "nonEmpty"
        case .lengthAtLeast: "lengthAtLeast"
        case .shouldContain: "shouldContain"
        case .containsAtLeast: "containsAtLeast"
        case .identicalCharacters: "identicalChars"
        case .sequentialCharacters: "sequentialChars"
        case .maximumLength: "maxLength"
        }
    }

    /// The rule in words, with `%d` and `%s` for the values of `format`.
    package var message: String {
        switch self {
        case .nonEmpty: "Non-empty password required"
        case .lengthAtLeast: "At least %d characters in length"
        case .shouldContain: "Should contain:"
        case .containsAtLeast: "Contain at least %d of the following %d types of characters:"
        case .identicalCharacters: #"No more than %d identical characters in a row (e.g., "%s" not allowed)"#
        case .sequentialCharacters: #"No more than %d sequential alphanumeric characters (e.g., "%s" not allowed)"#
        case .maximumLength: "Maximum password length exceeded"
        }
    }

    /// The values that the message takes, in order; empty if it takes none.
    package var format: [JSONValue] {
        switch self {
        case .nonEmpty, .shouldContain: []
        case .lengthAtLeast(let length), .maximumLength(let length): [.integer(Int64(length))]
        case .containsAtLeast(let count, let types): [.integer(Int64(count)), .integer(Int64(types.count))]
        case .identicalCharacters(let count):
            [.integer(Int64(count)), .string(String(repeating: "a", count: count + 1))]
        case .sequentialCharacters(let count):
            [.integer(Int64(count)), .string(String("abcdefghijklmnopqrstuvwxyz".prefix(count + 1)))]
        }
    }

    /// The types of characters the rule speaks of.
    package var characterTypes: [CharacterType] {
        switch self {
        case .shouldContain(let types), .containsAtLeast(_, let types): types
        default: []
        }
    }

    /// Whether a password keeps the rule; the empty one keeps none.
    package func isKept(by password: String) -> Bool {
        guard !password.isEmpty else { return false }
        return switch self {
        case .nonEmpty: true
        case .lengthAtLeast(let length): password.utf16.count >= length
        case .shouldContain(let types): types.allSatisfy { $0.occurs(in: password) }
        case .containsAtLeast(let count, let types): types.count { $0.occurs(in: password) } >= count
        case .identicalCharacters(let count): Self.longestRepeat(password) <= count
        case .sequentialCharacters(let count): Self.longestSequence(password) <= count
        case .maximumLength(let bytes): password.utf8.count <= bytes
        }
    }

    private static func longestRepeat(_ password: String) -> Int {
        var (longest, length) = (0, 0)
        var previous: UInt16?
        for unit in password.utf16 {
            length = unit == previous ? length + 1 : 1
            longest = max(longest, length)
            previous = unit
        }
        return longest
    }

    private static func longestSequence(_ password: String) -> Int {
        var (longest, length, direction) = (0, 0, 0)
        var previous: UInt16?
        for unit in password.utf16 {
            guard isAlphanumeric(unit) else {
                (length, direction, previous) = (0, 0, nil)
                continue
            }
            let step = previous.map { Int(unit) - Int($0) } ?? 0
            if abs(step) != 1 {
                (length, direction) = (1, 0)
            } else if step == direction {
                length += 1
            } else {
                (length, direction) = (2, step)
            }
            longest = max(longest, length)
            previous = unit
        }
        return longest
    }

    private static func isAlphanumeric(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension PasswordRule {
    /// The rule as a line of the policy's text, its types of characters indented below.
    var text: String {
        var line = "* " + formatted
        for type in characterTypes { line += "\n * \(type.message)" }
        return line
    }

    private var formatted: String {
        var text = message
        for value in format {
            guard let place = text.firstRange(of: "%d") ?? text.firstRange(of: "%s") else { break }
            text.replaceSubrange(place, with: value.string ?? value.integer.map(String.init) ?? "")
        }
        return text
    }

    /// The rule in an error body, with what of it a password keeps.
    func explained(_ password: String) -> JSONValue {
        let verified = ("verified", JSONValue.bool(isKept(by: password)))
        let items = ("items", JSONValue.array(characterTypes.map { Self.explained($0, password) }))
        var members: [(String, JSONValue)] = [("message", .string(message))]
        // The order of the members is the wire's, which differs from rule to rule.
        switch self {
        case .nonEmpty: members += [("code", .string(code)), verified]
        case .lengthAtLeast: members += [("format", .array(format)), ("code", .string(code)), verified]
        case .shouldContain: members += [("code", .string(code)), verified, items]
        case .containsAtLeast:
            members += [("code", .string(code)), ("format", .array(format)), items, verified]
        case .identicalCharacters, .sequentialCharacters, .maximumLength:
            members += [("code", .string(code)), ("format", .array(format)), verified]
        }
        return .object(JSONObject(members))
    }

    private static func explained(_ type: CharacterType, _ password: String) -> JSONValue {
        [
            "message": .string(type.message), "code": .string(type.code),
            "verified": .bool(type.occurs(in: password)),
        ]
    }
}
