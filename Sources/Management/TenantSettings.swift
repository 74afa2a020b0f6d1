import Applications
import Kernel
import Storage
package import Wire

/// What a tenant decides for itself.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/tenants/settings`.
extension Administration {
    /// Answers the settings.
    package func tenantSettings(_ context: AdministrationContext) async throws -> JSONObject {
        let document = try await storage.read { try $0.tenantSettings(in: context.tenant) }
        return TenantSettingsRules.shown(document?.body ?? TenantSettings.defaults)
    }

    /// Changes the settings and answers them whole: `null` removes a member, `flags` are merged, and lifetimes given in
    /// minutes become hours.
    ///
    /// The flag of the new experience is that of the prompts.
    package func updateTenantSettings(
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            if let isNew = patch["flags"]?[PromptSettings.newExperienceFlag]?.bool {
                let experience = PromptSettings.experience(isNew: isNew)
                _ = try Setting.prompts.change(
                    ["universal_login_experience": .string(experience)],
                    context,
                    transaction
                )
            }
            var body = try TenantSettingsRules.change(patch, context, transaction)
            // Recorded: the answer to a change tells beside it what else makes up the pages.
            if let pages = body["universal_login"]?.object {
                body["universal_login"] = .object(pages.merging(try Self.pages(in: context.tenant, transaction)))
            }
            return TenantSettingsRules.shownAfterChange(body)
        }
    }

    /// Whether the pages have a theme and a template, and how they ask.
    private static func pages(in tenant: TenantID, _ reader: some DocumentReading) throws -> JSONObject {
        let template = Setting.universalLoginTemplate
        let hasTemplate = try reader.document(template.kind, id: template.id, in: tenant) != nil
        let hasTheme = try !reader.documents(DocumentQuery(.theme, in: tenant, limit: 1)).isEmpty
        let prompts = PromptSettings(
            try reader.document(.prompt, id: PromptSettings.settingsID, in: tenant)?.body
        )
        return [
            "is_custom_theme_set": .bool(hasTheme), "is_custom_template_set": .bool(hasTemplate),
            "identifier_first": .bool(prompts.isIdentifierFirst),
            "webauthn_platform_first_factor": .bool(prompts.offersPlatformKeys),
        ]
    }
}

/// How the settings of a tenant are kept and shown.
enum TenantSettingsRules {
    private static let order = [
        "change_password", "allowed_logout_urls", "acr_values_supported", "default_audience", "default_directory",
        "default_redirection_uri", "default_token_quota", "device_flow", "enabled_locales", "error_page", "flags",
        "friendly_name", "guardian_mfa_page", "idle_session_lifetime", "ephemeral_session_lifetime",
        "idle_ephemeral_session_lifetime", "picture_url", "sandbox_version", "legacy_sandbox_version",
        "session_lifetime", "support_email", "support_url", "sessions", "oidc_logout",
        "allow_organization_name_in_authentication_api", "customize_mfa_in_postlogin_action",
        "pushed_authorization_requests_supported", "authorization_response_iss_parameter_supported", "mtls",
        "universal_login", "session_cookie", "resource_parameter_profile", "phone_consolidated_experience",
        "country_codes", "sandbox_versions_available", "client_id_metadata_document_supported",
    ]

    /// The settings as the wire shows them.
    ///
    /// The versions are the server's, not the tenant's, so they are never stale.
    static func shown(_ body: JSONObject) -> JSONObject {
        var body = body
        body["sandbox_versions_available"] = TenantSettings.defaults["sandbox_versions_available"]
        return body.inOrder(of: order)
    }

    /// The settings as the answer to a change shows them: with two flags that nobody can set, and without the versions.
    static func shownAfterChange(_ body: JSONObject) -> JSONObject {
        var body = shown(body)
        body["sandbox_versions_available"] = nil
        var flags = body["flags"]?.object ?? [:]
        flags["cannot_change_enforce_client_authentication_on_passwordless_start"] = true
        if flags["enforce_client_authentication_on_passwordless_start"] == nil {
            flags["enforce_client_authentication_on_passwordless_start"] = true
        }
        body["flags"] = .object(flags)
        return body
    }

    /// Keeps the settings after a patch, and answers them.
    static func change(
        _ patch: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws -> JSONObject {
        let patch = inHours(patch)
        if var document = try transaction.tenantSettings(in: context.tenant) {
            document.body = merged(document.body, patch)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return document.body
        }
        let document = Document(
            tenant: context.tenant,
            kind: .tenantSettings,
            id: TenantSettings.documentID,
            body: merged(TenantSettings.defaults, patch),
            createdAt: context.now
        )
        try transaction.insert(document, keys: [])
        return document.body
    }

    /// The settings after a patch.
    static func merged(_ body: JSONObject, _ patch: JSONObject) -> JSONObject {
        Patching.merge(body, patch, mergedMembers: ["flags"])
    }

    /// The patch with the lifetimes that it gives in minutes in hours, which may have a fraction.
    static func inHours(_ patch: JSONObject) -> JSONObject {
        let suffix = "_in_minutes"
        var result = JSONObject()
        for (name, value) in patch {
            guard name.hasSuffix(suffix), let minutes = value.number else {
                result[name] = value
                continue
            }
            let hours = minutes / 60
            result[String(name.dropLast(suffix.utf8.count))] =
                Int64(exactly: hours).map { .integer($0) } ?? .double(hours)
        }
        return result
    }
}
