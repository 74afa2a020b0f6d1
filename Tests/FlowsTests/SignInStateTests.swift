import Flows
import Kernel
import OAuth
import Testing
import Wire

@Suite("The state of a sign-in")
struct SignInStateTests {
    private static func state(_ query: String) throws -> String {
        let request = try AuthorizeRequest(try Form(parsing: Array(query.utf8)))
        return SignInState.make(for: request, .system).exposed
    }

    static let requests: [(query: String, client: String?, organization: String?)] = [
        ("client_id=abcDEF-_09", "abcDEF-_09", nil), ("client_id=app&organization=org_1", "app", "org_1"),
        ("client_id=app&organization=acme", "app", "acme"), ("client_id=app&organization=a.b", "app", nil),
        ("client_id=https://app.example/", nil, nil), ("organization=org_1", nil, nil),
        ("client_id=" + String(repeating: "a", count: 65), nil, nil),
    ]

    @Test("names whom it is for, and is a secret beside that", arguments: requests)
    func names(request: (query: String, client: String?, organization: String?)) throws {
        let state = try Self.state(request.query)
        let read = SignInState(state)
        #expect(read.clientID == request.client && read.organization == request.organization)
        let (secret, other) = (state.prefix { $0 != "." }, try Self.state(request.query).prefix { $0 != "." })
        #expect(secret.utf8.count == 43 && secret != other)
        #expect(Form.encode(state) == state)
    }

    @Test(
        "of another form names nobody",
        arguments: ["", "x", ".app", String(repeating: "x", count: 43), String(repeating: "x", count: 43) + ".a.b.c"]
    )
    func strange(state: String) {
        #expect(SignInState(state).clientID == nil && SignInState(state).organization == nil)
    }
}
