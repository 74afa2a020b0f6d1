import Directory
import Kernel
import Management
import Storage
import Testing
import Tokens
import Wire

@Suite("Changes to users")
struct UserPatchTests {
    private let fixture: ManagementFixture
    private let id: String
    private var administration: Administration { fixture.administration }

    init() async throws {
        fixture = try await ManagementFixture.make()
        id = try await fixture.userID("a@example.com")
    }

    private func patch(_ body: JSONObject) async throws -> JSONObject {
        try await administration.updateUser(id, body, fixture.context(after: 60))
    }

    @Test("Metadata is merged one level deep, null removes, an empty object clears")
    func metadata() async throws {
        _ = try await patch(["user_metadata": ["a": ["x": 1], "b": 2], "app_metadata": ["c": 3]])
        let merged = try await patch(["user_metadata": ["a": ["y": 2], "b": nil, "d": 4]])
        #expect(merged["user_metadata"] == ["a": ["y": 2], "d": 4])
        #expect(merged["app_metadata"] == ["c": 3])
        let cleared = try await patch(["user_metadata": [:], "app_metadata": ["c": nil]])
        #expect(!cleared.contains("user_metadata") && !cleared.contains("app_metadata"))
    }

    @Test("Root members are replaced, and null takes them away")
    func rootMembers() async throws {
        let named = try await patch(["given_name": "Anna", "nickname": nil, "blocked": false])
        #expect(named["given_name"] == "Anna")
        #expect(!named.contains("nickname"))
        #expect(named["blocked"] == false)
        #expect(named["updated_at"] != named["created_at"])
    }

    @Test("Another address has to be proved again, unless somebody vouches for it")
    func address() async throws {
        _ = try await patch(["email_verified": true])
        #expect(try await patch(["email": "A@example.com"])["email_verified"] == true)
        #expect(try await patch(["email": "B@example.com"])["email_verified"] == false)
        let vouched = try await patch(["email": "c@example.com", "email_verified": true])
        #expect(vouched["email"] == "c@example.com")
        #expect(vouched["email_verified"] == true)
    }

    @Test("The last name of a user stays")
    func lastName() async throws {
        #expect(try await problem { try await patch(["email": nil]) }?.status == 400)
        _ = try await patch(["username": "anna"])
        #expect(try await patch(["email": nil]).contains("email") == false)
    }

    @Test("A name that is somebody else's is refused")
    func taken() async throws {
        try await fixture.user(["email": "b@example.com", "username": "bert"])
        let email = try await problem { try await patch(["email": "b@example.com"]) }
        #expect(email?.status == 400)
        #expect(email?.message == "The specified new email already exists")
        let username = try await problem { try await patch(["username": "Bert"]) }
        #expect(username?.message == "The specified new username already exists")
        #expect(username?.errorCode == "auth0_idp_error")
    }

    @Test(
        "Some changes do not go together",
        arguments: [
            ("password", "email"), ("password", "email_verified"), ("username", "email"),
            ("username", "email_verified"), ("username", "password"),
        ]
    )
    func exclusive(_ one: String, _ other: String) async throws {
        let values: JSONObject = [
            "password": .string(ManagementFixture.password), "email": "b@example.com", "email_verified": true,
            "username": "bert",
        ]
        let refusal = try await problem { try await patch(values.filtered([one, other], keeping: true)) }
        #expect(refusal?.message == "Cannot update \(one) and \(other) simultaneously.")
    }

    @Test("What nobody knows is refused, and so is a connection that the user is not in")
    func unknown() async throws {
        try await fixture.connections()
        for (body, message) in [
            (["nonsense": 1], "Payload validation error: 'Additional properties not allowed: nonsense'."),
            (["connection": "nowhere"], "Connection does not exist."),
            (["connection": "named"], "The user has no identity in the connection named."),
        ] as [(JSONObject, String)] {
            #expect(try await problem { try await patch(body) }?.message == message)
        }
    }

    @Test("A new password signs out everywhere, is noted and replaces the old one")
    func password() async throws {
        try await fixture.signIn(id)
        let weak = try await problem { try await patch(["password": "weak"]) }
        #expect(weak?.message == "PasswordStrengthError: Password is too weak")
        #expect(try await fixture.signedIn(id) == [1, 1])
        let changed = try await patch(["password": "another Horse 9 battery", "app_metadata": ["foo": "bar"]])
        #expect(changed["last_password_reset"] == changed["updated_at"])
        #expect(changed["app_metadata"] == ["foo": "bar"])
        #expect(try await fixture.signedIn(id) == [0, 0])
        let stored = try await administration.storage.read { try $0.password(of: id, in: fixture.tenant.id) }
        #expect(try PasswordHash(stored: stored?.hash ?? "").verify("another Horse 9 battery"))
    }

    @Test("A password of the connection's history is refused")
    func history() async throws {
        let connection = try await fixture.connectionID()
        _ = try await administration.updateConnection(
            connection,
            ["options": ["passwordPolicy": "low", "password_history": ["enable": true, "size": 2]]],
            fixture.context()
        )
        _ = try await patch(["password": "second password"])
        for old in [ManagementFixture.password, "second password"] {
            let refusal = try await problem { try await patch(["password": .string(old)]) }
            #expect(refusal?.message == "PasswordHistoryError: Password has previously been used")
        }
        _ = try await patch(["password": "third password"])
        _ = try await patch(["password": .string(ManagementFixture.password)])
    }

    @Test("Whoever is blocked is signed out everywhere")
    func blocking() async throws {
        try await fixture.signIn(id)
        #expect(try await patch(["blocked": true])["blocked"] == true)
        #expect(try await fixture.signedIn(id) == [0, 0])
        #expect(try await patch(["blocked": false])["blocked"] == false)
    }

    @Test("Users of other strategies keep what their provider says")
    func otherStrategies() async throws {
        try await fixture.connections()
        let social = Identity(provider: "google-oauth2", id: "1", connection: "social", isSocial: true)
        let tenant = fixture.tenant.id
        try await administration.storage.write {
            try $0.insert(User(id: social.userID, identity: social, createdAt: ManagementFixture.now), tenant: tenant)
        }
        for (body, text) in [
            (["email": "b@example.com"], "Cannot update email for non-database user."),
            (["password": "x"], "Cannot update password for non-database user."),
            (["username": "x"], "Cannot update username for non-database user."),
            (["name": "x"], "The following user attributes cannot be updated: name. "),
        ] as [(JSONObject, String)] {
            let refusal = try await problem {
                try await administration.updateUser(social.userID, body, fixture.context())
            }
            #expect(refusal?.message.hasPrefix(text) == true)
        }
        let changed = try await administration.updateUser(
            social.userID,
            ["app_metadata": ["a": 1]],
            fixture.context()
        )
        #expect(changed["app_metadata"] == ["a": 1])
    }
}
