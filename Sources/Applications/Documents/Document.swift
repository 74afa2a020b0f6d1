package import Kernel
package import Wire

/// A configuration document as the management API shows it, kept whole: members that this server does not know survive.
package struct Document: Sendable {
    /// The tenant it belongs to.
    package var tenant: TenantID
    /// What it is.
    package var kind: DocumentKind
    /// Its id among its kind.
    package var id: String
    /// The id of what it belongs to, such as the client of a credential; empty if it stands alone.
    package var parent: String
    /// Its members, secrets in the clear: storage seals them on the way in and opens them on the way out.
    package var body: JSONObject
    /// When it was made; lists are in this order.
    package var createdAt: Instant
    /// When it was last changed.
    package var updatedAt: Instant

    /// A document made now.
    package init(
        tenant: TenantID,
        kind: DocumentKind,
        id: String,
        parent: String = "",
        body: JSONObject,
        createdAt: Instant
    ) {
        self.tenant = tenant
        self.kind = kind
        self.id = id
        self.parent = parent
        self.body = body
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }
}

/// What a configuration document is.
package struct DocumentKind: Sendable, Hashable, RawRepresentable {
    /// The name in storage.
    package let rawValue: String

    /// A kind by its name in storage.
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let action = DocumentKind(rawValue: "action")
    package static let actionBindings = DocumentKind(rawValue: "action_bindings")
    package static let actionModule = DocumentKind(rawValue: "action_module")
    package static let actionModuleVersion = DocumentKind(rawValue: "action_module_version")
    package static let actionVersion = DocumentKind(rawValue: "action_version")
    package static let attackProtection = DocumentKind(rawValue: "attack_protection")
    package static let authenticationMethod = DocumentKind(rawValue: "authentication_method")
    package static let branding = DocumentKind(rawValue: "branding")
    package static let client = DocumentKind(rawValue: "client")
    package static let clientCredential = DocumentKind(rawValue: "client_credential")
    package static let clientGrant = DocumentKind(rawValue: "client_grant")
    package static let connection = DocumentKind(rawValue: "connection")
    package static let connectionKey = DocumentKind(rawValue: "connection_key")
    package static let connectionProfile = DocumentKind(rawValue: "connection_profile")
    package static let customDomain = DocumentKind(rawValue: "custom_domain")
    package static let customSigningKeys = DocumentKind(rawValue: "custom_signing_keys")
    package static let deviceCredential = DocumentKind(rawValue: "device_credential")
    package static let directoryProvisioning = DocumentKind(rawValue: "directory_provisioning")
    package static let emailProvider = DocumentKind(rawValue: "email_provider")
    package static let emailTemplate = DocumentKind(rawValue: "email_template")
    package static let encryptionKey = DocumentKind(rawValue: "encryption_key")
    package static let eventStream = DocumentKind(rawValue: "event_stream")
    package static let flow = DocumentKind(rawValue: "flow")
    package static let form = DocumentKind(rawValue: "form")
    package static let guardian = DocumentKind(rawValue: "guardian")
    package static let hook = DocumentKind(rawValue: "hook")
    package static let hookSecrets = DocumentKind(rawValue: "hook_secrets")
    package static let job = DocumentKind(rawValue: "job")
    package static let jobPart = DocumentKind(rawValue: "job_part")
    package static let linkedPassword = DocumentKind(rawValue: "linked_password")
    package static let logStream = DocumentKind(rawValue: "log_stream")
    package static let networkACL = DocumentKind(rawValue: "network_acl")
    package static let organization = DocumentKind(rawValue: "organization")
    package static let organizationClientGrant = DocumentKind(rawValue: "organization_client_grant")
    package static let organizationConnection = DocumentKind(rawValue: "organization_connection")
    package static let organizationDiscoveryDomain = DocumentKind(rawValue: "organization_discovery_domain")
    package static let organizationInvitation = DocumentKind(rawValue: "organization_invitation")
    package static let phoneProvider = DocumentKind(rawValue: "phone_provider")
    package static let phoneTemplate = DocumentKind(rawValue: "phone_template")
    package static let prompt = DocumentKind(rawValue: "prompt")
    package static let rateLimitPolicy = DocumentKind(rawValue: "rate_limit_policy")
    package static let refreshTokenMetadata = DocumentKind(rawValue: "refresh_token_metadata")
    package static let resourceServer = DocumentKind(rawValue: "resource_server")
    package static let revokedToken = DocumentKind(rawValue: "revoked_token")
    package static let role = DocumentKind(rawValue: "role")
    package static let rule = DocumentKind(rawValue: "rule")
    package static let ruleConfiguration = DocumentKind(rawValue: "rule_configuration")
    package static let scimConfiguration = DocumentKind(rawValue: "scim_configuration")
    package static let scimToken = DocumentKind(rawValue: "scim_token")
    package static let selfServiceProfile = DocumentKind(rawValue: "self_service_profile")
    package static let selfServiceText = DocumentKind(rawValue: "self_service_text")
    package static let tenantSettings = DocumentKind(rawValue: "tenant_settings")
    package static let theme = DocumentKind(rawValue: "theme")
    package static let tokenExchangeProfile = DocumentKind(rawValue: "token_exchange_profile")
    package static let userAttributeProfile = DocumentKind(rawValue: "user_attribute_profile")
    package static let vaultConnection = DocumentKind(rawValue: "vault_connection")

    /// The members whose strings storage seals: paths of names, `*` standing for every element of an array.
    package var secretPaths: [[String]] {
        switch self {
        case .action, .actionModule, .actionModuleVersion, .actionVersion: [["secrets", "*", "value"]]
        case .attackProtection: [["*", "secret"], ["*", "api_key"]]
        case .authenticationMethod: [["totp_secret"]]
        case .client: [["client_secret"], ["signing_keys", "*", "key"]]
        case .connection:
            [
                ["options", "client_secret"], ["options", "consumer_secret"], ["options", "bindCredentials"],
                ["options", "configuration", "*"], ["options", "twilio_token"],
                ["options", "gateway_authentication", "secret"], ["options", "decryptionKey", "key"],
                ["options", "signing_key", "key"],
            ]
        case .connectionKey: [["private_key"]]
        case .emailProvider:
            ["api_key", "smtp_pass", "secretAccessKey", "connectionString", "clientSecret"].map { ["credentials", $0] }
        case .encryptionKey: [["private_key"], ["wrapped_key"]]
        case .eventStream:
            ["password", "token", "header_value"].map { ["destination", "configuration", "webhook_authorization", $0] }
        case .guardian:
            [
                ["auth_token"], ["aws_secret_access_key"], ["skey"], ["p12"], ["server_key"], ["server_credentials"],
            ]
        case .hookSecrets: [["*"]]
        case .jobPart: [["data"]]
        case .linkedPassword: [["hash"]]
        case .logStream:
            [
                ["sink", "httpAuthorization"], ["sink", "httpCustomHeaders", "*", "value"], ["sink", "datadogApiKey"],
                ["sink", "splunkToken"], ["sink", "segmentWriteKey"], ["sink", "mixpanelServiceAccountPassword"],
            ]
        case .organizationInvitation: [["ticket_id"], ["invitation_url"]]
        case .phoneProvider: [["credentials", "auth_token"]]
        case .resourceServer: [["signing_secret"]]
        case .ruleConfiguration: [["value"]]
        case .vaultConnection: [["setup", "*"]]
        default: []
        }
    }
}

/// A value by which a document is found: a name that must be unique among its kind, or an attribute to filter by.
package struct DocumentKey: Sendable, Hashable {
    /// Which key it is: usually a member's name.
    package let name: String
    /// The value, compared exactly.
    package let value: String
    /// Whether no other document of the kind in the tenant may have the same.
    package let isUnique: Bool

    /// A name that no other document of the kind may have.
    package static func unique(_ name: String, _ value: String) -> DocumentKey {
        DocumentKey(name: name, value: value, isUnique: true)
    }

    /// An attribute that many may share.
    package static func attribute(_ name: String, _ value: String) -> DocumentKey {
        DocumentKey(name: name, value: value, isUnique: false)
    }
}

/// Which documents of one kind a list holds.
///
/// Lists are in order of creation.
package struct DocumentQuery: Sendable {
    /// The tenant.
    package var tenant: TenantID
    /// The kind.
    package var kind: DocumentKind
    /// Only those of this parent; nil for all.
    package var parent: String?
    /// Only those that have all of these keys.
    package var keys: [DocumentKey]
    /// Only those with these ids; nil for all.
    package var ids: [String]?
    /// Skip so many.
    package var offset: Int
    /// Answer so many at most; nil for all.
    package var limit: Int?
    /// Begin after this document.
    package var after: DocumentPosition?
    /// Newest first.
    package var isDescending: Bool

    /// A list of everything of a kind, to be narrowed.
    package init(
        _ kind: DocumentKind,
        in tenant: TenantID,
        parent: String? = nil,
        keys: [DocumentKey] = [],
        ids: [String]? = nil,
        offset: Int = 0,
        limit: Int? = nil,
        after: DocumentPosition? = nil,
        isDescending: Bool = false
    ) {
        self.tenant = tenant
        self.kind = kind
        self.parent = parent
        self.keys = keys
        self.ids = ids
        self.offset = offset
        self.limit = limit
        self.after = after
        self.isDescending = isDescending
    }
}

/// Where a document stands in the order of lists.
package struct DocumentPosition: Sendable, Equatable {
    /// When the document was made.
    package let createdAt: Instant
    /// Its id, which decides between documents of one millisecond.
    package let id: String

    /// A position.
    package init(createdAt: Instant, id: String) {
        self.createdAt = createdAt
        self.id = id
    }
}
