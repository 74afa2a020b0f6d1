import Foundation
import RESP
import Testing

/// A Redis server of a test's own, by `scripts/redis`.
struct TestRedis: Sendable {
    /// Its folder, with its log, its process id, and the authority of its certificate.
    let folder: String
    /// Where it listens.
    let port: Int

    /// Starts a server with the script's options, and stops it after the closure.
    static func lend(_ options: String..., body: (TestRedis) async throws -> Void) async throws {
        let folder = "\(NSTemporaryDirectory())/latchkey-redis-\(UUID().uuidString)"
        do {
            let answer = try await script(["start", folder] + options)
            let port = try #require(answer.split(separator: ":").last.flatMap { Int($0) })
            try await body(TestRedis(folder: folder, port: port))
        } catch {
            _ = try await script(["stop", folder])
            throw error
        }
        _ = try await script(["stop", folder])
    }

    /// Kills it; the port is its own still.
    func halt() async throws { _ = try await Self.script(["halt", folder]) }

    /// Brings it back.
    func start() async throws { _ = try await Self.script(["start", folder]) }

    /// Sends a signal to its process.
    func signal(_ signal: Int32) throws {
        let text = try String(contentsOfFile: "\(folder)/pid", encoding: .utf8)
        kill(try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))), signal)
    }

    /// The options for this server.
    var options: RedisOptions { TestRedis.options(port: port) }

    /// Options for a server on a port, with more patience than a gateway has: tests share few processors.
    static func options(port: Int) -> RedisOptions {
        var options = RedisOptions(hosts: [RedisHost(name: "127.0.0.1", port: port)])
        options.connectTime = .seconds(20)
        options.commandTime = .seconds(20)
        return options
    }

    /// Lends a client of this server, or of what the options say.
    func withClient(_ options: RedisOptions? = nil, _ body: (RedisClient) async throws -> Void) async throws {
        try await TestRedis.withClient(options ?? self.options, body)
    }

    /// Lends a client, and closes it after the closure.
    static func withClient(_ options: RedisOptions, _ body: (RedisClient) async throws -> Void) async throws {
        let client = try RedisClient(options)
        do {
            try await body(client)
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }

    /// Whether there is a program to start.
    static let isInstalled =
        ProcessInfo.processInfo.environment["REDIS_SERVER"] != nil
        || (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/redis-server") }

    /// Runs the script elsewhere: tests wait on threads that the client needs.
    private static func script(_ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try run(arguments) }) }
        }
    }

    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        process.executableURL = root.appendingPathComponent("scripts/redis")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "scripts/redis \(arguments) failed")
        return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension RedisClient {
    /// Sends a command once.
    func ask(_ arguments: RedisCommand.Argument...) async throws -> RESPValue {
        try await send(RedisCommand(arguments))
    }

    /// Reads a value, twice if a connection breaks.
    func read(_ key: String) async throws -> RESPValue {
        try await send(RedisCommand("GET", .text(key)), isRepeatable: true)
    }
}

/// Waits until a condition holds; whether it did in time.
func eventually(within limit: Duration = .seconds(60), _ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return try await condition()
}

extension Trait where Self == ConditionTrait {
    /// Only where a Redis server can be started.
    static var needsRedis: Self {
        .enabled(if: TestRedis.isInstalled, "redis-server is not installed, and REDIS_SERVER does not name it")
    }
}
