import CCurl
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
    private let credentials: JSONObject

    /// Reads the document of a provider; nil if there is none or it is switched off.
    package init?(_ body: JSONObject?) {
        guard let body, let name = body["name"]?.string, body["enabled"]?.bool ?? true else { return nil }
        self.name = name
        defaultFrom = body["default_from_address"]?.string
        credentials = body["credentials"]?.object ?? [:]
    }

    /// Why a mail was not taken.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        /// The reason, without secrets.
        package let description: String
        /// Whether it may go better another time.
        package let isWorthTrying: Bool
    }

    /// Hands a message over.
    ///
    /// - Throws: `Failure`.
    package func send(_ message: MailMessage, id: String, now: Instant, poster: HTTPPoster) async throws {
        switch name {
        case "smtp": try await sendBySMTP(message, id: id, now: now)
        case "sendgrid", "mandrill", "sparkpost": try await post(message, poster)
        case "mailgun": try await postToMailgun(message, poster)
        default:
            throw Failure(
                description:
                    "mails cannot be sent through '\(name)' yet; use smtp, sendgrid, mailgun, mandrill or sparkpost",
                isWorthTrying: false
            )
        }
    }

    private func text(_ name: String) -> String { credentials[name]?.string ?? "" }

    /// TLS from the first byte on port 465; on any other, as soon as the server offers it.
    private func sendBySMTP(_ message: MailMessage, id: String, now: Instant) async throws {
        let (host, user, password) = (text("smtp_host"), text("smtp_user"), text("smtp_pass"))
        let port = credentials["smtp_port"]?.integer ?? 587
        let bytes = message.bytes(id: id, date: now)
        do {
            _ = try await CurlThread.run {
                var request = try CurlRequest()
                request.set(CURLOPT_URL, "\(port == 465 ? "smtps" : "smtp")://\(host):\(port)")
                request.set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
                if !user.isEmpty {
                    request.set(CURLOPT_USERNAME, user)
                    request.set(CURLOPT_PASSWORD, password)
                }
                request.set(CURLOPT_PROXY, "")
                request.set(CURLOPT_CONNECTTIMEOUT, 10)
                request.set(CURLOPT_TIMEOUT, 30)
                request.set(CURLOPT_MAIL_FROM, "<\(MailMessage.address(of: message.from))>")
                request.set(CURLOPT_MAIL_RCPT, ["<\(message.to)>"])
                request.set(CURLOPT_UPLOAD, 1)
                return try request.perform(upload: bytes, answerLimit: 1_024)
            }
        } catch let failure as CurlRequest.Failure {
            throw Failure(description: "SMTP \(host):\(port): \(failure)", isWorthTrying: true)
        }
    }

    private func post(_ message: MailMessage, _ poster: HTTPPoster) async throws {
        let key = text("api_key")
        let from = MailMessage.address(of: message.from)
        let (url, headers, body): (String, [String], JSONObject)
        switch name {
        case "sendgrid":
            (url, headers) = ("https://api.sendgrid.com/v3/mail/send", ["Authorization: Bearer \(key)"])
            body = [
                "personalizations": [["to": [["email": .string(message.to)]]]], "from": ["email": .string(from)],
                "subject": .string(message.subject),
                "content": [
                    ["type": "text/plain", "value": .string(message.text)],
                    ["type": "text/html", "value": .string(message.html)],
                ],
            ]
        case "mandrill":
            (url, headers) = ("https://mandrillapp.com/api/1.0/messages/send", [])
            body = [
                "key": .string(key),
                "message": [
                    "from_email": .string(from), "to": [["email": .string(message.to)]],
                    "subject": .string(message.subject), "html": .string(message.html), "text": .string(message.text),
                ],
            ]
        default:
            let domain = text("region") == "eu" ? "api.eu.sparkpost.com" : "api.sparkpost.com"
            (url, headers) = ("https://\(domain)/api/v1/transmissions", ["Authorization: \(key)"])
            body = [
                "recipients": [["address": .string(message.to)]],
                "content": [
                    "from": .string(from), "subject": .string(message.subject), "html": .string(message.html),
                    "text": .string(message.text),
                ],
            ]
        }
        try await deliver(JSONWriter.encode(body), "application/json", headers, url, poster)
    }

    private func postToMailgun(_ message: MailMessage, _ poster: HTTPPoster) async throws {
        let host = text("region") == "eu" ? "api.eu.mailgun.net" : "api.mailgun.net"
        let fields = [
            ("from", message.from), ("to", message.to), ("subject", message.subject), ("text", message.text),
            ("html", message.html),
        ]
        let body = fields.map { "\($0.0)=\(Form.encode($0.1))" }.joined(separator: "&")
        let login = Base64.encode(Array("api:\(text("api_key"))".utf8), .standard)
        try await deliver(
            Array(body.utf8),
            "application/x-www-form-urlencoded",
            ["Authorization: Basic \(login)"],
            "https://\(host)/v3/\(Form.encode(text("domain")))/messages",
            poster
        )
    }

    private func deliver(
        _ body: [UInt8],
        _ mediaType: String,
        _ headers: [String],
        _ url: String,
        _ poster: HTTPPoster
    ) async throws {
        do { try await poster.post(body, mediaType: mediaType, headers: headers, to: url) } catch let failure
            as HTTPPoster.Failure
        { throw Failure(description: "\(name): \(failure)", isWorthTrying: failure.isWorthTrying) }
    }
}

extension MailProvider: CustomStringConvertible {
    package var description: String { "mail provider \(name) ‹redacted›" }
}
