import Kernel
import OAuth
import Testing
import Wire

@Suite("Client authentication as presented")
struct PresentedAuthenticationTests {
    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    /// The request's parameters, its header, and what is understood: the way, the id and the secret.
    struct Row: Sendable, CustomTestStringConvertible {
        let form: String
        let header: String?
        let understood: String
        var testDescription: String { "\(form) \(header ?? "")" }
    }

    private static func basic(_ text: String) -> String { OAuthFixtures.basic(text) }

    static let rows: [Row] = [
        Row(form: "client_id=c", header: nil, understood: "none c"),
        Row(form: "client_id=c&client_secret=s", header: nil, understood: "post c s"),
        Row(form: "client_id=c&client_secret=s", header: "Bearer x.y.z", understood: "post c s"),
        Row(form: "", header: basic("c:s"), understood: "basic c s"),
        Row(form: "client_id=c", header: basic("c:s"), understood: "basic c s"),
        Row(form: "", header: "bAsIc  " + Base64.encode(Array("c:s".utf8), .standard), understood: "basic c s"),
        Row(form: "", header: basic("c:s:t"), understood: "basic c s:t"),
        Row(form: "", header: basic("c:"), understood: "basic c "),
        Row(form: "", header: basic("c%3A1:s%2F%2B%25"), understood: "basic c:1 s/+%"),
        Row(form: "", header: basic("c:a+b/c"), understood: "basic c a+b/c"),
        Row(form: "", header: basic("c:100%"), understood: "basic c 100%"),
        Row(form: "", header: basic("c:é"), understood: "basic c é"),
        Row(
            form: "client_assertion=j&client_assertion_type=\(assertionType)",
            header: nil,
            understood: "assertion j nobody"
        ),
        Row(
            form: "client_id=c&client_assertion=j&client_assertion_type=\(assertionType)",
            header: "Bearer x",
            understood: "assertion j c"
        ),
    ]

    @Test("is understood", arguments: rows)
    func understood(row: Row) throws {
        let parameters = try TokenParameters(form: Form(parsing: row.form.utf8))
        let text =
            switch try PresentedAuthentication(parameters, authorization: row.header) {
            case .none(let clientID): "none \(clientID)"
            case .post(let clientID, let secret): "post \(clientID) \(secret.exposed)"
            case .basic(let clientID, let secret): "basic \(clientID) \(secret.exposed)"
            case .assertion(let token, let clientID): "assertion \(token) \(clientID ?? "nobody")"
            }
        #expect(text == row.understood)
    }

    private static let twice = OAuthError(400, .invalidRequest, "Only one method of client authentication may be used")
    private static let unauthorized = OAuthError(401, .accessDenied, "Unauthorized")
    private static let wrongType = OAuthError(
        400,
        .invalidRequest,
        "client_assertion_type must be '\(assertionType)'"
    )

    static let refused: [(String, String?, OAuthError)] = [
        ("", nil, .missing("client_id")), ("client_secret=s", nil, .missing("client_id")),
        ("", "Bearer x", .missing("client_id")),
        ("client_id=c&client_secret=s", basic("c:s"), twice), ("client_secret=s", basic("c:s"), twice),
        ("client_id=d", basic("c:s"), twice),
        ("client_id=c&client_secret=s&client_assertion=j&client_assertion_type=\(assertionType)", nil, twice),
        ("client_assertion=j&client_assertion_type=\(assertionType)", basic("c:s"), twice),
        ("client_assertion=j", nil, wrongType),
        ("client_id=c&client_assertion=j&client_assertion_type=x", nil, wrongType),
        ("", "Basic ", unauthorized), ("", "Basic !!!!", unauthorized), ("", basic("no colon"), unauthorized),
        ("", "Basic /zo6", unauthorized),
    ]

    @Test("is refused when it cannot be read, or comes twice", arguments: refused)
    func refuses(form: String, header: String?, error: OAuthError) throws {
        let parameters = try TokenParameters(form: Form(parsing: form.utf8))
        #expect(refusal { try PresentedAuthentication(parameters, authorization: header) } == error)
    }
}
