import Applications
import Kernel
import Storage
package import Wire

/// What the sign-in pages ask and say.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/prompts`.
extension Setting {
    /// Which pages there are.
    package static let prompts = Setting(.prompt, PromptSettings.settingsID, defaults: PromptSettings.defaults)

    /// The application that people confirm sign-ins with.
    package static let pushApplication = Setting(.prompt, "mfa-push")

    /// The texts of a prompt in a language, by screen and key.
    package static func customText(_ prompt: String, _ language: String) -> Setting {
        Setting(.prompt, PromptSettings.customTextID(prompt: prompt, language: language))
    }

    /// The insertions into a prompt, by screen and place.
    package static func partials(_ prompt: String) -> Setting {
        Setting(.prompt, PromptSettings.partialsID(prompt: prompt))
    }
}

/// Which pages there are; texts, insertions and rendering of prompts.
extension Administration {
    /// Changes which pages there are and answers that whole; the tenant's flag of the new experience follows.
    package func changePrompts(_ patch: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.write { transaction in
            let prompts = try Setting.prompts.change(patch, context, transaction)
            if patch.contains("universal_login_experience") {
                let isNew = PromptSettings(prompts).usesNewExperience
                let flags: JSONObject = [PromptSettings.newExperienceFlag: .bool(isNew)]
                _ = try TenantSettingsRules.change(["flags": .object(flags)], context, transaction)
            }
            return prompts
        }
    }

    /// Replaces the texts of a prompt in a language and answers them.
    package func setCustomText(
        _ prompt: String,
        _ language: String,
        _ texts: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await replaceOrReset(.customText(prompt, language), texts, context)
    }

    /// Replaces the insertions into a prompt and answers them; a screen without any is none.
    package func setPartials(
        _ prompt: String,
        _ partials: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let kept = JSONObject(partials.filter { $0.value.object.map { !$0.isEmpty } ?? true }.map { ($0, $1) })
        return try await replaceOrReset(.partials(prompt), kept, context)
    }

    private func replaceOrReset(
        _ setting: Setting,
        _ body: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        if body.isEmpty {
            try await resetSetting(setting, context)
        } else {
            try await replaceSetting(setting, body, context)
        }
        return body
    }
}
