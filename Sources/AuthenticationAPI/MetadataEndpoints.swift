import Applications
import Flows
import HTTPTypes
import Kernel
import Tokens
import Web
import Wire

/// Discovery and the key set.
struct MetadataEndpoints: Sendable {
    let configuration: Configuration

    /// `GET /.well-known/openid-configuration` and `GET /.well-known/oauth-authorization-server`.
    ///
    /// - SeeAlso: OpenID Connect Discovery 1.0 §4; RFC 8414 §3.
    @Sendable
    func discovery(_ request: WebRequest) async throws -> WebResponse {
        let settings = try await configuration.settings(request.host.tenant)
        return Self.document(DiscoveryDocument(host: request.host, settings: settings).body, request)
    }

    /// `GET /.well-known/jwks.json`.
    ///
    /// - SeeAlso: RFC 7517 §5; Auth0: "JSON Web Key Sets".
    @Sendable
    func keys(_ request: WebRequest) async throws -> WebResponse {
        let settings = try await configuration.settings(request.host.tenant)
        let ring = try await configuration.keyRing(request.host.tenant)
        let keys = try ring.published.map { key in
            var jwk = try key.publicKey.jwk(
                kid: key.kid,
                use: "sig",
                alg: settings.removesAlgorithmFromJWKS ? nil : key.family.signatureAlgorithm
            )
            jwk["x5t"] = .string(Base64.encode(Certificates.sha1Thumbprint(key.certificate)))
            jwk["x5c"] = .array([.string(Base64.encode(key.certificate, .standard))])
            return JSONValue.object(jwk)
        }
        return Self.document(["keys": .array(keys)], request)
    }

    /// A public document: cacheable, readable by any origin, and not sent again to who has it.
    private static func document(_ body: JSONObject, _ request: WebRequest) -> WebResponse {
        let bytes = JSONWriter.encode(body)
        let tag = "W/\"\(Base64.encode(Array(Digest.sha256(bytes).prefix(16))))\""
        let headers: HTTPFields = [
            .contentType: MediaType.json, .cacheControl: CacheControl.metadata, .eTag: tag,
            .accessControlAllowOrigin: "*", .accessControlAllowCredentials: "false",
            .accessControlExposeHeaders: "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset",
        ]
        if request.headers[.ifNoneMatch] == tag { return WebResponse(status: 304, headers: headers) }
        return WebResponse(headers: headers, body: bytes)
    }
}

extension KeyFamily {
    /// The `alg` that the key set names for a key of the family.
    fileprivate var signatureAlgorithm: JWSAlgorithm? {
        switch self {
        case .rsa: .rs256
        case .ec: .es256
        case .okp: .edDSA
        case .oct: nil
        }
    }
}
