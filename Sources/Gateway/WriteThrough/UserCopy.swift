import Kernel
import Tokens
import Wire

/// What a receiver is told of somebody: who it is, the properties that were asked for, and as of when.
///
/// It says how things are and not what changed, so that it may come twice; of several the latest counts.
struct UserCopy: Sendable {
    /// The header that proves who sent a copy.
    static let signatureHeader = "latchkey-signature"

    /// The tenant's id of the person: `sub`.
    let subject: String
    /// When the tenant said so.
    let notedAt: Instant
    /// The copy as JSON.
    let body: [UInt8]

    /// A copy of the properties of these names in what `/userinfo` answers; null where somebody does not have one.
    init(of subject: String, _ userInfo: JSONObject, properties: [String], at now: Instant) {
        self.subject = subject
        notedAt = now
        let members = properties.map { ($0, Self.value($0, in: userInfo) ?? .null) }
        body = JSONWriter.encode(
            [
                "userId": .string(subject), "updatedAt": .string(now.iso8601),
                "properties": .object(JSONObject(members)),
            ] as JSONObject
        )
    }

    /// The value of the signature header: the time in seconds, and HMAC-SHA256 in hexadecimal of that time, a full stop
    /// and the body.
    func signature(_ secret: Secret, at now: Instant) -> String {
        let code = Digest.hmacSHA256(Array("\(now.seconds).".utf8) + body, key: Array(secret.exposed.utf8))
        return "t=\(now.seconds),v1=\(Self.hexadecimal(code))"
    }

    /// A member by its name; where there is none, by the path that its dots make.
    private static func value(_ name: String, in object: JSONObject) -> JSONValue? {
        if let value = object[name] { return value }
        guard let dot = name.firstIndex(of: "."), let inner = object[String(name[..<dot])]?.object else { return nil }
        return value(String(name[name.index(after: dot)...]), in: inner)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
