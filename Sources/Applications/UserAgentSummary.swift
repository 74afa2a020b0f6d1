/// A `User-Agent` header in the short form of the tenant log: `Chrome 120.0.0 / Mac OS X 10.15.7`.
package struct UserAgentSummary: Sendable {
    /// The program and the system, each with three numbers of its version.
    package let text: String
    /// Whether the header says that the program runs on a telephone.
    package let isMobile: Bool

    /// Programs by the token that precedes their version; the more particular come first, since browsers claim to be
    /// each other.
    private static let programs = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("CriOS/", "Chrome Mobile iOS"),
        ("FxiOS/", "Firefox iOS"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Version/", "Safari"),
    ]
    private static let systems = [
        ("Windows NT ", "Windows"), ("CPU iPhone OS ", "iOS"), ("CPU OS ", "iOS"), ("Android ", "Android"),
        ("Mac OS X ", "Mac OS X"), ("CrOS x86_64 ", "Chrome OS"), ("Linux ", "Linux"),
    ]

    /// Reads a header; what is not known is `Other 0.0.0`.
    package init(_ header: String) {
        // A header is as long as its sender likes; what matters stands at its beginning.
        let bytes = Array(header.utf8.prefix(512))
        text = Self.find(Self.programs, in: bytes) + " / " + Self.find(Self.systems, in: bytes)
        isMobile = ["Mobile", "iPhone", "Android"].contains { Self.end(of: $0, in: bytes) != nil }
    }

    private static func find(_ table: [(token: String, name: String)], in bytes: [UInt8]) -> String {
        for (token, name) in table {
            if let end = end(of: token, in: bytes) { return "\(name) \(version(bytes[end...]))" }
        }
        return "Other 0.0.0"
    }

    private static func end(of token: String, in bytes: [UInt8]) -> Int? {
        let token = Array(token.utf8)
        guard bytes.count >= token.count else { return nil }
        for start in 0...(bytes.count - token.count) where bytes[start..<start + token.count].elementsEqual(token) {
            return start + token.count
        }
        return nil
    }

    /// The first three numbers, which dots or underscores separate; those that are not there are 0.
    private static func version(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = bytes.prefix { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x5F }
        var numbers = digits.split { $0 == 0x2E || $0 == 0x5F }.prefix(3).map { String(decoding: $0, as: UTF8.self) }
        while numbers.count < 3 { numbers.append("0") }
        return numbers.joined(separator: ".")
    }
}
