package import Logging
package import NIOCore
import NIOPosix

/// A client of one Redis server, wherever that is at the time.
///
/// A few connections carry the commands of all callers. A connection that ends is opened again, with growing pauses
/// while that fails; while the server is away, commands are refused at once.
package final class RedisClient: Sendable {
    private let pool: ConnectionPool
    private let keepers: [Task<Void, Never>]
    /// How often a command is sent at most: a server that goes away may take every connection with it, and the next, too.
    private let attempts: Int

    /// Starts to connect; commands may be sent at once.
    ///
    /// - Throws: `RedisFailure.Kind.misconfigured`.
    package init(
        _ options: RedisOptions,
        group: any EventLoopGroup = .singletonMultiThreadedEventLoopGroup,
        logger: Logger? = nil
    ) throws(RedisFailure) {
        let connector = try Connector(options, group: group)
        let pool = ConnectionPool(
            timers: group.next(),
            patience: TimeAmount(options.connectTime + options.commandTime),
            queue: options.queue
        )
        let keeper = ConnectionKeeper(connector: connector, pool: pool, options: options, logger: logger)
        // Each loop has a connection of its own, as far as they go: who runs on one need not wake another.
        let loops = Array(group.makeIterator())
        let count = max(options.connections ?? min(loops.count, 8), 1)
        var keepers = (0..<count).map { number in
            Task { await keeper.keep(on: loops[number % loops.count]) }
        }
        if case .sentinels = options.topology { keepers.append(Task { await keeper.followMaster() }) }
        self.pool = pool
        self.keepers = keepers
        attempts = 2 * count + 2
    }

    deinit { shutDown() }

    /// Sends a command and waits for the answer.
    ///
    /// A command that `isRepeatable`, because it changes nothing, is sent again if its connection is lost, on another.
    ///
    /// - Throws: `RedisFailure`, also for a refusal by the server.
    package func send(_ command: RedisCommand, isRepeatable: Bool = false) async throws(RedisFailure) -> RESPValue {
        let bytes = command.encoded
        var attempt = 0
        while true {
            let connection = try await pool.connection()
            do throws(RedisFailure) {
                let answer = try await connection.send(bytes)
                if case .error(let error) = answer { throw RedisFailure(error) }
                return answer
            } catch {
                attempt += 1
                let mayRepeat = isRepeatable ? error.mayBeRepeated : error.hasNoEffect
                guard mayRepeat, attempt < attempts else { throw error }
                // Its keeper may not have noticed yet, and would let us have it again.
                pool.remove(connection)
            }
        }
    }

    /// Refuses new commands, lets those under way end, and returns when every connection is closed.
    package func close() async {
        shutDown()
        for keeper in keepers { await keeper.value }
    }

    private func shutDown() {
        for connection in pool.close() { connection.shutDown() }
        for keeper in keepers { keeper.cancel() }
    }
}
