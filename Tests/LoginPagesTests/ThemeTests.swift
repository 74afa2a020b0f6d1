import LoginPages
import Testing
import Wire

@Suite("A tenant's looks")
struct ThemeTests {
    private static func sheet(_ theme: Theme) -> String { String(decoding: theme.styleSheet, as: UTF8.self) }

    private static func variables(_ block: Substring) -> [String: String] {
        var variables: [String: String] = [:]
        for declaration in block.split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        }
        return variables
    }

    /// The variables by day and by night; both are the same where a theme decides everything.
    private static func modes(_ theme: Theme) -> [[String: String]] {
        Self.sheet(theme).split(separator: ":root{", omittingEmptySubsequences: false).dropFirst().map {
            variables($0.prefix { $0 != "}" })
        }
    }

    private static func contrast(_ one: String?, _ other: String?) -> Double {
        func light(_ text: String?) -> Double {
            guard let text, let bytes = Hexadecimal.decode(String(text.dropFirst())), bytes.count == 3 else {
                return -1
            }
            let parts = bytes.map { byte in
                let value = Double(byte) / 255
                // Near enough to the exact curve to tell 4.5 from 4.4.
                return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let values = [light(one), light(other)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    /// The 2.4th power: the square, times the fifth root of the square.
    private static func power(_ base: Double) -> Double {
        let square = base * base
        var root = 0.5
        for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
        return square * root
    }

    static let accents = ["#000000", "#ffffff", "#ffd400", "#e4002b", "#0059d6", "#7f7f7f", "#00ff00", "#1b1c1f"]

    @Test("leave every colour readable, whatever the accent", arguments: accents)
    func contrast(accent: String) {
        let theme = Theme(branding: ["colors": ["primary": .string(accent)]], theme: nil, organization: nil)
        let modes = Self.modes(theme)
        #expect(modes.count == 2)
        for mode in modes {
            for role in ["--heading", "--text", "--muted", "--link", "--error", "--success", "--secondary-label"] {
                #expect(Self.contrast(mode[role], mode["--surface"]) >= 4.49, "\(accent) \(role)")
            }
            #expect(Self.contrast(mode["--accent-label"], mode["--accent"]) >= 4.49, "\(accent)")
            #expect(Self.contrast(mode["--field-text"], mode["--field"]) >= 4.49)
            #expect(Self.contrast(mode["--field-line"], mode["--surface"]) >= 3)
            #expect(Self.contrast(mode["--focus"], mode["--surface"]) >= 2.99, "\(accent)")
        }
    }

    @Test("come from the organization before the theme before the branding")
    func precedence() {
        let branding: JSONObject = ["colors": ["primary": "#111111", "page_background": "#222222"]]
        let theme: JSONObject = ["colors": ["primary_button": "#333333"]]
        let organization: JSONObject = ["colors": ["primary": "#444", "page_background": "#555555"]]
        #expect(
            Theme(branding: branding, theme: nil, organization: nil).address
                == "/u/theme.css?page=222222&accent=111111"
        )
        #expect(
            Theme(branding: branding, theme: theme, organization: nil).address
                == "/u/theme.css?page=222222&accent=333333"
        )
        #expect(
            Theme(branding: branding, theme: theme, organization: organization).address
                == "/u/theme.css?page=555555&accent=444444"
        )
        #expect(Theme(branding: nil, theme: [:], organization: [:]).address == nil)
        #expect(Theme(branding: ["colors": ["primary": nil]], theme: nil, organization: nil).address == nil)
    }

    @Test("survive the way through the address of their style sheet")
    func roundTrip() throws {
        let theme = Theme(
            branding: [
                "colors": [
                    "page_background": ["type": "linear-gradient", "start": "#FFF", "end": "#000000", "angle_deg": 35]
                ],
                "font": ["url": "https://cdn.example/a(1).woff2?x=1&y=2"],
            ],
            theme: [
                "borders": ["buttons_style": "pill", "input_border_radius": 3, "show_widget_shadow": false],
                "widget": ["logo_position": "none", "header_text_alignment": "right"],
                "fonts": [
                    "reference_text_size": 17.5, "title": ["size": 150, "bold": true], "links_style": "underlined",
                ],
            ],
            organization: nil
        )
        let address = try #require(theme.address)
        let query = try #require(address.split(separator: "?").last)
        #expect(Theme(query: String(query)) == theme)
        let sheet = Self.sheet(theme)
        for part in [
            "--page-image:linear-gradient(35deg,#ffffff,#000000)", "url(\"https://cdn.example/a(1).woff2?x=1&y=2\")",
            "--button-radius:999px", "--field-radius:3px", "--card-shadow:none", "--logo-display:none",
            "--title-align:end", "--size:17.5px", "--link-line:underline",
        ] {
            #expect(sheet.contains(part), "\(part)")
        }
    }

    static let attacks = [
        "red;}body{display:none}", "#fff}", "url(https://evil.example)", "expression(1)", "#12", "#ggg", "", " #fff",
        "https://cdn.example/\"){}*{x:url(\"", "https://cdn.example/a b", "https://cdn.example/\\a", "//cdn.example/x",
        "http://cdn.example/x", "javascript:alert(1)", "data:image/png;base64,AA", "https:///x", "https://a;b/x",
        "https://cdn.example/\u{301}\"", "</style><script>", "pill;}", "1e309", "-5px", "NaN",
    ]

    @Test("cannot bring in a style, a script or another host", arguments: attacks)
    func attack(text: String) throws {
        let value = JSONValue.string(text)
        let theme = Theme(
            branding: ["colors": ["primary": value, "page_background": value], "font": ["url": value]],
            theme: [
                "colors": ["widget_background": value, "error": value],
                "borders": ["buttons_style": value, "input_border_radius": value],
                "page_background": ["background_image_url": value, "background_color": value, "page_layout": value],
                "widget": ["logo_position": value, "logo_height": value],
            ],
            organization: ["colors": ["primary": value]]
        )
        #expect(theme.address == nil)
        let query = ["page", "accent", "font", "page-image", "button-style", "layout", "surface"].map {
            "\($0)=\(Form.encode(text))"
        }
        #expect(Theme(query: query.joined(separator: "&")).address == nil)
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.branding = ["logo_url": value, "favicon_url": value]
        context.organization = .init(id: "org_1", name: "contoso", branding: ["logo_url": value])
        let page = renderer.render(.login(SignInScreen()), context)
        #expect(PageMarkup(page.html).all("img").isEmpty)
        #expect(page.contentSecurityPolicy.contains("img-src 'self';"))
    }

    @Test("let the policy allow their own hosts and no other")
    func policy() throws {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer)
        context.branding = [
            "logo_url": "https://cdn.example/logo.png", "favicon_url": "https://cdn.example/favicon.ico",
            "font": ["url": "https://fonts.example:8443/a.woff2"],
        ]
        context.theme = ["page_background": ["background_image_url": "https://images.example/x.jpg"]]
        let page = renderer.render(.login(SignInScreen()), context)
        #expect(page.contentSecurityPolicy.contains("img-src 'self' https://cdn.example https://images.example;"))
        #expect(page.contentSecurityPolicy.contains("font-src 'self' https://fonts.example:8443;"))
        #expect(PageMarkup(page.html).all("link").map { $0["href"] }.contains("https://cdn.example/favicon.ico"))
    }

    @Test("show a light ground by day alone, unless they decide every colour")
    func night() {
        let light = Theme(branding: ["colors": ["page_background": "#fafafa"]], theme: nil, organization: nil)
        #expect(Self.modes(light).map { $0["--page"] } == ["#fafafa", "#111214"])
        let dark = Theme(branding: ["colors": ["page_background": "#101030"]], theme: nil, organization: nil)
        #expect(Self.modes(dark).map { $0["--page"] } == ["#101030", "#101030"])
        let fixed = Theme(branding: nil, theme: ["colors": ["widget_background": "#ffffff"]], organization: nil)
        #expect(Self.sheet(fixed).contains(":root{color-scheme:light;") && !Self.sheet(fixed).contains("@media"))
    }
}
