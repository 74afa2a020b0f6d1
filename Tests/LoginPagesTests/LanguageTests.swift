import LoginPages
import Testing
import Wire

@Suite("Languages")
struct LanguageTests {
    @Test("have the same texts, none of them empty, with the same variables")
    func complete() throws {
        let languages = try Languages().all
        let english = try #require(languages.first { $0.tag == "en" })
        for language in languages {
            #expect(language.keys == english.keys, "\(language.tag)")
            for key in language.keys {
                #expect(language[key]?.isEmpty == false, "\(language.tag) \(key)")
                #expect(Self.variables(language[key]) == Self.variables(english[key]), "\(language.tag) \(key)")
            }
        }
    }

    private static func variables(_ text: String?) -> Set<Substring> {
        Set(
            (text ?? "").split(separator: "${", omittingEmptySubsequences: false).dropFirst().map {
                $0.prefix { $0 != "}" }
            }
        )
    }

    static let choices: [(String?, String?, [String], String)] = [
        (nil, nil, [], "en"), (nil, nil, ["de", "en"], "de"), ("fr", "de", [], "fr"), ("xx de", "fr", [], "de"),
        (nil, "de-CH, fr;q=0.8", [], "de"), (nil, "fr;q=0.5, es;q=0.9", [], "es"), (nil, "de;q=0, fr;q=0.1", [], "fr"),
        (nil, "*", [], "en"), ("pt-PT", nil, ["en", "pt-BR"], "pt-BR"), ("PT-br", nil, ["en", "pt-BR"], "pt-BR"),
        ("de", nil, ["en", "fr"], "en"), (nil, "ja", ["ja", "en"], "en"), ("\"><script>", "\u{0};q=x,,;", [], "en"),
        (nil, "de-CH-1996", ["fr", "de-AT"], "de-AT"), (nil, nil, ["ja"], "en"), (nil, nil, ["\"x"], "en"),
    ]

    @Test("are chosen by what was asked for and what the tenant has enabled", arguments: choices)
    func negotiation(locales: String?, accept: String?, enabled: [String], expected: String) throws {
        let chosen = try Languages().negotiate(uiLocales: locales, acceptLanguage: accept, enabledLocales: enabled)
        #expect(chosen.tag == expected)
    }

    @Test("can be added while the server starts, and fall back to English for what they lack")
    func extra() throws {
        let renderer = try PageRenderer(extraLanguages: [
            ("he", "# Hebrew\r\nlogin.login.title = \u{5E9}\u{5DC}\u{5D5}\u{5DD}\r\n")
        ])
        let context = PageFixture.context(renderer, "he")
        let markup = PageMarkup(renderer.render(.login(SignInScreen()), context).html)
        #expect(markup.first("html")?["lang"] == "he" && markup.first("html")?["dir"] == "rtl")
        #expect(markup.first("h1")?.text == "\u{5E9}\u{5DC}\u{5D5}\u{5DD}")
        #expect(markup.elements.contains { $0.text == "Password" })
    }

    static let broken: [(String, String, LanguageError)] = [
        ("en\"", "a = b", .tag("en\"")), ("nl", "a = b\nnonsense", .line(2)), ("nl", "= b", .line(1)),
        ("nl", "a = b\na = c", .repeated("a")),
    ]

    @Test("that are broken are refused", arguments: broken)
    func refusal(tag: String, text: String, expected: LanguageError) {
        #expect(throws: expected) { try Language(tag: tag, text) }
    }

    @Test("give way to a tenant's own texts, and blanks hide one")
    func customText() throws {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.customText = [
            "login": [
                "title": "Hello, ${clientName}!", "description": " ", "footerText": "New here?",
                "forgotPasswordText": "${nobody}Lost it? ${title}", "buttonText": 5,
            ],
            "signup": ["title": "elsewhere"],
        ]
        let markup = PageMarkup(renderer.render(.login(SignInScreen()), context).html)
        #expect(markup.first("h1")?.text == "Hello, Warehouse!")
        #expect(markup.elements.filter { $0.name == "p" }.map(\.text).contains("New here? "))
        #expect(!markup.elements.contains { $0.text.contains("Log in to") })
        #expect(markup.elements.contains { $0.text == "Lost it? Hello, Warehouse!" })
        #expect(markup.all("button").contains { $0.text == "Continue" })
    }

    @Test("never loop where texts name each other")
    func loops() throws {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.customText = ["login": ["title": "a${description}", "description": "b${title}"]]
        let markup = PageMarkup(renderer.render(.login(SignInScreen()), context).html)
        #expect(markup.first("h1")?.text.hasPrefix("abab") == true)
    }
}
