import Kernel
import Wire

/// The tenant's management API: calls with the gateway's own token, fetched anew once when it is not taken.
struct ManagementAPI: Sendable {
    private let base: String
    private let send: TenantExchange
    private let tokens: ManagementTokens

    /// The management API of a configuration's tenant.
    init(
        configuration: GatewayConfiguration,
        send: @escaping TenantExchange,
        clock: @escaping @Sendable () -> Instant
    ) {
        base = configuration.managementURL.text + "/api/v2/"
        self.send = send
        tokens = ManagementTokens(configuration: configuration, send: send, clock: clock)
    }

    /// A call that succeeded, whatever its status of success.
    ///
    /// - Parameters:
    ///   - path: The path below `/api/v2/`, its parts percent-encoded.
    ///   - query: The parameters of the query.
    ///   - mediaType: The media type of the body, if there is one.
    ///   - requestID: The id of the request that causes the call.
    /// - Throws: `APIProblem`, `ManagementRefusal`.
    func call(
        _ method: String,
        _ path: String,
        query: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        mediaType: String? = nil,
        timeout: Int64 = 30,
        requestID: String
    ) async throws -> TenantAnswer {
        let parameters = query.map { "\(Form.encode($0.name))=\(Form.encode($0.value))" }.joined(separator: "&")
        let type = mediaType.map { [(name: "content-type", value: $0)] } ?? []
        let call = TenantCall(
            method,
            base + path + (parameters.isEmpty ? "" : "?" + parameters),
            headers: [(name: "x-request-id", value: requestID)] + type,
            body: body,
            timeout: timeout
        )
        let answer = try await answer(to: call)
        guard (200..<300).contains(answer.status) else { throw Self.refusal(answer) }
        return answer
    }

    private func answer(to call: TenantCall) async throws(APIProblem) -> TenantAnswer {
        do {
            let token = try await tokens.token()
            let answer = try await send(call.authorized(by: token))
            guard answer.status == 401 else { return answer }
            await tokens.forget(token)
            return try await send(call.authorized(by: try await tokens.token()))
        } catch { throw Self.problem(error) }
    }

    /// Calls with a JSON object as the body.
    ///
    /// - Throws: `APIProblem`, `ManagementRefusal`.
    func call(_ method: String, _ path: String, json: JSONObject, requestID: String) async throws -> TenantAnswer {
        let body = JSONWriter.encode(json)
        return try await call(method, path, body: body, mediaType: "application/json", requestID: requestID)
    }

    private static let refused = "The identity provider refused the gateway"
    /// Refusals that are about what was asked for, and not about the gateway's own rights.
    private static let relayed: Set<Int> = [400, 404, 409, 413, 429]

    private static func refusal(_ answer: TenantAnswer) -> any Error {
        if relayed.contains(answer.status), answer.json != nil { return ManagementRefusal(answer: answer) }
        return problem(answer.refusal)
    }

    /// A 401 or 403 is about the gateway's token: whoever asked the gateway must not take it for their own.
    private static func problem(_ error: TenantError) -> APIProblem {
        switch error {
        case .refused(let status, let error, let description):
            APIProblem(502, refused, detail: "the tenant answered \(status) \(error): \(description)")
        case .unavailable(let detail), .invalidToken(let detail):
            APIProblem(502, "The identity provider does not answer", detail: detail)
        }
    }
}

/// A refusal of the management API that is the caller's own business, and is handed on as it came.
struct ManagementRefusal: Error, Sendable {
    /// What the management API answered.
    let answer: TenantAnswer
}

extension TenantCall {
    /// The request with a token.
    fileprivate func authorized(by token: Secret) -> TenantCall {
        var call = self
        call.headers.append((name: "authorization", value: "Bearer \(token.exposed)"))
        return call
    }
}
