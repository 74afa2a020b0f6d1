package import Kernel
import Tokens
package import Wire

extension User {
    /// Somebody new in a database connection, with the profile that Auth0 gives one: a nickname, a name and a picture
    /// where nobody gave them.
    ///
    /// - Parameter objectID: 24 hexadecimal digits; the user id is `auth0|` and these.
    /// - SeeAlso: Auth0: "Normalized User Profile".
    package static func database(
        objectID: String,
        connection: String,
        email: String?,
        username: String?,
        phoneNumber: String?,
        profile: JSONObject = [:],
        createdAt: Instant
    ) -> User {
        let identity = Identity(
            provider: Identity.databaseProvider,
            id: objectID,
            connection: connection,
            isSocial: false
        )
        var user = User(id: identity.userID, identity: identity, createdAt: createdAt)
        user.email = email?.lowercased()
        user.username = username
        user.phoneNumber = phoneNumber
        user.profile = profile
        user.completeProfile()
        return user
    }

    /// Gives a nickname, a name and a picture to a profile that lacks them.
    package mutating func completeProfile() {
        let local = email.map { String($0.prefix { $0 != "@" }) }
        if profile["nickname"] == nil, let nickname = local ?? username ?? phoneNumber {
            profile["nickname"] = .string(nickname)
        }
        if profile["name"] == nil, let name = email ?? phoneNumber ?? username { profile["name"] = .string(name) }
        if profile["picture"] == nil, let name = email ?? username ?? phoneNumber {
            profile["picture"] = .string(Self.picture(of: name))
        }
    }

    /// The address of the picture of somebody without one.
    package static func picture(of name: String) -> String {
        let hash = Hexadecimal.encode(Digest.md5(Array(name.lowercased().utf8)))
        let letters = name.lowercased().filter { $0.isASCII && $0.isLetter }.prefix(2)
        return "https://s.gravatar.com/avatar/\(hash)?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F"
            + "\(letters.isEmpty ? "default" : String(letters)).png"
    }
}
