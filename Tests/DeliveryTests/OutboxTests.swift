import Applications
import Kernel
import Synchronization
import Testing
import Wire

@testable import Delivery

/// An outbox in memory, with the promises of storage.
final class MemoryOutbox: Outbox {
    private struct State {
        var records: [OutboxRecord] = []
        var mails: [MailRecord] = []
        var surroundings = MailSurroundings()
        var events: [String: EventDelivery] = [:]
        var attempts: [EventAttempt] = []
        var account: TwilioAccount?
    }

    private let state = Mutex(State())

    init(_ records: [OutboxRecord], _ surroundings: MailSurroundings = MailSurroundings()) {
        state.withLock { state in
            state.records = records
            state.surroundings = surroundings
        }
    }

    var records: [OutboxRecord] { state.withLock { $0.records } }
    var mails: [MailRecord] { state.withLock { $0.mails } }
    var attempts: [EventAttempt] { state.withLock { $0.attempts } }

    /// Has the records of an id deliver an event.
    func put(_ event: EventDelivery?, _ id: String) { state.withLock { $0.events[id] = event } }

    func isEmpty() async throws -> Bool { records.isEmpty }

    func claim(dueBy now: Instant, lease: Instant, limit: Int) async throws -> [OutboxRecord] {
        state.withLock { state in
            var claimed: [OutboxRecord] = []
            for index in state.records.indices where state.records[index].dueAt <= now && claimed.count < limit {
                state.records[index].dueAt = lease
                state.records[index].attempts += 1
                claimed.append(state.records[index])
            }
            return claimed
        }
    }

    func postpone(_ record: OutboxRecord, until moment: Instant, error: String) async throws {
        state.withLock { state in
            for index in state.records.indices where state.records[index].id == record.id {
                state.records[index].dueAt = moment
                state.records[index].lastError = error
            }
        }
    }

    func finish(_ record: OutboxRecord, keeping mail: MailRecord?, adding records: [OutboxRecord]) async throws {
        state.withLock { state in
            if let mail { state.mails.append(mail) }
            state.records.removeAll { $0.id == record.id }
        }
    }

    func surroundings(of template: String, in tenant: TenantID) async throws -> MailSurroundings {
        state.withLock { $0.surroundings }
    }

    func event(_ record: OutboxRecord) async throws -> EventDelivery? {
        state.withLock { $0.events[record.id] }
    }

    func note(_ attempt: EventAttempt, of record: OutboxRecord) async throws {
        state.withLock { $0.attempts.append(attempt) }
        guard let next = attempt.next else { return try await finish(record, keeping: nil, adding: []) }
        try await postpone(record, until: next, error: attempt.problem ?? "")
    }

    func phoneAccount(in tenant: TenantID) async throws -> TwilioAccount? { state.withLock { $0.account } }
}

@Suite("The outbox")
struct OutboxTests {
    private static let now = Instant(seconds: 1_600_000_000)
    private static let tenant = TenantID(rawValue: "acme")

    private static func post(_ id: String, to port: Int, expiresAt: Instant? = nil) -> OutboxRecord {
        var body: JSONObject = [
            "url": .string("http://127.0.0.1:\(port)/\(id)"), "form": ["logout_token": .string(id)],
        ]
        if let expiresAt { body["expires_at"] = expiresAt.json }
        return OutboxRecord(tenant: tenant, id: id, kind: .http, body: body, createdAt: now)
    }

    private static func mail(_ template: String = "verify_email", language: String? = nil) -> OutboxRecord {
        var body: JSONObject = [
            "template": .string(template), "to": "ada@example.test",
            "variables": [
                "url": "https://acme.example.test/x", "host": "acme.example.test:8443",
                "user": ["email": "ada@example.test"],
            ],
        ]
        if let language { body["language"] = .string(language) }
        return OutboxRecord(tenant: tenant, id: "m1", kind: .email, body: body, createdAt: now)
    }

    /// What a worker told of, as `id: problem`.
    private final class Reports: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0.sorted() } }
        func add(_ record: OutboxRecord, _ problem: String?) {
            texts.withLock { $0.append("\(record.id): \(problem ?? "delivered")") }
        }
    }

    private static func worker(_ outbox: MemoryOutbox, _ reports: Reports = Reports()) -> OutboxWorker {
        OutboxWorker(
            outbox: outbox,
            poster: HTTPPoster.patient,
            random: RandomSource { [UInt8](repeating: 0x80, count: $0) },
            report: { reports.add($0, $1) }
        )
    }

    @Test("ten tries are spread over about a day, each a little off")
    func pauses() {
        var moment = Self.now
        var pauses: [Int64] = []
        for attempt in 1...9 {
            let random = RandomSource { [UInt8](repeating: 0x80, count: $0) }
            guard let next = RetryPolicy.next(after: Int64(attempt), now: moment, notAfter: nil, random: random) else {
                break
            }
            pauses.append(next.seconds - moment.seconds)
            moment = next
        }
        #expect(pauses.count == 9 && pauses == pauses.sorted() && pauses[0] == 30)
        #expect((18 * 3600...26 * 3600).contains(moment.seconds - Self.now.seconds))
        #expect(RetryPolicy.next(after: 10, now: moment, notAfter: nil, random: .system) == nil)
        for byte in [UInt8.min, .max] {
            let random = RandomSource { [UInt8](repeating: byte, count: $0) }
            let next = RetryPolicy.next(after: 1, now: Self.now, notAfter: nil, random: random)
            #expect(next?.seconds == Self.now.seconds + (byte == 0 ? 24 : 36))
        }
    }

    @Test("what expires is not tried after that")
    func expiry() {
        let end = Self.now.adding(seconds: 60)
        #expect(RetryPolicy.next(after: 1, now: Self.now, notAfter: end, random: .system) != nil)
        #expect(RetryPolicy.next(after: 2, now: Self.now.adding(seconds: 30), notAfter: end, random: .system) == nil)
    }

    @Test("a post that is taken leaves the outbox; one that is refused for good too, and is told of")
    func posts() async throws {
        let good = try #require(LocalServer { $0.answer("200 OK") })
        let bad = try #require(LocalServer { $0.answer("400 Bad Request") })
        let outbox = MemoryOutbox([Self.post("a", to: good.port), Self.post("b", to: bad.port)])
        let reports = Reports()
        #expect(try await Self.worker(outbox, reports).runOnce(now: Self.now) == 2)
        #expect(outbox.records.isEmpty && good.transcript.last == "logout_token=a")
        #expect(reports.all == ["a: delivered", "b: the answer was 400"])
    }

    @Test("a server in trouble is tried again later, ten times in all")
    func retries() async throws {
        let server = try #require(LocalServer { $0.answer("503 Service Unavailable") })
        let outbox = MemoryOutbox([Self.post("a", to: server.port)])
        let reports = Reports()
        let worker = Self.worker(outbox, reports)
        #expect(try await worker.runOnce(now: Self.now) == 1)
        #expect(outbox.records.first?.dueAt == Self.now.adding(seconds: 30))
        #expect(outbox.records.first?.lastError == "the answer was 503")
        #expect(try await worker.runOnce(now: Self.now.adding(seconds: 29)) == 0)
        var tries = 1
        while let due = outbox.records.first?.dueAt, tries < 20 { tries += try await worker.runOnce(now: due) }
        #expect(tries == 10 && reports.all == ["a: the answer was 503"])
    }

    @Test("a token that has expired is not posted again")
    func expired() async throws {
        let server = try #require(LocalServer { $0.answer("503 Service Unavailable") })
        let outbox = MemoryOutbox([Self.post("a", to: server.port, expiresAt: Self.now.adding(seconds: 20))])
        let reports = Reports()
        _ = try await Self.worker(outbox, reports).runOnce(now: Self.now)
        #expect(outbox.records.isEmpty && reports.all == ["a: the answer was 503"])
    }

    @Test("many workers deliver everything once")
    func manyWorkers() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let outbox = MemoryOutbox((0..<40).map { Self.post("\($0)", to: server.port) })
        let reports = Reports()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let worker = Self.worker(outbox, reports)
                    while let count = try? await worker.runOnce(now: Self.now), count > 0 {}
                }
            }
        }
        #expect(outbox.records.isEmpty)
        #expect(server.transcript.filter { $0.hasPrefix("logout_token=") }.count == 40)
        #expect(Set(reports.all).count == 40 && reports.all.count == 40)
    }

    @Test("a worker that runs delivers until it is cancelled")
    func running() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let outbox = MemoryOutbox((0..<20).map { Self.post("\($0)", to: server.port) })
        let (reports, worker) = (Reports(), Self.worker(outbox))
        _ = reports
        let task = Task { await worker.run(every: .milliseconds(1)) { Self.now } }
        while !outbox.records.isEmpty { await Task.yield() }
        task.cancel()
        await task.value
        #expect(server.transcript.filter { $0.hasPrefix("logout_token=") }.count == 20)
    }

    @Test("a tenant without a provider keeps its mails")
    func keptMails() async throws {
        var surroundings = MailSurroundings()
        surroundings.settings = TenantSettings(["friendly_name": "Acme", "support_email": "help@example.test"])
        let outbox = MemoryOutbox([Self.mail(language: "fr-CA en")], surroundings)
        let reports = Reports()
        #expect(try await Self.worker(outbox, reports).runOnce(now: Self.now) == 1)
        let mail = try #require(outbox.mails.first)
        #expect(outbox.records.isEmpty && reports.all == ["m1: delivered"])
        #expect(mail.id == "m1" && mail.recipient == "ada@example.test" && mail.date == Self.now)
        #expect(mail.body["from"] == "Acme <no-reply@acme.example.test>" && mail.body["to"] == "ada@example.test")
        #expect(mail.body["template"] == "verify_email" && mail.body["url"] == "https://acme.example.test/x")
        #expect(mail.body["html"]?.string?.contains("help@example.test") == true)
        #expect(mail.body["html"]?.string?.contains("<html lang=\"fr\">") == true)
    }

    @Test("a mail that is switched off leaves the outbox unseen; one that is unknown is told of")
    func notSent() async throws {
        var surroundings = MailSurroundings()
        surroundings.template = ["enabled": false]
        let reports = Reports()
        let quiet = MemoryOutbox([Self.mail()], surroundings)
        _ = try await Self.worker(quiet, reports).runOnce(now: Self.now)
        #expect(quiet.records.isEmpty && quiet.mails.isEmpty && reports.all == ["m1: delivered"])
        let unknown = MemoryOutbox([Self.mail("nope")])
        let told = Reports()
        _ = try await Self.worker(unknown, told).runOnce(now: Self.now)
        #expect(unknown.records.isEmpty && told.all == ["m1: there is no mail template 'nope'"])
    }

    @Test("a tenant's server gets its mails, from the sender it chose")
    func bySMTP() async throws {
        let server = try #require(LocalServer { $0.playSMTP() })
        var surroundings = MailSurroundings()
        surroundings.provider = MailProvider([
            "name": "smtp", "default_from_address": "Shop <mail@shop.test>",
            "credentials": ["smtp_host": "127.0.0.1", "smtp_port": .integer(Int64(server.port))],
            "settings": ["headers": ["X-Campaign": "people"]],
        ])
        surroundings.template = ["body": "<p>{{ request_language }} {{ custom_domain.domain }}</p>", "subject": "S"]
        let outbox = MemoryOutbox([Self.mail(language: "pt")], surroundings)
        _ = try await Self.worker(outbox).runOnce(now: Self.now.adding(seconds: 5))
        let said = server.transcript
        #expect(outbox.records.isEmpty && outbox.mails.isEmpty)
        #expect(said.contains { $0.hasPrefix("MAIL FROM:<mail@shop.test>") } && said.contains("X-Campaign: people"))
        #expect(said.contains("Message-ID: <m1@shop.test>") && said.contains("<p>pt acme.example.test:8443</p>"))
        #expect(said.contains("Date: Sun, 13 Sep 2020 12:26:40 +0000"))
    }
}
