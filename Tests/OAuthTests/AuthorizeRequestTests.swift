import OAuth
import Testing
import Wire

@Suite("Requests to /authorize")
struct AuthorizeRequestTests {
    private static func parse(_ query: String) throws -> AuthorizeRequest {
        try AuthorizeRequest(Form(parsing: Array(query.utf8)))
    }

    @Test(
        "are refused for what no rule could read",
        arguments: [
            ("client_id=a&client_id=b", "Duplicate parameter: client_id"),
            ("state=a&scope=openid&state=a", "Duplicate parameter: state"),
            ("redirect_uri=a&redirect_uri=", "Duplicate parameter: redirect_uri"),
            ("state=%00", "Invalid characters in request"),
            ("st%00ate=a", "Invalid characters in request"),
        ]
    )
    func refused(query: String, description: String) {
        #expect(refusal { try Self.parse(query) } == OAuthError(400, .invalidRequest, description))
    }

    @Test("have 100 parameters at the most")
    func limit() throws {
        let parameters = (0...100).map { "p\($0)=x" }
        _ = try Self.parse(parameters.dropLast().joined(separator: "&"))
        #expect(refusal { try Self.parse(parameters.joined(separator: "&")) }?.description == "Too many parameters")
    }

    @Test("hold each parameter as it came; an empty one counts as absent")
    func values() throws {
        let request = try Self.parse("client_id=app&state=%20a%2Bb%20&nonce=&scope=openid++profile+openid&ext-x=1&x=2")
        #expect(request.clientID == "app")
        #expect(request.state == " a+b ")
        #expect(request["nonce"] == nil)
        #expect(request.scope == ["openid", "profile"])
        #expect(request.extensions.map(\.name) == ["ext-x"])
        #expect(request.names == ["client_id", "state", "scope", "ext-x", "x"])
    }

    @Test("come back from storage as they went in")
    func stored() throws {
        let request = try Self.parse("client_id=app&claims=%7B%22a%22%3A1%7D&state=%F0%9F%98%80&ext-y=%22")
        #expect(AuthorizeRequest(stored: request.stored) == request)
        #expect(AuthorizeRequest(stored: ["client_id": 1]) == nil)
    }

    @Test(
        "name a set of response types, in any order",
        arguments: [
            ("code", [.code]), ("token", [.token]), ("id_token", [.idToken]), ("token id_token", [.token, .idToken]),
            ("id_token token", [.token, .idToken]), ("code id_token token", [.code, .token, .idToken]),
            ("", nil), ("none", nil), ("code code", nil), ("code banana", nil), ("Code", nil), ("code,token", nil),
        ] as [(String, Set<AuthorizeRequest.ResponseType>?)]
    )
    func responseTypes(text: String, expected: Set<AuthorizeRequest.ResponseType>?) throws {
        #expect(try AuthorizeFixtures.request(["response_type": text]).responseTypes == expected)
    }

    @Test(
        "name prompts, of which none stands alone",
        arguments: [
            ("", []), ("none", [.none]), ("login consent", [.login, .consent]), ("select_account", [.selectAccount]),
            ("none login", nil), ("create", nil), ("NONE", nil),
        ] as [(String, Set<AuthorizeRequest.Prompt>?)]
    )
    func prompts(text: String, expected: Set<AuthorizeRequest.Prompt>?) throws {
        #expect(try AuthorizeFixtures.request(["prompt": text]).prompts == expected)
    }

    @Test(
        "name the age of a sign-in in seconds",
        arguments: [("", nil), ("0", 0), ("3600", 3600), ("9223372036854775807", 3_153_600_000), ("x", nil)]
            as [(String, Int64?)]
    )
    func maximumAge(text: String, expected: Int64?) throws {
        #expect(try AuthorizeFixtures.request(["max_age": text]).maximumAge == expected)
    }

    @Test("take everything from a verified object, and nothing from beside it")
    func replaced() throws {
        let outer = try AuthorizeFixtures.request([
            "state": "outside", "nonce": "outside", "request": "the object", "redirect_uri": "https://evil.test/",
        ])
        let request = outer.replaced(by: [
            "iss": "app", "aud": "https://acme.example.com/", "exp": 1, "nbf": 1, "iat": 1, "jti": "j",
            "client_id": "app", "response_type": "code", "nonce": "inside", "max_age": 60,
            "claims": ["userinfo": ["name": .null]], "flag": true, "nothing": .null,
        ])
        #expect(
            request.stored == [
                "client_id": "app", "response_type": "code", "nonce": "inside", "max_age": "60",
                "claims": #"{"userinfo":{"name":null}}"#,
            ]
        )
    }
}
