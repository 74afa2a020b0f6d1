import Applications
import Directory
import Kernel
import Sessions
import Wire

extension User {
    /// Somebody in the database connection `users`, with an address.
    static func example(_ name: String, at seconds: Int64 = 0) -> User {
        let identity = Identity(provider: "auth0", id: name, connection: "users", isSocial: false)
        var user = User(id: "auth0|\(name)", identity: identity, createdAt: .example.adding(seconds: seconds))
        user.email = "\(name)@example.com"
        return user
    }

    /// Somebody with a value in every member.
    static func complete(_ name: String) -> User {
        var user = example(name)
        user.email = "Été.\(name)@Example.com"
        user.isEmailVerified = true
        user.username = "User-\(name)"
        user.phoneNumber = "+4915112345678"
        user.isPhoneVerified = true
        user.profile = [
            "name": .string("Åsa \(name)"), "nickname": "N", "given_name": "G", "family_name": "F", "picture": nil,
        ]
        user.userMetadata = ["color": "red", "nul": "\0", "deep": ["list": [1, 2.5, true, nil]]]
        user.appMetadata = ["plan": "gold"]
        user.isBlocked = true
        user.updatedAt = .example.adding(seconds: 1)
        user.lastLogin = .example.adding(seconds: 2)
        user.lastIP = "2001:db8::1"
        user.loginsCount = 7
        user.lastPasswordReset = .example.adding(seconds: 3)
        user.identities.append(
            Identity(
                provider: "google-oauth2",
                id: "g-\(name)",
                connection: "google",
                isSocial: true,
                profileData: ["email": "other@example.com", "nul": "\0"]
            )
        )
        return user
    }
}

extension Session {
    /// A session of which only the place matters.
    static func example(_ number: UInt8, of user: String = "auth0|a", at seconds: Int64 = 0) -> Session {
        Session(
            id: "session-\(number)",
            secretHash: .hash(number),
            userID: user,
            createdAt: .example.adding(seconds: seconds),
            idleExpiresAt: .example.adding(seconds: 100),
            expiresAt: .example.adding(seconds: 1000),
            connection: "users",
            details: ["initial_ip": "10.0.0.1"]
        )
    }
}

extension RefreshToken {
    /// A token of which only the place matters.
    static func example(
        _ number: UInt8,
        family: String? = nil,
        counter: Int64 = 1,
        of user: String = "auth0|a",
        client: String = "c1",
        session: String? = nil,
        audience: String = "https://api.example/",
        at seconds: Int64 = 0,
        expiresAt: Instant? = nil,
        idleExpiresAt: Instant? = nil
    ) -> RefreshToken {
        RefreshToken(
            hash: .hash(number),
            id: "token-\(number)",
            family: family ?? "family-\(number)",
            counter: counter,
            clientID: client,
            userID: user,
            sessionID: session,
            audience: audience,
            scope: ["openid", "offline_access"],
            isRotating: true,
            issuedAt: .example.adding(seconds: seconds),
            expiresAt: expiresAt,
            idleExpiresAt: idleExpiresAt,
            keyThumbprint: nil,
            details: ["organization_id": "org_1"]
        )
    }
}

extension Ticket {
    /// A ticket of which only the place matters.
    static func example(
        _ number: UInt8,
        _ kind: Kind = .authorizationCode,
        of user: String = "auth0|a",
        expiresAt: Instant = .example.adding(seconds: 60)
    ) -> Ticket {
        Ticket(
            kind: kind,
            hash: .hash(number),
            userID: user,
            body: ["code_challenge": "x"],
            createdAt: .example,
            expiresAt: expiresAt
        )
    }
}

extension OutboxRecord {
    /// Something to deliver, due when it is written.
    static func waiting(_ tenant: TenantID, _ id: String, at moment: Instant = .example) -> OutboxRecord {
        OutboxRecord(
            tenant: tenant,
            id: id,
            kind: .email,
            body: ["to": "a@example.com", "variables": ["url": "https://example.com/?ticket=S3CR3T"]],
            createdAt: moment
        )
    }
}

extension MailRecord {
    /// A mail to somebody.
    static func example(
        _ tenant: TenantID,
        _ id: String,
        to recipient: String,
        at moment: Instant = .example
    ) -> MailRecord {
        let body: JSONObject = ["html": "S3CR3T", "subject": .string(id)]
        return MailRecord(tenant: tenant, id: id, recipient: recipient, date: moment, body: body)
    }
}
