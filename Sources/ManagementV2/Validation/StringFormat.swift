import Kernel
import Wire

/// The string formats that schemas name, JSON schema's and the management API's own.
enum StringFormat {
    /// Whether a text has a format; a format unknown here accepts all.
    static func accepts(_ text: String, format: String) -> Bool {
        if let identifier = identifiers[format] { return identifier.accepts(text) }
        return checks[format]?(text) ?? true
    }

    private static let checks: [String: @Sendable (String) -> Bool] = [
        // JSON schema's own, and plain texts.
        "date-time": { $0.utf8.count > 10 && Instant(iso8601: $0) != nil },
        "date": { $0.utf8.count == 10 && Instant(iso8601: $0) != nil },
        "email": EmailAddress.isValid,
        "email-or-empty": { $0.isEmpty || EmailAddress.isValid($0) },
        "uuid": isUUID,
        "hexadecimal": { !$0.isEmpty && $0.utf8.allSatisfy { $0.hexadecimalDigit != nil } },
        "non-empty-string": { !$0.isEmpty },
        // Addresses of machines.
        "hostname": InternetAddress.isHostName,
        "hostname-rfc2181": InternetAddress.isHostName,
        "ipv4": InternetAddress.isIPv4,
        "ipv6": InternetAddress.isIPv6,
        "cidr": { InternetAddress.isCIDR($0, bits: 32, InternetAddress.isIPv4) },
        "ipv6_cidr": { InternetAddress.isCIDR($0, bits: 128, InternetAddress.isIPv6) },
        // Addresses of pages.
        "uri": { AbsoluteAddress($0) != nil },
        "url": isURL,
        "url-or-null": { $0.isEmpty || isURL($0) },
        "strict-uri": isURL,
        "strict-https-uri": isHTTPS,
        "strict-https-uri-or-null": { $0.isEmpty || isHTTPS($0) },
        "absolute-uri-or-empty": { $0.isEmpty || AbsoluteAddress($0)?.host?.isEmpty == false },
        "absolute-https-uri-or-empty": { $0.isEmpty || isHTTPS($0) },
        "absolute-https-uri-with-placeholders-or-empty": { $0.isEmpty || isHTTPS($0) },
        "ec-initiate-login-uri-template-url": isHTTPS,
        "forms-url-https": isHTTPS,
        "callback-url": isCallback,
        "url-with-placeholders": isCallback,
        // Names and colours.
        "organization-name": isOrganizationName,
        "connection-realm": { !$0.isEmpty },
        "acr": { !$0.isEmpty && !$0.contains(" ") },
        "html-color": isColor,
        "html-color-or-null": isColor,
        "forms-hex-color": isColor,
        "forms-file-extension": { !$0.isEmpty && $0.utf8.count <= 10 },
        "forms-custom-identifier": { (1...255).contains($0.unicodeScalars.count) },
        // Ids that have no prefix, or no one shape.
        "client-id": { isWord($0, 1...64) },
        "user-id": { !$0.isEmpty },
        "user-id-with-max-length": { (1...300).contains($0.unicodeScalars.count) },
        "ticket-id": { isWord($0, 1...64) },
        "session-id": { isWord($0, 1...64) },
        "authenticator-id": { !$0.isEmpty },
        "flow-execution-id": { isWord($0, 1...64) },
    ]

    private static let identifiers: [String: PrefixedIdentifier] = [
        "connection-id": PrefixedIdentifier("con_", 16...16),
        "organization-id": PrefixedIdentifier("org_", 16...16),
        "role-id": PrefixedIdentifier("rol_", 16...16),
        "client-grant-id": PrefixedIdentifier("cgr_", 16...16),
        "log-stream-id": PrefixedIdentifier("lst_", 16...16),
        "token-exchange-profile-id": PrefixedIdentifier("tep_", 16...16),
        "user-invitation-id": PrefixedIdentifier("uinv_", 16...16),
        "credential-id": PrefixedIdentifier("cred_", 16...22),
        "event-stream-id": PrefixedIdentifier("est_", 16...22),
        "event-id": PrefixedIdentifier("evt_", 16...22),
        "flow-id": PrefixedIdentifier("af_", 16...26),
        "form-id": PrefixedIdentifier("ap_", 16...26),
        "flows-vault-connections-id": PrefixedIdentifier("ac_", 16...26),
        "user-attribute-profile-id": PrefixedIdentifier("uap_", 16...22),
        "connection-profile-id": PrefixedIdentifier("cop_", 16...22),
        "rate-limit-policy-id": PrefixedIdentifier("rlp_", 16...22),
        "organization-discovery-domain-id": PrefixedIdentifier("ord_", 16...22),
    ]

    private static func isURL(_ text: String) -> Bool {
        guard let address = AbsoluteAddress(text), address.scheme == "https" || address.scheme == "http" else {
            return false
        }
        return address.host?.isEmpty == false
    }

    private static func isHTTPS(_ text: String) -> Bool { isURL(text) && AbsoluteAddress(text)?.scheme == "https" }

    /// Any absolute address, those of apps on a device included, but none that a browser would run.
    private static func isCallback(_ text: String) -> Bool {
        guard let address = AbsoluteAddress(text) else { return false }
        return !["javascript", "data", "vbscript"].contains(address.scheme)
    }

    private static func isOrganizationName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let allowed = bytes.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
        }
        return (1...50).contains(bytes.count) && allowed && !text.hasPrefix("org_")
    }

    private static func isColor(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.utf8.first == UInt8(ascii: "#") && [3, 4, 6, 8].contains(digits.count)
            && digits.allSatisfy { $0.hexadecimalDigit != nil }
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy { $0.hexadecimalDigit != nil }
    }

    private static func isWord(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
        lengths.contains(text.utf8.count) && text.utf8.allSatisfy { $0.isWordCharacter }
    }
}

/// An id that begins with the prefix of its kind.
private struct PrefixedIdentifier: Sendable {
    let prefix: String
    let lengths: ClosedRange<Int>

    init(_ prefix: String, _ lengths: ClosedRange<Int>) {
        self.prefix = prefix
        self.lengths = lengths
    }

    func accepts(_ text: String) -> Bool {
        guard text.hasPrefix(prefix) else { return false }
        let rest = text.utf8.dropFirst(prefix.utf8.count)
        return lengths.contains(rest.count) && rest.allSatisfy { $0.isAlphanumeric }
    }
}
