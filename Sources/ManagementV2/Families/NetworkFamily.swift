import Management
import Wire

/// Who may reach the tenant from where, and how often.
enum NetworkFamily {
    /// The operations.
    static let family = OperationFamily(name: "networks", handlers: networks)

    private static let networks: [String: OperationHandler] = [
        "get_network-acls": KeptHandlers.list(NetworkACL.self, key: "network_acls"),
        "post_network-acls": KeptHandlers.create(NetworkACL.self),
        "get_network-acls_by_id": KeptHandlers.read(NetworkACL.self),
        "patch_network-acls_by_id": KeptHandlers.update(NetworkACL.self),
        "put_network-acls_by_id": KeptHandlers.replace(NetworkACL.self),
        "delete_network-acls_by_id": { call in
            try await call.administration.deleteDocument(NetworkACL.self, call.path("id"), call.context)
            return .object(["code": 204, "object": ""])
        },
        "get_rate-limit-policies": { call in
            let names = ["resource", "consumer", "consumer_selector"]
            let wanted = call.query.filtered(Set(names), keeping: true)
            let page = try await call.administration.documents(
                RateLimitPolicy.self,
                where: { policy in wanted.allSatisfy { policy[$0.name] == $0.value } },
                call.effectivePage,
                call.context
            )
            return .list(page, key: "rate_limit_policies")
        },
        "post_rate-limit-policies": KeptHandlers.create(RateLimitPolicy.self),
        "get_rate-limit-policies_by_id": KeptHandlers.read(RateLimitPolicy.self),
        "patch_rate-limit-policies_by_id": KeptHandlers.update(RateLimitPolicy.self),
        "delete_rate-limit-policies_by_id": KeptHandlers.delete(RateLimitPolicy.self),
    ]
}
