import LoginPages
import Testing

@Suite("What the page of consent says")
struct ConsentTests {
    private static func lines(
        _ scopes: [ConsentScreen.Scope],
        showsDescriptions: Bool = false,
        _ tag: String = "en"
    ) throws -> [(scopes: String?, text: String)] {
        let renderer = try PageFixture.renderer.get()
        let screen = ConsentScreen(
            audience: "https://mail.example/",
            audienceName: "Mail API",
            scopes: scopes,
            showsDescriptions: showsDescriptions
        )
        let page = renderer.render(.consent(screen), PageFixture.context(renderer, tag))
        let markup = PageMarkup(page.html)
        let texts = markup.all("span").filter { $0["class"] == nil }.map(\.text)
        return zip(markup.all("li"), texts).map { ($0["data-scope"], $1) }
    }

    private static let scopes = [
        ConsentScreen.Scope("openid"), ConsentScreen.Scope("profile", description: "Everything about you"),
        ConsentScreen.Scope("read:messages", description: "Be able to read your email messages"),
        ConsentScreen.Scope("transfer_funds", description: " "),
        ConsentScreen.Scope("delete:old_drafts"), ConsentScreen.Scope("write:messages", description: "Write messages"),
        ConsentScreen.Scope("bulk_send:messages"), ConsentScreen.Scope("a:b:c"), ConsentScreen.Scope(":x"),
    ]

    @Test("is made of the scopes' names, the actions of a resource together")
    func names() throws {
        let lines = try Self.lines(Self.scopes)
        #expect(
            lines.map(\.text) == [
                "See your profile, such as your name and picture",
                "Messages: read, write and bulk send your messages", "transfer_funds",
                "Old drafts: delete your old drafts", "B:c: a your b:c", ":x",
            ]
        )
        #expect(
            lines.map(\.scopes) == [
                "profile", "read:messages write:messages bulk_send:messages", "transfer_funds", "delete:old_drafts",
                "a:b:c", ":x",
            ]
        )
    }

    @Test("is what describes the scopes, where the tenant wants that; OpenID Connect's have words of their own")
    func descriptions() throws {
        let lines = try Self.lines(Self.scopes, showsDescriptions: true)
        #expect(
            lines.map(\.text) == [
                "See your profile, such as your name and picture", "Be able to read your email messages",
                "transfer_funds", "delete:old_drafts", "Write messages", "bulk_send:messages", "a:b:c", ":x",
            ]
        )
    }

    @Test(
        "is in the page's language as far as that goes",
        arguments: [
            ("de", "Messages: read und write für Ihre messages"), ("fr", "Messages : read et write vos messages"),
            ("es", "Messages: read y write tus messages"), ("pt", "Messages: read e write em messages"),
        ]
    )
    func languages(tag: String, expected: String) throws {
        let scopes = [ConsentScreen.Scope("read:messages"), ConsentScreen.Scope("write:messages")]
        #expect(try Self.lines(scopes, tag).map(\.text) == [expected])
    }

    @Test("is text, whatever an API's administrator wrote")
    func escaping() throws {
        let hostile = ConsentScreen.Scope("read:<b>x</b>", description: "<script>alert(1)</script>${clientName}")
        #expect(try Self.lines([hostile]).map(\.text) == ["&lt;b&gt;x&lt;/b&gt;: read your &lt;b&gt;x&lt;/b&gt;"])
        let described = try Self.lines([hostile], showsDescriptions: true).map(\.text)
        #expect(described == ["&lt;script&gt;alert(1)&lt;/script&gt;${clientName}"])
    }
}
