package import Kernel

/// How the browser reached the API gateway in front, as far as headers tell.
package struct PublicAddress: Sendable {
    /// `http` or `https`.
    package let scheme: String
    /// The host, with its port if it is not the usual one.
    package let host: String

    /// Reads the headers: `X-Forwarded-Host` before `Host`, the scheme from `ORIGINAL_PROTOCOL_HEADER`.
    ///
    /// Of a list the first counts, which is what the outermost proxy saw. Without the header the scheme is that of the
    /// request itself, `http`.
    /// - Throws: `APIProblem` with 400 for what is no host or no scheme.
    package init(_ request: GatewayRequest, protocolHeader: String) throws(APIProblem) {
        let scheme = Self.first(request.header(protocolHeader))?.lowercased() ?? "http"
        guard scheme == "https" || scheme == "http" else { throw APIProblem(400, "The forwarded protocol is invalid") }
        let host = Self.first(request.header("x-forwarded-host")) ?? request.authority
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostCharacter) else {
            throw APIProblem(400, "The forwarded host is invalid")
        }
        self.scheme = scheme
        self.host = host
    }

    /// The address of a path on this host.
    func url(_ path: RedirectPath) -> String { "\(scheme)://\(host)\(path.text)" }

    private static func first(_ list: String?) -> String? {
        let first = list?.prefix { $0 != "," }.trimmedOfSpaces
        return first?.isEmpty == false ? first : nil
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["),
            UInt8(ascii: "]"):
            true
        default: false
        }
    }
}
