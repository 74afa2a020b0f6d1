package import Flows
import HTTPTypes
package import Web

/// The authentication API: a literal list of endpoints.
package struct AuthenticationRoutes: Sendable {
    private let token: TokenEndpoint
    private let metadata: MetadataEndpoints
    private let certificates: CertificateEndpoints

    /// The endpoints.
    ///
    /// - Parameters:
    ///   - flow: Answers token requests.
    ///   - configuration: Knows the tenants' keys and settings.
    ///   - limiter: Counts the token requests of each client.
    ///   - limits: The limits; only the client's is applied here.
    package init(flow: TokenFlow, configuration: Configuration, limiter: RateLimiter, limits: RateLimits) {
        token = TokenEndpoint(flow: flow, limiter: limiter, limit: limits.client)
        metadata = MetadataEndpoints(configuration: configuration)
        certificates = CertificateEndpoints(configuration: configuration)
    }

    /// All of them.
    package var routes: [Route] {
        [
            Route([.post], "/oauth/token", errors: .oauth, handler: token.respond),
            Route([.get], "/.well-known/openid-configuration", errors: .oauth, handler: metadata.discovery),
            Route([.get], "/.well-known/oauth-authorization-server", errors: .oauth, handler: metadata.discovery),
            Route([.get], "/.well-known/jwks.json", errors: .oauth, handler: metadata.keys),
            Route([.get], "/pem", errors: .text, handler: certificates.pem),
            Route([.get], "/cer", errors: .text, handler: certificates.cer),
            Route([.get], "/rawpem", errors: .text, handler: certificates.rawPEM),
            Route([.get], "/pb7", errors: .text, handler: certificates.pb7),
        ]
    }
}
