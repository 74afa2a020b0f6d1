package import Kernel
import Wire

/// Who is signed in, for administrators: an index beside the sessions, which cannot be listed themselves.
///
/// The index lies in shards, each a document that is only ever replaced as it was read.
package struct ActiveUsers: Sendable {
    private static let shards = 64
    private static let attempts = 60

    private let store: any ExpiringStore
    private let keys: SessionKeys

    /// The active users of a scope.
    package init(store: any ExpiringStore, scope: String) {
        self.store = store
        keys = SessionKeys(scope: scope)
    }

    /// The tenant's ids of the people who have a session, each once.
    ///
    /// - Throws: `StoreUnavailable`.
    package func list(now: Instant) async throws -> [String] {
        var users: [String] = []
        for shard in 0..<Self.shards {
            guard let bytes = try await store.value(of: keys.activeUsers(shard)) else { continue }
            users += Self.pruned(Self.decode(bytes), now).keys
        }
        return users
    }

    /// Ends every session of a user.
    ///
    /// - Throws: `StoreUnavailable`.
    package func endSessions(of user: String, now: Instant) async throws {
        var ended: [String] = []
        try await update(user, now) { sessions in
            ended = sessions.keys
            sessions = [:]
        }
        if !ended.isEmpty { try await store.remove(ended) }
    }

    /// Notes a session; `moved` is where it was before.
    func note(
        _ key: String,
        of user: String,
        endsAt: Instant,
        moved predecessor: (key: String, endsAt: Instant)? = nil,
        now: Instant
    ) async throws {
        try await update(user, now) { sessions in
            sessions[key] = .integer(endsAt.seconds)
            if let predecessor { sessions[predecessor.key] = .integer(predecessor.endsAt.seconds) }
        }
    }

    /// Forgets a session.
    func forget(_ keysOfSession: [String], of user: String, now: Instant) async throws {
        try await update(user, now) { sessions in
            for key in keysOfSession { sessions[key] = nil }
        }
    }

    private func update(_ user: String, _ now: Instant, _ change: (inout JSONObject) -> Void) async throws {
        let key = keys.activeUsers(Self.shard(of: user))
        for attempt in 0..<Self.attempts {
            // Of several who write one shard only one gets through; the others look again, a little apart.
            if attempt > 0 { try await Task.sleep(for: .milliseconds(Int.random(in: 1...(2 + attempt)))) }
            let known = try await store.value(of: key)
            var users = known.map { Self.pruned(Self.decode($0), now) } ?? [:]
            var sessions = users[user]?.object ?? [:]
            change(&sessions)
            users[user] = sessions.isEmpty ? Optional<JSONValue>.none : .object(sessions)
            let latest = users.flatMap { _, sessions in (sessions.object ?? [:]).compactMap { $0.value.integer } }.max()
            let bytes = JSONWriter.encode(users)
            let lifetime = max((latest ?? now.seconds) - now.seconds + 1, 1)
            if let known {
                if try await store.replace(key, from: known, to: bytes, endingAfter: lifetime) { return }
            } else if users.isEmpty {
                return
            } else if try await store.setIfAbsent(key, to: bytes, endingAfter: lifetime) {
                return
            }
        }
        throw StoreUnavailable("the index of active users changes too fast")
    }

    private static func decode(_ bytes: [UInt8]) -> JSONObject { (try? JSONReader.parse(bytes))?.object ?? [:] }

    /// The users who have a session that has not ended, and only those sessions.
    private static func pruned(_ users: JSONObject, _ now: Instant) -> JSONObject {
        var result = JSONObject()
        for (user, value) in users {
            var live = JSONObject()
            for (key, end) in value.object ?? [:] where (end.integer ?? 0) > now.seconds { live.append(key, end) }
            if !live.isEmpty { result.append(user, .object(live)) }
        }
        return result
    }

    /// FNV-1a: the same on every gateway.
    private static func shard(of user: String) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in user.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash % UInt32(shards))
    }
}
