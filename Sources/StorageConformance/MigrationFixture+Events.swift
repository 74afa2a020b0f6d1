import Applications
import Kernel
import Storage
import StorageSQL
import Wire

/// What version 4 added: events and those who follow them.
extension MigrationFixture {
    /// Writes one row of everything.
    static func fillEvents(_ storage: SQLStorage<some SQLDriver>, _ tenant: TenantID) async throws {
        try await storage.write { try $0.put(follower(tenant)) }
        try await storage.write { transaction in
            try transaction.insert(
                .example(tenant, .organization, "org_1", body: ["id": "org_1", "name": "fixture"]),
                keys: []
            )
        }
    }

    /// Looks for the rows.
    static func lookForEvents(_ transaction: any WriteTransaction, _ tenant: TenantID) throws {
        try expectEqual(transaction.eventFollower("est_1", in: tenant), follower(tenant))
        let events = try transaction.events(after: 1, limit: 10, in: tenant)
        try expectEqual(events.map(\.type), ["organization.created"])
        try expectEqual(events.first?.body["data"]?["object"], ["name": "fixture", "id": "org_1"])
    }

    private static func follower(_ tenant: TenantID) -> EventFollower {
        EventFollower(tenant: tenant, stream: "est_1", after: 1, dueAt: .example)
    }
}
