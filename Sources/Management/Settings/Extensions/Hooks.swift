package import Applications
package import Kernel
package import Storage
package import Wire

/// A hook: JavaScript that ran at an extension point before there were actions.
///
/// Kept, not run.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/hooks`.
package enum Hook: KeptDocument {
    package static let kind = DocumentKind.hook
    package static let order = ["id", "name", "script", "dependencies", "triggerId", "enabled"]
    package static let hasTimes = false
    package static let forgivesDeletion = false

    /// An id that sorts by age: 48 bits of time and 80 random ones in Crockford's base 32.
    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.ulid(at: now)
    }

    package static func unknown(_ id: String) -> APIProblem {
        APIProblem(404, "Error: Hook does not exist", code: "HookDoesNotExist")
    }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A hook with the same name already exists", code: "HookAlreadyExists")
    }

    package static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("name", body["name"]?.string ?? "")] }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let start: JSONObject = ["dependencies": [:], "enabled": false]
        return slugged(start.merging(Patching.withoutNulls(request)))
    }

    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        slugged(Patching.merge(body, patch))
    }

    package static func remove(_ document: Document, _ transaction: any WriteTransaction) throws {
        try transaction.deleteDocument(.hookSecrets, id: document.id, in: document.tenant)
    }

    private static func slugged(_ body: JSONObject) -> JSONObject {
        var body = body
        body["name"] = .string(slug(body["name"]?.string ?? ""))
        return body
    }

    /// A name as hooks are called: lower case, hyphens between words and between letters and digits.
    static func slug(_ name: String) -> String {
        var slug = ""
        var last: Character?
        for character in name.lowercased() {
            let isWord = character.isLetter || character.isNumber
            if isWord, let last, last.isLetter != character.isLetter, last != "-" { slug.append("-") }
            if isWord { slug.append(character) } else if last != "-" { slug.append("-") }
            last = isWord ? character : "-"
        }
        return slug
    }
}

/// The secrets of hooks: their names can be read, their values cannot.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/hooks/{id}/secrets`.
extension Administration {
    /// Answers the names of a hook's secrets.
    ///
    /// - Throws: `APIProblem` 404 for an unknown hook.
    package func hookSecrets(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            _ = try Hook.required(id, in: context.tenant, transaction)
            let secrets = try transaction.document(.hookSecrets, id: id, in: context.tenant)?.body ?? [:]
            return JSONObject(secrets.map { name, _ in (name, "_VALUE_NOT_SHOWN_") })
        }
    }

    /// Sets secrets of a hook; the others stay.
    ///
    /// - Throws: `APIProblem` 404 for an unknown hook.
    package func setHookSecrets(
        _ id: String,
        _ secrets: JSONObject,
        _ context: AdministrationContext
    ) async throws {
        try await changeHookSecrets(id, context) { $0.merging(secrets) }
    }

    /// Removes secrets of a hook; those that are not there are no error.
    ///
    /// - Throws: `APIProblem` 404 for an unknown hook.
    package func removeHookSecrets(
        _ id: String,
        _ names: [String],
        _ context: AdministrationContext
    ) async throws {
        try await changeHookSecrets(id, context) { $0.filtered(Set(names), keeping: false) }
    }

    private func changeHookSecrets(
        _ id: String,
        _ context: AdministrationContext,
        _ change: @escaping @Sendable (JSONObject) -> JSONObject
    ) async throws {
        try await storage.write { transaction in
            _ = try Hook.required(id, in: context.tenant, transaction)
            let stored = try transaction.document(.hookSecrets, id: id, in: context.tenant)?.body ?? [:]
            try Setting(.hookSecrets, id).store(change(stored), context, transaction)
        }
    }
}
