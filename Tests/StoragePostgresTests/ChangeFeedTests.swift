import Applications
import Kernel
import Storage
import StoragePostgres
import StorageSQL
import Synchronization
import Testing

@Suite(.needsPostgres) struct ChangeFeedTests {
    /// What a feed has published.
    private final class Ear: Sendable {
        private let changes = Mutex<[ConfigurationChange]>([])

        init(_ driver: PostgresDriver) {
            driver.changes.subscribe { change in self.changes.withLock { $0.append(change) } }
        }

        var heard: [ConfigurationChange] { changes.withLock { $0 } }
    }

    private struct Refusal: Error {}

    private static let client = ConfigurationChange.document(tenant: .default, kind: .client, id: "abc")
    private static let keys = ConfigurationChange.signingKeys(tenant: .default)
    private static let last = ConfigurationChange.tenant(.default)

    @Test func `this process hears before the write returns, others soon after, each once`() async throws {
        try await TestDatabase.lendDriver { database, driver in
            let other = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
            let (here, there) = (Ear(driver), Ear(other))
            try await driver.write { connection in
                try connection.announce(Self.client)
                try connection.announce(Self.keys)
                try connection.announce(Self.client)
            }
            #expect(here.heard == [Self.client, Self.keys])
            #expect(await eventually { there.heard == [Self.client, Self.keys] })
            // What comes back from the other proves that our own notification has been passed over by then.
            try await other.write { try $0.announce(Self.last) }
            #expect(await eventually { here.heard.contains(Self.last) })
            #expect(here.heard == [Self.client, Self.keys, Self.last])
            #expect(there.heard == [Self.client, Self.keys, Self.last])
            await other.close()
        }
    }

    @Test func `a transaction that is not committed announces nothing`() async throws {
        try await TestDatabase.lendDriver { database, driver in
            let other = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
            let (here, there) = (Ear(driver), Ear(other))
            await #expect(throws: Refusal.self) {
                try await driver.write { connection in
                    try connection.announce(Self.client)
                    throw Refusal()
                }
            }
            try await driver.write { try $0.announce(Self.last) }
            #expect(await eventually { there.heard == [Self.last] })
            #expect(here.heard == [Self.last])
            await other.close()
        }
    }

    @Test func `a listener that lost its connection says so, listens again, and says everything may have changed`()
        async throws
    {
        try await TestDatabase.lendDriver { database, driver in
            let ear = Ear(driver)
            try await database.terminateConnections()
            #expect(await eventually { ear.heard == [.everything, .everything] })
            let other = try await PostgresDriver(url: database.url, limits: TestDatabase.patient)
            try await other.write { try $0.announce(Self.client) }
            #expect(await eventually { ear.heard.last == Self.client })
            await other.close()
        }
    }
}
