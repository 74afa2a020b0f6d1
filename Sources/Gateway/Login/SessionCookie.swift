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
        let start = Array("\(name)=".utf8)
        for var field in headers[values: .cookie] {
            if let value = field.withUTF8({ Self.value(after: start, in: $0) }) { return Secret(value) }
        }
        return nil
    }

    /// What follows `start` in the first of the parts between semicolons that begins with it and goes on.
    private static func value(after start: [UInt8], in field: UnsafeBufferPointer<UInt8>) -> String? {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var begin = 0
        while begin < field.count {
            var end = begin
            while end < field.count, field[end] != UInt8(ascii: ";") { end += 1 }
            let next = end + 1
            while begin < end, isSpace(field[begin]) { begin += 1 }
            while begin < end, isSpace(field[end - 1]) { end -= 1 }
            let part = UnsafeBufferPointer(rebasing: field[begin..<end])
            if part.count > start.count, part.starts(with: start) {
                return String(decoding: UnsafeBufferPointer(rebasing: part[start.count...]), as: UTF8.self)
            }
            begin = next
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
