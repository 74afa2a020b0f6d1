import Kernel
import Testing
import Wire

@testable import Delivery

@Suite("Composing mails")
struct MailComposerTests {
    private static let now = Instant(seconds: 1_600_000_000)
    private static let link = "https://acme.example.test/u/email-verification?ticket=abc&x=1#"

    static let values: JSONObject = [
        "user": ["email": "eve@example.test", "name": "<script>alert(1)</script>", "source_ip": "203.0.113.9"],
        "application": ["name": "<b>Shop</b>", "clientID": "c1"], "connection": ["name": "people"],
        "tenant": "acme", "friendly_name": "Acme & Söhne", "support_email": "help@example.test",
        "inviter": ["name": "Mallory <i>"], "organization": ["name": "org", "display_name": "Org <u>"],
        "url": .string(link), "code": "123456", "host": "acme.example.test",
    ]

    private static func letter(
        _ template: String,
        document: JSONObject? = nil,
        languages: [String] = [],
        values: JSONObject = values
    ) -> MailComposer.Letter {
        MailComposer.Letter(
            template: template,
            document: document,
            recipient: "eve@example.test",
            sender: "Acme <no-reply@acme.example.test>",
            languages: languages,
            values: values
        )
    }

    private static func compose(_ letter: MailComposer.Letter) throws -> MailComposer.Composition {
        try #require(try MailComposer().compose(letter, now: now))
    }

    /// The names of the management API's templates.
    static let names = [
        "verify_email", "verify_email_by_code", "auth_email_by_code", "reset_email", "reset_email_by_code",
        "welcome_email", "blocked_account", "stolen_credentials", "enrollment_email", "mfa_oob_code",
        "user_invitation", "async_approval", "change_password", "password_reset",
    ]

    @Test("every mail is there in every language and lets no markup through", arguments: names)
    func builtIn(name: String) throws {
        var subjects: Set<String> = []
        for language in ["en", "de", "fr", "es", "pt"] {
            let composition = try Self.compose(Self.letter(name, languages: [language]))
            let message = composition.message
            #expect(composition.problems.isEmpty)
            #expect(message.html.contains("<html lang=\"\(language)\">"))
            for markup in ["<script", "<b>", "<i>", "<u>", "{{", "{%", "Acme & "] {
                #expect(!message.html.contains(markup))
            }
            #expect(message.html.contains("Acme &amp; Söhne"))
            #expect(message.text.contains("Acme & Söhne") && !message.text.contains("<p"))
            #expect(!message.subject.isEmpty && !message.subject.contains("{"))
            #expect(message.html.contains(">123456<") && message.text.contains("\n123456\n"))
            subjects.insert(message.subject)
        }
        #expect(subjects.count == 5)
    }

    @Test(
        "a link is a button, and stands in both texts",
        arguments: ["verify_email", "reset_email", "blocked_account"]
    )
    func links(name: String) throws {
        let message = try Self.compose(Self.letter(name)).message
        #expect(message.html.contains("<a href=\"https://acme.example.test/u/email-verification?ticket=abc&amp;x=1#\""))
        #expect(message.text.contains(Self.link))
        #expect(
            message.text.firstRange(of: Self.link).map { !message.text[$0.upperBound...].contains("https://") } == true
        )
    }

    @Test("what a mail lacks leaves no trace")
    func absentValues() throws {
        let message = try Self.compose(Self.letter("verify_email", values: ["user": ["email": "a@b.test"]])).message
        #expect(
            !message.html.contains("<a ") && !message.html.contains("<img") && !message.html.contains("letter-spacing")
        )
        let branded: JSONObject = [
            "link": "https://x.test",
            "branding": ["colors": ["primary": "#112233"], "logo_url": "https://x.test/l.png"],
        ]
        let html = try Self.compose(Self.letter("enrollment_email", values: branded)).message.html
        #expect(html.contains("background:#112233") && html.contains("<img src=\"https://x.test/l.png\""))
        #expect(html.contains("<a href=\"https://x.test\""))
    }

    static let languages: [([String], String)] = [
        ([], "en"), (["xx"], "en"), (["de-AT"], "de"), (["xx", "pt-BR", "fr"], "pt"), (["FR_ca"], "fr"),
    ]

    @Test("the first language that is known is taken", arguments: languages)
    func languageChoice(asked: [String], language: String) throws {
        #expect(
            try Self.compose(Self.letter("welcome_email", languages: asked)).message.html.contains(
                "lang=\"\(language)\""
            )
        )
    }

    @Test("a tenant's own template takes the place of ours")
    func ownTemplate() throws {
        let document: JSONObject = [
            "template": "verify_email", "syntax": "liquid", "enabled": true,
            "from": "{{ application.name }} <mail@own.test>",
            "subject": "Hi {{ user.name | upcase }}", "body": "<p>{{ user.name }} {{ user.name | escape }}</p>",
        ]
        let message = try Self.compose(Self.letter("verify_email", document: document)).message
        let name = "&lt;script&gt;alert(1)&lt;/script&gt;"
        #expect(message.html == "<p>\(name) \(name)</p>")
        #expect(message.text == "<script>alert(1)</script> <script>alert(1)</script>\n")
        #expect(message.subject == "Hi <SCRIPT>ALERT(1)</SCRIPT>")
        #expect(message.from == Mailbox(name: "<b>Shop</b>", address: "mail@own.test"))
    }

    @Test("empty parts of a template are ours")
    func emptyParts() throws {
        let document: JSONObject = ["body": "<p>x</p>", "from": "", "subject": "", "enabled": true]
        let message = try Self.compose(Self.letter("verify_email", document: document)).message
        #expect(message.subject == "Verify your email")
        #expect(message.from == Mailbox(name: "Acme", address: "no-reply@acme.example.test"))
    }

    @Test("a mail that is switched off is not written")
    func switchedOff() throws {
        #expect(
            try MailComposer().compose(Self.letter("verify_email", document: ["enabled": false]), now: Self.now) == nil
        )
        #expect(
            try MailComposer().compose(Self.letter("verify_email", document: ["enabled": nil]), now: Self.now) != nil
        )
    }

    @Test("a broken template is replaced, part by part, and reported")
    func brokenTemplate() throws {
        let document: JSONObject = [
            "body": "a\n{{ user.name | nope }}", "subject": "{{ 1 | divided_by: 0 }}", "from": "a@b@c", "enabled": true,
        ]
        let composition = try Self.compose(Self.letter("verify_email", document: document))
        #expect(composition.message.html.contains("Verify your email address"))
        #expect(composition.message.subject == "Verify your email")
        #expect(composition.message.from.address == "no-reply@acme.example.test")
        #expect(
            composition.problems == [
                "subject: line 1: divided_by: a number is divided by zero", "body: line 2: there is no filter 'nope'",
                "from: the address is malformed",
            ]
        )
    }

    @Test("a sender that is only a name goes with the standard address")
    func nameAlone() throws {
        let message = try Self.compose(Self.letter("verify_email", document: ["from": "Acme Security"])).message
        #expect(message.from == Mailbox(name: "Acme Security", address: "no-reply@acme.example.test"))
    }

    @Test("an unknown mail and a malformed recipient are refused")
    func refused() {
        #expect(throws: MailComposer.Failure.self) { try MailComposer().compose(Self.letter("nope"), now: Self.now) }
        let letter = MailComposer.Letter(
            template: "verify_email",
            document: nil,
            recipient: "a@b.test>\r\nRCPT TO:<eve@example.test",
            sender: "a@b.test",
            languages: [],
            values: [:]
        )
        #expect(throws: MailComposer.Failure.self) { try MailComposer().compose(letter, now: Self.now) }
    }

    static let documents: [(String, String)] = [
        ("<p>Hi &amp; <b>bye</b></p>\n<p>x</p>", "Hi & bye\n\nx\n"),
        ("<head><title>t</title></head><body><style>p{}</style>a<br>b<!-- no > --></body>", "a\n\nb\n"),
        ("<ul><li>one<li>two</ul>", "- one\n\n- two\n"),
        ("<a href=\"https://x.test/?a=1&amp;b=2\">Go</a>.", "Go: https://x.test/?a=1&b=2 .\n"),
        ("<a href='https://x.test'>https://x.test</a>", "https://x.test\n"),
        ("<a href=\"mailto:a@b.test\">Mail</a>", "Mail\n"),
        ("a &#8364; &#x20AC; &euro; &nope; &", "a € € € &nope; &\n"), ("1 < 2", "1 < 2\n"), ("", "\n"),
    ]

    @Test("HTML becomes plain text", arguments: documents)
    func plainText(html: String, text: String) {
        #expect(PlainText.of(html) == text)
    }
}
