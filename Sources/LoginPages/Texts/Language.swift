/// Why a language's text cannot be read.
package enum LanguageError: Error, Sendable, Equatable {
    /// The tag is not letters, digits and hyphens.
    case tag(String)
    /// A line, counted from 1, is neither a comment nor `key = value`.
    case line(Int)
    /// A key occurs twice.
    case repeated(String)
}

/// The texts of all pages in one language.
///
/// A language is written as lines of `key = value`; empty lines and lines that begin with `#` are left out. A key is
/// `prompt.screen.name`, with the names that tenants use to replace texts, or the name alone for what several screens
/// say; the longer key goes first.
///
/// - SeeAlso: Auth0 Management API: `PUT /api/v2/prompts/{prompt}/custom-text/{language}`.
package struct Language: Sendable {
    /// Its tag, such as `de` or `pt-BR`.
    package let tag: String
    private let texts: [String: String]

    /// Reads the lines of a language.
    ///
    /// - Throws: `LanguageError`.
    package init(tag: String, _ text: String) throws(LanguageError) {
        guard LanguageTag.isWellFormed(tag) else { throw .tag(tag) }
        var texts: [String: String] = [:]
        // By bytes: every start reads all languages, and by characters that took a tenth of it.
        let lines = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = Self.trimmed(line)
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { throw .line(index + 1) }
            let key = String(decoding: Self.trimmed(line[..<equals]), as: UTF8.self)
            guard !key.isEmpty else { throw .line(index + 1) }
            let value = String(decoding: Self.trimmed(line[(equals + 1)...]), as: UTF8.self)
            guard texts.updateValue(value, forKey: key) == nil else { throw .repeated(key) }
        }
        self.tag = tag
        self.texts = texts
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return bytes[first...last]
    }

    /// The keys, in no order.
    package var keys: Set<String> { Set(texts.keys) }

    /// The text of a full key.
    package subscript(key: String) -> String? { texts[key] }

    /// The text of a name on a screen.
    func text(_ name: String, prompt: String, screen: String) -> String? {
        texts["\(prompt).\(screen).\(name)"] ?? texts[name]
    }
}
