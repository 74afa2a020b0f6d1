/// Fetches what others publish, from the web and within limits.
package protocol DocumentFetching: Sendable {
    /// The document at an address.
    ///
    /// - Parameter limit: How many bytes it may have.
    /// - Throws: `FetchFailure`.
    func document(at url: String, limit: Int) async throws(FetchFailure) -> [UInt8]
}

/// Why a document was not fetched.
package struct FetchFailure: Error, Sendable, CustomStringConvertible {
    /// The reason.
    package let description: String

    /// A reason.
    package init(_ description: String) { self.description = description }
}

/// A program that fetches nothing: a command on the database.
package struct NoFetching: DocumentFetching {
    /// It fetches nothing.
    package init() {}

    package func document(at url: String, limit: Int) async throws(FetchFailure) -> [UInt8] {
        throw FetchFailure("documents are fetched by a running server alone")
    }
}
