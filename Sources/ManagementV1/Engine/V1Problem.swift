import HTTPTypes
import Kernel
import Web
import Wire

/// Refusals in the shape of the first API: clients look for `detail` first.
///
/// - SeeAlso: Auth0 Management API v1: errors.
enum V1Problem {
    /// The refusal behind an error; what is not meant for the caller goes to the log alone.
    static func problem(_ error: any Error) -> APIProblem {
        switch error {
        // The first API had no conflicts: what is taken is a bad request.
        case let problem as APIProblem where problem.status == 409:
            APIProblem(400, problem.message, code: problem.errorCode, detail: problem.detail)
        case let problem as APIProblem: problem
        case StoreError.unavailable(let detail): APIProblem(503, "Service Unavailable", detail: detail)
        case StoreError.conflict(let key): APIProblem(400, "Already taken", detail: "unique key taken: \(key)")
        case StoreError.constraint(let detail):
            APIProblem(400, "Invalid characters in request", code: "invalid_body", detail: detail)
        default: APIProblem(500, "An internal server error occurred", detail: "\(error)")
        }
    }

    /// The answer of a refusal.
    static func response(_ problem: APIProblem) -> WebResponse {
        var body: JSONObject = [
            "statusCode": .integer(Int64(problem.status)), "error": .string(HTTPReason.phrase(problem.status)),
            "message": .string(problem.message), "detail": .string(problem.message),
        ]
        if let code = problem.errorCode { body["errorCode"] = .string(code) }
        var response = WebResponse.json(body, status: problem.status)
        if problem.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}
