import Applications
import Kernel
import Sessions
import Wire

extension Document {
    /// A document of which only the place matters.
    static func example(
        _ tenant: TenantID,
        _ kind: DocumentKind,
        _ id: String,
        parent: String = "",
        at seconds: Int64 = 0,
        body: JSONObject = [:]
    ) -> Document {
        Document(
            tenant: tenant,
            kind: kind,
            id: id,
            parent: parent,
            body: body,
            createdAt: .example.adding(seconds: seconds)
        )
    }
}

extension SigningKeyRecord {
    /// A key of which only the id matters.
    static func example(_ kid: String, at seconds: Int64 = 0) -> SigningKeyRecord {
        SigningKeyRecord(
            kid: kid,
            family: "RSA",
            status: .current,
            privateKey: Array("private key of \(kid)".utf8),
            certificate: [0x30, 0x00, 0xFF],
            createdAt: .example.adding(seconds: seconds),
            currentSince: .example.adding(seconds: seconds)
        )
    }
}

extension AccessTokenRecord {
    /// A token of which only the hash and the end matter.
    static func example(_ number: UInt8, expiresAt: Instant = .example.adding(seconds: 60)) -> AccessTokenRecord {
        AccessTokenRecord(
            hash: .hash(number),
            clientID: "client",
            subject: "client@clients",
            audience: "https://api.example/",
            scope: "read:things write:things",
            issuedAt: .example,
            expiresAt: expiresAt
        )
    }
}

extension [UInt8] {
    /// Thirty-two bytes that look like a hash.
    static func hash(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: 31) + [0] }
}

extension LogRecord {
    /// An event with these members.
    static func example(
        _ tenant: TenantID,
        _ id: String,
        at date: Instant = .example,
        type: String = "seccft",
        _ body: JSONObject = [:]
    ) -> LogRecord {
        var whole: JSONObject = ["date": date.json, "type": .string(type)]
        whole = whole.merging(body)
        return LogRecord(tenant: tenant, id: id, date: date, type: type, body: whole)
    }
}
