import Applications
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("An event stream that fails")
struct EventStreamFailureTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func stream() async throws -> String {
        let configuration: JSONValue = [
            "webhook_endpoint": "https://crm.example/", "webhook_authorization": ["method": "bearer", "token": "t"],
        ]
        let request: JSONObject = [
            "name": "CRM", "subscriptions": [["event_type": "user.created"]],
            "destination": ["type": "webhook", "configuration": configuration],
        ]
        let made = try await administration.createDocument(EventStream.self, request, fixture.context())
        return made["id"]?.string ?? ""
    }

    private func set(_ status: JSONValue, of stream: String) async throws {
        _ = try await administration.updateDocument(EventStream.self, stream, ["status": status], fixture.context())
    }

    private func status(of stream: String) async throws -> JSONValue? {
        try await administration.document(EventStream.self, stream, fixture.context())["status"]
    }

    /// Notes what came of events; whether the stream was switched off.
    private func note(_ statuses: [String], of stream: String) async throws -> Bool {
        let tenant = fixture.tenant.id
        return try await administration.storage.write { transaction in
            let document = try #require(try transaction.document(.eventStream, id: stream, in: tenant))
            return try EventStreamFailures.note(statuses, of: document, at: ManagementFixture.now, transaction)
        }
    }

    private func isFollowed(_ stream: String) async throws -> Bool {
        let tenant = fixture.tenant.id
        return try await administration.storage.read { try $0.eventFollower(stream, in: tenant) != nil }
    }

    @Test("five hundred times in a row is switched off, and can be switched on again")
    func inARow() async throws {
        let id = try await stream()
        let some = [String](repeating: EventDeliveryRecord.failed, count: 499)
        #expect(try await !note(some + [EventDeliveryRecord.pending], of: id))
        #expect(try await !note([EventDeliveryRecord.delivered], of: id))
        #expect(try await !note(some, of: id))
        #expect(try await status(of: id) == "enabled")
        #expect(try await note([EventDeliveryRecord.failed], of: id))
        #expect(try await status(of: id) == "disabled")
        #expect(try await !isFollowed(id))
        // Of what was still on its way nobody is told again.
        #expect(try await !note([EventDeliveryRecord.failed], of: id))
        try await set("enabled", of: id)
        #expect(try await isFollowed(id))
        #expect(try await !note(some, of: id))
    }

    @Test("for five thousand events is switched off, and stays so until some of them were told")
    func inAll() async throws {
        let id = try await stream()
        let (tenant, now) = (fixture.tenant.id, ManagementFixture.now)
        try await administration.storage.write { transaction in
            for number in 0..<EventStreamFailures.limit {
                let event: JSONObject = ["id": .string("evt_\(number)"), "type": "user.created"]
                var delivery = EventDeliveryRecord.document(of: event, to: id, in: tenant, at: now)
                delivery.body["status"] = .string(EventDeliveryRecord.failed)
                try transaction.insert(delivery, keys: EventDeliveryRecord.keys(of: delivery))
            }
        }
        #expect(try await note([EventDeliveryRecord.delivered, EventDeliveryRecord.failed], of: id))
        #expect(try await status(of: id) == "disabled")
        let refusal = try await problem { try await set("enabled", of: id) }
        #expect(refusal?.status == 400)
        #expect(try await status(of: id) == "disabled")
        try await administration.redeliverEvent(id, "evt_7", fixture.context())
        try await set("enabled", of: id)
        #expect(try await status(of: id) == "enabled")
    }
}
