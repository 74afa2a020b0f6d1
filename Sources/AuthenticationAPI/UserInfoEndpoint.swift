import Applications
import Flows
import HTTPTypes
import OAuth
import Tokens
import Web
import Wire

/// `GET` and `POST /userinfo`.
///
/// - SeeAlso: OpenID Connect Core 1.0 §5.3; RFC 6750 §2; Auth0 Authentication API: "Get User Info".
struct UserInfoEndpoint: Sendable {
    let userInfo: UserInfo
    /// The requests of each user; a token that is none names nobody, and is no user's fault.
    let limit: CallerRateLimit

    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        var response: WebResponse
        do {
            let claims = try await userInfo.claims(Self.presented(request), host: request.host, now: request.now)
            let reading = try await limit.take("user \(claims["sub"]?.string ?? "")", request)
            response = .json(claims)
            response.tell(of: reading)
            response.headers[.eTag] = "W/\"\(Base64.encode(Array(Digest.sha256(response.body).prefix(16))))\""
        } catch let error as OAuthError {
            response = Refusal(error).response(.oauth)
        } catch let refusal as UserInfoRefusal {
            response = .text(refusal.status == 403 ? "Forbidden" : "Unauthorized", status: refusal.status)
            response.headers[.wwwAuthenticate] = refusal.challenge
            if let nonce = refusal.nonce, let name = HTTPField.Name(ProofOfPossession.nonceHeader) {
                response.headers[name] = nonce
            }
        }
        CrossOrigin.allowAll(&response)
        response.headers[.accessControlExposeHeaders]? += ", WWW-Authenticate, \(ProofOfPossession.nonceHeader)"
        return response
    }

    /// The token of the header or, in a form, of the body; in an address it would end up in logs.
    private static func presented(_ request: WebRequest) -> UserInfo.Presented {
        var presented = UserInfo.Presented(
            token: nil,
            isBound: false,
            proof: request[header: ProofOfPossession.header],
            method: request.method.rawValue
        )
        if let authorization = request.headers[.authorization] {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return presented }
            let scheme = parts[0].lowercased()
            guard scheme == "bearer" || scheme == "dpop" else { return presented }
            presented.token = parts[1].trimmingPrefix { $0 == " " }.description
            presented.isBound = scheme == "dpop"
        } else if request.mediaType == "application/x-www-form-urlencoded",
            let form = try? Form(parsing: request.body), form.repeated == nil
        {
            presented.token = form["access_token"]
        }
        return presented
    }
}
