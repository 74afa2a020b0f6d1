import Applications
import Kernel
import Wire

extension OutboxRecord {
    /// What the tenant log says of a delivery that is over; nil for nothing.
    ///
    /// - Parameters:
    ///   - problem: why it was given up; nil for one that arrived.
    ///   - now: when it was over.
    /// - SeeAlso: Auth0: "Log Event Type Codes".
    func logEvent(problem: String?, now: Instant) -> Kernel.LogEvent? {
        switch kind {
        case .http: body["log"]?.object.map { signOut($0, problem: problem, now: now) }
        case .email: problem.map { undelivered($0, now: now) }
        case .signOut, .event, .phone: nil
        }
    }

    private func signOut(_ about: JSONObject, problem: String?, now: Instant) -> Kernel.LogEvent {
        var event = Kernel.LogEvent(
            tenant: tenant,
            date: now,
            type: problem == nil ? .backChannelLogoutSucceeded : .backChannelLogoutFailed,
            description: problem ?? ""
        )
        event.clientID = about["client_id"]?.string
        event.clientName = about["client_name"]?.string
        event.userID = about["user_id"]?.string
        event.hostname = about["hostname"]?.string
        event.details = ["session_id": about["session_id"] ?? .null]
        return event
    }

    private func undelivered(_ problem: String, now: Instant) -> Kernel.LogEvent {
        let recipient = body["to"]?.string ?? ""
        let variables = body["variables"]
        var event = Kernel.LogEvent(
            tenant: tenant,
            date: now,
            type: .notificationFailed,
            description: "To: \(recipient)"
        )
        event.clientID = variables?["application"]?["clientID"]?.string
        event.clientName = variables?["application"]?["name"]?.string
        event.connection = variables?["connection"]?["name"]?.string
        event.hostname = variables?["host"]?.string
        event.userID = body["user_id"]?.string ?? variables?["user"]?["user_id"]?.string ?? ""
        event.userName = recipient
        event.details = [
            "email_type": body["template"] ?? .null, "error": .string(problem), "to": .string(recipient),
        ]
        return event
    }
}
