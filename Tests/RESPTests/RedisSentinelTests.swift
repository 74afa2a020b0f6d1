import NIOCore
import NIOPosix
import Testing

@testable import RESP

@Suite(.needsRedis) struct RedisSentinelTests {
    /// A master, a replica, and a sentinel that knows both.
    private struct Group {
        let master: TestRedis
        let replica: TestRedis
        let sentinel: TestRedis

        /// Options that name a sentinel which is down, and then the one that is not.
        var options: RedisOptions {
            var options = sentinel.options
            options.hosts.insert(RedisHost(name: "127.0.0.1", port: 1), at: 0)
            options.topology = .sentinels(master: "latchkey")
            options.longestPause = .milliseconds(200)
            options.heartbeat = .milliseconds(500)
            return options
        }

        static func lend(_ body: (Group) async throws -> Void) async throws {
            try await TestRedis.lend { master in
                try await TestRedis.lend("--replica-of", "\(master.port)") { replica in
                    // The sentinel learns of the replica from the master, when it looks there first.
                    let isLinked = await eventually { await replicas(of: master) == 1 }
                    try #require(isLinked)
                    try await TestRedis.lend("--sentinel-of", "\(master.port)") { sentinel in
                        let group = Group(master: master, replica: replica, sentinel: sentinel)
                        let isKnown = await eventually { await group.knowsReplica }
                        try #require(isKnown)
                        try await body(group)
                    }
                }
            }
        }

        private var knowsReplica: Bool {
            get async {
                guard case .array(let list)? = await sentinel.ask("SENTINEL", "REPLICAS", "latchkey") else {
                    return false
                }
                return list.count == 1
            }
        }

        private static func replicas(of master: TestRedis) async -> Int {
            guard case .array(let role)? = await master.ask("ROLE"), case .array(let list)? = role.last else {
                return 0
            }
            return list.count
        }
    }

    @Test func `a master that dies is left for the one that the sentinels choose`() async throws {
        try await Group.lend { group in
            try await TestRedis.withClient(group.options) { client in
                #expect(await port(client) == group.master.port)
                try await group.master.halt()
                let hasMoved = await eventually(within: .seconds(60)) { await port(client) == group.replica.port }
                #expect(hasMoved)
                #expect(try await client.ask("SET", "a", "b") == .status("OK"))
            }
        }
    }

    @Test func `a master that hands over is left though it lives`() async throws {
        try await Group.lend { group in
            try await TestRedis.withClient(group.options) { client in
                #expect(await port(client) == group.master.port)
                // Refused as long as the sentinel does not know the replica well enough.
                let isBegun = await eventually(within: .seconds(60)) {
                    await group.sentinel.ask("SENTINEL", "FAILOVER", "latchkey") == .status("OK")
                }
                #expect(isBegun)
                let hasMoved = await eventually(within: .seconds(60)) { await port(client) == group.replica.port }
                #expect(hasMoved)
                let answer = try await client.ask("SET", "a", "b")
                #expect(answer == .status("OK"))
            }
        }
    }

    @Test func `a server that the sentinels no longer name is left, whatever it says of itself`() async throws {
        try await TestRedis.lend { one in
            try await TestRedis.lend { other in
                try await TestRedis.lend("--sentinel-of", "\(one.port)") { sentinel in
                    var options = sentinel.options
                    options.topology = .sentinels(master: "latchkey")
                    options.heartbeat = .milliseconds(100)
                    try await TestRedis.withClient(options) { client in
                        #expect(await port(client) == one.port)
                        _ = await sentinel.ask("SENTINEL", "REMOVE", "latchkey")
                        _ = await sentinel.ask(
                            "SENTINEL",
                            "MONITOR",
                            "latchkey",
                            "127.0.0.1",
                            .integer(Int64(other.port)),
                            "1"
                        )
                        let hasMoved = await eventually { await port(client) == other.port }
                        #expect(hasMoved)
                    }
                }
            }
        }
    }

    @Test func `a name that no sentinel knows leads nowhere, and says so`() async throws {
        try await TestRedis.lend { master in
            try await TestRedis.lend("--sentinel-of", "\(master.port)") { sentinel in
                var options = sentinel.options
                options.topology = .sentinels(master: "other")
                try await TestRedis.withClient(options) { client in
                    let failure = await #expect(throws: RedisFailure.self) { try await client.ask("PING") }
                    #expect(failure?.description.contains("knows no such master") == true)
                }
            }
        }
    }

    @Test func `a sentinel that asks for a password gets it`() async throws {
        try await TestRedis.lend("--password", "right") { master in
            try await TestRedis.lend("--sentinel-of", "\(master.port)", "--password", "right") { sentinel in
                var options = sentinel.options
                options.topology = .sentinels(master: "latchkey")
                options.credentials = RedisCredentials(user: nil, password: "right")
                try await TestRedis.withClient(options) { client in #expect(await port(client) == master.port) }
            }
        }
    }

    /// The port of the server that a client talks to.
    private func port(_ client: RedisClient) async -> Int? {
        guard case .array(let pair)? = try? await client.ask("CONFIG", "GET", "port"),
            case .bytes(let digits)? = pair.last
        else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}

extension TestRedis {
    /// Sends one command on a connection of its own; nil if that fails.
    func ask(_ arguments: RedisCommand.Argument...) async -> RESPValue? {
        let connection = try? await RedisConnection.open(
            RedisHost(name: "127.0.0.1", port: port),
            tls: nil,
            connectTime: .seconds(20),
            limits: PipelineLimits(queue: 10, commandTime: .seconds(2), heartbeat: .seconds(60)),
            group: .singletonMultiThreadedEventLoopGroup
        )
        defer { connection?.shutDown() }
        return try? await connection?.send(RedisCommand(arguments).encoded)
    }
}
