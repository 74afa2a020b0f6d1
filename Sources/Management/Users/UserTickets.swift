import Applications
import Directory
import Kernel
import Sessions
import Storage
import Tokens
package import Wire

/// Links that let somebody prove an address or set a password.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/tickets`.
extension Administration {
    /// Makes the link that proves the address of a user.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user, 400 for one without an address.
    package func createEmailVerificationTicket(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await UserTicketRules.checkClient(request, storage, context)
        let value = UserTicket.newValue(random)
        return try await storage.write { transaction in
            let user = try UserTicketRules.user(request, context, transaction)
            let account = try UserTicketRules.account(request, of: user, context, transaction)
            guard let email = account.email else {
                throw APIProblem(400, "User does not have an email address.", code: "invalid_body")
            }
            var body = UserTicketRules.body(request, user: user, email: email, connection: account.connection)
            body["provider"] = .string(account.provider)
            let ticket = UserTicket(.emailVerification, value: value, user: user, body: body, request, context)
            try ticket.keep(context.tenant, transaction)
            return ["ticket": .string(ticket.url(context.host))]
        }
    }

    /// Makes the link by which a user sets a new password.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user; 400 for one without a password here, and for a request that
    ///   names nobody or too much.
    package func createPasswordChangeTicket(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        guard !(request.contains("client_id") && request.contains("result_url")) else {
            throw UserConnection.refusal("Cannot specify both client_id and result_url.")
        }
        try await UserTicketRules.checkClient(request, storage, context)
        let value = UserTicket.newValue(random)
        return try await storage.write { transaction in
            let user = try UserTicketRules.user(request, context, transaction)
            let account = try UserTicketRules.account(request, of: user, context, transaction)
            guard account.provider == Identity.databaseProvider else {
                throw UserConnection.refusal("The user is not from a database connection.")
            }
            var body = UserTicketRules.body(
                request,
                user: user,
                email: account.email ?? "",
                connection: account.connection
            )
            body["markEmailAsVerified"] = request["mark_email_as_verified"] ?? false
            let ticket = UserTicket(.passwordReset, value: value, user: user, body: body, request, context)
            try ticket.keep(context.tenant, transaction)
            return ["ticket": .string(ticket.url(context.host))]
        }
    }
}

/// A ticket for a user and the value that its link carries.
struct UserTicket: Sendable {
    /// How long a link lives that says nothing about it, in seconds: five days.
    static let lifetime: Int64 = 432_000

    let value: String
    let ticket: Ticket

    /// A value that nobody guesses: 32 characters.
    static func newValue(_ random: RandomSource) -> String { random.text(32, from: .base62) }

    /// A ticket that lives for the `ttl_sec` of a request.
    init(
        _ kind: Ticket.Kind,
        value: String,
        user: User,
        body: JSONObject,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) {
        let asked = request["ttl_sec"]?.integer ?? 0
        // Centuries are enough, and their milliseconds fit into an integer.
        let seconds = asked > 0 ? min(asked, 10_000_000_000) : Self.lifetime
        self.value = value
        ticket = Ticket(
            kind: kind,
            hash: Digest.sha256(Array(value.utf8)),
            userID: user.id,
            body: body,
            createdAt: context.now,
            expiresAt: context.now.adding(seconds: seconds)
        )
    }

    /// The link, as Auth0 writes it.
    func url(_ host: RequestHost) -> String {
        let page = ticket.kind == .passwordReset ? "u/reset-verify" : "u/email-verification"
        return "\(host.issuer)\(page)?ticket=\(value)#"
    }

    /// Keeps it.
    ///
    /// - Parameter template: The tenant's template of the mail that it goes with; nil where there is none.
    func keep(_ tenant: TenantID, following template: JSONObject? = nil, _ transaction: some TicketWriting) throws {
        guard try transaction.insert(ticket.following(template), tenant: tenant) else {
            throw StoreError.conflict(key: "ticket")
        }
    }
}

/// What requests for tickets name.
enum UserTicketRules {
    /// The account of a user that a ticket is about.
    struct Account {
        let connection: String
        let provider: String
        let email: String?
        let isPrimary: Bool
    }

    /// The user: by `user_id`, or by `email` in the connection of `connection_id`.
    ///
    /// - Throws: `APIProblem` 400 and 404.
    static func user(
        _ request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some UserReading & DocumentReading
    ) throws -> User {
        if let id = request["user_id"]?.string {
            return try UserRules.required(id, in: context.tenant, transaction)
        }
        guard let email = request["email"]?.string, let connection = request["connection_id"]?.string else {
            throw UserConnection.refusal("Either user_id or both email and connection_id must be specified.")
        }
        guard let document = try transaction.document(.connection, id: connection, in: context.tenant) else {
            throw APIProblem(404, "The connection does not exist", code: "inexistent_connection")
        }
        let name = LoginIdentifier(connection: Connection(document).name, kind: .email, value: email)
        guard let user = try transaction.user(name, in: context.tenant) else { throw UserRules.unknown }
        return user
    }

    /// The account that `identity` names, else the primary one.
    ///
    /// - Throws: `APIProblem` 400 for an account that the user does not have.
    static func account(
        _ request: JSONObject,
        of user: User,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Account {
        let wanted = request["identity"]?.object
        var connection: String?
        if let id = wanted?["connection_id"]?.string {
            connection = try transaction.document(.connection, id: id, in: context.tenant).map { Connection($0).name }
        }
        let index = user.identities.firstIndex { identity in
            guard let wanted else { return true }
            return identity.id == wanted["user_id"]?.string && identity.provider == wanted["provider"]?.string
                && (connection == nil || identity.connection == connection)
        }
        guard let index else {
            throw UserConnection.refusal("The user does not have the identity that was specified.")
        }
        let identity = user.identities[index]
        let email = index == 0 ? user.email : identity.profileData?["email"]?.string
        return Account(
            connection: identity.connection,
            provider: identity.provider,
            email: email,
            isPrimary: index == 0
        )
    }

    /// What the pages behind a link need to know.
    static func body(_ request: JSONObject, user: User, email: String, connection: String) -> JSONObject {
        var body: JSONObject = [
            "user_id": .string(user.id), "email": .string(email), "connection": .string(connection),
            "includeEmailInRedirect": request["includeEmailInRedirect"] ?? true,
        ]
        body["result_url"] = request["result_url"]
        body["client_id"] = request["client_id"]
        body["organization"] = request["organization_id"]
        body["identity"] = request["identity"]
        return body
    }

    /// Refuses a client or an organization that is not there.
    ///
    /// - Throws: `APIProblem` 404.
    static func checkClient(
        _ request: JSONObject,
        _ storage: any Storage,
        _ context: AdministrationContext
    ) async throws {
        let (client, organization) = (request["client_id"]?.string, request["organization_id"]?.string)
        guard client != nil || organization != nil else { return }
        try await storage.read { transaction in
            if let client, try transaction.document(.client, id: client, in: context.tenant) == nil {
                throw APIProblem(404, "The client does not exist", code: "inexistent_client")
            }
            if let organization, try transaction.document(.organization, id: organization, in: context.tenant) == nil {
                throw OrganizationRules.unknown
            }
        }
    }
}
