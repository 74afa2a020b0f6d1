import Synchronization

/// An entry of a store with its end.
struct Entry: Sendable {
    /// What was kept.
    let value: [UInt8]
    /// When it ends, in milliseconds since the epoch.
    let endsAt: Int64
}

/// The entries of a file that were asked for lately, as far as some memory goes.
///
/// There are two generations of them: when the young are too many they become the old, and what was old and not asked
/// for meanwhile is forgotten.
final class EntryCache: Sendable {
    private struct State {
        var young: [String: Entry] = [:]
        var old: [String: Entry] = [:]
        /// Bytes of the young.
        var size = 0
        /// Counts what was forgotten because it changed.
        var changes: UInt64 = 0
    }

    /// Bytes of a generation.
    private static let capacity = 16 * 1024 * 1024
    /// Bytes that an entry needs beside its key and value.
    private static let overhead = 128

    private let state = Mutex(State())

    /// The entry of a key, if it is known; else how many changes there were, to say so when it has been read.
    func entry(of key: String) -> (entry: Entry?, changes: UInt64) {
        state.withLock { state in
            if let entry = state.young[key] { return (entry, state.changes) }
            guard let entry = state.old.removeValue(forKey: key) else { return (nil, state.changes) }
            Self.keep(entry, key, &state)
            return (entry, state.changes)
        }
    }

    /// Keeps what was read, unless something was changed since, which may have been this.
    func keep(_ entry: Entry, of key: String, changes: UInt64) {
        state.withLock { state in
            if state.changes == changes { Self.keep(entry, key, &state) }
        }
    }

    /// Forgets entries that were changed, before whoever changed them is told.
    func forget(_ keys: [String]) {
        state.withLock { state in
            state.changes += 1
            for key in keys {
                state.old[key] = nil
                if let entry = state.young.removeValue(forKey: key) { state.size -= Self.size(entry, key) }
            }
        }
    }

    /// Forgets everything.
    func forgetAll() {
        state.withLock { $0 = State(changes: $0.changes + 1) }
    }

    private static func keep(_ entry: Entry, _ key: String, _ state: inout State) {
        guard state.young.updateValue(entry, forKey: key) == nil else { return }
        state.size += size(entry, key)
        guard state.size > capacity else { return }
        state.old = state.young
        state.young = [:]
        state.size = 0
    }

    private static func size(_ entry: Entry, _ key: String) -> Int { overhead + key.utf8.count + entry.value.count }
}
