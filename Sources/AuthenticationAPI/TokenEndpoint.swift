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
    /// The requests of each client.
    let limit: CallerRateLimit

    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        var response: WebResponse
        do { response = try await answer(request) } catch let error as OAuthError {
            // Applications in a browser must be able to read why.
            response = Refusal(error).response(.oauth)
        }
        CrossOrigin.allowAll(&response)
        response.headers[.accessControlExposeHeaders]? += ", \(ProofOfPossession.nonceHeader)"
        return response
    }

    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let parameters = try TokenRequest(
            TokenParameters(request),
            authorization: request.headers[.authorization]
        )
        var reading: RateLimiter.Reading?
        if let client = ClientAuthentication.namedClient(parameters.clientAuthentication) {
            reading = try await limit.take("client \(client)", request)
        }
        let answer = try await flow.respond(
            parameters,
            headers: TokenFlow.Headers(
                proof: request[header: ProofOfPossession.header],
                forwardedFor: request[header: "auth0-forwarded-for"]
            ),
            host: request.host,
            origin: request.origin,
            now: request.now
        )
        var headers: HTTPFields = [.contentType: MediaType.plainJSON, .cacheControl: CacheControl.token]
        for (name, value) in answer.headers + [("Pragma", "no-cache")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        var response = WebResponse(headers: headers, body: answer.body)
        response.tell(of: reading)
        return response
    }
}

extension WebRequest {
    /// The value of a header that has no constant.
    subscript(header name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

extension TokenParameters {
    /// The parameters of a body, whether it is a form or JSON; none for an empty body.
    ///
    /// - Throws: `OAuthError` 400, or 415 for a body that is neither.
    init(_ request: WebRequest) throws {
        switch request.mediaType {
        case "application/json":
            do {
                guard case .object(let object) = try JSONReader.parse(request.body) else {
                    throw OAuthError.malformed("The body must be a JSON object")
                }
                try self.init(json: object)
            } catch is JSONError {
                throw OAuthError.malformed("The body is not valid JSON")
            }
        case "application/x-www-form-urlencoded":
            do { try self.init(form: Form(parsing: request.body)) } catch is FormError {
                throw OAuthError.malformed("The body is not a valid form")
            }
        case nil where request.body.isEmpty: try self.init(form: Form())
        default:
            throw OAuthError(
                415,
                .invalidRequest,
                "The content type must be application/x-www-form-urlencoded or application/json"
            )
        }
    }
}
