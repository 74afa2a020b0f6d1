import Kernel
import Logging
import Metrics
import Wire

/// Copies properties of users to a receiver after each login and each renewal, beside the requests and never in their way.
///
/// Copies wait in memory, one a user, the latest; they are sent one after the other, so that none overtakes another. One
/// that fails is sent again with growing pauses for an hour. What is lost is made good by the user's next login or renewal.
actor UserWriteThrough {
    /// How many copies may wait; of more the oldest are dropped.
    static let capacity = 10_000
    /// Seconds for which a copy is tried.
    static let patience: Int64 = 3_600
    /// How long one attempt may take, in seconds.
    private static let timeout: Int64 = 10
    private static let longestPause = 60_000

    private enum Outcome {
        case delivered
        case failed(String)
        case refused(String)
    }

    private let settings: WriteThroughSettings
    private let send: TenantExchange
    private let clock: @Sendable () -> Instant
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger?
    private var waiting: [String: UserCopy] = [:]
    private var order: [String] = []
    private var worker: Task<Void, Never>?

    /// Copies to the receiver of these settings; the logger is told what is lost.
    init(
        _ settings: WriteThroughSettings,
        send: @escaping TenantExchange,
        clock: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        logger: Logger? = nil
    ) {
        self.settings = settings
        self.send = send
        self.clock = clock
        self.sleep = sleep
        self.logger = logger
    }

    /// Notes what `/userinfo` answers of somebody from now on; returns at once.
    func note(_ subject: String, userInfo: [UInt8], at now: Instant) {
        guard let members = (try? JSONReader.parse(userInfo))?.object else { return }
        keep(UserCopy(of: subject, members, properties: settings.properties, at: now))
        if order.count > Self.capacity { drop(order[0], "too many copies wait") }
        if worker == nil { worker = Task { await self.work() } }
    }

    /// Sends what still waits for as long as this, then gives up.
    func close(within limit: Duration = .seconds(5)) async {
        guard let worker else { return }
        let deadline = Task { [sleep] in
            try await sleep(limit)
            worker.cancel()
        }
        await worker.value
        deadline.cancel()
        for subject in order { drop(subject, "the gateway stops") }
    }

    private func work() async {
        var failures = 0
        while let subject = order.first, let copy = waiting[subject] {
            forget(subject)
            switch await deliver(copy) {
            case .delivered:
                failures = 0
                Self.count("delivered")
            case .refused(let reason):
                failures = 0
                report("refused", copy, reason)
            case .failed(let reason):
                failures += 1
                again(copy, reason)
                let pause = min(500 << min(failures - 1, 10), Self.longestPause)
                guard (try? await sleep(.milliseconds(pause))) != nil else {
                    worker = nil
                    return
                }
            }
        }
        worker = nil
    }

    private func deliver(_ copy: UserCopy) async -> Outcome {
        let call = TenantCall(
            "POST",
            settings.url,
            headers: [
                ("content-type", "application/json"),
                (UserCopy.signatureHeader, copy.signature(settings.secret, at: clock())),
            ],
            body: copy.body,
            isRepeatable: true,
            timeout: Self.timeout
        )
        do {
            let answer = try await send(call)
            switch answer.status {
            case 200..<300: return .delivered
            case 408, 425, 429, 500...: return .failed("the receiver answered \(answer.status)")
            default: return .refused("the receiver answered \(answer.status)")
            }
        } catch { return .failed("\(error)") }
    }

    /// Puts a copy back behind the others, unless there is a later one or it has waited too long.
    private func again(_ copy: UserCopy, _ reason: String) {
        guard waiting[copy.subject] == nil else { return }
        guard copy.notedAt.adding(seconds: Self.patience) > clock() else { return report("dropped", copy, reason) }
        logger?.warning("a user will be copied again", metadata: ["reason": .string(reason)])
        Self.count("retried")
        keep(copy)
    }

    private func keep(_ copy: UserCopy) {
        if waiting.updateValue(copy, forKey: copy.subject) == nil { order.append(copy.subject) }
    }

    private func forget(_ subject: String) {
        waiting[subject] = nil
        if order.first == subject { order.removeFirst() } else { order.removeAll { $0 == subject } }
    }

    private func drop(_ subject: String, _ reason: String) {
        guard let copy = waiting[subject] else { return }
        forget(subject)
        report("dropped", copy, reason)
    }

    private func report(_ result: String, _ copy: UserCopy, _ reason: String) {
        logger?.error(
            "a user was not copied",
            metadata: ["userId": .string(copy.subject), "reason": .string(reason)]
        )
        Self.count(result)
    }

    private static func count(_ result: String) {
        Counter(label: "latchkey_user_copies_total", dimensions: [("result", result)]).increment()
    }
}
