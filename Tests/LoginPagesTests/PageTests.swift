import Foundation
import LoginPages
import Testing
import Wire

@Suite("Every page")
struct PageTests {
    private static func page(
        _ example: PageFixture.Example,
        _ tag: String = "en",
        _ adapt: (inout PageContext) -> Void = { _ in }
    ) throws -> (page: RenderedPage, markup: PageMarkup) {
        let renderer = try PageFixture.renderer.get()
        var context = PageFixture.context(renderer, tag)
        example.adapt(&context)
        adapt(&context)
        let page = renderer.render(example.screen, context)
        return (page, PageMarkup(page.html))
    }

    @Test(
        "is sound HTML in every language, with a title, one heading and no variable left",
        arguments: PageFixture.tags
    )
    func structure(tag: String) throws {
        for example in PageFixture.examples {
            let (page, markup) = try Self.page(example, tag)
            let text = String(decoding: page.html, as: UTF8.self)
            #expect(markup.misnested.isEmpty, "\(tag) \(example)")
            #expect(markup.first("html")?["lang"] == tag, "\(example)")
            #expect(markup.first("html")?["dir"] == "ltr", "\(example)")
            #expect(markup.first("title")?.text.isEmpty == false, "\(tag) \(example)")
            #expect(markup.all("h1").count == 1 && markup.first("h1")?.text.isEmpty == false, "\(tag) \(example)")
            #expect(markup.all("main").count == 1, "\(example)")
            #expect(!text.contains("${") && !text.contains("{{"), "\(tag) \(example)")
            let ids = markup.elements.compactMap { $0["id"] }
            #expect(Set(ids).count == ids.count, "\(example)")
        }
    }

    @Test("has the transaction in each of its forms", arguments: PageFixture.examples)
    func state(example: PageFixture.Example) throws {
        let (_, markup) = try Self.page(example)
        for form in 0..<markup.formCount {
            let inputs = markup.all("input").filter { $0.form == form && $0["name"] == "state" }
            #expect(inputs.count == 1 && inputs.first?["value"] == "hKFo2SBkZW1vLXN0YXRl")
            #expect(inputs.first?["type"] == "hidden")
        }
        for form in markup.all("form") {
            #expect(form["method"] == "post")
            #expect(form["action"] == "\(example.screen.path)?state=hKFo2SBkZW1vLXN0YXRl")
        }
    }

    @Test("captions every field, names every button and describes every error", arguments: PageFixture.examples)
    func captions(example: PageFixture.Example) throws {
        let (_, markup) = try Self.page(example)
        let ids = Set(markup.elements.compactMap { $0["id"] })
        for input in markup.visibleInputs {
            let captions = markup.all("label").filter { $0["for"] == input["id"] }
            #expect(captions.count == 1 && captions.first?.text.isEmpty == false)
            #expect(input["autocomplete"]?.isEmpty == false, "\(input["name"] ?? "")")
            for id in (input["aria-describedby"] ?? "").split(separator: " ") { #expect(ids.contains(String(id))) }
            #expect((input["aria-invalid"] == "true") == ids.contains("error-element-\(input["name"] ?? "")"))
        }
        for button in markup.all("button") {
            #expect(button["type"] == "submit" || button["type"] == "button")
            #expect(button["aria-label"]?.isEmpty == false || !button.text.isEmpty)
        }
        for image in markup.all("img") { #expect(image["alt"] != nil) }
        #expect(markup.elements.filter { $0["autofocus"] != nil }.count <= 1)
        for element in markup.elements where element["data-error-code"] == nil { #expect(element["role"] != "alert") }
    }

    @Test("runs no inline script and has no inline style", arguments: PageFixture.examples)
    func inline(example: PageFixture.Example) throws {
        let (page, markup) = try Self.page(example)
        #expect(markup.all("style").isEmpty)
        #expect(markup.all("script").allSatisfy { $0["src"]?.hasPrefix("/u/assets/") == true && $0.text.isEmpty })
        for element in markup.elements {
            #expect(element.attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "style" })
        }
        let policy = page.contentSecurityPolicy
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"))
        #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
        #expect(policy.contains("form-action 'none'") == (markup.formCount == 0))
    }

    @Test("escapes whatever comes from outside, marks after quotes included", arguments: PageFixture.examples)
    func escaping(example: PageFixture.Example) throws {
        let attack = "\"\u{301}><script x='&amp;'>\u{0}"
        let (page, markup) = try Self.page(example) { context in
            context.tenant.name = "T\(attack)"
            context.application?.name = "A\(attack)"
            context.organization = .init(id: attack, name: attack, displayName: attack)
            context.invitation = .init(inviter: attack, email: attack)
            context.user = ["name": .string(attack)]
            context.state = attack
            for name in ["username", "email", "phone", "organizationName"] { context.values[name] = attack }
            context.errors["password"] = PageMessage(verbatim: attack, code: attack)
            context.banner = PageMessage(verbatim: attack, code: attack)
            context.hiddenFields = [(attack, attack)]
            context.links.back = "javascript:alert(1)"
            context.application?.policyURI = "data:text/html,x"
            context.customText = [
                .init(example.screen.name): ["title": .string(attack), "buttonText": .string(attack)]
            ]
        }
        let scripts = markup.all("script")
        #expect(scripts.count == 1 && scripts.first?["x"] == nil)
        #expect(markup.misnested.isEmpty)
        let text = String(decoding: page.html, as: UTF8.self)
        #expect(!text.contains("javascript:") && !text.contains("data:text"))
        #expect(!text.utf8.contains(0))
        // The mark after the quotation mark must not have hidden it from the escaping.
        #expect(!Array(page.html).contains(subsequence: Array("\"\u{301}".utf8)))
    }

    @Test("can be written to a folder, to be looked at")
    func gallery() throws {
        guard let folder = ProcessInfo.processInfo.environment["LATCHKEY_PAGES_OUT"] else { return }
        let renderer = try PageFixture.renderer.get()
        let root = URL(fileURLWithPath: folder)
        for element in PageMarkup(try Self.page(PageFixture.examples[0]).page.html).elements {
            guard let path = element["href"] ?? element["src"], let asset = renderer.assets[path] else { continue }
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(asset.bytes).write(to: file)
        }
        for tag in PageFixture.tags {
            for example in PageFixture.examples {
                let page = try Self.page(example, tag).page
                try Data(page.html).write(to: root.appendingPathComponent("\(tag)-\(example).html"))
            }
        }
    }
}

extension Array where Element: Equatable {
    fileprivate func contains(subsequence: [Element]) -> Bool {
        indices.contains { self[$0...].starts(with: subsequence) }
    }
}
