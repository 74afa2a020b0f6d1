import HTTPTypes
package import Web

/// A file that pages refer to; its name changes with its content, so it never grows stale.
package struct Asset: Sendable {
    /// Its path on every host.
    package let path: String
    /// Its media type.
    package let mediaType: String
    /// Its content.
    package let bytes: [UInt8]

    /// A file whose name is made of its content.
    init(_ text: String, extension suffix: String, mediaType: String) {
        bytes = Array(text.utf8)
        path = Assets.prefix + Self.fingerprint(bytes) + "." + suffix
        self.mediaType = mediaType
    }

    /// The file as an answer that may be kept for ever.
    package var response: WebResponse {
        WebResponse(headers: [.contentType: mediaType, .cacheControl: Assets.immutable], body: bytes)
    }

    /// The FNV-1a hash of some bytes: enough to tell one version of our own files from another.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

/// The files that all pages refer to.
package struct Assets: Sendable {
    /// What the paths of all files begin with.
    package static let prefix = "/u/assets/"
    /// How long a file whose address tells its content may be kept.
    package static let immutable = "public, max-age=31536000, immutable"

    let styleSheet = Asset(StyleSheet.text, extension: "css", mediaType: "text/css; charset=utf-8")
    let script = Asset(Script.text, extension: "js", mediaType: "text/javascript; charset=utf-8")
    let icon = Asset(Icon.text, extension: "svg", mediaType: "image/svg+xml")

    /// The file of a path; nil if there is none.
    package subscript(path: String) -> Asset? { [styleSheet, script, icon].first { $0.path == path } }
}
