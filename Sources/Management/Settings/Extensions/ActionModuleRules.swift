import Applications
import Kernel
import Storage
import Wire

/// How modules and their versions are kept and shown.
enum ModuleRules {
    /// The members that a version takes from the draft.
    static let content = ["code", "dependencies", "secrets"]
    /// The member of a module that holds its latest version.
    static let latest = "latest_version"
    /// The member of a module that says whether the draft is its latest version.
    static let isPublished = "all_changes_published"

    private static let order = [
        "id", "name", "code", "dependencies", "secrets", "actions_using_module_total", isPublished,
        "latest_version_number", "created_at", "updated_at", latest,
    ]

    /// The keys that a module is found by.
    static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("name", body["name"]?.string ?? "")] }

    /// A module.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, in tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let module = try transaction.document(.actionModule, id: id, in: tenant) else {
            throw APIProblem(404, "That action module does not exist.")
        }
        return module
    }

    /// A version of a module.
    ///
    /// - Throws: `APIProblem` 404.
    static func requiredVersion(
        _ id: String,
        of module: Document,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let version = try transaction.document(.actionModuleVersion, id: id, in: module.tenant),
            version.parent == module.id
        else { throw APIProblem(404, "That action module version does not exist.") }
        return version
    }

    /// The members of a new module.
    static func newBody(_ request: JSONObject, id: String, at now: Instant) -> JSONObject {
        let start: JSONObject = ["id": .string(id), "dependencies": []]
        var body = start.merging(Patching.withoutNulls(request).filtered(["publish"], keeping: false))
        body["secrets"] = ActionRules.secrets(request["secrets"], before: nil, at: now)
        body[isPublished] = false
        return body
    }

    /// The number of a version.
    static func number(_ version: Document) -> Int64 { version.body["version_number"]?.integer ?? 0 }

    /// Makes a version of a module's draft and notes it on the module.
    static func publish(
        _ module: inout Document,
        as id: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws -> Document {
        let last = module.body[latest]?["version_number"]?.integer ?? 0
        var members: JSONObject = [
            "id": .string(id), "module_id": .string(module.id), "version_number": .integer(last + 1),
        ]
        for name in content { members[name] = module.body[name] }
        let version = Document(
            tenant: context.tenant,
            kind: .actionModuleVersion,
            id: id,
            parent: module.id,
            body: members,
            createdAt: context.now
        )
        try transaction.insert(version, keys: [])
        // The values of secrets stay in the version, where storage seals them.
        module.body[latest] = .object(self.version(version).filtered(["module_id"], keeping: false))
        module.body[isPublished] = true
        module.updatedAt = context.now
        try transaction.update(module, keys: keys(of: module.body))
        return version
    }

    /// A module as it is shown alone.
    static func shown(_ module: Document, _ uses: [ModuleUse]) -> JSONObject {
        var body = module.body
        body["secrets"] = ActionRules.withoutValues(body["secrets"])
        body["actions_using_module_total"] = .integer(Int64(uses.count { $0.module == module.id }))
        body["latest_version_number"] = body[latest]?["version_number"]
        body["created_at"] = module.createdAt.json
        body["updated_at"] = module.updatedAt.json
        return body.filtered(Set(order), keeping: true).inOrder(of: order)
    }

    /// A module as lists show it.
    static func listed(_ module: Document, _ uses: [ModuleUse]) -> JSONObject {
        shown(module, uses).filtered([latest], keeping: false)
    }

    /// A version as it is shown.
    static func version(_ version: Document) -> JSONObject {
        var body = version.body
        body["secrets"] = ActionRules.withoutValues(body["secrets"])
        body["created_at"] = version.createdAt.json
        return body
    }
}

/// That a deployed action uses a module.
struct ModuleUse: Sendable {
    /// The module's id.
    let module: String
    /// The use as the wire shows it.
    let shown: JSONObject

    /// Every use of a module by a deployed action of a tenant.
    static func all(in tenant: TenantID, _ transaction: some DocumentReading) throws -> [ModuleUse] {
        try transaction.documents(DocumentQuery(.action, in: tenant)).flatMap { action -> [ModuleUse] in
            guard action.body.contains(ActionRules.deployed) else { return [] }
            return modules(of: action).compactMap { reference in
                guard let module = reference["module_id"]?.string else { return nil }
                let shown: JSONObject = [
                    "action_id": .string(action.id), "action_name": action.body["name"] ?? "",
                    "module_version_id": reference["module_version_id"] ?? "",
                    "module_version_number": reference["module_version_number"] ?? 0,
                    "supported_triggers": action.body["supported_triggers"] ?? [],
                ]
                return ModuleUse(module: module, shown: shown)
            }
        }
    }

    /// Whether any action names a module, deployed or not.
    static func isNamed(_ id: String, in tenant: TenantID, _ transaction: some DocumentReading) throws -> Bool {
        try transaction.documents(DocumentQuery(.action, in: tenant)).contains { action in
            modules(of: action).contains { $0["module_id"]?.string == id }
        }
    }

    private static func modules(of action: Document) -> [JSONObject] {
        (action.body["modules"]?.array ?? []).compactMap(\.object)
    }
}
