import Wire

/// How a tenant's pages look, and what they say.
enum PageParts {
    static let all = [branding, themes, pages, prompts]

    private static let templatePath = "/branding/templates/universal-login"

    private static let branding = TenantPart(
        key: "branding",
        read: { api in
            var branding = (try await api.read("/branding").object ?? [:]).inOrder()
            if let body = try await api.read(templatePath)["body"] {
                branding["templates"] = [["template": "universal_login", "body": body]]
            }
            return .object(branding)
        },
        write: { wanted, present, api in
            let settings = (wanted.object ?? [:]).filtered(["templates"], keeping: false)
            let changes = settings.differences(from: present?.object ?? [:])
            if !changes.isEmpty { try await api.write("PATCH", "/branding", .object(changes)) }
            guard let body = wanted["templates"]?.array?.first?["body"],
                body != present?["templates"]?.array?.first?["body"]
            else { return }
            try await api.write("PUT", templatePath, ["template": body])
        }
    )

    /// A tenant has one theme.
    private static let themes = TenantPart(
        key: "themes",
        read: { api in
            let theme = (try await api.read("/branding/themes/default").object ?? [:]).filtered(
                ["themeId"],
                keeping: false
            )
            return theme.isEmpty ? Optional<JSONValue>.none : [.object(theme.inOrder())]
        },
        write: { wanted, present, api in
            guard let theme = wanted.array?.first?.object?.filtered(["themeId"], keeping: false) else { return }
            guard let before = present?.array?.first?.object else {
                try await api.write("POST", "/branding/themes", .object(theme))
                return
            }
            guard !theme.differences(from: before).isEmpty else { return }
            let id = try await api.read("/branding/themes/default")["themeId"]?.string ?? ""
            try await api.write("PATCH", "/branding/themes/" + PathText.encoded(id), .object(before.merging(theme)))
        }
    )

    /// The members of the tenant's settings that hold pages, by the names of the pages.
    private static let pageSettings = [
        "password_reset": "change_password", "guardian_multifactor": "guardian_mfa_page", "error_page": "error_page",
    ]

    private static let pages = TenantPart.named("pages", by: "name") { api in
        var pages: [JSONObject] = []
        if let client = try await globalClient(api), let html = client["custom_login_page"] {
            pages.append(["name": "login", "html": html, "enabled": client["custom_login_page_on"] ?? false])
        }
        let settings = try await api.read("/tenants/settings").object ?? [:]
        for (name, member) in pageSettings.sorted(by: { $0.key < $1.key }) {
            guard let page = settings[member]?.object, !page.isEmpty else { continue }
            pages.append(page.merging(["name": .string(name)]))
        }
        return pages
    } write: { wanted, _, api in
        guard let name = wanted["name"]?.string else { return }
        if name == "login", let id = try await globalClient(api)?["client_id"]?.string {
            var patch = JSONObject()
            if let html = wanted["html"] { patch["custom_login_page"] = html }
            if let isOn = wanted["enabled"] { patch["custom_login_page_on"] = isOn }
            try await api.write("PATCH", "/clients/" + PathText.encoded(id), .object(patch))
        }
        guard let member = pageSettings[name] else { return }
        let page = wanted.filtered(["name"], keeping: false)
        try await api.write("PATCH", "/tenants/settings", .object(JSONObject([(member, .object(page))])))
    }

    private static func globalClient(_ api: any TenantAPI) async throws -> JSONObject? {
        try await api.read("/clients", query: "is_global=true").array?.first?.object
    }

    private static let prompts = TenantPart(
        key: "prompts",
        read: { api in
            var prompts = (try await api.read("/prompts").object ?? [:]).inOrder()
            let texts = try await PromptTexts.read(api)
            if !texts.isEmpty { prompts["customText"] = .object(texts) }
            let partials = try await PromptTexts.partials(api)
            if !partials.isEmpty { prompts["partials"] = .object(partials) }
            let renderings = try await api.all("/prompts/rendering", query: "", paging: .numbers)
            if !renderings.isEmpty {
                prompts["screenRenderers"] = .array(
                    renderings.map { .object($0.filtered(["tenant"], keeping: false).inOrder()) }
                )
            }
            return .object(prompts)
        },
        write: { wanted, present, api in
            let apart: Set<String> = ["customText", "partials", "screenRenderers"]
            let settings = (wanted.object ?? [:]).filtered(apart, keeping: false)
            let changes = settings.differences(from: present?.object ?? [:])
            if !changes.isEmpty { try await api.write("PATCH", "/prompts", .object(changes)) }
            try await PromptTexts.write(wanted, present, api)
        }
    )
}

/// Texts, insertions and renderings of the sign-in pages.
enum PromptTexts {
    private static let names = [
        "async-approval-flow", "brute-force-protection", "captcha", "common", "confirmation", "consent",
        "custom-form", "customized-consent", "device-flow", "email-identifier-challenge", "email-otp-challenge",
        "email-verification", "invitation", "login", "login-email-verification", "login-id", "login-password",
        "login-passwordless", "logout", "mfa", "mfa-email", "mfa-otp", "mfa-phone", "mfa-push", "mfa-recovery-code",
        "mfa-sms", "mfa-voice", "mfa-webauthn", "organizations", "passkeys", "phone-identifier-challenge",
        "phone-identifier-enrollment", "reset-password", "signup", "signup-id", "signup-password", "status",
    ]
    private static let withPartials = [
        "customized-consent", "login", "login-id", "login-password", "login-passwordless", "passkeys", "signup",
        "signup-id", "signup-password",
    ]

    /// The texts by language and prompt, in the languages of the tenant.
    static func read(_ api: any TenantAPI) async throws -> JSONObject {
        var texts = JSONObject()
        for language in try await api.read("/tenants/settings")["enabled_locales"]?.strings ?? ["en"] {
            var prompts = JSONObject()
            for name in names {
                let screens = try await api.read(path(name, language)).object ?? [:]
                if !screens.isEmpty { prompts[name] = .object(screens) }
            }
            if !prompts.isEmpty { texts[language] = .object(prompts) }
        }
        return texts
    }

    /// The insertions by prompt.
    static func partials(_ api: any TenantAPI) async throws -> JSONObject {
        var partials = JSONObject()
        for name in withPartials {
            let screens = try await api.read("/prompts/\(name)/partials").object ?? [:]
            if !screens.isEmpty { partials[name] = .object(screens) }
        }
        return partials
    }

    /// Writes what differs.
    static func write(_ wanted: JSONValue, _ present: JSONValue?, _ api: any TenantAPI) async throws {
        for (language, prompts) in wanted["customText"]?.object ?? [:] {
            let before = present?["customText"]?[language]?.object ?? [:]
            for (name, screens) in (prompts.object ?? [:]).differences(from: before) {
                try await api.write("PUT", path(PathText.encoded(name), PathText.encoded(language)), screens)
            }
        }
        let partials = (wanted["partials"]?.object ?? [:]).differences(from: present?["partials"]?.object ?? [:])
        for (name, screens) in partials {
            try await api.write("PUT", "/prompts/\(PathText.encoded(name))/partials", screens)
        }
        let before = present?["screenRenderers"]?.array ?? []
        for renderer in (wanted["screenRenderers"]?.array ?? []).compactMap(\.object)
        where !before.contains(where: { $0.saysTheSame(as: .object(renderer)) }) {
            let (prompt, screen) = (renderer["prompt"]?.string ?? "", renderer["screen"]?.string ?? "")
            let settings = renderer.filtered(["prompt", "screen", "tenant"], keeping: false)
            let path = "/prompts/\(PathText.encoded(prompt))/screen/\(PathText.encoded(screen))/rendering"
            try await api.write("PATCH", path, .object(settings))
        }
    }

    private static func path(_ name: String, _ language: String) -> String {
        "/prompts/\(name)/custom-text/\(language)"
    }
}
