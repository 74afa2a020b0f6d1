/// What an import did.
package struct ImportReport: Sendable {
    /// How many things were made.
    package internal(set) var made = 0
    /// How many things were changed.
    package internal(set) var changed = 0
    /// How many things were as they were to be.
    package internal(set) var unchanged = 0
    /// How many things were removed.
    package internal(set) var removed = 0
    /// What was done, a line each.
    package internal(set) var lines: [String] = []
    /// What could not be done, with its place and why.
    package internal(set) var leftOut: [String] = []

    /// Notes what was done to a thing.
    mutating func note(_ deed: String, _ key: String, _ name: String) {
        lines.append("\(deed) \(key) \(name)")
    }
}
