import Applications
import Flows
import HTTPTypes
import Kernel
import Web
import Wire

/// The tenant log's record of one call that changes something.
///
/// - SeeAlso: Auth0 Management API: log events `sapi` and `fapi`.
struct ManagementLogEvent {
    /// Bodies above this are left out of the log.
    private static let bodyLimit = 16_384
    /// Members whose values the log never holds.
    private static let secrets: Set<String> = [
        "client_secret", "password", "secret", "signing_secret", "key", "private_key", "token", "pem", "wrapped_key",
        "api_key", "smtp_pass", "access_token", "refresh_token", "totp_secret", "recovery_code", "link_with", "ticket",
        "httpAuthorization", "httpCustomHeaders", "datadogApiKey", "splunkToken", "segmentWriteKey",
        "mixpanelServiceAccountPassword",
    ]

    let request: WebRequest
    let response: ManagementResponse

    var event: LogEvent {
        let isSuccess = response.status < 400
        var event = LogEvent(
            tenant: request.host.tenant,
            date: request.now,
            type: isSuccess ? .managementSucceeded : .managementFailed,
            description: response.problem?.message ?? response.operationID ?? ""
        )
        request.origin.describe(&event, hostname: request.host.name)
        // As recorded: neither the host nor the name of the client is told, though the latter is there.
        event.hostname = nil
        (event.clientID, event.clientName) = (response.principal?.clientID, "")
        event.details = ["request": .object(requestDetails), "response": .object(responseDetails)]
        return event
    }

    private var requestDetails: JSONObject {
        var details: JSONObject = [
            "method": .string(request.method.rawValue.lowercased()), "path": .string(request.path),
            "query": .object(query), "channel": "api",
        ]
        if let userAgent = request.origin.userAgent { details["userAgent"] = .string(userAgent) }
        if let ip = request.origin.ip { details["ip"] = .string(ip) }
        if let body = Self.masked(request.body) { details["body"] = body }
        if let principal = response.principal {
            var credentials: JSONObject = ["scopes": .array(principal.scopes.sorted().map(JSONValue.string))]
            if let id = principal.tokenID { credentials["jti"] = .string(id) }
            details["auth"] = [
                "user": ["user_id": .string(principal.subject)], "strategy": "jwt",
                "credentials": .object(credentials),
            ]
        }
        return details
    }

    private var responseDetails: JSONObject {
        var details: JSONObject = ["statusCode": .integer(Int64(response.status))]
        if let body = Self.masked(response.body) { details["body"] = body }
        return details
    }

    private var query: JSONObject {
        let parameters = (try? Form(parsing: request.query.utf8))?.parameters ?? []
        return JSONObject(parameters.map { ($0.name, .string($0.value)) })
    }

    private static func masked(_ body: [UInt8]) -> JSONValue? {
        guard !body.isEmpty, body.count <= bodyLimit, let value = try? JSONReader.parse(body) else { return nil }
        return masked(value)
    }

    private static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            .object(
                JSONObject(object.map { ($0.name, secrets.contains($0.name) ? "*****" : masked($0.value)) })
            )
        case .array(let values): .array(values.map(masked))
        default: value
        }
    }
}
