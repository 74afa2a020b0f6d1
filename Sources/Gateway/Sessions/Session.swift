package import Kernel
import Wire

/// Somebody who is signed in, as the store keeps it.
///
/// The beginning holds all that `/userinfo` needs; the tokens behind it are only read where somebody asks for them.
package struct Session: Sendable, Equatable {
    /// The name of the client the session belongs to.
    package let clientName: String
    /// When the tokens end.
    package let expiresAt: Instant
    /// When the session ends.
    package let endsAt: Instant
    /// What `/userinfo` answers.
    package let userInfo: [UInt8]
    /// The tokens, as JSON.
    private let rest: [UInt8]

    private static let version: UInt8 = 1

    /// A session of these tokens.
    package init(
        clientName: String,
        expiresAt: Instant,
        endsAt: Instant,
        userInfo: [UInt8],
        tokens: SessionTokens
    ) {
        self.clientName = clientName
        self.expiresAt = expiresAt
        self.endsAt = endsAt
        self.userInfo = userInfo
        rest = tokens.encoded
    }

    /// The tokens; nil if the bytes are not what this gateway writes.
    package var tokens: SessionTokens? { SessionTokens(decoding: rest) }

    /// The session as bytes: version, two times, the client's name and the answer with their lengths, the tokens.
    var encoded: [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.reserveCapacity(32 + clientName.utf8.count + userInfo.count + rest.count)
        Self.append(UInt64(bitPattern: expiresAt.milliseconds), to: &bytes)
        Self.append(UInt64(bitPattern: endsAt.milliseconds), to: &bytes)
        Self.append(UInt64(clientName.utf8.count), to: &bytes)
        bytes.append(contentsOf: clientName.utf8)
        Self.append(UInt64(userInfo.count), to: &bytes)
        bytes.append(contentsOf: userInfo)
        bytes.append(contentsOf: rest)
        return bytes
    }

    /// Reads the bytes of a session; nil if they are not.
    init?(decoding bytes: [UInt8]) {
        guard bytes.first == Self.version else { return nil }
        var offset = 1
        guard let expiresAt = Self.number(bytes, &offset), let endsAt = Self.number(bytes, &offset),
            let name = Self.field(bytes, &offset), let userInfo = Self.field(bytes, &offset)
        else { return nil }
        clientName = String(decoding: name, as: UTF8.self)
        self.expiresAt = Instant(milliseconds: Int64(bitPattern: expiresAt))
        self.endsAt = Instant(milliseconds: Int64(bitPattern: endsAt))
        self.userInfo = Array(userInfo)
        rest = Array(bytes[offset...])
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private static func number(_ bytes: [UInt8], _ offset: inout Int) -> UInt64? {
        guard bytes.count - offset >= 8 else { return nil }
        defer { offset += 8 }
        return bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func field(_ bytes: [UInt8], _ offset: inout Int) -> ArraySlice<UInt8>? {
        guard let length = number(bytes, &offset), length <= UInt64(bytes.count - offset) else { return nil }
        defer { offset += Int(length) }
        return bytes[offset..<offset + Int(length)]
    }
}

extension Session: CustomStringConvertible, CustomReflectable {
    package var description: String { "session of \(clientName)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The tokens of a session, and what is needed to renew it.
package struct SessionTokens: Sendable {
    /// The tenant's id of the person: `sub`.
    package let subject: String
    /// The access token that the tenant gave last.
    package let accessToken: Secret
    /// The refresh token that the tenant gave last.
    package let refreshToken: Secret?
    /// The ID token that the tenant gave last.
    package let idToken: Secret
    /// The digest of the refresh token that the application holds; renewals behind its back leave it as it is.
    package let heldRefreshDigest: String?
    /// Where the session was before it was renewed under a new access token: that entry still answers for a moment.
    package let predecessor: String?
    /// Whether this entry is such a predecessor.
    package let isRenewed: Bool

    /// Tokens of somebody.
    package init(
        subject: String,
        accessToken: Secret,
        refreshToken: Secret?,
        idToken: Secret,
        heldRefreshDigest: String? = nil,
        predecessor: String? = nil,
        isRenewed: Bool = false
    ) {
        self.subject = subject
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.idToken = idToken
        self.heldRefreshDigest = heldRefreshDigest
        self.predecessor = predecessor
        self.isRenewed = isRenewed
    }

    fileprivate var encoded: [UInt8] {
        var object: JSONObject = [
            "subject": .string(subject), "access_token": .string(accessToken.exposed),
            "id_token": .string(idToken.exposed), "is_renewed": .bool(isRenewed),
        ]
        if let refreshToken { object["refresh_token"] = .string(refreshToken.exposed) }
        if let heldRefreshDigest { object["held_refresh_digest"] = .string(heldRefreshDigest) }
        if let predecessor { object["predecessor"] = .string(predecessor) }
        return JSONWriter.encode(object)
    }

    fileprivate init?(decoding bytes: [UInt8]) {
        guard let object = (try? JSONReader.parse(bytes))?.object, let subject = object["subject"]?.string,
            let accessToken = object["access_token"]?.string, let idToken = object["id_token"]?.string
        else { return nil }
        self.subject = subject
        self.accessToken = Secret(accessToken)
        self.idToken = Secret(idToken)
        refreshToken = object["refresh_token"]?.string.map(Secret.init)
        heldRefreshDigest = object["held_refresh_digest"]?.string
        predecessor = object["predecessor"]?.string
        isRenewed = object["is_renewed"]?.bool ?? false
    }
}
