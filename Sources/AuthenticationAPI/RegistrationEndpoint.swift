import Applications
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `POST /oidc/register`.
///
/// - SeeAlso: RFC 7591 §3; Auth0 Authentication API: dynamic client registration.
struct RegistrationEndpoint: Sendable {
    let registration: DynamicRegistration

    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        guard case .object(let body)? = try? JSONReader.parse(request.body) else {
            throw OAuthError(400, .invalidClientMetadata, "The body is not valid JSON")
        }
        guard let answer = try await registration.register(body, tenant: request.host.tenant, now: request.now) else {
            return .json(
                [
                    "error": "endpoint_disabled",
                    "error_description": "Dynamic client registration is not enabled for this tenant",
                ],
                status: 404
            )
        }
        return .json(answer, status: 201)
    }
}
