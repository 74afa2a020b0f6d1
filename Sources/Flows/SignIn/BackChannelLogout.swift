package import Applications
package import Kernel
import OAuth
package import Sessions
package import Storage
import Tokens
import Wire

/// Tells the clients of a session that it has ended: one signed token each, delivered through the outbox.
///
/// - SeeAlso: OpenID Connect Back-Channel Logout 1.0 §2.5; Auth0: "Back-Channel Logout".
package struct BackChannelLogout: Sendable {
    /// Why a session ended, as clients choose what they want to hear of.
    package enum Initiator: String, Sendable, CaseIterable {
        case clientLogout = "rp-logout"
        case providerLogout = "idp-logout"
        case passwordChanged = "password-changed"
        case sessionExpired = "session-expired"
        case sessionRevoked = "session-revoked"
        case accountDeleted = "account-deleted"
        case emailChanged = "email-identifier-changed"
    }

    private let storage: any Storage
    private let configuration: Configuration
    private let random: RandomSource

    /// Notices written to the outbox of a storage.
    package init(storage: any Storage, configuration: Configuration, random: RandomSource = .system) {
        self.storage = storage
        self.configuration = configuration
        self.random = random
    }

    /// Writes a notice for every client of the sessions that wants to hear of it.
    package func announce(
        _ sessions: [Session],
        reason: Initiator,
        host: RequestHost,
        now: Instant
    ) async throws {
        var records: [OutboxRecord] = []
        for session in sessions {
            for id in session.clients {
                guard let client = try await configuration.client(id, host.tenant)?.client else { continue }
                for url in client.signIn.backChannelLogoutURLs where client.signIn.hearsOfLogout(by: reason.rawValue) {
                    records.append(try await record(session, client, url: url, host: host, now: now))
                }
            }
        }
        guard !records.isEmpty else { return }
        let notices = records
        try await storage.write { try $0.append(notices) }
    }

    private func record(
        _ session: Session,
        _ client: Client,
        url: String,
        host: RequestHost,
        now: Instant
    ) async throws -> OutboxRecord {
        let claims = LogoutToken.claims(
            issuer: host.issuer,
            subject: session.userID,
            clientID: client.id,
            sessionID: session.id,
            id: random.text(22, from: .base62),
            traceID: random.text(16, from: .hexadecimal),
            now: now
        )
        guard let signer = try await configuration.keyRing(host.tenant).signer(.rs256, type: "JWT") else {
            throw StoreError.corrupt("tenant \(host.tenant) has no key for RS256")
        }
        let token = try signer.token(claims: claims)
        return OutboxRecord(
            tenant: host.tenant,
            id: random.text(22, from: .base62),
            kind: .http,
            body: [
                "url": .string(url),
                "form": ["logout_token": .string(String(decoding: token, as: UTF8.self))],
                "log": [
                    "client_id": .string(client.id), "client_name": .string(client.name),
                    "user_id": .string(session.userID), "session_id": .string(session.id),
                    "hostname": .string(host.name),
                ],
            ],
            createdAt: now
        )
    }
}
