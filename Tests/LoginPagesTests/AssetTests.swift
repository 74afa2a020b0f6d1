import LoginPages
import Testing

@Suite("Files of the pages")
struct AssetTests {
    @Test("are found by the addresses that pages have, and by no other")
    func paths() throws {
        let renderer = try PageFixture.renderer.get()
        let page = PageMarkup(renderer.render(.loggedOut, PageFixture.context(renderer)).html)
        let addresses = page.elements.compactMap { $0["href"] ?? $0["src"] }.filter { $0.hasPrefix(Assets.prefix) }
        #expect(addresses.count == 3)
        for address in addresses { #expect(renderer.assets[address]?.bytes.isEmpty == false) }
        #expect(renderer.assets[Assets.prefix] == nil)
        #expect(renderer.assets["/u/assets/../x.css"] == nil)
    }

    @Test("use every variable that themes set, and set every variable they use")
    func variables() throws {
        let renderer = try PageFixture.renderer.get()
        let page = PageMarkup(renderer.render(.loggedOut, PageFixture.context(renderer)).html)
        let address = try #require(page.all("link").last?["href"])
        let sheet = String(decoding: try #require(renderer.assets[address]).bytes, as: UTF8.self)
        let used = Set(sheet.split(separator: "var(--").dropFirst().map { $0.prefix { $0 != ")" && $0 != "," } })
        for name in used { #expect(sheet.contains("--\(name):"), "\(name)") }
    }
}
