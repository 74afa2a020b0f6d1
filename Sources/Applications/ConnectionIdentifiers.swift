import Wire

extension Connection {
    /// Which names an account of a database connection has, and which of them identify it.
    ///
    /// - SeeAlso: Auth0: "Flexible Identifiers and Attributes": the `attributes` option, before it `requires_username`.
    package struct Identifiers: Sendable, Equatable {
        /// What sign-up does with a name.
        package enum SignUpStatus: String, Sendable {
            /// It demands one.
            case required
            /// It takes one.
            case optional
            /// It refuses one.
            case inactive
            /// It does not ask for one: nobody has said anything about it.
            case unasked

            /// Whether sign-up asks for it.
            package var isAsked: Bool { self == .required || self == .optional }
        }

        /// Whether people sign in with their address.
        package var email = true
        /// Whether they sign in with a user name.
        package var username = false
        /// Whether they sign in with a phone number.
        package var phone = false
        /// Whether every account must have an address, whoever makes it.
        package var isEmailRequired = true
        /// Whether every account must have a user name.
        package var isUsernameRequired = false
        /// Whether every account must have a number.
        package var isPhoneRequired = false
        /// What sign-up does with an address.
        package var emailAtSignUp = SignUpStatus.required
        /// What sign-up does with a user name.
        package var usernameAtSignUp = SignUpStatus.unasked
        /// What sign-up does with a number.
        package var phoneAtSignUp = SignUpStatus.unasked
        /// The shortest user name, in characters.
        package var usernameMinimum = 1
        /// The longest user name, in characters.
        package var usernameMaximum = 15
    }

    /// The identifiers of this connection.
    package var identifiers: Identifiers {
        var result = Identifiers()
        if let attributes = options["attributes"]?.object {
            let email = Attribute(attributes["email"])
            let username = Attribute(attributes["username"])
            let phone = Attribute(attributes["phone_number"])
            result.email = email.isIdentifier || !username.isIdentifier && !phone.isIdentifier
            result.username = username.isIdentifier
            result.phone = phone.isIdentifier
            result.isEmailRequired = email.isRequired
            result.isUsernameRequired = username.isRequired
            result.isPhoneRequired = phone.isRequired
            result.emailAtSignUp = email.atSignUp
            result.usernameAtSignUp = username.atSignUp
            result.phoneAtSignUp = phone.atSignUp
        } else if options["requires_username"]?.bool == true {
            result.username = true
            result.isUsernameRequired = true
            result.usernameAtSignUp = .required
        }
        let bounds = options["attributes"]?["username"]?["validation"] ?? options["validation"]?["username"]
        if let minimum = (bounds?["min_length"] ?? bounds?["min"])?.integer { result.usernameMinimum = Int(minimum) }
        if let maximum = (bounds?["max_length"] ?? bounds?["max"])?.integer { result.usernameMaximum = Int(maximum) }
        return result
    }

    /// One of the `attributes`.
    private struct Attribute {
        let isIdentifier: Bool
        let isRequired: Bool
        let atSignUp: Identifiers.SignUpStatus

        init(_ value: JSONValue?) {
            isIdentifier = value?["identifier"]?["active"]?.bool ?? false
            isRequired = value?["profile_required"]?.bool ?? false
            let status = value?["signup"]?["status"]?.string.flatMap(Identifiers.SignUpStatus.init)
            // Sign-up is one of the ways in which an account is made.
            atSignUp = isRequired ? .required : status ?? (isIdentifier ? .optional : .unasked)
        }
    }
}
