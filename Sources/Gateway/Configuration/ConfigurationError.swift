/// Why the gateway cannot start: which key or variable, and what is wrong with it.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The key by its path (`clients.portal.sameSite`), the variable, or the file.
    package let key: String
    /// What is wrong, after the key in a sentence: `must be a string`.
    package let problem: String

    /// A reason.
    package init(_ key: String, _ problem: String) {
        self.key = key
        self.problem = problem
    }

    package var description: String { "\(key) \(problem)." }
}
