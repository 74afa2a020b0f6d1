import Management
import Wire

/// Organizations, and what belongs to them.
///
/// Their members and invitations are a family of their own.
enum OrganizationFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "organizations",
        handlers: organizations.merging(grants) { $1 }.merging(connections) { $1 }.merging(enabledConnections) { $1 }
            .merging(discoveryDomains) { $1 }
    )

    private static let organizations: [String: OperationHandler] = [
        "get_organizations": { call in
            let page = try await call.administration.organizations(
                call.effectivePage,
                sort: call.query["sort"]?.string,
                call.context
            )
            return .list(page, key: "organizations")
        },
        "post_organizations": { call in
            .object(try await call.administration.createOrganization(call.body, call.context))
        },
        "get_name_by_name": { call in
            .object(try await call.administration.organization(name: call.path("name"), call.context))
        },
        "get_organizations_by_id": { call in
            .object(try await call.administration.organization(call.path("id"), call.context))
        },
        "patch_organizations_by_id": { call in
            .object(try await call.administration.updateOrganization(call.path("id"), call.body, call.context))
        },
        "delete_organizations_by_id": { call in
            try await call.administration.deleteOrganization(call.path("id"), call.context)
            return .empty
        },
    ]

    private static let grants: [String: OperationHandler] = [
        "get_organization-client-grants": { call in
            let filter = Administration.OrganizationGrantFilter(
                audience: call.query["audience"]?.string,
                clientID: call.query["client_id"]?.string,
                grantIDs: call.query["grant_ids"]?.strings
            )
            let page = try await call.administration.organizationClientGrants(
                call.path("id"),
                filter,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "client_grants")
        },
        "create_organization-client-grants": { call in
            .object(try await call.administration.associateClientGrant(call.path("id"), call.body, call.context))
        },
        "delete_client-grants_by_grant_id": { call in
            try await call.administration.dissociateClientGrant(call.path("id"), call.path("grant_id"), call.context)
            return .empty
        },
        "get_client-grant-organizations": { call in
            let page = try await call.administration.organizations(
                ofClientGrant: call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "organizations")
        },
    ]

    private static let connections: [String: OperationHandler] = [
        "get_organization_connections": { call in
            let page = try await call.administration.organizationConnections(
                call.path("id"),
                isEnabled: call.query["is_enabled"]?.bool,
                view: .full,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "connections")
        },
        "post_organization_connection": { call in
            .object(
                try await call.administration.addOrganizationConnection(
                    call.path("id"),
                    call.body,
                    view: .full,
                    call.context
                )
            )
        },
        "get_organization_connection": { call in
            .object(
                try await call.administration.organizationConnection(
                    call.path("id"),
                    call.path("connection_id"),
                    view: .full,
                    call.context
                )
            )
        },
        "patch_organization_connection": { call in
            .object(
                try await call.administration.updateOrganizationConnection(
                    call.path("id"),
                    call.path("connection_id"),
                    call.body,
                    view: .full,
                    call.context
                )
            )
        },
        "delete_organization_connection": { call in
            try await call.administration.removeOrganizationConnection(
                call.path("id"),
                call.path("connection_id"),
                call.context
            )
            return .empty
        },
    ]

    private static let enabledConnections: [String: OperationHandler] = [
        "get_enabled_connections": { call in
            let page = try await call.administration.organizationConnections(
                call.path("id"),
                isEnabled: true,
                view: .legacy,
                call.effectivePage,
                call.context
            )
            return .list(page, key: "enabled_connections")
        },
        "post_enabled_connections": { call in
            .object(
                try await call.administration.addOrganizationConnection(
                    call.path("id"),
                    call.body,
                    view: .legacy,
                    call.context
                )
            )
        },
        "get_enabled_connections_by_connectionId": { call in
            .object(
                try await call.administration.organizationConnection(
                    call.path("id"),
                    call.path("connectionId"),
                    view: .legacy,
                    call.context
                )
            )
        },
        "patch_enabled_connections_by_connectionId": { call in
            .object(
                try await call.administration.updateOrganizationConnection(
                    call.path("id"),
                    call.path("connectionId"),
                    call.body,
                    view: .legacy,
                    call.context
                )
            )
        },
        "delete_enabled_connections_by_connectionId": { call in
            try await call.administration.removeOrganizationConnection(
                call.path("id"),
                call.path("connectionId"),
                call.context
            )
            return .empty
        },
    ]

    private static let discoveryDomains: [String: OperationHandler] = [
        "get_discovery-domains": { call in
            let page = try await call.administration.discoveryDomains(
                call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "domains")
        },
        "post_discovery-domains": { call in
            .object(try await call.administration.createDiscoveryDomain(call.path("id"), call.body, call.context))
        },
        "get_name_by_discovery_domain": { call in
            .object(
                try await call.administration.discoveryDomain(
                    call.path("id"),
                    name: call.path("discovery_domain"),
                    call.context
                )
            )
        },
        "get_discovery-domains_by_discovery_domain_id": { call in
            .object(
                try await call.administration.discoveryDomain(
                    call.path("id"),
                    call.path("discovery_domain_id"),
                    call.context
                )
            )
        },
        "patch_discovery-domains_by_discovery_domain_id": { call in
            .object(
                try await call.administration.updateDiscoveryDomain(
                    call.path("id"),
                    call.path("discovery_domain_id"),
                    call.body,
                    call.context
                )
            )
        },
        "delete_discovery-domains_by_discovery_domain_id": { call in
            try await call.administration.deleteDiscoveryDomain(
                call.path("id"),
                call.path("discovery_domain_id"),
                call.context
            )
            return .empty
        },
    ]
}
