/// Why somebody may not sign in; the same to the caller whether the user exists or not, as far as it can be.
package enum SignInRefusal: Error, Sendable, Equatable {
    /// No such user, or another password.
    case wrongCredentials
    /// An administrator has blocked the user.
    case blockedUser
    /// Too many failures for this user from this address.
    case tooManyAttempts
    /// Too many failures from this address.
    case suspiciousAddress
    /// Too many tries for this user from this address within a minute, right ones too.
    case tooManyLogins
    /// The password is known from a breach.
    case leakedPassword
    /// Too many passwords are being hashed.
    case busy

    /// The sentence that the tenant log and the wire have for it.
    ///
    /// - SeeAlso: Auth0: "Attack Protection".
    package var description: String {
        switch self {
        case .wrongCredentials: "Wrong email or password."
        case .blockedUser: "user is blocked"
        case .tooManyAttempts:
            "Your account has been blocked after multiple consecutive login attempts. We've sent you a notification "
                + "via your preferred contact method with instructions on how to unblock it."
        case .suspiciousAddress:
            "We have detected suspicious login behavior and further attempts will be blocked. Please contact the "
                + "administrator."
        case .tooManyLogins: "Too many login attempts for this user. Please wait, and try again later."
        case .leakedPassword:
            "This login attempt has been blocked because the password you're using was previously disclosed through a "
                + "data breach (not in this application). Please check your email for more information."
        case .busy: "Too many sign-ins at the moment. Please try again in a few seconds."
        }
    }
}
