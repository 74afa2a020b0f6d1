import Directory
import Kernel
import Sessions
import Storage

enum UserAccessChecks {
    static let all = [
        ConformanceCheck("permissions of roles and users are added and removed, each once", permissions),
        ConformanceCheck("what a user may do comes from them, their roles and their organization", effective),
        ConformanceCheck("roles of users are listed both ways, in order of assignment", roles),
        ConformanceCheck("members of organizations are listed both ways, in order of joining", members),
        ConformanceCheck("a removed role, API or organization is mentioned nowhere", mentions),
        ConformanceCheck("nobody gets roles, permissions or a place who is not there", needsUser),
        ConformanceCheck("roles and permissions of another tenant are others", areIsolated),
    ]

    private static let api = "https://api.example/"
    private static func permission(_ name: String, on api: String = api) -> Permission {
        Permission(resourceServer: api, name: name)
    }

    /// A tenant with users `a`, `b` and `c`.
    private static func makeTenant(_ subject: ConformanceSubject) async throws -> TenantID {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for name in ["a", "b", "c"] { try transaction.insert(User.example(name), tenant: tenant) }
        }
        return tenant
    }

    @Sendable private static func permissions(_ subject: ConformanceSubject) async throws {
        let tenant = try await makeTenant(subject)
        let (read, write, other) = (permission("read"), permission("write"), permission("read", on: "urn:other"))
        let later = Instant.example.adding(seconds: 1)
        try await subject.storage.write { transaction in
            try transaction.addPermissions([write], toRole: "r", at: .example, in: tenant)
            try transaction.addPermissions([read, write, other], toRole: "r", at: later, in: tenant)
            try expectEqual(transaction.permissions(ofRole: "r", in: tenant), [write, read, other])
            try transaction.removePermissions([read, permission("none")], fromRole: "r", in: tenant)
            try expectEqual(transaction.permissions(ofRole: "r", in: tenant), [write, other])
            try expectEqual(transaction.permissions(ofRole: "s", in: tenant), [])
            try transaction.addPermissions([write], toUser: "auth0|a", at: .example, in: tenant)
            try transaction.addPermissions([read, write, other], toUser: "auth0|a", at: later, in: tenant)
            try expectEqual(transaction.permissions(ofUser: "auth0|a", in: tenant), [write, read, other])
            try transaction.removePermissions([read, permission("none")], fromUser: "auth0|a", in: tenant)
            try expectEqual(transaction.permissions(ofUser: "auth0|a", in: tenant), [write, other])
            try expectEqual(transaction.permissions(ofUser: "auth0|b", in: tenant), [])
        }
    }

    @Sendable private static func effective(_ subject: ConformanceSubject) async throws {
        let tenant = try await makeTenant(subject)
        try await subject.storage.write { transaction in
            func found(_ user: String, _ organization: String? = nil, on api: String = api) throws -> [String] {
                try transaction.effectivePermissions(ofUser: user, on: api, organization: organization, in: tenant)
                    .sorted()
            }
            let direct = [permission("direct"), permission("both")]
            try transaction.addPermissions(direct, toUser: "auth0|a", at: .example, in: tenant)
            let ofRole = [permission("role"), permission("both"), permission("far", on: "urn:other")]
            try transaction.addPermissions(ofRole, toRole: "r", at: .example, in: tenant)
            try transaction.addPermissions([permission("org")], toRole: "o", at: .example, in: tenant)
            try expectEqual(found("auth0|a"), ["both", "direct"])
            try transaction.addRole("r", toUser: "auth0|a", at: .example, in: tenant)
            try expectEqual(found("auth0|a"), ["both", "direct", "role"])
            try expectEqual(found("auth0|a", on: "urn:other"), ["far"])
            try expectEqual(found("auth0|a", on: "urn:none"), [])
            try expectEqual(found("auth0|b", "org_1"), [])
            try transaction.addRole("o", toMember: "auth0|a", of: "org_1", at: .example, in: tenant)
            try expectEqual(found("auth0|a", "org_1"), ["both", "direct", "role"], "before the membership")
            let place = Membership(organization: "org_1", userID: "auth0|a", createdAt: .example)
            try transaction.addMember(place, in: tenant)
            try expectEqual(found("auth0|a", "org_1"), ["both", "direct", "org", "role"])
            try expectEqual(found("auth0|a", "org_2"), ["both", "direct", "role"])
            try expectEqual(found("auth0|a"), ["both", "direct", "role"])
        }
    }

    @Sendable private static func roles(_ subject: ConformanceSubject) async throws {
        let tenant = try await makeTenant(subject)
        try await subject.storage.write { transaction in
            for (second, role) in ["z", "y", "x", "z"].enumerated() {
                let moment = Instant.example.adding(seconds: Int64(second))
                try transaction.addRole(role, toUser: "auth0|a", at: moment, in: tenant)
            }
            try transaction.addRole("z", toUser: "auth0|c", at: .example.adding(seconds: 8), in: tenant)
            try transaction.addRole("z", toUser: "auth0|b", at: .example.adding(seconds: 9), in: tenant)
            try expectEqual(transaction.roles(ofUser: "auth0|a", in: tenant), ["z", "y", "x"])
            try expectEqual(transaction.users(ofRole: "z", in: tenant), ["auth0|a", "auth0|c", "auth0|b"])
            try transaction.removeRole("y", fromUser: "auth0|a", in: tenant)
            try transaction.removeRole("none", fromUser: "auth0|a", in: tenant)
            try transaction.removeRole("\0", fromUser: "auth0|a", in: tenant)
            try expectEqual(transaction.roles(ofUser: "auth0|a", in: tenant), ["z", "x"])
            try expectEqual(transaction.users(ofRole: "y", in: tenant), [])
        }
    }

    @Sendable private static func members(_ subject: ConformanceSubject) async throws {
        let tenant = try await makeTenant(subject)
        func place(_ organization: String, _ user: String, _ second: Int64) -> Membership {
            Membership(organization: organization, userID: user, createdAt: .example.adding(seconds: second))
        }
        let places = [
            place("org_1", "auth0|b", 0), place("org_1", "auth0|a", 1), place("org_2", "auth0|a", 2),
            place("org_0", "auth0|a", 3),
        ]
        let again = place("org_1", "auth0|b", 99)
        try await subject.storage.write { transaction in
            for place in places + [again] { try transaction.addMember(place, in: tenant) }
            try expectEqual(transaction.members(ofOrganization: "org_1", in: tenant), Array(places[..<2]))
            try expectEqual(transaction.memberships(ofUser: "auth0|a", in: tenant), Array(places[1...]))
            try expect(try transaction.isMember("auth0|b", of: "org_1", in: tenant), "a member")
            try expect(try !transaction.isMember("auth0|b", of: "org_2", in: tenant), "no member")
            for (second, role) in ["s", "r", "s"].enumerated() {
                let moment = Instant.example.adding(seconds: Int64(second))
                try transaction.addRole(role, toMember: "auth0|a", of: "org_1", at: moment, in: tenant)
            }
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_1", in: tenant), ["s", "r"])
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_2", in: tenant), [])
            try transaction.removeRole("s", fromMember: "auth0|a", of: "org_1", in: tenant)
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_1", in: tenant), ["r"])
            try transaction.removeMember("auth0|a", of: "org_1", in: tenant)
            try transaction.removeMember("auth0|c", of: "org_1", in: tenant)
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_1", in: tenant), [])
            try expectEqual(transaction.members(ofOrganization: "org_1", in: tenant).map(\.userID), ["auth0|b"])
            try expectEqual(
                transaction.memberships(ofUser: "auth0|a", in: tenant).map(\.organization),
                ["org_2", "org_0"]
            )
        }
    }

    @Sendable private static func mentions(_ subject: ConformanceSubject) async throws {
        let tenant = try await makeTenant(subject)
        let all = [permission("read"), permission("write"), permission("read", on: "urn:other")]
        try await subject.storage.write { transaction in
            for organization in ["org_1", "org_2"] {
                let place = Membership(organization: organization, userID: "auth0|a", createdAt: .example)
                try transaction.addMember(place, in: tenant)
                try transaction.addRole("r", toMember: "auth0|a", of: organization, at: .example, in: tenant)
            }
            try transaction.addRole("r", toUser: "auth0|a", at: .example, in: tenant)
            try transaction.addPermissions(all, toRole: "r", at: .example, in: tenant)
            try transaction.addPermissions(all, toUser: "auth0|a", at: .example, in: tenant)

            try transaction.removePermissions(on: api, named: ["read"], in: tenant)
            try transaction.removePermissions(on: api, named: [], in: tenant)
            try expectEqual(Set(transaction.permissions(ofRole: "r", in: tenant)), Set(all[1...]))
            try expectEqual(Set(transaction.permissions(ofUser: "auth0|a", in: tenant)), Set(all[1...]))
            try transaction.removePermissions(on: api, named: nil, in: tenant)
            try expectEqual(transaction.permissions(ofRole: "r", in: tenant), [all[2]])
            try expectEqual(transaction.permissions(ofUser: "auth0|a", in: tenant), [all[2]])

            try transaction.removeOrganization("org_1", in: tenant)
            try expectEqual(transaction.memberships(ofUser: "auth0|a", in: tenant).map(\.organization), ["org_2"])
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_1", in: tenant), [])
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_2", in: tenant), ["r"])

            try transaction.removeRole("r", in: tenant)
            try expectEqual(transaction.permissions(ofRole: "r", in: tenant), [])
            try expectEqual(transaction.roles(ofUser: "auth0|a", in: tenant), [])
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_2", in: tenant), [])
            try expect(try transaction.isMember("auth0|a", of: "org_2", in: tenant), "still a member")
        }
    }

    @Sendable private static func needsUser(_ subject: ConformanceSubject) async throws {
        let tenant = try await makeTenant(subject)
        let nobody = "auth0|nobody"
        let writes: [@Sendable (any WriteTransaction) throws -> Void] = [
            { try $0.addRole("r", toUser: nobody, at: .example, in: tenant) },
            { try $0.addPermissions([permission("p")], toUser: nobody, at: .example, in: tenant) },
            { try $0.addMember(Membership(organization: "o", userID: nobody, createdAt: .example), in: tenant) },
            { try $0.addRole("r", toMember: nobody, of: "o", at: .example, in: tenant) },
        ]
        for write in writes {
            do { try await subject.storage.write { try write($0) } } catch StoreError.constraint { continue }
            throw ConformanceFailure(description: "somebody who is not there was given something")
        }
    }

    @Sendable private static func areIsolated(_ subject: ConformanceSubject) async throws {
        let one = try await makeTenant(subject)
        let other = try await makeTenant(subject)
        try await subject.storage.write { transaction in
            try PeopleRows.fill("auth0|a", one, transaction)
            try transaction.addPermissions([permission("p")], toRole: "rol_1", at: .example, in: one)
            try expectEqual(transaction.permissions(ofUser: "auth0|a", in: other), [])
            try expectEqual(transaction.permissions(ofRole: "rol_1", in: other), [])
            try expectEqual(transaction.roles(ofUser: "auth0|a", in: other), [])
            try expectEqual(transaction.users(ofRole: "rol_1", in: other), [])
            try expectEqual(transaction.members(ofOrganization: "org_1", in: other), [])
            try expectEqual(transaction.memberships(ofUser: "auth0|a", in: other), [])
            try expect(try !transaction.isMember("auth0|a", of: "org_1", in: other), "no member there")
            try expectEqual(transaction.roles(ofMember: "auth0|a", of: "org_1", in: other), [])
            try PeopleRows.fill("auth0|a", other, transaction)
            let found = try transaction.effectivePermissions(
                ofUser: "auth0|a",
                on: api,
                organization: "org_1",
                in: other
            )
            try expectEqual(found, ["read:things"])
            try transaction.removeRole("rol_1", in: other)
            try transaction.removeOrganization("org_1", in: other)
            try transaction.removePermissions(on: api, named: nil, in: other)
            try expectEqual(transaction.roles(ofUser: "auth0|a", in: one), ["rol_1"])
            try expect(try transaction.isMember("auth0|a", of: "org_1", in: one), "still a member here")
            try expectEqual(transaction.permissions(ofUser: "auth0|a", in: one).count, 1)
        }
    }
}
