import Testing
import Wire

@testable import Moving

@Suite("A file without its secrets")
struct SecretTests {
    private static let configured: JSONValue = [
        "captcha": ["active_provider_id": "friendly_captcha", "friendly_captcha": ["site_key": "site"]]
    ]
    private static let fresh: JSONValue = [
        "captcha": ["active_provider_id": "auth_challenge", "friendly_captcha": ["site_key": ""]]
    ]

    @Test("leaves a captcha's provider out, and does not make it the active one")
    func captcha() {
        let wanted: JSONValue = [
            "captcha": [
                "active_provider_id": "friendly_captcha", "friendly_captcha": ["site_key": "site"],
                "hcaptcha": ["site_key": ""], "auth_challenge": ["fail_open": true],
            ],
            "bruteForceProtection": ["enabled": true],
        ]
        let (part, lacking) = ProtectionParts.attackProtection.usable(wanted, Self.fresh)
        #expect(part["captcha"] == ["auth_challenge": ["fail_open": true]])
        #expect(part["bruteForceProtection"] == ["enabled": true])
        #expect(lacking.map(\.member) == ["captcha"])
        let reason = lacking.first?.reason ?? ""
        #expect(reason.hasPrefix("friendly_captcha: ") && reason.contains("'secret'") && reason.contains("##NAME##"))
    }

    @Test("says nothing new of a provider that the tenant has already")
    func sameCaptcha() {
        let (part, lacking) = ProtectionParts.attackProtection.usable(Self.configured, Self.configured)
        #expect(part["captcha"] == ["active_provider_id": "friendly_captcha"])
        #expect(lacking.isEmpty)
    }

    @Test("is whole with them")
    func wholeCaptcha() {
        let wanted: JSONValue = [
            "captcha": [
                "active_provider_id": "recaptcha_enterprise",
                "recaptcha_enterprise": ["site_key": "site", "project_id": "p", "api_key": "k"],
            ]
        ]
        let (part, lacking) = ProtectionParts.attackProtection.usable(wanted, Self.fresh)
        #expect(part == wanted)
        #expect(lacking.isEmpty)
    }

    @Test("makes a module with those secrets that have values, and leaves those of one alone that is there")
    func modules() {
        let wanted: JSONObject = [
            "name": "helper", "secrets": [["name": "A", "value": "a"], ["name": "B", "value": "_VALUE_NOT_SHOWN_"]],
        ]
        let made = ScriptParts.usable(wanted, of: "actionModules", present: nil, TenantState())
        #expect(made.wanted["secrets"] == [["name": "A", "value": "a"]])
        #expect(made.leftOut.count == 1 && made.leftOut.first?.hasPrefix("secrets: B: ") ?? false)
        let present: JSONObject = ["name": "helper", "secrets": [["name": "A"], ["name": "B"]]]
        let kept = ScriptParts.usable(wanted, of: "actionModules", present: present, TenantState())
        #expect(!kept.wanted.contains("secrets") && kept.leftOut.isEmpty)
        let silent = ScriptParts.usable(["name": "helper"], of: "actionModules", present: present, TenantState())
        #expect(silent.wanted == ["name": "helper"])
    }

    @Test(
        "cannot make what sends logs to somebody who asks for a secret",
        arguments: [
            (["type": "datadog", "sink": ["datadogRegion": "eu"]], false),
            (["type": "datadog", "sink": ["datadogRegion": "eu", "datadogApiKey": "k"]], true),
            (["type": "http", "sink": ["httpEndpoint": "https://a.test"]], true),
        ] as [(JSONObject, Bool)]
    )
    func sinks(stream: JSONObject, isWhole: Bool) {
        let streams = Collection.all.first { $0.key == "logStreams" }
        #expect(streams.map { $0.lacking(stream) == nil } == isWhole)
    }
}

@Suite("The modules of actions")
struct ActionModuleUseTests {
    private static let state: TenantState = {
        var state = TenantState()
        guard let modules = Collection.all.first(where: { $0.key == "actionModules" }) else { return state }
        let version: JSONValue = ["id": "v7", "version_number": 7]
        state.add(
            ["id": "m1", "name": "helper", "latest_version": version, "latest_version_number": 7],
            to: modules
        )
        return state
    }()

    @Test("are called by name in files, whatever else the API tells")
    func filed() {
        let told: JSONObject = ["name": "A", "modules": [["module_id": "m1", "module_version_id": "v3"]]]
        #expect(ActionModuleUse.filed(told, Self.state)["modules"] == [["module_name": "helper"]])
        #expect(ActionModuleUse.filed(["name": "A"], Self.state) == ["name": "A"])
    }

    @Test("are those of the tenant, in their latest version")
    func sent() {
        let sent = ActionModuleUse.sent(["modules": [["module_name": "helper"]]], Self.state)
        #expect(
            sent["modules"] == [
                [
                    "module_name": "helper", "module_id": "m1", "module_version_id": "v7",
                    "module_version_number": 7,
                ]
            ]
        )
    }

    @Test("are told if there is none of that name")
    func unknown() {
        let wanted: JSONObject = ["name": "A", "modules": [["module_name": "gone"], ["module_name": "helper"]]]
        let (_, leftOut) = ScriptParts.usable(wanted, of: "actions", present: nil, Self.state)
        #expect(leftOut == ["modules: gone: the tenant has no such module"])
    }
}
