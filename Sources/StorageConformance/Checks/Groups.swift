import Applications
import Directory
import Kernel
import Storage
import Wire

enum GroupChecks {
    static let all = [
        ConformanceCheck("the roles of groups count for their members", effective),
        ConformanceCheck("the roles of groups in an organization count for its members there", inOrganization),
        ConformanceCheck("groups forget users, roles and organizations that are gone", forgets),
    ]

    private static let api = "https://api.example/"

    @Sendable private static func effective(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for owner in [tenant, neighbour] {
                try transaction.addPermissions([permission("r")], toRole: "r", at: .example, in: owner)
                try transaction.addPermissions([permission("s")], toRole: "s", at: .example, in: owner)
            }
            try join("g1", "auth0|a", tenant, transaction)
            try join("g2", "auth0|a", tenant, transaction)
            try join("g2", "auth0|b", tenant, transaction)
            try join("g1", "auth0|a", neighbour, transaction)
            try expectEqual(found("auth0|a", tenant, transaction), [])
            try give("g1", "r", tenant, transaction)
            try give("g2", "r", tenant, transaction)
            try give("g2", "s", tenant, transaction)
            try expectEqual(found("auth0|a", tenant, transaction), ["r", "s"])
            try expectEqual(found("auth0|b", tenant, transaction), ["r", "s"])
            try expectEqual(found("auth0|c", tenant, transaction), [])
            try expectEqual(found("auth0|a", neighbour, transaction), [])
            try transaction.deleteDocument(.groupMember, id: "g2 auth0|a", in: tenant)
            try expectEqual(found("auth0|a", tenant, transaction), ["r"])
        }
    }

    @Sendable private static func inOrganization(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            try transaction.addPermissions([permission("r")], toRole: "r", at: .example, in: tenant)
            try join("g", "auth0|a", tenant, transaction)
            try give("g", "r", in: "org_1", tenant, transaction)
            try expectEqual(found("auth0|a", in: "org_1", tenant, transaction), [], "before the membership")
            let place = Membership(organization: "org_1", userID: "auth0|a", createdAt: .example)
            try transaction.insert(User.example("a"), tenant: tenant)
            try transaction.addMember(place, in: tenant)
            try expectEqual(found("auth0|a", in: "org_1", tenant, transaction), ["r"])
            try expectEqual(found("auth0|a", in: "org_2", tenant, transaction), [])
            try expectEqual(found("auth0|a", tenant, transaction), [])
        }
    }

    @Sendable private static func forgets(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            func count(_ kind: DocumentKind) throws -> Int {
                try transaction.countDocuments(DocumentQuery(kind, in: tenant))
            }
            try transaction.insert(User.example("a"), tenant: tenant)
            try join("g", "auth0|a", tenant, transaction)
            try join("g", "auth0|b", tenant, transaction)
            try give("g", "r", tenant, transaction)
            try give("g", "r", in: "org_1", tenant, transaction)
            try give("g", "s", in: "org_1", tenant, transaction)
            try give("g", "s", in: "org_2", tenant, transaction)
            _ = try transaction.deleteUser("auth0|a", in: tenant)
            try expectEqual(count(.groupMember), 1)
            try transaction.removeRole("r", in: tenant)
            try expectEqual(count(.groupRole), 0)
            try expectEqual(count(.organizationGroupRole), 2)
            try transaction.removeOrganization("org_1", in: tenant)
            try expectEqual(count(.organizationGroupRole), 1)
        }
    }

    private static func permission(_ name: String) -> Permission { Permission(resourceServer: api, name: name) }

    private static func found(
        _ user: String,
        in organization: String? = nil,
        _ tenant: TenantID,
        _ transaction: some AccessReading
    ) throws -> [String] {
        try transaction.effectivePermissions(ofUser: user, on: api, organization: organization, in: tenant).sorted()
    }

    private static func join(
        _ group: String,
        _ user: String,
        _ tenant: TenantID,
        _ transaction: some DocumentWriting
    ) throws {
        let place = document(.groupMember, "\(group) \(user)", of: group, tenant)
        try transaction.insert(place, keys: [.attribute("user", user)])
    }

    private static func give(
        _ group: String,
        _ role: String,
        in organization: String? = nil,
        _ tenant: TenantID,
        _ transaction: some DocumentWriting
    ) throws {
        guard let organization else {
            let part = document(.groupRole, "\(group) \(role)", of: group, tenant)
            return try transaction.insert(part, keys: [.attribute("role", role)])
        }
        let part = document(.organizationGroupRole, "\(group) \(organization) \(role)", of: group, tenant)
        try transaction.insert(part, keys: [.attribute("role", role), .attribute("organization", organization)])
    }

    private static func document(
        _ kind: DocumentKind,
        _ id: String,
        of parent: String,
        _ tenant: TenantID
    ) -> Document {
        Document(tenant: tenant, kind: kind, id: id, parent: parent, body: [:], createdAt: .example)
    }
}
