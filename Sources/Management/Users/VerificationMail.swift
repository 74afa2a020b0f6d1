import Applications
import Directory
import Kernel
import Sessions
import Storage
import Wire

/// The mail that asks somebody to prove their address, and the ticket behind its link.
struct VerificationMail: Sendable {
    private static let template = "verify_email"

    private let ticket: UserTicket
    private let record: OutboxRecord

    /// Keeps the ticket and puts the mail into the outbox, with the change that caused it.
    func post(_ tenant: TenantID, _ transaction: any WriteTransaction) throws {
        let template = try transaction.document(.emailTemplate, id: Self.template, in: tenant)
        try ticket.keep(tenant, following: template?.body, transaction)
        try transaction.append([record])
    }

    /// A mail to the address of an account.
    ///
    /// - Parameter request: a body that may name `client_id` and `organization_id`.
    init(
        to user: User,
        email: String,
        connection: String,
        client: Client?,
        request: JSONObject,
        id: String,
        value: String,
        _ context: AdministrationContext
    ) {
        var body = UserTicketRules.body(request, user: user, email: email, connection: connection)
        if let client { body["client_id"] = .string(client.id) }
        ticket = UserTicket(.emailVerification, value: value, user: user, body: body, [:], context)
        let variables: JSONObject = [
            "application": ["name": .string(client?.name ?? ""), "clientID": .string(client?.id ?? "")],
            "connection": ["name": .string(connection)], "host": .string(context.host.authority),
            "url": .string(ticket.url(context.host)), "user": .object(Self.variables(user, email)),
        ]
        record = OutboxRecord(
            tenant: context.tenant,
            id: id,
            kind: .email,
            body: [
                "template": .string(Self.template), "to": .string(email), "user_id": .string(user.id),
                "variables": .object(variables),
            ],
            createdAt: context.now
        )
    }

    private static func variables(_ user: User, _ email: String) -> JSONObject {
        var person = UserView.shown(user)
        person["identities"] = nil
        person["email"] = .string(email)
        person["user_metadata"] = .object(user.userMetadata)
        person["app_metadata"] = .object(user.appMetadata)
        return person
    }
}

extension Administration {
    /// The mail that asks a user to prove their address; nil for one without an address.
    func verificationMail(
        to user: User,
        client: Client?,
        request: JSONObject = [:],
        _ context: AdministrationContext
    ) -> VerificationMail? {
        guard let email = user.email, let primary = user.identities.first else { return nil }
        return verificationMail(
            to: user,
            email: email,
            connection: primary.connection,
            client: client,
            request: request,
            context
        )
    }

    /// The mail that asks a user to prove the address of one of their accounts.
    func verificationMail(
        to user: User,
        email: String,
        connection: String,
        client: Client?,
        request: JSONObject,
        _ context: AdministrationContext
    ) -> VerificationMail {
        VerificationMail(
            to: user,
            email: email,
            connection: connection,
            client: client,
            request: request,
            id: random.text(22, from: .base62),
            value: UserTicket.newValue(random),
            context
        )
    }
}
