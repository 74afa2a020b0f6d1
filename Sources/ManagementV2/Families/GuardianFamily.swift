import Management
import Wire

/// Second factors.
///
/// The paths of `sms` are former names of those of `phone`.
enum GuardianFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "guardian",
        handlers: factors.merging(phone) { $1 }.merging(push) { $1 }.merging(others) { $1 }
    )

    private static let factors: [String: OperationHandler] = [
        "get_factors": { call in .objects(try await call.administration.factors(call.context)) },
        "put_factors_by_name": { call in
            .object(try await call.administration.setFactor(call.path("name"), call.body, call.context))
        },
        "get_policies": { call in
            .value(try await call.administration.setting(.factorPolicies, call.context)["policies"] ?? [])
        },
        "put_policies": { call in
            let policies = JSONValue.array(call.bodyItems ?? [])
            try await call.administration.replaceSetting(.factorPolicies, ["policies": policies], call.context)
            return .value(policies)
        },
        "get_enrollments_by_id": { call in
            .object(try await call.administration.enrollment(call.path("id"), call.context))
        },
        "delete_enrollments_by_id": { call in
            try await call.administration.deleteEnrollment(call.path("id"), call.context)
            return .empty
        },
    ]

    private static let phone: [String: OperationHandler] = [
        "get_message-types": KeptHandlers.read(.phoneMessageTypes),
        "put_message-types": KeptHandlers.replace(.phoneMessageTypes),
        "get_phone_twilio_factor_provider": KeptHandlers.read(.twilio),
        "put_twilio": KeptHandlers.replace(.twilio),
        "get_sms_twilio_factor_provider": KeptHandlers.read(.twilio),
        "put_sms_twilio_factor_provider": KeptHandlers.replace(.twilio),
        "get_guardian_phone_providers": KeptHandlers.read(.phoneFactorProvider),
        "put_phone_providers": KeptHandlers.replace(.phoneFactorProvider),
        "get_sms_providers": KeptHandlers.read(.phoneFactorProvider),
        "put_sms_providers": KeptHandlers.replace(.phoneFactorProvider),
        "get_factor_phone_templates": KeptHandlers.read(.phoneFactorTemplates),
        "put_factor_phone_templates": KeptHandlers.replace(.phoneFactorTemplates),
        "get_factor_sms_templates": KeptHandlers.read(.phoneFactorTemplates),
        "put_factor_sms_templates": KeptHandlers.replace(.phoneFactorTemplates),
    ]

    private static let push: [String: OperationHandler] = [
        "get_pn_providers": KeptHandlers.read(.pushProvider),
        "put_pn_providers": KeptHandlers.replace(.pushProvider),
        "get_apns": KeptHandlers.read(.applePush),
        "patch_apns": KeptHandlers.patch(.applePush, without: ["p12"]),
        "put_apns": KeptHandlers.replace(.applePush, without: ["p12"]),
        "patch_fcm": KeptHandlers.patch(.googlePush, without: ["server_key"]),
        "put_fcm": KeptHandlers.replace(.googlePush, without: ["server_key"]),
        "patch_fcmv1": KeptHandlers.patch(.googlePushV1, without: ["server_credentials"]),
        "put_fcmv1": KeptHandlers.replace(.googlePushV1, without: ["server_credentials"]),
        "get_sns": KeptHandlers.read(.amazonPush),
        "patch_sns": KeptHandlers.patch(.amazonPush),
        "put_sns": KeptHandlers.replace(.amazonPush),
    ]

    private static let others: [String: OperationHandler] = [
        "get_factor_duo_settings": KeptHandlers.read(.duo),
        "patch_factor_duo_settings": KeptHandlers.change(.duo),
        "put_factor_duo_settings": KeptHandlers.replace(.duo),
        "get_factor_webauthn-roaming_settings": KeptHandlers.read(.roamingKeys),
        "put_factor_webauthn-roaming_settings": KeptHandlers.replace(.roamingKeys),
        "get_factor_webauthn-platform_settings": KeptHandlers.read(.platformKeys),
        "put_factor_webauthn-platform_settings": KeptHandlers.replace(.platformKeys),
    ]
}
