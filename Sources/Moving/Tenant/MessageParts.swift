import Wire

/// Mails: who delivers them and what they say.
enum MessageParts {
    static let all = [emailProvider, emailTemplates]

    private static let templates = [
        "verify_email", "verify_email_by_code", "reset_email", "reset_email_by_code", "welcome_email",
        "blocked_account", "stolen_credentials", "enrollment_email", "mfa_oob_code", "change_password",
        "password_reset", "user_invitation", "async_approval",
    ]

    private static let emailProvider = TenantPart(
        key: "emailProvider",
        read: { api in TenantPart.settings(try await api.read("/emails/provider")) },
        write: { wanted, present, api in
            let wanted = wanted.object ?? [:]
            guard !wanted.isEmpty else { return }
            guard let present = present?.object else {
                try await api.write("POST", "/emails/provider", .object(wanted))
                return
            }
            let changes = wanted.differences(from: present)
            guard !changes.isEmpty else { return }
            try await api.write("PATCH", "/emails/provider", .object(changes))
        },
        lacking: { wanted, present in
            guard present == nil, !(wanted.object ?? [:]).isEmpty, wanted["credentials"] == nil else { return nil }
            return LackingSecret.reason("credentials")
        }
    )

    private static let emailTemplates = TenantPart.named("emailTemplates", by: "template") { api in
        var read: [JSONObject] = []
        for name in templates {
            if let template = try await api.read("/email-templates/" + name).object { read.append(template) }
        }
        return read
    } write: { wanted, present, api in
        guard let name = wanted["template"]?.string else { return }
        if let present {
            let changes = wanted.differences(from: present)
            try await api.write("PATCH", "/email-templates/" + PathText.encoded(name), .object(changes))
        } else {
            try await api.write("POST", "/email-templates", .object(wanted))
        }
    }
}
