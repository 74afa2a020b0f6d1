import Wire

/// Texts as the headers of mails hold them.
enum HeaderText {
    /// How long a line should be at most, without its end.
    private static let width = 76

    /// A text that cannot end its header: without control characters.
    static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    /// A text of people, such as a subject: as it is where that is short and ASCII, else in encoded words, which are cut
    /// between characters and stand on lines of their own.
    ///
    /// - Parameter used: How much of the first line the header's name takes.
    /// - SeeAlso: RFC 2047 §2, §5.
    static func unstructured(_ text: String, used: Int) -> String {
        let text = line(text)
        let isPlain = text.utf8.allSatisfy { $0 < 0x7F } && !text.contains("=?")
        guard !isPlain || used + text.utf8.count > width else { return text }
        let (opening, closing) = ("=?utf-8?B?", "?=")
        var words: [[UInt8]] = [[]]
        var room = bytesThatFit(width - used - opening.utf8.count - closing.utf8.count)
        for character in text {
            // A character may be longer than a word; its scalars are then parted, for a word must hold whole ones.
            for scalar in character.utf8.count > 40 ? character.unicodeScalars.map(String.init) : [String(character)] {
                if words[words.count - 1].count + scalar.utf8.count > room {
                    words.append([])
                    room = bytesThatFit(width - 1 - opening.utf8.count - closing.utf8.count)
                }
                words[words.count - 1] += scalar.utf8
            }
        }
        return words.filter { !$0.isEmpty }.map { opening + Base64.encode($0, .standard) + closing }
            .joined(separator: "\r\n ")
    }

    /// How many bytes so many characters of Base64 carry.
    private static func bytesThatFit(_ characters: Int) -> Int { max(characters, 0) / 4 * 3 }
}
