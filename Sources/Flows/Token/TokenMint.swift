package import Applications
package import Kernel
package import OAuth
import Sessions
package import Storage
package import Tokens
import Wire

/// What `/oauth/token` answers.
package struct TokenAnswer: Sendable {
    /// The JSON body.
    package let body: [UInt8]
    /// Headers beside the usual ones.
    package let headers: [(String, String)]

    /// The same answer with more headers.
    func adding(_ more: [(String, String)]) -> TokenAnswer { TokenAnswer(body: body, headers: headers + more) }
}

/// Turns plans into signed tokens.
///
/// The claims are written by hand into one buffer: this is the hot path.
package struct TokenMint: Sendable {
    let random: RandomSource
    private let configuration: Configuration
    private let storage: any Storage
    private let ensureKeys: @Sendable (RequestHost, KeyFamily) async throws -> Void

    /// A mint.
    ///
    /// - Parameters:
    ///   - configuration: Knows the tenants' keys.
    ///   - storage: Keeps opaque tokens.
    ///   - random: Where tokens and `jti`s come from.
    ///   - ensureKeys: Makes the keys of a family that a tenant does not have yet.
    package init(
        configuration: Configuration,
        storage: any Storage,
        random: RandomSource = .system,
        ensureKeys: @escaping @Sendable (RequestHost, KeyFamily) async throws -> Void
    ) {
        self.configuration = configuration
        self.storage = storage
        self.random = random
        self.ensureKeys = ensureKeys
    }

    /// Makes the token of a plan and the answer that carries it.
    ///
    /// - Parameter keyThumbprint: The key that a JWT is bound to; nil for a bearer token.
    package func mint(
        _ plan: IssuePlan,
        host: RequestHost,
        quotas: [QuotaReading],
        keyThumbprint: String? = nil,
        now: Instant
    ) async throws -> TokenAnswer {
        let token: [UInt8]
        let isLegacy: Bool
        switch plan.format {
        case .jwt(let api, let audience):
            let claims = claims(
                plan,
                api: api,
                audience: audience,
                keyThumbprint: keyThumbprint,
                host: host,
                now: now
            )
            token = try await signer(api, host).token(claims: claims)
            isLegacy = false
        case .opaque(let audience):
            token = try await opaqueToken(plan, audience: audience, host: host, now: now)
            isLegacy = true
        }
        return TokenAnswer(
            body: isLegacy ? legacyBody(token) : body(plan, token, type: keyThumbprint == nil ? "Bearer" : "DPoP"),
            headers: QuotaHeaders.headers(quotas)
        )
    }

    private func claims(
        _ plan: IssuePlan,
        api: ResourceServer,
        audience: String,
        keyThumbprint: String?,
        host: RequestHost,
        now: Instant
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("iss", host.issuer)
        writer.member("sub", plan.subject)
        writer.member("aud", audience)
        writer.member("iat", now.seconds)
        writer.member("exp", now.seconds + plan.lifetime)
        writer.member(api.tokenDialect.isRFC9068 ? "client_id" : "azp", plan.client.id)
        if api.tokenDialect.isRFC9068 { writer.member("jti", random.text(22, from: .base62)) }
        if !plan.scope.isEmpty { writer.member("scope", plan.scope.joined(separator: " ")) }
        if let organization = plan.organization {
            writer.member("org_id", organization.id)
            if let name = organization.name { writer.member("org_name", name) }
        }
        if let grantType = plan.grantTypeClaim { writer.member("gty", grantType) }
        if api.enforcesPolicies, api.tokenDialect.hasPermissions { writer.member("permissions", plan.scope) }
        if let keyThumbprint { writer.memberBoundKey(keyThumbprint) }
        writer.endObject()
        return writer.bytes
    }

    /// What signs the access tokens of an API.
    func signer(_ api: ResourceServer, _ host: RequestHost) async throws -> JWTSigner {
        guard let algorithm = JWSAlgorithm(rawValue: api.signingAlgorithm) else {
            throw StoreError.corrupt("API \(api.id) has no usable signing_alg")
        }
        return try await signer(
            algorithm,
            type: api.tokenDialect.isRFC9068 ? "at+jwt" : "JWT",
            secret: api.signingSecret,
            of: "API \(api.id)",
            host
        )
    }

    /// What signs with an algorithm now: a secret of its owner, or a key of the tenant, which is made if it has none.
    func signer(
        _ algorithm: JWSAlgorithm,
        type: String,
        secret: Secret?,
        of owner: @autoclosure () -> String,
        _ host: RequestHost
    ) async throws -> JWTSigner {
        guard algorithm.family != .oct else {
            guard let secret else { throw StoreError.corrupt("\(owner()) has no secret to sign with") }
            return try JWTSigner(secret: Array(secret.exposed.utf8), algorithm: algorithm, typ: type)
        }
        if let signer = try await configuration.keyRing(host.tenant).signer(algorithm, type: type) { return signer }
        try await ensureKeys(host, algorithm.family)
        guard let signer = try await configuration.keyRing(host.tenant).signer(algorithm, type: type) else {
            throw StoreError.corrupt("tenant \(host.tenant) has no key for \(algorithm.rawValue)")
        }
        return signer
    }

    /// Keeps an opaque token.
    func store(_ record: AccessTokenRecord, tenant: TenantID) async throws {
        try await storage.write { try $0.insert(record, tenant: tenant) }
    }

    private func opaqueToken(
        _ plan: IssuePlan,
        audience: String,
        host: RequestHost,
        now: Instant
    ) async throws -> [UInt8] {
        let token = Array(random.text(32, from: .urlSafe).utf8)
        let record = AccessTokenRecord(
            hash: Digest.sha256(token),
            clientID: plan.client.id,
            subject: plan.subject,
            audience: audience,
            scope: plan.scope.joined(separator: " "),
            issuedAt: now,
            expiresAt: now.adding(seconds: plan.lifetime)
        )
        try await storage.write { try $0.insert(record, tenant: host.tenant) }
        return token
    }

    private func body(_ plan: IssuePlan, _ token: [UInt8], type: String) -> [UInt8] {
        var writer = JSONWriter(capacity: token.count + 256)
        writer.beginObject()
        writer.member("access_token", String(decoding: token, as: UTF8.self))
        if plan.answersScope { writer.member("scope", plan.scope.joined(separator: " ")) }
        writer.member("expires_in", plan.lifetime)
        writer.member("token_type", type)
        writer.endObject()
        return writer.bytes
    }

    /// The management API v1 answers two members, and the type in lower case.
    private func legacyBody(_ token: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("access_token", String(decoding: token, as: UTF8.self))
        writer.member("token_type", "bearer")
        writer.endObject()
        return writer.bytes
    }
}

extension IssuePlan {
    /// The audience, for the tenant log.
    var audience: String {
        switch format {
        case .jwt(_, let audience), .opaque(let audience): audience
        }
    }
}
