package import Kernel
package import Wire

/// Makes records of log events: the members of Auth0's log, in its order.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/logs/{id}`.
package enum LogRecording {
    /// The record of an event; what is not known is `null`, or empty where Auth0 writes that.
    package static func record(_ event: LogEvent, id: String) -> LogRecord {
        LogRecord(tenant: event.tenant, id: id, date: event.date, type: event.type.rawValue, body: body(event))
    }

    private static func body(_ event: LogEvent) -> JSONObject {
        // Events of the management API have no user, connection or audience at all: there Auth0 writes `null`, while
        // events of the token endpoint have empty strings.
        let absent: JSONValue = event.isOfManagement ? .null : ""
        func text(_ value: String?, else other: JSONValue = .null) -> JSONValue { value.map { .string($0) } ?? other }
        var body = JSONObject()
        body.append("date", event.date.json)
        body.append("type", .string(event.type.rawValue))
        body.append("description", text(event.description, else: ""))
        body.append("connection", text(event.connection))
        body.append("connection_id", text(event.connectionID, else: absent))
        body.append("organization_id", text(event.organizationID))
        body.append("organization_name", text(event.organizationName))
        body.append("client_id", text(event.clientID))
        body.append("client_name", text(event.clientName, else: event.isOfManagement ? "" : .null))
        body.append("ip", text(event.ip))
        if let clientIP = event.clientIP { body.append("client_ip", .string(clientIP)) }
        body.append("hostname", text(event.hostname))
        body.append("details", event.details.map { .object($0) } ?? .null)
        body.append("user_id", text(event.userID, else: absent))
        body.append("user_name", text(event.userName, else: absent))
        body.append("user_agent", .string(UserAgentSummary(event.userAgent ?? "").text))
        body.append("audience", text(event.audience))
        body.append("scope", text(event.scope))
        body.append("strategy", text(event.strategy?.name))
        body.append("strategy_type", text(event.strategy?.type))
        body.append("isMobile", .bool(UserAgentSummary(event.userAgent ?? "").isMobile))
        body.append("location_info", .null)
        if let auth0Client = event.auth0Client { body.append("auth0_client", auth0Client) }
        if let id = event.correlationID { body.append("references", ["correlation_id": .string(id)]) }
        return body
    }
}

extension LogEvent {
    fileprivate var isOfManagement: Bool { type == .managementSucceeded || type == .managementFailed }
}

extension LogRecord {
    /// The record as the management API answers it.
    package var answer: JSONObject {
        let start: JSONObject = ["_id": .string(id), "log_id": .string(id)]
        return start.merging(body)
    }
}
