import Applications
import Kernel
import Storage
package import Wire

/// Second factors, as administrators set them.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/guardian`.
extension Setting {
    /// Which factors are on.
    package static let factors = Setting(
        .guardian,
        "factors",
        defaults: JSONObject(factorNames.map { ($0, false) })
    )

    /// The names of the factors, in the order of lists.
    package static let factorNames = [
        "sms", "push-notification", "otp", "email", "duo", "webauthn-roaming", "webauthn-platform", "recovery-code",
    ]

    /// When a second factor is asked for.
    package static let factorPolicies = Setting(.guardian, "policies", defaults: ["policies": []])

    /// How codes reach phones.
    package static let phoneMessageTypes = Setting(.guardian, "phone-message-types", defaults: ["message_types": []])

    /// Who sends codes to phones.
    package static let phoneFactorProvider = Setting(
        .guardian,
        "phone-selected-provider",
        defaults: ["provider": "auth0"]
    )

    /// The account at Twilio.
    package static let twilio = Setting(
        .guardian,
        "twilio",
        defaults: ["auth_token": .null, "sid": .null, "from": .null, "messaging_service_sid": .null]
    )

    /// The words of codes to phones.
    package static let phoneFactorTemplates = Setting(
        .guardian,
        "phone-templates",
        defaults: [
            "enrollment_message":
                "{{code}} is your verification code for {{tenant.friendly_name}}. Please enter this code to verify your enrollment.",
            "verification_message": "{{code}} is your verification code for {{tenant.friendly_name}}",
        ]
    )

    /// Who asks the application on people's phones.
    package static let pushProvider = Setting(
        .guardian,
        "push-selected-provider",
        defaults: ["provider": "guardian"]
    )

    /// Apple's service, asked directly.
    package static let applePush = Setting(
        .guardian,
        "apns",
        defaults: ["bundle_id": .null, "sandbox": false]
    ) { settings in
        var shown = settings.filtered(["p12"], keeping: false)
        shown["enabled"] = .bool(settings["p12"]?.string != nil)
        return shown
    }

    /// Google's service, asked directly, in its former version.
    package static let googlePush = Setting(.guardian, "fcm").hiding(["server_key"])

    /// Google's service, asked directly.
    package static let googlePushV1 = Setting(.guardian, "fcmv1").hiding(["server_credentials"])

    /// Amazon's service in front of both.
    package static let amazonPush = Setting(.guardian, "sns").hiding(["aws_secret_access_key"])

    /// The account at Duo.
    package static let duo = Setting(.guardian, "duo")

    /// Keys that people carry with them.
    package static let roamingKeys = Setting(
        .guardian,
        "webauthn-roaming",
        defaults: ["userVerification": "preferred", "overrideRelyingParty": false]
    )

    /// Keys that are part of a device.
    package static let platformKeys = Setting(
        .guardian,
        "webauthn-platform",
        defaults: ["overrideRelyingParty": false]
    )
}

/// Factors one by one.
extension Administration {
    /// Answers the factors with whether each is on.
    package func factors(_ context: AdministrationContext) async throws -> [JSONObject] {
        let states = try await setting(.factors, context)
        return Setting.factorNames.map { name in
            ["name": .string(name), "enabled": states[name] ?? false, "trial_expired": false]
        }
    }

    /// Turns a factor on or off.
    package func setFactor(
        _ name: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let isOn = request["enabled"] ?? false
        _ = try await changeSetting(.factors, [name: isOn], context)
        return ["enabled": isOn]
    }

    /// Answers something that somebody enrolled as a second factor.
    ///
    /// - Throws: `APIProblem` 404.
    package func enrollment(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let method = try transaction.document(.authenticationMethod, id: id, in: context.tenant)
            guard let enrollment = method.flatMap({ AuthenticationMethod($0).enrollment }) else {
                throw Self.unknownEnrollment
            }
            return enrollment
        }
    }

    /// Takes something that was enrolled as a second factor from whoever has it.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteEnrollment(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard try transaction.deleteDocument(.authenticationMethod, id: id, in: context.tenant) else {
                throw Self.unknownEnrollment
            }
        }
    }

    private static let unknownEnrollment = APIProblem(404, "Enrollment not found", code: "enrollment_not_found")
}
