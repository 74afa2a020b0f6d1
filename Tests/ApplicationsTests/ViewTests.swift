import Applications
import Kernel
import Testing
import Wire

@Suite("Typed views of documents")
struct ViewTests {
    static func document(_ kind: DocumentKind, _ body: JSONObject, parent: String = "") -> Document {
        Document(
            tenant: .default,
            kind: kind,
            id: "id_1",
            parent: parent,
            body: body,
            createdAt: Instant(seconds: 0)
        )
    }

    @Test("an empty document of a client has Auth0's defaults")
    func clientDefaults() {
        let client = Client(Self.document(.client, [:]))
        #expect(client.id == "id_1")
        #expect(client.name.isEmpty && client.secret == nil && client.grantTypes.isEmpty)
        #expect(client.authenticationMethod == .clientSecretPost)
        #expect(client.isFirstParty && !client.isGlobal && !client.isIPHeaderTrusted)
        #expect(client.organizationUsage == .deny && client.defaultOrganization == nil)
        #expect(client.tokenQuota == nil && client.credentialIDs.isEmpty)
        #expect(client.idTokenAlgorithm == nil && client.idTokenLifetime == 36_000)
    }

    static let methods: [(JSONObject, ClientAuthenticationMethod)] = [
        (["token_endpoint_auth_method": "none"], .none),
        (["token_endpoint_auth_method": "client_secret_post"], .clientSecretPost),
        (["token_endpoint_auth_method": "client_secret_basic"], .clientSecretBasic),
        (["token_endpoint_auth_method": "unheard_of"], .clientSecretPost),
        (["token_endpoint_auth_method": nil], .clientSecretPost),
        (["client_authentication_methods": ["private_key_jwt": ["credentials": []]]], .privateKeyJWT),
        (["client_authentication_methods": ["tls_client_auth": [:]]], .tlsClientAuth),
        (["client_authentication_methods": ["self_signed_tls_client_auth": [:]]], .selfSignedTLSClientAuth),
        (
            ["client_authentication_methods": ["private_key_jwt": [:]], "token_endpoint_auth_method": "none"],
            .privateKeyJWT
        ),
        (["client_authentication_methods": nil, "token_endpoint_auth_method": "none"], .none),
        (["client_authentication_methods": [:], "token_endpoint_auth_method": "none"], .none),
    ]

    @Test("a client's method is what was configured, keys before secrets", arguments: methods)
    func method(body: JSONObject, method: ClientAuthenticationMethod) {
        #expect(Client(Self.document(.client, body)).authenticationMethod == method)
    }

    @Test("a client accepts the credentials of its method alone")
    func credentials() {
        let body: JSONObject = [
            "client_authentication_methods": [
                "private_key_jwt": ["credentials": [["id": "cred_1"], ["id": "cred_2"], ["name": "no id"]]]
            ]
        ]
        #expect(Client(Self.document(.client, body)).credentialIDs == ["cred_1", "cred_2"])
    }

    @Test("a default organization counts for the flows it names")
    func defaultOrganization() {
        func client(_ flows: JSONValue) -> Client {
            Client(Self.document(.client, ["default_organization": ["organization_id": "org_1", "flows": flows]]))
        }
        #expect(client(["client_credentials"]).defaultOrganization == "org_1")
        #expect(client([]).defaultOrganization == nil)
        #expect(client(["authorization_code"]).defaultOrganization == nil)
    }

    @Test("a client is found by its aliases once, and by its attributes")
    func clientKeys() {
        let keys = Client.keys(of: ["client_aliases": ["a", "b", "a"], "app_type": "spa", "global": true])
        #expect(
            Set(keys) == [
                .attribute("global", "true"), .attribute("is_first_party", "true"), .attribute("app_type", "spa"),
                .unique("client_alias", "a"), .unique("client_alias", "b"),
            ]
        )
        #expect(keys.count == 5)
    }

    @Test("neither clients nor APIs print their secrets")
    func redaction() {
        let client = Client(Self.document(.client, ["client_secret": "hunter2"]))
        let api = ResourceServer(Self.document(.resourceServer, ["signing_secret": "hunter2"]))
        #expect(client.secret?.exposed == "hunter2" && api.signingSecret?.exposed == "hunter2")
        for text in ["\(client)", "\(api)", String(describing: client.secret as Any)] {
            #expect(!text.contains("hunter2"))
        }
    }

    @Test("an empty document of an API has Auth0's defaults")
    func resourceServerDefaults() {
        let api = ResourceServer(Self.document(.resourceServer, [:]))
        #expect(api.signingAlgorithm == "RS256" && api.tokenLifetime == 86_400 && api.tokenLifetimeForWeb == 7200)
        #expect(api.tokenDialect == .accessToken && api.clientPolicy == .requireClientGrant)
        #expect(!api.enforcesPolicies && !api.isSystem && !api.allowsOfflineAccess)
        #expect(api.scopes.isEmpty && api.encryption == nil)
    }

    @Test("an API is read whole")
    func resourceServer() {
        let api = ResourceServer(
            Self.document(
                .resourceServer,
                [
                    "identifier": "https://api/", "name": "API", "token_dialect": "rfc9068_profile_authz",
                    "scopes": [["value": "a", "description": "A"], ["description": "none"], ["value": "b"]],
                    "subject_type_authorization": ["client": ["policy": "deny_all"]], "enforce_policies": true,
                    "token_lifetime": 60,
                ]
            )
        )
        #expect(api.identifier == "https://api/" && api.scopes == ["a", "b"] && api.tokenLifetime == 60)
        #expect(api.tokenDialect.isRFC9068 && api.tokenDialect.hasPermissions && api.clientPolicy == .denyAll)
        #expect(ResourceServer.keys(of: ["identifier": "https://api/"]) == [.unique("identifier", "https://api/")])
    }

    @Test(
        "dialects differ in profile and permissions",
        arguments: [
            (ResourceServer.TokenDialect.accessToken, false, false), (.accessTokenAuthz, false, true),
            (.rfc9068Profile, true, false), (.rfc9068ProfileAuthz, true, true),
        ]
    )
    func dialects(dialect: ResourceServer.TokenDialect, isRFC9068: Bool, hasPermissions: Bool) {
        #expect(dialect.isRFC9068 == isRFC9068)
        #expect(dialect.hasPermissions == hasPermissions)
    }

    @Test("a grant is for a client, an audience and a subject")
    func grant() {
        let grant = ClientGrant(
            Self.document(
                .clientGrant,
                [
                    "client_id": "c", "audience": "https://api/", "scope": ["a", "b"], "organization_usage": "require",
                    "allow_any_organization": true, "subject_type": "user", "allow_all_scopes": true,
                ]
            )
        )
        #expect(grant.clientID == "c" && grant.scope == ["a", "b"] && grant.subjectType == .user)
        #expect(grant.organizationUsage == .require && grant.allowsAnyOrganization && grant.allowsAllScopes)
        let bare = ClientGrant(Self.document(.clientGrant, [:]))
        #expect(bare.organizationUsage == .deny && !bare.allowsAnyOrganization && bare.subjectType == .client)
        let key = ClientGrant.uniqueValue(clientID: "c", audience: "https://api/", subjectType: "client")
        #expect(
            ClientGrant.keys(of: ["client_id": "c", "audience": "https://api/"]).contains(
                .unique(ClientGrant.uniqueKey, key)
            )
        )
    }

    static let quotas: [(JSONValue?, Int?, Int?, Bool)] = [
        (["client_credentials": ["per_hour": 10, "per_day": 50]], 10, 50, true),
        (["client_credentials": ["per_hour": 10, "enforce": false]], 10, nil, false),
        (["client_credentials": ["per_day": 5, "enforce": true]], nil, 5, true),
        (["client_credentials": ["per_day": 0]], nil, 0, true),
    ]

    @Test("a quota limits by the hour, the day or both", arguments: quotas)
    func quota(value: JSONValue?, perHour: Int?, perDay: Int?, isEnforced: Bool) throws {
        let quota = try #require(TokenQuota(value))
        #expect(quota.perHour == perHour && quota.perDay == perDay && quota.isEnforced == isEnforced)
    }

    @Test(
        "a quota without limits is none",
        arguments: [nil, .null, [:], ["client_credentials": ["enforce": true]], ["per_hour": 1]] as [JSONValue?]
    )
    func noQuota(value: JSONValue?) {
        #expect(TokenQuota(value) == nil)
    }

    @Test("settings fall back to their defaults, and empty texts to none")
    func settings() {
        let none = TenantSettings(nil)
        #expect(none.defaultAudience == nil && none.resourceParameterProfile == .compatibility)
        #expect(!none.allowOrganizationNameInAuthenticationAPI && !none.removesAlgorithmFromJWKS)
        let some = TenantSettings([
            "default_audience": "", "friendly_name": "Acme", "flags": ["remove_alg_from_jwks": true],
            "resource_parameter_profile": "audience", "log_retention_days": 0,
            "default_token_quota": ["clients": ["client_credentials": ["per_hour": 1]]],
        ])
        #expect(some.defaultAudience == nil && some.friendlyName == "Acme" && some.removesAlgorithmFromJWKS)
        #expect(some.resourceParameterProfile == .audience)
        #expect(some.defaultClientQuota?.perHour == 1 && some.defaultOrganizationQuota == nil)
    }

    @Test("a credential is valid until it expires")
    func credential() {
        let credential = ClientCredential(
            Self.document(
                .clientCredential,
                ["expires_at": "2024-01-01T00:00:00.000Z", "kid": "k", "alg": "RS256", "pem": "p"],
                parent: "client"
            )
        )
        let end = Instant(seconds: 1_704_067_200)
        #expect(credential.clientID == "client" && credential.kid == "k" && credential.algorithm == "RS256")
        #expect(credential.isValid(at: end.adding(seconds: -1)))
        #expect(!credential.isValid(at: end))
        #expect(ClientCredential(Self.document(.clientCredential, [:])).isValid(at: end))
    }
}
