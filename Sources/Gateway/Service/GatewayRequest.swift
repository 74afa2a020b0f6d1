package import HTTPTypes
package import Kernel
package import Wire

/// A request as the gateway's routes see it: read whole.
package struct GatewayRequest: Sendable {
    /// The method.
    package let method: HTTPRequest.Method
    /// The path without `SERVICE_PREFIX`, percent-encoded as it came.
    package let path: String
    /// The query without its question mark, as it came; empty if there is none.
    package let query: String
    /// The header fields.
    package let headers: HTTPFields
    /// The body; empty if there is none.
    package let body: [UInt8]
    /// The parts of the path that the route's pattern names, percent-decoded.
    package let parameters: [String: String]
    /// The authority the request was sent to: the `Host` header.
    package let authority: String
    /// The client that `client-type` names, or the default.
    package let client: LoginClient?
    /// When it came.
    package let now: Instant
    /// The id of the request, for the log and for calls that it causes: `x-request-id`, or a new one.
    package let id: String

    /// A request.
    package init(
        method: HTTPRequest.Method,
        path: String,
        query: String = "",
        headers: HTTPFields = [:],
        body: [UInt8] = [],
        parameters: [String: String] = [:],
        authority: String = "",
        client: LoginClient? = nil,
        now: Instant,
        id: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.parameters = parameters
        self.authority = authority
        self.client = client
        self.now = now
        self.id = id
    }

    /// A header by a name that need not be known to HTTP; nil if it is missing.
    package func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The media type of the body without its parameters, in lower case.
    package var mediaType: String? {
        headers[.contentType].map { value in
            String(value.prefix { $0 != ";" }).lowercased().trimmedOfSpaces
        }
    }

    /// The parameters of the query.
    ///
    /// - Throws: `APIProblem` with 400 if it cannot be read.
    package func queryForm() throws(APIProblem) -> Form {
        do { return try Form(parsing: Array(query.utf8)) } catch {
            throw APIProblem(400, "The query string is malformed")
        }
    }

    /// The members of a JSON body.
    ///
    /// - Throws: `APIProblem` with 400 if it is no JSON object.
    package func jsonBody() throws(APIProblem) -> JSONObject {
        do {
            if let object = try JSONReader.parse(body).object { return object }
        } catch { throw APIProblem(400, "The request body is not valid JSON") }
        throw APIProblem(400, "The request body must be a JSON object")
    }
}
