import Applications
import Kernel
import Management
import Storage
import Testing
import Tokens
import Wire

@Suite("Credentials of clients")
struct ClientCredentialTests {
    private static func certificate() throws -> [UInt8] {
        try Certificates.selfSigned(
            for: SigningKey.generate(family: .rsa),
            commonName: "client.example.org",
            notBefore: ManagementFixture.now,
            notAfter: ManagementFixture.now.adding(seconds: 86_400),
            random: .system
        )
    }

    @Test("Keys given with a client become credentials, shown in full once and by id from then on")
    func inline() async throws {
        let fixture = try await ManagementFixture.make()
        let key = try PublicKey(pem: ManagementFixture.publicKeyPEM.get())
        let request: JSONObject = [
            "name": "X",
            "client_authentication_methods": [
                "private_key_jwt": [
                    "credentials": [
                        ["credential_type": "public_key", "name": "K", "pem": .string(key.pem)]
                    ]
                ]
            ],
        ]
        let client = try await fixture.administration.createClient(request, fixture.context())
        let made = client["client_authentication_methods"]?["private_key_jwt"]?["credentials"]?.array?.first
        #expect(made?["kid"] == .string(try key.thumbprint))
        #expect(made?["alg"] == "RS256")
        #expect(made?["pem"] == nil)
        let id = client["client_id"]?.string ?? ""
        let read = try await fixture.administration.client(id, fixture.context())
        let listed = read["client_authentication_methods"]?["private_key_jwt"]?["credentials"]
        #expect(listed == [["id": made?["id"] ?? .null]])
        let view = try await fixture.administration.storage.read { [tenant = fixture.tenant.id] transaction in
            try transaction.document(.client, id: id, in: tenant).map(Client.init)
        }
        #expect(view?.authenticationMethod == .privateKeyJWT)
        #expect(view?.credentialIDs == [made?["id"]?.string ?? ""])
    }

    @Test("A certificate gives its thumbprint and its end, a subject its name")
    func certificates() async throws {
        let fixture = try await ManagementFixture.make()
        let client = try await fixture.client()
        let der = try Self.certificate()
        let pem = JSONValue.string(Certificates.pem(der))
        let own = try await fixture.administration.createClientCredential(
            client,
            ["credential_type": "x509_cert", "pem": pem],
            fixture.context()
        )
        #expect(own["thumbprint_sha256"]?.string == Base64.encode(Digest.sha256(der)))
        #expect(own["expires_at"] == ManagementFixture.now.adding(seconds: 86_400).json)
        let subject = try await fixture.administration.createClientCredential(
            client,
            ["credential_type": "cert_subject_dn", "pem": pem],
            fixture.context()
        )
        #expect(subject["subject_dn"] == "CN=client.example.org")
        #expect(subject["kid"] == nil)
        let parsed = try await fixture.administration.createClientCredential(
            client,
            ["credential_type": "public_key", "pem": pem, "parse_expiry_from_cert": true],
            fixture.context()
        )
        #expect(parsed["expires_at"] == own["expires_at"])
    }

    @Test(
        "What is no key is refused",
        arguments: ["", "nonsense", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]
    )
    func noKey(_ pem: String) async throws {
        let fixture = try await ManagementFixture.make()
        let client = try await fixture.client()
        for type in ["public_key", "x509_cert", "cert_subject_dn"] {
            let refused = try await problem {
                try await fixture.administration.createClientCredential(
                    client,
                    ["credential_type": .string(type), "pem": .string(pem)],
                    fixture.context()
                )
            }
            #expect(refused?.status == 400)
        }
    }

    @Test("The end of a credential can be set and lifted; it is null where there is none")
    func expiry() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        let client = try await fixture.client()
        let pem = try ManagementFixture.publicKeyPEM.get()
        let made = try await admin.createClientCredential(
            client,
            ["credential_type": "public_key", "pem": .string(pem), "kid": "my-own-key-id"],
            fixture.context()
        )
        let id = made["id"]?.string ?? ""
        #expect(made["kid"] == "my-own-key-id")
        #expect(!made.contains("expires_at"))
        #expect(try await admin.clientCredential(client, id, fixture.context())["expires_at"] == .null)
        let patched = try await admin.updateClientCredential(
            client,
            id,
            ["expires_at": "2023-05-16T11:07:30.535694+02:00"],
            fixture.context(after: 9)
        )
        #expect(patched["expires_at"] == "2023-05-16T09:07:30.535Z")
        #expect(patched["updated_at"] == ManagementFixture.now.adding(seconds: 9).json)
        let lifted = try await admin.updateClientCredential(client, id, ["expires_at": .null], fixture.context())
        #expect(lifted["expires_at"] == .null)
    }

    @Test("A removed credential leaves the client's methods; another client's is not found")
    func removal() async throws {
        let fixture = try await ManagementFixture.make()
        let admin = fixture.administration
        let (client, other) = (try await fixture.client(), try await fixture.client())
        let pem = try ManagementFixture.publicKeyPEM.get()
        let made = try await admin.createClientCredential(
            client,
            ["credential_type": "public_key", "pem": .string(pem)],
            fixture.context()
        )
        let id = made["id"]?.string ?? ""
        let methods: JSONObject = [
            "client_authentication_methods": ["private_key_jwt": ["credentials": [["id": .string(id)]]]]
        ]
        #expect(try await problem { try await admin.updateClient(other, methods, fixture.context()) }?.status == 400)
        _ = try await admin.updateClient(client, methods, fixture.context())
        #expect(try await problem { try await admin.clientCredential(other, id, fixture.context()) }?.status == 404)
        try await admin.deleteClientCredential(other, id, fixture.context())
        #expect(try await admin.clientCredentials(client, fixture.context()).count == 1)
        try await admin.deleteClientCredential(client, id, fixture.context())
        try await admin.deleteClientCredential(client, id, fixture.context())
        let left = try await admin.client(client, fixture.context())
        #expect(left["client_authentication_methods"]?["private_key_jwt"]?["credentials"] == [])
    }
}
