import HTTPTypes
import Kernel
import Management
import Wire

/// Rules, by name, and the values that they may use.
///
/// - SeeAlso: Auth0 Management API v1: "Rules".
enum ScriptOperations {
    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.get, "rules", isGlobal: true) { call in
            let rules = try await call.administration.documents(Rule.self, everything, call.context)
            return .list(rules.items.map(shown))
        },
        V1Operation(.get, "rules/{name}", isGlobal: true) { call in .object(shown(try await rule(call))) },
        V1Operation(.post, "rules", isGlobal: true) { call in
            _ = try call.required("name")
            _ = try call.required("script")
            return .object(shown(try await call.administration.createRule(try request(call), call.context)))
        },
        V1Operation(.put, "rules/{name}", isGlobal: true) { call in
            let found = try await rule(call)
            _ = try call.required("script")
            var patch = try request(call)
            if patch["name"] == nil { patch["name"] = found["name"] }
            let id = found["id"]?.string ?? ""
            return .object(shown(try await call.administration.updateDocument(Rule.self, id, patch, call.context)))
        },
        V1Operation(.delete, "rules/{name}", isGlobal: true) { call in
            let id = try await rule(call)["id"]?.string ?? ""
            try await call.administration.deleteDocument(Rule.self, id, call.context)
            return .done
        },
        V1Operation(.get, "rules-configs", isGlobal: true) { call in
            .list(try await call.administration.ruleConfigurations(call.context))
        },
        V1Operation(.post, "rules-configs", isGlobal: true) { call in
            for (name, value) in call.body where value.string == nil {
                throw APIProblem(400, "\(name) must be a string", code: "invalid_body")
            }
            for (name, value) in call.body {
                _ = try await call.administration.setRuleConfiguration(name, ["value": value], call.context)
            }
            return .list(try await call.administration.ruleConfigurations(call.context))
        },
    ]

    private static let everything = PageRequest.offset(page: 0, perPage: 1000, includeTotals: false)

    private static func rule(_ call: V1Call) async throws -> JSONObject {
        let name = call.path[0]
        let found = try await call.administration.documents(
            Rule.self,
            where: { $0["name"]?.string == name },
            everything,
            call.context
        )
        guard let rule = found.items.first else { throw Rule.unknown(name) }
        return rule
    }

    /// Whether a rule runs is its `status` here.
    private static func request(_ call: V1Call) throws(APIProblem) -> JSONObject {
        var request: JSONObject = ["enabled": .bool(try call.flag("status") ?? true)]
        for name in ["name", "script"] {
            guard let value = call.body[name] else { continue }
            guard value.string != nil else { throw refusal("\(name) must be a string") }
            request[name] = value
        }
        if let order = call.body["order"], !order.isNull {
            guard order.integer != nil else { throw refusal("order must be a number") }
            request["order"] = order
        }
        return request
    }

    private static func shown(_ rule: JSONObject) -> JSONObject {
        [
            "id": rule["id"] ?? "", "name": rule["name"] ?? "", "status": rule["enabled"] ?? true,
            "script": rule["script"] ?? "", "order": rule["order"] ?? .null, "stage": rule["stage"] ?? "login_success",
        ]
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
