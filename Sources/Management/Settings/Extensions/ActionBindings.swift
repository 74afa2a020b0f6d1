import Applications
package import Kernel
import Storage
package import Wire

/// Which actions a trigger is bound to, in the order they would run in.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/actions/triggers/{triggerId}/bindings`.
extension Administration {
    /// Answers a page of the bindings of a trigger.
    package func actionBindings(
        _ trigger: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let bindings = try ActionBinding.all(of: trigger, context.tenant, transaction)
            let shown = try bindings.compactMap { try ActionBinding.shown($0, context.tenant, transaction) }
            return try Listing.page(numbered: shown, kind: .actionBindings, request)
        }
    }

    /// Replaces the bindings of a trigger; each names an action, or a binding that was there.
    ///
    /// - Throws: `APIProblem` 404 for an action that is not there, 409 for one that is not deployed, 400 for one of
    ///   another trigger.
    package func setActionBindings(
        _ trigger: String,
        _ requests: [JSONValue],
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let ids = requests.map { _ in identifiers.uuid() }
        return try await storage.write { transaction in
            let before = try ActionBinding.all(of: trigger, context.tenant, transaction)
            let bindings = try zip(requests, ids).map { request, id -> JSONObject in
                let request = request.object ?? [:]
                let reference = request["ref"]?.object ?? [:]
                if reference["type"]?.string == "binding_id" {
                    return try ActionBinding.kept(reference, before, request, context)
                }
                let action = try ActionBinding.action(reference, for: trigger, context.tenant, transaction)
                return [
                    "id": .string(id), "trigger_id": .string(trigger), "action_id": .string(action.id),
                    "created_at": context.now.json, "updated_at": context.now.json,
                    "display_name": request["display_name"] ?? action.body["name"] ?? "",
                ]
            }
            try ActionBinding.store(bindings, of: trigger, context, transaction)
            let shown = try bindings.compactMap { try ActionBinding.shown($0, context.tenant, transaction) }
            return ["bindings": .array(shown.map(JSONValue.object))]
        }
    }
}

/// How bindings are kept: those of a trigger are one document, whose id is the trigger's.
enum ActionBinding {
    /// The bindings of a trigger.
    static func all(
        of trigger: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [JSONObject] {
        let document = try transaction.document(.actionBindings, id: trigger, in: tenant)
        return (document?.body["bindings"]?.array ?? []).compactMap(\.object)
    }

    /// The triggers that are bound to an action.
    static func triggers(
        boundTo action: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> [String] {
        try transaction.documents(DocumentQuery(.actionBindings, in: tenant)).filter { document in
            (document.body["bindings"]?.array ?? []).contains { $0["action_id"]?.string == action }
        }.map(\.id)
    }

    /// Removes the bindings of a trigger to an action.
    static func unbind(
        _ action: String,
        from trigger: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        let others = try all(of: trigger, context.tenant, transaction).filter { $0["action_id"]?.string != action }
        try store(others, of: trigger, context, transaction)
    }

    /// Keeps the bindings of a trigger.
    static func store(
        _ bindings: [JSONObject],
        of trigger: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        let body: JSONObject = ["bindings": .array(bindings.map(JSONValue.object))]
        try Setting(.actionBindings, trigger).store(body, context, transaction)
    }

    /// A binding with its action; nil if that is gone.
    static func shown(
        _ binding: JSONObject,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> JSONObject? {
        let id = binding["action_id"]?.string ?? ""
        guard let action = try transaction.document(.action, id: id, in: tenant) else { return nil }
        var summary = ActionRules.summary(action)
        let whole = Action.shown(action, .read)
        summary["current_version"] = whole["current_version"]
        summary[ActionRules.deployed] = whole[ActionRules.deployed]
        summary["all_changes_deployed"] = false
        var shown = binding
        shown["action_id"] = nil
        shown["action"] = .object(summary)
        return shown.inOrder(of: ["id", "trigger_id", "action", "created_at", "updated_at", "display_name"])
    }

    /// A binding that was there and stays.
    ///
    /// - Throws: `APIProblem` 404.
    static func kept(
        _ reference: JSONObject,
        _ before: [JSONObject],
        _ request: JSONObject,
        _ context: AdministrationContext
    ) throws -> JSONObject {
        guard var binding = before.first(where: { $0["id"] == reference["value"] }) else {
            throw APIProblem(404, "That binding does not exist.")
        }
        if let name = request["display_name"] {
            binding["display_name"] = name
            binding["updated_at"] = context.now.json
        }
        return binding
    }

    /// The action that a reference names by id or name, if it may be bound to a trigger.
    ///
    /// - Throws: `APIProblem`.
    static func action(
        _ reference: JSONObject,
        for trigger: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        let value = reference["value"]?.string ?? ""
        let found =
            reference["type"]?.string == "action_name"
            ? try transaction.documents(DocumentQuery(.action, in: tenant)).first { $0.body["name"]?.string == value }
            : try transaction.document(.action, id: value, in: tenant)
        guard let found else { throw ActionRules.unknown }
        let triggers = (found.body["supported_triggers"]?.array ?? []).compactMap { $0["id"]?.string }
        guard triggers.contains(trigger) else {
            throw APIProblem(400, "The action does not support the trigger \(trigger).")
        }
        guard found.body.contains(ActionRules.deployed) else {
            throw APIProblem(409, "No deployed action was found.")
        }
        return found
    }
}
