import Foundation
import RESP
import Testing

@Suite(.needsRedis) struct RedisOutageTests {
    @Test func `while a server is away commands are refused at once, and as soon as it is back they are not`()
        async throws
    {
        try await TestRedis.lend { server in
            try await server.withClient { client in
                #expect(try await client.ask("PING") == .status("PONG"))
                for _ in 0..<2 {
                    try await server.halt()
                    #expect(await eventually { await !answers(client) })
                    let began = ContinuousClock.now
                    for _ in 0..<100 { #expect(await !answers(client)) }
                    // Were one of them to wait, it would wait for as long as that.
                    #expect(ContinuousClock.now - began < .seconds(20))
                    try await server.start()
                    #expect(await eventually { await answers(client) })
                }
            }
        }
    }

    @Test func `a server that comes late is found`() async throws {
        try await TestRedis.lend { server in
            try await server.halt()
            try await server.withClient { client in
                #expect(await !answers(client))
                try await server.start()
                #expect(await eventually { await answers(client) })
            }
        }
    }

    @Test func `a server that stands still is given up, and found again when it moves`() async throws {
        try await TestRedis.lend { server in
            var options = server.options
            options.commandTime = .seconds(1)
            try await server.withClient(options) { client in
                #expect(await answers(client))
                try server.signal(SIGSTOP)
                let failure = await #expect(throws: RedisFailure.self) {
                    try await client.ask("SET", "a", "b")
                }
                #expect(failure?.kind == .timedOut)
                let isRefused = await eventually {
                    let began = ContinuousClock.now
                    return await !answers(client) && ContinuousClock.now - began < .milliseconds(300)
                }
                #expect(isRefused)
                try server.signal(SIGCONT)
                #expect(await eventually { await answers(client) })
            }
        }
    }

    @Test func `connections that a server ends between two commands are not noticed by who only reads`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { administrator in
                try await server.withClient { client in
                    for _ in 0..<5 {
                        #expect(await answers(client))
                        _ = try? await administrator.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
                        let answer = try await client.read("a")
                        #expect(answer == .null)
                    }
                }
            }
        }
    }

    @Test func `a server that is full is told from one that is away`() async throws {
        try await TestRedis.lend { server in
            try await server.withClient { administrator in
                _ = try await administrator.ask("CONFIG", "SET", "maxclients", "1")
                try await server.withClient { client in
                    let failure = await #expect(throws: RedisFailure.self) { try await client.ask("PING") }
                    #expect(failure?.description == "Redis refuses: ERR")
                }
            }
        }
    }

    @Test func `an idle connection is looked after`() async throws {
        try await TestRedis.lend { server in
            var options = server.options
            options.connections = 1
            options.commandTime = .seconds(2)
            options.heartbeat = .milliseconds(100)
            try await server.withClient(options) { client in
                #expect(await answers(client))
                try server.signal(SIGSTOP)
                // The heartbeat is not answered, nor is the greeting of the next connection.
                try await Task.sleep(for: .seconds(6))
                let began = ContinuousClock.now
                #expect(await !answers(client))
                #expect(ContinuousClock.now - began < .seconds(1.8))
                try server.signal(SIGCONT)
            }
        }
    }
}

/// Whether a client's server answers.
func answers(_ client: RedisClient) async -> Bool {
    (try? await client.ask("PING")) == .status("PONG")
}
