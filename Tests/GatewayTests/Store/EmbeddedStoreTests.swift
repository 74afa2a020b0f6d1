import Foundation
import Gateway
import Kernel
import Synchronization
import Testing

@Suite struct EmbeddedStoreTests {
    @Test(arguments: StoreContract.all)
    func `an embedded store keeps the contract`(_ check: StoreCheck) async throws {
        try await lend { store, _, clock in
            try await check.run(
                StoreSubject(store: store, pass: { clock.pass(seconds: Int64($0)) }, prefix: "check")
            )
        }
    }

    @Test func `what was acknowledged is there when the file is opened again, until it ends`() async throws {
        try await lend { store, path, clock in
            try await store.set("a", to: [1], endingAfter: 10)
            try await store.set("b", to: [2], endingAfter: nil)
            let other = try await crashed(path) { clock.now }
            #expect(try await other.value(of: "a") == [1])
            clock.pass(seconds: 10)
            #expect(try await other.value(of: "a") == nil)
            #expect(try await other.value(of: "b") == [2])
            await other.close()
        }
    }

    @Test func `a file that is open is nobody else's, and one that was closed is anybody's`() async throws {
        try await lend { store, path, clock in
            try await store.set("a", to: [1], endingAfter: nil)
            #expect(throws: StoreUnavailable.self) { try EmbeddedStore(path: path) { clock.now } }
            await store.close()
            let next = try EmbeddedStore(path: path) { clock.now }
            #expect(try await next.value(of: "a") == [1])
            await next.close()
        }
    }

    @Test func `what was read is remembered as it is, however it was changed`() async throws {
        try await lend { store, _, clock in
            try await store.set("a", to: [1], endingAfter: 10)
            #expect(try await store.value(of: "a") == [1])
            try await store.set("a", to: [2], endingAfter: 10)
            #expect(try await store.value(of: "a") == [2])
            #expect(try await store.replace("a", from: [2], to: [3], endingAfter: 10))
            #expect(try await store.value(of: "a") == [3])
            #expect(try await store.setIfAbsent("a", to: [4], endingAfter: 10) == false)
            #expect(try await store.value(of: "a") == [3])
            clock.pass(seconds: 10)
            #expect(try await store.value(of: "a") == nil)
            #expect(try await store.setIfAbsent("a", to: [5], endingAfter: 10))
            #expect(try await store.value(of: "a") == [5])
            #expect(try await store.take("a") == [5])
            #expect(try await store.value(of: "a") == nil)
            try await store.set("a", to: [6], endingAfter: nil)
            #expect(try await store.value(of: "a") == [6])
            try await store.remove(["a"])
            #expect(try await store.value(of: "a") == nil)
        }
    }

    @Test func `what a reader has just read never outlives the change that it missed`() async throws {
        try await lend { store, _, _ in
            try await withThrowingTaskGroup { group in
                for key in ["a", "b"] {
                    group.addTask {
                        for number in UInt8(0)..<200 {
                            try await store.set(key, to: [number], endingAfter: nil)
                            #expect(try await store.value(of: key) == [number])
                        }
                    }
                    group.addTask {
                        var last: UInt8 = 0
                        while last < 199 {
                            let read = try await store.value(of: key)?.first ?? last
                            #expect(read >= last)
                            last = read
                            await Task.yield()
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `more than the memory holds is still there`() async throws {
        try await lend { store, _, _ in
            let large = [UInt8](repeating: 7, count: 4 * 1024 * 1024)
            for number in UInt8(0)..<12 { try await store.set("\(number)", to: large + [number], endingAfter: nil) }
            for _ in 0..<2 {
                for number in UInt8(0)..<12 { #expect(try await store.value(of: "\(number)")?.last == number) }
            }
        }
    }

    @Test func `what has ended is swept, all of it and nothing else`() async throws {
        try await lend { store, _, clock in
            try await withThrowingTaskGroup { group in
                for number in 0..<1234 {
                    group.addTask { try await store.set("\(number)", to: [1], endingAfter: 5) }
                }
                try await group.waitForAll()
            }
            try await store.set("later", to: [1], endingAfter: 6)
            try await store.set("never", to: [1], endingAfter: nil)
            #expect(try await store.sweep() == 0)
            clock.pass(seconds: 5)
            #expect(try await store.sweep() == 1234)
            #expect(try await store.sweep() == 0)
            #expect(try await store.value(of: "later") == [1])
            #expect(try await store.value(of: "never") == [1])
        }
    }

    @Test func `the sweeper works by itself`() async throws {
        try await lend(sweepInterval: .milliseconds(20)) { store, path, clock in
            // Where time stands still a value is seen until it is removed.
            let started = clock.now
            func isThere() async throws -> Bool {
                let observer = try await crashed(path) { started }
                let value = try await observer.value(of: "a")
                await observer.close()
                return value != nil
            }
            try await store.set("a", to: [1], endingAfter: 1)
            #expect(try await isThere())
            clock.pass(seconds: 1)
            let isSwept = try await eventually { try await !isThere() }
            #expect(isSwept)
        }
    }

    @Test func `the file is its owner's alone`() async throws {
        try await lend { store, path, _ in
            try await store.set("a", to: [1], endingAfter: nil)
            for suffix in ["", "-wal", "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test func `a store that is closed refuses, and may be closed again`() async throws {
        try await lend { store, _, _ in
            try await store.set("a", to: [1], endingAfter: nil)
            await store.close()
            await #expect(throws: StoreUnavailable.self) { try await store.value(of: "a") }
            await #expect(throws: StoreUnavailable.self) { try await store.set("a", to: [2], endingAfter: nil) }
            await #expect(throws: StoreUnavailable.self) { try await store.ping() }
            await store.close()
        }
    }

    @Test func `a file that cannot be used is refused`() throws {
        #expect(throws: StoreUnavailable.self) {
            try EmbeddedStore(path: "/nowhere/gateway.db") { Instant(milliseconds: 0) }
        }
        let path = "\(NSTemporaryDirectory())/latchkey-store-\(UUID().uuidString)"
        try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreUnavailable.self) { try EmbeddedStore(path: path) { Instant(milliseconds: 0) } }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `an entry that is too large harms no other`() async throws {
        try await lend { store, _, _ in
            let huge = [UInt8](repeating: 0, count: 17 * 1024 * 1024)
            async let other: Void = store.set("b", to: [1], endingAfter: nil)
            await #expect(throws: StoreUnavailable.self) { try await store.set("a", to: huge, endingAfter: nil) }
            try await other
            #expect(try await store.value(of: "b") == [1])
        }
    }

    /// A clock that goes when it is told to.
    private final class Clock: Sendable {
        private let time = Atomic<Int64>(1_700_000_000_000)

        var now: Instant { Instant(milliseconds: time.load(ordering: .sequentiallyConsistent)) }

        func pass(seconds: Int64) { time.add(seconds * 1000, ordering: .sequentiallyConsistent) }
    }

    /// A store on the files as they are now, which is what a crash would leave.
    private func crashed(_ path: String, now: @escaping @Sendable () -> Instant) async throws -> EmbeddedStore {
        let copy = "\(path)-\(UUID().uuidString)"
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        return try EmbeddedStore(path: copy, now: now)
    }

    private func lend(
        sweepInterval: Duration = .seconds(3600),
        _ body: (EmbeddedStore, _ path: String, Clock) async throws -> Void
    ) async throws {
        let folder = "\(NSTemporaryDirectory())/latchkey-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clock = Clock()
        let store = try EmbeddedStore(path: "\(folder)/gateway.db", sweepInterval: sweepInterval) { clock.now }
        try await body(store, "\(folder)/gateway.db", clock)
        await store.close()
    }
}
