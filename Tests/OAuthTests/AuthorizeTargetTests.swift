import Applications
import OAuth
import Testing
import Wire

@Suite("Where a response goes")
struct AuthorizeTargetTests {
    @Test(
        "is in the query for a code alone, else in the fragment, or as it was asked",
        arguments: [
            ("code", "", .query), ("token", "", .fragment), ("id_token", "", .fragment),
            ("code id_token", "", .fragment), ("code", "query", .query), ("code", "fragment", .fragment),
            ("code", "form_post", .formPost), ("id_token", "form_post", .formPost),
            ("code", "web_message", .webMessage),
            ("token", "query", .fragment), ("code token", "query", .fragment), ("", "", .query), ("banana", "", .query),
        ] as [(String, String, ResponseTarget.Mode)]
    )
    func mode(type: String, mode: String, expected: ResponseTarget.Mode) throws {
        let target = try AuthorizeFixtures.target(["response_type": type, "response_mode": mode])
        #expect(target.mode == expected)
    }

    @Test("is nowhere for a mode that is not known")
    func unknownMode() {
        let error = displayed { try AuthorizeFixtures.target(["response_mode": "jwt"]) }
        #expect(error == DisplayedError(400, "invalid_request", "Unsupported response mode: jwt"))
    }

    @Test(
        "is nowhere but at a callback that is registered",
        arguments: ["https://evil.test/", "javascript:alert(1)", "x"]
    )
    func mismatch(uri: String) {
        let error = displayed { try AuthorizeFixtures.target(["redirect_uri": uri]) }
        #expect(error?.status == 400)
        #expect(error?.code == "invalid_request")
        #expect(error?.title == "Callback URL mismatch.")
        #expect(error?.text == "The provided redirect_uri is not in the list of allowed callback URLs.")
        #expect(error?.hint?.hasSuffix(uri) == true)
    }

    @Test("is never at a wildcard itself")
    func wildcard() {
        let client = AuthorizeFixtures.client(["callbacks": ["https://*.example.com/cb"]])
        #expect(
            displayed { try AuthorizeFixtures.target(["redirect_uri": "https://*.example.com/cb"], client: client) }
                != nil
        )
        #expect(
            displayed { try AuthorizeFixtures.target(["redirect_uri": "https://a.example.com/cb"], client: client) }
                == nil
        )
    }

    @Test(
        "may be left out where there is but one place",
        arguments: [
            (["callbacks": ["https://app.example.com/cb"]], true),
            (["callbacks": ["https://app.example.com/cb", "https://app.example.com/cb2"]], false),
            (["callbacks": []], false), (["callbacks": .null], false),
            (["callbacks": ["https://*.example.com/cb"]], false),
            (["callbacks": ["https://{organization_name}.example.com/cb"]], false),
            (["callbacks": ["javascript:alert(1)"]], false),
            (["compliance_level": "fapi2_sp_pkj_mtls"], false), (["compliance_level": "fapi1_adv_pkj_par"], false),
        ] as [(JSONObject, Bool)]
    )
    func omitted(changes: JSONObject, isFound: Bool) {
        let client = AuthorizeFixtures.client(changes)
        let error = displayed { try AuthorizeFixtures.target(["redirect_uri": ""], client: client) }
        #expect(error == (isFound ? nil : .missing("redirect_uri")))
    }

    @Test("takes the organization's name from the request")
    func organization() throws {
        let client = AuthorizeFixtures.client(["callbacks": ["https://{organization_name}.example.com/cb"]])
        let request = try AuthorizeFixtures.request(["redirect_uri": "https://acme.example.com/cb"])
        func check(_ name: String?) throws -> ResponseTarget {
            try ResponseTarget.check(request, client: client, organization: name, issuer: nil)
        }
        #expect(try check("acme").redirectURI.host == "acme.example.com")
        #expect(displayed { try check("other") }?.title == "Callback URL mismatch.")
        #expect(displayed { try check(nil) }?.title == "Callback URL mismatch.")
    }

    @Test("is a window only if its origin is one of the client's")
    func webMessage() throws {
        let native = AuthorizeFixtures.client(["callbacks": ["com.example.app://cb"]])
        let error = displayed {
            try AuthorizeFixtures.target(
                ["response_mode": "web_message", "redirect_uri": "com.example.app://cb"],
                client: native
            )
        }
        #expect(error?.code == "invalid_request")
        let target = try AuthorizeFixtures.target(["response_mode": "web_message"])
        #expect(target.messageOrigin == "https://app.example.com")
    }

    @Test("carries the state as it came, and the issuer to those who are told it")
    func location() throws {
        let plain = try AuthorizeFixtures.target(["state": "a b&c=d"]).response([("code", "x")])
        #expect(plain.location == "https://app.example.com/cb?code=x&state=a%20b%26c%3Dd")
        let stateless = try AuthorizeFixtures.target(["state": ""]).response([("code", "x")])
        #expect(stateless.location == "https://app.example.com/cb?code=x")
        let issued = try AuthorizeFixtures.target(issuer: "https://acme.example.com/").response([("code", "x")])
        #expect(issued.location == "https://app.example.com/cb?code=x&state=s&iss=https%3A%2F%2Facme.example.com%2F")
    }

    @Test("gets errors in the place of answers")
    func error() throws {
        let target = try AuthorizeFixtures.target(["response_type": "id_token"])
        let response = target.response(RedirectedError("access_denied", "Service not found: https://x/"))
        #expect(
            response.location == "https://app.example.com/cb#error=access_denied"
                + "&error_description=Service%20not%20found%3A%20https%3A%2F%2Fx%2F&state=s"
        )
    }

    @Test("gets numbers as numbers where it is a message")
    func message() throws {
        let target = try AuthorizeFixtures.target(["response_mode": "web_message"])
        let response = target.response([("access_token", "t"), ("expires_in", "7200")])
        #expect(response.message == ["access_token": "t", "expires_in": 7200, "state": "s"])
    }
}
