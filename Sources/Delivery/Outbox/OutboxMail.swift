import Applications
import Kernel
import Wire

/// A mail as its record and its tenant describe it.
struct OutboxMail {
    let record: OutboxRecord
    let surroundings: MailSurroundings

    /// What the message is made of.
    var letter: MailComposer.Letter {
        MailComposer.Letter(
            template: record.body["template"]?.string ?? "",
            document: surroundings.template,
            recipient: record.body["to"]?.string ?? "",
            sender: surroundings.provider?.defaultFrom ?? standardSender,
            languages: languages,
            values: values
        )
    }

    private var name: String { surroundings.settings.friendlyName ?? record.tenant.rawValue }

    /// The languages of the request, separated by spaces as in `ui_locales`; then those of the tenant.
    private var languages: [String] {
        let asked = record.body["language"]?.string?.words ?? []
        return asked + surroundings.settings.enabledLocales
    }

    /// What every template may use, besides what the record brings.
    ///
    /// - SeeAlso: Auth0: "Customize Email Templates", common variables.
    private var values: JSONObject {
        var values = record.body["variables"]?.object ?? [:]
        values["tenant"] = .string(record.tenant.rawValue)
        values["friendly_name"] = .string(name)
        values["branding"] = .object(surroundings.branding)
        if let language = record.body["language"] { values["request_language"] = language }
        if let email = surroundings.settings.support.email { values["support_email"] = .string(email) }
        if let url = surroundings.settings.support.url { values["support_url"] = .string(url) }
        if let picture = surroundings.settings.pictureURL { values["picture_url"] = .string(picture) }
        if let host = values["host"] { values["custom_domain"] = ["domain": host] }
        return values
    }

    /// Nobody answers mails of a tenant that named no sender.
    private var standardSender: String {
        let host = record.body["variables"]?["host"]?.string.map(HostName.withoutPort) ?? ""
        let domain = Mailbox.isAddress("no-reply@\(host)") ? host : "localhost"
        return Mailbox(name: name, address: "no-reply@\(domain)").text
    }

    /// The mail of a tenant without a provider, as the mailbox shows it.
    static func kept(_ message: MailMessage, _ letter: MailComposer.Letter, _ record: OutboxRecord) -> MailRecord {
        var body: JSONObject = [
            "from": .string(message.from.text), "to": .string(message.to.address),
            "subject": .string(message.subject), "template": .string(letter.template), "html": .string(message.html),
            "text": .string(message.text),
        ]
        for name in ["url", "code"] {
            if let value = letter.values[name] { body[name] = value }
        }
        return MailRecord(
            tenant: record.tenant,
            id: record.id,
            recipient: message.to.address,
            date: record.createdAt,
            body: body
        )
    }
}
