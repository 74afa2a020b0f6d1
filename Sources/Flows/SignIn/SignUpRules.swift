import Applications
import Directory
import Kernel
import Wire

/// Which names an account must have, and what they must look like.
///
/// - SeeAlso: Auth0 Authentication API: `POST /dbconnections/signup`.
package enum SignUpRules {
    /// The longest address, in bytes.
    ///
    /// - SeeAlso: RFC 5321 §4.5.3.1.3.
    static let emailLimit = 254

    /// The names of an account: as they were sent, or checked.
    struct Names: Sendable, Equatable {
        var email: String?
        var username: String?
        var phoneNumber: String?
    }

    /// Checks the names of an application; empty ones count as absent.
    ///
    /// - Throws: `SignUp.Refusal.invalid`.
    static func names(_ application: SignUp.Application, _ connection: Connection) throws(SignUp.Refusal) -> Names {
        let identifiers = connection.identifiers
        let email = text(application.email)
        let username = text(application.username)
        let phone = text(application.phoneNumber).map { LoginIdentifier.normalized($0, .phone) }
        if let email { guard isEmail(email) else { throw .invalid(.email) } }
        if let username { guard isUsername(username, identifiers) else { throw .invalid(.username) } }
        if let phone { guard isPhoneNumber(phone) else { throw .invalid(.phone) } }
        try check(email, .email, identifiers.emailAtSignUp)
        try check(username, .username, identifiers.usernameAtSignUp)
        try check(phone, .phone, identifiers.phoneAtSignUp)
        let names = Names(
            email: email,
            username: identifiers.usernameAtSignUp.isAsked ? username : nil,
            phoneNumber: identifiers.phoneAtSignUp.isAsked ? phone : nil
        )
        guard names != Names() else { throw .invalid(identifiers.firstAsked) }
        return names
    }

    /// Demands a name, or refuses it, as the connection has it.
    private static func check(
        _ name: String?,
        _ kind: LoginIdentifier.Kind,
        _ status: Connection.Identifiers.SignUpStatus
    ) throws(SignUp.Refusal) {
        switch status {
        case .required: if name == nil { throw .invalid(kind) }
        case .inactive: if name != nil { throw .invalid(kind) }
        case .optional, .unasked: break
        }
    }

    /// Whether a text is an address: one `@`, something before it, a dotted name after it, nothing that could end up in
    /// a mail's header.
    package static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= emailLimit else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && !"\"(),:;<>[\\]".unicodeScalars.contains(scalar)
        }
    }

    /// Whether a text is a user name that a connection takes: letters, digits and a few marks, no `@`.
    static func isUsername(_ text: String, _ identifiers: Connection.Identifiers) -> Bool {
        (identifiers.usernameMinimum...max(identifiers.usernameMinimum, identifiers.usernameMaximum))
            .contains(text.count)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "_+-.!#$'^`~".unicodeScalars.contains(scalar)
            }
    }

    /// Whether a text is a number in E.164 form.
    static func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.dropFirst()
        return text.first == "+" && (6...15).contains(digits.count) && digits.utf8.allSatisfy(\.isDigit)
    }

    private static func text(_ value: String?) -> String? {
        let trimmed = value.map(\.trimmedOfSpaces) ?? ""
        return trimmed.isEmpty || trimmed.utf8.contains(0) ? nil : trimmed
    }
}

extension Connection.Identifiers {
    /// The name that sign-up asks for first.
    fileprivate var firstAsked: LoginIdentifier.Kind {
        if emailAtSignUp.isAsked { return .email }
        if phoneAtSignUp.isAsked { return .phone }
        return usernameAtSignUp.isAsked ? .username : .email
    }
}
