import Applications
package import Kernel
import Storage
package import Wire

/// An actions module: code that several actions share.
///
/// Kept with its versions, not run.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/actions/modules`.
extension Administration {
    /// A page of modules, in order of creation.
    package func actionModules(
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let users = try ModuleUse.all(in: context.tenant, transaction)
            let query = DocumentQuery(.actionModule, in: context.tenant)
            return try Listing.page(query, request, in: transaction) { ModuleRules.listed($0, users) }
        }
    }

    /// One module.
    ///
    /// - Throws: `APIProblem` 404.
    package func actionModule(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let module = try ModuleRules.required(id, in: context.tenant, transaction)
            return ModuleRules.shown(module, try ModuleUse.all(in: context.tenant, transaction))
        }
    }

    /// Makes a module and, if the request says so, its first version.
    ///
    /// - Throws: `APIProblem` 409 for a taken name.
    package func createActionModule(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject
    {
        let (id, version) = (identifiers.uuid(), identifiers.uuid())
        let module = Document(
            tenant: context.tenant,
            kind: .actionModule,
            id: id,
            body: ModuleRules.newBody(request, id: id, at: context.now),
            createdAt: context.now
        )
        return try await storage.write { transaction in
            do { try transaction.insert(module, keys: ModuleRules.keys(of: module.body)) } catch StoreError.conflict {
                throw APIProblem(409, "An action module with the same name already exists.")
            }
            var made = module
            if request["publish"]?.bool ?? false {
                _ = try ModuleRules.publish(&made, as: version, context, transaction)
            }
            return ModuleRules.shown(made, [])
        }
    }

    /// Changes the draft of a module.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateActionModule(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var module = try ModuleRules.required(id, in: context.tenant, transaction)
            let before = module.body
            module.body = Patching.merge(before, patch)
            if let secrets = patch["secrets"] {
                module.body["secrets"] = ActionRules.secrets(secrets, before: before["secrets"], at: context.now)
            }
            module.body[ModuleRules.isPublished] = false
            module.updatedAt = context.now
            try transaction.update(module, keys: ModuleRules.keys(of: module.body))
            return ModuleRules.shown(module, try ModuleUse.all(in: context.tenant, transaction))
        }
    }

    /// Removes a module with its versions.
    ///
    /// - Throws: `APIProblem` 404, or 412 for one that an action names.
    package func deleteActionModule(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            _ = try ModuleRules.required(id, in: context.tenant, transaction)
            guard try !ModuleUse.isNamed(id, in: context.tenant, transaction) else {
                throw APIProblem(412, "The action module is in use by one or more actions.")
            }
            let versions = DocumentQuery(.actionModuleVersion, in: context.tenant, parent: id)
            for version in try transaction.documents(versions) {
                try transaction.deleteDocument(.actionModuleVersion, id: version.id, in: context.tenant)
            }
            try transaction.deleteDocument(.actionModule, id: id, in: context.tenant)
        }
    }

    /// A page of the deployed actions that use a module.
    ///
    /// - Throws: `APIProblem` 404.
    package func actions(
        ofModule id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try ModuleRules.required(id, in: context.tenant, transaction)
            let uses = try ModuleUse.all(in: context.tenant, transaction).filter { $0.module == id }
            return try Listing.page(numbered: uses, kind: .actionModule, request).map(\.shown)
        }
    }
}

/// The versions of modules: what an action is built with.
extension Administration {
    /// A page of the versions of a module, the latest first.
    ///
    /// - Throws: `APIProblem` 404.
    package func actionModuleVersions(
        _ module: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try ModuleRules.required(module, in: context.tenant, transaction)
            let query = DocumentQuery(.actionModuleVersion, in: context.tenant, parent: module)
            let versions = try transaction.documents(query).sorted { ModuleRules.number($0) > ModuleRules.number($1) }
            return try Listing.page(numbered: versions, kind: .actionModuleVersion, request).map(ModuleRules.version)
        }
    }

    /// One version of a module.
    ///
    /// - Throws: `APIProblem` 404.
    package func actionModuleVersion(
        _ module: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            let module = try ModuleRules.required(module, in: context.tenant, transaction)
            return ModuleRules.version(try ModuleRules.requiredVersion(id, of: module, transaction))
        }
    }

    /// Makes a version of the draft of a module.
    ///
    /// - Throws: `APIProblem` 404.
    package func publishActionModule(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let version = identifiers.uuid()
        return try await storage.write { transaction in
            var module = try ModuleRules.required(id, in: context.tenant, transaction)
            return ModuleRules.version(try ModuleRules.publish(&module, as: version, context, transaction))
        }
    }

    /// Makes the draft of a module what one of its versions was.
    ///
    /// - Throws: `APIProblem` 404.
    package func rollBackActionModule(
        _ id: String,
        to version: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var module = try ModuleRules.required(id, in: context.tenant, transaction)
            let former = try ModuleRules.requiredVersion(version, of: module, transaction)
            for name in ModuleRules.content { module.body[name] = former.body[name] }
            let isLatest = module.body[ModuleRules.latest]?["id"]?.string == version
            module.body[ModuleRules.isPublished] = .bool(isLatest)
            module.updatedAt = context.now
            try transaction.update(module, keys: ModuleRules.keys(of: module.body))
            return ModuleRules.shown(module, try ModuleUse.all(in: context.tenant, transaction))
        }
    }
}
