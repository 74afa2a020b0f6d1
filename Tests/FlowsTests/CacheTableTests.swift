import Flows
import Kernel
import Synchronization
import Testing

@Suite("Cache tables")
struct CacheTableTests {
    private static let acme = TenantID(rawValue: "acme")
    private static let other = TenantID(rawValue: "other")

    /// Counts how often it was asked to load.
    private final class Source: Sendable {
        private let number = Mutex(0)
        var loads: Int { number.withLock { $0 } }

        func load(_ value: String?, id: String) -> (value: String, id: String)? {
            number.withLock { $0 += 1 }
            return value.map { ($0, id) }
        }
    }

    @Test("load once and keep")
    func hit() async throws {
        let table = CacheTable<String>(capacity: 10)
        let source = Source()
        for _ in 0..<3 {
            #expect(try await table.value(Self.acme, "n") { source.load("v", id: "1") } == "v")
        }
        #expect(source.loads == 1)
        #expect(table.counts.hits == 2 && table.counts.misses == 1)
    }

    @Test("keep tenants and names apart")
    func keys() async throws {
        let table = CacheTable<String>(capacity: 10)
        _ = try await table.value(Self.acme, "n") { ("acme n", "1") }
        #expect(try await table.value(Self.other, "n") { ("other n", "1") } == "other n")
        #expect(try await table.value(Self.acme, "m") { ("acme m", "2") } == "acme m")
        #expect(try await table.value(Self.acme, "n") { nil } == "acme n")
    }

    @Test("do not keep what was not found")
    func absent() async throws {
        let table = CacheTable<String>(capacity: 10)
        #expect(try await table.value(Self.acme, "n") { nil } == nil)
        #expect(try await table.value(Self.acme, "n") { ("v", "1") } == "v")
    }

    @Test("do not keep what failed to load")
    func failure() async throws {
        let table = CacheTable<String>(capacity: 10)
        await #expect(throws: StoreError.self) {
            _ = try await table.value(Self.acme, "n") { throw StoreError.unavailable("") }
        }
        #expect(try await table.value(Self.acme, "n") { ("v", "1") } == "v")
    }

    @Test("forget everything that was made of a document, and nothing else")
    func dependents() async throws {
        let table = CacheTable<String>(capacity: 10)
        _ = try await table.value(Self.acme, "by id") { ("old", "1") }
        _ = try await table.value(Self.acme, "by name") { ("old", "1") }
        _ = try await table.value(Self.acme, "another") { ("old", "2") }
        _ = try await table.value(Self.other, "by id") { ("old", "1") }
        table.invalidate(Self.acme, id: "1")
        #expect(try await table.value(Self.acme, "by id") { ("new", "1") } == "new")
        #expect(try await table.value(Self.acme, "by name") { ("new", "1") } == "new")
        #expect(try await table.value(Self.acme, "another") { ("new", "2") } == "old")
        #expect(try await table.value(Self.other, "by id") { ("new", "1") } == "old")
        // What was loaded again depends on the document again.
        table.invalidate(Self.acme, id: "1")
        #expect(try await table.value(Self.acme, "by id") { ("newer", "1") } == "newer")
    }

    @Test("forget a tenant, or all of them")
    func tenants() async throws {
        let table = CacheTable<String>(capacity: 10)
        _ = try await table.value(Self.acme, "n") { ("old", "1") }
        _ = try await table.value(Self.other, "n") { ("old", "1") }
        table.invalidate(Self.acme)
        #expect(try await table.value(Self.acme, "n") { ("new", "1") } == "new")
        #expect(try await table.value(Self.other, "n") { ("new", "1") } == "old")
        table.invalidateAll()
        #expect(try await table.value(Self.other, "n") { ("new", "1") } == "new")
    }

    enum Invalidation: Sendable, CaseIterable { case document, otherDocument, tenant, everything }

    @Test("a value read before an invalidation is answered, and not kept after it", arguments: Invalidation.allCases)
    func race(invalidation: Invalidation) async throws {
        let table = CacheTable<String>(capacity: 10)
        let answer = try await table.value(Self.acme, "n") {
            switch invalidation {
            case .document: table.invalidate(Self.acme, id: "1")
            // Nobody knows yet which document the load will find.
            case .otherDocument: table.invalidate(Self.acme, id: "2")
            case .tenant: table.invalidate(Self.acme)
            case .everything: table.invalidateAll()
            }
            return ("stale", "1")
        }
        #expect(answer == "stale")
        #expect(try await table.value(Self.acme, "n") { ("fresh", "1") } == "fresh")
        #expect(try await table.value(Self.acme, "n") { ("unasked", "1") } == "fresh")
    }

    @Test("hold no more than their capacity")
    func eviction() async throws {
        let table = CacheTable<Int>(capacity: 16)
        for number in 0..<1000 {
            _ = try await table.value(Self.acme, "\(number)") { (number, "\(number)") }
            // The newest is there.
            #expect(try await table.value(Self.acme, "\(number)") { nil } == number)
        }
        var kept: [Int] = []
        for number in 0..<1000 where try await table.value(Self.acme, "\(number)", load: { nil }) == number {
            kept.append(number)
        }
        #expect((8...16).contains(kept.count))
        for number in kept { table.invalidate(Self.acme, id: "\(number)") }
        for number in kept { #expect(try await table.value(Self.acme, "\(number)") { nil } == nil) }
    }
}
