import CCurl
package import Wire

/// Posts to servers that tenants name: within limits of time and size, without following redirects, and to no address
/// that only this network can reach, unless the operator allows it.
///
/// - SeeAlso: OpenID Connect Back-Channel Logout 1.0 §2.5; OWASP: "Server-Side Request Forgery Prevention".
package struct HTTPPoster: Sendable {
    /// How long a post may take, in seconds.
    private static let timeout = 5
    private static let answerLimit = 16_384

    private let allowsPrivateAddresses: Bool
    /// The file of authorities that are trusted; nil for the system's.
    private let authorities: String?

    /// A poster.
    package init(allowsPrivateAddresses: Bool, authorities: String? = nil) {
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.authorities = authorities
    }

    /// Why a post did not happen.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        /// The reason.
        package let description: String
        /// Whether it may go better another time.
        package let isWorthTrying: Bool
    }

    /// Posts a form.
    ///
    /// - Throws: `Failure` unless the answer is a success.
    package func post(form: JSONObject, to url: String) async throws {
        let body = form.map { "\(Form.encode($0.name))=\(Form.encode($0.value.string ?? ""))" }.joined(separator: "&")
        try await post(Array(body.utf8), mediaType: "application/x-www-form-urlencoded", headers: [], to: url)
    }

    /// Posts bytes.
    ///
    /// - Throws: `Failure` unless the answer is a success.
    package func post(_ body: [UInt8], mediaType: String, headers: [String], to url: String) async throws {
        let (allows, authorities) = (allowsPrivateAddresses, authorities)
        let status: Int
        do {
            status = try await CurlThread.run {
                let place = try HTTPPlace(url)
                let addresses = try Resolver.addresses(of: place.host)
                if !allows, let refused = addresses.first(where: \.isPrivate) {
                    throw Failure(
                        description: "\(place.host) is at \(refused), which is not public",
                        isWorthTrying: false
                    )
                }
                var request = try CurlRequest()
                request.set(CURLOPT_URL, url)
                request.set(CURLOPT_PROTOCOLS_STR, allows ? "https,http" : "https")
                request.set(CURLOPT_PROXY, "")
                // The address that was checked is the one that is used, whatever the name resolves to next.
                if let first = addresses.first {
                    request.set(CURLOPT_RESOLVE, ["\(place.host):\(place.port):\(first.text)"])
                }
                request.set(CURLOPT_FOLLOWLOCATION, 0)
                request.set(CURLOPT_TIMEOUT, Self.timeout)
                request.set(CURLOPT_POST, 1)
                request.set(CURLOPT_POSTFIELDSIZE, body.count)
                if let authorities { request.set(CURLOPT_CAINFO, authorities) }
                request.set(
                    CURLOPT_HTTPHEADER,
                    ["Content-Type: \(mediaType)", "User-Agent: Latchkey", "Expect:"] + headers
                )
                return try request.perform(upload: body, answerLimit: Self.answerLimit).status
            }
        } catch let failure as CurlRequest.Failure {
            throw Failure(description: failure.description, isWorthTrying: true)
        }
        guard (200..<300).contains(status) else {
            throw Failure(description: "the answer was \(status)", isWorthTrying: status >= 500 || status == 429)
        }
    }
}

/// Host and port of a URL that may be posted to.
struct HTTPPlace {
    let host: String
    let port: Int

    /// - Throws: `HTTPPoster.Failure` for what is no URL of the web.
    init(_ url: String) throws(HTTPPoster.Failure) {
        guard let mark = url.firstRange(of: "://") else { throw Self.malformed }
        let scheme = url[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw Self.malformed }
        let authority = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@"), !authority.contains("\\"), !authority.isEmpty else { throw Self.malformed }
        if authority.first == "[", let end = authority.firstIndex(of: "]") {
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            let rest = authority[authority.index(after: end)...]
            port = rest.first == ":" ? Int(rest.dropFirst()) ?? 0 : scheme == "https" ? 443 : 80
        } else {
            let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = String(parts[0])
            port = parts.count == 2 ? Int(parts[1]) ?? 0 : scheme == "https" ? 443 : 80
        }
        guard (1...65_535).contains(port), !host.isEmpty else { throw Self.malformed }
    }

    private static let malformed = HTTPPoster.Failure(description: "the address is malformed", isWorthTrying: false)
}
