import Applications
import Directory
import Kernel
import Management
import Storage
import Testing
import Tokens
import Wire

@Suite("Accounts of users")
struct UserIdentityTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func link(_ body: JSONObject, to id: String) async throws -> [JSONObject] {
        try await administration.linkIdentity(body, toUser: id, clientID: "app", fixture.context(after: 60))
    }

    @Test("A linked account keeps what it said of the person, and its user is no more")
    func linking() async throws {
        let main = try await fixture.userID("a@example.com")
        let other = try await fixture.userID("b@example.com")
        let connection = try await fixture.connectionID()
        let identities = try await link(
            ["provider": "auth0", "user_id": .string(other), "connection_id": .string(connection)],
            to: main
        )
        #expect(identities.map { $0["profileData"]?["email"] } == ["a@example.com", "b@example.com"])
        #expect(identities.first?.keys.first == "profileData")
        #expect(try await problem { try await administration.user(other, fixture.context()) }?.status == 404)
        let again = try await problem { try await link(["provider": "auth0", "user_id": .string(other)], to: main) }
        #expect(again?.status == 409)
        #expect(again?.message == "Specified identity already exists.")
    }

    @Test("A user is not linked with themself, with nobody or from another connection")
    func refusals() async throws {
        let main = try await fixture.userID("a@example.com")
        let other = try await fixture.userID("b@example.com")
        let same = try await problem { try await link(["provider": "auth0", "user_id": .string(main)], to: main) }
        #expect(same?.message == "Main identity and the new one are the same.")
        #expect(try await problem { try await link(["provider": "auth0", "user_id": "no"], to: main) }?.status == 404)
        #expect(try await problem { try await link(["provider": "auth0"], to: main) }?.status == 400)
        let connection = try await administration.createConnection(
            ["name": "other", "strategy": "auth0"],
            fixture.context()
        )
        let elsewhere = try await problem {
            try await link(
                ["provider": "auth0", "user_id": .string(other), "connection_id": connection["id"] ?? ""],
                to: main
            )
        }
        #expect(elsewhere?.status == 404)
    }

    @Test("An account that is taken away is a user of its own again, with the password it had")
    func unlinking() async throws {
        let main = try await fixture.userID("a@example.com")
        let other = try await fixture.userID("b@example.com")
        _ = try await link(["provider": "auth0", "user_id": .string(other)], to: main)
        let bare = String(other.dropFirst(6))
        let left = try await unlink(bare, from: main)
        #expect(left.map { $0["user_id"]?.string } == [String(main.dropFirst(6))])
        let restored = try await administration.user(other, fixture.context())
        #expect(restored["email"] == "b@example.com")
        #expect(restored["nickname"] == "b")
        let password = try await administration.storage.read { try $0.password(of: other, in: fixture.tenant.id) }
        #expect(try PasswordHash(stored: password?.hash ?? "").verify(ManagementFixture.password))
        #expect(try await unlink(bare, from: main).count == 1)
        let primary = try await problem { try await unlink(String(main.dropFirst(6)), from: main) }
        #expect(primary?.message == "Main identity cannot be removed.")
    }

    private func unlink(_ identity: String, from id: String) async throws -> [JSONObject] {
        try await administration.unlinkIdentity(
            provider: "auth0",
            identity: identity,
            fromUser: id,
            fixture.context(after: 90)
        )
    }

    private static let proofs: [(JSONObject, String?)] = [
        ([:], nil),
        (["aud": "other"], "The aud claim in the request body must match the azp claim in the authorization header."),
        (
            ["iss": "https://evil.example/"],
            "The iss claim in the request body must match the iss claim in the authorization header."
        ),
        (["exp": 1], "The JWT in the request body has expired."),
        (["sub": "auth0|nobody"], "The user does not exist."),
    ]

    @Test("An ID token proves an account if this tenant made it for the caller's client", arguments: proofs)
    func proof(_ changes: JSONObject, _ message: String?) async throws {
        let main = try await fixture.userID("a@example.com")
        let other = try await fixture.userID("b@example.com")
        let keys = try await administration.storage.read { try $0.signingKeys(in: fixture.tenant.id) }
        let record = try #require(keys.first { $0.status == .current })
        let signer = try JWTSigner(
            key: SigningKey(pkcs8: record.privateKey),
            algorithm: .rs256,
            kid: record.kid
        )
        let claims: JSONObject = [
            "iss": "https://acme.example.com/", "aud": "app", "sub": .string(other),
            "exp": .integer(ManagementFixture.now.seconds + 3600),
        ]
        let token = try signer.tokenText(claims: JSONWriter.encode(claims.merging(changes)))
        let refusal = try await problem { try await link(["link_with": .string(token)], to: main) }
        #expect(refusal?.message == message)
    }

    @Test("A token with another signature proves nothing")
    func forgery() async throws {
        let main = try await fixture.userID("a@example.com")
        let signer = try JWTSigner(key: SigningKey.generate(family: .rsa), algorithm: .rs256, kid: "mine")
        let token = try signer.tokenText(claims: JSONWriter.encode(["sub": .string(main)] as JSONObject))
        let refusal = try await problem { try await link(["link_with": .string(token)], to: main) }
        #expect(refusal?.message == "The signature of the JWT in the request body is invalid.")
    }
}
