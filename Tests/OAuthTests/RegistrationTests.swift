import Applications
import Kernel
import OAuth
import Testing
import Wire

@Suite("Registration of clients by themselves")
struct RegistrationTests {
    private static let least: JSONObject = ["redirect_uris": ["https://app.example.com/cb"]]

    private static func metadata(_ changes: JSONObject = [:]) throws -> ClientMetadata {
        try ClientMetadata(least.merging(changes))
    }

    @Test("needs callbacks and nothing else")
    func least() throws {
        let metadata = try Self.metadata()
        let answer = metadata.answer(id: "tpc_1", secret: "shown once")
        #expect(
            answer == [
                "client_name": "app.example.com", "client_id": "tpc_1", "client_secret": "shown once",
                "redirect_uris": ["https://app.example.com/cb"], "client_secret_expires_at": 0,
                "grant_types": ["authorization_code"], "response_types": ["code"],
                "token_endpoint_auth_method": "client_secret_post", "application_type": "web",
            ]
        )
    }

    @Test("makes a third party's client that the strict rules hold for")
    func document() throws {
        let metadata = try Self.metadata([
            "grant_types": ["refresh_token", "implicit", "authorization_code", "password"]
        ])
        let body = metadata.document(id: "tpc_1", secret: "s", tenant: "acme")
        let client = Client(OAuthFixtures.document(.client, id: "tpc_1", body))
        #expect(!client.isFirstParty && client.isStrict && client.showsRefusals)
        #expect(client.grantTypes == ["authorization_code", "refresh_token"])
        #expect(client.authenticationMethod == .clientSecretPost)
        #expect(client.secret?.exposed == "s")
        #expect(client.appType == "regular_web")
        #expect(client.idTokenAlgorithm == "RS256")
        #expect(client.signIn.callbacks == ["https://app.example.com/cb"])
        #expect(body["tenant"] == "acme" && body["client_id"] == "tpc_1")
        #expect(body["refresh_token"]?["rotation_type"] == "rotating")
    }

    @Test("gives public clients no secret")
    func publicClient() throws {
        let metadata = try Self.metadata(["token_endpoint_auth_method": "none"])
        #expect(!metadata.hasSecret)
        #expect(metadata.document(id: "tpc_1", secret: "s", tenant: "acme")["client_secret"] == nil)
        let answer = metadata.answer(id: "tpc_1", secret: "s")
        #expect(answer["client_secret"] == nil && answer["token_endpoint_auth_method"] == "none")
    }

    @Test("answers what was registered")
    func answer() throws {
        let pages: JSONObject = [
            "logo_uri": "https://app.example.com/logo.png", "policy_uri": "https://app.example.com/policy",
            "tos_uri": "https://app.example.com/terms", "initiate_login_uri": "https://app.example.com/login",
        ]
        let metadata = try Self.metadata(
            pages.merging([
                "client_name": "Straße & Söhne", "post_logout_redirect_uris": ["https://app.example.com/bye"],
                "contacts": ["a@example.com"], "unknown": ["x": 1], "jwks_uri": "https://app.example.com/jwks",
            ])
        )
        let answer = metadata.answer(id: "tpc_1", secret: "s")
        for (name, value) in pages { #expect(answer[name] == value) }
        #expect(answer["client_name"] == "Straße & Söhne")
        #expect(answer["post_logout_redirect_uris"] == ["https://app.example.com/bye"])
        #expect(answer["contacts"] == nil && answer["unknown"] == nil)
        let client = Client(
            OAuthFixtures.document(.client, id: "x", metadata.document(id: "x", secret: "s", tenant: "t"))
        )
        #expect(client.signIn.allowedLogoutURLs == ["https://app.example.com/bye"])
        #expect(client.signIn.initiateLoginURI == "https://app.example.com/login")
    }

    @Test(
        "takes callbacks over TLS, of the machine itself and of applications",
        arguments: [
            "https://app.example.com/cb?a=b", "http://localhost:3000/cb", "http://127.0.0.1/cb", "http://[::1]:4/cb",
            "cursor://anysphere.cursor-deeplink/mcp", "com.example.app:/cb",
        ]
    )
    func callbacks(uri: String) throws {
        #expect(try Self.metadata(["redirect_uris": [.string(uri), .string(uri)]]).redirectURIs == [uri])
    }

    @Test(
        "refuses other callbacks",
        arguments: [
            .null, [], "https://app.example.com/cb", [1], [.null], ["http://app.example.com/cb"],
            ["https://app.example.com/cb#part"], ["https://*.example.com/cb"], ["https://app.example.com/*"],
            ["https://{organization_name}.example.com/cb"], ["javascript:alert(1)"], ["data:text/html,x"],
            ["mailto:a@example.com"], ["ftp://example.com/"], ["wss://example.com/"], ["/cb"], [""],
            ["https://a@app.example.com/cb"], ["https://app.example.com/cb", "http://app.example.com/cb"],
            ["https://app.example.com\\@evil.test/"], .array(.init(repeating: "https://app.example.com/", count: 51)),
        ] as [JSONValue]
    )
    func refusedCallbacks(uris: JSONValue) {
        let error = refusal { try Self.metadata(["redirect_uris": uris]) }
        #expect(error?.status == 400)
        #expect(error?.code == .invalidRedirectURI)
    }

    @Test(
        "refuses what the client cannot have",
        arguments: [
            ["token_endpoint_auth_method": "private_key_jwt"], ["token_endpoint_auth_method": 1],
            ["grant_types": ["implicit"]], ["grant_types": ["client_credentials"]],
            ["grant_types": "authorization_code"],
            ["grant_types": ["refresh_token"]], ["response_types": ["token"]], ["response_types": []],
            ["response_types": "code"], ["application_type": "desktop"], ["client_name": ""], ["client_name": 5],
            ["client_name": "<b>x</b>"], ["client_name": "a\nb"], ["client_name": "bank\u{202E}moc"],
            ["client_name": .string(String(repeating: "x", count: 141))], ["logo_uri": "http://app.example.com/logo"],
            ["logo_uri": "javascript:alert(1)"], ["policy_uri": "data:text/html,x"], ["tos_uri": 1],
            ["initiate_login_uri": "http://app.example.com/login"],
            ["post_logout_redirect_uris": ["http://app.example.com/bye"]], ["post_logout_redirect_uris": "x"],
        ] as [JSONObject]
    )
    func refusedMetadata(changes: JSONObject) {
        let error = refusal { try Self.metadata(changes) }
        #expect(error?.status == 400)
        #expect(error?.code == .invalidClientMetadata)
    }

    @Test(
        "knows what kind of application it is",
        arguments: [
            ([:], "regular_web"), (["application_type": "web"], "regular_web"),
            (["application_type": "native"], "native"),
            (["token_endpoint_auth_method": "none"], "spa"),
            (["token_endpoint_auth_method": "none", "application_type": "web"], "spa"),
            (["token_endpoint_auth_method": "none", "redirect_uris": ["http://127.0.0.1/cb"]], "native"),
            (["token_endpoint_auth_method": "none", "redirect_uris": ["com.example:/cb"]], "native"),
        ] as [(JSONObject, String)]
    )
    func appType(changes: JSONObject, expected: String) throws {
        #expect(try Self.metadata(changes).appType == expected)
    }
}
