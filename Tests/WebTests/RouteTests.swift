import HTTPTypes
import Testing
import Web

@Suite("Routes")
struct RouteTests {
    private static func route(_ path: String, isPrefix: Bool = false) -> Route {
        Route([.get], path, isPrefix: isPrefix, errors: .oauth) { _ in WebResponse() }
    }

    private static let table = RouteTable([
        route("/"), route("/oauth/token"), route("/api/v2/", isPrefix: true), route("/api/v2/special"),
        route("/*/p/", isPrefix: true), route("/p/", isPrefix: true),
    ])

    static let paths: [(String, String?)] = [
        ("/", "/"), ("/oauth/token", "/oauth/token"), ("/oauth/token/", "/oauth/token"),
        ("/api/v2/clients", "/api/v2/"), ("/api/v2/clients/1/", "/api/v2/"), ("/api/v2/", "/api/v2/"),
        ("/api/v2/special", "/api/v2/special"),
        ("", nil), ("//", "/"), ("/oauth", nil), ("/oauth/token//", nil), ("/oauth/tokens", nil), ("/OAuth/token", nil),
        ("oauth/token", nil), ("/oauth/token?x", nil), ("/oauth%2Ftoken", nil), ("/api/v2", nil), ("/api/v22", nil),
        ("/acme/p/waad/1", "/*/p/"), ("/acme/p/", "/*/p/"), ("/p/adfs/1", "/p/"), ("/p/p/p/", "/p/"),
        ("/a/b/p/c", nil), ("/acme/p", nil), ("//p/c", "/*/p/"), ("/*/p", nil),
        ("/x/api/v2/", nil), ("/oauth/../oauth/token", nil),
    ]

    @Test("are found by their path", arguments: paths)
    func table(path: String, route: String?) {
        #expect(Self.table.route(path)?.path == route)
    }

    @Test("of two with one path the later answers")
    func later() {
        let table = RouteTable([
            Route([.get], "/a", errors: .oauth) { _ in WebResponse() },
            Route([.post], "/a", errors: .oauth) { _ in WebResponse() },
        ])
        #expect(table.route("/a")?.methods == [.post])
    }
}
