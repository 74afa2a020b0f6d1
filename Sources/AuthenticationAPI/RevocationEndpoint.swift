import Flows
import HTTPTypes
import OAuth
import Web

/// `POST /oauth/revoke`.
///
/// - SeeAlso: RFC 7009 §2; Auth0 Authentication API: "Revoke Refresh Token".
struct RevocationEndpoint: Sendable {
    let revocation: RefreshTokenRevocation

    /// Answers with an empty body, whether there was something to revoke or not.
    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        var response = WebResponse()
        do {
            try await revocation.revoke(
                TokenParameters(request),
                authorization: request.headers[.authorization],
                host: request.host,
                origin: request.origin,
                now: request.now
            )
        } catch let error as OAuthError {
            // Applications in a browser must be able to read why.
            response = Refusal(error).response(.oauth)
        }
        CrossOrigin.allowAll(&response)
        return response
    }
}
