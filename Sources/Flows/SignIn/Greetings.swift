import Applications
import Directory
import Kernel
import Sessions
import Storage
import Wire

/// The mail that greets somebody: when their address is proved or, where nobody is asked for that, when they sign up or
/// first sign in.
///
/// - SeeAlso: Auth0: "Email Template Descriptions": welcome emails.
extension PeopleMails {
    /// The template of the greeting, which goes out only where the tenant has switched it on.
    private static let greetingTemplate = "welcome_email"
    /// How long it is remembered that somebody was greeted, in seconds: longer than anybody lives.
    private static let memory: Int64 = 200 * 365 * 86_400

    /// Greets somebody where the tenant wants it; only once, whatever they do afterwards.
    ///
    /// - Parameter clientID: The application by way of which they came; nil if none is known.
    func greet(
        _ user: User,
        connection: String,
        clientID: String?,
        host: RequestHost,
        now: Instant,
        in transaction: any WriteTransaction
    ) throws {
        let tenant = host.tenant
        guard let email = user.email, try isGreetingWanted(tenant, transaction) else { return }
        let mark = Ticket(
            kind: .greeting,
            hash: Ticket.hash(of: user.id),
            userID: user.id,
            body: [:],
            createdAt: now,
            expiresAt: now.adding(seconds: Self.memory)
        )
        guard try transaction.insert(mark, tenant: tenant) else { return }
        let client = try clientID.flatMap { try transaction.document(.client, id: $0, in: tenant).map(Client.init) }
        let occasion = Occasion(user: user, email: email, connection: connection, client: client, host: host, now: now)
        try letter(Self.greetingTemplate, occasion).write(in: transaction, tenant: tenant)
    }

    /// Greets somebody who signs in for the first time, unless they will be when they have proved their address.
    ///
    /// - Parameter user: The user as they were before they signed in.
    func greetNewcomer(
        _ user: User,
        connection name: String,
        clientID: String?,
        host: RequestHost,
        now: Instant,
        in transaction: any WriteTransaction
    ) throws {
        let tenant = host.tenant
        guard user.loginsCount == 0, try isGreetingWanted(tenant, transaction) else { return }
        let document = try transaction.document(.connection, key: Connection.nameKey, name, in: tenant)
        guard let connection = document.map(Connection.init), connection.isDatabase else { return }
        let isAskedForProof =
            try connection.verifiesEmailAtSignUp && transaction.isEmailTemplateWanted("verify_email", in: tenant)
        guard user.isEmailVerified || !isAskedForProof else { return }
        try greet(user, connection: name, clientID: clientID, host: host, now: now, in: transaction)
    }

    private func isGreetingWanted(_ tenant: TenantID, _ transaction: some DocumentReading) throws -> Bool {
        try transaction.document(.emailTemplate, id: Self.greetingTemplate, in: tenant)?.body["enabled"]?.bool ?? false
    }
}
