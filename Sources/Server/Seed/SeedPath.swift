/// Where in a seed something is: `tenants[0].clients[1].name`.
package struct SeedPath: Sendable, CustomStringConvertible {
    /// The path as text; empty for the whole file.
    package let description: String

    /// The whole file.
    package static let root = SeedPath(description: "")

    private init(description: String) { self.description = description }

    /// The path of a member.
    package subscript(name: String) -> SeedPath {
        SeedPath(description: description.isEmpty ? name : "\(description).\(name)")
    }

    /// The path of an item.
    package subscript(index: Int) -> SeedPath { SeedPath(description: "\(description)[\(index)]") }
}

/// What is wrong with a seed, and where.
package struct SeedError: Error, Sendable, CustomStringConvertible {
    /// Where it is.
    package let path: SeedPath
    /// What is wrong.
    package let reason: String

    /// Something wrong at a place.
    package init(_ path: SeedPath, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    package var description: String { path.description.isEmpty ? reason : "\(path): \(reason)" }
}
