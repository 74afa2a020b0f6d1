import Applications
import Kernel
import Testing
import Wire

@testable import Delivery

@Suite("Events and messages to phones")
struct EventDeliveryTests {
    private static let now = Instant(seconds: 1_600_000_000)
    private static let tenant = TenantID(rawValue: "acme")

    private static func delivery(to destination: JSONObject) -> EventDelivery? {
        func document(_ kind: DocumentKind, _ body: JSONObject) -> Document {
            Document(tenant: tenant, kind: kind, id: "1", body: body, createdAt: now)
        }
        return EventDelivery(
            document(.eventDelivery, ["event": ["id": "evt_1", "type": "user.created"]]),
            of: document(.eventStream, ["destination": .object(destination)])
        )
    }

    private static func webhook(_ url: String, _ authorization: JSONObject = [:]) -> JSONObject {
        [
            "type": "webhook",
            "configuration": ["webhook_endpoint": .string(url), "webhook_authorization": .object(authorization)],
        ]
    }

    private static func worker(_ outbox: MemoryOutbox) -> OutboxWorker {
        OutboxWorker(outbox: outbox, poster: .patient) { _, _ in }
    }

    private static func record(_ kind: OutboxRecord.Kind, _ body: JSONObject = [:]) -> OutboxRecord {
        OutboxRecord(tenant: tenant, id: "r", kind: kind, body: body, createdAt: now)
    }

    @Test(
        "A webhook is shown what it is authorized by",
        arguments: [
            (["method": "basic", "username": "u", "password": "p"], "Authorization: Basic dTpw"),
            (["method": "bearer", "token": "t"], "Authorization: Bearer t"),
            (["method": "custom_header", "header_key": "X-Key", "header_value": "v"], "X-Key: v"),
        ] as [(JSONObject, String)]
    )
    func headers(authorization: JSONObject, header: String) throws {
        let call = try Self.delivery(to: Self.webhook("https://a.test/", authorization))?.call()
        #expect(call?.headers == [header])
        #expect(call?.body == JSONWriter.encode(.object(["id": "evt_1", "type": "user.created"])))
    }

    @Test("An event is tried four times in seven seconds")
    func retries() async throws {
        let server = try #require(LocalServer { $0.answer("500 no") })
        let outbox = MemoryOutbox([Self.record(.event)])
        outbox.put(Self.delivery(to: Self.webhook("http://127.0.0.1:\(server.port)/hook")), "r")
        let worker = Self.worker(outbox)
        for seconds: Int64 in [0, 1, 3, 7, 20] {
            try await worker.runOnce(now: Self.now.adding(seconds: seconds))
        }
        #expect(outbox.attempts.map(\.status) == ["pending", "pending", "pending", "failed"])
        #expect(outbox.attempts.first?.problem == "the answer was 500")
        #expect(outbox.records.isEmpty)
    }

    @Test("An event that was taken is not sent again")
    func success() async throws {
        let server = try #require(LocalServer { $0.answer("204 fine") })
        let outbox = MemoryOutbox([Self.record(.event)])
        outbox.put(Self.delivery(to: Self.webhook("http://127.0.0.1:\(server.port)/hook")), "r")
        try await Self.worker(outbox).runOnce(now: Self.now)
        #expect(outbox.attempts.map(\.status) == ["delivered"])
        #expect(outbox.records.isEmpty)
        #expect(server.transcript.contains(#"{"id":"evt_1","type":"user.created"}"#))
    }

    @Test("Destinations that nothing is delivered to are told of once")
    func destinations() async throws {
        let outbox = MemoryOutbox([Self.record(.event)])
        outbox.put(Self.delivery(to: ["type": "eventbridge", "configuration": [:]]), "r")
        try await Self.worker(outbox).runOnce(now: Self.now)
        #expect(outbox.attempts.map(\.status) == ["failed"])
        #expect(outbox.attempts.first?.problem?.contains("eventbridge") == true)
    }

    @Test("A message without an account is kept, filled in")
    func keptMessage() async throws {
        let body: JSONObject = [
            "to": "15550100", "method": "text", "text": "{{ code }} & more", "variables": ["code": "1"],
        ]
        let outbox = MemoryOutbox([Self.record(.phone, body)])
        try await Self.worker(outbox).runOnce(now: Self.now)
        #expect(outbox.mails.map(\.recipient) == ["15550100"])
        #expect(outbox.mails.first?.body["text"] == "1 & more")
        #expect(outbox.mails.first?.body["html"] == "1 &amp; more")
    }

    @Test(
        "Twilio is asked for a message or a call",
        arguments: [
            ("text", "", "Messages", "To=%2B1555&From=77&Body=Hi+%26+by"),
            ("text", "88", "Messages", "To=%2B1555&From=88&Body=Hi+%26+by"),
            (
                "voice", "", "Calls",
                "To=%2B1555&From=77&Twiml=%3CResponse%3E%3CSay%3EHi+%26amp%3B+by%3C%2FSay%3E%3C%2FResponse%3E"
            ),
        ]
    )
    func twilio(method: String, sender: String, resource: String, form: String) throws {
        let account = try #require(
            TwilioAccount([
                "name": "twilio", "credentials": ["auth_token": "t"],
                "configuration": ["sid": "AC1", "default_from": "77"],
            ])
        )
        let body: JSONObject = [
            "to": "1555", "method": .string(method), "from": .string(sender), "text": "Hi & by",
        ]
        let call = account.call(try PhoneMessage(Self.record(.phone, body), now: Self.now))
        #expect(call.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/\(resource).json")
        #expect(call.headers == ["Authorization: Basic \(Base64.encode(Array("AC1:t".utf8), .standard))"])
        let expected = form.replacing("+", with: Form.encode(" "))
        #expect(String(decoding: call.body, as: UTF8.self) == expected)
        #expect(TwilioAccount(["name": "custom"]) == nil)
    }
}
