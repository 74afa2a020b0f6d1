import Applications
import Directory
import Kernel
import OAuth
import Sessions
import Storage
import Tokens
import Wire

@testable import Flows

/// A tenant whose connection people sign up at, and what is mailed to them.
struct SignUpFixture: Sendable {
    static let now = FlowFixture.now
    static let password = "correct Horse-battery 9"
    static let email = "ada@example.com"
    static let byCode: JSONObject = ["attributes": ["email": ["verification_method": "otp"]]]

    let base: FlowFixture
    let signUp: SignUp
    let challenge: EmailChallenge
    let verification: EmailVerification
    let sessions: BrowserSessions
    let connection: Connection
    var storage: any Storage { base.storage }

    static func make(
        options: JSONObject = byCode,
        rate: LoginProtection.UserRate? = nil
    ) async throws -> SignUpFixture {
        let base = try await FlowFixture.make()
        let document = Document(
            tenant: .default,
            kind: .connection,
            id: "con_1",
            body: ["name": "db", "strategy": "auth0", "options": .object(options)],
            createdAt: now
        )
        try await base.storage.write { try $0.insert(document, keys: [.unique(Connection.nameKey, "db")]) }
        return SignUpFixture(base, Connection(document), rate)
    }

    private init(_ base: FlowFixture, _ connection: Connection, _ rate: LoginProtection.UserRate?) {
        self.base = base
        self.connection = connection
        let (storage, mails) = (base.storage, PeopleMails())
        signUp = SignUp(
            storage: storage,
            passwords: PasswordQueue(width: 1, limit: 20),
            protection: LoginProtection(storage: storage, configuration: base.configuration, mails: mails),
            mails: mails,
            log: base.log
        )
        challenge = EmailChallenge(storage: storage, signUp: signUp, mails: mails, rate: rate)
        verification = EmailVerification(storage: storage, mails: mails, log: base.log)
        sessions = BrowserSessions(storage: storage, configuration: base.configuration, mails: mails)
    }

    static let origin = RequestOrigin(ip: "192.0.2.1", userAgent: "curl/8", auth0Client: nil, requestID: "request")

    static func application(_ email: String? = email, username: String? = nil) -> SignUp.Application {
        SignUp.Application(email: email, username: username, phoneNumber: nil, password: password)
    }

    func occasion(after seconds: Int64 = 0) -> SignUp.Occasion {
        SignUp.Occasion(
            connection: connection,
            client: nil,
            host: base.host,
            origin: Self.origin,
            now: Self.now.adding(seconds: seconds)
        )
    }

    /// A sign-in that has begun.
    static func transaction() throws -> SignInTransaction {
        let request = try AuthorizeRequest(try Form(parsing: Array("client_id=app".utf8)))
        return SignInTransaction(
            state: SignInState.make(for: request, .system),
            browserHash: [UInt8](repeating: 1, count: 32),
            request: request,
            isPushed: false,
            isSigned: false,
            createdAt: now
        )
    }

    /// Switches a template of mails on or off.
    func template(_ name: String, isEnabled: Bool) async throws {
        let document = Document(
            tenant: .default,
            kind: .emailTemplate,
            id: name,
            body: ["template": .string(name), "enabled": .bool(isEnabled)],
            createdAt: Self.now
        )
        try await storage.write { try $0.insert(document, keys: []) }
    }

    /// The mails since the last time, by template.
    func mails() async throws -> [(template: String, variables: JSONObject)] {
        let late = Self.now.adding(seconds: 1_000_000)
        let records = try await storage.write { transaction in
            let records = try transaction.claimOutbox(dueBy: late, lease: late, limit: 100)
            for record in records { try transaction.deleteOutbox(record.id, in: .default) }
            return records
        }
        return records.map { ($0.body["template"]?.string ?? "", $0.body["variables"]?.object ?? [:]) }
    }

    func user(_ email: String = email) async throws -> User? {
        let name = LoginIdentifier(connection: "db", kind: .email, value: email)
        return try await storage.read { try $0.user(name, in: .default) }
    }
}
