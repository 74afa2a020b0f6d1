import Logging
import NIOCore

/// Keeps the connections of a pool open.
struct ConnectionKeeper: Sendable {
    let connector: Connector
    let pool: ConnectionPool
    let options: RedisOptions
    let logger: Logger?

    /// A connection that lived this long was none that fails as soon as it opens.
    private static let shortLife = Duration.seconds(1)

    /// Keeps one connection open, which a loop works for, until the task is cancelled.
    func keep(on loop: any EventLoop) async {
        let shortest = options.longestPause / 40
        var pause = shortest
        var brokenGreetings = 0
        while !Task.isCancelled {
            do throws(RedisFailure) {
                let lifetime = try await live(on: loop)
                brokenGreetings = 0
                if lifetime > Self.shortLife {
                    pause = shortest
                    continue
                }
            } catch {
                // A server that ends all connections may catch one in its greeting: once says nothing of the next.
                if error.kind == .lost { brokenGreetings += 1 }
                if error.kind != .lost || brokenGreetings > 1 { report(error) }
            }
            // Not in step with the other connections, and other gateways.
            try? await Task.sleep(for: pause * Double.random(in: 0.75...1.25))
            pause = min(pause * 2, options.longestPause)
        }
    }

    /// Opens a connection and waits for its end; how long it was open.
    private func live(on loop: any EventLoop) async throws(RedisFailure) -> Duration {
        let connection = try await connector.connect(on: loop)
        let opened = ContinuousClock.now
        switch pool.add(connection) {
        case .taken: logger?.debug("Connected to Redis", metadata: ["host": "\(connection.host)"])
        case .takenAfterFailure: logger?.notice("Redis can be used again", metadata: ["host": "\(connection.host)"])
        case .refused: connection.shutDown()
        }
        await connection.ended()
        pool.remove(connection)
        return ContinuousClock.now - opened
    }

    private func report(_ failure: RedisFailure) {
        if pool.fail(failure) { logger?.warning("Redis cannot be used", metadata: ["reason": "\(failure)"]) }
    }

    /// Asks the sentinels now and then, and leaves servers that are not the master any more.
    ///
    /// Mostly a server tells by ending its connections; one that the sentinels cannot reach, but we can, does not.
    func followMaster() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: options.heartbeat)
            guard !pool.connections.isEmpty, let master = try? await connector.announcedMaster() else { continue }
            for connection in pool.connections where connection.host != master {
                logger?.notice(
                    "The master of Redis has moved",
                    metadata: ["from": "\(connection.host)", "to": "\(master)"]
                )
                pool.remove(connection)
                connection.shutDown()
            }
        }
    }
}
