package import Applications
package import Kernel
package import Sessions
import Wire

/// The end of a session on its way to the clients that want to hear of it.
///
/// It is written with the change that ends the session, so that no crash keeps it from them; what each client is told is
/// signed when it is delivered.
///
/// - SeeAlso: OpenID Connect Back-Channel Logout 1.0 §2.5.
package struct SignOutNotice: Sendable, Equatable {
    /// The session's id.
    package let sessionID: String
    /// Whose session it was.
    package let userID: String
    /// The ids of the clients that got tokens in it.
    package let clients: [String]
    /// Why it ended.
    package let initiator: LogoutInitiator
    /// The host that names the issuer.
    package let host: RequestHost

    /// The notice in a record of kind `signOut`; nil for any other record.
    package init?(_ record: OutboxRecord) {
        let body = record.body
        guard record.kind == .signOut, let sessionID = body["session_id"]?.string,
            let userID = body["user_id"]?.string, let clients = body["clients"]?.strings,
            let initiator = body["initiator"]?.string.flatMap(LogoutInitiator.init),
            let scheme = body["scheme"]?.string, let authority = body["authority"]?.string
        else { return nil }
        self.sessionID = sessionID
        self.userID = userID
        self.clients = clients
        self.initiator = initiator
        host = RequestHost(tenant: record.tenant, scheme: scheme, authority: authority)
    }

    fileprivate static func record(
        _ session: Session,
        _ initiator: LogoutInitiator,
        _ host: RequestHost,
        _ now: Instant,
        _ random: RandomSource
    ) -> OutboxRecord {
        OutboxRecord(
            tenant: host.tenant,
            id: random.text(22, from: .base62),
            kind: .signOut,
            body: [
                "session_id": .string(session.id), "user_id": .string(session.userID),
                "clients": .array(session.clients.map(JSONValue.string)), "initiator": .string(initiator.rawValue),
                "scheme": .string(host.scheme), "authority": .string(host.authority),
            ],
            createdAt: now
        )
    }
}

extension OutboxWriting {
    /// Has the clients of sessions told that these have ended.
    package func announceEnd(
        of sessions: [Session],
        by initiator: LogoutInitiator,
        host: RequestHost,
        now: Instant,
        random: RandomSource = .system
    ) throws {
        let records = sessions.filter { !$0.clients.isEmpty }.map {
            SignOutNotice.record($0, initiator, host, now, random)
        }
        if !records.isEmpty { try append(records) }
    }
}
