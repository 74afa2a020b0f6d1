import CCurl

/// A URL that may be posted to, taken apart by the library that will follow it, so that what is checked is what is used.
struct PostTarget: Equatable {
    /// The URL as libcurl writes it.
    let url: String
    /// `https` or `http`.
    let scheme: String
    /// The host in ASCII; an IPv6 literal without its brackets.
    let host: String
    let port: Int

    /// - Throws: `HTTPPoster.Failure` for what is no absolute URL of the web, or carries a name and password.
    init(_ text: String) throws(HTTPPoster.Failure) {
        guard let handle = curl_url() else { throw HTTPPoster.Failure("libcurl has no memory", isWorthTrying: true) }
        defer { curl_url_cleanup(handle) }
        let isRead = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK
        guard isRead, let url = Self.part(handle, CURLUPART_URL), let scheme = Self.part(handle, CURLUPART_SCHEME),
            let host = Self.part(handle, CURLUPART_HOST), scheme == "https" || scheme == "http",
            let port = Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init), port > 0,
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw HTTPPoster.Failure("the URL cannot be posted to", isWorthTrying: false) }
        self.url = url
        self.scheme = scheme
        self.host = host.first == "[" ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
