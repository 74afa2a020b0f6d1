import Applications
import Kernel
import Liquid
import Wire

/// A message to a phone, as its record describes it.
struct PhoneMessage: Sendable {
    /// The number.
    let recipient: String
    /// The number or name that it comes from; empty for the provider's own.
    let sender: String
    /// Whether it is spoken instead of written.
    let isSpoken: Bool
    /// What it says.
    let text: String

    /// The message of a record.
    ///
    /// - Throws: `LiquidError` for a text that is no template.
    init(_ record: OutboxRecord, now: Instant) throws(LiquidError) {
        recipient = record.body["to"]?.string ?? ""
        sender = record.body["from"]?.string ?? ""
        isSpoken = record.body["method"]?.string == "voice"
        let template = try LiquidTemplate(parsing: record.body["text"]?.string ?? "")
        text = try template.render(record.body["variables"]?.object ?? [:], escapes: false, now: now)
    }

    /// What a mailbox keeps instead of a message that nobody can send.
    func kept(_ record: OutboxRecord) -> MailRecord {
        let body: JSONObject = [
            "from": .string(sender), "to": .string(recipient), "subject": .string(isSpoken ? "Call" : "Text message"),
            "template": record.body["template"] ?? "", "html": .string(Markup.escape(text)), "text": .string(text),
        ]
        return MailRecord(
            tenant: record.tenant,
            id: record.id,
            recipient: recipient,
            date: record.createdAt,
            body: body
        )
    }
}

/// Twilio's account of a tenant.
///
/// - SeeAlso: Twilio: "Messages resource", "Calls resource".
struct TwilioAccount: Sendable {
    private static let service = "https://api.twilio.com/2010-04-01/Accounts"

    private let id: String
    private let token: Secret
    private let messagingService: String?
    private let sender: String

    /// The account that a phone provider's document names; nil where it names none, or is turned off.
    init?(_ provider: JSONObject?) {
        guard let provider, provider["name"]?.string == "twilio", !(provider["disabled"]?.bool ?? false),
            let id = provider["configuration"]?["sid"]?.string,
            let token = provider["credentials"]?["auth_token"]?.string
        else { return nil }
        self.id = id
        self.token = Secret(token)
        messagingService = provider["configuration"]?["mssid"]?.string
        sender = provider["configuration"]?["default_from"]?.string ?? ""
    }

    /// What is posted.
    func call(_ message: PhoneMessage) -> HTTPPoster.Call {
        var fields = [("To", Self.international(message.recipient))]
        let from = message.sender.isEmpty ? sender : message.sender
        if let messagingService, !message.isSpoken, message.sender.isEmpty {
            fields.append(("MessagingServiceSid", messagingService))
        } else {
            fields.append(("From", from))
        }
        if message.isSpoken {
            fields.append(("Twiml", "<Response><Say>\(Markup.escape(message.text))</Say></Response>"))
        } else {
            fields.append(("Body", message.text))
        }
        let login = Base64.encode(Array("\(id):\(token.exposed)".utf8), .standard)
        return HTTPPoster.Call(
            url: "\(Self.service)/\(Form.encode(id))/\(message.isSpoken ? "Calls" : "Messages").json",
            mediaType: "application/x-www-form-urlencoded",
            headers: ["Authorization: Basic \(login)"],
            body: Array(fields.map { "\($0.0)=\(Form.encode($0.1))" }.joined(separator: "&").utf8)
        )
    }

    /// A number as E.164 has it: people leave the plus out.
    private static func international(_ number: String) -> String {
        number.first?.isNumber ?? false ? "+\(number)" : number
    }
}

/// Text inside of markup.
private enum Markup {
    private static let escapes: [Character: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// The text with the characters escaped that mean something there.
    static func escape(_ text: String) -> String { text.map { escapes[$0] ?? String($0) }.joined() }
}
