package import Applications
package import Kernel
package import Storage
package import Wire

/// A rule: JavaScript that ran after a sign-in before there were actions.
///
/// Kept, not run.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/rules`.
package enum Rule: KeptDocument {
    package static let kind = DocumentKind.rule
    package static let order = ["id", "enabled", "script", "name", "order", "stage"]
    package static let hasTimes = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.rule)
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "The rule does not exist", code: "inexistent_rule")
    }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A rule with the same name already exists", code: "rule_conflict")
    }

    package static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("name", body["name"]?.string ?? "")] }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let start: JSONObject = ["enabled": true, "stage": "login_success"]
        return start.merging(Patching.withoutNulls(request))
    }

    package static func check(_ document: Document, _ transaction: any WriteTransaction) throws {
        guard let place = document.body["order"]?.integer else { return }
        let rules = try transaction.documents(DocumentQuery(.rule, in: document.tenant))
        guard rules.allSatisfy({ $0.id == document.id || $0.body["order"]?.integer != place }) else {
            throw APIProblem(409, "A rule with the same order already exists", code: "rule_conflict")
        }
    }
}

extension Administration {
    /// Makes a rule; one that says nothing about its place comes last.
    ///
    /// - Throws: `APIProblem` 409 for a taken name or place.
    package func createRule(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        guard request["order"]?.integer == nil else { return try await createDocument(Rule.self, request, context) }
        let last = try await storage.read { transaction in
            try transaction.documents(DocumentQuery(.rule, in: context.tenant))
                .compactMap { $0.body["order"]?.integer }.max() ?? 0
        }
        var placed = request
        placed["order"] = .integer(last + 1)
        return try await createDocument(Rule.self, placed, context)
    }
}

/// A value that rules may use; written and never read.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/rules-configs`.
extension Administration {
    /// Answers the names of all values.
    package func ruleConfigurations(_ context: AdministrationContext) async throws -> [JSONObject] {
        try await storage.read { transaction in
            try transaction.documents(DocumentQuery(.ruleConfiguration, in: context.tenant)).map {
                ["key": .string($0.id)]
            }
        }
    }

    /// Sets a value.
    package func setRuleConfiguration(
        _ key: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let value = request["value"] ?? ""
        try await replaceSetting(Setting(.ruleConfiguration, key), ["value": value], context)
        return ["key": .string(key), "value": value]
    }

    /// Removes a value; nothing happens if there is none.
    package func deleteRuleConfiguration(_ key: String, _ context: AdministrationContext) async throws {
        try await resetSetting(Setting(.ruleConfiguration, key), context)
    }
}
