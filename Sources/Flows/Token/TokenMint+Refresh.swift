import Applications
import Kernel
import OAuth
import Sessions
import Tokens
import Wire

extension TokenMint {
    /// 43 characters of six bits: 256 bits.
    private static let refreshLength = 43

    /// The first refresh token of a family, with its text.
    ///
    /// A public client has nothing else to prove itself with, so its token is bound to the key it proved to hold.
    func firstRefreshToken(
        for grant: UserGrant,
        exchange: TokenExchange,
        details: JSONObject
    ) -> (text: Secret, record: RefreshToken) {
        let (text, draw) = drawRefreshToken()
        var details = details
        details["device"] = Self.device(exchange.origin)
        let record = RefreshTokenRules.first(
            for: grant,
            draw: draw,
            keyThumbprint: grant.client.authenticationMethod == .none ? exchange.proof?.jkt : nil,
            details: details,
            now: exchange.now
        )
        return (text, record)
    }

    /// The token that follows another in its family, with its text.
    func successor(of token: RefreshToken, exchange: TokenExchange) -> (text: Secret, record: RefreshToken) {
        let (text, draw) = drawRefreshToken()
        var record = RefreshTokenRules.successor(
            of: token,
            client: exchange.client.client,
            draw: draw,
            now: exchange.now
        )
        let device = record.details["device"]?.object ?? [:]
        record.details["device"] = .object(device.merging(Self.lastUse(exchange.origin)))
        return (text, record)
    }

    private func drawRefreshToken() -> (text: Secret, draw: RefreshTokenRules.Draw) {
        let text = random.text(Self.refreshLength, from: .urlSafe)
        let draw = RefreshTokenRules.Draw(
            hash: Digest.sha256(Array(text.utf8)),
            id: random.text(32, from: .urlSafe)
        )
        return (Secret(text), draw)
    }

    private static func device(_ origin: RequestOrigin) -> JSONValue {
        var device: JSONObject = [:]
        if let ip = origin.ip { device["initial_ip"] = .string(ip) }
        if let userAgent = origin.userAgent { device["initial_user_agent"] = .string(userAgent) }
        return .object(device.merging(lastUse(origin)))
    }

    private static func lastUse(_ origin: RequestOrigin) -> JSONObject {
        var device: JSONObject = [:]
        if let ip = origin.ip { device["last_ip"] = .string(ip) }
        if let userAgent = origin.userAgent { device["last_user_agent"] = .string(userAgent) }
        return device
    }
}
