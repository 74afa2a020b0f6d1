import Applications
import Kernel
import Storage
package import Wire

/// What new connections of a strategy begin with.
///
/// - SeeAlso: Auth0 Management API v1: `/api/connection-templates/{strategy}`.
extension Administration {
    private static let kind = DocumentKind(rawValue: "connection_template")
    /// Storage seals the secrets of connections; a template is not one.
    private static let secrets = ["client_secret", "consumer_secret", "bindCredentials", "twilio_token"]

    /// The template of a strategy; empty if nobody wrote one.
    package func v1ConnectionTemplate(_ strategy: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { try $0.document(Self.kind, id: strategy, in: context.tenant)?.body ?? [:] }
    }

    /// Writes the template of a strategy anew.
    ///
    /// - Throws: `APIProblem` 400 for an unknown strategy, for options that cannot be and for secrets.
    package func setV1ConnectionTemplate(
        _ strategy: String,
        _ template: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let strategy = try V1ConnectionRules.checkedStrategy(strategy)
        let options = template["options"]?.object ?? [:]
        try V1ConnectionOptions.of(strategy)?.check(options)
        if let secret = Self.secrets.first(where: options.contains) {
            throw APIProblem(400, "options.\(secret) cannot be part of a template", code: "invalid_body")
        }
        let body: JSONObject = ["options": .object(options)]
        try await replaceSetting(Setting(Self.kind, strategy), body, context)
        return body
    }

    /// Removes the template of a strategy; nothing happens if there is none.
    package func deleteV1ConnectionTemplate(_ strategy: String, _ context: AdministrationContext) async throws {
        try await resetSetting(Setting(Self.kind, strategy), context)
    }
}
