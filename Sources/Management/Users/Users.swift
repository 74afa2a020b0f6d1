import Applications
import Directory
package import Kernel
import Sessions
import Storage
package import Wire

/// Users: the people who sign in.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/users`, `/api/v2/users-by-email`.
extension Administration {
    /// A page of users: by `q`, `connection` and `sort` of the query.
    ///
    /// - Throws: `APIProblem` 400 for a query that is not understood.
    package func users(
        _ parameters: JSONObject,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let query = try UserListing.query(parameters, request, context)
        return try await storage.read { transaction in
            let users = query.limit > 0 ? try transaction.users(query) : []
            return Page(
                items: users.map(UserView.shown),
                total: request.wantsTotal ? try transaction.countUsers(query) : nil
            )
        }
    }

    /// The users with an address, which must be written as it is stored.
    package func users(email: String, _ context: AdministrationContext) async throws -> [JSONObject] {
        try await storage.read { transaction in
            try transaction.users(email: email, in: context.tenant).filter { $0.email == email }.map(UserView.shown)
        }
    }

    /// One user.
    ///
    /// - Throws: `APIProblem` 404.
    package func user(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { UserView.shown(try UserRules.required(id, in: context.tenant, $0)) }
    }

    /// Makes a user in a database or a passwordless connection.
    ///
    /// - Throws: `APIProblem` 400 for an unknown connection, for what the connection does not allow and for a weak
    ///   password; 409 for somebody who is there already.
    package func createUser(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let name = request["connection"]?.string ?? ""
        let connection = try await storage.read { try UserConnection.named(name, in: context.tenant, $0) }
        let user = try connection.newUser(request, objectID: identifiers.objectID(at: context.now), at: context.now)
        var hash: String?
        if let password = request["password"]?.string {
            try connection.passwordPolicy.check(password, of: user)
            hash = try await passwords.hash(password)
        }
        let record = hash.map { PasswordRecord(userID: user.id, hash: $0, setAt: context.now) }
        let isMailed = request["verify_email"]?.bool ?? !user.isEmailVerified
        let mail = isMailed ? verificationMail(to: user, client: nil, context) : nil
        return try await storage.write { transaction in
            try UserRules.refusingTaken { try transaction.insert(user, tenant: context.tenant) }
            if let record { try transaction.setPassword(record, keepingFormer: 0, in: context.tenant) }
            try mail?.post(context.tenant, transaction)
            return UserView.shown(user)
        }
    }

    /// Changes a user: metadata is merged one level deep, `null` removes a member.
    ///
    /// Whoever is blocked or given another password is signed out everywhere.
    ///
    /// - Throws: `APIProblem` 404; 400 for what does not go together, for what the connection does not allow and for a
    ///   weak password or a taken name.
    package func updateUser(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let patch = try UserPatch(request)
        let password = try await newPassword(patch, of: id, context)
        let client = try await application(request["client_id"]?.string, context)
        return try await storage.write { transaction in
            var user = try UserRules.required(id, in: context.tenant, transaction)
            let target = try patch.target(in: user, context.tenant, transaction)
            try patch.apply(to: &user, target, at: context.now)
            if let password {
                user.lastPasswordReset = context.now
                try transaction.setPassword(password.record, keepingFormer: password.kept, in: context.tenant)
            }
            try UserRules.refusingTakenOnChange { try transaction.update(user, tenant: context.tenant) }
            if password != nil || patch.blocks {
                let initiator: LogoutInitiator = password != nil ? .passwordChanged : .sessionRevoked
                try UserRules.signOut(id, by: initiator, context, transaction)
            }
            if password != nil { try UserRules.forgetResets(of: user, context.tenant, transaction) }
            if patch.wantsVerificationMail {
                try verificationMail(to: user, client: client, context)?.post(context.tenant, transaction)
            }
            return UserView.shown(user)
        }
    }

    /// Removes a user with everything of theirs; whether they were there.
    @discardableResult
    package func deleteUser(_ id: String, _ context: AdministrationContext) async throws -> Bool {
        try await storage.write { try UserRules.remove(id, context, $0) }
    }

    /// A password that a patch sets, checked and hashed before the transaction that keeps it.
    private struct NewPassword: Sendable {
        let record: PasswordRecord
        let kept: Int
    }

    private func newPassword(
        _ patch: UserPatch,
        of id: String,
        _ context: AdministrationContext
    ) async throws -> NewPassword? {
        guard let password = patch.password else { return nil }
        let (user, rules, former) = try await storage.read { transaction in
            let user = try UserRules.required(id, in: context.tenant, transaction)
            let target = try patch.target(in: user, context.tenant, transaction)
            try patch.checkPassword(target)
            let rules = target.passwordPolicy
            var former: [String] = []
            if let kept = rules?.history, kept > 0 {
                former = try transaction.password(of: id, in: context.tenant).map { [$0.hash] } ?? []
                former += try transaction.formerPasswords(of: id, limit: kept - 1, in: context.tenant)
            }
            return (user, rules, former)
        }
        try rules?.check(password, of: user)
        guard try await !passwords.matches(password, anyOf: former) else { throw PasswordRules.used }
        let record = PasswordRecord(userID: id, hash: try await passwords.hash(password), setAt: context.now)
        return NewPassword(record: record, kept: rules?.history ?? 0)
    }

    /// The client whose name a mail shows; nil if none is named or it is not there.
    func application(_ id: String?, _ context: AdministrationContext) async throws -> Client? {
        guard let id else { return nil }
        return try await storage.read { try $0.document(.client, id: id, in: context.tenant).map(Client.init) }
    }
}
