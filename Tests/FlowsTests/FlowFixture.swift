import Applications
import Flows
import Kernel
import OAuth
import Sessions
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Tokens
import Wire

/// A tenant with its keys in a database of its own, and the token flow over it.
struct FlowFixture: Sendable {
    static let now = Instant(seconds: 1_790_000_000)
    static let audience = "https://api.example/"
    /// RSA keys are dear: one is enough for every test.
    static let key = Result { try SigningKey.generate(family: .rsa) }

    let storage: any Storage
    let configuration: Configuration
    let flow: TokenFlow
    let log: LogSink
    let host = RequestHost(tenant: .default, scheme: "https", authority: "acme.example.com")

    static func make() async throws -> FlowFixture {
        let storage = SQLStorage(driver: try SQLiteDriver.temporary(), sealer: TestSealer())
        try await storage.migrate()
        let record = try record(of: key.get(), "rsa_1")
        try await storage.write { transaction in
            try transaction.insertTenant(.default, at: now)
            try transaction.insert(record, tenant: .default)
        }
        return FlowFixture(storage: storage)
    }

    private init(storage: any Storage) {
        self.storage = storage
        configuration = Configuration(storage: storage)
        log = LogSink(storage: storage)
        let mint = TokenMint(configuration: configuration, storage: storage) { host, family in
            let record = try Self.record(of: try SigningKey.generate(family: family), "made_\(family.rawValue)")
            try await storage.write { try $0.insert(record, tenant: host.tenant) }
        }
        flow = TokenFlow(
            grants: [ClientCredentialsGrant()],
            configuration: configuration,
            storage: storage,
            mint: mint,
            log: log
        )
    }

    static func record(
        of key: SigningKey,
        _ kid: String,
        status: SigningKeyRecord.Status = .current
    ) throws -> SigningKeyRecord {
        SigningKeyRecord(
            kid: kid,
            family: key.family.rawValue,
            status: status,
            privateKey: try key.pkcs8,
            certificate: [0x30, 0x00],
            createdAt: now,
            currentSince: now
        )
    }

    // MARK: What the tenant has

    private func insert(
        _ kind: DocumentKind,
        _ id: String,
        parent: String = "",
        _ body: JSONObject,
        keys: [DocumentKey] = []
    ) async throws {
        let document = Document(
            tenant: .default,
            kind: kind,
            id: id,
            parent: parent,
            body: body,
            createdAt: Self.now
        )
        try await storage.write { try $0.insert(document, keys: keys) }
    }

    func client(_ body: JSONObject = [:], id: String = "app") async throws {
        let defaults: JSONObject = [
            "name": "App", "client_secret": "right", "grant_types": ["client_credentials"],
        ]
        let body = defaults.merging(body)
        try await insert(.client, id, body, keys: Client.keys(of: body))
    }

    func api(_ body: JSONObject = [:]) async throws {
        let defaults: JSONObject = [
            "identifier": .string(Self.audience), "name": "API", "scopes": [["value": "a"], ["value": "b"]],
        ]
        let body = defaults.merging(body)
        try await insert(.resourceServer, "api_1", body, keys: ResourceServer.keys(of: body))
    }

    func grant(_ body: JSONObject = [:]) async throws {
        let defaults: JSONObject = [
            "client_id": "app", "audience": .string(Self.audience), "scope": ["a", "b"], "subject_type": "client",
        ]
        let body = defaults.merging(body)
        try await insert(.clientGrant, "cgr_1", body, keys: ClientGrant.keys(of: body))
    }

    func organization(_ body: JSONObject = [:]) async throws {
        let body = (["name": "acme"] as JSONObject).merging(body)
        try await insert(.organization, "org_1", body, keys: [.unique(Organization.nameKey, "acme")])
    }

    func associate() async throws {
        let (document, keys) = OrganizationClientGrant.document(
            organization: "org_1",
            grant: "cgr_1",
            in: .default,
            at: Self.now
        )
        try await storage.write { try $0.insert(document, keys: keys) }
    }

    func settings(_ body: JSONObject) async throws {
        try await insert(.tenantSettings, TenantSettings.documentID, body)
    }

    /// Gives `app` a key of its own for assertions.
    func credential(_ key: SigningKey) async throws {
        let methods: JSONValue = ["private_key_jwt": ["credentials": [["id": "cred_1"]]]]
        try await client(["client_authentication_methods": methods])
        let body: JSONObject = ["kid": "k", "alg": "ES256", "pem": .string(key.publicKey.pem)]
        try await insert(.clientCredential, "cred_1", parent: "app", body)
    }

    // MARK: What is asked

    /// A request of `app` for the API; a parameter of the same name replaces one of these.
    static func request(_ changes: [String: String] = [:]) throws -> TokenRequest {
        var parameters = [
            "grant_type": "client_credentials", "client_id": "app", "client_secret": "right", "audience": audience,
        ]
        parameters.merge(changes) { $1 }
        let form = Form(parameters.map { (name: $0.key, value: $0.value) })
        return try TokenRequest(TokenParameters(form: form), authorization: nil)
    }

    func answer(_ changes: [String: String] = [:], now: Instant = now) async throws -> JSONObject {
        let answer = try await respond(changes, now: now)
        return try JSONReader.parse(answer.body).object ?? [:]
    }

    func respond(_ changes: [String: String] = [:], now: Instant = now) async throws -> TokenAnswer {
        let origin = RequestOrigin(ip: "192.0.2.1", userAgent: "curl/8", auth0Client: nil, requestID: "request")
        return try await flow.respond(try Self.request(changes), host: host, origin: origin, now: now)
    }

    /// What a request is refused with; nil when it is not.
    func refusal(_ changes: [String: String] = [:], now: Instant = now) async throws -> OAuthError? {
        do {
            _ = try await respond(changes, now: now)
            return nil
        } catch let error as OAuthError { return error }
    }

    /// The token that a request is answered with, taken apart.
    func token(_ changes: [String: String] = [:]) async throws -> JWT {
        try JWT(parsing: try await answer(changes)["access_token"]?.string ?? "")
    }

    /// The log, oldest first, without the ids.
    func logged() async throws -> [JSONObject] {
        try await log.flush()
        return try await storage.read {
            try $0.logRecords(LogQuery(tenant: .default, isDescending: false, limit: 1000)).map(\.body)
        }
    }
}
