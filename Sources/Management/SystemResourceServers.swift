import Applications
import Kernel
import Wire

/// The APIs that every tenant has, or can turn on.
enum SystemResourceServers {
    /// The management API, which a tenant is born with.
    static func management(of tenant: TenantID, id: String) -> JSONObject {
        [
            "id": .string(id), "name": "Auth0 Management API",
            "identifier": .string(RequestHost.storedManagementAudience(tenant)), "allow_offline_access": false,
            "skip_consent_for_verifiable_first_party_clients": false,
            "subject_type_authorization": [
                "client": ["policy": "require_client_grant"], "user": ["policy": "allow_all"],
            ],
            "token_lifetime": 86_400, "token_lifetime_for_web": 7200, "signing_alg": "RS256",
            "scopes": SystemScopes.json, "is_system": true,
        ]
    }

    /// What the server says of an API that is made by naming its identifier; nil for any other identifier.
    static func optional(_ identifier: String, on host: RequestHost) -> JSONObject? {
        switch identifier {
        case "urn:auth0:express-configure": expressConfiguration
        case "\(host.issuer)me/": myAccount
        default: nil
        }
    }

    private static let expressConfiguration: JSONObject = [
        "name": "Okta OIN Express Configuration API",
        "scopes": [
            ["value": "express_configure:sso", "description": "Ability to create SSO configurations"],
            ["value": "express_configure:scim", "description": "Ability to create scim configurations"],
        ],
        "signing_alg": "RS256", "token_lifetime": 300, "token_lifetime_for_web": 7200, "enforce_policies": true,
        "is_system": true,
        "subject_type_authorization": ["user": ["policy": "allow_all"], "client": ["policy": "deny_all"]],
    ]

    private static let myAccount: JSONObject = [
        "name": "Auth0 My Account API",
        "scopes": [
            ["value": "create:me:connected_accounts", "description": "Create Connected Accounts"],
            ["value": "read:me:connected_accounts", "description": "Read Connected Accounts"],
            ["value": "delete:me:connected_accounts", "description": "Delete Connected Accounts"],
        ],
        "signing_alg": "RS256", "allow_offline_access": true, "token_lifetime": 600, "token_lifetime_for_web": 600,
        "skip_consent_for_verifiable_first_party_clients": true, "is_system": true,
        "proof_of_possession": ["mechanism": "dpop", "required": false],
        "subject_type_authorization": [
            "user": ["policy": "require_client_grant"], "client": ["policy": "deny_all"],
        ],
    ]
}
