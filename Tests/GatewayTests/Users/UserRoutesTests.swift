import HTTPTypes
import Kernel
import Testing
import Wire

@testable import Gateway

@Suite("The routes over users")
struct UserRoutesTests {
    private let tenant: WireTenant
    private let store = SharedEntries()

    init() throws {
        tenant = try WireTenant()
        tenant.answer("POST /oauth/token", 200, ["access_token": "m1", "expires_in": 3600])
        tenant.answer("GET /api/v2/users/auth0%7C1", 200, Self.user(in: "dev"))
        tenant.answer("GET /api/v2/users/auth0%7C2", 200, Self.user(in: "prod"))
    }

    private static func user(in connection: String, provider: String = "auth0") -> JSONValue {
        [
            "user_id": "auth0|1", "email": "a@b.example",
            "identities": [["provider": .string(provider), "connection": .string(connection)]],
        ]
    }

    private static let connections = AllowedConnections(supported: ["dev", "test"], defaultName: "dev")
    private static let ids = ["dev": "con_1", "test": "con_2"]

    private func ask(
        _ method: HTTPRequest.Method,
        _ target: String,
        json: JSONValue? = nil,
        body: (type: String, bytes: [UInt8])? = nil,
        connections: AllowedConnections = connections,
        ids: [String: String]? = ids
    ) async throws -> GatewayResponse {
        let clock = tenant.clock
        let configuration = WireTenant.configuration(connections: connections, ids: ids)
        let table = RouteTable(
            UserRoutes(
                configuration: configuration,
                active: ActiveUsers(store: store, scope: ""),
                send: tenant.send,
                api: ManagementAPI(configuration: configuration, send: tenant.send, clock: { clock.now })
            ).routes
        )
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let match = table.match(parts[0])
        guard let route = match?.routes.first(where: { $0.method == method }) else { throw APIProblem(404, target) }
        var fields = HTTPFields()
        if let body { fields[.contentType] = body.type }
        if json != nil { fields[.contentType] = "application/json" }
        return try await route.handler(
            GatewayRequest(
                method: method,
                path: parts[0],
                query: parts.count > 1 ? parts[1] : "",
                headers: fields,
                body: json.map { JSONWriter.encode($0) } ?? body?.bytes ?? [],
                parameters: match?.parameters ?? [:],
                client: WireTenant.client,
                now: clock.now,
                id: "q"
            )
        )
    }

    private func status(_ body: () async throws -> GatewayResponse) async throws -> Int {
        do { return try await body().status } catch let problem as APIProblem { return problem.status }
    }

    @Test("A list is an array whose items have an _id")
    func list() async throws {
        tenant.answer("GET /api/v2/users", 200, [["user_id": "auth0|1"], ["email": "x"]])
        let answer = try await ask(.get, "/users?_l=10")
        #expect(
            String(decoding: answer.body, as: UTF8.self) == #"[{"user_id":"auth0|1","_id":"auth0|1"},{"email":"x"}]"#
        )
        let call = tenant.calls.last
        #expect(call?.query("q") == #"(identities.connection:"dev" OR identities.connection:"test")"#)
        #expect(call?.query("per_page") == "10" && call?.query("search_engine") == "v3")
    }

    @Test("A new user goes into the connection it names, or the default one")
    func create() async throws {
        tenant.answer("POST /api/v2/users", 201, ["user_id": "auth0|9"])
        #expect(try await ask(.post, "/users", json: ["email": "x"]).status == 201)
        #expect(tenant.calls.last?.json["connection"] == "dev")
        _ = try await ask(.post, "/users", json: ["email": "x", "connection": "test"])
        #expect(tenant.calls.last?.json["connection"] == "test")
        let sent = tenant.calls.count
        #expect(try await status { try await ask(.post, "/users", json: ["connection": "prod"]) } == 400)
        #expect(try await status { try await ask(.post, "/users", json: ["connection": 1]) } == 400)
        let noDefault = AllowedConnections(supported: ["dev"])
        #expect(try await status { try await ask(.post, "/users", json: [:], connections: noDefault) } == 400)
        #expect(
            try await status { try await ask(.post, "/users", json: [:], connections: AllowedConnections()) } == 400
        )
        #expect(tenant.calls.count == sent)
        tenant.answer("POST /api/v2/users", 409, ["statusCode": 409, "error": "Conflict", "message": "Exists."])
        let conflict = try await ask(.post, "/users", json: ["email": "x"])
        #expect(conflict.status == 409 && conflict.json["message"] == "Exists.")
    }

    @Test("A change goes through as it is, or below $set; blocking ends sessions")
    func patch() async throws {
        tenant.answer("PATCH /api/v2/users/auth0%7C1", 200, ["user_id": "auth0|1"])
        let active = ActiveUsers(store: store, scope: "")
        let later = tenant.clock.now.adding(seconds: 60)
        try await active.note("k", of: "auth0|1", endsAt: later, now: tenant.clock.now)
        #expect(try await ask(.patch, "/users/auth0%7C1", json: ["$set": ["name": "N"]]).status == 200)
        #expect(tenant.calls.last?.json == ["name": "N"])
        #expect(try await active.list(now: tenant.clock.now) == ["auth0|1"])
        #expect(try await ask(.get, "/users/active").body == Array(#"[{"userId":"auth0|1"}]"#.utf8))
        _ = try await ask(.patch, "/users/auth0%7C1", json: ["blocked": true])
        #expect(try await active.list(now: tenant.clock.now).isEmpty)
        for body: JSONValue in [["$unset": ["a": 1]], ["$set": ["a": 1], "b": 2], ["connection": "prod"]] {
            #expect(try await status { try await ask(.patch, "/users/auth0%7C1", json: body) } == 400)
        }
    }

    @Test("Users of other connections are not there, by whatever id")
    func reach() async throws {
        tenant.answer("PATCH /api/v2/users/auth0%7C2", 200, [:])
        tenant.answer("DELETE /api/v2/users/auth0%7C2", 204)
        #expect(try await status { try await ask(.patch, "/users/auth0%7C2", json: ["name": "N"]) } == 404)
        #expect(try await status { try await ask(.delete, "/users/auth0%7C2") } == 404)
        #expect(!tenant.asked.contains { $0.hasPrefix("PATCH") || $0.hasPrefix("DELETE") })
        let open = AllowedConnections()
        #expect(try await status { try await ask(.delete, "/users/auth0%7C2", connections: open) } == 204)
    }

    @Test(
        "A change of password is a mail of the application that asked",
        arguments: ["/users/change-password", "/change-password"]
    )
    func changePassword(_ path: String) async throws {
        tenant.answer("POST /dbconnections/change_password", 200, "We've just sent you an email.")
        #expect(try await ask(.post, path, json: ["userId": "auth0|1"]).status == 204)
        let expected: JSONObject = ["client_id": "id of portal", "email": "a@b.example", "connection": "dev"]
        #expect(tenant.calls.last?.json == expected)
        #expect(tenant.calls.last?.header("authorization") == nil)
        #expect(try await status { try await ask(.post, path, json: ["userId": "auth0|2"]) } == 404)
        #expect(try await status { try await ask(.post, path, json: [:]) } == 400)
        tenant.answer("GET /api/v2/users/auth0%7C1", 200, Self.user(in: "dev", provider: "google-oauth2"))
        #expect(try await status { try await ask(.post, path, json: ["userId": "auth0|1"]) } == 400)
    }

    private func upload(_ parts: [MultipartForm.Part]) -> (type: String, bytes: [UInt8]) {
        ("multipart/form-data; boundary=\"x y\"", MultipartForm(parts).encoded(boundary: "x y"))
    }

    private static let file = MultipartForm.Part(
        name: "users",
        filename: "users.json",
        mediaType: "application/json",
        content: Array("[]\r\n--x".utf8)
    )

    private func field(_ name: String, _ value: String) -> MultipartForm.Part {
        MultipartForm.Part(name: name, content: Array(value.utf8))
    }

    /// The fields of the last upload that the tenant got.
    private var uploaded: MultipartForm? {
        tenant.calls.last { $0.url.hasSuffix("users-imports") }.flatMap { call in
            MultipartForm(parsing: call.body, contentType: call.header("content-type") ?? "")
        }
    }

    @Test("An import names a connection, which the tenant learns by its id")
    func imports() async throws {
        tenant.answer("POST /api/v2/jobs/users-imports", 202, ["id": "job_1"])
        let form = upload([Self.file, field("connection", "test"), field("upsert", "true")])
        #expect(try await ask(.post, "/users/import", body: form).status == 202)
        #expect(uploaded?.parts == [Self.file, field("upsert", "true"), field("connection_id", "con_2")])
        _ = try await ask(.post, "/users/import", body: upload([Self.file]))
        #expect(uploaded?.text("connection_id") == "con_1")
        let json: JSONValue = ["users": [["email": "x"]], "upsert": true, "connection": "test"]
        #expect(try await ask(.post, "/users/import", json: json).status == 202)
        #expect(uploaded?.text("users") == #"[{"email":"x"}]"# && uploaded?.text("upsert") == "true")
        #expect(uploaded?.text("connection_id") == "con_2" && uploaded?.text("connection") == nil)
    }

    @Test("An import is refused that names an id, an unknown connection, or brings no file")
    func refusedImports() async throws {
        let bodies = [
            upload([Self.file, field("connection_id", "con_1")]), upload([Self.file, field("connection", "prod")]),
            upload([field("upsert", "true")]), upload([Self.file, field("connection_id\\", "con_9")]),
            ("multipart/form-data; boundary=x", Array("nonsense".utf8)),
        ]
        for body in bodies { #expect(try await status { try await ask(.post, "/users/import", body: body) } == 400) }
        let text = ("text/plain", Array("x".utf8))
        #expect(try await status { try await ask(.post, "/users/import", body: text) } == 415)
        let form = upload([Self.file])
        #expect(try await status { try await ask(.post, "/users/import", body: form, ids: nil) } == 501)
        let noDefault = AllowedConnections(supported: ["dev", "test"])
        #expect(try await status { try await ask(.post, "/users/import", body: form, connections: noDefault) } == 400)
        #expect(tenant.calls.isEmpty)
    }

    @Test("A job is shown that is an import into a supported connection")
    func jobs() async throws {
        tenant.answer("GET /api/v2/jobs/job_1", 200, ["id": "job_1", "connection_id": "con_1"])
        tenant.answer("GET /api/v2/jobs/job_1/errors", 204)
        tenant.answer("GET /api/v2/jobs/job_2", 200, ["id": "job_2", "connection_id": "con_9"])
        tenant.answer("GET /api/v2/jobs/job_2/errors", 200, [["user": "x"]])
        #expect(try await ask(.get, "/users/import/status/job_1").json["id"] == "job_1")
        let errors = try await ask(.get, "/users/import/status/job_1/errors")
        #expect(errors.status == 204 && errors.body.isEmpty && errors.headers[.contentType] == nil)
        for path in ["/users/import/status/job_2", "/users/import/status/job_2/errors"] {
            #expect(try await status { try await ask(.get, path) } == 404)
        }
    }
}
