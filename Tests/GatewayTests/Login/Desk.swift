import HTTPTypes
import Kernel
import Wire

@testable import Gateway

/// A gateway's routes for signing in and out, without a listener.
struct Desk {
    let store: SharedEntries
    let tenant: ScriptedTenant
    let clock: TestClock
    let sessions: Sessions
    let clients: [LoginClient]
    let routes: RouteTable

    static let tenantURL = ["https://tenant.example/"].compactMap { TenantURL($0) }[0]

    static func client(
        _ name: String = "portal",
        scopes: [String] = ["profile", "offline_access", "website"],
        connections: AllowedConnections = AllowedConnections(),
        sameSite: LoginClient.SameSite? = nil,
        requiresState: Bool = false
    ) -> LoginClient {
        LoginClient(
            name: name,
            auth0URL: tenantURL,
            clientID: "id of \(name)",
            clientSecret: Secret("s"),
            redirectURL: "https://app.example/callback",
            scopes: scopes,
            connections: connections,
            sameSite: sameSite,
            requiresState: requiresState
        )
    }

    init(
        _ clients: LoginClient...,
        sharing other: Desk? = nil,
        namesClient: Bool = false,
        scope: String = "",
        writeThrough: UserWriteThrough? = nil
    ) {
        let clock = other?.clock ?? TestClock()
        let store = other?.store ?? SharedEntries()
        let tenant = other?.tenant ?? ScriptedTenant(clock)
        (self.store, self.clock, self.tenant, self.clients) = (store, clock, tenant, clients)
        sessions = Sessions(
            store: store,
            scope: scope,
            rules: SessionRules(duration: 3_600, namespaces: ["https://ns/app_metadata", "https://ns/user_metadata"]),
            tenant: tenant,
            writeThrough: writeThrough
        )
        var environment = GatewayEnvironment()
        environment.logoutNamesClient = namesClient
        let login = LoginRoutes(
            sessions: sessions,
            states: LoginStates(store: store, keys: SessionKeys(scope: scope)),
            tenant: tenant,
            environment: environment,
            clock: { clock.now }
        )
        routes = RouteTable(login.routes)
    }

    /// Asks as the client of that name, the first one if it is not given.
    func ask(
        _ method: HTTPRequest.Method,
        _ target: String,
        as name: String? = nil,
        headers: [String: String] = [:],
        form: [String: String]? = nil,
        json: JSONValue? = nil
    ) async throws -> GatewayResponse {
        let parts = target.split(separator: "?", maxSplits: 1)
        var fields = HTTPFields()
        for (name, value) in headers { fields[HTTPField.Name(name) ?? .date] = value }
        // The tenant puts the nonce of the login into its ID token.
        if let state = form?["state"] ?? json?["state"]?.string {
            tenant.change { $0.claims["nonce"] = .string(LoginStates.nonce(of: state)) }
        }
        var body: [UInt8] = []
        if let form {
            fields[.contentType] = "application/x-www-form-urlencoded"
            body = Array(form.map { "\($0)=\(Form.encode($1))" }.joined(separator: "&").utf8)
        } else if let json {
            fields[.contentType] = "application/json"
            body = JSONWriter.encode(json)
        }
        let match = routes.match(String(parts[0]))
        guard let route = match?.routes.first(where: { $0.method == method }) else { throw APIProblem(404, target) }
        return try await route.handler(
            GatewayRequest(
                method: method,
                path: String(parts[0]),
                query: parts.count > 1 ? String(parts[1]) : "",
                headers: fields,
                body: body,
                authority: "gateway.internal:8080",
                client: clients.first { name == nil || $0.name == name },
                now: clock.now,
                id: "r"
            )
        )
    }

    /// The status of a refusal; nil if it was none.
    func refusal(
        _ method: HTTPRequest.Method,
        _ target: String,
        as name: String? = nil,
        headers: [String: String] = [:],
        form: [String: String]? = nil,
        json: JSONValue? = nil
    ) async throws -> Int? {
        do {
            _ = try await ask(method, target, as: name, headers: headers, form: form, json: json)
            return nil
        } catch let problem as APIProblem { return problem.status }
    }

    /// Begins a login; answers the state and the cookie that ties it to the browser.
    func begin(_ query: String = "", as name: String? = nil) async throws -> (state: String, cookie: String) {
        let answer = try await ask(.get, "/authorize" + query, as: name)
        let state = answer.query("state") ?? ""
        return (state, answer.cookies.first.map { String($0.prefix { $0 != ";" }) } ?? "")
    }

    /// Signs somebody in by code and answers the header that names the session.
    func signIn(as name: String? = nil) async throws -> [String: String] {
        let (state, cookie) = try await begin(as: name)
        let answer = try await ask(
            .post,
            "/oauth/token",
            as: name,
            headers: ["cookie": cookie],
            json: ["code": "c", "state": .string(state)]
        )
        if let session = answer.cookies.first { return ["cookie": String(session.prefix { $0 != ";" })] }
        return ["authorization": "Bearer \(answer.json["accessToken"]?.string ?? "")"]
    }
}

extension GatewayResponse {
    /// The fields that set cookies.
    var cookies: [String] { headers[values: .setCookie] }

    /// The body as JSON.
    var json: JSONObject { (try? JSONReader.parse(body))?.object ?? [:] }

    /// The address that a redirect leads to, without its query.
    var target: String { String((headers[.location] ?? "").prefix { $0 != "?" }) }

    /// A parameter of the address that a redirect leads to.
    func query(_ name: String) -> String? {
        guard let location = headers[.location], let mark = location.firstIndex(of: "?") else { return nil }
        return (try? Form(parsing: Array(location[location.index(after: mark)...].utf8)))?[name]
    }
}
