import LoginPages
import Testing
import Wire

@Suite("Screens")
struct ScreenTests {
    private static func markup(_ name: String, _ adapt: (inout PageContext) -> Void = { _ in }) throws -> PageMarkup {
        let renderer = try PageFixture.renderer.get()
        let example = try #require(PageFixture.examples.first { $0.name == name })
        var context = PageFixture.context(renderer)
        example.adapt(&context)
        adapt(&context)
        return PageMarkup(renderer.render(example.screen, context).html)
    }

    static let fields: [(String, [String])] = [
        ("login", ["username", "password"]), ("login-identifier", ["username"]),
        ("login-password", ["username", "password"]), ("signup", ["email", "password"]),
        ("signup-all", ["email", "username", "phone", "password"]),
        ("signup-identifier", ["email", "username", "phone"]), ("signup-password", ["email", "password"]),
        ("email-challenge", ["code"]), ("reset-request", ["email"]), ("reset-request-username", ["username"]),
        ("reset", ["username", "password-reset", "re-enter-password"]), ("organization-name", ["organizationName"]),
        ("consent", []), ("organizations", []), ("logout", []), ("invitation", []), ("unblock", []),
    ]

    @Test("post the fields that scripts of the real pages post", arguments: fields)
    func names(name: String, fields: [String]) throws {
        #expect(try Self.markup(name).visibleInputs.map { $0["name"] } == fields)
    }

    static let actions: [(String, [String])] = [
        ("login", ["default"]), ("signup", ["default"]), ("consent", ["accept", "cancel"]),
        ("logout", ["accept", "cancel"]), ("invitation", ["default"]), ("unblock", ["default"]),
        ("email-challenge", ["default", "resend-code"]), ("reset-sent", ["resend-email"]),
        ("reset-sent-username", []), ("verified", []),
    ]

    @Test("tell by the value of a button what was pressed", arguments: actions)
    func buttons(name: String, actions: [String]) throws {
        let buttons = try Self.markup(name).all("button").filter { $0["name"] == "action" }
        #expect(buttons.map { $0["value"] } == actions)
    }

    @Test("of a code name the address, ask for digits that browsers may fill in, and lead back")
    func code() throws {
        let markup = try Self.markup("email-challenge") { PageFixture.invitation(&$0) }
        let field = try #require(markup.visibleInputs.first)
        #expect(field["autocomplete"] == "one-time-code" && field["inputmode"] == "numeric")
        #expect(markup.elements.contains { $0.text.contains("ada@example.com") })
        #expect(!markup.elements.contains { $0.text.contains("grace@example.com") })
        #expect(markup.all("a").contains { $0["href"] == "/u/signup?state=hKFo2SBkZW1vLXN0YXRl" })
    }

    @Test("of consent post the API and every scope, and show all but openid")
    func consent() throws {
        let markup = try Self.markup("consent")
        let hidden = markup.all("input").filter { $0["name"] == "scope[]" }.map { $0["value"] }
        #expect(hidden == ["openid", "profile", "email", "read:stock", "write:orders", "offline_access"])
        #expect(markup.all("input").first { $0["name"] == "audience" }?["value"] == "https://stock.example/")
        let shown = markup.all("li").map { $0["data-scope"] }
        #expect(shown == ["profile", "email", "offline_access", "read:stock", "write:orders"])
    }

    @Test("begin at the field that is wrong, or at the first that is empty")
    func focus() throws {
        let focused = { (markup: PageMarkup) in markup.elements.first { $0["autofocus"] != nil }?["name"] }
        #expect(focused(try Self.markup("login")) == "username")
        #expect(focused(try Self.markup("login-wrong")) == "password")
        #expect(focused(try Self.markup("login-password")) == "password")
        #expect(focused(try Self.markup("organization-name")) == "organizationName")
    }

    @Test("never show a password again")
    func passwords() throws {
        let markup = try Self.markup("signup-weak") { $0.values["password"] = "hunter2" }
        #expect(markup.visibleInputs.first { $0["type"] == "password" }?["value"] == "")
    }

    @Test("show no link without an address")
    func links() throws {
        let markup = try Self.markup("login") { $0.links = PageContext.Links() }
        #expect(markup.all("a").compactMap { $0["href"] }.allSatisfy { $0.hasPrefix("https://northwind.example/") })
    }

    @Test("mark what is wrong with its code")
    func codes() throws {
        let error = try Self.markup("login-wrong").elements.first { $0["id"] == "error-element-password" }
        #expect(error?["data-error-code"] == "wrong-email-credentials")
        let banner = try Self.markup("login-blocked").elements.first { $0["role"] == "alert" }
        #expect(banner?["data-error-code"] == "user-blocked")
    }

    @Test("of an unknown error say that something went wrong")
    func unknownError() throws {
        let markup = try Self.markup("login") { $0.banner = PageMessage("never-heard-of") }
        #expect(markup.elements.contains { $0.text.contains("Something went wrong") })
    }

    @Test("name the text for wrong credentials by the identifiers")
    func wrongCredentials() throws {
        let renderer = try PageFixture.renderer.get()
        let english = try #require(renderer.languages.all.first)
        var identifiers: [Set<PageIdentifier>] = [[]]
        for identifier in PageIdentifier.allCases { identifiers += identifiers.map { $0.union([identifier]) } }
        for set in identifiers {
            #expect(english[SignInScreen(identifiers: set).wrongCredentialsKey] != nil)
            #expect(english[SignInScreen(identifiers: set).missingIdentifierKey] != nil)
        }
    }

    @Test("take the organization's name and logo")
    func organization() throws {
        let markup = try Self.markup("login") { context in
            context.organization = .init(
                id: "org_1",
                name: "contoso",
                displayName: "Contoso",
                branding: ["logo_url": "https://cdn.example/logo.png"]
            )
        }
        #expect(markup.first("img")?["src"] == "https://cdn.example/logo.png")
        #expect(markup.first("img")?["alt"] == "Contoso")
        #expect(markup.elements.contains { $0.text == "Log in to Contoso to continue to Warehouse." })
    }

    @Test("tick off what a refused password met")
    func checklist() throws {
        let rules = try Self.markup("signup-weak").all("li").map { ($0["data-rule"] ?? "", $0["class"]) }
        #expect(rules.first { $0.0 == "lengthAtLeast" }?.1 == "met")
        #expect(rules.first { $0.0 == "upperCase" }?.1 == "unmet")
        #expect(try Self.markup("signup").all("li").allSatisfy { $0["class"] == nil })
    }
}
