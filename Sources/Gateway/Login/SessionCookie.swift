import HTTPTypes
import Kernel

/// The cookies by which the gateway knows browsers.
package enum SessionCookie {
    /// The session.
    static let name = "sid"
    /// What ties a login to the browser that began it.
    static let loginName = "sid_login"

    /// The field that gives a browser its session.
    static func set(_ id: Secret, lifetime: Int64, sameSite: LoginClient.SameSite?) -> String {
        "\(name)=\(id.exposed); Path=/; Max-Age=\(lifetime); HttpOnly; Secure" + attribute(sameSite)
    }

    /// The field that takes it away; without `Max-Age`, as browsers have always been told here.
    static func clear(sameSite: LoginClient.SameSite?) -> String {
        "\(name)=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure" + attribute(sameSite)
    }

    /// The field that ties a login to a browser.
    static func login(_ value: Secret, lifetime: Int64, isSecure: Bool) -> String {
        "\(loginName)=\(value.exposed); Path=/; Max-Age=\(lifetime); HttpOnly\(isSecure ? "; Secure" : ""); SameSite=Lax"
    }

    private static func attribute(_ sameSite: LoginClient.SameSite?) -> String {
        sameSite.map { "; SameSite=\($0.rawValue)" } ?? ""
    }
}

extension GatewayRequest {
    /// The value of a cookie; nil if it is missing or empty.
    func cookie(_ name: String) -> Secret? {
        for field in headers[values: .cookie] {
            for part in field.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = Substring(part).trimmedOfSpaces
                guard pair.utf8.count > name.utf8.count + 1, pair.hasPrefix(name + "=") else { continue }
                return Secret(String(pair.dropFirst(name.count + 1)))
            }
        }
        return nil
    }

    /// How the request names its session: the `Authorization` header before the cookie.
    var credential: Sessions.Credential? {
        if let authorization = headers[.authorization] {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "bearer" { return .bearer(Secret(parts[1].trimmedOfSpaces)) }
        }
        return cookie(SessionCookie.name).map(Sessions.Credential.cookie)
    }

    /// The address of whoever asked, as the nearest proxy saw it: nobody but that proxy could have written it.
    var forwardedAddress: String? {
        header("x-forwarded-for")?.split(separator: ",").last?.trimmedOfSpaces
    }
}
