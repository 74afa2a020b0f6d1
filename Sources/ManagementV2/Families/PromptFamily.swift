import Management
import Wire

/// What the sign-in pages ask and say.
enum PromptFamily {
    /// The operations.
    static let family = OperationFamily(name: "prompts", handlers: prompts.merging(renderings) { $1 })

    private static let prompts: [String: OperationHandler] = [
        "get_prompts": KeptHandlers.read(.prompts),
        "patch_prompts": { call in .object(try await call.administration.changePrompts(call.body, call.context)) },
        "get_prompts_mfa-push": KeptHandlers.read(.pushApplication),
        "patch_prompts_mfa-push": KeptHandlers.change(.pushApplication),
        "get_custom-text_by_language": { call in
            let setting = Setting.customText(call.path("prompt"), call.path("language"))
            return .object(try await call.administration.setting(setting, call.context))
        },
        "put_custom-text_by_language": { call in
            .object(
                try await call.administration.setCustomText(
                    call.path("prompt"),
                    call.path("language"),
                    call.body,
                    call.context
                )
            )
        },
        "get_partials": { call in
            .object(try await call.administration.setting(.partials(call.path("prompt")), call.context))
        },
        "put_partials": { call in
            .object(try await call.administration.setPartials(call.path("prompt"), call.body, call.context))
        },
    ]

    private static let renderings: [String: OperationHandler] = [
        "get_all_rendering": { call in
            let page = try await call.administration.renderings(
                prompt: call.query["prompt"]?.string,
                screen: call.query["screen"]?.string,
                mode: call.query["rendering_mode"]?.string,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "configs")
        },
        "patch_bulk_rendering": { call in
            .object(
                try await call.administration.updateRenderings(
                    (call.body["configs"]?.array ?? []).compactMap(\.object),
                    call.context
                )
            )
        },
        "get_rendering": { call in
            .object(try await call.administration.rendering(call.path("prompt"), call.path("screen"), call.context))
        },
        "patch_rendering": { call in
            .object(
                try await call.administration.updateRendering(
                    call.path("prompt"),
                    call.path("screen"),
                    call.body,
                    call.context
                )
            )
        },
    ]
}
