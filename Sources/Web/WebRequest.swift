package import Applications
package import Flows
package import HTTPTypes
package import Kernel

/// An HTTP request as the edges see it: read whole, its tenant known.
package struct WebRequest: Sendable {
    /// The method.
    package let method: HTTPRequest.Method
    /// The path, percent-encoded as it came.
    package let path: String
    /// The query without its question mark, as it came; empty if there is none.
    package let query: String
    /// The header fields.
    package let headers: HTTPFields
    /// The body; empty if there is none.
    package let body: [UInt8]
    /// The host it was sent to.
    package let host: RequestHost
    /// Where it came from, for the tenant log.
    package let origin: RequestOrigin
    /// When it came.
    package let now: Instant

    /// A request.
    package init(
        method: HTTPRequest.Method,
        path: String,
        query: String,
        headers: HTTPFields,
        body: [UInt8],
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.host = host
        self.origin = origin
        self.now = now
    }

    /// The media type of the body without its parameters, in lower case.
    package var mediaType: String? {
        headers[.contentType].map { value in
            String(value.prefix { $0 != ";" }).lowercased().filter { $0 != " " && $0 != "\t" }
        }
    }
}
