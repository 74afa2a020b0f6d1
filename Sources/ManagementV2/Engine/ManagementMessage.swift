package import Applications
package import Flows
package import Kernel
package import Web

/// One request for the management API v2, without its transport.
package struct ManagementRequest: Sendable {
    /// The HTTP method, in capitals.
    package var method: String
    /// The path behind `/api/v2`, percent-encoded as it came: `/clients/abc`.
    package var path: String
    /// The query without its question mark, as it came.
    package var query: String
    /// The `Content-Type` header.
    package var contentType: String?
    /// The `Authorization` header.
    package var authorization: String?
    /// The `Last-Event-ID` header.
    package var lastEventID: String?
    /// The body as it came.
    package var body: [UInt8]
    /// The host the request is for.
    package var host: RequestHost
    /// When it came.
    package var now: Instant
    /// The id that its log lines carry.
    package var requestID: String

    /// A request.
    package init(
        method: String,
        path: String,
        query: String = "",
        contentType: String? = nil,
        authorization: String? = nil,
        lastEventID: String? = nil,
        body: [UInt8] = [],
        host: RequestHost,
        now: Instant,
        requestID: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.contentType = contentType
        self.authorization = authorization
        self.lastEventID = lastEventID
        self.body = body
        self.host = host
        self.now = now
        self.requestID = requestID
    }
}

/// The answer to one request, with what the log wants to know about it.
package struct ManagementResponse: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The headers, in order.
    package var headers: [(String, String)]
    /// The body.
    package var body: [UInt8]
    /// What is written in the place of the body, piece by piece.
    package var stream: StreamedBody?
    /// Whether the call succeeded because there was nothing to do.
    package var isUnchanged = false
    /// The operation that was called, if the request named one.
    package var operationID: String?
    /// Who called, if that became clear.
    package var principal: ManagementPrincipal?
    /// The refusal, if it is one.
    package var problem: APIProblem?
}
