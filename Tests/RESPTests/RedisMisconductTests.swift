import NIOCore
import NIOPosix
import RESP
import Testing

/// What a client does with servers that are none.
@Suite struct RedisMisconductTests {
    private static let answers: [(bytes: String, kind: RedisFailure.Kind)] = [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", .violation),
        ("$99999999999\r\n", .violation),
        ("*99999999\r\n", .violation),
        (String(repeating: "*1\r\n", count: 100_000), .violation),
        ("+" + String(repeating: "a", count: 100_000), .violation),
        ("", .timedOut),
        ("$10\r\nabc", .timedOut),
    ]

    @Test(arguments: answers)
    func `a server that answers nonsense, or nothing, is left`(_ bytes: String, _ kind: RedisFailure.Kind) async throws
    {
        try await withServer(answering: bytes) { port in
            var options = TestRedis.options(port: port)
            options.connections = 1
            if kind == .timedOut { options.commandTime = .seconds(1) }
            try await TestRedis.withClient(options) { client in
                let failures = await withTaskGroup { group in
                    for _ in 0..<2 {
                        group.addTask { () -> RedisFailure.Kind? in
                            do {
                                _ = try await client.ask("GET", "a")
                                return nil
                            } catch {
                                return (error as? RedisFailure)?.kind
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(failures.contains(kind))
            }
        }
    }

    @Test func `an answer that nobody asked for is given to nobody`() async throws {
        try await withServer(answering: "+RIGHT\r\n+WRONG\r\n") { port in
            try await TestRedis.withClient(TestRedis.options(port: port)) { client in
                var answers: Set<RESPValue> = []
                for _ in 0..<10 {
                    if let answer = try? await client.ask("GET", "a") { answers.insert(answer) }
                }
                #expect(answers == [.status("RIGHT")])
            }
        }
    }

    @Test func `more commands than may wait are refused`() async throws {
        try await withServer(answering: "") { port in
            var options = TestRedis.options(port: port)
            options.connections = 1
            options.commandTime = .seconds(1)
            options.queue = 10
            try await TestRedis.withClient(options) { client in
                let kinds = await withTaskGroup { group in
                    for _ in 0..<50 {
                        group.addTask { () -> RedisFailure.Kind? in
                            do {
                                _ = try await client.ask("GET", "a")
                                return nil
                            } catch {
                                return (error as? RedisFailure)?.kind
                            }
                        }
                    }
                    return await group.reduce(into: [RedisFailure.Kind?]()) { $0.append($1) }
                }
                #expect(kinds.count { $0 == .timedOut } == 10)
                #expect(kinds.count { $0 == .busy || $0 == .unreachable } == 40)
            }
        }
    }

    /// Serves connections that are greeted as a master greets, and then get these bytes for whatever they send.
    private func withServer(answering bytes: String, _ body: (Int) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Impostor(bytes))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        do {
            try await body(port)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }
}

/// Answers the two commands of a greeting, and everything else with the same bytes.
private final class Impostor: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let bytes: String
    private var commands = 0

    init(_ bytes: String) { self.bytes = bytes }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        commands += 1
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: commands <= 2 ? "+OK\r\n" : bytes)), promise: nil)
    }
}
