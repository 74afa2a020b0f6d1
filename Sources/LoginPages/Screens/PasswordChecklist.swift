package import Directory
import Wire

/// What a password must be, as a list that is ticked off.
package struct PasswordChecklist: Sendable {
    /// One line of it.
    package struct Item: Sendable {
        /// The rule's code, such as `lengthAtLeast`.
        package let code: String
        /// The number in it, such as the least length.
        package let count: Int?
        /// What it is made of.
        package let items: [Item]
        /// Whether the password that was sent met it; nil if none was sent.
        package let isMet: Bool?

        /// A line.
        package init(_ code: String, count: Int? = nil, items: [Item] = [], isMet: Bool? = nil) {
            self.code = code
            self.count = count
            self.items = items
            self.isMet = isMet
        }
    }

    /// The lines.
    package let items: [Item]

    /// A list of these lines.
    package init(_ items: [Item] = []) { self.items = items }

    /// The rules of a connection's policy.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - password: The password that was refused; nil if none was sent yet.
    package init(rules: [PasswordRule], refused password: String? = nil) {
        items = rules.compactMap { rule in
            let isMet = password.map(rule.isKept)
            // Nobody needs to know of the longest password before having met it.
            if case .maximumLength = rule, isMet != false { return nil }
            return Item(
                rule.code,
                count: (rule.format.first?.integer).map(Int.init),
                items: rule.characterTypes.map { type in
                    Item(type.code, isMet: password.map(PasswordRule.shouldContain([type]).isKept))
                },
                isMet: isMet
            )
        }
    }
}

extension PasswordChecklist.Item {
    /// The name of its text; nil for a code that the pages have no text for.
    var textKey: String? {
        switch code {
        case "nonEmpty": "password-policy-non-empty"
        case "lengthAtLeast": "password-policy-length-at-least"
        case "containsAtLeast": "password-policy-contains-at-least"
        case "shouldContain": "password-policy-should-contain"
        case "lowerCase": "password-policy-lower-case"
        case "upperCase": "password-policy-upper-case"
        case "numbers": "password-policy-numbers"
        case "specialCharacters": "password-policy-special-characters"
        case "identicalChars": "password-policy-identical-chars"
        case "sequentialChars": "password-policy-sequential-chars"
        case "maxLength": "password-policy-length-at-most"
        default: nil
        }
    }
}
