import Applications
package import Kernel
import Storage
package import Wire

/// The versions of actions: each deployment makes one.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/actions/actions/{actionId}/versions`.
extension Administration {
    /// Answers a page of the versions of an action, the latest first.
    ///
    /// - Throws: `APIProblem` 404.
    package func actionVersions(
        _ action: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let document = try Action.required(action, in: context.tenant, transaction)
            let query = DocumentQuery(.actionVersion, in: context.tenant, parent: action)
            let versions = try transaction.documents(query).sorted {
                ActionVersion.number($0) > ActionVersion.number($1)
            }
            return try Listing.page(numbered: versions, kind: .actionVersion, request).map {
                ActionVersion.shown($0, of: document)
            }
        }
    }

    /// Answers a version of an action.
    ///
    /// - Throws: `APIProblem` 404.
    package func actionVersion(
        _ action: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            let document = try Action.required(action, in: context.tenant, transaction)
            return ActionVersion.shown(try ActionVersion.required(id, of: document, transaction), of: document)
        }
    }

    /// Makes a version of an action as it is and deploys it.
    ///
    /// - Throws: `APIProblem` 404.
    package func deployAction(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let version = identifiers.uuid()
        return try await storage.write { transaction in
            let action = try Action.required(id, in: context.tenant, transaction)
            return try ActionVersion.deploy(action.body, of: action, as: version, isDraft: true, context, transaction)
        }
    }

    /// Deploys what a former version of an action was, as a new version; the draft stays unless it is to become the
    /// same.
    ///
    /// - Throws: `APIProblem` 404.
    package func deployActionVersion(
        _ action: String,
        _ id: String,
        updatesDraft: Bool,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let version = identifiers.uuid()
        return try await storage.write { transaction in
            var document = try Action.required(action, in: context.tenant, transaction)
            let former = try ActionVersion.required(id, of: document, transaction)
            if updatesDraft {
                for name in ActionVersion.content { document.body[name] = former.body[name] }
            }
            return try ActionVersion.deploy(
                former.body,
                of: document,
                as: version,
                isDraft: updatesDraft,
                context,
                transaction
            )
        }
    }
}

/// How versions are kept and shown.
enum ActionVersion {
    /// The members that a version takes from the draft.
    static let content = ["code", "dependencies", "secrets", "runtime", "supported_triggers"]

    private static let order = [
        "code", "dependencies", "id", "deployed", "number", "built_at", "secrets", "status", "created_at",
        "updated_at", "runtime", "supported_triggers", "action",
    ]

    /// The number of a version.
    static func number(_ version: Document) -> Int64 { version.body["number"]?.integer ?? 0 }

    /// A version of an action.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        of action: Document,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let version = try transaction.document(.actionVersion, id: id, in: action.tenant),
            version.parent == action.id
        else { throw APIProblem(404, "That action version does not exist.") }
        return version
    }

    /// Makes a version and puts it into the place of the one that was deployed.
    static func deploy(
        _ body: JSONObject,
        of action: Document,
        as id: String,
        isDraft: Bool,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws -> JSONObject {
        let query = DocumentQuery(.actionVersion, in: context.tenant, parent: action.id)
        let number = try transaction.documents(query).map(number).max() ?? 0
        var members: JSONObject = ["id": .string(id), "number": .integer(number + 1)]
        for name in content { members[name] = body[name] }
        members["dependencies"] = ActionRules.resolved(body["dependencies"])
        members["built_at"] = context.now.json
        let version = Document(
            tenant: context.tenant,
            kind: .actionVersion,
            id: id,
            parent: action.id,
            body: members,
            createdAt: context.now
        )
        try transaction.insert(version, keys: [])
        var action = action
        action.updatedAt = context.now
        var embedded = members
        embedded["secrets"] = ActionRules.withoutValues(members["secrets"])
        embedded["created_at"] = context.now.json
        embedded["updated_at"] = context.now.json
        action.body[ActionRules.deployed] = .object(embedded)
        action.body["all_changes_deployed"] = .bool(isDraft)
        try transaction.update(action, keys: [])
        var answer = shown(version, of: action)
        // The answer is given before the work is done.
        answer["deployed"] = false
        answer["built_at"] = nil
        return answer
    }

    /// A version as it is shown alone and in lists.
    static func shown(_ version: Document, of action: Document) -> JSONObject {
        var body = version.body
        body["secrets"] = ActionRules.withoutValues(body["secrets"])
        body["deployed"] = .bool(action.body[ActionRules.deployed]?["id"]?.string == version.id)
        body["status"] = "built"
        body["created_at"] = version.createdAt.json
        body["updated_at"] = version.updatedAt.json
        body["action"] = .object(ActionRules.summary(action).merging(["all_changes_deployed": false]))
        return body.inOrder(of: order)
    }

    /// The version that is deployed, as its action shows it.
    static func embedded(_ version: JSONObject, isBuilt: Bool) -> JSONObject {
        var version = version
        version["deployed"] = true
        version["status"] = isBuilt ? "built" : "pending"
        if !isBuilt { version["built_at"] = nil }
        return version.inOrder(of: order)
    }

    /// The same in the words of before.
    static func legacy(_ version: JSONObject, isBuilt: Bool) -> JSONObject {
        var legacy = version.filtered(["id", "code", "runtime"], keeping: true)
        legacy["status"] = isBuilt ? "BUILT" : "PENDING"
        legacy["number"] = version["number"]
        if isBuilt { legacy["build_time"] = version["built_at"] }
        legacy["created_at"] = version["created_at"]
        legacy["updated_at"] = version["updated_at"]
        return legacy
    }
}
