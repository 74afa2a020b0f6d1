import Applications
import Directory
package import Kernel
import Storage
import Wire

/// Doing what jobs ask for, beside the requests that asked.
extension Administration {
    /// How long the answer to a new job waits for its end: a small one is done when somebody asks for it.
    private static let patience = Duration.milliseconds(250)

    /// Takes up the jobs of all tenants that nobody works on, those that a server left behind when it ended.
    package func resumeJobs(now: Instant) async throws {
        for tenant in try await storage.read({ try $0.tenants().map(\.id) }) {
            let abandoned = try await storage.read { transaction in
                try Job.kinds.flatMap { kind in
                    try transaction.documents(DocumentQuery(.job, in: tenant, keys: [Job.activeKey(kind)]))
                }.map(Job.init).filter { $0.isAbandoned(at: now) }
            }
            for job in abandoned {
                await work(on: job.id, AdministrationContext(host: job.host, now: now, scopes: []))
            }
        }
    }

    /// Lets a job begin, and waits for it a moment.
    func begin(_ id: String, _ context: AdministrationContext) async {
        let (end, signal) = AsyncStream<Never>.makeStream()
        Task {
            await work(on: id, context)
            signal.finish()
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in end {} }
            group.addTask { try? await Task.sleep(for: Self.patience) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Does the work of a job, unless somebody else does or it is done.
    private func work(on id: String, _ context: AdministrationContext) async {
        let clock = JobClock(context)
        do {
            let claimed = try await storage.write { transaction -> Job? in
                guard let document = try transaction.document(.job, id: id, in: context.tenant) else { return nil }
                var job = Job(document)
                guard job.claim(at: context.now) else { return nil }
                try job.update(transaction)
                return job
            }
            guard let job = claimed else { return }
            switch job.kind {
            case .usersImport: try await UserImport(job, storage, random, clock).run()
            case .usersExport: try await UserExport(job, storage, clock).run()
            case .verificationEmail: try await sendVerificationEmail(job, clock)
            case nil: break
            }
        } catch StoreError.unavailable {
            // Somebody takes it up again when the database is back.
        } catch {
            let details = (error as? APIProblem)?.message ?? "An internal error occurred."
            try? await storage.write { transaction in
                guard let document = try transaction.document(.job, id: id, in: context.tenant) else { return }
                var job = Job(document)
                // Somebody else may have ended it.
                guard job.status == .processing else { return }
                job.end(.failed, details: details, at: clock.now)
                try job.update(transaction)
                try job.logEnd(at: clock.now, random, transaction)
            }
        }
    }

    private func sendVerificationEmail(_ job: Job, _ clock: JobClock) async throws {
        let context = clock.context(on: job.host)
        let request = job[Job.request]?.object ?? [:]
        let client = try await application(request["client_id"]?.string, context)
        try await storage.write { transaction in
            var job = try Job.required(job.id, context, transaction)
            let user = try UserTicketRules.user(request, context, transaction)
            let account = try UserTicketRules.account(request, of: user, context, transaction)
            if let email = account.email, !(account.isPrimary && user.isEmailVerified) {
                let mail = verificationMail(
                    to: user,
                    email: email,
                    connection: account.connection,
                    client: client,
                    request: request,
                    context
                )
                try mail.post(context.tenant, transaction)
                job.end(.completed, at: context.now)
            } else {
                // There is nothing to prove.
                job.end(.failed, at: context.now)
            }
            try job.update(transaction)
        }
    }
}

/// The time during a job: that of the request that began it, and what has passed since.
struct JobClock: Sendable {
    private let began = ContinuousClock.now
    private let start: Instant

    /// A clock that starts now.
    init(_ context: AdministrationContext) { start = context.now }

    /// The time.
    var now: Instant {
        let passed = ContinuousClock.now - began
        let milliseconds = passed.components.seconds * 1000 + passed.components.attoseconds / 1_000_000_000_000_000
        return Instant(milliseconds: start.milliseconds + milliseconds)
    }

    /// What use cases need to know, now.
    func context(on host: RequestHost) -> AdministrationContext {
        AdministrationContext(host: host, now: now, scopes: [])
    }
}
