import Kernel
import Storage
import Synchronization

/// Says what this driver changed, to this process at once and to others by notification, each once.
final class ChangeAnnouncer: Sendable {
    /// What one transaction announces.
    struct Announcement {
        let token: String
        let changes: [ConfigurationChange]

        /// The payloads of its notifications.
        var payloads: [String] {
            changes.isEmpty ? [] : [ChangeMessage(token: token, changes: changes).payload]
        }
    }

    private struct State {
        var count = 0
        var doubtful: Set<String> = []
    }

    let feed: ChangeFeed
    private let origin = RandomSource.system.text(16, from: .hexadecimal)
    private let state = Mutex(State())

    /// Publishes to a feed.
    init(_ feed: ChangeFeed) { self.feed = feed }

    /// What a transaction is going to announce when it commits.
    func announcement(of changes: [ConfigurationChange]) -> Announcement {
        guard !changes.isEmpty else { return Announcement(token: "", changes: []) }
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        return Announcement(token: "\(origin)-\(number)", changes: changes)
    }

    /// Tells this process of a transaction that has committed.
    func publish(_ announcement: Announcement) { feed.publish(announcement.changes) }

    /// Tells this process of a transaction that may have committed, or may do so any moment: then its notification
    /// counts, too.
    func publishDoubtful(_ announcement: Announcement) {
        guard !announcement.changes.isEmpty else { return }
        state.withLock { state in
            // Those of which no word came did not commit.
            if state.doubtful.count >= 1000 { state.doubtful.removeAll() }
            _ = state.doubtful.insert(announcement.token)
        }
        feed.publish(announcement.changes)
    }

    /// Tells this process what a notification says, unless it knows.
    func publish(payload: String) {
        let message = ChangeMessage(payload: payload)
        let isKnown = message.token.hasPrefix(origin) && state.withLock { $0.doubtful.remove(message.token) == nil }
        if !isKnown { feed.publish(message.changes) }
    }
}
