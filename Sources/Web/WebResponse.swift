package import HTTPTypes
package import Wire

/// An answer as the edges give it; the front door adds what every answer has.
package struct WebResponse: Sendable {
    /// The HTTP status.
    package var status: Int
    /// Header fields beside those every answer has.
    package var headers: HTTPFields
    /// The body.
    package var body: [UInt8]
    /// What is written in the place of the body, piece by piece; nil for the answers that are whole.
    package var stream: StreamedBody?

    /// An answer.
    package init(status: Int = 200, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer of JSON.
    ///
    /// - Parameters:
    ///   - value: The body.
    ///   - status: The HTTP status.
    ///   - mediaType: The `Content-Type`: the token endpoint names no charset, everything else does.
    package static func json(
        _ value: JSONObject,
        status: Int = 200,
        mediaType: String = MediaType.json
    ) -> WebResponse {
        WebResponse(status: status, headers: [.contentType: mediaType], body: JSONWriter.encode(value))
    }

    /// An answer of plain text.
    package static func text(_ text: String, status: Int = 200) -> WebResponse {
        WebResponse(status: status, headers: [.contentType: "text/plain; charset=utf-8"], body: Array(text.utf8))
    }
}

/// The media types this server answers with.
package enum MediaType {
    /// JSON, as most endpoints of Auth0 spell it.
    package static let json = "application/json; charset=utf-8"
    /// A stream of events.
    ///
    /// - SeeAlso: HTML Living Standard §9.2 "Server-sent events".
    package static let eventStream = "text/event-stream"
    /// JSON, as the token endpoint spells it.
    package static let plainJSON = "application/json"
}

/// What caches may do with an answer.
///
/// - SeeAlso: Auth0 Authentication API: recorded response headers.
package enum CacheControl {
    /// A token: RFC 6749 §5.1.
    package static let token = "no-store"
    /// Everything else that is not public.
    package static let none =
        "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform"
    /// Metadata and keys.
    package static let metadata =
        "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400"
}
