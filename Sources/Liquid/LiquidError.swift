/// Why a template cannot be read or filled in, and where.
package struct LiquidError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line of the template, counted from 1.
    package let line: Int
    /// What is wrong on it.
    package let reason: String

    init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    package var description: String { "line \(line): \(reason)" }
}

/// What a template may cost, so that none can hold the server up.
package struct LiquidLimits: Sendable {
    /// How long the text of a template may be, in bytes.
    package var templateBytes = 1 << 20
    /// How deep blocks may stand in blocks, and indexes in indexes.
    package var nesting = 64
    /// How much may be put out or held in one variable, in bytes.
    package var outputBytes = 1 << 20
    /// How many steps filling in may take: parts put out, rounds of loops, look-ups, and pieces of long values.
    package var steps = 100_000

    /// The limits of mails and pages.
    package init() {}
}
