import Applications
import Kernel
import Management
import StorageSQL
import StorageSQLite
import Tokens
import Wire

/// A tenant as it is made, in a database of its own.
struct ManagementFixture {
    let administration: Administration
    let tenant: NewTenant
    static let now = Instant(seconds: 1_790_000_000)
    static let allScopes: Set<String> = [
        "create:clients", "read:clients", "update:clients", "read:client_keys", "update:client_keys",
        "read:client_credentials",
    ]

    /// Makes the database and the tenant `acme`, which answers on `acme.example.com`.
    static func make() async throws -> ManagementFixture {
        let sealer = TestSealing(sealer: try Sealer(masterKey: [UInt8](repeating: 7, count: 32)))
        let storage = SQLStorage(driver: try SQLiteDriver.temporary(), sealer: sealer)
        try await storage.migrate()
        let administration = Administration(storage: storage)
        let tenant = try await administration.createTenant(
            TenantID(rawValue: "acme"),
            domains: ["acme.example.com"],
            signingKeys: try keys.get(),
            now: now
        )
        return ManagementFixture(administration: administration, tenant: tenant)
    }

    /// Making keys takes longer than everything else together: all tenants of a run have the same.
    private static let keys = Result {
        let host = RequestHost(tenant: TenantID(rawValue: "acme"), scheme: "https", authority: "acme.example.com")
        let context = AdministrationContext(host: host, now: now, scopes: [])
        return try [SigningKeyRecord.Status.current, .next].map {
            try SigningKeyRules.make(.rsa, $0, context, .system)
        }
    }

    /// A public key, PEM.
    static let publicKeyPEM = Result { try SigningKey.generate(family: .rsa).publicKey.pem }

    /// A call on the tenant's host, so many seconds after the tenant was made.
    func context(after seconds: Int64 = 1, scopes: Set<String> = allScopes) -> AdministrationContext {
        let host = RequestHost(tenant: tenant.id, scheme: "https", authority: "acme.example.com")
        return AdministrationContext(host: host, now: Self.now.adding(seconds: seconds), scopes: scopes)
    }

    /// Makes an API with some scopes.
    @discardableResult
    func api(_ identifier: String, scopes: [String] = ["read:things"]) async throws -> JSONObject {
        let members = scopes.map { JSONValue.object(["value": .string($0)]) }
        return try await administration.createResourceServer(
            ["identifier": .string(identifier), "scopes": .array(members)],
            context()
        )
    }

    /// Makes a client and answers its id.
    func client(_ request: JSONObject = ["name": "App"], after seconds: Int64 = 1) async throws -> String {
        let client = try await administration.createClient(request, context(after: seconds))
        return client["client_id"]?.string ?? ""
    }
}

/// The real sealing, as storage asks for it.
struct TestSealing: SecretSealing {
    let sealer: Sealer

    func seal(_ bytes: [UInt8], context: String) throws -> [UInt8] { try sealer.seal(bytes, context: context) }
    func open(_ bytes: [UInt8], context: String) throws -> [UInt8] { try sealer.open(bytes, context: context) }
    func sealText(_ text: String, context: String) throws -> String { try sealer.sealText(text, context: context) }
    func openText(_ text: String, context: String) throws -> String { try sealer.openText(text, context: context) }
}

/// What a refusal was; nil when nothing was refused.
func problem(_ body: () async throws -> some Sendable) async throws -> APIProblem? {
    do {
        _ = try await body()
        return nil
    } catch let problem as APIProblem { return problem }
}
