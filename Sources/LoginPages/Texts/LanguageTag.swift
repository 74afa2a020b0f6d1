import Kernel
import Wire

/// Language tags, and lists of them in the order of somebody's preference.
///
/// - SeeAlso: RFC 5646; RFC 4647 §3.4.
enum LanguageTag {
    /// Whether a text can be a tag: letters, digits and hyphens, and not too long.
    static func isWellFormed(_ text: String) -> Bool {
        (1...35).contains(text.utf8.count) && text.first != "-" && text.last != "-"
            && text.utf8.allSatisfy { byte in
                byte.isDigit || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x2D
            }
    }

    /// The language of a tag, without region and script, in lower case.
    static func primary(_ tag: String) -> String { tag.prefix { $0 != "-" }.lowercased() }

    /// The tags of a list separated by spaces.
    ///
    /// - SeeAlso: OpenID Connect Core 1.0 §3.1.2.1: `ui_locales`.
    static func list(spaced text: String) -> [String] {
        text.words.filter(isWellFormed)
    }

    /// The tags of an `Accept-Language` field, by weight; those that are refused and `*` are left out.
    ///
    /// - SeeAlso: RFC 9110 §12.5.4.
    static func list(acceptLanguage text: String) -> [String] {
        var weighted: [(tag: String, weight: Double)] = []
        for entry in text.split(separator: ",").prefix(30) {
            let parts = entry.split(separator: ";").map(\.trimmedOfSpaces)
            guard let tag = parts.first, isWellFormed(tag) else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            let weight = quality ?? 1
            if weight > 0 { weighted.append((tag, weight)) }
        }
        // Sorting keeps the order of equals by their place.
        return weighted.enumerated()
            .sorted { ($0.element.weight, -$0.offset) > ($1.element.weight, -$1.offset) }
            .map(\.element.tag)
    }

    /// The languages that are written from right to left.
    private static let rightToLeft: Set<String> = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]

    /// The direction a language is written in, as HTML has it.
    static func direction(_ tag: String) -> String { rightToLeft.contains(primary(tag)) ? "rtl" : "ltr" }
}
