import Applications
import HTTPTypes
import Kernel
import Management
import Mustache
import Tokens
import Web
import Wire

/// The page that a ticket leads to: a form, a question, a sentence of thanks, or that the link is worth nothing.
///
/// It needs no script and loads nothing; its policy allows its own style by hash. There is no `form-action`: browsers
/// apply it to the redirect that may follow a form.
struct ProvisioningPage: Sendable {
    private static let contentType = "ESCAPED_BY_BYTE_HERE"
    private static let policy =
        "default-src 'none'; style-src 'sha256-\(Base64.encode(Digest.sha256(Array(style.utf8)), .standard))'; "
        + "base-uri 'none'; frame-ancestors 'none'"

    private let template: MustacheTemplate

    /// The page; its template is read now or never.
    ///
    /// - Throws: The parser's error, with the place.
    init() throws {
        MustacheContentTypes.register(ByteEscaping(), named: Self.contentType)
        template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(Self.contentType)}}" + ProvisioningTemplate.page)
    }

    /// What a form shows: what was typed, and what is wrong with it.
    struct Filled {
        /// The value that the form must come back with.
        let formToken: String
        /// What was typed; nil the first time.
        var answers: [String: String]?
        /// The field that is wrong, and why.
        var refusal: ProvisioningRefusal?
        /// A sentence about the form as a whole.
        var problem: String?
    }

    /// The form.
    func form(_ provisioning: Provisioning, _ filled: Filled, host: RequestHost, status: Int = 200) -> WebResponse {
        let texts = ProvisioningTexts(provisioning, host: host)
        let fields = Provisioning.fields(provisioning.strategy).map { field in
            self.field(field, provisioning.options, filled)
        }
        return page(
            title: "Connect \(texts.provider)",
            [
                "connection": provisioning.connection, "tenant": host.tenant.rawValue, "steps": texts.steps,
                "entries": texts.entries.map { ["label": $0.label, "value": $0.value] },
                "form": ["fields": fields, "token": filled.formToken] as [String: Any],
                "problem": filled.problem.map { [$0] } ?? [],
            ],
            status: status
        )
    }

    /// A form of any link: what to do, what to enter elsewhere, and what to tell this server.
    ///
    /// - Parameter connection: The connection that it is for; nil where it is for none.
    func form(
        title: String,
        connection: String? = nil,
        tenant: String,
        steps: [String],
        entries: [ProvisioningTexts.Entry],
        fields: [Provisioning.Field],
        _ filled: Filled,
        status: Int
    ) -> WebResponse {
        page(
            title: title,
            [
                "connection": connection.map { [$0] } ?? [], "tenant": tenant, "steps": steps,
                "entries": entries.map { ["label": $0.label, "value": $0.value] },
                "form": ["fields": fields.map { field($0, [:], filled) }, "token": filled.formToken] as [String: Any],
                "problem": filled.problem.map { [$0] } ?? [],
            ],
            status: status
        )
    }

    /// A sentence and links to go on with.
    func choices(title: String, _ sentence: String, _ choices: [(label: String, address: String)]) -> WebResponse {
        page(
            title: title,
            ["message": sentence, "choices": choices.map { ["label": $0.label, "address": $0.address] }]
        )
    }

    /// That all is done.
    func done(_ provisioning: Provisioning) -> WebResponse {
        message(
            title: "The connection is set up",
            "Thank you. What you entered for \(provisioning.connection) was saved, and this link is used up. You can "
                + "close this window."
        )
    }

    /// A sentence, and nothing to do.
    func message(title: String, _ sentence: String) -> WebResponse { page(title: title, ["message": sentence]) }

    /// A sentence, and a button that says yes to it.
    func question(
        title: String,
        _ sentence: String,
        button: String,
        formToken: String,
        problem: String?,
        status: Int
    ) -> WebResponse {
        page(
            title: title,
            [
                "message": sentence, "problem": problem.map { [$0] } ?? [],
                "question": ["button": button, "token": formToken],
            ],
            status: status
        )
    }

    /// That a link is worth nothing.
    func invalid() -> WebResponse {
        page(
            title: "This link is not valid",
            ["message": "It was used before, or it was never made. Ask whoever sent it to you for another."],
            status: 404
        )
    }

    private func field(
        _ field: Provisioning.Field,
        _ options: JSONObject,
        _ filled: Filled
    ) -> [String: Any] {
        let caption = ProvisioningTexts.caption(field.name, isRequired: field.isRequired)
        let stored =
            field.name == "signing"
            ? options["thumbprints"]?.strings?.joined(separator: "\n")
            : options[field.name]?.string ?? (field.name == "signingCert" ? options["cert"]?.string : nil)
        let value = field.isSecret ? "" : filled.answers?[field.name] ?? stored ?? ""
        let isWrong = filled.refusal?.field == field.name
        return [
            "name": field.name, "label": caption.label, "hint": caption.hint, "value": value,
            "type": field.isSecret ? "password" : "text", "isLong": caption.isLong, "isRequired": field.isRequired,
            "isOptional": !field.isRequired, "error": isWrong ? [filled.refusal?.message ?? ""] : [],
        ]
    }

    private func page(title: String, _ members: [String: Any], status: Int = 200) -> WebResponse {
        var view = members
        view["title"] = title
        view["style"] = Self.style
        var headers: HTTPFields = [
            .contentType: MediaType.html, .cacheControl: CacheControl.none, .contentSecurityPolicy: Self.policy,
        ]
        // The address is the ticket: nobody else is told it.
        for (name, value) in [
            ("Referrer-Policy", "same-origin"), ("X-Robots-Tag", "noindex, nofollow"), ("X-Frame-Options", "deny"),
        ] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return WebResponse(status: status, headers: headers, body: Array(template.render(view).utf8))
    }

    private static let style = ProvisioningTemplate.style
}

/// Escaping byte by byte: the library's own goes by character, and a quotation mark with a combining mark behind it is
/// another character, which it would let through.
private struct ByteEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { HTML.escape(text) }
}
