import Management

/// How the tenant defends its sign-in.
enum AttackProtectionFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "attack-protection",
        handlers: [
            "get_brute-force-protection": KeptHandlers.read(.bruteForceProtection),
            "patch_brute-force-protection": KeptHandlers.change(.bruteForceProtection),
            "get_suspicious-ip-throttling": KeptHandlers.read(.suspiciousAddressThrottling),
            "patch_suspicious-ip-throttling": KeptHandlers.change(.suspiciousAddressThrottling),
            "get_breached-password-detection": KeptHandlers.read(.breachedPasswordDetection),
            "patch_breached-password-detection": KeptHandlers.change(.breachedPasswordDetection),
            "get_bot-detection": KeptHandlers.read(.botDetection),
            "patch_bot-detection": KeptHandlers.change(.botDetection),
            "get_captcha": KeptHandlers.read(.captcha),
            "patch_captcha": KeptHandlers.change(.captcha),
            "get_phone-provider-protection": KeptHandlers.read(.phoneProviderProtection),
            "patch_phone-provider-protection": KeptHandlers.change(.phoneProviderProtection),
            "get_risk_assessments_settings": KeptHandlers.read(.riskAssessments),
            "patch_risk_assessments_settings": KeptHandlers.change(.riskAssessments),
            "get_new-device": KeptHandlers.read(.newDeviceAssessment),
            "patch_new-device": KeptHandlers.change(.newDeviceAssessment),
            "get_ips_by_id": { call in
                try await call.administration.checkBlock(ofAddress: call.path("id"), call.context)
                return .status(200, nil)
            },
            "delete_ips_by_id": { call in
                try await call.administration.liftBlock(ofAddress: call.path("id"), call.context)
                return .empty
            },
            "get_supplemental-signals": KeptHandlers.read(.supplementalSignals),
            "patch_supplemental-signals": KeptHandlers.change(.supplementalSignals),
        ]
    )
}
