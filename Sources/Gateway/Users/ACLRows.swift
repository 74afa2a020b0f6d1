import Kernel
import Wire

/// The header `acl_rows`: conditions in MongoDB's words that limit which users a caller may see.
///
/// Whatever is not understood is refused: a limit that is left out would show too much.
enum ACLRows {
    /// The deepest that conditions may lie in each other.
    private static let maximumDepth = 8

    /// The condition that a header means; none if there is no header.
    ///
    /// - Throws: `APIProblem` with 400.
    static func query(_ header: String?) throws(APIProblem) -> SearchQuery {
        guard let header, !header.isEmpty else { return .everyone }
        guard let conditions = (try? JSONReader.parse(Array(header.utf8)))?.array else {
            throw APIProblem(400, "The header acl_rows must be a JSON array of conditions")
        }
        return try all(conditions, depth: 0)
    }

    private static func all(_ conditions: [JSONValue], depth: Int) throws(APIProblem) -> SearchQuery {
        .all(try list(conditions, depth: depth))
    }

    private static func list(_ conditions: [JSONValue], depth: Int) throws(APIProblem) -> [SearchQuery] {
        guard depth < maximumDepth else { throw APIProblem(400, "The conditions in acl_rows are nested too deeply") }
        var queries: [SearchQuery] = []
        for condition in conditions {
            guard let members = condition.object else {
                throw APIProblem(400, "A condition in acl_rows must be an object")
            }
            for (name, value) in members { queries.append(try self.condition(name, value, depth: depth)) }
        }
        return queries
    }

    private static func condition(_ name: String, _ value: JSONValue, depth: Int) throws(APIProblem) -> SearchQuery {
        switch name {
        case "$and": return .all(try list(try conditions(name, value), depth: depth + 1))
        case "$or":
            var alternatives: [SearchQuery] = []
            // Each alternative is a whole object: its own members are all to be true.
            for alternative in try conditions(name, value) {
                alternatives.append(try all([alternative], depth: depth + 1))
            }
            return .any(alternatives)
        default: break
        }
        guard !name.hasPrefix("$") else { throw unknown(name) }
        let member = name == "_id" ? "user_id" : name
        guard SearchQuery.isMember(member) else {
            throw APIProblem(400, "The member '\(name)' in acl_rows cannot be searched")
        }
        guard let operators = value.object else { return try equal(member, value) }
        guard !operators.isEmpty else { throw APIProblem(400, "The condition on '\(name)' in acl_rows is empty") }
        var queries: [SearchQuery] = []
        for (name, value) in operators { queries.append(try compare(member, name, value)) }
        return .all(queries)
    }

    private static func compare(
        _ member: String,
        _ name: String,
        _ value: JSONValue
    ) throws(APIProblem) -> SearchQuery {
        switch name {
        case "$eq": return try equal(member, value)
        case "$in":
            guard let values = value.array else { throw APIProblem(400, "'$in' in acl_rows takes an array") }
            return .any(try values.map { value throws(APIProblem) in try equal(member, value) })
        default: throw unknown(name)
        }
    }

    private static func equal(_ member: String, _ value: JSONValue) throws(APIProblem) -> SearchQuery {
        switch value {
        case .string(let text): return .member(member, is: text)
        case .integer(let number): return .member(member, is: String(number))
        case .bool(let flag): return .query("\(member):\(flag)")
        default: throw APIProblem(400, "The value of '\(member)' in acl_rows must be a string, an integer or a boolean")
        }
    }

    private static func conditions(_ name: String, _ value: JSONValue) throws(APIProblem) -> [JSONValue] {
        guard let conditions = value.array, !conditions.isEmpty else {
            throw APIProblem(400, "'\(name)' in acl_rows takes an array of conditions")
        }
        return conditions
    }

    private static func unknown(_ name: String) -> APIProblem {
        APIProblem(400, "The operator '\(name)' in acl_rows is not supported; $in, $eq, $and and $or are")
    }
}
