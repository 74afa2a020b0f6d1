import Applications
import Directory
import Flows
import Kernel
import OAuth
import Sessions
import Storage
import Testing
import Tokens
import Wire

/// A tenant with a user, and the token flow with every grant over it.
struct TokenFixture: Sendable {
    static let now = FlowFixture.now
    static let userID = "auth0|1"
    static let sessionID = "session"
    static let redirectURI = "https://app.example/cb"
    static let scope = ["openid", "profile", "email", "offline_access"]

    let base: FlowFixture
    let flow: TokenFlow
    let userInfo: UserInfo
    let revocation: RefreshTokenRevocation
    let proofs = ProofOfPossession(nonceKey: Array(repeating: 7, count: 32))

    var storage: any Storage { base.storage }

    static func make(
        refreshToken: JSONObject = [:],
        client: JSONObject = [:],
        userRate: LoginProtection.UserRate? = nil
    ) async throws -> TokenFixture {
        let fixture = TokenFixture(base: try await FlowFixture.make(), userRate: userRate)
        let defaults: JSONObject = [
            "grant_types": [
                "authorization_code", "refresh_token", "password", "http://auth0.com/oauth/grant-type/password-realm",
            ],
            "refresh_token": .object(refreshToken), "jwt_configuration": ["alg": "RS256"],
        ]
        try await fixture.base.client(defaults.merging(client))
        try await fixture.addUser()
        return fixture
    }

    private init(base: FlowFixture, userRate: LoginProtection.UserRate?) {
        self.base = base
        let mint = TokenMint(configuration: base.configuration, storage: base.storage) { _, _ in }
        let signIn = PasswordSignIn(
            storage: base.storage,
            passwords: PasswordQueue(width: 1, limit: 10),
            protection: LoginProtection(
                storage: base.storage,
                configuration: base.configuration,
                mails: PeopleMails(),
                userRate: userRate
            ),
            log: base.log
        )
        flow = TokenFlow(
            grants: [
                AuthorizationCodeGrant(), RefreshTokenGrant(), PasswordGrant.standard(signIn),
                PasswordGrant.realm(signIn),
            ],
            configuration: base.configuration,
            storage: base.storage,
            mint: mint,
            log: base.log,
            proofs: proofs
        )
        userInfo = UserInfo(configuration: base.configuration, storage: base.storage, proofs: proofs)
        revocation = RefreshTokenRevocation(
            configuration: base.configuration,
            storage: base.storage,
            log: base.log
        )
    }

    private func addUser() async throws {
        var user = User(
            id: Self.userID,
            identity: Identity(provider: "auth0", id: "1", connection: "db", isSocial: false),
            createdAt: Self.now
        )
        user.email = "ada@example.com"
        user.isEmailVerified = true
        user.profile = ["name": "Ada", "nickname": "ada"]
        let hash = try PasswordHash.bcrypt("correct horse", cost: 4, random: .system).stored
        let (made, record) = (user, PasswordRecord(userID: user.id, hash: hash, setAt: Self.now))
        let connection = Document(
            tenant: .default,
            kind: .connection,
            id: "con_1",
            body: ["name": "db", "strategy": "auth0", "enabled_clients": ["app"]],
            createdAt: Self.now
        )
        let session = Session(
            id: Self.sessionID,
            secretHash: Array(repeating: 1, count: 32),
            userID: user.id,
            createdAt: Self.now,
            idleExpiresAt: Self.now.adding(seconds: 86_400),
            expiresAt: Self.now.adding(seconds: 86_400),
            connection: "db"
        )
        try await storage.write { transaction in
            try transaction.insert(made, tenant: .default)
            try transaction.insert(session, tenant: .default)
            try transaction.setPassword(record, keepingFormer: 0, in: .default)
            try transaction.insert(connection, keys: [.unique(Connection.nameKey, "db")])
        }
    }

    /// Changes the user.
    func change(_ change: @escaping @Sendable (inout User) -> Void) async throws {
        try await storage.write { transaction in
            guard var user = try transaction.user(Self.userID, in: .default) else { return }
            change(&user)
            try transaction.update(user, tenant: .default)
        }
    }

    // MARK: What is asked

    /// Puts a code into storage as `/authorize` does.
    func issue(
        _ text: String = "code",
        scope: [String] = scope,
        _ change: (inout AuthorizationCode) -> Void = { _ in }
    ) async throws {
        var code = AuthorizationCode(
            clientID: "app",
            userID: Self.userID,
            sessionID: Self.sessionID,
            connection: "db",
            authenticatedAt: Self.now
        )
        code.redirectURI = Self.redirectURI
        code.scope = scope
        code.nonce = "nonce"
        change(&code)
        let ticket = Ticket(
            kind: .authorizationCode,
            hash: Digest.sha256(Array(text.utf8)),
            userID: Self.userID,
            body: code.body,
            createdAt: Self.now,
            expiresAt: Self.now.adding(seconds: AuthorizationCode.lifetime)
        )
        _ = try await storage.write { try $0.insert(ticket, tenant: .default) }
    }

    func send(
        _ grant: String,
        _ parameters: [String: String],
        headers: TokenFlow.Headers = .init(),
        after seconds: Int64 = 0
    ) async throws -> JSONObject {
        var all = ["grant_type": grant, "client_id": "app", "client_secret": "right"]
        all.merge(parameters) { $1 }
        let request = try TokenRequest(
            TokenParameters(form: Form(all.map { (name: $0.key, value: $0.value) })),
            authorization: nil
        )
        let answer = try await flow.respond(
            request,
            headers: headers,
            host: base.host,
            origin: RequestOrigin(ip: "192.0.2.1", userAgent: "curl/8", auth0Client: nil, requestID: "request"),
            now: Self.now.adding(seconds: seconds)
        )
        return try JSONReader.parse(answer.body).object ?? [:]
    }

    /// Exchanges a code.
    func exchange(
        _ code: String = "code",
        _ parameters: [String: String] = [:],
        after seconds: Int64 = 0
    ) async throws -> JSONObject {
        var all = ["code": code, "redirect_uri": Self.redirectURI]
        all.merge(parameters) { $1 }
        return try await send("authorization_code", all, after: seconds)
    }

    /// Exchanges a refresh token.
    func refresh(
        _ token: String,
        _ parameters: [String: String] = [:],
        after seconds: Int64 = 1
    ) async throws -> JSONObject {
        var all = ["refresh_token": token]
        all.merge(parameters) { $1 }
        return try await send("refresh_token", all, after: seconds)
    }

    /// What a call was refused with; nil when it was not.
    func refusal<Result>(_ body: () async throws -> Result) async throws -> OAuthError? {
        do {
            _ = try await body()
            return nil
        } catch let error as OAuthError { return error }
    }

    func claims(of token: String?, after seconds: Int64 = 0) async throws -> JSONObject {
        let presented = UserInfo.Presented(token: token, isBound: false, proof: nil, method: "GET")
        return try await userInfo.claims(presented, host: base.host, now: Self.now.adding(seconds: seconds))
    }

    func challenge(of token: String?, after seconds: Int64 = 0) async throws -> UserInfoRefusal? {
        do {
            _ = try await claims(of: token, after: seconds)
            return nil
        } catch let refusal as UserInfoRefusal { return refusal }
    }

    static let invalidCode = OAuthError(403, .invalidGrant, "Invalid authorization code")
    static let invalidToken = OAuthError(403, .invalidGrant, "Unknown or invalid refresh token.")
    static let blocked = OAuthError(401, .unauthorized, "user is blocked")
}
