package import Kernel
import Wire

/// The claims by which a client learns that a session has ended.
///
/// - SeeAlso: OpenID Connect Back-Channel Logout 1.0 §2.4.
package enum LogoutToken {
    /// How long one is good, in seconds.
    package static let lifetime: Int64 = 120
    private static let event = "http://schemas.openid.net/event/backchannel-logout"

    /// The claims as JSON.
    package static func claims(
        issuer: String,
        subject: String,
        clientID: String,
        sessionID: String,
        id: String,
        traceID: String,
        now: Instant
    ) -> [UInt8] {
        let claims: JSONObject = [
            "iss": .string(issuer), "sub": .string(subject), "aud": .string(clientID), "iat": .integer(now.seconds),
            "exp": .integer(now.seconds + lifetime), "jti": .string(id),
            "events": .object(JSONObject([(event, .object([:]))])),
            "trace_id": .string(traceID), "sid": .string(sessionID),
        ]
        return JSONWriter.encode(claims)
    }
}
