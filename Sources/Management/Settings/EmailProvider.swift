import Applications
import Kernel
import Storage
package import Wire

/// Who delivers the tenant's mails: one provider, or nobody, and then mails are kept here to be read.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/emails/provider`.
extension Administration {
    /// Answers the provider.
    ///
    /// - Throws: `APIProblem` 404 where there is none.
    package func emailProvider(_ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { EmailProviderRules.shown(try EmailProviderRules.required(context, $0).body) }
    }

    /// Sets the provider of a tenant that has none.
    ///
    /// - Throws: `APIProblem` 409 where there is one.
    package func createEmailProvider(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject
    {
        var body = Patching.withoutNulls(request)
        if !body.contains("enabled") { body["enabled"] = true }
        let document = Document(
            tenant: context.tenant,
            kind: .emailProvider,
            id: EmailProviderRules.id,
            body: body,
            createdAt: context.now
        )
        return try await storage.write { transaction in
            do { try transaction.insert(document, keys: []) } catch StoreError.conflict {
                throw APIProblem(409, "Email provider is already configured.", code: "email_provider_conflict")
            }
            return EmailProviderRules.shown(document.body)
        }
    }

    /// Changes the provider; secrets that the change leaves out stay as long as the provider is the same.
    ///
    /// - Throws: `APIProblem` 404 where there is none.
    package func updateEmailProvider(_ patch: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try EmailProviderRules.required(context, transaction)
            document.body = EmailProviderRules.patched(document.body, patch)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return EmailProviderRules.shown(document.body)
        }
    }

    /// Removes the provider; nothing happens where there is none.
    package func deleteEmailProvider(_ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try transaction.deleteDocument(.emailProvider, id: EmailProviderRules.id, in: context.tenant)
        }
    }
}

/// How the provider is kept and shown.
private enum EmailProviderRules {
    /// The id of the one document of its kind in a tenant.
    static let id = "provider"

    private static let order = ["name", "enabled", "default_from_address", "credentials", "settings"]

    /// What of the credentials is no secret.
    private static let shownCredentials: Set<String> = ["smtp_host", "smtp_port", "smtp_user", "domain", "region"]

    static func required(_ context: AdministrationContext, _ transaction: some DocumentReading) throws -> Document {
        guard let document = try transaction.document(.emailProvider, id: id, in: context.tenant) else {
            throw APIProblem(
                404,
                "There is not a configured email provider",
                code: "inexistent_email_provider"
            )
        }
        return document
    }

    static func shown(_ body: JSONObject) -> JSONObject {
        var body = body
        let credentials = body["credentials"]?.object ?? [:]
        body["credentials"] = .object(credentials.filtered(shownCredentials, keeping: true))
        return body.inOrder(of: order)
    }

    static func patched(_ body: JSONObject, _ patch: JSONObject) -> JSONObject {
        var result = Patching.merge(body, patch)
        guard let sent = patch["credentials"]?.object, result["name"] == body["name"] else { return result }
        var credentials = sent
        for (name, value) in body["credentials"]?.object ?? [:]
        where !shownCredentials.contains(name) && !sent.contains(name) {
            credentials[name] = value
        }
        result["credentials"] = .object(credentials)
        return result
    }
}
