import Kernel
import Wire

/// A server that takes mails.
struct SMTPServer: Sendable {
    /// When the conversation is encrypted.
    enum Encryption: Sendable, Equatable {
        /// From the first byte.
        case fromTheStart
        /// By STARTTLS, or else there is no conversation.
        case required
        /// By STARTTLS if the server offers it.
        case ifOffered
    }

    let host: String
    let port: Int
    let user: String
    let password: Secret
    /// Lines that the tenant adds to every header: `X-…: value`.
    let headers: [String]

    /// Reads credentials and settings; nil for what is no host or no port.
    init?(_ credentials: JSONObject, settings: JSONObject = [:]) {
        let host = credentials["smtp_host"]?.string?.trimmedOfSpaces ?? ""
        let port = credentials["smtp_port"]?.integer ?? 587
        let isHost =
            !host.isEmpty
            && host.utf8.allSatisfy { byte in
                byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || ".-_:".utf8.contains(byte)
            }
        guard isHost, (1...65_535).contains(port) else { return nil }
        self.host = host
        self.port = Int(port)
        user = credentials["smtp_user"]?.string ?? ""
        password = Secret(credentials["smtp_pass"]?.string ?? "")
        headers = (settings["headers"]?.object ?? [:]).compactMap { Self.header($0.name, $0.value.string ?? "") }
    }

    /// How the conversation is encrypted: a password goes over the public network under TLS or not at all.
    ///
    /// - SeeAlso: RFC 8314 §3.3, §4.1.
    func encryption(isPrivate: Bool) -> Encryption {
        if port == 465 { return .fromTheStart }
        return user.isEmpty || isPrivate ? .ifOffered : .required
    }

    /// A header line of the tenant's; nil for a header that is ours to write.
    private static func header(_ name: String, _ value: String) -> String? {
        let isOwn = name.lowercased().hasPrefix("x-")
        let isName = name.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") || ($0 | 0x20).isLowerCase }
        guard isOwn, isName, name.utf8.count <= 64, value.utf8.count <= 500 else { return nil }
        return "\(name): \(HeaderText.unstructured(value, used: name.utf8.count + 2))"
    }
}

extension UInt8 {
    fileprivate var isLowerCase: Bool { (0x61...0x7A).contains(self) }
}
