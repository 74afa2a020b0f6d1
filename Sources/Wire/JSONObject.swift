/// The members of a JSON object in the order they were written.
///
/// Look-ups are linear: objects of the wire are small, and an ordered scan of a dozen members beats hashing them.
package struct JSONObject: Sendable, Hashable {
    /// One member.
    package typealias Member = (name: String, value: JSONValue)

    private var names: [String] = []
    private var values: [JSONValue] = []

    /// An object without members.
    package init() {}

    /// An object of these members; of two with one name the later wins, in the place of the first.
    package init(_ members: [(String, JSONValue)]) {
        names.reserveCapacity(members.count)
        values.reserveCapacity(members.count)
        for (name, value) in members { self[name] = value }
    }

    /// The number of members.
    package var count: Int { names.count }

    /// Whether there are no members.
    package var isEmpty: Bool { names.isEmpty }

    /// The names of the members, in order.
    package var keys: [String] { names }

    /// Reads, writes (at the end, if new) or, with nil, removes a member.
    package subscript(name: String) -> JSONValue? {
        get {
            guard let index = names.firstIndex(of: name) else { return nil }
            return values[index]
        }
        set {
            switch (names.firstIndex(of: name), newValue) {
            case (let index?, let value?): values[index] = value
            case (let index?, nil):
                names.remove(at: index)
                values.remove(at: index)
            case (nil, let value?):
                names.append(name)
                values.append(value)
            case (nil, nil): break
            }
        }
    }

    /// Appends a member known not to be there yet, without looking.
    package mutating func append(_ name: String, _ value: JSONValue) {
        names.append(name)
        values.append(value)
    }

    /// Whether there is a member of that name.
    package func contains(_ name: String) -> Bool { names.contains(name) }

    /// The object with the members whose names are (or, if `keeping` is false, are not) in the set.
    package func filtered(_ wanted: Set<String>, keeping: Bool) -> JSONObject {
        var result = JSONObject()
        for (name, value) in self where wanted.contains(name) == keeping { result.append(name, value) }
        return result
    }

    /// The object with the members of another put over its own.
    package func merging(_ other: JSONObject) -> JSONObject {
        var result = self
        for (name, value) in other { result[name] = value }
        return result
    }
}

extension JSONObject: Sequence {
    package func makeIterator() -> AnyIterator<Member> {
        var index = 0
        return AnyIterator {
            guard index < names.count else { return nil }
            defer { index += 1 }
            return (names[index], values[index])
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
