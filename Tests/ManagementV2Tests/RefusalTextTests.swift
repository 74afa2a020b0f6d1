import Kernel
import ManagementV2
import Testing
import Wire

/// Whole texts of refusals, as the wire shows them.
@Suite("Texts of refused requests")
struct RefusalTextTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let method: String
        let target: String
        let body: String
        let message: String
        let code: String?
        var testDescription: String { "\(method) \(target) \(body)" }

        init(_ method: String, _ target: String, _ body: String, _ message: String, code: String? = "invalid_body") {
            (self.method, self.target, self.body, self.message, self.code) = (method, target, body, message, code)
        }
    }

    static let rows = [
        Row("POST", "/users", "{}", "Payload validation error: 'Missing required property: connection'."),
        Row("POST", "/clients", "", "Payload validation error: 'Expected type object but found type null'."),
        Row("POST", "/clients", "[]", "Payload validation error: 'Expected type object but found type array'."),
        Row("POST", "/clients", #"{"name":"#, "Payload validation error: 'Invalid request payload JSON format'."),
        Row(
            "POST",
            "/clients",
            #"{"name":"A","b":1,"c":2}"#,
            "Payload validation error: 'Additional properties not allowed: b,c'."
        ),
        Row(
            "POST",
            "/clients",
            #"{"name":"<","app_type":"x","callbacks":[1]}"#,
            "Payload validation error: 'String does not match pattern ^[^<>]+$: <' on property name (also) "
                + "'Invalid value \"x\"' on property app_type (also) "
                + "'Expected type string but found type integer' on property callbacks[0]."
        ),
        Row(
            "POST",
            "/clients",
            #"{"name":"A","jwt_configuration":{"alg":"none"}}"#,
            "Payload validation error: 'Invalid value \"none\"' on property jwt_configuration.alg."
        ),
        Row(
            "POST",
            "/users",
            #"{"connection":"c","email":"nobody"}"#,
            "Payload validation error: 'Object didn't pass validation for format email: nobody' on property email."
        ),
        Row(
            "POST",
            "/users",
            #"{"connection":"c","phone_number":"12"}"#,
            "Payload validation error: 'String does not match pattern ^\\+[0-9]{1,15}$: 12' on property phone_number."
        ),
        Row(
            "POST",
            "/users",
            #"{"connection":"c","given_name":""}"#,
            "Payload validation error: 'String is too short (0 chars), minimum 1' on property given_name."
        ),
        Row(
            "GET",
            "/clients?per_page=101",
            "",
            "Query validation error: 'Value 101 is greater than maximum 100' on property per_page.",
            code: "invalid_query_string"
        ),
        Row(
            "GET",
            "/clients?page=one",
            "",
            "Query validation error: 'Expected type integer but found type string' on property page.",
            code: "invalid_query_string"
        ),
        Row(
            "GET",
            "/clients?nonsense=1&more=2",
            "",
            "Query validation error: 'Additional properties not allowed: nonsense,more'.",
            code: "invalid_query_string"
        ),
        Row(
            "GET",
            "/users-by-email",
            "",
            "Query validation error: 'Missing required property: email'.",
            code: "invalid_query_string"
        ),
        Row(
            "GET",
            "/connections?fields=users",
            "",
            "Query validation error: 'String 'users' does not match pattern. Must be a comma separated list of the "
                + "following values: name,strategy,options,enabled_clients,id,display_name,realms,"
                + "is_domain_connection,show_as_button,metadata,authentication,connected_accounts,"
                + "cross_app_access_requesting_app,provisioning_ticket_url,ips' on property fields.",
            code: "invalid_query_string"
        ),
        Row(
            "GET",
            "/actions/triggers/nonsense/bindings",
            "",
            "Path validation error: 'Invalid value \"nonsense\"' on property triggerId.",
            code: "invalid_uri"
        ),
        Row(
            "GET",
            "/users?page=20&per_page=50",
            "",
            "You can only page through the first 1000 records. "
                + "See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation.",
            code: "invalid_paging"
        ),
        Row(
            "PUT",
            "/prompts/login/partials",
            "[]",
            "Payload validation error: 'Expected type object but found type array'."
        ),
        Row(
            "PUT",
            "/prompts/login/partials",
            #"{"login":[{"form-content-start":"<p>"}]}"#,
            "Payload validation error: 'Expected type object but found type array' on property login."
        ),
        Row(
            "PUT",
            "/prompts/login/partials",
            #"{"login":{"form-content-start":["<p>"]}}"#,
            "Payload validation error: 'Expected type string but found type array' on property "
                + "login.form-content-start."
        ),
        Row("GET", "/clients?fields=%zz", "", "Bad Request", code: nil),
    ]

    @Test("say what is wrong, where, and all of it", arguments: rows)
    func refusal(row: Row) async {
        let response = await EngineFixture().send(row.method, row.target, body: row.body)
        #expect(response.status == 400)
        #expect(response.message == row.message)
        #expect(response.json?["errorCode"]?.string == row.code)
    }

    @Test("name the media type that cannot be read")
    func mediaType() async {
        let response = await EngineFixture().send("POST", "/clients", body: "<a/>", type: "text/xml")
        #expect(
            response.text == #"{"statusCode":415,"error":"Unsupported Media Type","message":"Unsupported Media Type"}"#
        )
    }
}
