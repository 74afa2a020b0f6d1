import Kernel
import Wire

/// A service that takes mails over HTTPS.
struct MailAPI: Sendable {
    /// The services, by the names that the management API has for them.
    enum Service: String, Sendable, CaseIterable {
        case mailgun, mandrill, resend, sendgrid, sparkpost
    }

    /// How long a service may take, in seconds.
    private static let timeout = 20

    private let service: Service
    private let key: Secret
    private let domain: String
    private let isEuropean: Bool

    /// A service with a tenant's credentials.
    init(_ service: Service, _ credentials: JSONObject) {
        self.service = service
        key = Secret(credentials["api_key"]?.string ?? "")
        domain = credentials["domain"]?.string ?? ""
        isEuropean = credentials["region"]?.string == "eu"
    }

    /// Hands a message over.
    ///
    /// - Throws: `MailProvider.Failure`.
    func send(_ message: MailMessage, id: String, poster: HTTPPoster) async throws {
        do {
            let (status, body) = try await poster.answer(to: call(message, id: id))
            try check(status, body)
        } catch let failure as HTTPPoster.Failure {
            throw MailProvider.Failure("\(service.rawValue): \(failure)", isWorthTrying: failure.isWorthTrying)
        }
    }

    /// What is posted.
    ///
    /// - SeeAlso: the services' own references of "send mail".
    func call(_ message: MailMessage, id: String) -> HTTPPoster.Call {
        switch service {
        case .mailgun: mailgun(message)
        case .mandrill: json("https://mandrillapp.com/api/1.0/messages/send", [], mandrill(message))
        case .resend:
            json(
                "https://api.resend.com/emails",
                ["Authorization: Bearer \(key.exposed)", "Idempotency-Key: \(id)"],
                resend(message)
            )
        case .sendgrid:
            json("https://api.sendgrid.com/v3/mail/send", ["Authorization: Bearer \(key.exposed)"], sendgrid(message))
        case .sparkpost:
            json(
                "https://\(isEuropean ? "api.eu.sparkpost.com" : "api.sparkpost.com")/api/v1/transmissions",
                ["Authorization: \(key.exposed)"],
                sparkpost(message)
            )
        }
    }

    /// - Throws: `MailProvider.Failure` for an answer that takes no mail.
    func check(_ status: Int, _ body: [UInt8]) throws(MailProvider.Failure) {
        guard (200..<300).contains(status) else {
            // A key may be corrected while the mail waits.
            let isWorthTrying = status == 401 || status == 403 || HTTPPoster.refusal(status).isWorthTrying
            throw MailProvider.Failure("\(service.rawValue): the answer was \(status)", isWorthTrying: isWorthTrying)
        }
        // Mandrill says 200 and tells of each recipient what became of it.
        guard service == .mandrill, let answer = try? JSONReader.parse(body).array?.first,
            let outcome = answer["status"]?.string, outcome == "rejected" || outcome == "invalid"
        else { return }
        let reason = answer["reject_reason"]?.string ?? outcome
        throw MailProvider.Failure("mandrill: the recipient was refused: \(reason)", isWorthTrying: false)
    }

    private func json(_ url: String, _ headers: [String], _ body: JSONObject) -> HTTPPoster.Call {
        HTTPPoster.Call(
            url: url,
            mediaType: "application/json",
            headers: headers,
            body: JSONWriter.encode(body),
            timeout: Self.timeout
        )
    }
}

/// What each service calls the parts of a mail.
extension MailAPI {
    private func mailgun(_ message: MailMessage) -> HTTPPoster.Call {
        let fields = [
            ("from", message.from.text), ("to", message.to.text), ("subject", message.subject), ("text", message.text),
            ("html", message.html),
        ]
        let host = isEuropean ? "api.eu.mailgun.net" : "api.mailgun.net"
        let login = Base64.encode(Array("api:\(key.exposed)".utf8), .standard)
        return HTTPPoster.Call(
            url: "https://\(host)/v3/\(Form.encode(domain))/messages",
            mediaType: "application/x-www-form-urlencoded",
            headers: ["Authorization: Basic \(login)"],
            body: Array(fields.map { "\($0.0)=\(Form.encode($0.1))" }.joined(separator: "&").utf8),
            timeout: Self.timeout
        )
    }

    private func mandrill(_ message: MailMessage) -> JSONObject {
        var body: JSONObject = [
            "from_email": .string(message.from.address), "to": [["email": .string(message.to.address), "type": "to"]],
            "subject": .string(message.subject), "html": .string(message.html), "text": .string(message.text),
        ]
        if let name = message.from.name { body["from_name"] = .string(name) }
        return ["key": .string(key.exposed), "message": .object(body)]
    }

    private func resend(_ message: MailMessage) -> JSONObject {
        [
            "from": .string(message.from.text), "to": [.string(message.to.address)],
            "subject": .string(message.subject), "html": .string(message.html), "text": .string(message.text),
        ]
    }

    private func sendgrid(_ message: MailMessage) -> JSONObject {
        [
            "personalizations": [["to": [["email": .string(message.to.address)]]]], "from": sender(message),
            "subject": .string(message.subject),
            "content": [
                ["type": "text/plain", "value": .string(message.text)],
                ["type": "text/html", "value": .string(message.html)],
            ],
        ]
    }

    private func sparkpost(_ message: MailMessage) -> JSONObject {
        [
            "options": ["transactional": true],
            "recipients": [["address": ["email": .string(message.to.address)]]],
            "content": [
                "from": sender(message), "subject": .string(message.subject), "html": .string(message.html),
                "text": .string(message.text),
            ],
        ]
    }

    private func sender(_ message: MailMessage) -> JSONValue {
        var sender: JSONObject = ["email": .string(message.from.address)]
        if let name = message.from.name { sender["name"] = .string(name) }
        return .object(sender)
    }
}
