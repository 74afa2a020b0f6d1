package import Kernel
package import Wire

/// How a tenant's mails leave the house.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/emails/provider`.
package struct MailProvider: Sendable {
    /// The provider's name, such as `smtp` or `sendgrid`.
    package let name: String
    /// The sender of mails whose template names none.
    package let defaultFrom: String?
    private let route: Route

    /// The way that mails take.
    private enum Route {
        case smtp(SMTPServer)
        case api(MailAPI)
        case none(why: String)
    }

    /// Reads the document of a provider; nil if there is none or it is switched off.
    package init?(_ body: JSONObject?) {
        guard let body, let name = body["name"]?.string, body["enabled"]?.bool ?? true else { return nil }
        self.name = name
        let from = body["default_from_address"]?.string ?? ""
        defaultFrom = from.isEmpty ? nil : from
        let credentials = body["credentials"]?.object ?? [:]
        if name == "smtp" {
            let server = SMTPServer(credentials, settings: body["settings"]?.object ?? [:])
            route = server.map(Route.smtp) ?? .none(why: "smtp_host or smtp_port is malformed")
        } else if let service = MailAPI.Service(rawValue: name) {
            route = .api(MailAPI(service, credentials))
        } else {
            let choices = ["smtp"] + MailAPI.Service.allCases.map(\.rawValue)
            route = .none(why: "mails cannot be sent through it; use one of \(choices.joined(separator: ", "))")
        }
    }

    /// Why a mail was not taken.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        /// The reason, without secrets.
        package let description: String
        /// Whether it may go better another time.
        package let isWorthTrying: Bool

        init(_ description: String, isWorthTrying: Bool) {
            self.description = description
            self.isWorthTrying = isWorthTrying
        }
    }

    /// Hands a message over.
    ///
    /// - Throws: `Failure`.
    package func send(_ message: MailMessage, id: String, now: Instant, poster: HTTPPoster) async throws {
        switch route {
        case .smtp(let server):
            let bytes = message.bytes(id: id, date: now, headers: server.headers)
            let delivery = SMTPDelivery(
                server: server,
                from: message.from,
                recipient: message.to.address,
                message: bytes,
                authorities: poster.authorities
            )
            try await delivery.send()
        case .api(let api): try await api.send(message, id: id, poster: poster)
        case .none(let why): throw Failure("\(name): \(why)", isWorthTrying: false)
        }
    }
}

extension MailProvider: CustomStringConvertible {
    package var description: String { "mail provider \(name) ‹redacted›" }
}
