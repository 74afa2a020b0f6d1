import CCurl

/// Documents that others publish, fetched within the same limits.
extension HTTPPoster {
    /// The document at an address.
    ///
    /// - Parameter limit: How many bytes it may have.
    /// - Throws: `Failure` unless the answer is a success within the limit.
    package func document(at url: String, limit: Int) async throws(Failure) -> [UInt8] {
        let (status, body): (Int, [UInt8])
        do { (status, body) = try await TransferThread.run { try fetch(url, limit: limit) } } catch {
            throw (error as? Failure) ?? Failure("\(error)", isWorthTrying: true)
        }
        guard (200..<300).contains(status) else { throw Self.refusal(status) }
        guard body.count <= limit else { throw Failure("it has more than \(limit) bytes", isWorthTrying: false) }
        return body
    }

    private func fetch(_ url: String, limit: Int) throws -> (status: Int, body: [UInt8]) {
        let target = try PostTarget(url)
        var request = try CurlRequest()
        try prepare(&request, for: target, timeout: timeout, headers: ["Accept: application/json"])
        request.set(CURLOPT_HTTPGET, 1)
        // One byte more shows that there is more.
        let (status, body) = try request.perform(upload: [], answerLimit: limit + 1)
        return (status, body)
    }
}
