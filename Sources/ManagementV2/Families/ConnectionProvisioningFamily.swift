import Management
import Wire

/// How users of others' directories come here, and the keys that connections prove themselves with.
enum ConnectionProvisioningFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "connection-provisioning",
        handlers: keys.merging(scim) { $1 }.merging(directories) { $1 }
    )

    private static let keys: [String: OperationHandler] = [
        "get_keys": { call in
            .objects(try await call.administration.connectionKeys(call.path("id"), call.context))
        },
        "post_keys": { call in
            .objects(try await call.administration.createConnectionKeys(call.path("id"), call.body, call.context))
        },
        "post_rotate": { call in
            .object(try await call.administration.rotateConnectionKeys(call.path("id"), call.body, call.context))
        },
    ]

    private static let scim: [String: OperationHandler] = [
        "get_connections-scim-configurations": { call in
            let page = try await call.administration.scimConfigurations(call.effectivePage, call.context)
            return .list(page, key: "scim_configurations")
        },
        "get_scim-configuration": { call in
            .object(try await call.administration.scimConfiguration(call.path("id"), call.context))
        },
        "post_scim-configuration": { call in
            .object(try await call.administration.createSCIMConfiguration(call.path("id"), call.body, call.context))
        },
        "patch_scim-configuration": { call in
            .object(try await call.administration.updateSCIMConfiguration(call.path("id"), call.body, call.context))
        },
        "delete_scim-configuration": { call in
            try await call.administration.deleteSCIMConfiguration(call.path("id"), call.context)
            return .empty
        },
        "get_default-mapping": { call in
            .object(try await call.administration.defaultSCIMMapping(call.path("id"), call.context))
        },
        "get_scim_tokens": { call in
            .objects(try await call.administration.scimTokens(call.path("id"), call.context))
        },
        "post_scim_token": { call in
            .object(try await call.administration.createSCIMToken(call.path("id"), call.body, call.context))
        },
        "delete_tokens_by_tokenId": { call in
            try await call.administration.deleteSCIMToken(call.path("id"), call.path("tokenId"), call.context)
            return .empty
        },
    ]

    private static let directories: [String: OperationHandler] = [
        "get_connections-directory-provisionings": { call in
            let page = try await call.administration.directoryProvisionings(call.effectivePage, call.context)
            return .list(page, key: "directory_provisionings")
        },
        "get_directory-provisioning": { call in
            .object(try await call.administration.directoryProvisioning(call.path("id"), call.context))
        },
        "post_directory-provisioning": { call in
            .object(
                try await call.administration.createDirectoryProvisioning(call.path("id"), call.body, call.context)
            )
        },
        "patch_directory-provisioning": { call in
            .object(
                try await call.administration.updateDirectoryProvisioning(call.path("id"), call.body, call.context)
            )
        },
        "delete_directory-provisioning": { call in
            try await call.administration.deleteDirectoryProvisioning(call.path("id"), call.context)
            return .empty
        },
        "get_directory_provisioning_default_mapping": { call in
            .object(try await call.administration.defaultDirectoryMapping(call.path("id"), call.context))
        },
        "get_synchronized-groups": { call in
            let page = try await call.administration.synchronizedGroups(
                call.path("id"),
                call.effectivePage,
                call.context
            )
            return .list(page, key: "groups")
        },
        "put_synchronized-groups": groups(.replace),
        "post_synchronized-groups": groups(.add),
        "delete_synchronized-groups": groups(.remove),
    ]

    private static func groups(_ change: Administration.GroupChange) -> OperationHandler {
        { call in
            try await call.administration.changeSynchronizedGroups(call.path("id"), call.body, change, call.context)
            return .empty
        }
    }
}
