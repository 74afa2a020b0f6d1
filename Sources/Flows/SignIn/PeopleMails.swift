import Applications
import Directory
package import Kernel
import Sessions
import Storage
import Tokens
import Wire

/// A mail with the ticket that its link carries; both are written with the change that causes them, or neither.
package struct Letter: Sendable {
    let ticket: Ticket?
    let record: OutboxRecord

    /// Writes both, the ticket as the tenant's template of the mail wants it.
    func write(in transaction: any WriteTransaction, tenant: TenantID) throws {
        if let ticket {
            let name = record.body["template"]?.string ?? ""
            let template = try transaction.document(.emailTemplate, id: name, in: tenant)
            try transaction.insert(ticket.following(template?.body), tenant: tenant)
        }
        try transaction.append([record])
    }
}

/// The mails that people get from signing up, proving an address, forgetting a password and being locked out.
///
/// - SeeAlso: Auth0: "Customize Email Templates"; Auth0 Authentication API: ticket URLs.
package struct PeopleMails: Sendable {
    /// How long links are good for, in seconds: five days.
    package static let linkLifetime: Int64 = 432_000
    /// How many characters a ticket has: some 190 bits.
    package static let ticketLength = 32

    /// The template of the greeting, which goes out only where the tenant has switched it on.
    static let greetingTemplate = "welcome_email"

    private let random: RandomSource

    /// Mails with tickets from a source of randomness.
    package init(random: RandomSource = .system) { self.random = random }

    /// Who writes to whom, from where.
    package struct Occasion: Sendable {
        let user: User
        let email: String
        let connection: String
        let client: Client?
        let host: RequestHost
        let now: Instant
    }

    /// What somebody gets who has just signed up.
    func welcome(_ user: User, _ connection: Connection, client: Client?, host: RequestHost, now: Instant) -> [Letter] {
        guard let email = user.email, !user.isEmailVerified else { return [] }
        let occasion = Occasion(
            user: user,
            email: email,
            connection: connection.name,
            client: client,
            host: host,
            now: now
        )
        return [verification(occasion)]
    }

    /// The link that proves an address.
    func verification(_ occasion: Occasion) -> Letter {
        letter(
            .emailVerification,
            template: "verify_email",
            path: "u/email-verification",
            body: ["email": .string(occasion.email)],
            occasion
        )
    }

    /// A greeting, which has no link.
    func greeting(_ occasion: Occasion) -> Letter {
        Letter(
            ticket: nil,
            record: .email(
                template: Self.greetingTemplate,
                to: occasion.email,
                host: occasion.host,
                user: occasion.user,
                client: occasion.client,
                connection: occasion.connection,
                variables: [:],
                id: random.text(22, from: .base62),
                now: occasion.now
            )
        )
    }

    /// The link that sets a new password.
    func reset(_ occasion: Occasion) -> Letter {
        letter(
            .passwordReset,
            template: "reset_email",
            path: "u/reset-verify",
            body: ["email": .string(occasion.email)],
            occasion
        )
    }

    /// The link that lifts a block.
    func unblock(_ occasion: Occasion, sourceAddress: String, lifetime: Int64) -> Letter {
        letter(
            .unblock,
            template: "blocked_account",
            path: "u/unblock",
            body: [:],
            variables: ["user": ["source_ip": .string(sourceAddress)]],
            lifetime: lifetime,
            occasion
        )
    }

    private func letter(
        _ kind: Ticket.Kind,
        template: String,
        path: String,
        body: JSONObject,
        variables: JSONObject = [:],
        lifetime: Int64 = linkLifetime,
        _ occasion: Occasion
    ) -> Letter {
        let secret = random.text(Self.ticketLength, from: .base62)
        var contents = body
        contents["connection"] = .string(occasion.connection)
        if let client = occasion.client { contents["client_id"] = .string(client.id) }
        var all = variables
        all["url"] = .string("\(occasion.host.issuer)\(path)?ticket=\(secret)#")
        return Letter(
            ticket: Ticket(
                kind: kind,
                hash: Ticket.hash(of: secret),
                userID: occasion.user.id,
                body: contents,
                createdAt: occasion.now,
                expiresAt: occasion.now.adding(seconds: lifetime)
            ),
            record: .email(
                template: template,
                to: occasion.email,
                host: occasion.host,
                user: occasion.user,
                client: occasion.client,
                connection: occasion.connection,
                variables: all,
                id: random.text(22, from: .base62),
                now: occasion.now
            )
        )
    }
}

extension Ticket {
    /// What a ticket is found by.
    static func hash(of secret: String) -> [UInt8] { Digest.sha256(Array(secret.utf8)) }
}
