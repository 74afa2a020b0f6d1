import Wire

/// A condition on users in the search language of the management API, or one that needs no search at all.
///
/// - SeeAlso: Auth0: "User Search Query Syntax" (Lucene).
enum SearchQuery: Sendable, Equatable {
    /// Every user.
    case everyone
    /// No user.
    case nobody
    /// Those that a query finds; it binds as one term.
    case query(String)

    /// Users of whom a member has a value; asterisks stand for any text.
    ///
    /// A pattern cannot be quoted, so what has a meaning in it is escaped one by one.
    static func member(_ name: String, like pattern: String) -> SearchQuery {
        guard pattern.contains("*") else { return member(name, is: pattern) }
        var escaped: [UInt8] = []
        for byte in pattern.utf8 {
            if special.contains(byte) { escaped.append(UInt8(ascii: "\\")) }
            escaped.append(byte)
        }
        return .query("\(name):\(String(decoding: escaped, as: UTF8.self))")
    }

    /// Users of whom a member has exactly this value, asterisks and all.
    static func member(_ name: String, is value: String) -> SearchQuery {
        var escaped: [UInt8] = []
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { escaped.append(UInt8(ascii: "\\")) }
            escaped.append(byte)
        }
        return .query("\(name):\"\(String(decoding: escaped, as: UTF8.self))\"")
    }

    /// Those whom all conditions find.
    static func all(_ conditions: [SearchQuery]) -> SearchQuery {
        if conditions.contains(.nobody) { return .nobody }
        return joined(conditions.filter { $0 != .everyone }, " AND ") ?? .everyone
    }

    /// Those whom any of the conditions finds.
    static func any(_ conditions: [SearchQuery]) -> SearchQuery {
        if conditions.contains(.everyone) { return .everyone }
        return joined(conditions.filter { $0 != .nobody }, " OR ") ?? .nobody
    }

    /// Whether a member's name may stand in a query: parts of letters, digits, `_` and `-`, with dots between.
    static func isMember(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            guard let first = part.first, first != UInt8(ascii: "-") else { return false }
            return part.allSatisfy(isWord)
        }
    }

    private static func joined(_ conditions: [SearchQuery], _ separator: String) -> SearchQuery? {
        let texts = conditions.compactMap { if case .query(let text) = $0 { text } else { nil } }
        guard texts.count > 1 else { return texts.first.map(SearchQuery.query) }
        return .query("(" + texts.joined(separator: separator) + ")")
    }

    private static let special = Set("+-&|!(){}[]^\"~?:\\/<>= \t\r\n".utf8)

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
