import HTTPTypes
import Testing

@testable import ManagementV1

@Suite("Operations of the first API")
struct OperationTests {
    @Test("No two operations are at one place")
    func unique() {
        let places = V1Engine.operations.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(places).count == places.count)
    }

    @Test(
        "A path is matched part by part, and each part decoded on its own",
        arguments: [
            ("connections/contoso.com", "connections/{name}", ["contoso.com"]),
            ("connections/contoso.com/", "connections/{name}", ["contoso.com"]),
            ("connections/a%2Fb%20c", "connections/{name}", ["a/b c"]),
            ("connections/a+b", "connections/{name}", ["a+b"]),
            ("users/adfs%7Cjohn%40fabrikam.com/metadata", "users/{user_id}/metadata", ["adfs|john@fabrikam.com"]),
            ("users/auth0|1/refresh_tokens/t", "users/{user_id}/refresh_tokens/{token}", ["auth0|1", "t"]),
        ]
    )
    func paths(path: String, pattern: String, values: [String]) {
        let operation = V1Engine.operations.first { $0.path == pattern }
        #expect(operation?.match(path.split(separator: "/")) == values)
    }

    @Test(
        "A path that cannot be decoded, or has other parts, is no operation's",
        arguments: ["users/%FF", "users/a/b/c/d"]
    )
    func strangers(path: String) {
        #expect(V1Engine.operations.allSatisfy { $0.match(path.split(separator: "/")) == nil })
    }

    @Test(
        "What concerns the whole tenant is for the global client",
        arguments: [
            "POST clients", "PUT clients/{client_id}", "PATCH clients/{client_id}", "DELETE clients/{client_id}",
            "DELETE users", "GET rules", "POST rules", "PUT rules/{name}", "DELETE rules/{name}", "GET rules-configs",
            "POST rules-configs", "GET emails/{template}", "POST emails", "PUT emails/{template}",
            "PUT connection-templates/{strategy}", "DELETE tenants/{name}",
        ]
    )
    func global(operation: String) {
        let found = V1Engine.operations.first { "\($0.method.rawValue) \($0.path)" == operation }
        #expect(found?.isGlobal == true)
    }
}
