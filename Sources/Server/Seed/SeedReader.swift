import Kernel
import Wire

/// Takes the content of a seed apart and says where it is not what it should be.
struct SeedReader: Sendable {
    let schemas: BodySchemas

    /// The members of an object, of known names if some are given.
    func members(
        _ value: JSONValue,
        at path: SeedPath,
        known: [String]? = nil
    ) throws(SeedError) -> JSONObject {
        guard let members = value.object else { throw SeedError(path, "names and values are expected here") }
        if let known, let unknown = members.keys.first(where: { !known.contains($0) }) {
            throw SeedError(path[unknown], "unknown name; known are \(known.joined(separator: ", "))")
        }
        return members
    }

    /// The items of a list with their paths; none where the list is absent.
    func items(_ value: JSONValue?, at path: SeedPath) throws(SeedError) -> [(JSONValue, SeedPath)] {
        guard let value, !value.isNull else { return [] }
        guard let items = value.array else { throw SeedError(path, "a list is expected here") }
        return items.enumerated().map { ($0.element, path[$0.offset]) }
    }

    /// A member that must be there and say something.
    func text(_ members: JSONObject, _ name: String, at path: SeedPath) throws(SeedError) -> String {
        guard let value = members[name] else { throw SeedError(path, "'\(name)' is missing") }
        guard let text = value.string, !text.isEmpty else { throw SeedError(path[name], "a text is expected here") }
        return text
    }

    /// A list of texts.
    func texts(_ value: JSONValue?, at path: SeedPath) throws(SeedError) -> [String] {
        var texts: [String] = []
        for (item, path) in try items(value, at: path) {
            guard let text = item.string, !text.isEmpty else { throw SeedError(path, "a text is expected here") }
            texts.append(text)
        }
        return texts
    }

    /// A body of the management API.
    ///
    /// - Parameter own: members that seeds have beyond it; they are texts.
    func part(
        _ value: JSONValue,
        at path: SeedPath,
        as kind: BodySchemas.Kind,
        own: Set<String> = []
    ) throws(SeedError) -> SeedTenant.Part {
        let body = try members(value, at: path)
        for name in own where body.contains(name) { _ = try text(body, name, at: path) }
        // Null takes a member away; what must be there is missing then.
        let checked = JSONObject(body.filter { !$0.value.isNull && !own.contains($0.name) }.map { ($0.name, $0.value) })
        if let problem = schemas.problem(with: checked, as: kind) {
            throw SeedError(path, problem.message)
        }
        return SeedTenant.Part(body: body, path: path)
    }

    /// A list of bodies of the management API.
    func parts(
        _ value: JSONValue?,
        at path: SeedPath,
        as kind: BodySchemas.Kind,
        own: Set<String> = []
    ) throws(SeedError) -> [SeedTenant.Part] {
        var parts: [SeedTenant.Part] = []
        for (item, path) in try items(value, at: path) { parts.append(try part(item, at: path, as: kind, own: own)) }
        return parts
    }
}
