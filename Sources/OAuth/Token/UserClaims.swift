package import Directory
import Kernel
package import Wire

/// What a scope lets a client know of a user: one table for ID tokens and `/userinfo`.
///
/// - SeeAlso: OpenID Connect Core 1.0 §5.4; Auth0: "OpenID Connect Scopes".
package enum UserClaims {
    /// The claims of `profile` before and after those every account has, in Auth0's order; they stand in the profile.
    private static let profile = [
        "given_name", "family_name", "middle_name", "nickname", "preferred_username", "name", "profile", "picture",
        "website", "gender", "birthdate", "zoneinfo", "locale",
    ]

    /// The claims that the scopes release; what a user does not have is left out, never null.
    package static func members(of user: User, scope: [String]) -> JSONObject {
        var claims = JSONObject()
        if scope.contains("profile") {
            for name in profile {
                if let value = user.profile[name], !value.isNull { claims.append(name, value) }
            }
            claims.append("updated_at", user.updatedAt.json)
        }
        if scope.contains("email"), let email = user.email {
            claims.append("email", .string(email))
            claims.append("email_verified", .bool(user.isEmailVerified))
        }
        if scope.contains("phone"), let phone = user.phoneNumber {
            claims.append("phone_number", .string(phone))
            claims.append("phone_number_verified", .bool(user.isPhoneVerified))
        }
        if scope.contains("address"), let address = user.profile["address"], !address.isNull {
            claims.append("address", address)
        }
        return claims
    }
}
