import Applications
import Wire

/// How a tenant defends its sign-in, as administrators see it.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/attack-protection`, `/api/v2/risk-assessments`.
extension Setting {
    /// Many failures of one user.
    package static let bruteForceProtection = Setting(
        .attackProtection,
        AttackProtection.bruteForceID,
        defaults: [
            "enabled": true, "shields": ["block", "user_notification"], "mode": "count_per_identifier_and_ip",
            "allowlist": [], "max_attempts": 10,
        ]
    )

    /// Many failures from one address.
    package static let suspiciousAddressThrottling = Setting(
        .attackProtection,
        AttackProtection.suspiciousAddressID,
        defaults: [
            "enabled": true, "shields": ["admin_notification", "block"], "allowlist": [],
            "stage": [
                "pre-login": ["max_attempts": 100, "rate": 864_000],
                "pre-user-registration": ["max_attempts": 50, "rate": 1200],
                "pre-custom-token-exchange": ["max_attempts": 10, "rate": 600_000],
            ],
        ],
        mergedMembers: ["stage"]
    )

    /// Passwords that others have lost.
    package static let breachedPasswordDetection = Setting(
        .attackProtection,
        "breached-password-detection",
        defaults: [
            "enabled": false, "shields": [], "admin_notification_frequency": [], "method": "standard",
            "stage": ["pre-user-registration": ["shields": []], "pre-change-password": ["shields": []]],
        ],
        mergedMembers: ["stage"],
        shown: frequentIfNotified
    )

    /// Sign-ins that nobody types.
    package static let botDetection = Setting(
        .attackProtection,
        "bot-detection",
        defaults: [
            "challenge_password_policy": "never", "challenge_passwordless_policy": "never",
            "challenge_password_reset_policy": "never", "allowlist": [], "bot_detection_level": "medium",
            "monitoring_mode_enabled": false,
        ]
    )

    /// What people solve to show that they are people; its secrets are written and never read.
    package static let captcha = Setting(
        .attackProtection,
        "captcha",
        defaults: [
            "active_provider_id": "auth_challenge", "simple_captcha": [:], "auth_challenge": ["fail_open": false],
            "recaptcha_v2": ["site_key": ""], "recaptcha_enterprise": ["site_key": "", "project_id": ""],
            "hcaptcha": ["site_key": ""], "friendly_captcha": ["site_key": ""],
            "arkose": [
                "site_key": "", "client_subdomain": "client-api", "verify_subdomain": "verify-api",
                "fail_open": false,
            ],
        ]
    ) { settings in
        JSONObject(
            settings.map { name, value in
                (name, value.object.map { .object($0.filtered(["secret", "api_key"], keeping: false)) } ?? value)
            }
        )
    }

    /// How fast codes may be sent to phones.
    package static let phoneProviderProtection = Setting(
        .attackProtection,
        "phone-provider-protection",
        defaults: ["type": "none"]
    )

    /// Whether sign-ins are assessed.
    package static let riskAssessments = Setting(
        .attackProtection,
        "risk-assessments",
        defaults: ["enabled": false]
    )

    /// How many days a device is not new for.
    package static let newDeviceAssessment = Setting(
        .attackProtection,
        "risk-assessments/new-device",
        defaults: ["remember_for": 30]
    )

    /// Whether signals of networks in front of this server count.
    package static let supplementalSignals = Setting(
        .attackProtection,
        "supplemental-signals",
        defaults: ["akamai_enabled": false]
    )

    /// How often administrators are told means nothing where they are told nothing.
    @Sendable
    private static func frequentIfNotified(_ settings: JSONObject) -> JSONObject {
        let stages = settings["stage"]?.object ?? [:]
        let shields = (settings["shields"]?.strings ?? []) + stages.flatMap { $0.value["shields"]?.strings ?? [] }
        guard !shields.contains("admin_notification") else { return settings }
        var shown = settings
        shown["admin_notification_frequency"] = []
        return shown
    }
}
