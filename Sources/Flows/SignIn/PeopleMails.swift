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

    /// Whether the tenant has not switched off the template of the mail.
    func isWanted(in transaction: some DocumentReading, tenant: TenantID) throws -> Bool {
        try transaction.isEmailTemplateWanted(record.body["template"]?.string ?? "", in: tenant)
    }

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

    /// The template of a code that proves an address.
    static let codeTemplate = "verify_email_by_code"

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

    /// Writes what somebody gets who has just signed up: the link that proves their address or, where nobody is asked
    /// for that, the greeting; whether it was the link.
    func welcome(_ user: User, _ signUp: SignUp.Occasion, in transaction: any WriteTransaction) throws -> Bool {
        guard let occasion = Occasion(user, signUp) else { return false }
        if !user.isEmailVerified, signUp.connection.verifiesEmailAtSignUp {
            let letter = verification(occasion)
            if try letter.isWanted(in: transaction, tenant: signUp.host.tenant) {
                try letter.write(in: transaction, tenant: signUp.host.tenant)
                return true
            }
        }
        try greet(
            user,
            connection: signUp.connection.name,
            clientID: signUp.client?.id,
            host: signUp.host,
            now: signUp.now,
            in: transaction
        )
        return false
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

    /// The code that proves an address on a page.
    func code(_ code: String, _ occasion: Occasion) -> Letter {
        letter(Self.codeTemplate, variables: ["code": .string(code)], occasion)
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
        let ticket = Ticket(
            kind: kind,
            hash: Ticket.hash(of: secret),
            userID: occasion.user.id,
            body: contents,
            createdAt: occasion.now,
            expiresAt: occasion.now.adding(seconds: lifetime)
        )
        return letter(template, ticket: ticket, variables: all, occasion)
    }

    /// A mail to whom the occasion names.
    func letter(
        _ template: String,
        ticket: Ticket? = nil,
        variables: JSONObject = [:],
        _ occasion: Occasion
    ) -> Letter {
        Letter(
            ticket: ticket,
            record: .email(
                template: template,
                to: occasion.email,
                host: occasion.host,
                user: occasion.user,
                client: occasion.client,
                connection: occasion.connection,
                variables: variables,
                id: random.text(22, from: .base62),
                now: occasion.now
            )
        )
    }
}

extension PeopleMails.Occasion {
    /// Writing to whoever signs up; nil if they have no address.
    init?(_ user: User, _ signUp: SignUp.Occasion) {
        guard let email = user.email else { return nil }
        self.init(
            user: user,
            email: email,
            connection: signUp.connection.name,
            client: signUp.client,
            host: signUp.host,
            now: signUp.now
        )
    }
}

extension DocumentReading {
    /// Whether a tenant has not switched off a template of mails; built-in ones are on.
    func isEmailTemplateWanted(_ name: String, in tenant: TenantID) throws -> Bool {
        try document(.emailTemplate, id: name, in: tenant)?.body["enabled"]?.bool ?? true
    }
}

extension Ticket {
    /// What a ticket is found by.
    static func hash(of secret: String) -> [UInt8] { Digest.sha256(Array(secret.utf8)) }
}
