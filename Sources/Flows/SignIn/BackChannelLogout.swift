package import Applications
package import Kernel
import OAuth
import Sessions
import Storage
import Tokens
import Wire

/// What the clients of a session are told when it has ended: one signed token each.
///
/// - SeeAlso: OpenID Connect Back-Channel Logout 1.0 §2.5; Auth0: "Back-Channel Logout".
package struct BackChannelLogout: Sendable {
    private let configuration: Configuration
    private let random: RandomSource

    /// Tokens signed with the keys of the tenants.
    package init(configuration: Configuration, random: RandomSource = .system) {
        self.configuration = configuration
        self.random = random
    }

    /// What a notice in the outbox becomes: a form for every address of every client that wants to hear of it.
    ///
    /// - Throws: `StoreError`.
    package func posts(for record: OutboxRecord, now: Instant) async throws -> [OutboxRecord] {
        guard let notice = SignOutNotice(record) else { return [] }
        var posts: [OutboxRecord] = []
        for id in notice.clients {
            guard let client = try await configuration.client(id, notice.host.tenant)?.client,
                client.signIn.hearsOfLogout(by: notice.initiator.rawValue)
            else { continue }
            for url in client.signIn.backChannelLogoutURLs {
                posts.append(try await post(notice, client, url: url, now: now))
            }
        }
        return posts
    }

    private func post(
        _ notice: SignOutNotice,
        _ client: Client,
        url: String,
        now: Instant
    ) async throws -> OutboxRecord {
        let host = notice.host
        let claims = LogoutToken.claims(
            issuer: host.issuer,
            subject: notice.userID,
            clientID: client.id,
            sessionID: notice.sessionID,
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
                    "user_id": .string(notice.userID), "session_id": .string(notice.sessionID),
                    "hostname": .string(host.name),
                ],
            ],
            createdAt: now
        )
    }
}
