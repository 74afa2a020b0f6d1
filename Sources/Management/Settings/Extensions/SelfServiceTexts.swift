import Applications
import Kernel
import Storage
package import Wire

/// The words on the pages of self-service profiles.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/self-service-profiles/{id}/custom-text/{language}/{page}`.
extension Administration {
    /// Answers the words of a page; empty if nobody has written any.
    ///
    /// - Throws: `APIProblem` 404 for an unknown profile.
    package func selfServiceText(
        _ profile: String,
        language: String,
        page: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = Self.textID(profile, language, page)
        return try await storage.read { transaction in
            _ = try SelfServiceProfile.required(profile, in: context.tenant, transaction)
            return try transaction.document(.selfServiceText, id: id, in: context.tenant)?.body ?? [:]
        }
    }

    /// Replaces the words of a page and answers them.
    ///
    /// - Throws: `APIProblem` 404 for an unknown profile.
    package func setSelfServiceText(
        _ profile: String,
        language: String,
        page: String,
        _ texts: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let document = Document(
            tenant: context.tenant,
            kind: .selfServiceText,
            id: Self.textID(profile, language, page),
            parent: profile,
            body: texts,
            createdAt: context.now
        )
        return try await storage.write { transaction in
            _ = try SelfServiceProfile.required(profile, in: context.tenant, transaction)
            try transaction.deleteDocument(.selfServiceText, id: document.id, in: context.tenant)
            try transaction.insert(document, keys: [])
            return texts
        }
    }

    private static func textID(_ profile: String, _ language: String, _ page: String) -> String {
        "\(profile):\(language):\(page)"
    }
}
