/// Where templates of a kind have markup put in, beside what their own tags put out.
package struct LiquidPlaces: Sendable {
    /// Tags that are such places; what is put in has the tag's name.
    package let tags: Set<String>
    /// HTML elements that get attributes: the element's name in lower case, and the name of what is put in behind it.
    package let marks: [String: String]

    /// Places; mails have none.
    package init(tags: Set<String> = [], attributesOf marks: [String: String] = [:]) {
        self.tags = tags
        self.marks = marks
    }

    /// The first element of a text that gets attributes: where its name ends, and what is put in there.
    func next(in text: Substring) -> (end: Substring.Index, name: String)? {
        var rest = text.utf8
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[rest.index(after: start)...]
            for (element, name) in marks {
                let end = rest.prefix(element.utf8.count).endIndex
                guard end < rest.endIndex, Self.endsName(rest[end]),
                    rest[..<end].lazy.map(Self.lowercased).elementsEqual(element.utf8)
                else { continue }
                return (end, name)
            }
        }
        return nil
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        LiquidLexer.isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
