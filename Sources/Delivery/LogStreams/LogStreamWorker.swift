import Applications
package import Kernel
import Logging
import Metrics
package import Storage
import Wire

/// Follows tenants' logs and posts what is new to their log streams, each in the order of its log.
///
/// The log is the queue: a stream is a position in it that moves on when a batch was taken. So an event is delivered at
/// least once; a batch that was taken when the machine died is delivered again. A try is claimed for a while, so that of
/// several servers on one database one makes it.
///
/// - SeeAlso: Auth0: "Log Streams".
package struct LogStreamWorker: Sendable {
    /// How long a stream is somebody's, in seconds; longer than a post may take.
    private static let lease: Int64 = 30

    private let journal: any LogStreamJournal
    private let poster: HTTPPoster
    private let random: RandomSource
    private let logger = Logger(label: "latchkey.log-streams")

    /// A worker on the logs of a storage.
    package init(storage: any Storage, poster: HTTPPoster, random: RandomSource = .system) {
        self.init(journal: StoredLogStreams(storage: storage), poster: poster, random: random)
    }

    init(journal: any LogStreamJournal, poster: HTTPPoster, random: RandomSource = .system) {
        self.journal = journal
        self.poster = poster
        self.random = random
    }

    /// Delivers until the task is cancelled; what is on its way then is finished first.
    ///
    /// - Parameters:
    ///   - interval: How long to wait before looking for news.
    ///   - clock: The clock.
    package func run(every interval: Duration, clock: @escaping @Sendable () -> Instant) async {
        await StreamLanes.serve(
            every: interval,
            claims: { await claims(limit: $0, now: clock()) },
            follow: { await follow($0, clock: clock) }
        )
    }

    /// Delivers what is due to the streams that are due, at most as many as are served at once.
    func runOnce(clock: @escaping @Sendable () -> Instant) async {
        for claim in await claims(limit: StreamLanes.count, now: clock()) { await follow(claim, clock: clock) }
    }

    /// Streams that are due and now ours.
    private func claims(limit: Int, now: Instant) async -> [Claim] {
        guard limit > 0 else { return [] }
        let beginning = ContinuousClock.now
        var claims: [Claim] = []
        do {
            // Most rounds find nothing: looking costs no write.
            for position in try await journal.due(by: now, limit: limit) {
                let claimed = position.due(now.adding(seconds: Self.lease))
                if try await journal.move(position, to: claimed) {
                    claims.append(Claim(position: claimed, beginning: beginning))
                }
            }
        } catch {
            logger.warning("log streams wait: \(error)")
        }
        return claims
    }

    /// Delivers batch after batch until the stream has caught up, fails, or is somebody else's.
    private func follow(_ claim: Claim, clock: @escaping @Sendable () -> Instant) async {
        var claim: Claim? = claim
        do {
            while let current = claim { claim = try await step(current, clock: clock) }
        } catch {
            // The database, not the receiver: the lease ends, and somebody tries again.
            logger.warning("a log stream waits: \(error)", metadata: claim?.position.metadata ?? [:])
        }
    }

    /// Delivers a batch and notes what came of it; the claim to go on with, if there is one.
    ///
    /// - Throws: `StoreError`.
    private func step(_ claim: Claim, clock: @escaping @Sendable () -> Instant) async throws -> Claim? {
        let position = claim.position
        let (stream, events) = try await journal.load(position, limit: LogStreamBatch.limit)
        guard let stream, let webhook = LogStreamWebhook(stream) else {
            try await journal.forget(position)
            return nil
        }
        guard stream["status"]?.string ?? "active" == "active" else {
            _ = try await journal.move(position, to: position.due(LogStreamPosition.never))
            return nil
        }
        // On a machine that was asleep, or behind a slow database, the stream may be somebody else's by now.
        guard ContinuousClock.now - claim.beginning < .seconds(Self.lease / 2) else { return nil }
        let batch = LogStreamBatch(events, for: webhook)
        do {
            if let body = batch.body {
                try await poster.post(body, mediaType: webhook.mediaType, headers: webhook.headers, to: webhook.url)
                count("delivered", batch.count)
            }
        } catch let failure as HTTPPoster.Failure {
            try await note(failure, position, now: clock())
            return nil
        }
        return try await moved(position, past: batch, clock: clock)
    }

    /// Moves a stream past a batch; the claim on what follows, if there is more and the server is not about to stop.
    private func moved(
        _ position: LogStreamPosition,
        past batch: LogStreamBatch,
        clock: @Sendable () -> Instant
    ) async throws -> Claim? {
        let goesOn = batch.mayContinue && !Task.isCancelled
        let (now, beginning) = (clock(), ContinuousClock.now)
        let next = LogStreamPosition(
            tenant: position.tenant,
            stream: position.stream,
            after: batch.last ?? position.after,
            dueAt: goesOn ? now.adding(seconds: Self.lease) : now
        )
        guard try await journal.move(position, to: next), goesOn else { return nil }
        return Claim(position: next, beginning: beginning)
    }

    /// Notes a failure: a refusal may be a mistake that somebody mends, so every failure is worth another try.
    private func note(_ failure: HTTPPoster.Failure, _ position: LogStreamPosition, now: Instant) async throws {
        var next = position
        next.attempts += 1
        next.failingSince = position.failingSince ?? now
        next.lastError = failure.description
        let beginning = next.failingSince ?? now
        if let moment = LogStreamPatience.next(after: next.attempts, since: beginning, now: now, random: random) {
            count("postponed", 1)
            _ = try await journal.move(position, to: next.due(moment))
        } else if try await journal.suspend(position, to: next.due(LogStreamPosition.never), at: now) {
            count("suspended", 1)
            logger.warning("a log stream is suspended: \(failure)", metadata: position.metadata)
        }
    }

    private func count(_ outcome: String, _ number: Int) {
        Counter(label: "latchkey_log_stream_total", dimensions: [("outcome", outcome)]).increment(by: Int64(number))
    }
}

/// A stream that is ours for a while.
private struct Claim {
    let position: LogStreamPosition
    /// When it became ours, or earlier.
    let beginning: ContinuousClock.Instant
}

extension LogStreamPosition {
    /// The position, due at another moment.
    fileprivate func due(_ moment: Instant) -> LogStreamPosition {
        var position = self
        position.dueAt = moment
        return position
    }

    fileprivate var metadata: Logger.Metadata { ["tenant": "\(tenant)", "stream": "\(stream)"] }
}
