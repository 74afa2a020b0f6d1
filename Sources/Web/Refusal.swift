import HTTPTypes
import Kernel
import OAuth
import Wire

/// A refusal on its way to the wire: one status, one text, worded in the shape of the area that refuses.
///
/// The one place that turns errors into answers.
package struct Refusal: Error {
    /// The HTTP status.
    package let status: Int
    /// For the log alone; nil if there is nothing to say.
    package let detail: String?
    private let oauthBody: JSONObject
    private let managementBody: JSONObject
    private let headers: HTTPFields

    private init(
        _ status: Int,
        oauth code: String,
        _ message: String,
        errorCode: String? = nil,
        detail: String? = nil,
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.detail = detail
        self.headers = headers
        oauthBody = ["error": .string(code), "error_description": .string(message)]
        managementBody = APIProblem(status, message, code: errorCode).body
    }

    /// Words any error.
    package init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as OAuthError: self.init(error)
        case let problem as APIProblem: self.init(problem)
        case StoreError.unavailable(let detail):
            self = .unavailable(detail)
        case StoreError.constraint(let detail):
            self.init(
                400,
                oauth: "invalid_request",
                "Invalid characters in request",
                errorCode: "invalid_body",
                detail: detail
            )
        default:
            self.init(500, oauth: "server_error", "Internal server error", detail: String(reflecting: error))
        }
    }

    private init(_ error: OAuthError) {
        status = error.status
        detail = error.detail
        oauthBody = error.body
        managementBody = APIProblem(error.status, error.description).body
        var fields = HTTPFields()
        for (name, value) in error.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        headers = fields
    }

    private init(_ problem: APIProblem) {
        status = problem.status
        detail = problem.detail
        managementBody = problem.body
        oauthBody = ["error": .string("server_error"), "error_description": .string(problem.message)]
        headers = problem.status == 401 ? [.wwwAuthenticate: "Bearer"] : [:]
    }

    /// The answer, in the shape of an area.
    package func response(_ shape: Route.ErrorShape) -> WebResponse {
        var response: WebResponse
        switch shape {
        case .oauth: response = .json(oauthBody, status: status, mediaType: MediaType.plainJSON)
        case .management: response = .json(managementBody, status: status)
        case .text: response = .text(HTTPReason.phrase(status), status: status)
        }
        for field in headers { response.headers.append(field) }
        return response
    }
}

extension Refusal {
    static var notFound: Refusal { Refusal(404, oauth: "not_found", "Not Found") }

    /// More requests wait than can be answered soon.
    ///
    /// Nothing for the log: to write a line for each would make an overload worse.
    static var overloaded: Refusal { .unavailable(nil) }

    fileprivate static func unavailable(_ detail: String?) -> Refusal {
        Refusal(
            503,
            oauth: "temporarily_unavailable",
            "The server is temporarily unavailable. Please try again later.",
            detail: detail,
            headers: [.retryAfter: "1"]
        )
    }

    static var unknownHost: Refusal {
        Refusal(
            404,
            oauth: "invalid_request",
            "No tenant answers on this host. Use the listening address, NAME.latchkey.test, NAME.latchkey.localhost or a domain of "
                + "the tenant."
        )
    }

    static var uriTooLong: Refusal { Refusal(414, oauth: "invalid_request", "URI Too Long") }

    static func bodyTooLarge(_ limit: Int) -> Refusal {
        Refusal(
            413,
            oauth: "invalid_request",
            "Payload Too Large: at most \(limit) bytes are accepted",
            errorCode: "payload_too_large",
            headers: [.connection: "close"]
        )
    }

    static func bodyBroken(_ detail: String) -> Refusal {
        Refusal(
            400,
            oauth: "invalid_request",
            "The request body is incomplete or malformed",
            errorCode: "invalid_body",
            detail: detail,
            headers: [.connection: "close"]
        )
    }

    static func methodNotAllowed(_ route: Route) -> Refusal {
        Refusal(
            405,
            oauth: "method_not_allowed",
            "Method Not Allowed",
            headers: [.allow: route.methods.map(\.rawValue).joined(separator: ", ")]
        )
    }

    static func tooManyRequests(_ reading: RateLimiter.Reading, now: Instant) -> Refusal {
        Refusal(
            429,
            oauth: "too_many_requests",
            "Global limit has been reached",
            errorCode: "too_many_requests",
            headers: [.retryAfter: reading.retryAfter(now)]
        )
    }
}
