import Kernel
import Wire

/// What the variables of a tenant's own page and pieces stand for.
///
/// - SeeAlso: Auth0: "Customize Page Templates": template variables.
struct TemplateValues {
    let object: JSONObject

    init(_ builder: PageBuilder) {
        let context = builder.context
        var object: JSONObject = [
            "locale": .string(context.language.tag),
            "dir": .string(context.language.direction),
            "prompt": [
                "name": .string(builder.screen.prompt),
                "screen": ["name": .string(builder.screen.name), "texts": .object(builder.texts.all)],
            ],
            "tenant": [
                "friendly_name": .string(context.tenant.name),
                "support_email": Self.text(context.tenant.supportEmail),
                "support_url": Self.text(context.tenant.supportURL),
            ],
            "branding": .object(context.branding ?? [:]),
            "transaction": ["params": .object(Self.parameters(context)), "state": Self.text(context.state)],
        ]
        if let application = context.application {
            object["application"] = [
                "id": .string(application.id), "name": .string(application.name),
                "logo_url": Self.text(application.logoURI), "logo_uri": Self.text(application.logoURI),
                "metadata": .object(application.metadata ?? [:]),
            ]
        }
        if let organization = context.organization {
            object["organization"] = [
                "id": .string(organization.id), "name": .string(organization.name),
                "display_name": .string(organization.title), "branding": .object(organization.branding ?? [:]),
                "metadata": .object(organization.metadata ?? [:]),
            ]
        }
        if let user = context.user { object["user"] = .object(user) }
        self.object = object
    }

    private static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }

    private static func parameters(_ context: PageContext) -> JSONObject {
        JSONObject(context.extensionParameters.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }
}

/// A tenant's own pieces of a screen, filled in.
///
/// - SeeAlso: Auth0 Management API: `PUT /api/v2/prompts/{prompt}/partials`.
struct TenantPieces {
    /// The HTML of each place, by the name the templates have for it.
    let html: [String: String]

    /// Fills in the pieces of a screen; one that cannot be read is left out, for a form must never fail by it.
    init(_ pieces: JSONObject?, _ values: JSONObject, nonce: String?, now: Instant) {
        var html: [String: String] = [:]
        for (place, name) in Self.places {
            guard let text = pieces?[place]?.string, let piece = try? PageTemplate(piece: text) else { continue }
            html[name] = piece.render(values, nonce: nonce, now: now)
        }
        self.html = html
    }

    private static let places = [
        ("form-content-start", "formContentStart"), ("form-content-end", "formContentEnd"),
        ("form-footer-start", "formFooterStart"), ("form-footer-end", "formFooterEnd"),
        ("secondary-actions-start", "secondaryActionsStart"), ("secondary-actions-end", "secondaryActionsEnd"),
    ]
}
