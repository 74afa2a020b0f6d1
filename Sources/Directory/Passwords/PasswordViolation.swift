package import Wire

/// Why a connection's policy refuses a new password.
package struct PasswordViolation: Error, Sendable, Equatable {
    /// Which part of the policy; the raw value is Auth0's name of the error.
    package enum Kind: String, Sendable, CaseIterable {
        case strength = "PasswordStrengthError"
        case dictionary = "PasswordDictionaryError"
        case personalData = "PasswordNoUserInfoError"
        case history = "PasswordHistoryError"
    }

    /// The `code` of all of them.
    package static let code = "invalid_password"

    /// Which part of the policy.
    package let kind: Kind
    /// The `description`: for weak passwords the rules with their `verified` flags, else a sentence.
    package let detail: JSONValue
    /// The policy as text; only with weak passwords.
    package let policy: String?

    init(_ kind: Kind, detail: JSONValue, policy: String? = nil) {
        self.kind = kind
        self.detail = detail
        self.policy = policy
    }

    /// The `message`.
    package var message: String {
        switch kind {
        case .strength: "Password is too weak"
        case .dictionary: "Password is too common"
        case .personalData: "Password contains user information"
        case .history: "Password has previously been used"
        }
    }

    /// The message of the management API, with status 400: `PasswordStrengthError: Password is too weak`.
    package var managementMessage: String { "\(kind.rawValue): \(message)" }

    /// The body of sign-up and change of password, with status 400.
    ///
    /// - SeeAlso: Auth0 Authentication API: `POST /dbconnections/signup`.
    package var body: JSONObject {
        var body: JSONObject = [
            "name": .string(kind.rawValue), "message": .string(message), "code": .string(Self.code),
            "description": detail,
        ]
        if let policy { body["policy"] = .string(policy) }
        body["statusCode"] = 400
        return body
    }
}
