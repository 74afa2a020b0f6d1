import Applications
import Directory
import Kernel
import Sessions
import Storage
import Tokens
package import Wire

/// Links that set a password which somebody else chose: who opens one and says yes has it.
///
/// The newer API has links whose holder chooses the password; both are spent once, and with each other.
///
/// - SeeAlso: Auth0 Management API v1: `POST /api/users/{user_id}/change_password_ticket`.
extension Administration {
    /// Makes the link that sets a password.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user; 400 for one without a password here and for a weak one.
    package func createV1PasswordTicket(
        user id: String,
        newPassword: String,
        resultURL: String?,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        if let resultURL, !resultURL.hasPrefix("https://"), !resultURL.hasPrefix("http://") {
            throw UserConnection.refusal("resultUrl must be an address with http or https.")
        }
        let (user, rules) = try await storage.read { transaction in
            let user = try UserRules.required(id, in: context.tenant, transaction)
            return (user, try V1PasswordTicketRules.passwordRules(of: user, context, transaction))
        }
        try rules.check(newPassword, of: user)
        let hash = try await passwords.hash(newPassword)
        let value = UserTicket.newValue(random)
        var body = UserTicketRules.body(
            [:],
            user: user,
            email: user.email ?? "",
            connection: user.identities.first?.connection ?? ""
        )
        body["result_url"] = resultURL.map(JSONValue.string)
        body[V1PasswordTicketRules.member] = .string(hash)
        let ticket = UserTicket(.passwordReset, value: value, user: user, body: body, [:], context)
        try await storage.write { try ticket.keep(context.tenant, $0) }
        return ["ticket": .string("\(context.host.issuer)\(V1PasswordTicketRules.path)\(value)")]
    }

    /// Whose password a link sets: the address, or the `user_id` of somebody without; nil for a link that is worth
    /// nothing.
    package func v1PasswordTicket(_ value: String, _ context: AdministrationContext) async throws -> String? {
        try await storage.read { transaction in
            let ticket = try V1PasswordTicketRules.ticket(value, context, transaction)
            guard let ticket, let user = try transaction.user(ticket.userID, in: context.tenant) else { return nil }
            return user.email ?? user.id
        }
    }

    /// Sets the password of a link and spends it; where to go then, if it says so.
    ///
    /// Nothing is redeemed by a link that is worth nothing.
    package func redeemV1PasswordTicket(
        _ value: String,
        _ context: AdministrationContext
    ) async throws -> (isRedeemed: Bool, resultURL: String?) {
        try await storage.write { transaction in
            guard let ticket = try V1PasswordTicketRules.ticket(value, context, transaction),
                let hash = ticket.body[V1PasswordTicketRules.member]?.string,
                try transaction.spendTicket(.passwordReset, hash: ticket.hash, at: context.now, in: context.tenant),
                var user = try transaction.user(ticket.userID, in: context.tenant)
            else { return (false, nil) }
            let rules = try V1PasswordTicketRules.passwordRules(of: user, context, transaction)
            let record = PasswordRecord(userID: user.id, hash: hash, setAt: context.now)
            try transaction.setPassword(record, keepingFormer: rules.history, in: context.tenant)
            user.lastPasswordReset = context.now
            user.updatedAt = context.now
            try transaction.update(user, tenant: context.tenant)
            try UserRules.signOut(user.id, by: .passwordChanged, context, transaction)
            try UserRules.forgetResets(of: user, context.tenant, transaction)
            return (true, ticket.body["result_url"]?.string)
        }
    }
}

/// What links that set a password need.
enum V1PasswordTicketRules {
    /// The member of a ticket that tells it from those whose holder chooses.
    static let member = "new_password_hash"
    /// Where the page is, below the host.
    static let path = "p/password/"

    /// The ticket of a link, while it is good.
    static func ticket(
        _ value: String,
        _ context: AdministrationContext,
        _ transaction: some TicketReading
    ) throws -> Ticket? {
        let hash = Digest.sha256(Array(value.utf8))
        guard let ticket = try transaction.ticket(.passwordReset, hash: hash, in: context.tenant),
            ticket.spentAt == nil, context.now < ticket.expiresAt, ticket.body.contains(member)
        else { return nil }
        return ticket
    }

    /// What a password of a user must be.
    ///
    /// - Throws: `APIProblem` 400 for a user whose password is kept elsewhere.
    static func passwordRules(
        of user: User,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> PasswordRules {
        let name = user.identities.first?.connection ?? ""
        let found = try transaction.document(.connection, key: Connection.nameKey, name, in: context.tenant)
        guard let connection = found.map(Connection.init), connection.isDatabase else {
            throw UserConnection.refusal("The user is not from a database connection.")
        }
        return PasswordRules(connection)
    }
}
