package import Kernel
package import Wire

/// Makes messages of templates: the tenant's own where it has one, else the built-in one in the reader's language.
///
/// - SeeAlso: Auth0: "Customize Email Templates"; Auth0 Management API: `/api/v2/email-templates`.
package struct MailComposer: Sendable {
    /// A composer.
    package init() {}

    /// A template that is not there.
    package struct UnknownTemplate: Error, CustomStringConvertible {
        let name: String
        package var description: String { "there is no mail template '\(name)'" }
    }

    /// A message; nil if the tenant has switched this mail off.
    ///
    /// - Parameters:
    ///   - name: The template's name, such as `verify_email`.
    ///   - document: The tenant's own template; nil for the built-in one.
    ///   - languages: The languages that the reader prefers.
    /// - Throws: `UnknownTemplate`, or what filling in throws.
    package func message(
        _ name: String,
        document: JSONObject?,
        to recipient: String,
        from defaultFrom: String,
        languages: [String],
        values: JSONObject,
        now: Instant
    ) throws -> MailMessage? {
        let own = document.flatMap { $0["enabled"]?.bool ?? true ? $0 : nil }
        if let document, own == nil, document["enabled"]?.bool == false { return nil }
        let texts = MailTexts.texts(for: languages)
        let standard = texts.mails[name]
        guard standard != nil || own != nil else { throw UnknownTemplate(name: name) }
        let body = own?["body"]?.string ?? standard.map { MailFrame.template($0, texts) } ?? ""
        let subject = own?["subject"]?.string ?? standard?.subject ?? ""
        // What people chose themselves, a name say, must not become markup, whether the template thought of it or not.
        let html = try LiquidTemplate(parsing: body).render(values, escapes: true, now: now)
        let from =
            try own?["from"]?.string.map { try LiquidTemplate(parsing: $0).render(values, escapes: false, now: now) }
            ?? ""
        return MailMessage(
            from: from.isEmpty ? defaultFrom : from,
            to: recipient,
            subject: try LiquidTemplate(parsing: subject).render(values, escapes: false, now: now),
            html: html,
            text: PlainText.of(html)
        )
    }
}

/// HTML as plain text: for readers of mail who want no more, and for filters that distrust those who offer no less.
enum PlainText {
    static func of(_ html: String) -> String {
        var text = ""
        var rest = Substring(html)
        if let body = rest.firstRange(of: "<body") { rest = rest[body.lowerBound...] }
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            let tag = rest[rest.index(after: open)...].prefix { $0 != ">" }
            rest = rest[open...].dropFirst(tag.count + 2)
            let name = tag.lowercased()
            if ["p", "/p", "h1", "/h1", "h2", "/h2", "br", "br/", "div", "/div", "tr", "/tr", "li"]
                .contains(where: { name == $0 || name.hasPrefix($0 + " ") })
            {
                text += "\n"
            }
            if name == "style" || name.hasPrefix("style ") || name == "script" {
                rest = rest.firstRange(of: "</").map { rest[$0.lowerBound...] } ?? ""
            }
        }
        text += rest
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
        ] { text = text.replacing(entity, with: character) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }
}
