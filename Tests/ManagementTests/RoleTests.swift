import Kernel
import Management
import Testing
import Wire

@Suite("Roles and permissions")
struct RoleTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }
    private static let whole = PageRequest.offset(page: 0, perPage: 50, includeTotals: true)
    private static let things: JSONObject = [
        "permissions": [["resource_server_identifier": "https://api.test/", "permission_name": "read:things"]]
    ]

    init() async throws {
        fixture = try await ManagementFixture.make()
        try await fixture.api("https://api.test/", scopes: ["read:things", "write:things"])
    }

    private func role(_ name: String) async throws -> String {
        try await administration.createRole(["name": .string(name)], fixture.context())["id"]?.string ?? ""
    }

    @Test("A role answers what was sent, and a description when it is read")
    func roles() async throws {
        let made = try await administration.createRole(["name": "admin"], fixture.context())
        #expect(made.keys == ["id", "name"])
        let id = made["id"]?.string ?? ""
        #expect(try await administration.role(id, fixture.context())["description"] == "")
        let changed = try await administration.updateRole(id, ["description": "d"], fixture.context())
        #expect(changed == ["id": .string(id), "name": "admin", "description": "d"])
        #expect(try await problem { try await role("admin") }?.status == 409)
        for (filter, count) in [(nil, 1), ("DMI", 1), ("x", 0)] as [(String?, Int)] {
            let page = try await administration.roles(nameFilter: filter, Self.whole, fixture.context())
            #expect(page.items.count == count)
        }
    }

    @Test("A role that is removed is nobody's any more, and cannot be removed again")
    func removal() async throws {
        let role = try await role("admin")
        let user = try await fixture.userID("a@example.com")
        try await administration.assignRole(role, to: [user], fixture.context())
        try await administration.deleteRole(role, fixture.context())
        #expect(try await administration.roles(ofUser: user, Self.whole, fixture.context()).items.isEmpty)
        let again = try await problem { try await administration.deleteRole(role, fixture.context()) }
        #expect(again?.status == 404)
        #expect(again?.message == "The role does not exist.")
    }

    @Test("Permissions name an API and a scope that are there")
    func unknownPermissions() async throws {
        let role = try await role("admin")
        for (identifier, name, message) in [
            ("https://no.test/", "read:things", "The resource server does not exist"),
            ("https://api.test/", "no", "This permission does not exist: 'https://api.test/ - no'"),
        ] {
            let body: JSONObject = [
                "permissions": [
                    ["resource_server_identifier": .string(identifier), "permission_name": .string(name)]
                ]
            ]
            let refusal = try await problem {
                try await administration.addPermissions(body, toRole: role, fixture.context())
            }
            #expect(refusal?.status == 404)
            #expect(refusal?.message == message)
        }
    }

    @Test("A user's permissions tell where they come from")
    func sources() async throws {
        let role = try await role("admin")
        let user = try await fixture.userID("a@example.com")
        try await administration.addPermissions(Self.things, toRole: role, fixture.context())
        try await administration.addRoles(["roles": [.string(role)]], toUser: user, fixture.context())
        try await administration.addPermissions(Self.things, toUser: user, fixture.context())
        let page = try await administration.permissions(ofUser: user, Self.whole, fixture.context())
        #expect(page.total == 1)
        let direct: JSONValue = ["source_id": "", "source_name": "", "source_type": "DIRECT"]
        let byRole: JSONValue = ["source_id": .string(role), "source_name": "admin", "source_type": "ROLE"]
        #expect(page.items.first?["sources"] == .array([direct, byRole]))
        let effective = try await administration.effectivePermissions(
            ofUser: user,
            on: "https://api.test/",
            Self.whole,
            fixture.context()
        )
        #expect(effective.items.first?["sources"] == ["direct", "roles"])
        let roles = try await administration.effectiveRoles(
            ofUser: user,
            bringing: ("https://api.test/", "write:things"),
            Self.whole,
            fixture.context()
        )
        #expect(roles.items.isEmpty)
        try await administration.removePermissions(Self.things, fromUser: user, fixture.context())
        try await administration.removeRoles(["roles": [.string(role)]], fromUser: user, fixture.context())
        #expect(try await administration.permissions(ofUser: user, Self.whole, fixture.context()).items.isEmpty)
    }

    @Test("A scope that an API loses, and an API that is removed, are nobody's permissions")
    func lostScopes() async throws {
        let role = try await role("admin")
        try await administration.addPermissions(Self.things, toRole: role, fixture.context())
        for scopes in [["write:things"], ["write:things", "read:things"]] {
            _ = try await administration.updateResourceServer(
                "https://api.test/",
                ["scopes": .array(scopes.map { ["value": .string($0)] })],
                fixture.context()
            )
        }
        #expect(try await administration.permissions(ofRole: role, Self.whole, fixture.context()).items.isEmpty)
        try await administration.addPermissions(Self.things, toRole: role, fixture.context())
        try await administration.deleteResourceServer("https://api.test/", fixture.context())
        try await fixture.api("https://api.test/")
        #expect(try await administration.permissions(ofRole: role, Self.whole, fixture.context()).items.isEmpty)
    }

    @Test("The users of a role come in pages of either style")
    func users() async throws {
        let role = try await role("admin")
        var ids: [String] = []
        for name in ["a", "b", "c"] { ids.append(try await fixture.userID("\(name)@example.com")) }
        try await administration.assignRole(role, to: ids, fixture.context())
        let first = try await administration.users(ofRole: role, .checkpoint(from: nil, take: 2), fixture.context())
        let second = try await administration.users(
            ofRole: role,
            .checkpoint(from: first.next, take: 2),
            fixture.context()
        )
        #expect(second.next == nil)
        #expect((first.items + second.items).compactMap { $0["user_id"]?.string } == ids)
        #expect(first.items.first?.keys == ["user_id", "email", "picture", "name"])
        let unknown = try await problem {
            try await administration.assignRole(role, to: ["auth0|no"], fixture.context())
        }
        #expect(unknown?.message == "One or more of the users do not exist.")
        let noRole = try await problem {
            try await administration.addRoles(["roles": ["rol_no"]], toUser: ids[0], fixture.context())
        }
        #expect(noRole?.message == "No such role with id: rol_no")
    }
}
