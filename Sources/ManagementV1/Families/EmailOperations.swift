import HTTPTypes
import Kernel
import Management
import Wire

/// The mails that the tenant words itself.
///
/// - SeeAlso: Auth0 Management API v1: "Emails".
enum EmailOperations {
    private static let names: Set<String> = ["verify_email", "welcome_email", "reset_email", "blocked_account"]
    private static let texts = ["from", "subject", "body", "resultUrl", "syntax"]

    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.get, "emails/{template}", isGlobal: true) { call in
            try checkName(call.path[0])
            return .object(shown(try await call.administration.emailTemplate(call.path[0], call.context), call))
        },
        V1Operation(.post, "emails", isGlobal: true) { call in
            let name = try call.required("template")
            try checkName(name)
            var request = try request(call)
            request["template"] = .string(name)
            return .object(shown(try await call.administration.createEmailTemplate(request, call.context), call))
        },
        V1Operation(.put, "emails/{template}", isGlobal: true) { call in
            try checkName(call.path[0])
            let made = try await call.administration.setEmailTemplate(call.path[0], try request(call), call.context)
            return .object(shown(made, call))
        },
        V1Operation(.patch, "emails/{template}", isGlobal: true) { call in
            try checkName(call.path[0])
            let patch = try request(call, fillsIn: false)
            let changed = try await call.administration.updateEmailTemplate(call.path[0], patch, call.context)
            return .object(shown(changed, call))
        },
    ]

    private static func checkName(_ name: String) throws(APIProblem) {
        guard names.contains(name) else {
            throw APIProblem(404, "The template does not exist.", code: "inexistent_email_template")
        }
    }

    /// A template is `disabled` here and `enabled` in the newer API.
    private static func request(_ call: V1Call, fillsIn: Bool = true) throws(APIProblem) -> JSONObject {
        var request = JSONObject()
        if let isDisabled = try call.flag("disabled") {
            request["enabled"] = .bool(!isDisabled)
        } else if fillsIn {
            request["enabled"] = true
        }
        for name in texts {
            guard let value = call.body[name] else { continue }
            guard value.string != nil || value.isNull else { throw refusal("\(name) must be a string") }
            request[name] = value
        }
        if fillsIn, !request.contains("syntax") { request["syntax"] = "liquid" }
        if let seconds = call.body["urlLifetimeInSeconds"] {
            guard let number = seconds.integer ?? seconds.string.flatMap(Int64.init), number >= 0 else {
                throw refusal("urlLifetimeInSeconds must be a number")
            }
            request["urlLifetimeInSeconds"] = .integer(number)
        }
        return request
    }

    private static func shown(_ template: JSONObject, _ call: V1Call) -> JSONObject {
        var body: JSONObject = [
            "tenant": .string(call.context.tenant.rawValue), "template": template["template"] ?? "",
            "disabled": .bool(!(template["enabled"]?.bool ?? true)),
        ]
        for name in texts + ["urlLifetimeInSeconds"] { body[name] = template[name] }
        return body
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
