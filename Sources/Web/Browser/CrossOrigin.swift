import HTTPTypes

/// What pages of other origins may read.
///
/// - SeeAlso: Fetch Standard, "CORS protocol"; Auth0 Authentication API: recorded response headers.
package enum CrossOrigin {
    private static let rateLimitHeaders = "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"

    /// Lets every origin read an answer that depends on no cookie.
    package static func allowAll(_ response: inout WebResponse) {
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.accessControlAllowCredentials] = "false"
        response.headers[.accessControlExposeHeaders] = rateLimitHeaders
    }

    /// Lets one origin, which was checked, send cookies and read the answer.
    package static func allow(_ origin: String, _ response: inout WebResponse) {
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlAllowCredentials] = "true"
        response.headers[.accessControlExposeHeaders] = rateLimitHeaders
    }

    /// The answer to a question before the request itself.
    package static func preflight(_ request: WebRequest, methods: String, allowsCookies origin: String?) -> WebResponse
    {
        var response = WebResponse(status: 204)
        if let origin { allow(origin, &response) } else { allowAll(&response) }
        response.headers[.accessControlAllowMethods] = methods
        response.headers[.accessControlAllowHeaders] =
            request.headers[.accessControlRequestHeaders] ?? "authorization, content-type, auth0-client, dpop"
        response.headers[.accessControlMaxAge] = "3600"
        return response
    }
}
