import Applications
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `POST /oauth/token`: bytes to a request, an answer to bytes.
///
/// - SeeAlso: RFC 6749 §3.2; Auth0 Authentication API: "Get Token".
struct TokenEndpoint: Sendable {
    let flow: TokenFlow
    let limiter: RateLimiter
    let limit: RateLimiter.Limit?

    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        let parameters = try TokenRequest(
            Self.parameters(of: request),
            authorization: request.headers[.authorization]
        )
        try checkRate(parameters, request)
        let answer = try await flow.respond(
            parameters,
            host: request.host,
            origin: request.origin,
            now: request.now
        )
        var headers: HTTPFields = [.contentType: MediaType.plainJSON, .cacheControl: CacheControl.token]
        for (name, value) in answer.headers + [("Pragma", "no-cache")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return WebResponse(headers: headers, body: answer.body)
    }

    private static func parameters(of request: WebRequest) throws -> TokenParameters {
        switch request.mediaType {
        case "application/json":
            do {
                guard case .object(let object) = try JSONReader.parse(request.body) else {
                    throw OAuthError.malformed("The body must be a JSON object")
                }
                return try TokenParameters(json: object)
            } catch is JSONError {
                throw OAuthError.malformed("The body is not valid JSON")
            }
        case "application/x-www-form-urlencoded":
            do {
                return try TokenParameters(form: Form(parsing: request.body))
            } catch is FormError {
                throw OAuthError.malformed("The body is not a valid form")
            }
        case nil where request.body.isEmpty:
            throw OAuthError.missing("grant_type")
        default:
            throw OAuthError(
                415,
                .invalidRequest,
                "The content type must be application/x-www-form-urlencoded or application/json"
            )
        }
    }

    private func checkRate(_ parameters: TokenRequest, _ request: WebRequest) throws {
        guard let limit, let client = ClientAuthentication.namedClient(parameters.clientAuthentication) else { return }
        let reading = limiter.take(
            RateLimiter.Key(request.host.tenant, "client \(client)"),
            limit,
            now: request.now
        )
        guard reading.isAllowed else {
            throw OAuthError(
                429,
                .tooManyRequests,
                "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset headers.",
                headers: [("Retry-After", String(max(reading.reset - request.now.seconds, 1)))]
            )
        }
    }
}
