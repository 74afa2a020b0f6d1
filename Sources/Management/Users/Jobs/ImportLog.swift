import Applications
import Kernel
import Storage
import Wire

/// What the tenant log says of imports of users.
///
/// It is written with the end of the job itself, so that each import that ends is told of once, whichever server ends it.
extension Job {
    /// Writes that an import has ended; for other jobs nothing.
    ///
    /// - Throws: `StoreError`.
    func logEnd(at now: Instant, _ random: RandomSource, _ transaction: any WriteTransaction) throws {
        guard kind == .usersImport else { return }
        let tenant = document.tenant
        try transaction.lockLogs(of: [tenant])
        var ids = LogIDs()
        if let newest = try transaction.newestLogID(in: tenant) { ids.pass(newest) }
        try transaction.append([LogRecording.record(importEvent(at: now), id: ids.next(now, random))])
    }

    /// The event of an import that has ended.
    ///
    /// - SeeAlso: Auth0: log events `sui` and `fui`.
    private func importEvent(at now: Instant) -> LogEvent {
        var event = LogEvent(
            tenant: document.tenant,
            date: now,
            type: status == .completed ? .usersImported : .usersImportFailed,
            description: self["status_details"]?.string ?? ""
        )
        event.connection = self["connection"]?.string
        event.connectionID = self["connection_id"]?.string
        event.strategy = ("auth0", "database")
        event.details = ["tenant": .string(document.tenant.rawValue), "connection": self["connection"] ?? ""]
        return event
    }
}
