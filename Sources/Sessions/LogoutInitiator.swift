/// Why a session ended, as clients choose what they want to hear of.
///
/// - SeeAlso: Auth0 Management API: `backchannel_logout_initiators` of a client.
package enum LogoutInitiator: String, Sendable, CaseIterable {
    case clientLogout = "rp-logout"
    case providerLogout = "idp-logout"
    case passwordChanged = "password-changed"
    case sessionExpired = "session-expired"
    case sessionRevoked = "session-revoked"
    case accountDeleted = "account-deleted"
    case emailChanged = "email-identifier-changed"
}
