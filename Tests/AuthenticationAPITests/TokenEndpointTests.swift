import AuthenticationAPI
import HTTPTypes
import Kernel
import Testing
import Tokens
import Web
import Wire

@Suite("The token endpoint")
struct TokenEndpointTests {
    private static let form =
        "grant_type=client_credentials&client_id=app&client_secret=right&audience=https://api.example/"
    private static let json =
        #"{"grant_type":"client_credentials","client_id":"app","client_secret":"right","audience":"https://api.example/"}"#

    private static func header(_ name: String, of response: WebResponse) -> String? {
        response.headers.first { $0.name.canonicalName == name }?.value
    }

    /// Ways to say the same.
    static let requests: [(String, String)] = [
        ("application/x-www-form-urlencoded", form), ("Application/X-WWW-Form-URLEncoded ; charset=UTF-8", form),
        ("application/json", json), ("application/json; charset=utf-8", json), ("APPLICATION/JSON", json),
    ]

    @Test("takes forms and JSON", arguments: requests)
    func accepted(contentType: String, body: String) async throws {
        let response = try await Harness.make().token(body, headers: [.contentType: contentType])
        #expect(response.status == 200)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(Self.header("pragma", of: response) == "no-cache")
        #expect(Self.header("auth0-client-quota-limit", of: response)?.hasPrefix("b=per_day;q=1000;r=999;t=") == true)
        #expect(try response.json.keys == ["access_token", "scope", "expires_in", "token_type"])
        let jwt = try JWT(parsing: try response.json["access_token"]?.string ?? "")
        #expect(jwt.isSigned(by: try Harness.key.get().publicKey, algorithms: [.rs256]))
    }

    @Test("takes the client's id and secret from the header")
    func basic() async throws {
        let header = "Basic " + Base64.encode(Array("app:right".utf8), .standard)
        let form = "grant_type=client_credentials&audience=https%3A%2F%2Fapi.example%2F"
        let response = try await Harness.make().token(form, headers: [.authorization: header])
        #expect(response.status == 200)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let contentType: String?
        let body: String
        let status: Int
        let answer: String
        var testDescription: String { "\(contentType ?? "no type"): \(body)" }

        init(_ contentType: String?, _ body: String, _ status: Int, _ error: String, _ description: String) {
            self.contentType = contentType
            self.body = body
            self.status = status
            answer = #"{"error":"\#(error)","error_description":"\#(description)"}"#
        }
    }

    private static let formType = "application/x-www-form-urlencoded"
    private static let jsonType = "application/json"
    private static let wrongType = "The content type must be application/x-www-form-urlencoded or application/json"

    static let refused: [Refused] = [
        Refused(nil, "", 400, "invalid_request", "Missing required parameter: grant_type"),
        Refused(formType, "", 400, "invalid_request", "Missing required parameter: grant_type"),
        Refused(jsonType, "{}", 400, "invalid_request", "Missing required parameter: grant_type"),
        Refused(
            formType,
            "grant_type=client_credentials",
            400,
            "invalid_request",
            "Missing required parameter: client_id"
        ),
        Refused(formType, "grant_type=%zz", 400, "invalid_request", "The body is not a valid form"),
        Refused(formType, form + "&client_id=app", 400, "invalid_request", "Duplicate parameter: client_id"),
        Refused(jsonType, "", 400, "invalid_request", "The body is not valid JSON"),
        Refused(jsonType, form, 400, "invalid_request", "The body is not valid JSON"),
        Refused(jsonType, json + "x", 400, "invalid_request", "The body is not valid JSON"),
        Refused(jsonType, "[]", 400, "invalid_request", "The body must be a JSON object"),
        Refused(jsonType, "null", 400, "invalid_request", "The body must be a JSON object"),
        Refused(jsonType, String(repeating: "[", count: 100), 400, "invalid_request", "The body is not valid JSON"),
        Refused(jsonType, #"{"grant_type":1}"#, 400, "invalid_request", "grant_type must be a string"),
        Refused(
            jsonType,
            #"{"grant_type":"client_credentials","client_id":"app","scope":{}}"#,
            400,
            "invalid_scope",
            "Scope must be an array or a string"
        ),
        Refused(nil, form, 415, "invalid_request", wrongType),
        Refused("text/plain", form, 415, "invalid_request", wrongType),
        Refused("multipart/form-data; boundary=x", form, 415, "invalid_request", wrongType),
        Refused("application/jsonp", json, 415, "invalid_request", wrongType),
        Refused(
            formType,
            "grant_type=magic&client_id=app",
            400,
            "unsupported_grant_type",
            "Unsupported grant type: magic"
        ),
        Refused(
            formType,
            "grant_type=client_credentials&client_id=app&client_secret=wrong",
            401,
            "access_denied",
            "Unauthorized"
        ),
        Refused(
            formType,
            "grant_type=client_credentials&client_id=nobody&client_secret=right",
            401,
            "access_denied",
            "Unauthorized"
        ),
    ]

    @Test("refuses what it cannot read or believe", arguments: refused)
    func refuses(row: Refused) async throws {
        let harness = try await Harness.make()
        var headers = HTTPFields()
        if let contentType = row.contentType { headers[.contentType] = contentType }
        let response = try await harness.send("/oauth/token", headers: headers, body: row.body)
        #expect(response.status == row.status)
        #expect(response.text == row.answer)
        #expect(response.headers[.contentType] == "application/json")
    }

    @Test("limits the requests of each client, where the operator says so")
    func clientLimit() async throws {
        var limits = RateLimits()
        limits.client = RateLimiter.Limit(burst: 2, perSecond: 0.1)
        let harness = try await Harness.make(limits: limits)
        for _ in 0..<2 { #expect(try await harness.token(Self.form).status == 200) }
        let refused = try await harness.token(Self.form)
        #expect(refused.status == 429 && refused.headers[.retryAfter] == "10")
        #expect(try refused.json["error"] == "too_many_requests")
        let other = try await harness.token(Self.form.replacing("client_id=app", with: "client_id=other"))
        #expect(other.status == 401)
    }
}
