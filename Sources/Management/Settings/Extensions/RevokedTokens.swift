import Applications
import Kernel
import Storage
package import Wire

/// Tokens that are good no more, from before there were short ones: kept, not looked at.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/blacklists/tokens`.
extension Administration {
    /// Answers the revoked tokens, those for one audience if any is given.
    package func revokedTokens(audience: String?, _ context: AdministrationContext) async throws -> [JSONObject] {
        try await storage.read { transaction in
            try transaction.documents(DocumentQuery(.revokedToken, in: context.tenant)).map(\.body).filter {
                audience == nil || $0["aud"]?.string == audience
            }
        }
    }

    /// Revokes a token; one that is revoked already stays so.
    package func revokeToken(_ request: JSONObject, _ context: AdministrationContext) async throws {
        let id = "\(request["aud"]?.string ?? "")\n\(request["jti"]?.string ?? "")"
        var body = JSONObject()
        body["aud"] = request["aud"]
        body["jti"] = request["jti"]
        let setting = Setting(.revokedToken, id)
        try await storage.write { [body] in try setting.store(body, context, $0) }
    }
}
