import Directory
import Kernel

/// Reads the `search` of lists of users: `member:value` pairs that must all match, and a text without a member, which
/// is looked for at the beginning of names and addresses.
///
/// - SeeAlso: Auth0 Management API v1: "Search".
enum V1UserSearch {
    private static let lengthLimit = 1000
    /// The members that have another name in storage.
    private static let renamed = ["lastLogin": "last_login", "loginsCount": "logins_count", "_id": "user_id"]

    /// The filter of a text; nil if it asks for nothing.
    ///
    /// - Throws: `APIProblem` 400.
    static func filter(_ text: String) throws(APIProblem) -> UserFilter? {
        guard text.utf8.count <= lengthLimit else { throw refusal("search is too long") }
        var rest = text[...]
        var words: [String] = []
        var filters: [UserFilter] = []
        while let piece = next(in: &rest) {
            if let member = piece.member {
                filters.append(try filter(member, piece))
            } else {
                words.append(piece.value)
            }
        }
        if !words.isEmpty {
            let start = words.joined(separator: " ")
            filters.append(.or(.hasPrefix(path: "name", value: start), .hasPrefix(path: "email", value: start)))
        }
        guard let first = filters.first else { return nil }
        return filters.dropFirst().reduce(first) { .and($0, $1) }
    }

    private struct Piece {
        var member: String?
        var value: String
        var isQuoted: Bool
    }

    private static func filter(_ member: String, _ piece: Piece) throws(APIProblem) -> UserFilter {
        let path = renamed[member] ?? member
        guard !path.hasPrefix("app_metadata"), !path.hasPrefix("user_metadata") else {
            throw refusal("metadata cannot be searched")
        }
        guard !piece.isQuoted else { return .equals(path: path, value: piece.value) }
        if piece.value == "*" { return .exists(path: path) }
        if piece.value.hasSuffix("*") { return .hasPrefix(path: path, value: String(piece.value.dropLast())) }
        return .equals(path: path, value: piece.value)
    }

    private static func next(in rest: inout Substring) -> Piece? {
        rest = rest.drop { $0 == " " }
        guard !rest.isEmpty else { return nil }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        var member: String?
        if let first = name.first, !first.isNumber, name.endIndex < rest.endIndex, rest[name.endIndex] == ":" {
            member = String(name)
            // A space may follow the colon, as the first clients wrote it.
            rest = rest[rest.index(after: name.endIndex)...].drop { $0 == " " }
        }
        if rest.first == "\"" {
            let value = rest.dropFirst().prefix { $0 != "\"" }
            rest = rest[value.endIndex...].dropFirst()
            return Piece(member: member, value: String(value), isQuoted: true)
        }
        let value = rest.prefix { $0 != " " }
        rest = rest[value.endIndex...]
        return Piece(member: member, value: String(value), isQuoted: false)
    }

    private static func refusal(_ message: String) -> APIProblem {
        APIProblem(400, message, code: "invalid_query_string")
    }
}
