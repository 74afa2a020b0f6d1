import Kernel
import OAuth
import Testing
import Wire

@Suite("Token requests")
struct TokenRequestTests {
    private static func fromForm(_ text: String) throws -> TokenRequest {
        try TokenRequest(TokenParameters(form: Form(parsing: text.utf8)), authorization: nil)
    }

    private static func fromJSON(_ text: String) throws -> TokenRequest {
        try TokenRequest(TokenParameters(json: JSONReader.parse(text).object ?? [:]), authorization: nil)
    }

    @Test("say the same in a form and in JSON")
    func bothForms() throws {
        let requests = [
            try Self.fromForm("grant_type=g&client_id=c&client_secret=s&audience=a&scope=x+y&organization=o&other=z"),
            try Self.fromJSON(
                #"{"grant_type":"g","client_id":"c","client_secret":"s","audience":"a","scope":"x y","organization":"o","other":"z"}"#
            ),
        ]
        for request in requests {
            #expect(request.grantType == "g" && request.audience == "a" && request.scope == ["x", "y"])
            #expect(request.organization == "o" && request["other"] == "z" && request["none"] == nil)
            guard case .post(let clientID, let secret) = request.clientAuthentication else {
                Issue.record("not client_secret_post")
                continue
            }
            #expect(clientID == "c" && secret.exposed == "s")
        }
    }

    static let scopes: [(String, [String]?)] = [
        (#""a b""#, ["a", "b"]), (#"["a","b"]"#, ["a", "b"]), (#"["a b","c"]"#, ["a", "b", "c"]),
        (#"" a  b a ""#, ["a", "b"]), ("[]", nil), (#""""#, nil), ("null", nil),
    ]

    @Test("take scopes as a text or an array, each once", arguments: scopes)
    func scope(json: String, scope: [String]?) throws {
        #expect(try Self.fromJSON(#"{"grant_type":"g","client_id":"c","scope":\#(json)}"#).scope == scope)
    }

    @Test("refuse scopes of another type", arguments: ["1", "true", "{}", #"["a",1]"#, "[null]"])
    func scopeType(json: String) {
        let error = refusal { try Self.fromJSON(#"{"grant_type":"g","client_id":"c","scope":\#(json)}"#) }
        #expect(error == OAuthError(400, .invalidScope, "Scope must be an array or a string"))
    }

    @Test(
        "refuse protocol parameters that are no text",
        arguments: [
            "audience", "client_assertion", "client_assertion_type", "client_id", "client_secret", "grant_type",
            "organization",
        ],
        ["1", "true", "[]", "{}", #"["a"]"#]
    )
    func types(name: String, json: String) {
        let error = refusal { try TokenParameters(json: JSONReader.parse(#"{"\#(name)":\#(json)}"#).object ?? [:]) }
        #expect(error == OAuthError(400, .invalidRequest, "\(name) must be a string"))
    }

    @Test("ignore members that nobody reads, whatever they are")
    func unknownMembers() throws {
        let request = try Self.fromJSON(#"{"grant_type":"g","client_id":"c","x":{"y":1},"z":5,"audience":null}"#)
        #expect(request["x"] == nil && request["z"] == nil && request.audience == nil)
    }

    static let refused: [(String, OAuthError)] = [
        ("", .missing("grant_type")), ("client_id=c", .missing("grant_type")),
        ("grant_type=&client_id=c", .missing("grant_type")), ("grant_type=g", .missing("client_id")),
        ("grant_type=g&client_id=", .missing("client_id")),
        ("grant_type=g&client_id=c&grant_type=g", .malformed("Duplicate parameter: grant_type")),
        ("grant_type=g&client_id=c&x=1&x=", .malformed("Duplicate parameter: x")),
        ("grant_type=g&client_id=c%00", .malformed("Invalid characters in request")),
        ("grant_type=g&client_id=c&scope=a%00b", .malformed("Invalid characters in request")),
        ("grant_type=g&client_id=c&a%00=b", .malformed("Invalid characters in request")),
    ]

    @Test("are refused for what no grant could accept", arguments: refused)
    func refuses(form: String, error: OAuthError) {
        #expect(refusal { try Self.fromForm(form) } == error)
    }

    @Test("in JSON are refused for NUL too")
    func nulInJSON() {
        let error = refusal { try Self.fromJSON(#"{"grant_type":"g","client_id":"c","audience":"\u0000"}"#) }
        #expect(error == .malformed("Invalid characters in request"))
    }

    @Test("an empty parameter is an absent one")
    func empty() throws {
        let request = try Self.fromForm("grant_type=g&client_id=c&audience=&scope=&organization=&client_secret=")
        #expect(request.audience == nil && request.scope == nil && request.organization == nil)
        guard case .none(let clientID) = request.clientAuthentication else {
            Issue.record("an empty secret is none")
            return
        }
        #expect(clientID == "c")
    }
}
