import Wire

/// A string that must not be printed: its description is redacted, its comparison takes constant time.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret itself; call sites of this are the places to review.
    package let exposed: String

    /// Wraps a secret.
    package init(_ text: String) { exposed = text }

    package var description: String { "‹redacted›" }
    package var debugDescription: String { "‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Whether a text is this secret, in a time that tells nothing of how much of it is right.
    package func matches(_ candidate: String) -> Bool {
        equalInConstantTime(Array(exposed.utf8), Array(candidate.utf8))
    }
}
