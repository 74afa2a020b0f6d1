/// What a page asks or tells.
///
/// - SeeAlso: Auth0: "Universal Login": prompts and screens.
package enum Screen: Sendable {
    /// Identifier and password.
    case login(SignInScreen)
    /// The identifier alone; the password comes next.
    case loginIdentifier(SignInScreen)
    /// The password of `values["username"]`.
    case loginPassword(SignInScreen)
    /// Identifiers and password of a new account.
    case signup(SignUpScreen)
    /// The identifiers of a new account; the password comes next.
    case signupIdentifier(SignUpScreen)
    /// The password of a new account of `values["email"]`, or whichever identifier was entered.
    case signupPassword(SignUpScreen)
    /// The code that was mailed to `values["email"]`, before there is an account.
    case emailIdentifierChallenge
    /// Whose password is to be reset.
    case resetPasswordRequest(PageIdentifier)
    /// A mail with a link is on its way, if there is such an account.
    case resetPasswordRequestSent(to: String, PageIdentifier, canResend: Bool)
    /// The new password, twice.
    case resetPassword(PasswordChecklist)
    /// The password is changed.
    case resetPasswordDone
    /// A link for a new password is no good.
    case resetPasswordInvalid(TicketProblem)
    /// What came of a link that confirms an email address.
    case emailVerification(EmailVerificationResult)
    /// What an application asks for.
    case consent(ConsentScreen)
    /// Which of a user's organizations to log in to.
    case organizationPicker([OrganizationChoice])
    /// The name of the organization to log in to.
    case organizationPrompt
    /// An invitation, before it is answered by logging in or signing up.
    case invitation
    /// Whether to log out.
    case logoutConfirmation
    /// Logged out, and nowhere to go from here.
    case loggedOut
    /// Whether to unblock the account of a link.
    case unblockConfirmation
    /// The account is unblocked.
    case unblocked
    /// A link to unblock an account is no good.
    case unblockInvalid(TicketProblem)
    /// An error that must not be sent to the application.
    case error(ErrorScreen)
    /// Anything else.
    case message(MessageScreen)
}

extension Screen {
    /// The prompt it is a screen of, by which a tenant's own texts and pieces are found.
    package var prompt: String { identity.prompt }

    /// Its name among the screens of its prompt.
    package var name: String { identity.name }

    /// The path where its form goes, unless the context says another.
    package var path: String { identity.path }

    private var identity: (prompt: String, name: String, path: String) {
        switch self {
        case .login: ("login", "login", "/u/login")
        case .loginIdentifier: ("login-id", "login-id", "/u/login/identifier")
        case .loginPassword: ("login-password", "login-password", "/u/login/password")
        case .signup: ("signup", "signup", "/u/signup")
        case .signupIdentifier: ("signup-id", "signup-id", "/u/signup/identifier")
        case .signupPassword: ("signup-password", "signup-password", "/u/signup/password")
        case .emailIdentifierChallenge:
            ("email-identifier-challenge", "email-identifier-challenge", "/u/email-identifier/challenge")
        case .resetPasswordRequest: ("reset-password", "reset-password-request", "/u/reset-password/request")
        case .resetPasswordRequestSent: ("reset-password", "reset-password-email", "/u/reset-password/request")
        case .resetPassword: ("reset-password", "reset-password", "/u/reset-password/change")
        case .resetPasswordDone: ("reset-password", "reset-password-success", "/u/reset-password/change")
        case .resetPasswordInvalid: ("reset-password", "reset-password-error", "/u/reset-password/change")
        case .emailVerification: ("email-verification", "email-verification-result", "/u/email-verification")
        case .consent: ("consent", "consent", "/u/consent")
        case .organizationPicker: ("organizations", "organization-picker", "/u/organization-picker")
        case .organizationPrompt: ("organizations", "organization-selection", "/u/pre-organization-picker")
        case .invitation: ("invitation", "accept-invitation", "/u/invitation")
        case .logoutConfirmation: ("logout", "logout", "/u/logout")
        case .loggedOut: ("logout", "logout-complete", "/u/logout")
        case .unblockConfirmation:
            ("brute-force-protection", "brute-force-protection-unblock", "/u/brute-force-protection/unblock")
        case .unblocked:
            ("brute-force-protection", "brute-force-protection-unblock-success", "/u/brute-force-protection/unblock")
        case .unblockInvalid:
            ("brute-force-protection", "brute-force-protection-unblock-failure", "/u/brute-force-protection/unblock")
        case .error, .message: ("status", "status", "/u/status")
        }
    }
}

/// The names of the fields that forms post.
///
/// - SeeAlso: Auth0: "Universal Login": what its pages post.
package enum PageField {
    /// The identifier of a login, whichever kind it is.
    package static let username = "username"
    /// The password of a login or a new account.
    package static let password = "password"
    /// The email address of a new account or of a forgotten password.
    package static let email = "email"
    /// The phone number of a new account.
    package static let phone = "phone"
    /// The code of a mail.
    package static let code = "code"
    /// A new password for an account there is.
    package static let newPassword = "password-reset"
    /// The same a second time.
    package static let repeatedPassword = "re-enter-password"
    /// The name of the organization that was typed.
    package static let organizationName = "organizationName"
    /// What was asked for: the API of a consent.
    package static let audience = "audience"
    /// What was asked for: each scope of a consent.
    package static let scope = "scope[]"
    /// Which button was pressed: `default`, `accept`, `cancel`, `resend-email`, `resend-code` or `back`.
    package static let action = "action"
}
