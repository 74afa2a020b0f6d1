package import HTTPTypes
package import Wire

/// One route of the gateway: where it is, what it does, and what answers.
///
/// What a handler throws becomes `{statusCode, error, message}`: an `APIProblem` as it says, `StoreUnavailable` as 503,
/// anything else as 500.
package struct GatewayRoute: Sendable {
    /// Code that answers a request.
    package typealias Handler = @Sendable (GatewayRequest) async throws -> GatewayResponse

    /// The method; `HEAD` comes with `GET`.
    package let method: HTTPRequest.Method
    /// The path without prefix; a part in braces matches anything: `/users/{userID}`.
    package let pattern: String
    /// Whether it is for operators: outside of `SERVICE_PREFIX`, and asked on behalf of no client.
    package let isOperational: Bool
    /// The longest body it takes, in bytes.
    package let bodyLimit: Int
    /// The operation object of the route in the OpenAPI document.
    package let documentation: JSONObject
    /// What answers.
    package let handler: Handler

    /// A route; of several that match, those with fewer braces win.
    package init(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        isOperational: Bool = false,
        bodyLimit: Int = 65_536,
        documentation: JSONObject,
        handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.isOperational = isOperational
        self.bodyLimit = bodyLimit
        self.documentation = documentation
        self.handler = handler
    }
}
