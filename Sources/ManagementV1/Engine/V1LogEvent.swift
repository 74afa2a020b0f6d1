import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import Web
import Wire

/// The tenant log's record of one call that changes something.
///
/// Neither query nor body is part of it: tokens and secrets stand there.
enum V1LogEvent {
    /// The record of a call.
    static func event(
        _ request: WebRequest,
        _ operation: V1Operation,
        _ values: [String],
        _ caller: V1Caller?,
        status: Int,
        problem: APIProblem?
    ) -> Kernel.LogEvent {
        var event = Kernel.LogEvent(
            tenant: request.host.tenant,
            date: request.now,
            type: problem == nil ? .managementSucceeded : .managementFailed,
            description: problem?.message ?? "\(operation.method.rawValue) /api/\(operation.path)"
        )
        request.origin.describe(&event, hostname: request.host.name)
        event.clientID = caller?.clientID
        event.details = [
            "request": [
                "method": .string(request.method.rawValue.lowercased()),
                "path": .string("/api/" + path(operation, values)), "channel": "api_v1",
            ],
            "response": ["statusCode": .integer(Int64(status))],
        ]
        return event
    }

    /// What else the log says of a call that succeeded: a user who came, changed or went, or is sent a mail.
    ///
    /// - SeeAlso: Auth0: "Log Event Type Codes".
    static func consequence(
        _ request: WebRequest,
        _ operation: V1Operation,
        _ values: [String],
        _ caller: V1Caller?,
        _ response: WebResponse
    ) -> Kernel.LogEvent? {
        guard response.status < 300, let type = consequences["\(operation.method.rawValue) \(operation.path)"] else {
            return nil
        }
        var event = Kernel.LogEvent(tenant: request.host.tenant, date: request.now, type: type, description: "")
        request.origin.describe(&event, hostname: request.host.name)
        event.clientID = caller?.clientID
        let user = type == .signupSucceeded ? (try? JSONReader.parse(response.body))?.object : nil
        let userID = user?["user_id"]?.string ?? values.first ?? ""
        event.userID = userID
        event.userName = (user?["email"] ?? user?["username"])?.string
        event.connection = user?["identities"]?.array?.first?["connection"]?.string
        if type == .userDeleted {
            event.description = "user_id: \(userID.split(separator: "|").last.map(String.init) ?? userID)"
        }
        return event
    }

    private static let consequences: [String: LogEventType] = [
        "POST users": .signupSucceeded, "DELETE users/{user_id}": .userDeleted,
        "PUT users/{user_id}/email": .emailChanged,
        "POST users/{user_id}/send_verification_email": .verificationRequested,
    ]

    /// The path that was called; a token in it is left out.
    private static func path(_ operation: V1Operation, _ values: [String]) -> String {
        var rest = values[...]
        return operation.path.split(separator: "/").map { segment in
            guard segment.hasPrefix("{") else { return String(segment) }
            let value = rest.popFirst() ?? ""
            return segment == "{token}" ? "*****" : value
        }.joined(separator: "/")
    }
}
