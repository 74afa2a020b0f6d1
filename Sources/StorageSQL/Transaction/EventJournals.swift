import Kernel
import Storage

/// What one transaction changes that followers are to hear of, by tenant.
///
/// It is as confined to the closure of the transaction as the connection.
final class EventJournals {
    private var journals: [TenantID: EventJournal] = [:]
    private var followed: [TenantID: Bool] = [:]

    /// Whether somebody follows a tenant, found out once in a transaction.
    func isFollowed(_ tenant: TenantID, _ look: () throws -> Bool) rethrows -> Bool {
        if let known = followed[tenant] { return known }
        let isFollowed = try look()
        followed[tenant] = isFollowed
        return isFollowed
    }

    /// Changes the journal of a tenant.
    func change(_ tenant: TenantID, _ note: (inout EventJournal) -> Void) {
        note(&journals[tenant, default: EventJournal()])
    }

    /// Forgets what happened to a tenant, which is gone.
    func forget(_ tenant: TenantID) {
        journals[tenant] = nil
        followed[tenant] = false
    }

    /// The journals with something in them, always in the same order, so that no two transactions wait for each other.
    var filled: [(tenant: TenantID, journal: EventJournal)] {
        journals.filter { !$0.value.isEmpty }.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }
}
