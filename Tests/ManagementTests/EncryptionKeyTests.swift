import Applications
import Kernel
import Management
import Storage
import Testing
import Tokens
import Wire

@Suite("Encryption keys")
struct EncryptionKeyTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func keys(after seconds: Int64 = 1) async throws -> [JSONObject] {
        try await administration.encryptionKeys(
            .offset(page: 0, perPage: 50, includeTotals: true),
            fixture.context(after: seconds)
        ).items
    }

    private func active(_ type: String) async throws -> [JSONObject] {
        try await keys().filter { $0["type"]?.string == type && $0["state"] == "active" }
    }

    private func newRoot() async throws -> String {
        let made = try await administration.createEncryptionKey(
            ["type": "customer-provided-root-key"],
            fixture.context(after: 2)
        )
        #expect(made.keys == ["kid", "type", "state", "created_at", "updated_at", "parent_kid"])
        #expect(made["state"] == "pre-activation")
        return made["kid"]?.string ?? ""
    }

    @Test("A tenant has a root and a master key under it, and rekeying replaces the latter")
    func rekeying() async throws {
        let root = try await active("environment-root-key")
        let master = try await active("tenant-master-key")
        #expect(root.count == 1)
        #expect(try await keys().map { $0["type"] } == ["tenant-master-key", "environment-root-key"])
        #expect(master.map { $0["parent_kid"] } == root.map { $0["kid"] })
        try await administration.rekey(fixture.context(after: 2))
        let fresh = try await active("tenant-master-key")
        #expect(fresh.count == 1)
        #expect(fresh[0]["kid"] != master[0]["kid"])
        #expect(fresh[0]["parent_kid"] == root[0]["kid"])
        #expect(try await keys().filter { $0["state"] == "destroyed" }.map { $0["kid"] } == master.map { $0["kid"] })
    }

    @Test("A wrapped root is unwrapped, stands above the master key, and gives way when it is destroyed")
    func bringing() async throws {
        let kid = try await newRoot()
        try await setPrivateKey(of: kid)
        let imported = try await administration.importEncryptionKey(
            kid,
            ["wrapped_key": .string(WrappedExample.wrapped)],
            fixture.context(after: 3)
        )
        #expect(imported["state"] == "active")
        #expect(!imported.contains("wrapped_key"))
        #expect(try await active("environment-root-key").isEmpty)
        #expect(try await active("tenant-master-key").map { $0["parent_kid"]?.string } == [kid])
        let stored = try await document(kid)
        #expect(stored?.body["wrapped_key"]?.string == Base64.encode((0..<32).map { UInt8($0) }))
        #expect(stored?.body.contains("private_key") == false)
        for _ in 0..<2 { try await administration.deleteEncryptionKey(kid, fixture.context(after: 4)) }
        #expect(try await administration.encryptionKey(kid, fixture.context())["state"] == "destroyed")
        #expect(try await document(kid)?.body.contains("wrapped_key") == false)
        let root = try await active("environment-root-key")
        #expect(try await active("tenant-master-key").map { $0["parent_kid"] } == root.map { $0["kid"] })
    }

    @Test("Material that is not wrapped for the key is refused")
    func refusals() async throws {
        let kid = try await newRoot()
        let early = try await problem {
            try await administration.importEncryptionKey(
                kid,
                ["wrapped_key": .string(WrappedExample.wrapped)],
                fixture.context()
            )
        }
        #expect(early?.status == 400)
        let wrapping = try await administration.createWrappingKey(kid, fixture.context())
        #expect(wrapping["algorithm"] == "CKM_RSA_AES_KEY_WRAP")
        #expect(wrapping["public_key"]?.string?.hasPrefix("-----BEGIN PUBLIC KEY-----\n") == true)
        for text in [WrappedExample.wrapped, "", "????", "AAAA"] {
            let refusal = try await problem {
                try await administration.importEncryptionKey(kid, ["wrapped_key": .string(text)], fixture.context())
            }
            #expect(refusal?.message == "Invalid input. Wrapped key material is invalid or unsupported key type.")
        }
        let root = try await active("environment-root-key")[0]["kid"]?.string ?? ""
        #expect(
            try await problem { try await administration.createWrappingKey(root, fixture.context()) }?.status == 409
        )
        #expect(
            try await problem { try await administration.deleteEncryptionKey(root, fixture.context()) }?.status == 400
        )
    }

    @Test("A key that was wrapped elsewhere unwraps, and one with a changed bit does not")
    func unwrapping() throws {
        let key = try WrappingKey(pkcs8: Base64.decode(WrappedExample.privateKey) ?? [])
        let wrapped = Base64.decode(WrappedExample.wrapped, .standard) ?? []
        #expect(try key.unwrap(wrapped) == (0..<32).map { UInt8($0) })
        for index in [0, 383, 384, wrapped.count - 1] {
            var changed = wrapped
            changed[index] ^= 1
            #expect(throws: KeyError.malformed) { try key.unwrap(changed) }
        }
        #expect(throws: KeyError.malformed) { try key.unwrap(Array(wrapped.dropLast())) }
    }

    private func document(_ kid: String) async throws -> Document? {
        let tenant = fixture.tenant.id
        return try await administration.storage.read { try $0.document(.encryptionKey, id: kid, in: tenant) }
    }

    private func setPrivateKey(of kid: String) async throws {
        guard var document = try await document(kid) else { return }
        document.body["private_key"] = .string(WrappedExample.privateKey)
        let changed = document
        try await administration.storage.write { try $0.update(changed, keys: []) }
    }
}
