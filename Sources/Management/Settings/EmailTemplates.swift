import Applications
import Kernel
import Storage
package import Wire

/// The mails that the tenant words itself; one without a template here goes out in the server's words.
///
/// The id of a document of kind `emailTemplate` is the template's name.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/email-templates`.
extension Administration {
    /// Answers a template.
    ///
    /// - Throws: `APIProblem` 404 for one that nobody has written.
    package func emailTemplate(_ name: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { try EmailTemplateRules.required(name, context, $0).body }
    }

    /// Writes a template.
    ///
    /// - Throws: `APIProblem` 409 for one that is there.
    package func createEmailTemplate(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let name = request["template"]?.string ?? ""
        let document = EmailTemplateRules.document(name, request, context)
        return try await storage.write { transaction in
            do { try transaction.insert(document, keys: []) } catch StoreError.conflict {
                throw APIProblem(409, "Template \(name) already exists.")
            }
            return document.body
        }
    }

    /// Writes a template anew, whether it is there or not.
    package func setEmailTemplate(
        _ name: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        var document = EmailTemplateRules.document(name, request, context)
        document.body["template"] = .string(name)
        return try await storage.write { [document] transaction in
            if try transaction.document(.emailTemplate, id: name, in: context.tenant) == nil {
                try transaction.insert(document, keys: [])
            } else {
                try transaction.update(document, keys: [])
            }
            return document.body
        }
    }

    /// Changes a template.
    ///
    /// - Throws: `APIProblem` 404 for one that nobody has written.
    package func updateEmailTemplate(
        _ name: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try EmailTemplateRules.required(name, context, transaction)
            let members = patch.filtered(["template"], keeping: false)
            document.body = EmailTemplateRules.ordered(Patching.merge(document.body, members))
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return document.body
        }
    }
}

/// How templates are kept.
private enum EmailTemplateRules {
    private static let order = [
        "template", "body", "from", "resultUrl", "subject", "syntax", "urlLifetimeInSeconds",
        "includeEmailInRedirect", "enabled",
    ]

    static func required(
        _ name: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try transaction.document(.emailTemplate, id: name, in: context.tenant) else {
            throw APIProblem(404, "The template does not exist.", code: "inexistent_email_template")
        }
        return document
    }

    static func document(_ name: String, _ request: JSONObject, _ context: AdministrationContext) -> Document {
        Document(
            tenant: context.tenant,
            kind: .emailTemplate,
            id: name,
            body: ordered(Patching.withoutNulls(request)),
            createdAt: context.now
        )
    }

    static func ordered(_ body: JSONObject) -> JSONObject { body.inOrder(of: order) }
}
