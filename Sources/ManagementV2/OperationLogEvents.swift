import Applications
import Flows
import Kernel
import Web
import Wire

/// What the tenant log says of a call beside that it was made: users who came, went or changed, and what became of
/// their blocks and second factors.
///
/// - SeeAlso: Auth0: "Log Event Type Codes".
struct OperationLogEvents {
    let request: WebRequest
    let response: ManagementResponse

    /// The events, in order; of calls that failed only that of a mail that was asked for.
    var events: [Kernel.LogEvent] {
        guard let operation = response.operationID, !response.isUnchanged else { return [] }
        guard response.status < 300 else { return operation == "post_verification-email" ? notAsked : [] }
        switch operation {
        case "post_users": return created
        case "patch_users_by_id": return changed
        case "delete_users_by_id": return [deleted]
        case "post_verification-email": return [asked]
        case "delete_user-blocks_by_id", "delete_user-blocks": return [unblocked]
        case "delete_enrollments_by_id", "delete_multifactor_by_provider", "delete_authentication-methods",
            "delete_authentication-methods_by_authentication_method_id":
            return [event(.factorRemoved)]
        case "put_factors_by_name", "put_policies": return [event(.factorsConfigured)]
        default: return []
        }
    }

    /// A user who was made, and the mail that goes to them.
    private var created: [Kernel.LogEvent] {
        var event = about(user: body)
        event.type = .signupSucceeded
        var sent = asked(of: request.body)
        if sent.contains("password") { sent["password"] = "*****" }
        sent["tenant"] = .string(request.host.tenant.rawValue)
        sent["is_signup"] = false
        event.details = ["body": .object(sent)]
        let isVerified = body["email_verified"]?.bool ?? false
        guard body["email"] != nil, sent["verify_email"]?.bool ?? !isVerified else { return [event] }
        return [event, about(user: body)]
    }

    /// What changed of the names that a user signs in with.
    private var changed: [Kernel.LogEvent] {
        let sent = asked(of: request.body)
        let types: [(member: String, type: LogEventType)] = [
            ("email", .emailChanged), ("phone_number", .phoneNumberChanged), ("username", .usernameChanged),
        ]
        var events = types.filter { !(sent[$0.member]?.isNull ?? true) }.map { change in
            var event = about(user: body)
            event.type = change.type
            return event
        }
        if sent["verify_email"]?.bool == true, body["email"] != nil { events.append(about(user: body)) }
        return events
    }

    private var deleted: Kernel.LogEvent {
        var event = event(.userDeleted)
        let userID = subject
        event.userID = userID
        event.description = "user_id: \(userID.split(separator: "|").last.map(String.init) ?? userID)"
        return event
    }

    private var asked: Kernel.LogEvent {
        var event = event(.verificationRequested)
        event.userID = asked(of: request.body)["user_id"]?.string
        return event
    }

    /// A caller who may not ask is no failure of the mail.
    private var notAsked: [Kernel.LogEvent] {
        guard let problem = response.problem, problem.status != 401, problem.status != 403 else { return [] }
        var event = asked
        event.type = .verificationRequestFailed
        event.description = problem.message
        return [event]
    }

    private var unblocked: Kernel.LogEvent {
        var event = event(.accountUnblocked)
        let name = (try? Form(parsing: request.query.utf8))?["identifier"]
        if let name { event.userName = name } else { event.userID = subject }
        return event
    }

    /// An event about a user as the answer shows them, of a verification mail unless it says otherwise.
    private func about(user: JSONObject) -> Kernel.LogEvent {
        var event = event(.verificationRequested)
        event.userID = user["user_id"]?.string
        event.userName = (user["email"] ?? user["username"] ?? user["phone_number"])?.string
        let account = user["identities"]?.array?.first
        event.connection = account?["connection"]?.string
        if account?["provider"]?.string == "auth0" { event.strategy = ("auth0", "database") }
        return event
    }

    private func event(_ type: LogEventType) -> Kernel.LogEvent {
        var event = Kernel.LogEvent(tenant: request.host.tenant, date: request.now, type: type, description: "")
        request.origin.describe(&event, hostname: request.host.name)
        event.clientID = response.principal?.clientID
        return event
    }

    /// The user whom the path names: what stands behind the name of the family.
    private var subject: String {
        let parts = request.path.split(separator: "/")
        guard parts.count > 3 else { return "" }
        return Form.decode(parts[3].utf8, plusIsSpace: false) ?? ""
    }

    private var body: JSONObject { asked(of: response.body) }

    private func asked(of bytes: [UInt8]) -> JSONObject { (try? JSONReader.parse(bytes))?.object ?? [:] }
}
