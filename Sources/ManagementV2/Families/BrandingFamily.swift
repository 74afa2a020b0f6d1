import Kernel
import Management
import Wire

/// How the tenant's pages and messages look.
enum BrandingFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "branding",
        handlers: pages.merging(providers) { $1 }.merging(templates) { $1 }
    )

    private static let pages: [String: OperationHandler] = [
        "get_branding": KeptHandlers.read(.branding),
        "patch_branding": KeptHandlers.change(.branding),
        "get_universal-login": { call in
            .object(try await call.administration.universalLoginTemplate(call.context))
        },
        "put_universal-login": { call in
            let text = call.bodyText ?? call.body["template"]?.string ?? ""
            let isNew = try await call.administration.setUniversalLoginTemplate(text, call.context)
            return isNew ? .status(201, [:]) : .status(204, nil)
        },
        "delete_universal-login": { call in
            try await call.administration.resetSetting(.universalLoginTemplate, call.context)
            return .empty
        },
        "post_branding_theme": KeptHandlers.create(Theme.self),
        "get_default_branding_theme": { call in
            .object(try await call.administration.defaultTheme(call.context))
        },
        "get_branding_theme": KeptHandlers.read(Theme.self, "themeId"),
        "patch_branding_theme": { call in
            .object(try await call.administration.updateTheme(call.path("themeId"), call.body, call.context))
        },
        "delete_branding_theme": { call in
            try await call.administration.deleteTheme(call.path("themeId"), call.context)
            return .empty
        },
    ]

    private static let providers: [String: OperationHandler] = [
        "get_branding_phone_providers": { call in
            let disabled = call.query["disabled"]?.bool
            let page = try await call.administration.documents(
                PhoneProvider.self,
                where: { disabled == nil || $0["disabled"]?.bool == disabled },
                call.effectivePage,
                call.context
            )
            return .object(["providers": .array(page.items.map(JSONValue.object))])
        },
        "create_phone_provider": KeptHandlers.create(PhoneProvider.self),
        "get_phone_provider": KeptHandlers.read(PhoneProvider.self),
        "update_phone_provider": KeptHandlers.update(PhoneProvider.self),
        "delete_phone_provider": KeptHandlers.delete(PhoneProvider.self),
    ]

    private static let templates: [String: OperationHandler] = [
        "get_phone_templates": { call in
            let items = try await call.administration.phoneTemplates(
                isDisabled: call.query["disabled"]?.bool,
                call.context
            )
            return .object(["templates": .array(items.map(JSONValue.object))])
        },
        "create_phone_template": KeptHandlers.create(PhoneTemplate.self),
        "get_phone_template": KeptHandlers.read(PhoneTemplate.self),
        "update_phone_template": KeptHandlers.update(PhoneTemplate.self),
        "reset_phone_template": { call in
            .object(try await call.administration.resetPhoneTemplate(call.path("id"), call.context))
        },
        "delete_phone_template": KeptHandlers.delete(PhoneTemplate.self),
    ]
}
