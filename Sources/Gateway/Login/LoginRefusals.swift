import Kernel
import Wire

extension TenantError {
    /// The error as an answer: refusals of these codes are about the person, all others about the gateway's own set-up.
    func problem(refusals: [String: Int]) -> APIProblem {
        switch self {
        case .refused(429, _, _):
            APIProblem(429, "Too many attempts: try again later", detail: detail)
        case .refused(_, let error, let description):
            if let status = refusals[error] {
                APIProblem(status, description.isEmpty ? error : description, detail: detail)
            } else {
                APIProblem(502, "The identity provider refused the gateway", detail: detail)
            }
        case .invalidToken: APIProblem(502, "The identity provider answered with an invalid token", detail: detail)
        case .unavailable: APIProblem(502, "The identity provider does not answer", detail: detail)
        }
    }

    private var detail: String {
        switch self {
        case .refused(let status, let error, let description): "the tenant answered \(status) \(error): \(description)"
        case .invalidToken(let detail), .unavailable(let detail): detail
        }
    }
}

extension RenewalError {
    /// The error as an answer; `refusal` is the status of a refresh token that the tenant does not take any more.
    func problem(refusal: Int) -> APIProblem {
        switch self {
        case .ended: APIProblem(401, "The session has ended")
        case .refused: APIProblem(refusal, "The session cannot be renewed: sign in again")
        case .unavailable: APIProblem(503, "The session is being renewed: try again")
        }
    }
}

extension GatewayRequest {
    /// The client that the request is for.
    ///
    /// - Throws: `APIProblem` with 401 if there is none.
    func loginClient() throws(APIProblem) -> LoginClient {
        guard let client else { throw APIProblem(401, "The client is unknown") }
        return client
    }

    /// The fields of a form or of a JSON object; members that are no strings are left out.
    ///
    /// - Throws: `APIProblem` with 400 if the body cannot be read.
    func fields() throws(APIProblem) -> Form {
        if body.isEmpty { return Form() }
        if mediaType == "application/x-www-form-urlencoded" {
            do { return try Form(parsing: body) } catch { throw APIProblem(400, "The form is malformed") }
        }
        let members = try jsonBody()
        return Form(members.compactMap { name, value in value.string.map { (name, $0) } })
    }
}
