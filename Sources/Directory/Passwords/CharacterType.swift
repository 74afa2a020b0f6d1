/// A kind of character that a password can be made to contain.
package enum CharacterType: String, Sendable, CaseIterable {
    case lowercase, uppercase, number, special

    /// The code in Auth0's error bodies.
    package var code: String {
        switch self {
        case .lowercase: "lowerCase"
        case .uppercase: "upperCase"
        case .number: "numbers"
        case .special: "specialCharacters"
        }
    }

    /// The words in Auth0's error bodies.
    package var message: String {
        switch self {
        case .lowercase: "lower case letters (a-z)"
        case .uppercase: "upper case letters (A-Z)"
        case .number: "numbers (i.e. 0-9)"
        case .special: "special characters (e.g. !@#$%^&*)"
        }
    }

    /// Whether a password has one; only ASCII counts, as in Auth0's own check.
    func occurs(in password: String) -> Bool { password.utf8.contains(where: contains) }

    private func contains(_ byte: UInt8) -> Bool {
        switch (self, byte) {
        case (.lowercase, 0x61...0x7A), (.uppercase, 0x41...0x5A), (.number, 0x30...0x39): true
        case (.special, 0x20...0x2F), (.special, 0x3A...0x40), (.special, 0x5B...0x60), (.special, 0x7B...0x7E): true
        default: false
        }
    }
}
