import NIOCore
import NIOSSL
import Synchronization

/// Finds a server that is in working order and writable, and connects to it.
final class Connector: Sendable {
    private let options: RedisOptions
    private let group: any EventLoopGroup
    private let tls: NIOSSLContext?
    /// The sentinel that answered last, as an index of the hosts: it is asked first.
    private let lastSentinel = Atomic<Int>(0)

    /// - Throws: `RedisFailure.Kind.misconfigured` if there is no host, or the authorities cannot be read.
    init(_ options: RedisOptions, group: any EventLoopGroup) throws(RedisFailure) {
        guard !options.hosts.isEmpty else { throw RedisFailure(.misconfigured, "no host of Redis is given") }
        self.options = options
        self.group = group
        tls = try options.tls.map(Self.context)
    }

    /// Connects to the first host that will do, or to the master that the sentinels name; the loop works for the
    /// connection.
    ///
    /// - Throws: `RedisFailure` of the last host that was tried.
    func connect(on loop: any EventLoop) async throws(RedisFailure) -> RedisConnection {
        let hosts =
            switch options.topology {
            case .servers: options.hosts
            case .sentinels(let master): [try await self.master(master)]
            }
        return try await first(of: hosts) { host throws(RedisFailure) in
            let connection = try await open(host, on: loop)
            do throws(RedisFailure) {
                try await greet(connection)
                return connection
            } catch {
                connection.shutDown()
                throw error
            }
        }
    }

    /// Where the sentinels say the master is; nil where there are none.
    func announcedMaster() async throws(RedisFailure) -> RedisHost? {
        switch options.topology {
        case .servers: nil
        case .sentinels(let master): try await self.master(master)
        }
    }

    /// Says who we are, and makes sure of a master that has its data.
    private func greet(_ connection: RedisConnection) async throws(RedisFailure) {
        if let credentials = options.credentials {
            try await succeed(credentials.command, on: connection)
        }
        let role = try await answer(to: RedisCommand("ROLE"), on: connection)
        switch role {
        case .array(let parts) where parts.first != .bytes(Array("master".utf8)):
            throw RedisFailure(.unreachable, "\(connection.host) is not a master")
        // Where one may not ask, or cannot, a replica shows when it refuses the first write.
        case .error(let error) where error.code != "NOPERM" && !error.isUnknownCommand: throw RedisFailure(error)
        default: break
        }
        try await succeed(RedisCommand("PING"), on: connection)
    }

    private func master(_ name: String) async throws(RedisFailure) -> RedisHost {
        let last = lastSentinel.load(ordering: .relaxed)
        let order = [last] + options.hosts.indices.filter { $0 != last }
        return try await first(of: order) { index throws(RedisFailure) in
            let connection = try await open(options.hosts[index], on: group)
            defer { connection.shutDown() }
            let master = try await ask(connection, for: name)
            lastSentinel.store(index, ordering: .relaxed)
            return master
        }
    }

    /// Asks a sentinel, which may or may not want to know who asks.
    private func ask(_ sentinel: RedisConnection, for name: String) async throws(RedisFailure) -> RedisHost {
        let question = RedisCommand("SENTINEL", "get-master-addr-by-name", .text(name)).encoded
        var answer = try await sentinel.send(question)
        if case .error(let error) = answer, error.code == "NOAUTH", let credentials = options.credentials {
            // A connection that was refused so is given up: a second one is needed.
            let connection = try await open(sentinel.host, on: group)
            defer { connection.shutDown() }
            try await succeed(credentials.command, on: connection)
            answer = try await connection.send(question)
        }
        switch answer {
        case .array(let parts):
            guard parts.count == 2, case .bytes(let address) = parts[0], case .bytes(let digits) = parts[1],
                let port = UInt16(String(decoding: digits, as: UTF8.self))
            else { break }
            return RedisHost(name: String(decoding: address, as: UTF8.self), port: Int(port))
        case .null: throw RedisFailure(.unreachable, "the sentinel at \(sentinel.host) knows no such master")
        case .error(let error): throw RedisFailure(error)
        default: break
        }
        throw .unexpected(answer, to: "SENTINEL")
    }

    private func succeed(_ command: RedisCommand, on connection: RedisConnection) async throws(RedisFailure) {
        if case .error(let error) = try await answer(to: command, on: connection) { throw RedisFailure(error) }
    }

    private func answer(
        to command: RedisCommand,
        on connection: RedisConnection
    ) async throws(RedisFailure) -> RESPValue {
        do throws(RedisFailure) {
            return try await connection.send(command.encoded)
        } catch {
            // The connection was there: whether it ended before or after a command was sent is chance.
            throw error.kind == .unreachable ? RedisFailure(.lost, error.description) : error
        }
    }

    private func open(_ host: RedisHost, on group: any EventLoopGroup) async throws(RedisFailure) -> RedisConnection {
        try await RedisConnection.open(
            host,
            tls: tls,
            connectTime: TimeAmount(options.connectTime),
            limits: PipelineLimits(
                queue: options.queue,
                commandTime: TimeAmount(options.commandTime),
                heartbeat: TimeAmount(options.heartbeat)
            ),
            group: group
        )
    }

    /// What the first place for which the closure succeeds gave; the failure of the last if none did.
    private func first<Place, Found>(
        of places: [Place],
        _ attempt: (Place) async throws(RedisFailure) -> Found
    ) async throws(RedisFailure) -> Found {
        var failure = RedisFailure.notConnected
        for place in places {
            do throws(RedisFailure) {
                return try await attempt(place)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private static func context(_ tls: RedisTLS) throws(RedisFailure) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        // A server that stands still says no farewell either.
        configuration.shutdownTimeout = .milliseconds(500)
        if let file = tls.authorities { configuration.trustRoots = .file(file) }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw RedisFailure(.misconfigured, "the authorities to trust for Redis cannot be read: \(error)")
        }
    }
}
