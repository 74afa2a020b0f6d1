import CCurl
package import Wire

/// Posts to servers that tenants name: within limits of time and size, without following redirects, and to no address
/// that only this network can reach, unless the operator allows it.
///
/// - SeeAlso: OpenID Connect Back-Channel Logout 1.0 §2.5; OWASP: "Server-Side Request Forgery Prevention".
package struct HTTPPoster: Sendable {
    /// How long a post may take, in seconds.
    package static let timeout = 5
    private static let answerLimit = 16_384

    private let allowsPrivateAddresses: Bool
    /// The file of authorities that are trusted; nil for the system's.
    let authorities: String?
    /// How long a post may take, in seconds, where nothing else is said.
    var timeout = HTTPPoster.timeout

    /// A poster.
    ///
    /// - Parameters:
    ///   - allowsPrivateAddresses: Whether posts may go to addresses of this network, and then also without TLS.
    ///   - authorities: The file of authorities that are trusted; nil for the system's.
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

        init(_ description: String, isWorthTrying: Bool) {
            self.description = description
            self.isWorthTrying = isWorthTrying
        }
    }

    /// What is posted, and where.
    struct Call: Sendable {
        let url: String
        let mediaType: String
        var headers: [String] = []
        let body: [UInt8]
        /// How long it may take, in seconds; nil for as long as any post.
        var timeout: Int?
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
        let (status, _) = try await answer(to: Call(url: url, mediaType: mediaType, headers: headers, body: body))
        guard (200..<300).contains(status) else { throw Self.refusal(status) }
    }

    /// Posts, and answers what the other server answers.
    ///
    /// - Throws: `Failure` where there is no answer.
    func answer(to call: Call) async throws -> (status: Int, body: [UInt8]) {
        do { return try await TransferThread.run { try perform(call) } } catch let failure as CurlRequest.Failure {
            throw Failure(failure.description, isWorthTrying: true)
        }
    }

    /// What an answer that is no success means: servers in trouble may recover, refusals stay.
    static func refusal(_ status: Int) -> Failure {
        Failure("the answer was \(status)", isWorthTrying: status >= 500 || [408, 425, 429].contains(status))
    }

    private func perform(_ call: Call) throws -> (status: Int, body: [UInt8]) {
        let target = try PostTarget(call.url)
        var request = try CurlRequest()
        let headers = ["Content-Type: \(call.mediaType)", "Expect:"] + call.headers
        try prepare(&request, for: target, timeout: call.timeout ?? timeout, headers: headers)
        request.set(CURLOPT_POST, 1)
        request.set(CURLOPT_POSTFIELDSIZE, call.body.count)
        let (status, answer) = try request.perform(upload: call.body, answerLimit: Self.answerLimit)
        return (status, answer)
    }

    /// Sets what every request has: where it goes, how long it may take, and whom it trusts.
    ///
    /// - Throws: `Failure` for a host that may not be asked.
    func prepare(
        _ request: inout CurlRequest,
        for target: PostTarget,
        timeout: Int,
        headers: [String]
    ) throws(Failure) {
        // The addresses that were checked are those that are used, whatever the name resolves to next.
        let pinned = try checkedAddresses(of: target).map(\.text).joined(separator: ",")
        request.set(CURLOPT_URL, target.url)
        request.set(CURLOPT_RESOLVE, ["\(target.host):\(target.port):\(pinned)"])
        request.set(CURLOPT_FOLLOWLOCATION, 0)
        request.set(CURLOPT_TIMEOUT, timeout)
        if let authorities { request.set(CURLOPT_CAINFO, authorities) }
        request.set(CURLOPT_HTTPHEADER, (["User-Agent: Latchkey"] + headers).map(HeaderText.line))
    }

    /// The addresses of a host, if all of them may be posted to.
    private func checkedAddresses(of target: PostTarget) throws(Failure) -> [NetworkAddress] {
        guard target.scheme == "https" || allowsPrivateAddresses else {
            throw Failure("\(target.host) would be posted to without TLS", isWorthTrying: false)
        }
        guard let addresses = Resolver.addresses(of: target.host), !addresses.isEmpty else {
            throw Failure("\(target.host) has no address", isWorthTrying: true)
        }
        if !allowsPrivateAddresses, let refused = addresses.first(where: \.isPrivate) {
            throw Failure("\(target.host) is at \(refused), which is not public", isWorthTrying: false)
        }
        return addresses
    }
}
