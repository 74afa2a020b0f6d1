import Wire

/// The scopes of the management API, as its resource server lists them.
///
/// - SeeAlso: Auth0 Management API: the scopes of `https://{tenant}/api/v2/`.
enum SystemScopes {
    /// Each scope and its description, in the order of the service.
    static let all: [(value: String, description: String)] = table.split(separator: "\n").flatMap(scopes)

    /// The names alone.
    static let names = all.map(\.value)

    /// The scopes as the `scopes` member of a resource server.
    static let json = JSONValue.array(
        all.map { ["description": .string($0.description), "value": .string($0.value)] }
    )

    private static let verbs: [Character: String] = ["c": "create", "r": "read", "u": "update", "d": "delete"]

    private static func scopes(_ row: Substring) -> [(value: String, description: String)] {
        let parts = row.split(separator: " ", maxSplits: 2).map(String.init)
        if parts[0] == "blacklist" { return [("blacklist:tokens", "Blacklist Tokens")] }
        let noun = parts.count > 2 ? parts[2] : title(parts[0])
        return parts[1].compactMap { verbs[$0] }.map { ("\($0):\(parts[0])", "\(capitalized($0)) \(noun)") }
    }

    private static func title(_ resource: String) -> String {
        resource.split(separator: "_").map(capitalized).joined(separator: " ")
    }

    private static func capitalized(_ word: some StringProtocol) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    /// A row a resource: its name, the letters of its verbs in order, and what descriptions call it unless that is
    /// its name.
    private static let table = """
        client_grants rcdu
        users rudc
        users_app_metadata rudc
        user_custom_blocks rcd Custom User Blocks
        user_tickets c
        clients rudc
        client_keys rudc
        client_credentials rudc
        connections rudc
        resource_servers rudc
        device_credentials rudc
        rules rudc
        rules_configs rud
        hooks rudc
        actions rudc
        email_provider rudc
        blacklist tokens
        stats r
        insights r
        tenant_settings ru
        logs r
        logs_users r logs relating to users
        shields rcud
        anomaly_blocks rd Anomaly Detection Blocks
        triggers ur
        grants rd User Grants
        guardian_factors ru Guardian factors configuration
        guardian_enrollments rd Guardian enrollments
        guardian_enrollment_tickets c enrollment tickets for Guardian
        user_idp_tokens r Users IDP tokens
        passwords_checking_job cd password checking jobs
        custom_domains rdcu custom domains configurations
        email_templates rcu email templates
        mfa_policies ru Multifactor Authentication policies
        roles rcdu roles
        prompts ru prompts settings
        branding rud branding settings
        log_streams rcdu log_streams
        signing_keys cru signing keys
        limits ru entity limits
        role_members crd role members
        entitlements r entitlements
        attack_protection ru attack protection
        organizations_summary r organization summary
        authentication_methods crud
        organizations rucd
        organization_discovery_domains rucd
        organization_members crd organization members
        organization_connections crud organization connections
        organization_member_roles crd organization member roles
        organization_invitations crd organization invitations
        scim_config rcud SCIM configuration
        scim_token crd SCIM token
        directory_provisionings rudc
        phone_providers dcru a Phone Notification Provider
        phone_templates dcru a Phone Notification Template
        encryption_keys crud encryption keys
        sessions rud
        refresh_tokens rud
        self_service_profiles crud
        sso_access_tickets cd SSO Access Tickets
        forms rudc
        flows rudc
        flows_vault r Flows Vault items
        flows_vault_connections rudc Flows Vault connections
        flows_executions rd
        connections_options ru
        self_service_profile_custom_texts ru
        network_acls curd Network ACLs
        vdcs_templates drcu Verifiable Digital Credential Templates
        custom_signing_keys crud Customer Provided Public Signing Keys
        federated_connections_tokens rd Federated Connections Tokensets belonging to a user
        user_attribute_profiles crud
        event_streams rcdu event streams
        event_deliveries ru event stream deliveries
        connection_profiles crud
        group_roles rdc
        user_effective_permissions r
        user_effective_roles r
        organization_member_effective_roles r
        user_role_source_groups r
        organization_member_role_source_groups r
        user_permission_source_roles r
        organization_groups rdc
        organization_group_roles rdc
        token_exchange_profiles crud Token Exchange Profile
        organization_client_grants rcd
        organization_clients rudc
        events r
        rate_limit_policies rudc
        portals rudc
        network_acl_keys rudc
        security_metrics r
        connections_keys ruc connection keys
        groups rudc
        group_members r
        experimentation crud
        """
}
