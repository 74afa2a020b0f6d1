import Foundation
import RESP
import Testing

@Suite(.needsRedis) struct RedisClientTests {
    @Test func `many callers share few connections, and each gets its own answer`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                try await withThrowingTaskGroup { group in
                    for number in 0..<2000 {
                        group.addTask {
                            let text = RESPValue.bytes(Array("\(number)".utf8))
                            let answer = try await client.ask("ECHO", .integer(Int64(number)))
                            #expect(answer == text)
                        }
                    }
                    try await group.waitForAll()
                }
                guard case .bytes(let list) = try await client.ask("CLIENT", "LIST", "TYPE", "normal")
                else {
                    Issue.record("no list")
                    return
                }
                #expect(list.count { $0 == UInt8(ascii: "\n") } <= 2)
            }
        }
    }

    @Test func `a value comes back as it was, whatever its size and bytes`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                for value in [[], [0], Array("\r\n".utf8), [UInt8](repeating: 0xFF, count: 3_000_000)] {
                    _ = try await client.ask("SET", "key", .bytes(value))
                    #expect(try await client.ask("GET", "key") == .bytes(value))
                }
                #expect(try await client.ask("GET", "other") == .null)
            }
        }
    }

    @Test func `a refusal is an error and spoils nothing`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                let failure = await #expect(throws: RedisFailure.self) {
                    try await client.ask("NONSENSE", "secret")
                }
                #expect(failure?.refusal?.code == "ERR")
                #expect(failure?.description.contains("secret") == false)
                let answer = try await client.ask("PING")
                #expect(answer == .status("PONG"))
            }
        }
    }

    @Test func `a script runs on a server that does not know it yet, and that forgot it`() async throws {
        let script = RedisScript(source: "return ARGV[1]", digest: "098e0f0d1448c0a81dafe820f66d460eb09263da")
        try await TestRedis.lend { server in
            try await server.withClient { client in
                for _ in 0..<3 {
                    #expect(try await client.run(script, keys: ["k"], arguments: ["a"]) == .bytes([0x61]))
                    #expect(try await client.run(script, keys: ["k"], arguments: ["b"]) == .bytes([0x62]))
                    _ = try await client.ask("SCRIPT", "FLUSH")
                }
            }
        }
    }

    @Test func `the first host that answers as a master is used`() async throws {
        try await TestRedis.lend { master in
            try await TestRedis.lend("--replica-of", "\(master.port)") { replica in
                var options = master.options
                options.hosts = [RedisHost(name: "127.0.0.1", port: 1)] + replica.options.hosts + master.options.hosts
                try await master.withClient(options) { client in
                    let answer = try await client.ask("SET", "a", "b")
                    #expect(answer == .status("OK"))
                }
                try await replica.withClient { client in
                    let failure = await #expect(throws: RedisFailure.self) { try await client.ask("PING") }
                    #expect(failure?.kind == .unreachable)
                }
            }
        }
    }

    @Test func `a client that closes answers what is under way and refuses what comes later`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                _ = try await client.ask("PING")
                let slow = Task {
                    try await client.ask("EVAL", "local n = 0 for i = 1, 3e6 do n = n + 1 end return n", "0")
                }
                try await Task.sleep(for: .milliseconds(50))
                await client.close()
                #expect(try await slow.value == .integer(3_000_000))
                let failure = await #expect(throws: RedisFailure.self) { try await client.ask("PING") }
                #expect(failure?.kind == .closed)
                await client.close()
            }
        }
    }

    @Test func `options without a host, and authorities that cannot be read, are refused`() async throws {
        var options = RedisOptions(hosts: [])
        await #expect(throws: RedisFailure.self) { try await TestRedis.withClient(options) { _ in } }
        options = RedisOptions(hosts: [RedisHost(name: "localhost")])
        options.tls = RedisTLS(authorities: "/nowhere/ca.pem")
        let failure = await #expect(throws: RedisFailure.self) { try await TestRedis.withClient(options) { _ in } }
        #expect(failure?.kind == .misconfigured)
    }
}

@Suite(.needsRedis) struct RedisProtectionTests {
    @Test func `a password is presented, and a wrong one is told at once`() async throws {
        try await TestRedis.lend("--password", "right", "--user", "gateway", "own") { server in
            let cases: [(credentials: RedisCredentials?, refusal: String?)] = [
                (RedisCredentials(user: nil, password: "right"), nil),
                (RedisCredentials(user: "default", password: "right"), nil),
                (RedisCredentials(user: "gateway", password: "own"), nil),
                (RedisCredentials(user: nil, password: "wrong"), "WRONGPASS"),
                (RedisCredentials(user: "gateway", password: "right"), "WRONGPASS"),
                (RedisCredentials(user: "nobody", password: "own"), "WRONGPASS"),
                (nil, "NOAUTH"),
            ]
            for (credentials, refusal) in cases {
                var options = server.options
                options.credentials = credentials
                try await server.withClient(options) { client in
                    do {
                        _ = try await client.ask("SET", "a", "b")
                        #expect(refusal == nil)
                    } catch let failure as RedisFailure {
                        #expect(failure.refusal?.code == refusal)
                    }
                }
            }
        }
    }

    @Test func `TLS trusts the authority it is given, by name and by address`() async throws {
        try await TestRedis.lend("--tls", "DNS:localhost,IP:127.0.0.1", "--password", "right") { server in
            let own = RedisTLS(authorities: "\(server.folder)/ca.pem")
            #expect(await isTrusted(server, as: "localhost", own))
            #expect(await isTrusted(server, as: "127.0.0.1", own))
            #expect(await !isTrusted(server, as: "localhost", RedisTLS()))
            #expect(await !isTrusted(server, as: "localhost", nil))
        }
    }

    @Test func `TLS trusts no certificate of another name`() async throws {
        try await TestRedis.lend("--tls", "DNS:elsewhere", "--password", "right") { server in
            let own = RedisTLS(authorities: "\(server.folder)/ca.pem")
            #expect(await !isTrusted(server, as: "localhost", own))
            #expect(await !isTrusted(server, as: "127.0.0.1", own))
        }
    }

    private func isTrusted(_ server: TestRedis, as host: String, _ tls: RedisTLS?) async -> Bool {
        var options = server.options
        options.hosts = [RedisHost(name: host, port: server.port)]
        options.tls = tls
        options.credentials = RedisCredentials(user: nil, password: "right")
        guard let client = try? RedisClient(options) else { return false }
        let answer = try? await client.ask("PING")
        await client.close()
        return answer == .status("PONG")
    }
}
