/// What the management API v2 can do: the families whose operations have code behind them.
package enum Families {
    /// All families; an operation that none of them has answers 501.
    package static let all: [OperationFamily] = [
        ClientFamily.family,
        ClientGrantFamily.family,
        ConnectionFamily.family,
        CustomDomainFamily.family,
        DeviceCredentialFamily.family,
        GrantFamily.family,
        JobFamily.family,
        KeysFamily.family,
        LogFamily.family,
        OrganizationFamily.family,
        OrganizationMemberFamily.family,
        RefreshTokenFamily.family,
        ResourceServerFamily.family,
        RoleFamily.family,
        SessionFamily.family,
        StatFamily.family,
        TenantFamily.family,
        TicketFamily.family,
        UserBlockFamily.family,
        UserFamily.family,
    ]
}
