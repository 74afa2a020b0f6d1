import Applications
import Testing
import Wire

@Suite("Where a sign-in begins that began at no application")
struct LoginRouteTests {
    private static func client(_ route: JSONValue?) -> Client {
        var body: JSONObject = [:]
        body["initiate_login_uri"] = route
        return Client(ViewTests.document(.client, body))
    }

    private static let settings = TenantSettings(["default_redirection_uri": "https://tenant.example/"])
    private static let places = LoginRoute.Places(
        organization: (
            "org_1", "acme",
            ["public_host": "login.acme.example:8443", "PUBLIC_A": "a", "secret": "x", "public_bad": "evil.test/?"]
        ),
        domain: ["domain_metadata": ["public_app": "app.example", "public_number": 5]]
    )

    static let routes: [(JSONValue?, String?)] = [
        ("https://app.example/login", "https://app.example/login"), (nil, "https://tenant.example/"),
        (.null, "https://tenant.example/"), ("", "https://tenant.example/"),
        ("https://{organization_name}.app.example/{organization_id}", "https://acme.app.example/org_1"),
        ("https://{organization.metadata.public_host}/l?x=1#y", "https://login.acme.example:8443/l?x=1#y"),
        (
            "https://{organization.metadata.PUBLIC_A}.{custom_domain.metadata.public_app}/",
            "https://a.app.example/"
        ),
        ("https://{organization.metadata.secret}/", "https://tenant.example/"),
        ("https://{organization.metadata.public_bad}/", "https://tenant.example/"),
        ("https://{organization.metadata.public_none}/", "https://tenant.example/"),
        ("https://{custom_domain.metadata.public_number}/", "https://tenant.example/"),
        ("https://{nobody}/", "https://tenant.example/"), ("https://app.example/{", "https://app.example/{"),
    ]

    @Test("is the application's route, or else the tenant's", arguments: routes)
    func route(route: JSONValue?, expected: String?) {
        #expect(LoginRoute.of(Self.client(route), Self.settings, Self.places) == expected)
    }

    @Test("is nowhere if nobody says where, or if a place is not filled")
    func nowhere() {
        let none = TenantSettings(nil)
        #expect(LoginRoute.of(nil, none) == nil)
        #expect(LoginRoute.of(nil, Self.settings) == "https://tenant.example/")
        #expect(LoginRoute.of(Self.client("https://{organization_name}.app.example/"), none) == nil)
    }

    static let additions: [(String, String)] = [
        ("https://app.example/", "https://app.example/?iss=https%3A%2F%2Facme.example%2F&name=a%20%26%2Bb"),
        ("https://app.example?x=1", "https://app.example?x=1&iss=https%3A%2F%2Facme.example%2F&name=a%20%26%2Bb"),
        ("https://app.example#/in?y", "https://app.example?iss=https%3A%2F%2Facme.example%2F&name=a%20%26%2Bb#/in?y"),
    ]

    @Test("is told more in its query, before a fragment", arguments: additions)
    func adding(address: String, expected: String) {
        let told = [(name: "iss", value: "https://acme.example/"), (name: "name", value: "a &+b")]
        #expect(LoginRoute.adding(told, to: address) == expected)
        #expect(LoginRoute.adding([], to: address) == address)
    }
}
