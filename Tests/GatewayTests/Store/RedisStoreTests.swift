import Foundation
import RESP
import Testing

@testable import Gateway

/// The contract on one server for all: the one that is named in the environment, or one of their own.
@Suite(.needsRedis, LentRedis()) struct RedisContractTests {
    @Test(arguments: StoreContract.all)
    func `a Redis store keeps the contract`(_ check: StoreCheck) async throws {
        try await check.run(try subject())
    }

    @Test func `stores of different namespaces share nothing, whatever the names`() async throws {
        let client = try #require(LentRedis.current)
        let scope = UUID().uuidString
        let namespaces = ["", scope, "\(scope):b", "\(scope)%3Ab", "\(scope):", ":\(scope)"]
        let stores = namespaces.map { RedisStore(client, namespace: $0) }
        let keys = ["a:\(scope)", "b:a:\(scope)", ":a:\(scope)", "\(scope):a", "\(scope):b:a"]
        for (index, store) in stores.enumerated() {
            for key in keys { try await store.set(key, to: [UInt8(index)], endingAfter: 60) }
        }
        for (index, store) in stores.enumerated() {
            for key in keys { #expect(try await store.value(of: key) == [UInt8(index)]) }
        }
        for store in stores { try await store.remove(keys) }
    }

    @Test func `the server knows the scripts by the digests we give them`() async throws {
        let client = try #require(LentRedis.current)
        for script in [RedisScript.replace, .take] {
            let answer = try await client.send(RedisCommand("SCRIPT", "LOAD", .text(script.source)))
            #expect(answer == .bytes(Array(script.digest.utf8)))
        }
    }

    private func subject() throws -> StoreSubject {
        let client = try #require(LentRedis.current)
        return StoreSubject(
            store: RedisStore(client, namespace: "tests"),
            // Redis has its own clock.
            pass: { try await Task.sleep(for: .seconds($0) + .milliseconds(50)) },
            prefix: UUID().uuidString
        )
    }
}

@Suite(.needsOwnRedis) struct RedisStoreTests {
    @Test func `a server that does not know GETDEL still gives a value once`() async throws {
        try await TestRedis.lend("--without", "GETDEL") { server in
            try await server.withClient { client in
                let store = RedisStore(client)
                for check in StoreContract.all where check.name.contains("take") {
                    let prefix = UUID().uuidString
                    try await check.run(StoreSubject(store: store, pass: { _ in }, prefix: prefix))
                }
            }
        }
    }

    @Test func `a user without rights of an administrator is enough`() async throws {
        try await TestRedis.lend("--password", "root", "--user", "gateway", "own") { server in
            var options = server.options
            options.credentials = RedisCredentials(user: "gateway", password: "own")
            try await server.withClient(options) { client in
                let store = RedisStore(client)
                try await store.ping()
                try await store.set("a", to: [1], endingAfter: 60)
                let isReplaced = try await store.replace("a", from: [1], to: [2], endingAfter: 60)
                #expect(isReplaced)
                #expect(try await store.take("a") == [2])
                #expect(try await store.setIfAbsent("a", to: [3], endingAfter: 60))
                try await store.remove(["a"])
            }
        }
    }

    @Test func `every operation says that the store is unavailable, and works again when it is not`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                let store = RedisStore(client)
                try await store.ping()
                try await server.halt()
                for _ in 0..<2 {
                    await #expect(throws: StoreUnavailable.self) { try await store.ping() }
                    await #expect(throws: StoreUnavailable.self) { try await store.value(of: "a") }
                    await #expect(throws: StoreUnavailable.self) { try await store.set("a", to: [], endingAfter: nil) }
                    await #expect(throws: StoreUnavailable.self) { try await store.take("a") }
                    await #expect(throws: StoreUnavailable.self) { try await store.remove(["a"]) }
                    await #expect(throws: StoreUnavailable.self) {
                        try await store.setIfAbsent("a", to: [], endingAfter: 1)
                    }
                    await #expect(throws: StoreUnavailable.self) {
                        try await store.replace("a", from: [], to: [], endingAfter: 1)
                    }
                }
                try await server.start()
                let isBack = await eventually { (try? await store.ping()) != nil }
                #expect(isBack)
                try await store.set("a", to: [1], endingAfter: 1)
                #expect(try await store.replace("a", from: [1], to: [2], endingAfter: 1))
            }
        }
    }

    @Test func `a value of another kind, and a full server, are told without the key`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                let store = RedisStore(client)
                _ = try await client.send(RedisCommand("LPUSH", "latchkey::secret", "x"))
                let failure = await #expect(throws: StoreUnavailable.self) { try await store.value(of: "secret") }
                #expect(failure?.description == "Redis refuses: WRONGTYPE")
                _ = try await client.send(RedisCommand("CONFIG", "SET", "maxmemory", "1"))
                let full = await #expect(throws: StoreUnavailable.self) {
                    try await store.set("a", to: [1], endingAfter: 1)
                }
                #expect(full?.description == "Redis refuses: OOM")
            }
        }
    }
}

/// Lends a client to the tests of a suite.
private struct LentRedis: SuiteTrait, TestScoping {
    /// The client that is lent.
    @TaskLocal static var current: RedisClient?

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        if let options = TestRedis.named {
            try await lend(options, function)
        } else {
            try await TestRedis.lend { server in try await lend(server.options, function) }
        }
    }

    private func lend(_ options: RedisOptions, _ function: @Sendable () async throws -> Void) async throws {
        try await TestRedis.withClient(options) { client in
            try await Self.$current.withValue(client) { try await function() }
        }
    }
}
