package import Kernel
package import Tokens
import Wire

/// What a database connection asks of new passwords.
package struct PasswordPolicy: Sendable, Equatable {
    /// The rules of strength, in the order of Auth0's answers.
    package let rules: [PasswordRule]
    /// Whether the passwords that everybody uses are refused.
    package let refusesCommonPasswords: Bool
    /// Further passwords that are refused, in lower case.
    let refusedPasswords: Set<String>
    /// The members of a profile whose values a password may not hold; empty if it may.
    let blockedFields: [String]
    /// How many of the latest passwords, the present one among them, may not be used again; 0 for none.
    package let historySize: Int

    /// The rules of strength as Auth0's `policy` text.
    package var text: String { rules.map(\.text).joined(separator: "\n") }

    /// What is wrong with a new password, as far as its past is not needed to tell.
    package func check(_ password: String, of person: PersonalData) -> PasswordViolation? {
        // bcrypt ends at a NUL, so a password with one would be a shorter one. No rule of Auth0's speaks of it.
        let isStrong = !password.utf8.contains(0) && rules.allSatisfy { $0.isKept(by: password) }
        guard isStrong else {
            let rules = JSONValue.array(rules.map { $0.explained(password) })
            return PasswordViolation(.strength, detail: ["rules": rules, "verified": false], policy: text)
        }
        guard !isListed(password) else {
            return PasswordViolation(.dictionary, detail: "Password is not allowed, it might be too common.")
        }
        guard !person.occurs(in: password, fields: blockedFields) else {
            return PasswordViolation(.personalData, detail: "Password is based on user information")
        }
        return nil
    }

    private func isListed(_ password: String) -> Bool {
        guard refusesCommonPasswords else { return false }
        let password = password.lowercased()
        return refusedPasswords.contains(password) || CommonPasswords.contains(password)
    }
}

extension PasswordPolicy {
    /// A password that was in use before, or still is.
    package struct FormerPassword: Sendable {
        let hash: PasswordHash
        let setAt: Instant?

        /// A password; the answer tells its age if that is known.
        package init(hash: PasswordHash, setAt: Instant? = nil) {
            self.hash = hash
            self.setAt = setAt
        }
    }

    /// Whether a new password was used before: one comparison, some 60 ms of CPU, for each that may not be.
    ///
    /// - Parameter former: The present password and those before it, the latest first.
    /// - Throws: `PasswordHashError.failed`.
    package func check(
        _ password: String,
        against former: [FormerPassword],
        now: Instant
    ) throws(PasswordHashError) -> PasswordViolation? {
        for one in former.prefix(historySize) where try one.hash.verify(password) {
            var sentences = "You may not reuse any of the last \(historySize) passwords."
            if let setAt = one.setAt { sentences += " This password was used \(Self.age(setAt, now))." }
            return PasswordViolation(.history, detail: .string(sentences))
        }
        return nil
    }

    /// How long ago something was, in the rounded words of Auth0's answers.
    static func age(_ moment: Instant, _ now: Instant) -> String {
        let seconds = Double(max(0, now.milliseconds - moment.milliseconds)) / 1000
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        func rounded(_ value: Double) -> Int { Int(value.rounded()) }
        return switch true {
        case seconds < 44.5: "a few seconds ago"
        case seconds < 89.5: "a minute ago"
        case minutes < 44.5: "\(rounded(minutes)) minutes ago"
        case minutes < 89.5: "an hour ago"
        case hours < 21.5: "\(rounded(hours)) hours ago"
        case hours < 35.5: "a day ago"
        case days < 25.5: "\(rounded(days)) days ago"
        case days < 45.5: "a month ago"
        case days < 319.5: "\(max(2, rounded(days / 30.44))) months ago"
        case days < 547.5: "a year ago"
        default: "\(max(2, rounded(days / 365.25))) years ago"
        }
    }
}
