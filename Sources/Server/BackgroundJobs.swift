import Applications
import Delivery
import Flows
import Kernel
import Logging
import Management
import ServiceLifecycle
import Sessions
import Storage
import Web

/// Writes the tenant log as it fills.
struct LogWriter: Service {
    static let interval = Duration.milliseconds(100)

    let sink: LogSink
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.interval)
                do { try await sink.flush() } catch {
                    logger.warning("tenant log events wait: \(error)", metadata: ["waiting": "\(sink.depth)"])
                }
            }
        }
        // The listeners have stopped by now; what they left is written before the database closes.
        try await sink.flush()
    }
}

/// Delivers what waits in the outbox.
struct Deliverer: Service {
    static let interval = Duration.milliseconds(200)

    let worker: OutboxWorker

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await worker.run(every: Self.interval) { Clock.now }
        }
    }
}

/// Follows tenants' logs for their log streams.
struct LogStreamer: Service {
    static let interval = Duration.milliseconds(500)

    let worker: LogStreamWorker

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await worker.run(every: Self.interval) { Clock.now }
        }
    }
}

/// Takes up the jobs of administrators that a server left behind when it ended.
struct JobResumer: Service {
    static let interval = Duration.seconds(60)

    let administration: Administration
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do { try await administration.resumeJobs(now: Clock.now) } catch {
                    logger.warning("jobs wait: \(error)")
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }
}

/// Forgets what has expired.
struct Sweeper: Service {
    static let interval = Duration.seconds(60)
    private static let batch = 5_000

    let storage: any Storage
    let defaultRetentionDays: Int
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.interval)
                do { try await sweep(now: Clock.now) } catch {
                    logger.warning("expired data could not be removed: \(error)")
                }
            }
        }
    }

    func sweep(now: Instant) async throws {
        let retention = defaultRetentionDays
        // A minute of grace: other nodes' clocks may be behind ours.
        let expired = now.adding(seconds: -60)
        try await storage.write { transaction in
            _ = try transaction.deleteAccessTokens(expiredBefore: expired)
            _ = try transaction.deleteAssertions(expiredBefore: expired)
            _ = try transaction.deleteQuotaWindows(endedBefore: expired)
            _ = try transaction.deleteSessions(endedBefore: expired)
            _ = try transaction.deleteRefreshTokens(expiredBefore: expired)
            _ = try transaction.deleteTickets(expiredBefore: expired)
            _ = try transaction.deleteFailures(before: now.adding(seconds: -30 * 86_400))
            _ = try transaction.deleteMails(in: nil, before: now.adding(seconds: -7 * 86_400))
            let forgotten = now.adding(seconds: -Int64(retention) * 86_400)
            _ = try transaction.deleteLogRecords(before: forgotten, limit: Self.batch)
            _ = try transaction.deleteEvents(before: forgotten, limit: Self.batch)
        }
    }
}
