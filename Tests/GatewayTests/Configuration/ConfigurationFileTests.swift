import Gateway
import Kernel
import Testing
import Tokens
import Wire

@Suite struct ConfigurationFileTests {
    /// A configuration of one client; `client`, `management` and `root` are put over it.
    static func document(
        client: JSONObject = [:],
        management: JSONObject = [:],
        root: JSONObject = [:]
    ) -> JSONValue {
        let base: JSONObject = [
            "auth0Url": "https://tenant.example/", "clientId": "A", "clientSecret": "a",
            "redirectUrl": "https://app.example/callback", "scopes": ["profile", "openid", "website", "profile"],
        ]
        let administrator: JSONObject = ["auth0Url": "https://tenant.example", "clientId": "M", "clientSecret": "m"]
        let whole: JSONObject = [
            "clients": ["portal": .object(base.merging(client))],
            "managementClient": .object(administrator.merging(management)),
        ]
        return .object(whole.merging(root))
    }

    static func read(_ document: JSONValue, _ environment: [String: String] = [:]) throws -> GatewayConfiguration {
        try ConfigurationFile.parse(document, environment: environment)
    }

    @Test func aClientIsReadWithItsDefaults() throws {
        let client = try #require(try Self.read(Self.document()).clients["portal"])
        #expect(client.auth0URL.text == "https://tenant.example")
        #expect(client.auth0URL.issuer == "https://tenant.example/")
        #expect(client.scopes == ["openid", "profile"])
        #expect(client.usesCookie)
        #expect(client.signingAlgorithms == [.rs256])
        #expect(client.connections == AllowedConnections())
        #expect(client.sameSite == nil)
        #expect(!client.requiresState)
        #expect(client.audience == nil)
    }

    @Test func valuesThatTemplatesLeaveEmptyCountAsMissing() throws {
        let document = Self.document(
            client: ["audience": "", "supportedConnections": [], "defaultConnection": "", "sameSite": ""],
            management: ["supportedConnectionsMap": .object([:]), "defaultManagementConnectionName": ""],
            root: ["defaultClient": "", "customClaimsNamespaces": [], "auth0TenantUrl": ""]
        )
        let configuration = try Self.read(document)
        #expect(configuration.clients["portal"]?.audience == nil)
        #expect(configuration.defaultClient == nil)
        #expect(configuration.management.connectionIDs == nil)
        #expect(configuration.tenantURL == nil)
        #expect(configuration.managementAudience == "https://tenant.example/api/v2/")
    }

    @Test func variablesArePutIntoTextsAndNames() throws {
        let document = Self.document(
            client: ["clientSecret": "{{ SECRET }}", "authorizeStateRequired": "{{STATE}}"],
            management: [
                "supportedConnectionsMap": ["{{CONNECTION}}": ["connectionId": "con_{{NUMBER}}"]],
                "defaultManagementConnectionName": "{{CONNECTION}}",
            ]
        )
        let variables = ["SECRET": "s\"3{{X}}", "STATE": "true", "CONNECTION": "users-dev", "NUMBER": "1"]
        let configuration = try Self.read(document, variables)
        #expect(configuration.clients["portal"]?.clientSecret.exposed == "s\"3{{X}}")
        #expect(configuration.clients["portal"]?.requiresState == true)
        #expect(configuration.management.connectionIDs == ["users-dev": "con_1"])
        #expect(configuration.management.connections.defaultName == "users-dev")
    }

    /// What is wrong, and the beginning of what the operator reads.
    static let mistakes: [(JSONValue, String)] = [
        ([], "the configuration must be an object"),
        (document(root: ["clientz": [:]]), "clientz is not a known key"),
        (document(root: ["clients": nil]), "clients is missing"),
        (document(root: ["clients": ["a": 1]]), "clients.a must be an object"),
        (document(root: ["defaultClient": "other"]), "defaultClient names 'other'"),
        (document(root: ["managementClient": nil]), "managementClient is missing"),
        (document(root: ["customClaimsNamespaces": [1]]), "customClaimsNamespaces[0] must be a string"),
        (document(client: ["audiance": "x"]), "clients.portal.audiance is not a known key"),
        (document(client: ["clientId": ""]), "clients.portal.clientId must not be empty"),
        (document(client: ["clientSecret": nil]), "clients.portal.clientSecret is missing"),
        (document(client: ["clientSecret": true]), "clients.portal.clientSecret must be a string"),
        (document(client: ["auth0Url": "tenant.example"]), "clients.portal.auth0Url must be an absolute URL"),
        (document(client: ["redirectUrl": "/callback"]), "clients.portal.redirectUrl must be an absolute URL"),
        (document(client: ["scopes": nil]), "clients.portal.scopes is missing"),
        (document(client: ["scopes": "profile"]), "clients.portal.scopes must be an array of strings"),
        (document(client: ["scopes": ["profile email"]]), "clients.portal.scopes must hold one scope an element"),
        (document(client: ["sameSite": "lax"]), "clients.portal.sameSite must be one of 'Lax', 'None', 'Strict'"),
        (
            document(client: ["authorizeStateRequired": 1]),
            "clients.portal.authorizeStateRequired must be true or false"
        ),
        (document(client: ["supportedSigningAlgs": ["none"]]), "clients.portal.supportedSigningAlgs names 'none'"),
        (document(client: ["defaultConnection": "a"]), "clients.portal.defaultConnection names 'a'"),
        (
            document(client: ["audience": "{{NOWHERE}}"]),
            "clients.portal.audience needs the environment variable 'NOWHERE'"
        ),
        (document(client: ["audience": "{{X"]), "clients.portal.audience has '{{' without '}}'"),
        (
            document(management: ["supportedConnections": ["a"], "supportedConnectionsMap": .object([:])]),
            "managementClient.supportedConnections cannot stand beside managementClient.supportedConnectionsMap"
        ),
        (
            document(management: ["defaultCreateUserConnection": "b", "supportedConnections": ["a"]]),
            "managementClient.defaultCreateUserConnection names 'b'"
        ),
        (
            document(management: ["supportedConnectionsMap": ["a": .object([:])]]),
            "managementClient.supportedConnectionsMap.a.connectionId is missing"
        ),
        (
            document(management: ["defaultManagementConnectionName": "a"]),
            "managementClient.defaultManagementConnectionName names 'a'"
        ),
    ]

    @Test(arguments: mistakes) func aMistakeIsNamedByItsKey(_ document: JSONValue, _ message: String) {
        let error = #expect(throws: ConfigurationError.self) { try Self.read(document) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "nothing")")
    }

    @Test func whatPublishedExamplesGetWrongIsAcceptedWithAWarning() throws {
        let document = Self.document(management: [
            "authorizeStateRequired": true, "supportedConnections": ["a", "b"], "defaultCreateUserConnection": "b",
        ])
        let configuration = try Self.read(document)
        #expect(configuration.warnings.count == 2)
        #expect(configuration.management.connections == AllowedConnections(supported: ["a", "b"], defaultName: "b"))
        #expect(configuration.management.connectionIDs == nil)
    }

    @Test func theDefaultClientIsMeantOnlyWhereNoneIsNamed() throws {
        let configuration = try Self.read(Self.document(root: ["defaultClient": "portal"]))
        #expect(configuration.client(named: nil)?.name == "portal")
        #expect(configuration.client(named: "")?.name == "portal")
        #expect(configuration.client(named: "portal")?.name == "portal")
        #expect(configuration.client(named: "Portal") == nil)
        #expect(try Self.read(Self.document()).client(named: nil) == nil)
    }
}
