import Kernel
import Synchronization
import Tokens
import Wire

@testable import Gateway

/// A tenant at the level of requests: answers what it is told to, signs ID tokens, and notes what it was asked.
final class WireTenant: Sendable {
    struct State {
        var calls: [TenantCall] = []
        var answers: [String: TenantAnswer] = [:]
        var isDown = false
        var key: (kid: String, key: SigningKey)
        var published: [(kid: String, key: SigningKey)] = []
        var delay = Duration.zero
    }

    private let state: Mutex<State>
    let clock: TestClock

    init(_ clock: TestClock = TestClock()) throws {
        let key = (kid: "first", key: try SigningKey.generate(for: .es256))
        state = Mutex(State(key: key, published: [key]))
        self.clock = clock
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// The requests so far, as `METHOD path`.
    var asked: [String] {
        state.withLock { $0.calls.map { "\($0.method) \($0.url.dropFirst(Desk.tenantURL.text.count))" } }
    }
    var calls: [TenantCall] { state.withLock { $0.calls } }

    func answer(_ request: String, _ status: Int, _ json: JSONValue? = nil) {
        let body = json.map { JSONWriter.encode($0) } ?? []
        change { $0.answers[request] = TenantAnswer(status: status, body: body) }
    }

    /// Signs with another key from now on.
    func rotate(to kid: String, isPublished: Bool = true) throws {
        let key = (kid: kid, key: try SigningKey.generate(for: .es256))
        change { state in
            state.key = key
            if isPublished { state.published.append(key) }
        }
    }

    @Sendable
    func send(_ call: TenantCall) async throws(TenantError) -> TenantAnswer {
        let (now, delay) = state.withLock { state in
            state.calls.append(call)
            return (state, state.delay)
        }
        if delay > .zero { try? await Task.sleep(for: delay) }
        if now.isDown { throw .unavailable("down") }
        let path = String(call.url.dropFirst(Desk.tenantURL.text.count).prefix { $0 != "?" })
        if let answer = now.answers["\(call.method) \(path)"] { return answer }
        guard path == "/.well-known/jwks.json" else { return TenantAnswer(status: 404) }
        let keys = now.published.compactMap { try? $0.key.publicKey.jwk(kid: $0.kid, use: "sig", alg: .es256) }
        return TenantAnswer(
            status: 200,
            body: JSONWriter.encode(["keys": .array(keys.map(JSONValue.object))] as JSONObject)
        )
    }

    /// An ID token of these claims; those that are null are left out.
    func idToken(_ changed: JSONObject = [:]) throws -> String {
        let now = clock.now.seconds
        var claims: JSONObject = [
            "iss": "https://tenant.example/", "aud": "id of portal", "sub": "auth0|1", "iat": .integer(now),
            "exp": .integer(now + 300),
        ]
        for (name, value) in changed { claims[name] = value == .null ? Optional<JSONValue>.none : value }
        let (kid, key) = state.withLock { $0.key }
        return try JWTSigner(key: key, algorithm: .es256, kid: kid).tokenText(claims: JSONWriter.encode(claims))
    }

    static let client = LoginClient(
        name: "portal",
        auth0URL: Desk.tenantURL,
        clientID: "id of portal",
        clientSecret: Secret("s e"),
        redirectURL: "https://app.example/callback",
        scopes: ["profile", "website"],
        audience: "https://api.example",
        signingAlgorithms: [.es256]
    )

    static func configuration(
        connections: AllowedConnections = AllowedConnections(),
        ids: [String: String]? = nil
    ) -> GatewayConfiguration {
        GatewayConfiguration(
            clients: ["portal": client],
            defaultClient: "portal",
            management: ManagementClient(
                auth0URL: Desk.tenantURL,
                clientID: "manager",
                clientSecret: Secret("m"),
                connections: connections,
                connectionIDs: ids
            )
        )
    }
}

extension TenantCall {
    /// The body as a form.
    var form: Form { (try? Form(parsing: body)) ?? Form() }

    /// The body as JSON.
    var json: JSONObject { (try? JSONReader.parse(body))?.object ?? [:] }

    /// The value of a header field.
    func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }

    /// A parameter of the query.
    func query(_ name: String) -> String? {
        guard let mark = url.firstIndex(of: "?") else { return nil }
        return (try? Form(parsing: Array(url[url.index(after: mark)...].utf8)))?[name]
    }
}
