/// The tags and texts of a page, read as a browser would read HTML that is well formed.
struct PageMarkup {
    /// One start tag.
    struct Element {
        let name: String
        let attributes: [String: String]
        /// The form it stands in, counted from 0; nil outside of forms.
        let form: Int?
        /// The text after it, up to the next tag.
        var text = ""

        subscript(attribute: String) -> String? { attributes[attribute] }
    }

    private(set) var elements: [Element] = []
    private(set) var formCount = 0
    /// Tags that were closed in another order than they were opened, or not at all.
    private(set) var misnested: [String] = []

    private static let void: Set<String> = ["meta", "link", "input", "img", "!doctype", "br", "hr"]

    init(_ html: [UInt8]) {
        var rest = Substring(String(decoding: html, as: UTF8.self))
        var open: [String] = []
        var isInside = false
        while let start = rest.firstIndex(of: "<") {
            if isInside { elements[elements.count - 1].text += rest[..<start] }
            let (tag, after) = Self.tag(rest[rest.index(after: start)...])
            rest = after
            isInside = !tag.hasPrefix("/")
            if tag.hasPrefix("/") {
                let name = String(tag.dropFirst())
                if open.last == name { open.removeLast() } else { misnested.append(name) }
                continue
            }
            let element = Self.element(tag, form: open.contains("form") ? formCount - 1 : nil)
            if element.name == "form" { formCount += 1 }
            elements.append(element)
            if !Self.void.contains(element.name), !tag.hasSuffix("/") { open.append(element.name) }
        }
        misnested += open
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func first(_ name: String) -> Element? { elements.first { $0.name == name } }

    /// The inputs that people see.
    var visibleInputs: [Element] { all("input").filter { $0["type"] != "hidden" } }

    /// The tag behind an opening bracket, quotation marks respected, and what comes after it.
    private static func tag(_ text: Substring) -> (String, Substring) {
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ">" {
                return (String(text[..<index]), text[text.index(after: index)...])
            }
        }
        return (String(text), "")
    }

    private static func element(_ tag: String, form: Int?) -> Element {
        var rest = Substring(tag)
        let name = rest.prefix { !$0.isWhitespace && $0 != "/" }
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            guard !rest.isEmpty else { break }
            let key = rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != "/" }
            guard !key.isEmpty else { break }
            rest = rest.dropFirst(key.count)
            guard rest.first == "=" else {
                attributes[String(key)] = ""
                continue
            }
            let quoted = rest.dropFirst(2)
            let value = quoted.prefix { $0 != "\"" }
            attributes[String(key)] = String(value)
            rest = quoted.dropFirst(value.count + 1)
        }
        return Element(name: name.lowercased(), attributes: attributes, form: form)
    }
}
