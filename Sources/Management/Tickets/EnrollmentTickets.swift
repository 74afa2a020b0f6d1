import Applications
import Directory
import Kernel
import Storage
import Tokens
package import Wire

/// Links by which users set up an app that makes codes.
///
/// - SeeAlso: Auth0 Management API: `POST /api/v2/guardian/enrollments/ticket`.
extension Administration {
    /// Makes a link for a user and, if the request says so, mails it.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user; 400 for a factor that needs more than an app, for a mail without
    ///   an address, and for a user who has an app already.
    package func createEnrollmentTicket(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let factor = request["factor"]?.string ?? "otp"
        guard EnrollmentTicket.factors.contains(factor) else {
            throw APIProblem(
                400,
                "This server enrolls no \(factor) by ticket.",
                code: "operation_not_supported"
            )
        }
        let (value, mail) = (LinkTicket.newValue(random), random.text(22, from: .base62))
        return try await storage.write { transaction in
            let user = try UserRules.required(request["user_id"]?.string ?? "", in: context.tenant, transaction)
            let allowsSeveral = request["allow_multiple_enrollments"]?.bool ?? false
            if !allowsSeveral, try EnrollmentTicket.hasApp(user.id, context.tenant, transaction) {
                throw APIProblem(400, "The user is already enrolled.", code: "user_already_enrolled")
            }
            try LinkTicket.sweep(.enrollmentTicket, of: user.id, context, transaction)
            let body: JSONObject = ["factor": .string(factor), "allow_multiple_enrollments": .bool(allowsSeveral)]
            let ticket = LinkTicket.document(.enrollmentTicket, value: value, of: user.id, body, context)
            try transaction.insert(ticket, keys: [])
            let url = EnrollmentTicket.url(value, context)
            if request["send_mail"]?.bool ?? false {
                guard let address = request["email"]?.string ?? user.email else {
                    throw APIProblem(400, "User does not have an email address.", code: "invalid_body")
                }
                try transaction.append([
                    EnrollmentTicket.mail(mail, to: address, user, url, locale: request["email_locale"], context)
                ])
            }
            return ["ticket_id": .string(value), "ticket_url": .string(url)]
        }
    }

    /// What a link offers; nil for one that is worth nothing.
    package func enrollment(ticket value: String, _ context: AdministrationContext) async throws -> EnrollmentOffer? {
        try await storage.read { transaction in
            guard let ticket = try LinkTicket.document(.enrollmentTicket, value: value, context, transaction),
                let user = try transaction.user(ticket.parent, in: context.tenant)
            else { return nil }
            let settings = TenantSettings(try transaction.tenantSettings(in: context.tenant))
            return EnrollmentOffer(
                issuer: settings.friendlyName ?? context.tenant.rawValue,
                account: user.email ?? user.id,
                secret: EnrollmentTicket.password(of: value).text
            )
        }
    }

    /// Enrolls the app whose code is presented, and spends the link.
    ///
    /// - Returns: Whether the code was right; nil for a link that is worth nothing.
    package func finishEnrollment(
        ticket value: String,
        code: String,
        _ context: AdministrationContext
    ) async throws -> Bool? {
        let password = EnrollmentTicket.password(of: value)
        let random = random
        return try await storage.write { transaction in
            guard let ticket = try LinkTicket.document(.enrollmentTicket, value: value, context, transaction),
                try transaction.user(ticket.parent, in: context.tenant) != nil
            else { return nil }
            guard password.accepts(code.filter { !$0.isWhitespace }, at: context.now.seconds) else {
                return try EnrollmentTicket.countFailure(ticket, transaction)
            }
            try transaction.deleteDocument(.enrollmentTicket, id: ticket.id, in: context.tenant)
            let method = try AuthenticationMethod.document(
                ["type": "totp", "name": "Authenticator app", "totp_secret": .string(password.text)],
                user: ticket.parent,
                random,
                context
            )
            try transaction.insert(method, keys: [])
            return true
        }
    }
}

/// What a link to enroll an app offers.
package struct EnrollmentOffer: Sendable {
    /// Whose codes they will be.
    package let issuer: String
    /// For whom.
    package let account: String
    /// The secret that the app is told.
    package let secret: String

    /// What is asked for in return: the code of the app.
    package static let field = Provisioning.Field(name: "code", isRequired: true, isSecret: false)
    /// Why another code is not taken.
    package static let refusal = ProvisioningRefusal(
        field: "code",
        message: "This is not the code that the app shows."
    )

    /// The same as a link that apps open.
    package var url: String {
        let label = "\(Form.encode(issuer)):\(Form.encode(account))".replacing("+", with: "%20")
        return "otpauth://totp/\(label)?secret=\(secret)&issuer=\(Form.encode(issuer).replacing("+", with: "%20"))"
    }
}

/// What links to enroll are.
private enum EnrollmentTicket {
    /// The factors that an app that makes codes serves.
    static let factors: Set<String> = ["otp", "push-notification"]
    private static let attempts = "attempts"
    private static let attemptLimit: Int64 = 10

    /// The codes of a link's app: the secret is made of the link, so it is kept only once it is used.
    static func password(of value: String) -> OneTimePassword {
        OneTimePassword(secret: Array(Digest.sha256(Array("totp \(value)".utf8)).prefix(20)))
    }

    /// Notes a wrong code; after some of them the link is worth nothing.
    static func countFailure(_ ticket: Document, _ transaction: some DocumentWriting) throws -> Bool? {
        var ticket = ticket
        let count = (ticket.body[attempts]?.integer ?? 0) + 1
        guard count < attemptLimit else {
            try transaction.deleteDocument(.enrollmentTicket, id: ticket.id, in: ticket.tenant)
            return nil
        }
        ticket.body[attempts] = .integer(count)
        try transaction.update(ticket, keys: [])
        return false
    }

    static func url(_ value: String, _ context: AdministrationContext) -> String {
        "\(context.host.issuer)mfa/enrollment?ticket=\(value)"
    }

    static func hasApp(_ user: String, _ tenant: TenantID, _ transaction: some DocumentReading) throws -> Bool {
        try transaction.documents(DocumentQuery(.authenticationMethod, in: tenant, parent: user)).contains {
            $0.body["type"]?.string == "totp"
        }
    }

    static func mail(
        _ id: String,
        to address: String,
        _ user: User,
        _ url: String,
        locale: JSONValue?,
        _ context: AdministrationContext
    ) -> OutboxRecord {
        var person = UserView.shown(user)
        person["identities"] = nil
        person["email"] = .string(address)
        var body: JSONObject = [
            "template": "enrollment_email", "to": .string(address), "user_id": .string(user.id),
            "variables": [
                "host": .string(context.host.authority), "url": .string(url), "link": .string(url),
                "user": .object(person),
            ],
        ]
        body["language"] = locale
        return OutboxRecord(tenant: context.tenant, id: id, kind: .email, body: body, createdAt: context.now)
    }
}
