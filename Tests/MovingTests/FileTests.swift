import Testing
import Wire

@testable import Moving

@Suite("The files of a tenant")
struct FileTests {
    @Test(
        "keywords become JSON between two @ and bare words between two #",
        arguments: [
            (#"{"a": "@@LIST@@"}"#, #"{"a": ["x","y"]}"#),
            ("a: @@LIST@@", #"a: ["x","y"]"#),
            ("a: @@WORD@@", #"a: "dev""#),
            ("a: ##WORD## tenant", "a: dev tenant"),
            ("a: @@NUMBER@@", "a: 120"),
            ("a: ##OTHER##", "a: ##OTHER##"),
        ]
    )
    func keywords(text: String, expected: String) {
        let keywords = Keywords(["LIST": ["x", "y"], "WORD": "dev", "NUMBER": 120])
        #expect(keywords.apply(to: text) == expected)
    }

    @Test(
        "what YAML is written is read as it was",
        arguments: [
            ["a": "plain", "b": "with: colon", "c": "", "d": "true", "e": "12", "f": "line\nline", "g": "#no comment"],
            ["list": [["a": 1, "b": [1, 2]], ["a": []], "text", nil], "empty": [:], "number": 1.5, "yes": true],
            ["nested": ["deep": ["deeper": [["x": ["y": "z"]], [["inner"]]]]], "on": "off", "a b": "c"],
        ] as [JSONObject]
    )
    func yaml(object: JSONObject) throws {
        let text = YAMLText.write(object)
        #expect(try YAMLText.parse(text, file: "tenant.yaml") == .object(object), "\(text)")
    }

    @Test("what is written in a format is read from it", arguments: AssetWriter.Format.allCases)
    func formats(format: AssetWriter.Format) throws {
        let folder = try TemporaryFolder()
        let assets = Assets(Self.parts)
        try AssetWriter(path: folder.path, format: format).write(assets)
        let read = try AssetReader(path: folder.path, keywords: Keywords([:])).read()
        for (key, value) in Self.parts {
            #expect(read.parts[key]?.saysTheSame(as: value) ?? false, "\(key): \(read.parts[key] ?? .null)")
        }
        #expect(read.unknown.isEmpty)
    }

    @Test("texts stand where the deploy CLI has them")
    func places() throws {
        let yaml = try TemporaryFolder()
        let directory = try TemporaryFolder()
        try AssetWriter(path: yaml.path, format: .yaml).write(Assets(Self.parts))
        try AssetWriter(path: directory.path, format: .directory).write(Assets(Self.parts))
        for name in [
            "tenant.yaml", "rules/Enrich.js", "actions/Greet/code.js", "databases/Users/login.js",
            "emailTemplates/verify_email.html", "pages/login.html", "branding_templates/universal_login.html",
            "forms/Ask.json", "action-modules/Shared/code.js",
        ] { #expect(yaml.has(name), "\(name)") }
        for name in [
            "tenant.json", "rules/Enrich.json", "rules/Enrich.js", "actions/Greet.json", "actions/Greet/code.js",
            "database-connections/Users/database.json", "database-connections/Users/login.js",
            "emails/verify_email.json", "emails/verify_email.html", "pages/login.html", "pages/login.json",
            "branding/templates/universal_login.html", "forms/Ask.json", "clients/My App.json",
            "attack-protection/brute-force-protection.json", "action-modules/Shared.json",
            "action-modules/Shared/code.js", "risk-assessment/settings.json",
            "rate-limit-policies/third_party_clients.json", "prompts/partials/login/login/form-content-start.liquid",
        ] { #expect(directory.has(name), "\(name)") }
    }

    @Test("what cannot be read is named by its file and key")
    func places_of_errors() throws {
        let folder = try TemporaryFolder()
        try folder.write("clients:\n  - name: A\n  - 12\n", "tenant.yaml")
        #expect(throws: MovingError("tenant.yaml: clients[1]", "names and values are expected here")) {
            try AssetReader(path: folder.path, keywords: Keywords([:])).read()
        }
        try folder.write("rules:\n  - name: A\n    script: ./rules/gone.js\n", "tenant.yaml")
        let gone = MovingError("tenant.yaml: rules[0].script", "names the file ./rules/gone.js, which is not there")
        #expect(throws: gone) { try AssetReader(path: folder.path, keywords: Keywords([:])).read() }
    }

    @Test("a file outside of the folder is not read")
    func outside() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret", "outside.js")
        try folder.write("rules:\n  - name: A\n    script: ./../outside.js\n", "inner/tenant.yaml")
        #expect(throws: MovingError.self) {
            try AssetReader(path: folder.path + "/inner", keywords: Keywords([:])).read()
        }
    }

    @Test("what nobody knows is told, and so is what no tenant here has")
    func unknown() throws {
        let folder = try TemporaryFolder()
        try folder.write("wishes: []\nagents:\n  - name: A\nroles: []\n", "tenant.yaml")
        let assets = try AssetReader(path: folder.path, keywords: Keywords([:])).read()
        #expect(assets.unknown == ["tenant.yaml: wishes"])
        #expect(assets.without == ["tenant.yaml: agents"])
        let files = try TemporaryFolder()
        try files.write("{}", "agents/A.json")
        try files.write("{}", "wishes/B.json")
        let others = try AssetReader(path: files.path, keywords: Keywords([:])).read()
        #expect(others.unknown == ["wishes"])
        #expect(others.without == ["agents"])
    }

    @Test(
        "parts that older files call otherwise are what newer files call them",
        arguments: [
            ("riskAssessments:\n  enabled: true\n", ["settings": ["enabled": true]]),
            (
                "riskAssessments:\n  enabled: true\n  newDevice:\n    remember_for: 7\n",
                ["settings": ["enabled": true], "new_device": ["remember_for": 7]]
            ),
            ("riskAssessmentsNewDevice:\n  remember_for: 7\n", ["new_device": ["remember_for": 7]]),
            (
                "riskAssessments:\n  enabled: true\nriskAssessment:\n  settings:\n    enabled: false\n",
                ["settings": ["enabled": false]]
            ),
        ] as [(String, JSONValue)]
    )
    func former(yaml: String, part: JSONValue) throws {
        let folder = try TemporaryFolder()
        try folder.write(yaml, "tenant.yaml")
        let assets = try AssetReader(path: folder.path, keywords: Keywords([:])).read()
        #expect(assets.parts == ["riskAssessment": part])
        #expect(assets.unknown.isEmpty)
    }

    @Test("older folders are read as newer ones")
    func formerFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"enabled": true}"#, "risk-assessments/settings.json")
        try folder.write(#"{"remember_for": 7}"#, "risk-assessments/new-device.json")
        let assets = try AssetReader(path: folder.path, keywords: Keywords([:])).read()
        #expect(assets.parts["riskAssessment"] == ["settings": ["enabled": true], "new_device": ["remember_for": 7]])
        #expect(assets.place("riskAssessment") == "risk-assessments/settings.json")
    }

    private static let parts: JSONObject = [
        "tenant": ["friendly_name": "Acme"],
        "clients": [["name": "My App", "callbacks": ["https://a.test/cb"]]],
        "databases": [["name": "Users", "options": ["customScripts": ["login": "function login() {}"]]]],
        "rules": [["name": "Enrich", "script": "function (user) {}", "enabled": true]],
        "actions": [["name": "Greet", "code": "exports.x = 1", "deployed": true]],
        "actionModules": [["name": "Shared", "code": "exports.y = 2", "dependencies": []]],
        "riskAssessment": ["settings": ["enabled": true]],
        "rateLimitPolicies": [["consumer_selector": "third_party_clients", "configuration": ["action": "allow"]]],
        "emailTemplates": [["template": "verify_email", "body": "<p>Hello</p>", "subject": "Hi"]],
        "pages": [["name": "login", "html": "<html></html>", "enabled": true]],
        "branding": ["logo_url": "https://a.test/l", "templates": [["template": "universal_login", "body": "<x>"]]],
        "prompts": [
            "identifier_first": true, "customText": ["en": ["login": ["login": ["title": "Hey"]]]],
            "partials": ["login": ["login": ["form-content-start": "<b>hi</b>"]]],
            "screenRenderers": [["prompt": "login", "screen": "login", "rendering_mode": "advanced"]],
        ],
        "forms": [["name": "Ask", "nodes": [["id": "a"]]]],
        "attackProtection": ["bruteForceProtection": ["enabled": true]],
        "guardianFactors": [["name": "otp", "enabled": true]],
        "customDomains": [["domain": "a.test", "type": "auth0_managed_certs"]],
    ]
}
