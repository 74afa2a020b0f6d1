import Kernel
import Management
import Wire

/// Profiles: what customers may set up alone, and what becomes of accounts and tokens of others.
enum ProfileFamily {
    /// The operations.
    static let family = OperationFamily(name: "profiles", handlers: profiles.merging(selfService) { $1 })

    private static let profiles: [String: OperationHandler] = [
        "get_user-attribute-profiles": KeptHandlers.list(UserAttributeProfile.self, key: "user_attribute_profiles"),
        "post_user-attribute-profiles": KeptHandlers.create(UserAttributeProfile.self),
        "get_user-attribute-profiles_by_id": KeptHandlers.read(UserAttributeProfile.self),
        "patch_user-attribute-profiles_by_id": KeptHandlers.update(UserAttributeProfile.self),
        "delete_user-attribute-profiles_by_id": KeptHandlers.delete(UserAttributeProfile.self),
        "get_user_attribute_profile_templates": { _ in
            .object(["user_attribute_profile_templates": [.object(UserAttributeTemplate.generic)]])
        },
        "get_user_attribute_profile_template": { call in
            guard call.path("id") == UserAttributeTemplate.genericID else {
                throw APIProblem(404, "User attribute profile template not found.")
            }
            return .object(UserAttributeTemplate.generic)
        },
        "get_connection-profiles": KeptHandlers.list(ConnectionProfile.self, key: "connection_profiles"),
        "post_connection-profiles": KeptHandlers.create(ConnectionProfile.self),
        "get_connection-profiles_by_id": KeptHandlers.read(ConnectionProfile.self),
        "patch_connection-profiles_by_id": KeptHandlers.update(ConnectionProfile.self),
        "delete_connection-profiles_by_id": KeptHandlers.delete(ConnectionProfile.self),
        "get_token-exchange-profiles": KeptHandlers.list(TokenExchangeProfile.self, key: "token_exchange_profiles"),
        "post_token-exchange-profiles": KeptHandlers.create(TokenExchangeProfile.self),
        "get_token-exchange-profiles_by_id": KeptHandlers.read(TokenExchangeProfile.self),
        "patch_token-exchange-profiles_by_id": KeptHandlers.update(TokenExchangeProfile.self),
        "delete_token-exchange-profiles_by_id": KeptHandlers.delete(TokenExchangeProfile.self),
    ]

    private static let selfService: [String: OperationHandler] = [
        "get_self-service-profiles": KeptHandlers.list(SelfServiceProfile.self, key: "self_service_profiles"),
        "post_self-service-profiles": KeptHandlers.create(SelfServiceProfile.self),
        "get_self-service-profiles_by_id": KeptHandlers.read(SelfServiceProfile.self),
        "patch_self-service-profiles_by_id": KeptHandlers.update(SelfServiceProfile.self),
        "delete_self-service-profiles_by_id": KeptHandlers.delete(SelfServiceProfile.self),
        "get_self_service_profile_custom_text": { call in
            .object(
                try await call.administration.selfServiceText(
                    call.path("id"),
                    language: call.path("language"),
                    page: call.path("page"),
                    call.context
                )
            )
        },
        "put_self_service_profile_custom_text": { call in
            .object(
                try await call.administration.setSelfServiceText(
                    call.path("id"),
                    language: call.path("language"),
                    page: call.path("page"),
                    call.body,
                    call.context
                )
            )
        },
    ]
}
