import Applications
package import Kernel
import Logging
import Metrics
package import Storage
import Wire

/// Follows the events of tenants and tells their event streams, each in the order of what happened.
///
/// The events themselves are the queue: a stream is a place among them that moves on when an event was tried. What could
/// not be told goes to the outbox, where it is tried again, and holds up nothing behind it. A stream is claimed for a
/// while, so that of several servers on one database one tells it.
///
/// - SeeAlso: Auth0: "Event Streams".
package struct EventStreamWorker: Sendable {
    /// How long a stream is somebody's, in seconds.
    private static let lease: Int64 = 30
    /// How long a claim is used, so that with the last post it ends before the lease does.
    private static let patience = Duration.seconds(15)
    /// How many events are tried before what came of them is noted.
    static let batch = 20

    private let queue: any EventQueue
    private let poster: HTTPPoster
    private let random: RandomSource
    private let logger = Logger(label: "latchkey.event-streams")

    /// A worker on the events of a storage.
    package init(storage: any Storage, poster: HTTPPoster, random: RandomSource = .system) {
        self.init(queue: StoredEventQueue(storage: storage), poster: poster, random: random)
    }

    init(queue: any EventQueue, poster: HTTPPoster, random: RandomSource = .system) {
        self.queue = queue
        self.poster = poster
        self.random = random
    }

    /// Tells streams until the task is cancelled; a try that is under way then is finished first.
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

    /// Tells the streams that are due what is due, at most as many as are served at once.
    func runOnce(clock: @escaping @Sendable () -> Instant) async {
        for claim in await claims(limit: StreamLanes.count, now: clock()) { await follow(claim, clock: clock) }
    }

    /// Followers that are due and now ours.
    private func claims(limit: Int, now: Instant) async -> [Claim] {
        guard limit > 0 else { return [] }
        let beginning = ContinuousClock.now
        var claims: [Claim] = []
        do {
            // Most rounds find nothing: looking costs no write.
            for follower in try await queue.due(by: now, limit: limit) {
                var claimed = follower
                claimed.dueAt = now.adding(seconds: Self.lease)
                if try await queue.move(follower, to: claimed) {
                    claims.append(Claim(follower: claimed, beginning: beginning))
                }
            }
        } catch {
            logger.warning("event streams wait: \(error)")
        }
        return claims
    }

    /// Tells batch after batch until the stream has caught up or is somebody else's.
    private func follow(_ claim: Claim, clock: @escaping @Sendable () -> Instant) async {
        var claim: Claim? = claim
        do {
            while let current = claim { claim = try await step(current, clock: clock) }
        } catch {
            // The database, not the receiver: the lease ends, and somebody tries again.
            logger.warning(
                "an event stream waits: \(error)",
                metadata: claim.map { ["tenant": "\($0.follower.tenant)", "stream": "\($0.follower.stream)"] }
            )
        }
    }

    /// Tells a batch and notes what came of it; the claim to go on with, if there is one.
    ///
    /// - Throws: `StoreError`.
    private func step(_ claim: Claim, clock: @escaping @Sendable () -> Instant) async throws -> Claim? {
        let follower = claim.follower
        let (stream, events) = try await queue.load(follower, limit: Self.batch)
        guard let stream, EventSubscription.isTold(stream) else {
            try await queue.forget(follower)
            return nil
        }
        let types = EventSubscription.types(of: stream)
        var tries: [EventTry] = []
        var last = follower.after
        for event in events {
            // On a machine that was asleep the stream may be somebody else's by now.
            guard ContinuousClock.now - claim.beginning < Self.patience, tries.isEmpty || !Task.isCancelled else {
                break
            }
            if types.contains(event.type) { tries.append(await tell(event, stream, of: follower, now: clock())) }
            last = event.position
        }
        let mayContinue = last > follower.after && (last != events.last?.position || events.count == Self.batch)
        let goesOn = mayContinue && !Task.isCancelled
        let (now, beginning) = (clock(), ContinuousClock.now)
        var next = follower
        next.after = last
        next.dueAt = goesOn ? now.adding(seconds: Self.lease) : now
        guard try await queue.settle(tries, follower, to: next, at: now) else { return nil }
        for one in tries { count(one.attempt) }
        return goesOn ? Claim(follower: next, beginning: beginning) : nil
    }

    /// Tells a stream of an event, once.
    private func tell(
        _ event: EventRecord,
        _ stream: JSONObject,
        of follower: EventFollower,
        now: Instant
    ) async -> EventTry {
        let body = EventEnvelope.body(event.body, toldBy: follower.stream)
        let start = ContinuousClock.now
        let delivery = EventDelivery(event: body, destination: stream["destination"]?.object ?? [:])
        // What was begun is finished, even if the server is about to stop.
        let problem = await Task { await delivery.problem(poster) }.value
        let duration = ContinuousClock.now - start
        let attempt = EventAttempt(1, at: now, duration: duration, problem: problem)
        return EventTry(event: event, body: body, attempt: attempt, retryID: random.text(22, from: .base62))
    }

    private func count(_ attempt: EventAttempt) {
        let outcome = attempt.problem == nil ? "delivered" : attempt.next == nil ? "failed" : "postponed"
        Counter(label: "latchkey_deliveries_total", dimensions: [("kind", "event"), ("outcome", outcome)]).increment()
    }
}

/// A stream that is ours for a while.
private struct Claim {
    let follower: EventFollower
    /// When it became ours, or earlier.
    let beginning: ContinuousClock.Instant
}
