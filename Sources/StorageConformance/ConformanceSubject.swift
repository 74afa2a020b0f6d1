import Applications
import Kernel
package import Storage
package import StorageSQL
import Synchronization

/// A database under test: storage over it, and a way past storage to what is really kept.
package struct ConformanceSubject: Sendable {
    /// The storage.
    package let storage: any Storage
    /// What the server noted under a name.
    let state: @Sendable (String) async throws -> String?
    /// Notes something under a name.
    let setState: @Sendable (String, String) async throws -> Void
    /// Notes something under a name unless there is something; what is there then.
    let establishState: @Sendable (String, String) async throws -> String
    /// Rows as they are kept.
    let rows: @Sendable (String, [SQLValue]) async throws -> [SQLRow]
    /// Changes rows behind storage's back.
    let tamper: @Sendable (String, [SQLValue]) async throws -> Int

    /// Migrates the database of a driver and puts storage over it.
    ///
    /// - Throws: `StoreError`, `SchemaError`.
    package init(_ driver: some SQLDriver) async throws {
        let storage = SQLStorage(driver: driver, sealer: TestSealer())
        try await storage.migrate()
        self.storage = storage
        state = { try await storage.state($0) }
        setState = { try await storage.setState($0, $1) }
        establishState = { try await storage.establishState($0, $1) }
        rows = { sql, arguments in try await driver.read { try $0.query(sql, arguments) } }
        tamper = { sql, arguments in try await driver.write { try $0.execute(sql, arguments) } }
    }

    /// A tenant that no other check has.
    func makeTenant() async throws -> TenantID {
        let tenant = Self.newTenant()
        try await storage.write { try $0.insertTenant(tenant, at: .example) }
        return tenant
    }

    /// A name that no other check has.
    static func newTenant() -> TenantID { TenantID(rawValue: "t" + RandomSource.system.text(16, from: .hexadecimal)) }
}

extension Instant {
    /// A moment for rows of which the time does not matter.
    static let example = Instant(seconds: 1_700_000_000)
}

/// Collects what a feed says of one tenant.
final class ChangeRecorder: Sendable {
    private let seen = Mutex<[ConfigurationChange]>([])

    /// The changes so far.
    var changes: [ConfigurationChange] { seen.withLock { $0 } }

    init(_ feed: ChangeFeed, tenant: TenantID) {
        feed.subscribe { [weak self] change in
            let concerned: TenantID? =
                switch change {
                case .document(let tenant, _, _): tenant
                case .signingKeys(let tenant): tenant
                case .tenant(let tenant): tenant
                case .everything: nil
                }
            if concerned == tenant { self?.seen.withLock { $0.append(change) } }
        }
    }
}

/// Runs a function so many times at once; what each answered, in no particular order.
func concurrently<Result: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
        for index in 0..<count { group.addTask { try await body(index) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
