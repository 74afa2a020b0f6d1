import Applications
import Directory
import Kernel
import Storage
import Tokens
package import Wire

/// Accounts that are one person's.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/users/{id}/identities`; Auth0: "User Account Linking".
extension Administration {
    /// Makes the account of another user, who is no more then, a further one of this user.
    ///
    /// Answers all accounts, the primary one first.
    ///
    /// - Parameter clientID: the client of the caller, for whom an ID token in `link_with` must have been made.
    /// - Throws: `APIProblem` 400 and 404, 409 for an account the user has already.
    package func linkIdentity(
        _ request: JSONObject,
        toUser id: String,
        clientID: String,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        try await storage.write { transaction in
            var user = try UserRules.required(id, in: context.tenant, transaction)
            let link = IdentityLink(request, clientID: clientID, context)
            let other = try link.user(transaction)
            guard other.id != user.id else {
                let isMain = other.identities.first.map { link.names($0) } ?? true
                throw isMain || request.contains("link_with")
                    ? APIProblem(400, "Main identity and the new one are the same.", code: "invalid_body")
                    : APIProblem(409, "Specified identity already exists.", code: "identity_conflict")
            }
            user.refreshPrimaryProfileData(always: true)
            var added = other
            added.refreshPrimaryProfileData(always: true)
            let password = try transaction.password(of: other.id, in: context.tenant)
            try UserRules.remove(other.id, context, transaction)
            if let password { try LinkedPassword.keep(password, with: user.id, context, transaction) }
            user.identities += added.identities
            user.updatedAt = context.now
            try transaction.update(user, tenant: context.tenant)
            return user.identities.map(UserView.shown)
        }
    }

    /// Makes an account of a user a user of its own again; answers the accounts that are left.
    ///
    /// Nothing happens if the user has no such account.
    ///
    /// - Throws: `APIProblem` 400 for the primary account, 404 for an unknown user.
    package func unlinkIdentity(
        provider: String,
        identity: String,
        fromUser id: String,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        try await storage.write { transaction in
            var user = try UserRules.required(id, in: context.tenant, transaction)
            let bare = IdentityLink.bareID(identity, provider: provider)
            guard let index = user.identities.firstIndex(where: { $0.provider == provider && $0.id == bare }) else {
                return user.identities.map(UserView.shown)
            }
            guard index > 0 else {
                throw APIProblem(400, "Main identity cannot be removed.", code: "invalid_body")
            }
            let removed = user.identities.remove(at: index)
            user.updatedAt = context.now
            try transaction.update(user, tenant: context.tenant)
            let restored = User(restoring: removed, at: context.now)
            try UserRules.refusingTaken { try transaction.insert(restored, tenant: context.tenant) }
            try LinkedPassword.restore(to: restored.id, context, transaction)
            return user.identities.map(UserView.shown)
        }
    }
}

/// Which account is to be linked: named by provider and id, or proved by an ID token.
struct IdentityLink {
    private let request: JSONObject
    private let clientID: String
    private let context: AdministrationContext

    /// Reads a checked body.
    init(_ request: JSONObject, clientID: String, _ context: AdministrationContext) {
        self.request = request
        self.clientID = clientID
        self.context = context
    }

    /// Whether a request names this account.
    func names(_ identity: Identity) -> Bool {
        let provider = request["provider"]?.string ?? ""
        return identity.provider == provider && identity.id == Self.bareID(requestedID, provider: provider)
    }

    /// The user whose account it is.
    ///
    /// - Throws: `APIProblem` 400 for a token that proves nothing, 404 for an account of nobody.
    func user(_ transaction: any ReadTransaction) throws -> User {
        if let token = request["link_with"]?.string {
            return try UserRules.required(try subject(of: token, transaction), in: context.tenant, transaction)
        }
        guard let provider = request["provider"]?.string, request.contains("user_id") else {
            throw UserConnection.refusal("Either link_with or both provider and user_id must be specified.")
        }
        let id = Self.bareID(requestedID, provider: provider)
        guard let user = try transaction.user(provider: provider, identity: id, in: context.tenant) else {
            throw UserRules.unknown
        }
        // Provider and id name one account; the connection, if it is known here, must only not contradict them.
        if let id = request["connection_id"]?.string,
            let document = try transaction.document(.connection, id: id, in: context.tenant)
        {
            let identity = user.identities.first { names($0) }
            guard Connection(document).name == identity?.connection else { throw UserRules.unknown }
        }
        return user
    }

    /// The id of an account without its provider, whether it came with or without.
    static func bareID(_ id: String, provider: String) -> String {
        id.hasPrefix("\(provider)|") ? String(id.dropFirst(provider.count + 1)) : id
    }

    private var requestedID: String {
        request["user_id"]?.string ?? request["user_id"]?.integer.map { String($0) } ?? ""
    }

    /// The subject of an ID token of this tenant, made here for the client of the caller.
    private func subject(of token: String, _ transaction: some SigningKeyReading) throws -> String {
        func refusal(_ text: String) -> APIProblem { APIProblem(400, text, code: "invalid_body") }
        guard let jwt = try? JWT(parsing: token, maximumLength: 16_384) else {
            throw refusal("The JWT in the request body is malformed.")
        }
        guard jwt.header["alg"]?.string == JWSAlgorithm.rs256.rawValue else {
            throw refusal("The JWT in the request body must be signed with RS256.")
        }
        let keys = try transaction.signingKeys(in: context.tenant).filter { $0.status != .revoked }
        let key = keys.first { $0.kid == jwt.header["kid"]?.string }
        guard let key, let publicKey = try? Certificates.publicKey(key.certificate),
            jwt.isSigned(by: publicKey, algorithms: [.rs256])
        else { throw refusal("The signature of the JWT in the request body is invalid.") }
        guard jwt.claims["exp"]?.integer ?? 0 > context.now.seconds else {
            throw refusal("The JWT in the request body has expired.")
        }
        guard jwt.claims["iss"]?.string == context.host.issuer else {
            throw refusal("The iss claim in the request body must match the iss claim in the authorization header.")
        }
        let audiences = jwt.claims["aud"]?.string.map { [$0] } ?? jwt.claims["aud"]?.strings ?? []
        guard audiences.contains(clientID) else {
            throw refusal("The aud claim in the request body must match the azp claim in the authorization header.")
        }
        guard let subject = jwt.claims["sub"]?.string else {
            throw refusal("The sub claim in the request body is missing.")
        }
        return subject
    }
}

/// The password of an account while it is somebody's further one: kept for the day they are parted again.
private enum LinkedPassword {
    static func keep(
        _ password: PasswordRecord,
        with user: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        let document = Document(
            tenant: context.tenant,
            kind: .linkedPassword,
            id: password.userID,
            parent: user,
            body: ["hash": .string(password.hash), "set_at": .integer(password.setAt.milliseconds)],
            createdAt: context.now
        )
        try transaction.insert(document, keys: [])
    }

    static func restore(
        to user: String,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws {
        guard let document = try transaction.document(.linkedPassword, id: user, in: context.tenant) else { return }
        let record = PasswordRecord(
            userID: user,
            hash: document.body["hash"]?.string ?? "",
            setAt: Instant(milliseconds: document.body["set_at"]?.integer ?? 0)
        )
        try transaction.setPassword(record, keepingFormer: 0, in: context.tenant)
        try transaction.deleteDocument(.linkedPassword, id: user, in: context.tenant)
    }
}

extension User {
    /// Brings what the primary account says of the person up to date, where it is kept apart from the profile.
    mutating func refreshPrimaryProfileData(always: Bool = false) {
        guard !identities.isEmpty, always || identities[0].profileData != nil else { return }
        var data = JSONObject()
        if let email { data["email"] = .string(email) }
        for name in ["given_name", "family_name"] { data[name] = profile[name] }
        if let username { data["username"] = .string(username) }
        for name in ["nickname", "name", "picture"] { data[name] = profile[name] }
        if let phoneNumber {
            data["phone_number"] = .string(phoneNumber)
            data["phone_verified"] = .bool(isPhoneVerified)
        }
        if email != nil { data["email_verified"] = .bool(isEmailVerified) }
        identities[0].profileData = data
    }

    /// The user whom an account makes that was another's until now.
    init(restoring identity: Identity, at now: Instant) {
        let data = identity.profileData ?? [:]
        var own = identity
        own.profileData = nil
        self.init(id: own.userID, identity: own, createdAt: now)
        email = data["email"]?.string
        isEmailVerified = data["email_verified"]?.bool ?? false
        username = data["username"]?.string
        phoneNumber = data["phone_number"]?.string
        isPhoneVerified = data["phone_verified"]?.bool ?? false
        profile = data.filtered(
            ["email", "email_verified", "username", "phone_number", "phone_verified"],
            keeping: false
        )
    }
}
