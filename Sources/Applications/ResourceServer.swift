package import Kernel
package import Wire

/// What the token path needs to know of an API; parsed once from its document and cached.
package struct ResourceServer: Sendable {
    /// The id.
    package let id: String
    /// The audience its tokens are for.
    package let identifier: String
    /// The name that administrators gave it.
    package let name: String
    /// The scopes it knows.
    package let scopes: [String]
    /// The `alg` of its access tokens.
    package let signingAlgorithm: String
    /// The key of HS256 signatures.
    package let signingSecret: Secret?
    /// The lifetime of access tokens, in seconds.
    package let tokenLifetime: Int64
    /// The lifetime of access tokens issued in a browser, in seconds.
    package let tokenLifetimeForWeb: Int64
    /// Whether a user's scopes are limited to the permissions their roles have.
    package let enforcesPolicies: Bool
    /// The claims of its access tokens.
    package let tokenDialect: TokenDialect
    /// Whether refresh tokens are issued for it.
    package let allowsOfflineAccess: Bool
    /// What its scopes are for, in words, where somebody said.
    package let scopeDescriptions: [String: String]
    /// Whether people need not agree to what the tenant's own clients do with it.
    package let skipsConsentForFirstParty: Bool
    /// Whether it is one of the server's own.
    package let isSystem: Bool
    /// Whether clients may fetch tokens for themselves.
    package let clientPolicy: ClientPolicy
    /// Whose access tokens must be bound to a key.
    package let proofOfPossession: ProofOfPossessionDemand
    /// The key its access tokens are encrypted to.
    package let encryption: TokenEncryption?

    /// The view of a document of kind `resourceServer`.
    package init(_ document: Document) {
        let body = document.body
        id = document.id
        identifier = body["identifier"]?.string ?? ""
        name = body["name"]?.string ?? ""
        scopes = body["scopes"]?.array?.compactMap { $0["value"]?.string } ?? []
        signingAlgorithm = body["signing_alg"]?.string ?? "RS256"
        signingSecret = body["signing_secret"]?.string.map(Secret.init)
        tokenLifetime = body["token_lifetime"]?.integer ?? 86_400
        tokenLifetimeForWeb = body["token_lifetime_for_web"]?.integer ?? 7200
        enforcesPolicies = body["enforce_policies"]?.bool ?? false
        tokenDialect = body["token_dialect"]?.string.flatMap(TokenDialect.init) ?? .accessToken
        allowsOfflineAccess = body["allow_offline_access"]?.bool ?? false
        let described = (body["scopes"]?.array ?? []).compactMap { scope in
            scope["value"]?.string.flatMap { value in scope["description"]?.string.map { (value, $0) } }
        }
        scopeDescriptions = Dictionary(described) { $1 }
        skipsConsentForFirstParty = body["skip_consent_for_verifiable_first_party_clients"]?.bool ?? false
        isSystem = body["is_system"]?.bool ?? false
        let policy = body["subject_type_authorization"]?["client"]?["policy"]?.string
        clientPolicy = policy.flatMap(ClientPolicy.init) ?? .requireClientGrant
        proofOfPossession = ProofOfPossessionDemand(body["proof_of_possession"])
        encryption = TokenEncryption(body["token_encryption"])
    }

    /// The claims of access tokens.
    package enum TokenDialect: String, Sendable, CaseIterable {
        /// Auth0's own profile.
        case accessToken = "access_token"
        /// Auth0's own profile with `permissions`.
        case accessTokenAuthz = "access_token_authz"
        /// RFC 9068.
        case rfc9068Profile = "rfc9068_profile"
        /// RFC 9068 with `permissions`.
        case rfc9068ProfileAuthz = "rfc9068_profile_authz"

        /// Whether tokens follow RFC 9068.
        package var isRFC9068: Bool { self == .rfc9068Profile || self == .rfc9068ProfileAuthz }

        /// Whether tokens carry `permissions` where policies are enforced.
        package var hasPermissions: Bool { self == .accessTokenAuthz || self == .rfc9068ProfileAuthz }
    }

    /// Whether clients may fetch tokens for themselves.
    package enum ClientPolicy: String, Sendable, CaseIterable {
        /// Never.
        case denyAll = "deny_all"
        /// If a client grant allows it.
        case requireClientGrant = "require_client_grant"
    }

    /// Whose access tokens must be bound to a key.
    ///
    /// - SeeAlso: RFC 9449; Auth0 Management API: `proof_of_possession` of an API.
    package enum ProofOfPossessionDemand: Sendable, Equatable {
        /// Nobody's.
        case none
        /// Those of clients that cannot keep a secret.
        case ofPublicClients
        /// Everybody's.
        case ofAll

        // Only DPoP binds tokens here: an API that demands certificates refuses whoever comes without a proof.
        init(_ value: JSONValue?) {
            guard value?["required"]?.bool == true else {
                self = .none
                return
            }
            self = value?["required_for"]?.string == "public_clients" ? .ofPublicClients : .ofAll
        }

        /// Whether the tokens of a client must be bound.
        package func includes(_ client: Client) -> Bool {
            switch self {
            case .none: false
            case .ofPublicClients: client.authenticationMethod == .none
            case .ofAll: true
            }
        }
    }

    /// The key that access tokens are encrypted to.
    ///
    /// - SeeAlso: RFC 7516.
    package struct TokenEncryption: Sendable, Equatable {
        /// The `alg` that wraps the content key.
        package let algorithm: String
        /// The `kid` of the header.
        package let kid: String?
        /// The public key.
        package let pem: String

        init?(_ value: JSONValue?) {
            guard let key = value?["encryption_key"], let algorithm = key["alg"]?.string, let pem = key["pem"]?.string
            else { return nil }
            self.algorithm = algorithm
            self.pem = pem
            kid = key["kid"]?.string
        }
    }

    /// The unique key that finds an API by its audience.
    package static let identifierKey = "identifier"

    /// The names by which an API's document is found.
    package static func keys(of body: JSONObject) -> [DocumentKey] {
        [.unique(identifierKey, body["identifier"]?.string ?? "")]
    }
}

extension ResourceServer: CustomStringConvertible {
    package var description: String { "API \(identifier) ‹redacted›" }
}
