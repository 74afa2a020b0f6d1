import Wire

/// Second factors.
enum FactorParts {
    static let all = [
        factors, providers, templates, policies,
        TenantPart.object("guardianPhoneFactorMessageTypes", "/guardian/factors/phone/message-types", method: "PUT"),
        TenantPart.object(
            "guardianPhoneFactorSelectedProvider",
            "/guardian/factors/phone/selected-provider",
            method: "PUT"
        ),
    ]

    private static let factors = TenantPart.named("guardianFactors", by: "name") { api in
        (try await api.read("/guardian/factors").array ?? []).compactMap(\.object).map {
            $0.filtered(["trial_expired"], keeping: false)
        }
    } write: { wanted, _, api in
        guard let name = wanted["name"]?.string, let isEnabled = wanted["enabled"] else { return }
        try await api.write("PUT", "/guardian/factors/" + PathText.encoded(name), ["enabled": isEnabled])
    }

    private static let providers = TenantPart.named("guardianFactorProviders", by: "name") { api in
        var read: [JSONObject] = []
        for (name, provider) in [("sms", "twilio"), ("push-notification", "sns")] {
            let told = try await api.read("/guardian/factors/\(name)/providers/\(provider)").object ?? [:]
            // Nobody has set one whose members are all empty.
            let given = told.filter { !$0.value.isNull && $0.value.string != "" }
            guard !given.isEmpty else { continue }
            let names: JSONObject = ["name": .string(name), "provider": .string(provider)]
            read.append(names.merging(JSONObject(given.map { ($0.name, $0.value) })))
        }
        return read
    } write: { wanted, present, api in
        guard let name = wanted["name"]?.string, let provider = wanted["provider"]?.string else { return }
        let settings = (present ?? [:]).merging(wanted).filtered(["name", "provider"], keeping: false)
        let path = "/guardian/factors/\(PathText.encoded(name))/providers/\(PathText.encoded(provider))"
        try await api.write("PUT", path, .object(settings))
    }

    private static let templates = TenantPart.named("guardianFactorTemplates", by: "name") { api in
        let told = try await api.read("/guardian/factors/sms/templates").object ?? [:]
        return told.isEmpty ? [] : [told.merging(["name": "sms"])]
    } write: { wanted, _, api in
        guard let name = wanted["name"]?.string else { return }
        let texts = wanted.filtered(["name"], keeping: false)
        try await api.write("PUT", "/guardian/factors/\(PathText.encoded(name))/templates", .object(texts))
    }

    private static let policies = TenantPart(
        key: "guardianPolicies",
        read: { api in ["policies": try await api.read("/guardian/policies")] },
        write: { wanted, present, api in
            guard let policies = wanted["policies"], policies != present?["policies"] else { return }
            try await api.write("PUT", "/guardian/policies", policies)
        }
    )
}
