package import Wire

/// A refusal of the management API: its status and the members of Auth0's error envelope.
///
/// - SeeAlso: Auth0 Management API: error responses `{statusCode, error, message, errorCode}`.
package struct APIProblem: Error, Sendable {
    /// The HTTP status.
    package let status: Int
    /// The text for whoever called.
    package let message: String
    /// The slug that tells causes of one status apart; many answers have none.
    package let errorCode: String?
    /// Members that a few problems add to the envelope.
    package let attributes: JSONObject?
    /// For the log alone.
    package let detail: String?

    /// A refusal.
    package init(
        _ status: Int,
        _ message: String,
        code errorCode: String? = nil,
        attributes: JSONObject? = nil,
        detail: String? = nil
    ) {
        self.status = status
        self.message = message
        self.errorCode = errorCode
        self.attributes = attributes
        self.detail = detail
    }

    /// The envelope, in Auth0's order of members.
    package var body: JSONObject {
        var body: JSONObject = [
            "statusCode": .integer(Int64(status)), "error": .string(HTTPReason.phrase(status)),
            "message": .string(message),
        ]
        if let errorCode { body["errorCode"] = .string(errorCode) }
        if let attributes { body["attributes"] = .object(attributes) }
        return body
    }
}

/// Reason phrases of HTTP statuses, as error envelopes spell them.
///
/// - SeeAlso: RFC 9110 §15.
package enum HTTPReason {
    /// The phrase for a status; `Error` for one without a phrase here.
    package static func phrase(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Payload Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 421: "Misdirected Request"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: "Error"
        }
    }
}
