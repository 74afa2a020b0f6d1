import HTTPTypes
import Kernel
import Wire

/// What an application gets for a session: the tokens, or a cookie and nothing to read.
enum LoginAnswer {
    static func make(_ found: SessionStore.Found, client: LoginClient, now: Instant) -> GatewayResponse {
        let session = found.session
        if client.usesCookie {
            var response = GatewayResponse(status: 200)
            let lifetime = max(session.endsAt.seconds - now.seconds, 0)
            let cookie = SessionCookie.set(found.id, lifetime: lifetime, sameSite: client.sameSite)
            response.headers.append(HTTPField(name: .setCookie, value: cookie))
            return response
        }
        var body = JSONObject()
        if let tokens = session.tokens {
            if let refreshToken = tokens.refreshToken { body["refreshToken"] = .string(refreshToken.exposed) }
            body["accessToken"] = .string(tokens.accessToken.exposed)
            body["idToken"] = .string(tokens.idToken.exposed)
        }
        // Nanoseconds, as services of this kind have always written them.
        body["expireAt"] = .string("\(session.expiresAt.iso8601.dropLast())000000Z")
        return .json(.object(body))
    }
}
