package import Kernel
import Tokens
import Wire

/// The sessions in the store, each sealed under a key that only its id opens.
package struct SessionStore: Sendable {
    /// A session, where it is, and the id that opens it.
    package struct Found: Sendable {
        /// The session.
        package let session: Session
        let id: Secret
        let key: String
        let sealed: [UInt8]
    }

    let store: any ExpiringStore
    let keys: SessionKeys

    /// The sessions of a scope.
    package init(store: any ExpiringStore, scope: String) {
        self.store = store
        keys = SessionKeys(scope: scope)
    }

    /// The session of an id or access token, one read of the store; nil if there is none or it has ended.
    ///
    /// - Throws: `StoreUnavailable`.
    package func find(_ id: Secret, now: Instant) async throws -> Found? {
        let key = keys.session(id)
        guard let sealed = try await store.value(of: key),
            let bytes = try? Self.sealer(id).open(sealed, context: key), let session = Session(decoding: bytes),
            session.endsAt > now
        else { return nil }
        return Found(session: session, id: id, key: key, sealed: sealed)
    }

    /// Keeps a session until it ends.
    ///
    /// - Throws: `StoreUnavailable`.
    func keep(_ session: Session, id: Secret, now: Instant) async throws -> Found {
        let key = keys.session(id)
        let sealed = try Self.sealer(id).seal(session.encoded, context: key)
        try await store.set(key, to: sealed, endingAfter: Self.lifetime(session, now))
        return Found(session: session, id: id, key: key, sealed: sealed)
    }

    /// Keeps a session in the place of what it was, unless somebody signed out or renewed it meanwhile: then nil.
    ///
    /// - Throws: `StoreUnavailable`.
    func replace(_ found: Found, by session: Session, now: Instant) async throws -> Found? {
        let sealed = try Self.sealer(found.id).seal(session.encoded, context: found.key)
        let lifetime = Self.lifetime(session, now)
        guard try await store.replace(found.key, from: found.sealed, to: sealed, endingAfter: lifetime) else {
            return nil
        }
        return Found(session: session, id: found.id, key: found.key, sealed: sealed)
    }

    /// Removes a session, and what is left of it under an earlier access token.
    ///
    /// - Throws: `StoreUnavailable`.
    func remove(_ found: Found) async throws {
        try await store.remove([found.key] + (found.session.tokens?.predecessor.map { [$0] } ?? []))
    }

    private static func sealer(_ id: Secret) throws -> Sealer {
        try Sealer(masterKey: Digest.sha256(Array("latchkey gateway session \(id.exposed)".utf8)))
    }

    /// Whole seconds, rounded up: a store counts no less.
    private static func lifetime(_ session: Session, _ now: Instant) -> Int64 {
        max((session.endsAt.milliseconds - now.milliseconds + 999) / 1000, 1)
    }
}
