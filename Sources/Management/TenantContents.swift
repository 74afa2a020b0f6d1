import Applications
import Kernel
import Wire

/// The documents that a new tenant contains.
///
/// - SeeAlso: Auth0: "Default application", "Auth0 Management API", "API Explorer".
struct TenantContents: Sendable {
    /// A document with the keys it is found by.
    struct Part: Sendable {
        let document: Document
        let keys: [DocumentKey]
    }

    /// A client and the secret it was made with.
    struct NewClient: Sendable {
        let credentials: NewTenant.Credentials
        let part: Part
    }

    /// The client that applications begin with.
    let defaultApp: NewClient
    /// The machine client that may do everything in the management API.
    let explorer: NewClient
    private let others: [Part]

    /// Everything, to be stored in this order.
    var documents: [Part] { [defaultApp.part, explorer.part] + others }

    /// The contents of a tenant made now.
    init(_ identifiers: Identifiers, tenant: TenantID, now: Instant) {
        let maker = Maker(identifiers: identifiers, tenant: tenant, now: now)
        defaultApp = maker.client(Self.defaultAppRequest)
        explorer = maker.client(Self.explorerRequest)
        others = [
            maker.globalClient(), maker.managementAPI(), maker.settings(),
            maker.grant(to: explorer.credentials.clientID),
            maker.databaseConnection(enabledFor: [defaultApp.credentials.clientID]),
        ]
    }

    private static let defaultAppRequest: JSONObject = [
        "name": "Default App", "callbacks": [], "is_first_party": true, "oidc_conformant": true,
        "jwt_configuration": ["alg": "RS256", "lifetime_in_seconds": 36_000],
    ]

    private static let explorerRequest: JSONObject = [
        "name": "API Explorer Application", "app_type": "non_interactive", "oidc_conformant": true,
        "grant_types": ["client_credentials"], "token_endpoint_auth_method": "client_secret_post",
        "jwt_configuration": ["alg": "RS256", "lifetime_in_seconds": 36_000],
        "refresh_token": ["token_lifetime": 31_557_600, "idle_token_lifetime": 2_592_000],
    ]
}

/// Makes the documents of one tenant.
private struct Maker {
    let identifiers: Identifiers
    let tenant: TenantID
    let now: Instant

    /// A client as the management API would make it.
    func client(_ request: JSONObject) -> TenantContents.NewClient {
        let id = identifiers.clientID()
        let secret = identifiers.secret()
        let body = ClientDefaults.document(request, id: id, secret: secret, tenant: tenant.rawValue)
        return TenantContents.NewClient(
            credentials: NewTenant.Credentials(clientID: id, secret: Secret(secret)),
            part: part(.client, id: id, body, Client.keys(of: body))
        )
    }

    /// The client of the management API v1, which stands for all applications.
    func globalClient() -> TenantContents.Part {
        let id = identifiers.clientID()
        let request: JSONObject = [
            "name": "All Applications", "callbacks": [], "is_first_party": true, "cross_origin_authentication": true,
        ]
        var body = ClientDefaults.document(
            request,
            id: id,
            secret: identifiers.secret(),
            tenant: tenant.rawValue
        )
        body["global"] = true
        return part(.client, id: id, body, Client.keys(of: body))
    }

    func managementAPI() -> TenantContents.Part {
        let id = identifiers.objectID(at: now)
        let body = SystemResourceServers.management(of: tenant, id: id)
        return part(.resourceServer, id: id, body, ResourceServer.keys(of: body))
    }

    func grant(to client: String) -> TenantContents.Part {
        let id = identifiers.make(.clientGrant)
        let body: JSONObject = [
            "id": .string(id), "client_id": .string(client),
            "audience": .string(RequestHost.storedManagementAudience(tenant)),
            "scope": .array(SystemScopes.names.map(JSONValue.string)), "subject_type": "client",
        ]
        return part(.clientGrant, id: id, body, ClientGrant.keys(of: body))
    }

    func settings() -> TenantContents.Part {
        part(.tenantSettings, id: TenantSettings.documentID, TenantSettings.defaults, [])
    }

    func databaseConnection(enabledFor clients: [String]) -> TenantContents.Part {
        let id = identifiers.make(.connection)
        let name: JSONValue = "Username-Password-Authentication"
        let body: JSONObject = [
            "id": .string(id), "options": .object(DatabaseConnection.options), "strategy": "auth0", "name": name,
            "is_domain_connection": false, "authentication": ["active": true], "connected_accounts": ["active": false],
            "enabled_clients": .array(clients.map(JSONValue.string)), "realms": [name],
        ]
        return part(.connection, id: id, body, ConnectionKeys.keys(of: body))
    }

    private func part(
        _ kind: DocumentKind,
        id: String,
        _ body: JSONObject,
        _ keys: [DocumentKey]
    ) -> TenantContents.Part {
        TenantContents.Part(
            document: Document(tenant: tenant, kind: kind, id: id, body: body, createdAt: now),
            keys: keys
        )
    }
}

/// What the connection for users with a password starts with.
private enum DatabaseConnection {
    static let options: JSONObject = [
        "mfa": ["active": true, "return_enroll_settings": true], "passwordPolicy": "good", "strategy_version": 2,
        "brute_force_protection": true, "disable_self_service_change_password": false,
        "password_options": passwordOptions,
        "authentication_methods": [
            "password": ["enabled": true, "api_behavior": "required", "signup_behavior": "allow"],
            "passkey": ["enabled": false],
        ],
        "passkey_options": [
            "challenge_ui": "both", "progressive_enrollment_enabled": true, "local_enrollment_enabled": true,
        ],
    ]

    private static let passwordOptions: JSONValue = [
        "complexity": [
            "character_type_rule": "all", "identical_characters": "allow", "sequential_characters": "allow",
            "max_length_exceeded": "error", "min_length": 15, "character_types": [],
        ],
        "profile_data": [
            "active": false,
            "blocked_fields": ["name", "username", "nickname", "email", "phone_number", "user_metadata.name"],
        ],
        "history": ["active": false, "size": 3],
        "dictionary": ["active": false, "custom": [], "default": "en_100k"],
    ]
}
