import Applications
import Kernel
import Management
import Testing
import Tokens
import Wire

@Suite("Keys of a tenant")
struct SigningKeyTests {
    @Test("A rotation makes the next key current, keeps the old one and makes a new next one")
    func rotation() async throws {
        let fixture = try await ManagementFixture.make()
        let before = try await fixture.administration.signingKeys(fixture.context())
        #expect(before.map { $0["current"] } == [true, false])
        #expect(before.map { $0["next"] } == [false, true])
        let answer = try await fixture.administration.rotateSigningKeys(fixture.context(after: 60))
        let after = try await fixture.administration.signingKeys(fixture.context())
        #expect(after.map { $0["kid"] } == [before[1]["kid"], answer["kid"], before[0]["kid"]])
        #expect(after.map { $0["previous"] } == [false, false, true])
        #expect(after[0]["current_since"] == fixture.context(after: 60).now.json)
        #expect(after[2]["current_until"] == fixture.context(after: 60).now.json)
    }

    @Test("Only a previous key can be revoked, and stays so")
    func revocation() async throws {
        let fixture = try await ManagementFixture.make()
        let old = try await fixture.administration.signingKeys(fixture.context())[0]["kid"]?.string ?? ""
        let refusal = try await problem { try await fixture.administration.revokeSigningKey(old, fixture.context()) }
        #expect(refusal?.status == 400)
        _ = try await fixture.administration.rotateSigningKeys(fixture.context())
        let revoked = try await fixture.administration.revokeSigningKey(old, fixture.context(after: 9))
        #expect(revoked["revoked"] == true)
        #expect(revoked["revoked_at"] == fixture.context(after: 9).now.json)
        let again = try await fixture.administration.revokeSigningKey(old, fixture.context(after: 99))
        #expect(again == revoked)
        let unknown = try await problem { try await fixture.administration.signingKey("none", fixture.context()) }
        #expect(unknown?.status == 404)
    }

    @Test("Keys of a further family are made once, however many ask at the same time")
    func lazyKeys() async throws {
        let fixture = try await ManagementFixture.make()
        let kids = try await withThrowingTaskGroup(of: Set<String>.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    Set(try await fixture.administration.signingKeys(family: .ec, fixture.context()).map(\.kid))
                }
            }
            return try await group.reduce(into: Set<Set<String>>()) { $0.insert($1) }
        }
        #expect(kids.count == 1)
        #expect(kids.first?.count == 2)
        _ = try await fixture.administration.rotateSigningKeys(fixture.context())
        let keys = try await fixture.administration.signingKeys(family: .ec, fixture.context())
        #expect(keys.count == 3)
        #expect(keys.filter { $0.status == .current }.count == 1)
    }

    @Test("A certificate is of its key and has the fingerprints that are shown")
    func certificate() async throws {
        let fixture = try await ManagementFixture.make()
        let shown = try await fixture.administration.signingKeys(fixture.context())[0]
        let der = try Certificates.der(pem: shown["cert"]?.string ?? "")
        #expect(shown["thumbprint"]?.string == Certificates.thumbprintText(der))
        let record = try await fixture.administration.signingKeys(family: .rsa, fixture.context())
            .first { $0.kid == shown["kid"]?.string }
        let key = try SigningKey(pkcs8: record?.privateKey ?? [])
        #expect(try Certificates.publicKey(der).jwk() == key.publicKey.jwk())
        #expect(shown["pkcs7"]?.string?.hasPrefix("-----BEGIN PKCS7-----\r\n") == true)
    }

    @Test("Keys of the customer's own are absent, replaced whole and removed")
    func customKeys() async throws {
        let fixture = try await ManagementFixture.make()
        let context = fixture.context()
        #expect(try await problem { try await fixture.administration.customSigningKeys(context) }?.status == 404)
        for kid in ["a", "b"] {
            let keys: JSONObject = ["keys": [["kty": "RSA", "kid": .string(kid)]]]
            #expect(try await fixture.administration.setCustomSigningKeys(keys, context) == keys)
            #expect(try await fixture.administration.customSigningKeys(context) == keys)
        }
        try await fixture.administration.deleteCustomSigningKeys(context)
        #expect(try await problem { try await fixture.administration.customSigningKeys(context) }?.status == 404)
    }
}
