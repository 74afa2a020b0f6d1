import Wire

/// What a refusal says of members that the API does not know: older tenants and newer ones have such.
extension TenantRefusal {
    /// The first members that the API does not know, and the names on the way to where they stand.
    var strangeMembersOfParent: (names: [String], parent: [String])? {
        let form = /Additional properties not allowed: ([^']+)'(?: on property ([A-Za-z0-9_.]+?))?(?: \(also\)|\.$)/
        guard let match = message.firstMatch(of: form) else { return nil }
        let parent = match.2.map { $0.split(separator: ".").map(String.init) } ?? []
        return (match.1.split(separator: ",").map(String.init), parent)
    }

    /// The members of a request that the API does not know, if that is all it refused.
    var strangeMembers: Set<String>? {
        guard let match = message.firstMatch(of: /Additional properties not allowed: ([A-Za-z0-9_,]+)'\.$/) else {
            return nil
        }
        return Set(match.1.split(separator: ",").map(String.init))
    }
}

extension JSONObject {
    /// The object without members of the object at the end of a path.
    func removing(_ names: [String], at path: [String]) -> JSONObject {
        guard let first = path.first else { return filtered(Set(names), keeping: false) }
        guard let inner = self[first]?.object else { return self }
        var result = self
        result[first] = .object(inner.removing(names, at: Array(path.dropFirst())))
        return result
    }
}
