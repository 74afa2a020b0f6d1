import Wire

/// How a tenant defends its sign-in.
enum ProtectionParts {
    static let attackProtection = TenantPart(
        key: "attackProtection",
        read: { api in
            var part = JSONObject()
            for (member, path) in protections {
                part[member] = TenantPart.settings(try await api.read("/attack-protection/" + path))
            }
            return .object(part)
        },
        write: { wanted, present, api in
            for (member, path) in protections {
                let changes = (wanted[member]?.object ?? [:]).differences(from: present?[member]?.object ?? [:])
                guard !changes.isEmpty else { continue }
                try await api.write("PATCH", "/attack-protection/" + path, .object(changes))
            }
        },
        usable: { wanted, present in
            guard var part = wanted.object, let captcha = part["captcha"]?.object else { return (wanted, []) }
            let (usable, reasons) = Captcha.usable(captcha, present: present?["captcha"]?.object ?? [:])
            part["captcha"] = .object(usable)
            return (.object(part), reasons.map { (member: "captcha", reason: $0) })
        }
    )

    private static let protections = [
        ("botDetection", "bot-detection"), ("breachedPasswordDetection", "breached-password-detection"),
        ("bruteForceProtection", "brute-force-protection"), ("captcha", "captcha"),
        ("suspiciousIpThrottling", "suspicious-ip-throttling"),
    ]

    /// Whether sign-ins are assessed, and for how long a device is known.
    static let riskAssessment = TenantPart(
        key: "riskAssessment",
        read: { api in
            var part = JSONObject()
            for (member, path) in assessments { part[member] = TenantPart.settings(try await api.read(path)) }
            return part.isEmpty ? Optional<JSONValue>.none : .object(part)
        },
        write: { wanted, present, api in
            for (member, path) in assessments {
                guard let settings = wanted[member]?.object else { continue }
                // No days is what tenants export that cannot tell devices apart.
                guard settings["remember_for"]?.integer != 0 else { continue }
                guard !settings.differences(from: present?[member]?.object ?? [:]).isEmpty else { continue }
                try await api.write("PATCH", path, .object(settings))
            }
        }
    )

    private static let assessments = [
        ("settings", "/risk-assessments/settings"), ("new_device", "/risk-assessments/settings/new-device"),
    ]
}

/// What people solve to show that they are people: a provider is kept only with its secret.
private enum Captcha {
    private static let active = "active_provider_id"
    private static let secrets = [
        "arkose": "secret", "friendly_captcha": "secret", "hcaptcha": "secret", "recaptcha_enterprise": "api_key",
        "recaptcha_v2": "secret",
    ]

    /// The settings without the providers that a file has no secret of, and the reasons.
    ///
    /// A provider without a key for pages is one that nobody has set up.
    static func usable(_ wanted: JSONObject, present: JSONObject) -> (settings: JSONObject, reasons: [String]) {
        var usable = wanted
        var reasons: [String] = []
        for (provider, secret) in secrets.sorted(by: { $0.key < $1.key }) {
            guard let settings = wanted[provider]?.object, settings[secret] == nil else { continue }
            let isKnown = settings.differences(from: present[provider]?.object ?? [:]).isEmpty
            usable[provider] = nil
            guard !isKnown, !(settings["site_key"]?.string ?? "").isEmpty else { continue }
            let isActive = wanted[active]?.string == provider
            if isActive { usable[active] = nil }
            let consequence = isActive ? ", and so it is not made the active provider" : ""
            reasons.append("\(provider): \(LackingSecret.reason(secret))\(consequence)")
        }
        return (usable, reasons)
    }
}
