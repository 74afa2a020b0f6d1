package import RESP
import Synchronization

/// Keeps entries in a Redis server that several gateways share; each operation is one round trip.
package final class RedisStore: ExpiringStore {
    private let client: RedisClient
    private let prefix: String
    /// False once a server older than 6.2 has been met.
    private let knowsGetAndDelete = Atomic<Bool>(true)

    /// A store over a client, which stays the caller's to close; stores with different namespaces share no key.
    package init(_ client: RedisClient, namespace: String = "") {
        self.client = client
        prefix = Self.prefix(of: namespace)
    }

    package func value(of key: String) async throws -> [UInt8]? {
        try Self.value(of: await send(RedisCommand("GET", name(key)), isRepeatable: true), "GET")
    }

    package func set(_ key: String, to value: [UInt8], endingAfter seconds: Int64?) async throws {
        var command: [RedisCommand.Argument] = ["SET", name(key), .bytes(value)]
        if let seconds { command += ["PX", .integer(Lifetime.milliseconds(seconds))] }
        let answer = try await send(RedisCommand(command))
        guard case .status = answer else { throw Self.unexpected(answer, "SET") }
    }

    package func setIfAbsent(_ key: String, to value: [UInt8], endingAfter seconds: Int64) async throws -> Bool {
        let lifetime = RedisCommand.Argument.integer(Lifetime.milliseconds(seconds))
        switch try await send(RedisCommand("SET", name(key), .bytes(value), "PX", lifetime, "NX")) {
        case .status: return true
        case .null: return false
        case let answer: throw Self.unexpected(answer, "SET NX")
        }
    }

    package func replace(
        _ key: String,
        from expected: [UInt8],
        to value: [UInt8],
        endingAfter seconds: Int64?
    ) async throws -> Bool {
        var arguments: [RedisCommand.Argument] = [.bytes(expected), .bytes(value)]
        if let seconds { arguments.append(.integer(Lifetime.milliseconds(seconds))) }
        switch try await run(.replace, key, arguments) {
        case .integer(let count): return count == 1
        case let answer: throw Self.unexpected(answer, "the script that replaces")
        }
    }

    package func take(_ key: String) async throws -> [UInt8]? {
        if knowsGetAndDelete.load(ordering: .relaxed) {
            do {
                return try Self.value(of: await client.send(RedisCommand("GETDEL", name(key))), "GETDEL")
            } catch let failure as RedisFailure {
                guard failure.refusal?.isUnknownCommand == true else {
                    throw StoreUnavailable(failure.description)
                }
                knowsGetAndDelete.store(false, ordering: .relaxed)
            }
        }
        return try Self.value(of: await run(.take, key), "the script that takes")
    }

    package func remove(_ keys: [String]) async throws {
        var rest = keys[...]
        while !rest.isEmpty {
            let answer = try await send(RedisCommand(["DEL"] + rest.prefix(Self.keysPerCommand).map(name)))
            guard case .integer = answer else { throw Self.unexpected(answer, "DEL") }
            rest = rest.dropFirst(Self.keysPerCommand)
        }
    }

    package func ping() async throws {
        let answer = try await send(RedisCommand("PING"), isRepeatable: true)
        guard answer == .status("PONG") else { throw Self.unexpected(answer, "PING") }
    }
}

extension RedisStore {
    /// A command of any length would keep all other commands waiting.
    private static let keysPerCommand = 500

    /// What stands before each key.
    ///
    /// The namespace ends at the second colon and has none itself, so no two namespaces can make the same key.
    private static func prefix(of namespace: String) -> String {
        var escaped = ""
        for character in namespace.unicodeScalars {
            switch character {
            case ":": escaped += "%3A"
            case "%": escaped += "%25"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return "latchkey:\(escaped):"
    }

    private func name(_ key: String) -> RedisCommand.Argument { .text(prefix + key) }

    private func send(_ command: RedisCommand, isRepeatable: Bool = false) async throws -> RESPValue {
        do {
            return try await client.send(command, isRepeatable: isRepeatable)
        } catch {
            throw StoreUnavailable(error.description)
        }
    }

    private func run(
        _ script: RedisScript,
        _ key: String,
        _ arguments: [RedisCommand.Argument] = []
    ) async throws -> RESPValue {
        do {
            return try await client.run(script, keys: [name(key)], arguments: arguments)
        } catch {
            throw StoreUnavailable(error.description)
        }
    }

    private static func value(of answer: RESPValue, _ command: String) throws -> [UInt8]? {
        switch answer {
        case .bytes(let value): value
        case .null: nil
        default: throw unexpected(answer, command)
        }
    }

    private static func unexpected(_ answer: RESPValue, _ command: String) -> StoreUnavailable {
        StoreUnavailable(RedisFailure.unexpected(answer, to: command).description)
    }
}

extension RedisScript {
    /// Sets a value, with a lifetime in milliseconds if one is given, only if it is still the expected one.
    static let replace = RedisScript(
        source: """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            if ARGV[3] then
                redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            else
                redis.call('SET', KEYS[1], ARGV[2])
            end
            return 1
            """,
        digest: "d070fcf40594e9221bd9d41e331f43c0e4998a4a"
    )

    /// Reads and removes, on servers without GETDEL.
    static let take = RedisScript(
        source: """
            local value = redis.call('GET', KEYS[1])
            if value then redis.call('DEL', KEYS[1]) end
            return value
            """,
        digest: "63e0e1b4c2c91f4c86a79afbdb0736f349e2b840"
    )
}
