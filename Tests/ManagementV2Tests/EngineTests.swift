import Flows
import Kernel
import Management
import ManagementV2
import Storage
import Testing
import Wire

@Suite("The management engine")
struct EngineTests {
    private let echo = EngineFixture([
        "get_clients_by_id": { call in .object(["id": .string(call.path("id"))]) },
        "get_resource-servers_by_id": { call in .object(["id": .string(call.path("id"))]) },
        "post_clients": { call in .object(call.body) },
        "delete_clients_by_id": { _ in .empty },
        "patch_clients_by_id": { call in .object(call.body) },
        "get_users": { call in .object(call.query) },
        "post_signing_keys": { _ in .object(["kid": "k"]) },
        "get_tenants": { _ in .status(418, ["teapot": true]) },
        "get_roles": { call in
            try await call.administration.storage.read { _ in }
            return .empty
        },
        "get_actions": { _ in throw CancellationError() },
    ])

    @Test("opens the table with its 452 operations and the recorded ones that it lacks")
    func table() {
        let ids = OperationTable().operationIDs
        #expect(ids.count == 467)
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("get_clients") && ids.contains("get_blacklists_tokens"))
    }

    @Test("names handlers that no operation calls")
    func strayHandlers() {
        #expect(echo.engine.strayHandlers == ["get_tenants"])
    }

    @Test(
        "answers 404 in the envelope to what is no operation",
        arguments: [("GET", "/nothing"), ("GET", "/"), ("GET", "clients"), ("PUT", "/clients"), ("GET", "/clients//")]
    )
    func unknown(method: String, path: String) async {
        let response = await echo.send(method, path)
        #expect(response.text == #"{"statusCode":404,"error":"Not Found","message":"Not Found"}"#)
        #expect(response.status == 404)
        #expect(response.operationID == nil)
    }

    @Test("decodes parameters of the path, slashes within them included")
    func pathParameters() async {
        let response = await echo.send("GET", "/resource-servers/https%3A%2F%2Fapi.example.com%2F+a")
        #expect(response.text == #"{"id":"https://api.example.com/+a"}"#)
        #expect(response.header("Content-Type") == "application/json; charset=utf-8")
        #expect(response.header("Cache-Control") == "no-cache")
        #expect(await echo.send("GET", "/clients/%zz").status == 400)
    }

    @Test("prefers literal segments to parameters")
    func literalSegments() async {
        #expect(await echo.send("GET", "/custom-domains/default").operationID == "get_default")
        #expect(await echo.send("GET", "/custom-domains/cd_1").operationID == "get_custom-domains_by_id")
    }

    @Test("passes on what authentication refuses")
    func authentication() async {
        let missing = await echo.send("GET", "/clients/a", authorization: nil)
        #expect(missing.text == #"{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}"#)
        #expect(missing.header("WWW-Authenticate") == "Bearer")
        #expect(missing.principal == nil)
        let malformed = await echo.send("GET", "/clients/a", authorization: "Basic x")
        #expect(malformed.status == 400)
        #expect(malformed.json?["errorCode"] == "Bearer")
    }

    @Test("asks for one of the scopes, or for all where the operation needs all")
    func scopes() async {
        let none = await echo.send("GET", "/users", authorization: "Scopes read:clients")
        #expect(
            none.text == """
                {"statusCode":403,"error":"Forbidden","message":"Insufficient scope, expected any of: \
                read:user_idp_tokens,read:users","errorCode":"insufficient_scope"}
                """
        )
        #expect(none.principal?.clientID == "app")
        #expect(await echo.send("GET", "/users", authorization: "Scopes read:user_idp_tokens").status == 200)
        let half = await echo.send("POST", "/keys/signing/rotate", authorization: "Scopes create:signing_keys")
        #expect(half.message == "Insufficient scope, expected all of: create:signing_keys,update:signing_keys")
        #expect(await echo.send("POST", "/keys/signing/rotate").status == 201)
    }

    @Test("answers 501 to an operation without code, after checking it")
    func notImplemented() async {
        let response = await echo.send("GET", "/clients")
        #expect(response.status == 501)
        #expect(response.json?["error"] == "Not Implemented")
        #expect(response.operationID == "get_clients")
        #expect(await echo.send("GET", "/clients?page=x").status == 400)
    }

    @Test("answers the table's status, with no body where there is none")
    func statuses() async {
        #expect(await echo.send("POST", "/clients", body: #"{"name":"A"}"#).status == 201)
        let deleted = await echo.send("DELETE", "/clients/a")
        #expect(deleted.status == 204)
        #expect(deleted.body.isEmpty)
        #expect(deleted.header("Content-Type") == nil)
    }

    @Test("tells the log, and not the caller, what broke")
    func failures() async {
        let unavailable = await echo.send("GET", "/roles")
        #expect(unavailable.status == 503)
        #expect(unavailable.problem?.detail == "the disk is full")
        let broken = await echo.send("GET", "/actions/actions")
        #expect(broken.status == 500)
        #expect(broken.message == "An internal server error occurred")
        #expect(broken.problem?.detail?.contains("Cancellation") == true)
    }

    @Test("reads forms by the types of the schema")
    func forms() async {
        let response = await echo.send(
            "POST",
            "/clients",
            body: "name=A+b&oidc_conformant=true&callbacks=http://a&callbacks=http://b&jwt_configuration[alg]=RS256"
                + "&jwt_configuration[lifetime_in_seconds]=60&grant_types[]=implicit",
            type: "application/x-www-form-urlencoded; charset=utf-8"
        )
        #expect(
            response.text == """
                {"name":"A b","oidc_conformant":true,"callbacks":["http://a","http://b"],\
                "jwt_configuration":{"alg":"RS256","lifetime_in_seconds":60},"grant_types":["implicit"]}
                """
        )
    }

    @Test("reads the parts of a multipart body")
    func multipart() async {
        let fixture = EngineFixture(["post_users-imports": { call in .object(call.body) }])
        let body = """
            --x\r\nContent-Disposition: form-data; name="users"; filename="u.json"\r\n\
            Content-Type: application/json\r\n\r\n[{"email":"a@b.co"}]\r\n\
            --x\r\nContent-Disposition: form-data; name="connection_id"\r\n\r\ncon_0000000000000000\r\n\
            --x\r\nContent-Disposition: form-data; name="upsert"\r\n\r\ntrue\r\n--x--\r\n
            """
        let response = await fixture.send(
            "POST",
            "/jobs/users-imports",
            body: body,
            type: "multipart/form-data; boundary=x"
        )
        #expect(response.status == 202)
        #expect(response.json?["users"] == #"[{"email":"a@b.co"}]"#)
        #expect(response.json?["upsert"] == true)
        let broken = await fixture.send(
            "POST",
            "/jobs/users-imports",
            body: "nothing",
            type: "multipart/form-data; boundary=x"
        )
        #expect(broken.message == "Payload validation error: 'Invalid multipart payload format'.")
    }

    @Test("lets a change set members to null, but not those that no object is without")
    func removal() async {
        #expect(await echo.send("PATCH", "/clients/a", body: #"{"description":null}"#).status == 200)
        let name = await echo.send("PATCH", "/clients/a", body: #"{"name":null}"#)
        #expect(
            name.message
                == "Payload validation error: 'Expected type string but found type null' on property name."
        )
        let created = await echo.send("POST", "/clients", body: #"{"name":"A","description":null}"#)
        #expect(created.status == 400)
    }
}
