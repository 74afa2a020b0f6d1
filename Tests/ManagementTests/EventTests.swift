import Applications
import Directory
import Foundation
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("Events")
struct EventTests {
    private static let now = Instant(seconds: 1_790_000_000)

    private static func user(_ name: String) -> User {
        let identity = Identity(provider: "auth0", id: name, connection: "users", isSocial: false)
        return User(id: "auth0|\(name)", identity: identity, createdAt: now)
    }

    private static func told(_ steps: [EventJournal.Step]) -> [String] {
        var journal = EventJournal()
        for step in steps {
            journal.note(.user, step, "auth0|a", object: step == .deleted ? EventObject.user(user("a")) : [:])
        }
        return journal.events(users: [user("a")], at: now).map(\.type)
    }

    @Test(
        "tell of a thing once, whatever happened to it in one transaction",
        arguments: [
            ([.created], ["user.created"]), ([.created, .updated], ["user.created"]),
            ([.updated, .updated], ["user.updated"]), ([.updated, .deleted], ["user.deleted"]),
            ([.created, .updated, .deleted], []), ([.deleted, .created], ["user.created"]),
        ] as [([EventJournal.Step], [String])]
    )
    func once(_ steps: [EventJournal.Step], _ types: [String]) {
        #expect(Self.told(steps) == types)
    }

    @Test("leave out what goes with a thing that is deleted")
    func whole() {
        var journal = EventJournal()
        journal.note("organization.member.deleted", between: ["org_1", "auth0|a"], object: ["n": 1])
        journal.note("organization.member.deleted", between: ["org_2", "auth0|a"], object: ["n": 2])
        journal.note("group.role.deleted", between: ["grp_1"], object: ["n": 3], moment: "deleted_at")
        journal.note(.organization, .deleted, "org_1", object: ["id": "org_1"])
        let events = journal.events(users: [], at: Self.now)
        #expect(events.map(\.type) == ["organization.member.deleted", "group.role.deleted", "organization.deleted"])
        #expect(events[1].object == ["n": 3, "deleted_at": Self.now.json])
    }

    @Test("show users as the wire does, without what nobody said")
    func shown() {
        var user = Self.user("a")
        #expect(EventObject.user(user).keys == ["user_id", "created_at", "updated_at", "identities"])
        user.email = "a@example.com"
        user.profile = ["name": "A", "given_name": "G", "extra": [1]]
        user.userMetadata = ["color": "red"]
        let object = EventObject.user(user)
        #expect(object["email_verified"] == false && object["user_metadata"] == ["color": "red"])
        #expect(object["name"] == "A" && object["extra"] == [1])
    }

    @Test("have places that go on with time and come back from their text")
    func places() {
        let place = EventPosition.first(of: Self.now)
        #expect(EventPosition.first(of: Instant(milliseconds: Self.now.milliseconds + 1)) == place + 4096)
        let cursor = EventCursor(position: place)
        #expect(EventCursor(text: cursor.text) == cursor)
        for text in ["", "x", "-1", EventCursor(position: 5).text + "A", "LTU", "KzU"] {
            #expect(EventCursor(text: text) == nil, "\(text)")
        }
    }

    @Test("are kept from the first reading on, and refused to whom something may be missing")
    func reading() async throws {
        let fixture = try await ManagementFixture.make()
        let storage = fixture.administration.storage
        // The clock of the database tells until when events are kept, and it is that of the machine.
        let host = fixture.context().host
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let context = AdministrationContext(host: host, now: now, scopes: [])
        let tenant = fixture.tenant.id
        let first = try await fixture.administration.beginReadingEvents(from: nil, timestamp: nil, context)
        try await storage.write { try $0.insert(Self.user("a"), tenant: tenant) }
        func read(_ cursor: EventCursor, _ types: Set<String>? = nil) async throws -> Administration.EventBatch {
            try await fixture.administration.events(after: cursor, types: types, limit: 5, in: tenant, now: context.now)
        }
        let batch = try await read(first)
        #expect(batch.events.map(\.type) == ["user.created"] && batch.cursor == batch.events.first?.cursor)
        #expect(try await read(first, ["user.deleted"]).events.isEmpty)
        #expect(try await read(first, ["user.deleted"]).cursor == batch.cursor)
        let later = try await fixture.administration.beginReadingEvents(from: first.text, timestamp: nil, context)
        #expect(later == first)
        try await storage.write { transaction in
            _ = try transaction.deleteEvents(before: now.adding(seconds: 86_400), limit: 100)
        }
        func refusal(from: String? = nil, timestamp: String? = nil) async throws -> Int? {
            do {
                let administration = fixture.administration
                _ = try await administration.beginReadingEvents(from: from, timestamp: timestamp, context)
                return nil
            } catch let problem as APIProblem { return problem.status }
        }
        #expect(try await refusal(from: first.text) == 410)
        #expect(try await refusal(from: "nonsense") == 400)
        #expect(try await refusal(timestamp: "yesterday") == 400)
        #expect(try await refusal(from: first.text, timestamp: "2026-01-01T00:00:00Z") == 400)
    }

    @Test("are told to streams with a webhook that are switched on")
    func following() async throws {
        let fixture = try await ManagementFixture.make()
        let tenant = fixture.tenant.id
        func follows(_ id: String) async throws -> Bool {
            try await fixture.administration.storage.read { try $0.eventFollower(id, in: tenant) } != nil
        }
        let hook: JSONObject = [
            "subscriptions": [["event_type": "user.created"]],
            "destination": ["type": "webhook", "configuration": ["webhook_endpoint": "https://a.example"]],
        ]
        let made = try await fixture.administration.createDocument(EventStream.self, hook, fixture.context())
        let id = made["id"]?.string ?? ""
        #expect(try await follows(id))
        for (status, wanted) in [("disabled", false), ("enabled", true)] {
            let patch: JSONObject = ["status": .string(status)]
            _ = try await fixture.administration.updateDocument(EventStream.self, id, patch, fixture.context())
            #expect(try await follows(id) == wanted)
        }
        try await fixture.administration.deleteDocument(EventStream.self, id, fixture.context())
        #expect(try await !follows(id))
        let other: JSONObject = ["destination": ["type": "action", "configuration": ["action_id": "a"]]]
        let kept = try await fixture.administration.createDocument(EventStream.self, other, fixture.context())
        #expect(try await !follows(kept["id"]?.string ?? ""))
    }
}
