package import Kernel
import Liquid
package import Wire

/// Makes messages of templates: the tenant's own where it has one, else the built-in one in the reader's language.
///
/// - SeeAlso: Auth0: "Customize Email Templates"; Auth0 Management API: `/api/v2/email-templates`.
package struct MailComposer: Sendable {
    /// A composer.
    package init() {}

    /// Why there is no message.
    package struct Failure: Error, CustomStringConvertible {
        /// The reason.
        package let description: String
    }

    /// What a message is made of.
    package struct Letter: Sendable {
        /// The template's name, such as `verify_email`.
        package let template: String
        /// The tenant's own template; nil for the built-in one.
        package let document: JSONObject?
        /// The recipient's address.
        package let recipient: String
        /// The sender where the template names none, as `address` or `Name <address>`.
        package let sender: String
        /// The languages that the reader prefers, the best first.
        package let languages: [String]
        /// What the template's variables stand for.
        package let values: JSONObject

        /// A letter.
        package init(
            template: String,
            document: JSONObject?,
            recipient: String,
            sender: String,
            languages: [String],
            values: JSONObject
        ) {
            self.template = template
            self.document = document
            self.recipient = recipient
            self.sender = sender
            self.languages = languages
            self.values = values
        }
    }

    /// A message, and what of the tenant's own template could not be used.
    package struct Composition: Sendable {
        /// The message.
        package let message: MailMessage
        /// What is wrong with the tenant's template, whose part the built-in one then took.
        package var problems: [String] = []
    }

    /// A message; nil if the tenant has switched this mail off.
    ///
    /// A template that somebody broke must not keep people from proving their address or setting a new password: each
    /// part that cannot be filled in is replaced by the built-in one, and reported.
    ///
    /// - Throws: `Failure` for a template or an address that is none.
    package func compose(_ letter: Letter, now: Instant) throws(Failure) -> Composition? {
        let own = letter.document
        guard own?["enabled"]?.bool ?? true else { return nil }
        let texts = MailTexts.texts(for: letter.languages)
        guard let standard = texts.mails[letter.template] else {
            throw Failure(description: "there is no mail template '\(letter.template)'")
        }
        guard Mailbox.isAddress(letter.recipient) else {
            throw Failure(description: "the recipient's address is malformed")
        }
        var filling = Filling(own: own ?? [:], values: letter.values, now: now)
        let subject = try filling.part("subject", or: standard.subject, escapes: false)
        let html = try filling.part("body", or: MailFrame.template(standard, texts), escapes: true)
        let from = try sender(letter, &filling)
        let message = MailMessage(
            from: from,
            to: Mailbox(name: nil, address: letter.recipient),
            subject: subject.trimmedOfSpaces,
            html: html,
            text: PlainText.of(html)
        )
        return Composition(message: message, problems: filling.problems)
    }

    /// The sender that the template names; a name without an address goes with the address of the standard one.
    private func sender(_ letter: Letter, _ filling: inout Filling) throws(Failure) -> Mailbox {
        guard let standard = Mailbox(letter.sender) else {
            throw Failure(description: "the sender's address is malformed")
        }
        let text = try filling.part("from", or: "", escapes: false).trimmedOfSpaces
        if text.isEmpty { return standard }
        if let own = Mailbox(text) { return own }
        if !text.contains("@"), !text.contains("<") { return Mailbox(name: text, address: standard.address) }
        filling.problems.append("from: the address is malformed")
        return standard
    }
}

/// The parts of a message as they are filled in.
private struct Filling {
    let own: JSONObject
    let values: JSONObject
    let now: Instant
    var problems: [String] = []

    /// A part of the tenant's own template, or else of the built-in one.
    mutating func part(_ name: String, or standard: String, escapes: Bool) throws(MailComposer.Failure) -> String {
        if let text = own[name]?.string, !text.isEmpty {
            do throws(LiquidError) { return try fill(text, escapes) } catch {
                problems.append("\(name): \(error)")
            }
        }
        do throws(LiquidError) { return try fill(standard, escapes) } catch {
            throw MailComposer.Failure(description: "the built-in template: \(name): \(error)")
        }
    }

    private func fill(_ text: String, _ escapes: Bool) throws(LiquidError) -> String {
        try LiquidTemplate(parsing: text).render(values, escapes: escapes, now: now)
    }
}
