/// One thing that the doctor looked at.
struct Finding: Equatable {
    /// How it is.
    enum State: String {
        /// As it should be.
        case fine = "ok"
        /// Worth knowing, and no obstacle.
        case note
        /// Something that must be mended.
        case wrong = "WRONG"
    }

    /// How it is.
    let state: State
    /// What was looked at: one word.
    let subject: String
    /// What was found.
    let text: String

    /// Something that is as it should be.
    static func fine(_ subject: String, _ text: String) -> Finding {
        Finding(state: .fine, subject: subject, text: text)
    }
    /// Something worth knowing.
    static func note(_ subject: String, _ text: String) -> Finding {
        Finding(state: .note, subject: subject, text: text)
    }
    /// Something that must be mended.
    static func wrong(_ subject: String, _ text: String) -> Finding {
        Finding(state: .wrong, subject: subject, text: text)
    }

    /// The finding as a line.
    var line: String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        return padded(state.rawValue, 7) + padded(subject, 10) + text
    }
}
