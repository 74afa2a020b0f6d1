import Applications
import Kernel
import Storage
package import Wire

/// A group of the tenant's settings that is a document of its own: it is always there, with Auth0's defaults where
/// nobody has changed anything.
package struct Setting: Sendable {
    /// The kind of its document.
    let kind: DocumentKind
    /// The id of its document.
    let id: String
    /// The members that it has without a document.
    let defaults: JSONObject
    /// The members that a change merges one level deep instead of replacing them.
    let mergedMembers: Set<String>
    /// What reading shows of it: secrets are written and never read.
    let shown: @Sendable (JSONObject) -> JSONObject

    /// A group of settings.
    init(
        _ kind: DocumentKind,
        _ id: String,
        defaults: JSONObject = [:],
        mergedMembers: Set<String> = [],
        shown: @escaping @Sendable (JSONObject) -> JSONObject = { $0 }
    ) {
        self.kind = kind
        self.id = id
        self.defaults = defaults
        self.mergedMembers = mergedMembers
        self.shown = shown
    }

    /// The group with members that reading does not show.
    func hiding(_ names: Set<String>) -> Setting {
        Setting(kind, id, defaults: defaults, mergedMembers: mergedMembers) { $0.filtered(names, keeping: false) }
    }
}

/// Reading and changing groups of settings.
extension Administration {
    /// Answers a group of settings.
    package func setting(_ setting: Setting, _ context: AdministrationContext) async throws -> JSONObject {
        let stored = try await storage.read { try $0.document(setting.kind, id: setting.id, in: context.tenant)?.body }
        return setting.shown(setting.defaults.merging(stored ?? [:]))
    }

    /// Changes a group of settings and answers it whole: a member that is `null` goes back to its default.
    package func changeSetting(
        _ setting: Setting,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { try setting.change(patch, context, $0) }
    }

    /// Replaces a group of settings.
    package func replaceSetting(
        _ setting: Setting,
        _ body: JSONObject,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { try setting.store(Patching.withoutNulls(body), context, $0) }
    }

    /// Removes what was stored of a group of settings; whether anything was.
    @discardableResult
    package func resetSetting(_ setting: Setting, _ context: AdministrationContext) async throws -> Bool {
        try await storage.write { try $0.deleteDocument(setting.kind, id: setting.id, in: context.tenant) }
    }
}

extension Setting {
    /// Changes the group and answers it whole, as reading shows it.
    func change(
        _ patch: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws -> JSONObject {
        let stored = try transaction.document(kind, id: id, in: context.tenant)?.body ?? [:]
        // What is merged one level deep is merged into the defaults, where nothing was stored yet.
        let base = defaults.filtered(mergedMembers, keeping: true).merging(stored)
        let body = Patching.merge(base, patch, mergedMembers: mergedMembers)
        try store(body, context, transaction)
        return shown(defaults.merging(body))
    }

    /// Keeps the members of the group.
    func store(_ body: JSONObject, _ context: AdministrationContext, _ transaction: some DocumentWriting) throws {
        if var document = try transaction.document(kind, id: id, in: context.tenant) {
            document.body = body
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return
        }
        let document = Document(
            tenant: context.tenant,
            kind: kind,
            id: id,
            body: body,
            createdAt: context.now
        )
        try transaction.insert(document, keys: [])
    }
}
