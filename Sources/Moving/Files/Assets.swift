package import Wire

/// The parts of a tenant by their keys in `tenant.yaml`, with every text in its place, and where each came from.
package struct Assets: Sendable {
    /// The parts: lists of objects, or objects.
    package var parts: JSONObject
    /// Keys and files that nothing here knows.
    package var unknown: [String] = []
    /// Places of parts that no tenant of this server has.
    package var without: [String] = []
    private var places: [String: [String]] = [:]
    private let file: String

    /// Parts of a tenant.
    package init(_ parts: JSONObject = [:], file: String = "tenant.yaml") {
        self.parts = parts
        self.file = file
    }

    /// Adds a part whose items came from files of their own.
    mutating func add(_ key: String, _ value: JSONValue, from places: [String]) {
        parts[key] = value
        self.places[key] = places
    }

    /// Calls a part otherwise.
    mutating func rename(_ former: String, _ key: String, _ value: JSONValue) {
        parts[key] = value
        places[key] = places[former]
    }

    /// Where a member of a part came from.
    func place(_ key: String, member: String) -> String {
        guard case .members(let members)? = AssetLayout.named(key)?.shape, places[key] != nil,
            let path = members.first(where: { $0.member == member })?.file
        else { return "\(place(key)).\(member)" }
        return path
    }

    /// Where a part, or an item of it, came from.
    package func place(_ key: String, _ index: Int? = nil) -> String {
        let known = places[key] ?? []
        if let index, known.indices.contains(index) { return known[index] }
        if index == nil, let first = known.first { return first }
        return "\(file): \(key)" + (index.map { "[\($0)]" } ?? "")
    }
}
