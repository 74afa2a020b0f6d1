import Applications
import Directory
import Kernel
import Storage
import Wire

enum EventChecks {
    static let all = [
        ConformanceCheck("how far a follower of events has come is kept, replaced and forgotten", isKept),
        ConformanceCheck("of those who move a follower from one place, one succeeds", isMovedOnce),
        ConformanceCheck("changes of users become events where somebody follows, in the same transaction", users),
        ConformanceCheck("changes of organizations and groups become events", places),
        ConformanceCheck("what is undone or fails leaves no event", undone),
        ConformanceCheck("events of writers that come together are numbered in the order of commits", order),
        ConformanceCheck("those followers are due that are behind, and old events go", areDue),
    ]

    @Sendable private static func isKept(_ subject: ConformanceSubject) async throws {
        let (tenant, neighbour) = (try await subject.makeTenant(), try await subject.makeTenant())
        let first = EventFollower(tenant: tenant, stream: "est_1", after: 7, dueAt: .example)
        let readers = EventFollower.readers(of: tenant, after: .max / 2, until: .example)
        try await subject.storage.write { transaction in
            try expectEqual(transaction.eventFollower("est_1", in: tenant), nil)
            for follower in [with(first) { $0.after = 1 }, first, readers] { try transaction.put(follower) }
            try transaction.deleteEventFollower("est_1", in: neighbour)
            try transaction.deleteEventFollower("\0", in: tenant)
        }
        try await subject.storage.write { transaction in
            try expectEqual(transaction.eventFollower("est_1", in: tenant), first)
            try expectEqual(transaction.eventFollower(EventFollower.readers, in: tenant), readers)
            try transaction.deleteEventFollower("est_1", in: tenant)
            try expectEqual(transaction.eventFollower("est_1", in: tenant), nil)
            _ = try transaction.deleteTenant(tenant)
            try expectEqual(transaction.eventFollower(EventFollower.readers, in: tenant), nil)
        }
    }

    @Sendable private static func isMovedOnce(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let start = EventFollower(tenant: tenant, stream: "est_1", after: 7, dueAt: .example)
        try await subject.storage.write { transaction in
            try expect(try !transaction.move(start, to: start), "a follower that is not there")
            try transaction.put(start)
        }
        let moves = try await concurrently(20) { index in
            let next = with(start) { $0.dueAt = .example.adding(seconds: Int64(index + 1)) }
            return try await subject.storage.write { try $0.move(start, to: next) } ? next : nil
        }
        try expectEqual(moves.compactMap { $0 }.count, 1, "callers that succeeded")
        let found = try await subject.storage.read { try $0.eventFollower("est_1", in: tenant) }
        try expectEqual(found, moves.compactMap { $0 }.first)
        try await subject.storage.write { try $0.deleteEventFollower("est_1", in: tenant) }
    }

    /// A tenant that somebody follows from the beginning.
    private static func followed(_ subject: ConformanceSubject) async throws -> TenantID {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            try transaction.put(EventFollower(tenant: tenant, stream: "est_1", after: 0, dueAt: EventFollower.never))
        }
        return tenant
    }

    private static func types(_ subject: ConformanceSubject, _ tenant: TenantID) async throws -> [String] {
        try await subject.storage.read { try $0.events(after: 0, limit: 100, in: tenant) }.map(\.type)
    }

    @Sendable private static func users(_ subject: ConformanceSubject) async throws {
        let (tenant, stranger) = (try await followed(subject), try await subject.makeTenant())
        var user = User.example("a")
        let made = user
        user.profile["name"] = "Änne"
        let changed = user
        try await subject.storage.write { transaction in
            try transaction.insert(made, tenant: stranger)
            try transaction.insert(made, tenant: tenant)
            try transaction.update(changed, tenant: tenant)
        }
        try await subject.storage.write { try $0.update(changed, tenant: tenant) }
        try await subject.storage.write { try $0.recordLogin(of: made.id, ip: nil, at: .example, in: tenant) }
        try await subject.storage.write { transaction in
            let others = (1...40).map { User.example("b\($0)") }
            try transaction.insert(others, passwords: [], tenant: tenant)
        }
        try await subject.storage.write { transaction in
            try transaction.update(changed, tenant: tenant)
            try transaction.deleteUser(made.id, in: tenant)
            try expect(try !transaction.deleteUser(made.id, in: tenant), "nobody is removed twice")
        }
        let events = try await subject.storage.read { try $0.events(after: 0, limit: 100, in: tenant) }
        let wanted = ["user.created", "user.updated"] + Array(repeating: "user.created", count: 40) + ["user.deleted"]
        try expectEqual(events.map(\.type), wanted)
        try expectEqual(try await types(subject, stranger), [])
        let object = events.first?.body["data"]?["object"]?.object ?? [:]
        try expectEqual(object["name"], "Änne")
        try expectEqual(object["user_id"], "auth0|a")
        try expect(object["deleted_at"] == nil, "who was made is not gone")
        try expect(events.last?.body["data"]?["object"]?["deleted_at"] != nil, "who is gone is told since when")
        let first = try require(events.first)
        let rest = try await subject.storage.read { try $0.events(after: first.position, limit: 1, in: tenant) }
        try expectEqual(rest.map(\.type), ["user.updated"])
        try expectEqual(
            try await subject.storage.read { try $0.newestEventPosition(in: tenant) },
            events.last?.position
        )
    }

    @Sendable private static func places(_ subject: ConformanceSubject) async throws {
        let tenant = try await followed(subject)
        func write(_ body: @escaping @Sendable (any WriteTransaction) throws -> Void) async throws {
            try await subject.storage.write(body)
        }
        let organization = Document.example(tenant, .organization, "org_1", body: ["id": "org_1", "name": "acme"])
        let use = Document.example(
            tenant,
            .organizationConnection,
            "org_1:con_1",
            parent: "org_1",
            body: ["connection_id": "con_1", "show_as_button": true]
        )
        try await write { try $0.insert(.example(tenant, .role, "rol_1", body: ["name": "Editor"]), keys: []) }
        try await write { try $0.insert(User.example("a"), tenant: tenant) }
        try await write { try $0.insert(organization, keys: []) }
        try await write { try $0.insert(use, keys: []) }
        let member = Membership(organization: "org_1", userID: "auth0|a", createdAt: .example)
        for _ in 1...2 { try await write { try $0.addMember(member, in: tenant) } }
        for _ in 1...2 {
            try await write {
                try $0.addRole("rol_1", toMember: "auth0|a", of: "org_1", at: .example, in: tenant)
            }
        }
        try await write { try $0.removeRole("rol_1", fromMember: "auth0|a", of: "org_1", in: tenant) }
        for _ in 1...2 { try await write { try $0.removeMember("auth0|a", of: "org_1", in: tenant) } }
        try await write { _ = try $0.deleteDocument(.organizationConnection, id: use.id, in: tenant) }
        try await write { try $0.insert(.example(tenant, .group, "grp_1", body: ["name": "All"]), keys: []) }
        try await write { transaction in
            try transaction.addMember(member, in: tenant)
            try transaction.removeOrganization("org_1", in: tenant)
            _ = try transaction.deleteDocument(.organization, id: "org_1", in: tenant)
        }
        let events = try await subject.storage.read { try $0.events(after: 0, limit: 100, in: tenant) }
        try expectEqual(
            events.map(\.type),
            [
                "user.created", "organization.created", "organization.connection.added", "organization.member.added",
                "organization.member.role.assigned", "organization.member.role.deleted",
                "organization.member.deleted", "organization.connection.removed", "group.created",
                "organization.deleted",
            ]
        )
        let joined = events[3].body["data"]?["object"]
        try expectEqual(joined?["organization"]?["name"], "acme")
        try expectEqual(joined?["user"]?["user_id"], "auth0|a")
        try expectEqual(events[4].body["data"]?["object"]?["role"]?["name"], "Editor")
    }

    @Sendable private static func undone(_ subject: ConformanceSubject) async throws {
        let tenant = try await followed(subject)
        try await subject.storage.write { transaction in
            try transaction.insert(User.example("a"), tenant: tenant)
            try transaction.deleteUser("auth0|a", in: tenant)
        }
        try await expectThrows(StoreError.conflict(key: "mine")) {
            try await subject.storage.write { transaction in
                try transaction.insert(User.example("b"), tenant: tenant)
                throw StoreError.conflict(key: "mine")
            }
        }
        try expectEqual(try await types(subject, tenant), [])
    }

    @Sendable private static func order(_ subject: ConformanceSubject) async throws {
        let tenant = try await followed(subject)
        // Each writer looks for what is there when it is done: nothing may appear later with a smaller number.
        let seen = try await concurrently(20) { index in
            try await subject.storage.write { try $0.insert(User.example("u\(index)"), tenant: tenant) }
            return try await subject.storage.read { try $0.events(after: 0, limit: 100, in: tenant) }.map(\.position)
        }
        let all = try await subject.storage.read { try $0.events(after: 0, limit: 100, in: tenant) }.map(\.position)
        try expectEqual(all.count, 20)
        try expectEqual(Set(all).count, 20)
        for positions in seen { try expectEqual(Array(all.prefix(positions.count)), positions) }
    }

    /// What is due crosses tenants: this check alone has followers that are due in 1970.
    @Sendable private static func areDue(_ subject: ConformanceSubject) async throws {
        let (one, other) = (try await subject.makeTenant(), try await subject.makeTenant())
        func follower(_ tenant: TenantID, _ stream: String, _ second: Int64) -> EventFollower {
            EventFollower(tenant: tenant, stream: stream, after: 0, dueAt: Instant(seconds: second))
        }
        let (late, early) = (follower(one, "est_1", 3), follower(one, "est_2", 2))
        let (later, empty) = (follower(one, "est_3", 11), follower(other, "est_1", 1))
        let readers = EventFollower.readers(of: one, after: 5, until: EventFollower.never)
        try await subject.storage.write { transaction in
            for follower in [late, early, later, empty, readers] { try transaction.put(follower) }
            try transaction.insert(User.example("a"), tenant: one)
        }
        let newest = try await subject.storage.write { transaction in
            let newest = try require(transaction.newestEventPosition(in: one))
            try expectEqual(transaction.dueEventFollowers(by: Instant(seconds: 10), limit: 9), [early, late])
            try expectEqual(transaction.dueEventFollowers(by: Instant(seconds: 10), limit: 1), [early])
            try expect(try transaction.move(early, to: with(early) { $0.after = newest }), "the place it is at")
            try expectEqual(transaction.dueEventFollowers(by: Instant(seconds: 10), limit: 9), [late])
            for stream in ["est_1", "est_2", "est_3"] { try transaction.deleteEventFollower(stream, in: one) }
            try transaction.deleteEventFollower("est_1", in: other)
            return newest
        }
        // A moment of long ago: other checks have events of today.
        try await subject.storage.write { transaction in
            try expectEqual(transaction.deleteEvents(before: Instant(seconds: 10), limit: 100), 0)
            try expectEqual(transaction.newestEventPosition(in: one), newest)
            let raised = try transaction.eventFollower(EventFollower.readers, in: one)
            try expectEqual(raised?.after, EventPosition.first(of: Instant(seconds: 10)))
        }
    }
}
