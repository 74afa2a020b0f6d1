import Applications
import Directory
import Kernel
import Management
import Sessions
import Storage
import Testing
import Tokens
import Wire

@Suite("Users")
struct UserTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    @Test("A new user has the profile that Auth0 gives one, and a password that is kept as its hash")
    func creation() async throws {
        let made = try await fixture.user(["email": "Chuck@Example.com"])
        #expect(
            made.keys == [
                "created_at", "email", "email_verified", "identities", "name", "nickname", "picture", "updated_at",
                "user_id",
            ]
        )
        #expect(made["email"] == "chuck@example.com")
        #expect(made["nickname"] == "chuck")
        #expect(made["name"] == "chuck@example.com")
        let id = made["user_id"]?.string ?? ""
        #expect(id.hasPrefix("auth0|"))
        #expect(made["identities"]?.array?.first?["user_id"]?.string == String(id.dropFirst(6)))
        #expect(try await administration.user(id, fixture.context()) == made)
        let stored = try await administration.storage.read { try $0.password(of: id, in: fixture.tenant.id) }
        #expect(try PasswordHash(stored: stored?.hash ?? "").verify(ManagementFixture.password))
    }

    @Test("An id that is given stays, and members that were sent are answered")
    func givenMembers() async throws {
        let made = try await fixture.user([
            "email": "a@example.com", "user_id": "my-id", "blocked": false, "app_metadata": ["a": 1],
            "user_metadata": ["b": nil, "c": 2], "email_verified": true,
        ])
        #expect(made["user_id"] == "auth0|my-id")
        #expect(made["blocked"] == false)
        #expect(made["app_metadata"] == ["a": 1])
        #expect(made["user_metadata"] == ["c": 2])
    }

    @Test("Somebody who is there is refused, in any spelling of the address")
    func taken() async throws {
        _ = try await fixture.user(["email": "a@example.com", "username": "anna"])
        for body: JSONObject in [
            ["email": "A@example.com"], ["email": "b@example.com", "username": "Anna"],
        ] {
            let refusal = try await problem { try await fixture.user(body) }
            #expect(refusal?.status == 409)
            #expect(refusal?.message == "The user already exists.")
            #expect(refusal?.errorCode == "auth0_idp_error")
        }
    }

    private static let refused: [(JSONObject, String)] = [
        (["connection": "nowhere", "email": "a@example.com"], "The connection does not exist."),
        (
            ["connection": "social", "email": "a@example.com"],
            "Connection does not support user creation through the API. It must either be a database or passwordless "
                + "connection."
        ),
        (
            ["connection": "Username-Password-Authentication", "password": "long enough to be a password"],
            "Payload validation error: 'Missing required property: email'."
        ),
        (
            ["connection": "Username-Password-Authentication", "email": "a@example.com"],
            "Payload validation error: 'Missing required property: password'."
        ),
        (
            ["connection": "Username-Password-Authentication", "email": "a@example.com", "password": "short"],
            "PasswordStrengthError: Password is too weak"
        ),
        (
            ["connection": "named", "email": "a@example.com", "password": "Abcdefgh1"],
            "missing username for named connection with requires_username enabled"
        ),
        (
            [
                "connection": "named", "email": "a@example.com", "password": "Abcdefgh1",
                "username": "a name too long for it",
            ],
            "Payload validation error: 'String is too long (22 chars), maximum 15' on property username."
        ),
        (
            ["connection": "unnamed", "email": "a@example.com", "password": "Abcdefgh1", "username": "anna"],
            "Cannot set username for connection without requires_username"
        ),
        (
            ["connection": "email", "email": "a@example.com", "password": "Abcdefgh1"],
            "Cannot set password for a passwordless connection."
        ),
        (
            ["connection": "sms", "email": "a@example.com"],
            "Payload validation error: 'Missing required property: phone_number'."
        ),
    ]

    @Test("What the connection does not allow is refused", arguments: refused)
    func rules(_ body: JSONObject, _ message: String) async throws {
        try await fixture.connections()
        let refusal = try await problem { try await administration.createUser(body, fixture.context()) }
        #expect(refusal?.status == 400)
        #expect(refusal?.message == message)
    }

    @Test("Users of passwordless connections carry their strategy's name")
    func passwordless() async throws {
        try await fixture.connections()
        let mail = try await administration.createUser(
            ["connection": "email", "email": "a@example.com", "verify_email": false],
            fixture.context()
        )
        #expect(mail["user_id"]?.string?.hasPrefix("email|") == true)
        let phone = try await administration.createUser(
            ["connection": "sms", "phone_number": "+4930123456"],
            fixture.context()
        )
        #expect(phone["identities"]?.array?.first?["provider"] == "sms")
        #expect(phone["phone_verified"] == false)
    }

    @Test("Whoever has an address that is not proved gets a mail, unless nobody wants one")
    func verificationMails() async throws {
        for (email, verified, wanted, isSent) in [
            ("a", nil, nil, true), ("b", true, nil, false), ("c", true, true, true), ("d", nil, false, false),
        ] as [(String, Bool?, Bool?, Bool)] {
            let before = try await fixture.outbox()
            var body: JSONObject = ["email": .string("\(email)@example.com"), "password": "a password that is long"]
            body["connection"] = "Username-Password-Authentication"
            if let verified { body["email_verified"] = .bool(verified) }
            if let wanted { body["verify_email"] = .bool(wanted) }
            _ = try await administration.createUser(body, fixture.context())
            #expect(try await fixture.outbox() - before == (isSent ? 1 : 0))
        }
    }

    @Test("Lists find by query, connection and page, and count what they find")
    func lists() async throws {
        for name in ["anna", "bert", "carla"] { _ = try await fixture.user(["email": .string("\(name)@example.com")]) }
        let page = PageRequest.offset(page: 0, perPage: 2, includeTotals: true)
        let all = try await administration.users([:], page, fixture.context())
        #expect(all.items.count == 2)
        #expect(all.total == 3)
        let some = try await administration.users(["q": "email:b*"], page, fixture.context())
        #expect(some.items.map { $0["email"] } == ["bert@example.com"])
        let sorted = try await administration.users(["sort": "email:-1"], page, fixture.context())
        #expect(sorted.items.map { $0["email"] } == ["carla@example.com", "bert@example.com"])
        #expect(try await administration.users(["connection": "no"], page, fixture.context()).items.isEmpty)
        let old = try await problem { try await administration.users(["search_engine": "v2"], page, fixture.context()) }
        #expect(old?.message == "You are not allowed to use search_engine=v2. Use search_engine=v3 instead.")
        let metadata = try await problem {
            try await administration.users(["sort": "user_metadata.a:1"], page, fixture.context())
        }
        #expect(metadata?.status == 400)
    }

    @Test("By address only those are found who have it in that spelling")
    func byEmail() async throws {
        _ = try await fixture.user(["email": "Anna@example.com"])
        #expect(try await administration.users(email: "anna@example.com", fixture.context()).count == 1)
        #expect(try await administration.users(email: "Anna@example.com", fixture.context()).isEmpty)
    }

    @Test("Whoever is removed is gone with everything of theirs, and can be removed again")
    func deletion() async throws {
        let id = try await fixture.userID("a@example.com")
        try await fixture.signIn(id)
        _ = try await administration.createAuthenticationMethod(
            ["type": "email", "email": "b@example.com"],
            forUser: id,
            fixture.context()
        )
        for _ in 0..<2 { try await administration.deleteUser(id, fixture.context()) }
        let refusal = try await problem { try await administration.user(id, fixture.context()) }
        #expect(refusal?.status == 404)
        #expect(refusal?.errorCode == "inexistent_user")
        let tenant = fixture.tenant.id
        let left = try await administration.storage.read { transaction in
            try transaction.sessions(ofUser: id, in: tenant).count
                + transaction.refreshTokens(ofUser: id, clientID: nil, in: tenant).count
                + transaction.documents(DocumentQuery(.authenticationMethod, in: tenant, parent: id)).count
        }
        #expect(left == 0)
        _ = try await fixture.user(["email": "a@example.com"])
    }
}
