import Applications
import AuthenticationAPI
import Flows
import FoundationEssentials
import HTTPTypes
import Kernel
import OAuth
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Testing
import Tokens
import Web
import Wire

/// The authentication API over a tenant in a database of its own, without sockets.
struct Harness: Sendable {
    static let now = Instant(seconds: 1_790_000_000)
    /// RSA keys are dear: one is enough for every test.
    static let key = Result { try SigningKey.generate(family: .rsa) }

    let storage: any Storage
    let log: LogSink
    private let table: RouteTable

    static func make(limits: RateLimits = RateLimits(), settings: JSONObject? = nil) async throws -> Harness {
        let storage = SQLStorage(driver: try SQLiteDriver.temporary(), sealer: TestSealer())
        try await storage.migrate()
        let key = try key.get()
        let certificate = try Certificates.selfSigned(
            for: key,
            commonName: "acme.example.com",
            notBefore: now,
            notAfter: now.adding(seconds: 86_400),
            random: .system
        )
        let record = SigningKeyRecord(
            kid: "rsa_1",
            family: "RSA",
            status: .current,
            privateKey: try key.pkcs8,
            certificate: certificate,
            createdAt: now,
            currentSince: now
        )
        try await storage.write { transaction in
            try transaction.insertTenant(.default, at: now)
            try transaction.insert(record, tenant: .default)
            for (document, keys) in documents(settings) { try transaction.insert(document, keys: keys) }
        }
        return Harness(storage: storage, limits: limits)
    }

    private static func documents(_ settings: JSONObject?) -> [(Document, [DocumentKey])] {
        func document(_ kind: DocumentKind, _ id: String, _ body: JSONObject) -> Document {
            Document(tenant: .default, kind: kind, id: id, body: body, createdAt: now)
        }
        let client: JSONObject = [
            "name": "App", "client_secret": "right", "grant_types": ["client_credentials"],
            "token_quota": ["client_credentials": ["per_day": 1000]],
        ]
        let api: JSONObject = ["identifier": "https://api.example/", "name": "API", "scopes": [["value": "a"]]]
        let grant: JSONObject = ["client_id": "app", "audience": "https://api.example/", "scope": ["a"]]
        var documents = [
            (document(.client, "app", client), Client.keys(of: client)),
            (document(.resourceServer, "api_1", api), ResourceServer.keys(of: api)),
            (document(.clientGrant, "cgr_1", grant), ClientGrant.keys(of: grant)),
        ]
        if let settings { documents.append((document(.tenantSettings, TenantSettings.documentID, settings), [])) }
        return documents
    }

    private init(storage: any Storage, limits: RateLimits) {
        self.storage = storage
        let configuration = Configuration(storage: storage)
        log = LogSink(storage: storage)
        let mint = TokenMint(configuration: configuration, storage: storage) { _, _ in }
        let flow = TokenFlow(
            grants: [ClientCredentialsGrant()],
            configuration: configuration,
            storage: storage,
            mint: mint,
            log: log
        )
        table = RouteTable(
            AuthenticationRoutes(
                flow: flow,
                signIn: Self.signIn(storage, configuration, mint, log),
                configuration: configuration,
                log: log,
                limiter: RateLimiter(),
                limits: limits
            ).routes
        )
    }

    /// What is done with people, as a server puts it together; pages are plain text.
    private static func signIn(
        _ storage: any Storage,
        _ configuration: Configuration,
        _ mint: TokenMint,
        _ log: LogSink
    ) -> SignInUseCases {
        let (mails, queue) = (PeopleMails(), PasswordQueue(width: 1, limit: 8))
        let protection = LoginProtection(storage: storage, configuration: configuration, mails: mails)
        let passwords = PasswordSignIn(storage: storage, passwords: queue, protection: protection, log: log)
        let sessions = BrowserSessions(storage: storage, configuration: configuration)
        let authorize = AuthorizeFlow(
            configuration: configuration,
            storage: storage,
            sessions: sessions,
            issuing: AuthorizationIssuing(
                storage: storage,
                sessions: sessions,
                frontChannel: { _, _, _ in [] },
                log: log
            ),
            log: log
        )
        let proofs = ProofOfPossession(nonceKey: [UInt8](repeating: 1, count: 32))
        return SignInUseCases(
            authorize: authorize,
            pushedRequests: PushedRequests(flow: authorize, configuration: configuration, storage: storage),
            crossOrigin: CrossOriginSignIn(storage: storage, passwords: passwords, log: log),
            signUp: SignUp(storage: storage, passwords: queue, protection: protection, mails: mails, log: log),
            passwordReset: PasswordReset(
                storage: storage,
                configuration: configuration,
                passwords: queue,
                mails: mails,
                log: log
            ),
            userInfo: UserInfo(configuration: configuration, storage: storage, proofs: proofs),
            revocation: RefreshTokenRevocation(configuration: configuration, storage: storage, log: log),
            registration: DynamicRegistration(configuration: configuration, storage: storage),
            proofs: proofs,
            clients: ClientAuthenticator(configuration: configuration, storage: storage),
            pageErrors: PageErrors { error, _ in .text(error.text, status: error.status) }
        )
    }

    /// What a route answers; what it throws, in its shape.
    func send(
        _ path: String,
        headers: HTTPFields = [:],
        body: String = "",
        scheme: String = "https",
        authority: String = "acme.example.com"
    ) async throws -> WebResponse {
        let route = try #require(table.route(path))
        let request = WebRequest(
            method: try #require(route.methods.first),
            path: path,
            query: "",
            headers: headers,
            body: Array(body.utf8),
            host: RequestHost(tenant: .default, scheme: scheme, authority: authority),
            origin: RequestOrigin(ip: nil, userAgent: nil, auth0Client: nil, requestID: "request"),
            now: Self.now
        )
        do { return try await route.handler(request) } catch { return Refusal(error).response(route.errorShape) }
    }

    /// A token request as a form.
    func token(_ form: String, headers: HTTPFields = [:]) async throws -> WebResponse {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await send("/oauth/token", headers: headers, body: form)
    }
}

extension WebResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a JSON object.
    var json: JSONObject { get throws { try JSONReader.parse(body).object ?? [:] } }
}

/// Documents of the wire, reviewed like code.
enum Snapshot {
    /// The bytes of a snapshot, white space between members aside.
    static func read(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Snapshots/\(name)"))
        return JSONWriter.encode(try JSONReader.parse(Array(data)))
    }
}
