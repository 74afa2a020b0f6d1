package import Kernel
import Wire

/// Where to go afterwards: a path on the host the browser is on, and nothing that leads off it.
///
/// - SeeAlso: WHATWG URL §4.4: browsers read `\` as `/`, and skip tabs and line ends.
package struct RedirectPath: Sendable, Equatable {
    /// The path with its query, in the characters that URLs are made of.
    package let text: String

    private static let limit = 4_096

    /// Takes a path.
    ///
    /// - Throws: `APIProblem` with 400 for anything that is not a path on the same host.
    package init(_ text: String) throws(APIProblem) {
        let bytes = Array(text.utf8)
        let leadsOff = bytes.count > 1 && bytes[1] == UInt8(ascii: "/")
        guard bytes.first == UInt8(ascii: "/"), !leadsOff, bytes.count <= Self.limit,
            !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") })
        else { throw APIProblem(400, "The redirect must be a path on this host, such as /home") }
        self.text = text.unicodeScalars.map { Self.needsEncoding($0) ? Form.encode(String($0)) : String($0) }.joined()
    }

    private static func needsEncoding(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value >= 0x7F || "\"<>`{|}^".unicodeScalars.contains(scalar)
    }
}
