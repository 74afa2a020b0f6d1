package import Applications
package import Kernel
package import Storage
package import Wire

/// An action: JavaScript for a point of a sign-in.
///
/// Kept with its versions, not run.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/actions/actions`.
package enum Action: KeptDocument {
    package static let kind = DocumentKind.action
    package static let order = [
        "id", "name", "supported_triggers", "created_at", "updated_at", "code", "dependencies", "runtime", "status",
        "secrets", "current_version", "deployed_version", "all_changes_deployed",
    ]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.uuid()
    }

    package static func unknown(_ id: String) -> APIProblem { ActionRules.unknown }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let trigger = request["supported_triggers"]?.array?.first
        var body: JSONObject = [
            "code": "", "dependencies": [], "runtime": .string(ActionTrigger.runtime(of: trigger)), "secrets": [],
        ]
        body = body.merging(Patching.withoutNulls(request))
        body["deploy"] = nil
        body["secrets"] = ActionRules.secrets(request["secrets"], before: nil, at: context.call.now)
        body["all_changes_deployed"] = false
        return body
    }

    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        var result = Patching.merge(body, patch)
        if let secrets = patch["secrets"] {
            result["secrets"] = ActionRules.secrets(secrets, before: body["secrets"], at: context.call.now)
        }
        result["all_changes_deployed"] = false
        return result
    }

    package static func remove(_ document: Document, _ transaction: any WriteTransaction) throws {
        let versions = DocumentQuery(.actionVersion, in: document.tenant, parent: document.id)
        for version in try transaction.documents(versions) {
            try transaction.deleteDocument(.actionVersion, id: version.id, in: document.tenant)
        }
    }

    /// An action that has just been written is shown before anything is done with it.
    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        shown(document, view, status: view == .read || view == .listed ? "built" : "pending")
    }

    package static func shown(_ document: Document, _ view: KeptView, at now: Instant) -> JSONObject {
        shown(document, view, status: ActionRules.isBuilt(document, at: now) ? "built" : "building")
    }

    private static func shown(_ document: Document, _ view: KeptView, status: String) -> JSONObject {
        var body = members(document)
        body["secrets"] = ActionRules.withoutValues(body["secrets"])
        body["status"] = .string(status)
        if status == "built" { body["dependencies"] = ActionRules.resolved(body["dependencies"]) }
        if let version = body[ActionRules.deployed]?.object {
            // What is deployed was built before, whatever has become of the draft since.
            let isBuilt = view == .read || view == .listed
            body["current_version"] = .object(ActionVersion.legacy(version, isBuilt: isBuilt))
            body[ActionRules.deployed] = .object(ActionVersion.embedded(version, isBuilt: isBuilt))
        }
        return body.inOrder(of: order)
    }
}

/// Making, finding and removing actions.
extension Administration {
    /// Which actions a list shows.
    package struct ActionFilter: Sendable {
        /// Only those for this trigger.
        package var trigger: String?
        /// Only those of this name.
        package var name: String?
        /// Only those that are deployed, or that are not.
        package var isDeployed: Bool?

        /// A filter; members that are nil do not filter.
        package init(trigger: String? = nil, name: String? = nil, isDeployed: Bool? = nil) {
            self.trigger = trigger
            self.name = name
            self.isDeployed = isDeployed
        }

        func takes(_ body: JSONObject) -> Bool {
            let triggers = (body["supported_triggers"]?.array ?? []).compactMap { $0["id"]?.string }
            return (trigger.map(triggers.contains) ?? true) && (name.map { body["name"]?.string == $0 } ?? true)
                && (isDeployed.map { body.contains(ActionRules.deployed) == $0 } ?? true)
        }
    }

    /// Answers a page of actions.
    package func actions(
        _ filter: ActionFilter,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await documents(Action.self, where: { filter.takes($0) }, request, context)
    }

    /// Makes an action and, if the request says so, deploys it.
    package func createAction(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let made = try await createDocument(Action.self, request, context)
        guard request["deploy"]?.bool ?? false, let id = made["id"]?.string else { return made }
        _ = try await deployAction(id, context)
        return try await storage.read { Action.shown(try Action.required(id, in: context.tenant, $0), .made) }
    }

    /// Removes an action; one that a trigger is bound to only by force.
    ///
    /// - Throws: `APIProblem` 404, or 400 for one that is bound.
    package func deleteAction(_ id: String, byForce: Bool, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            let document = try Action.required(id, in: context.tenant, transaction)
            let bound = try ActionBinding.triggers(boundTo: id, context.tenant, transaction)
            guard bound.isEmpty || byForce else {
                throw APIProblem(400, "The action is bound to a trigger: remove the binding, or delete with force.")
            }
            for trigger in bound { try ActionBinding.unbind(id, from: trigger, context, transaction) }
            try Action.remove(document, transaction)
            try transaction.deleteDocument(.action, id: id, in: context.tenant)
        }
    }
}

/// What use cases about actions share.
enum ActionRules {
    /// The member of an action's document that holds the version that is deployed.
    static let deployed = "deployed_version"

    /// How long an action is told to be building after a change, in milliseconds.
    ///
    /// Nothing waits for it: an action can be deployed at once.
    static let buildTime: Int64 = 500

    /// Whether an action is built: as soon as what it is was deployed, or when the time of a build has passed.
    static func isBuilt(_ action: Document, at now: Instant) -> Bool {
        action.body["all_changes_deployed"]?.bool ?? false
            || now.milliseconds - action.updatedAt.milliseconds >= buildTime
    }

    /// The refusal of an action that is not there.
    static let unknown = APIProblem(404, "That action does not exist.")

    /// Secrets as they are kept; one without a value keeps the one it had.
    static func secrets(_ sent: JSONValue?, before: JSONValue?, at now: Instant) -> JSONValue {
        let known = (before?.array ?? []).compactMap(\.object)
        let secrets = (sent?.array ?? []).compactMap(\.object).map { secret -> JSONValue in
            let old = known.first { $0["name"] == secret["name"] }
            guard let value = secret["value"] ?? old?["value"] else {
                return ["name": secret["name"] ?? "", "updated_at": now.json]
            }
            let isSame = old?["value"] == value
            return [
                "name": secret["name"] ?? "", "value": value,
                "updated_at": (isSame ? old?["updated_at"] : nil) ?? now.json,
            ]
        }
        return .array(secrets)
    }

    /// Secrets as they are shown.
    static func withoutValues(_ secrets: JSONValue?) -> JSONValue {
        .array((secrets?.array ?? []).compactMap(\.object).map { .object($0.filtered(["value"], keeping: false)) })
    }

    /// Dependencies once they were found: where they came from is told no more.
    static func resolved(_ dependencies: JSONValue?) -> JSONValue {
        .array(
            (dependencies?.array ?? []).compactMap(\.object).map {
                .object($0.filtered(["name", "version"], keeping: true))
            }
        )
    }

    /// An action as its versions and bindings show it.
    static func summary(_ action: Document) -> JSONObject {
        [
            "id": .string(action.id), "name": action.body["name"] ?? "",
            "supported_triggers": action.body["supported_triggers"] ?? [], "created_at": action.createdAt.json,
            "updated_at": action.createdAt.json,
        ]
    }
}
