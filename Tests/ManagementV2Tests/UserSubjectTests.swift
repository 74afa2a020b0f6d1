import Flows
import Kernel
import Management
import ManagementV2
import Testing
import Wire

/// The storage of these tests cannot be reached: whoever is let through gets 503.
@Suite("Users who call for themselves")
struct UserSubjectTests {
    private struct Call: Sendable {
        let method: String
        let target: String
        var body = ""
        let scopes: Set<String>
        let status: Int
    }

    private static let calls: [Call] = [
        Call(method: "GET", target: "/users/auth0%7Cme", scopes: ["read:current_user"], status: 503),
        Call(method: "GET", target: "/users/auth0%7Cyou", scopes: ["read:current_user"], status: 403),
        Call(method: "GET", target: "/users/auth0%7Cyou", scopes: ["read:users"], status: 503),
        Call(method: "GET", target: "/users/auth0%7Cyou/enrollments", scopes: ["read:current_user"], status: 403),
        Call(method: "DELETE", target: "/users/auth0%7Cyou", scopes: ["delete:current_user"], status: 403),
        Call(method: "DELETE", target: "/users/auth0%7Cme", scopes: ["delete:current_user"], status: 503),
        change("me", "{\"user_metadata\":{\"a\":1}}", ["update:current_user_metadata"], 503),
        change("you", "{\"user_metadata\":{\"a\":1}}", ["update:current_user_metadata"], 403),
        change("me", "{\"app_metadata\":{\"a\":1}}", ["update:current_user_metadata"], 403),
        change("me", "{\"password\":\"x\"}", ["update:current_user_metadata"], 403),
        change("you", "{\"app_metadata\":{\"a\":1}}", ["update:users_app_metadata"], 503),
        change("you", "{\"email\":\"a@example.com\"}", ["update:users_app_metadata"], 403),
        change("you", "{\"email\":\"a@example.com\"}", ["update:users"], 503),
        link("me", "{\"link_with\":\"x\"}", ["update:current_user_identities"], 503),
        link("you", "{\"link_with\":\"x\"}", ["update:current_user_identities"], 403),
        link("me", "{\"provider\":\"auth0\",\"user_id\":\"x\"}", ["update:current_user_identities"], 400),
        link("you", "{\"provider\":\"auth0\",\"user_id\":\"x\"}", ["update:users"], 503),
    ]

    private static func change(_ user: String, _ body: String, _ scopes: Set<String>, _ status: Int) -> Call {
        Call(method: "PATCH", target: "/users/auth0%7C\(user)", body: body, scopes: scopes, status: status)
    }

    private static func link(_ user: String, _ body: String, _ scopes: Set<String>, _ status: Int) -> Call {
        Call(
            method: "POST",
            target: "/users/auth0%7C\(user)/identities",
            body: body,
            scopes: scopes,
            status: status
        )
    }

    @Test("They reach themselves alone, and of themselves only what their scopes name", arguments: calls.indices)
    func reach(_ number: Int) async {
        let call = Self.calls[number]
        let engine = ManagementEngine(
            administration: Administration(storage: UnreachableStorage()),
            authenticate: { _, _ in ManagementPrincipal(clientID: "app", subject: "auth0|me", scopes: call.scopes) }
        )
        let response = await engine.respond(
            to: ManagementRequest(
                method: call.method,
                path: call.target,
                contentType: "application/json",
                authorization: "Bearer",
                body: Array(call.body.utf8),
                host: EngineFixture.host,
                now: Instant(seconds: 0)
            )
        )
        #expect(response.status == call.status, "\(call.method) \(call.target) \(call.body)")
    }

    @Test("A client that speaks for nobody registers no device")
    func devices() async {
        let engine = ManagementEngine(
            administration: Administration(storage: UnreachableStorage()),
            authenticate: { _, _ in
                ManagementPrincipal(
                    clientID: "app",
                    subject: "app@clients",
                    scopes: ["create:current_user_device_credentials"]
                )
            }
        )
        let response = await engine.respond(
            to: ManagementRequest(
                method: "POST",
                path: "/device-credentials",
                contentType: "application/json",
                authorization: "Bearer",
                body: Array("{\"device_name\":\"a\",\"type\":\"public_key\",\"value\":\"b\",\"device_id\":\"c\"}".utf8),
                host: EngineFixture.host,
                now: Instant(seconds: 0)
            )
        )
        #expect(response.status == 403)
    }
}
