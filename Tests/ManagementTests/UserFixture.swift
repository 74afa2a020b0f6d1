import Applications
import Directory
import Kernel
import Management
import Sessions
import Storage
import Wire

/// People for tests.
extension ManagementFixture {
    /// A password that every policy of these tests allows.
    static let password = "correct Horse 8 battery"
    /// The connection that a new tenant has.
    static let connection = "Username-Password-Authentication"

    /// Makes a user in the tenant's first connection, without a mail.
    @discardableResult
    func user(_ members: JSONObject, after seconds: Int64 = 1) async throws -> JSONObject {
        let start: JSONObject = [
            "connection": .string(Self.connection), "password": .string(Self.password), "verify_email": false,
        ]
        return try await administration.createUser(start.merging(members), context(after: seconds))
    }

    /// Makes a user with an address and answers the id.
    func userID(_ email: String) async throws -> String {
        try await user(["email": .string(email)])["user_id"]?.string ?? ""
    }

    /// Adds connections of several strategies and options, named by what they are.
    func connections() async throws {
        let all: [(name: String, strategy: String, options: JSONObject)] = [
            ("named", "auth0", ["requires_username": true]), ("unnamed", "auth0", ["requires_username": false]),
            ("social", "google-oauth2", [:]), ("email", "email", [:]), ("sms", "sms", [:]),
        ]
        for connection in all {
            _ = try await administration.createConnection(
                [
                    "name": .string(connection.name), "strategy": .string(connection.strategy),
                    "options": .object(connection.options),
                ],
                context()
            )
        }
    }

    /// Gives somebody a session and a refresh token that was issued in it.
    func signIn(_ user: String, number: UInt8 = 1, clientID: String = "app", audience: String = "") async throws {
        let now = context().now
        var session = Session(
            id: "session-\(number)",
            secretHash: [UInt8](repeating: number, count: 32),
            userID: user,
            createdAt: now,
            idleExpiresAt: now.adding(seconds: 3600),
            expiresAt: now.adding(seconds: 7200),
            connection: Self.connection
        )
        session.clients = [clientID]
        session.details = ["initial_ip": "203.0.113.9", "amr": ["pwd"]]
        let token = RefreshToken(
            hash: [UInt8](repeating: number, count: 32),
            id: "token-\(number)",
            family: "token-\(number)",
            counter: 1,
            clientID: clientID,
            userID: user,
            sessionID: session.id,
            audience: audience,
            scope: ["openid", "offline_access"],
            isRotating: false,
            issuedAt: now,
            expiresAt: nil,
            idleExpiresAt: nil,
            keyThumbprint: nil,
            details: [:]
        )
        let (kept, tenant) = (session, tenant.id)
        try await administration.storage.write { transaction in
            try transaction.insert(kept, tenant: tenant)
            try transaction.insert(token, tenant: tenant)
        }
    }

    /// How many sessions and how many refresh tokens somebody has.
    func signedIn(_ user: String) async throws -> [Int] {
        let tenant = tenant.id
        return try await administration.storage.read { transaction in
            [
                try transaction.sessions(ofUser: user, in: tenant).count,
                try transaction.refreshTokens(ofUser: user, clientID: nil, in: tenant).count,
            ]
        }
    }

    /// How many mails wait.
    func outbox() async throws -> Int { try await administration.storage.read { try $0.countOutbox() } }

    /// The id of the tenant's first connection.
    func connectionID() async throws -> String {
        let tenant = tenant.id
        let found = try await administration.storage.read {
            try $0.document(.connection, key: "name", Self.connection, in: tenant)
        }
        return found?.id ?? ""
    }
}
