import HTTPTypes
import Testing
import Wire

@testable import Gateway

@Suite struct RouteTableTests {
    private static func route(_ method: HTTPRequest.Method, _ pattern: String) -> GatewayRoute {
        GatewayRoute(method, pattern, documentation: ["summary": .string(pattern)]) { _ in .json([]) }
    }

    private static let table = RouteTable([
        route(.patch, "/users/{userID}"), route(.delete, "/users/{userID}"), route(.get, "/users/active"),
        route(.get, "/users"), route(.get, "/users/import/status/{jobID}"),
        route(.get, "/users/import/status/{jobID}/errors"),
    ])

    @Test(arguments: [
        ("/users", "/users"), ("/users/", "/users"), ("/users/active", "/users/active"),
        ("/users/auth0%7C1", "/users/{userID}"),
        ("/users/import/status/j/errors", "/users/import/status/{jobID}/errors"),
    ])
    func aPathIsFoundByItsParts(_ path: String, _ pattern: String) {
        #expect(Self.table.match(path)?.routes.first?.pattern == pattern)
    }

    @Test(arguments: ["/", "", "/user", "/users/a/b", "/users//", "/users/import/status/%zz"])
    func aPathThatIsNoneIsNotFound(_ path: String) { #expect(Self.table.match(path) == nil) }

    @Test func namedPartsAreDecoded() {
        #expect(Self.table.match("/users/auth0%7C1%2F2")?.parameters == ["userID": "auth0|1/2"])
        #expect(Self.table.match("/users/auth0|1")?.routes.map(\.method) == [.patch, .delete])
    }

    @Test func theDocumentHoldsEveryRouteUnderThePrefix() throws {
        let probe = GatewayRoute(.get, "/-/ready", isOperational: true, documentation: [:]) { _ in .json([]) }
        let routes = [Self.route(.patch, "/users/{userID}"), Self.route(.delete, "/users/{userID}"), probe]
        let document = try JSONReader.parse(OpenAPIDocument.encode(routes, prefix: "/auth", version: "1"))
        #expect(document["openapi"] == "3.0.3")
        #expect(document["paths"]?.object?.keys == ["/auth/users/{userID}", "/-/ready"])
        #expect(document["paths"]?["/auth/users/{userID}"]?.object?.keys == ["patch", "delete"])
    }

    @Test(arguments: [
        ("/authorize", "/authorize"), ("/userinfo?", "/userinfo?"),
        ("/authorize?state=s&prompt=login", "/authorize?state=redacted&prompt=login"),
        ("/cb?code=c%20d&STATE=x&a", "/cb?code=redacted&STATE=redacted&a"), ("/cb?%63ode=c", "/cb?%63ode=redacted"),
        ("/a?x=1&state=", "/a?x=1&state=redacted"),
    ])
    func secretsOfTheQueryAreNotLogged(_ target: String, _ logged: String) {
        #expect(RequestLog.redacted(target) == logged)
    }

    @Test func aRequestKeepsItsIDUnlessThatIsNone() {
        func id(_ value: String) -> String { RequestLog.id([HTTPField.Name("x-request-id") ?? .date: value]) }
        #expect(id("abc-1") == "abc-1")
        #expect(id(String(repeating: "x", count: 200)).count == 36)
        #expect(RequestLog.id([:]).split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
    }
}
