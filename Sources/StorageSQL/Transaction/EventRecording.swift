import Applications
import Directory
import Kernel
import Storage
import Wire

/// How changes become events, in the transaction that makes them.
extension SQLTransaction {
    private static let insertEvents = Insertion(
        into: "events",
        [
            .init("tenant", .text), .init("position", .integer), .init("date", .integer), .init("type", .text),
            .init("body", .text),
        ],
        key: ["tenant", "position"]
    )

    /// How many users are looked up at once.
    private static let userBatch = 100

    /// Notes a change for those who follow the tenant; where nobody does, this costs one look-up a transaction.
    ///
    /// - Parameter note: Runs only where somebody follows, and before what it looks up is changed.
    func noteForFollowers(of tenant: TenantID, _ note: (EventJournals) throws -> Void) throws {
        guard let journals else { return }
        let isFollowed = try journals.isFollowed(tenant) {
            try !find(connection.dialect.selectFollowers, [.text(tenant.rawValue)]).isEmpty
        }
        if isFollowed { try note(journals) }
    }

    /// Writes the events of what the transaction changed; to be called last.
    ///
    /// - Throws: `StoreError`.
    func recordEvents(_ random: RandomSource = .system) throws {
        for (tenant, journal) in journals?.filled ?? [] {
            let users = try lastState(of: journal.users, tenant)
            // From here on nobody else numbers events of this tenant until this transaction has ended: who follows by
            // number misses none.
            if let lock = connection.dialect.lockEvents { _ = try find(lock, [.text(tenant.rawValue)]) }
            let rows = try connection.query(connection.dialect.selectClock, [])
            let now = Instant(milliseconds: try rows.first?.integer(0) ?? 0)
            let newest = try newestEventPosition(in: tenant) ?? 0
            var position = max(newest + 1, EventPosition.first(of: now))
            var records: [EventRecord] = []
            for (type, object) in journal.events(users: users, at: now) {
                let id = "evt_" + random.text(22, from: .base58)
                let body = EventEnvelope.body(id: id, type: type, object: object, tenant: tenant, at: now)
                records.append(EventRecord(tenant: tenant, position: position, date: now, type: type, body: body))
                position += 1
            }
            try append(records)
        }
    }

    private func lastState(of ids: [String], _ tenant: TenantID) throws -> [User] {
        var users: [User] = []
        var rest = ids[...]
        while !rest.isEmpty {
            users += try self.users(ids: Array(rest.prefix(Self.userBatch)), in: tenant)
            rest = rest.dropFirst(Self.userBatch)
        }
        return users
    }

    private func append(_ records: [EventRecord]) throws {
        let count = try insert(records.map(Self.arguments), by: Self.insertEvents)
        // Whoever numbers events keeps all others from it; a number that is taken must not cost an event.
        guard count == records.count else { throw StoreError.corrupt("the number of an event is taken") }
    }

    private static func arguments(_ record: EventRecord) -> [SQLValue] {
        [
            .text(record.tenant.rawValue), .integer(record.position), .instant(record.date), .text(record.type),
            .json(record.body),
        ]
    }
}

extension Dialect {
    /// Whether somebody follows the events of a tenant.
    fileprivate var selectFollowers: String {
        "SELECT 1 FROM event_followers WHERE tenant = ? AND until > \(clock) LIMIT 1"
    }

    /// What the clock of the database says, in milliseconds since the epoch.
    fileprivate var selectClock: String { "SELECT \(clock)" }

    /// The clock of the database, also in a transaction that began long ago.
    private var clock: String {
        switch engine {
        case .sqlite: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        case .postgres: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
        }
    }

    /// What keeps others from numbering a tenant's events; nil where there is one writer at a time anyway.
    ///
    /// The number is `evt` in letters.
    fileprivate var lockEvents: String? {
        engine == .sqlite ? nil : "SELECT 1 FROM pg_advisory_xact_lock(6649460, hashtext(?))"
    }
}
