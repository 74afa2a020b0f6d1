import Kernel
import Management
import Testing
import Wire

@Suite("Attributes that every user must have")
struct UserAttributeTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    private static let attributes: JSONObject = [
        "email": [
            "identifier": ["active": true], "profile_required": true, "signup": ["status": "required"],
        ],
        "phone_number": ["profile_required": true, "signup": ["status": "required"]],
        "username": ["signup": ["status": "required"]],
    ]

    init() async throws {
        fixture = try await ManagementFixture.make()
        _ = try await fixture.administration.createConnection(
            ["name": "db", "strategy": "auth0", "options": ["attributes": .object(Self.attributes)]],
            fixture.context()
        )
    }

    private func body(_ members: JSONObject) -> JSONObject {
        (["connection": "db", "password": .string(ManagementFixture.password)] as JSONObject).merging(members)
    }

    private func refusal(_ change: () async throws -> Void) async throws -> String? {
        do {
            try await change()
            return nil
        } catch let problem as APIProblem { return problem.message }
    }

    @Test("are demanded of a new one; what only sign-up demands is not")
    func creation() async throws {
        let missing = try await refusal {
            _ = try await administration.createUser(body(["email": "a@example.com"]), fixture.context())
        }
        #expect(missing == "Payload validation error: 'Missing required property: phone_number'.")
        let made = try await administration.createUser(
            body(["email": "a@example.com", "phone_number": "+4912345678"]),
            fixture.context()
        )
        #expect(made["phone_number"] == "+4912345678" && !made.contains("username"))
    }

    @Test("cannot be taken away")
    func change() async throws {
        let made = try await administration.createUser(
            body(["email": "a@example.com", "phone_number": "+4912345678", "username": "anna"]),
            fixture.context()
        )
        let id = made["user_id"]?.string ?? ""
        let missing = try await refusal {
            _ = try await administration.updateUser(id, ["phone_number": nil], fixture.context())
        }
        #expect(missing == "Payload validation error: 'Missing required property: phone_number'.")
        let changed = try await administration.updateUser(id, ["username": nil], fixture.context())
        #expect(!changed.contains("username") && changed["phone_number"] == "+4912345678")
    }
}
