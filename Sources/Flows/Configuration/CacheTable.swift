package import Kernel
import Synchronization

/// Values read from storage, kept until what they were made of changes.
///
/// Only what was found is kept: a new tenant, client or API is seen at once, whoever made it. The price is a database
/// read for each question about something that does not exist.
package final class CacheTable<Value: Sendable>: Sendable {
    /// What a value is asked for by.
    package struct Key: Sendable, Hashable {
        let tenant: TenantID
        let name: String
    }

    /// What a value was made of.
    package struct Dependency: Sendable, Hashable {
        let tenant: TenantID
        let id: String
    }

    private struct State {
        var values: [Key: Value] = [:]
        var dependents: [Dependency: Set<Key>] = [:]
        /// Counts invalidations, so that a value read before one is not kept after it.
        var generation: UInt64 = 0
        var hits: UInt64 = 0
        var misses: UInt64 = 0

        /// Makes room by forgetting an eighth of the values, whichever the hash order names first.
        ///
        /// Keeping track of use would cost every hit something; a value that is still in use costs one read to come
        /// back.
        mutating func evict() {
            for key in values.keys.prefix(max(values.count / 8, 1)) { values[key] = nil }
            dependents = dependents.compactMapValues { keys in
                let left = keys.filter { values[$0] != nil }
                return left.isEmpty ? nil : left
            }
        }
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// A table that keeps at most so many values.
    package init(capacity: Int) { self.capacity = capacity }

    /// The value for a name, from the table or from a load.
    ///
    /// - Parameters:
    ///   - tenant: The tenant asked about.
    ///   - name: What the value is asked for by.
    ///   - load: Reads the value, with the id of the document it is made of.
    /// - Throws: What the load throws.
    package func value(
        _ tenant: TenantID,
        _ name: String,
        load: () async throws -> (value: Value, id: String)?
    ) async throws -> Value? {
        let key = Key(tenant: tenant, name: name)
        let (known, generation) = state.withLock { state in
            let known = state.values[key]
            if known == nil { state.misses += 1 } else { state.hits += 1 }
            return (known, state.generation)
        }
        if let known { return known }
        guard let loaded = try await load() else { return nil }
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.values.count >= capacity { state.evict() }
            state.values[key] = loaded.value
            state.dependents[Dependency(tenant: tenant, id: loaded.id), default: []].insert(key)
        }
        return loaded.value
    }

    /// Forgets what was made of a document.
    package func invalidate(_ tenant: TenantID, id: String) {
        state.withLock { state in
            state.generation += 1
            let keys = state.dependents.removeValue(forKey: Dependency(tenant: tenant, id: id)) ?? []
            for key in keys { state.values[key] = nil }
        }
    }

    /// Forgets all of a tenant.
    package func invalidate(_ tenant: TenantID) {
        state.withLock { state in
            state.generation += 1
            state.values = state.values.filter { $0.key.tenant != tenant }
            state.dependents = state.dependents.filter { $0.key.tenant != tenant }
        }
    }

    /// Forgets everything.
    package func invalidateAll() {
        state.withLock { state in
            state.generation += 1
            state.values = [:]
            state.dependents = [:]
        }
    }

    /// How often a value was there, and how often it was not.
    package var counts: (hits: UInt64, misses: UInt64) { state.withLock { ($0.hits, $0.misses) } }
}
