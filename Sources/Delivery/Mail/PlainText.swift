import Liquid
import Wire

/// HTML as plain text: for readers of mail who want no more, and for filters that distrust those who offer no less.
struct PlainText {
    private var rest: ArraySlice<UInt8>
    private var text = ""
    /// Links that the text does not show by itself.
    private let shownLinks: Set<String>
    private var links: [String] = []
    private var openLink: String?

    /// The text of a document; links that it does not show itself stand behind what leads to them.
    static func of(_ html: String) -> String {
        var bare = PlainText(html, showing: [])
        bare.read()
        let shown = bare.lines
        let hidden = Set(bare.links.filter { !shown.contains($0) })
        guard !hidden.isEmpty else { return shown }
        var full = PlainText(html, showing: hidden)
        full.read()
        return full.lines
    }

    private init(_ html: String, showing links: Set<String>) {
        let bytes = Array(html.utf8)
        rest = bytes[...]
        // What stands before the body is no part of it.
        if let body = ByteSearch("<body").first(in: rest) { rest = bytes[body.lowerBound...] }
        shownLinks = links
    }

    /// The text in paragraphs of one line, each without needless space.
    private var lines: String {
        let lines = text.split(separator: "\n").map { line in
            line.split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private mutating func read() {
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            append(rest[..<open])
            rest = rest[open...]
            if rest.starts(with: "<!--".utf8) {
                skip(past: "-->")
            } else {
                readTag()
            }
        }
        append(rest)
    }

    /// Words; where a line of the document ends, only another word begins.
    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        let characters = String(decoding: bytes, as: UTF8.self).map { $0.isNewline ? " " : $0 }
        text += HTMLEntities.decoded(String(characters))
    }

    private mutating func skip(past end: String) {
        rest = ByteSearch(end).first(in: rest).map { rest[$0.upperBound...] } ?? []
    }

    private mutating func readTag() {
        guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else {
            append(rest)
            rest = []
            return
        }
        let tag = String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)
        rest = rest[(close + 1)...]
        let name = tag.lowercased().prefix { !$0.isWhitespace && ($0 != "/" || $0 == tag.first) }
        switch name {
        case "style", "script", "title", "head": skip(past: "</\(name)>")
        case "a":
            openLink = Self.attribute("href", of: tag)
            if let openLink, openLink.hasPrefix("http") { links.append(openLink) }
        case "/a":
            if let openLink, shownLinks.contains(openLink) { text += ": \(openLink) " }
            openLink = nil
        case "li": text += "\n- "
        case "td", "th": text += " "
        default:
            let isBlock = ["p", "div", "br", "tr", "table", "ul", "ol", "hr", "blockquote", "h1", "h2", "h3", "h4"]
            if isBlock.contains(String(name.first == "/" ? name.dropFirst() : name)) { text += "\n" }
        }
    }

    /// An attribute in quotes.
    private static func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.firstRange(of: "\(name)=") else { return nil }
        let rest = tag[start.upperBound...]
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return HTMLEntities.decoded(String(rest.dropFirst().prefix { $0 != quote }))
    }
}

/// The entities that templates of mails use.
enum HTMLEntities {
    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "copy": "©", "reg": "®", "ndash": "–",
        "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
        "middot": "·", "bull": "•", "euro": "€", "zwnj": "", "shy": "",
    ]

    /// A text whose entities are characters again; those that are not known stay.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            let name = rest.dropFirst().prefix(10).prefix { $0 != ";" }
            guard rest.dropFirst(name.count + 1).first == ";", let character = character(String(name)) else {
                result.append(rest.removeFirst())
                continue
            }
            result += character
            rest = rest.dropFirst(name.count + 2)
        }
        return result + rest
    }

    private static func character(_ name: String) -> String? {
        guard name.first == "#" else { return named[name] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map(String.init)
    }
}
