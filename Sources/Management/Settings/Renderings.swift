import Applications
package import Kernel
import Storage
package import Wire

/// How a screen is rendered: by this server, or by a page of the tenant's own.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/prompts/{prompt}/screen/{screen}/rendering`; Auth0: "Advanced
///   Customizations for Universal Login".
extension Administration {
    /// Answers how a screen is rendered.
    package func rendering(
        _ prompt: String,
        _ screen: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = RenderingRules.id(prompt, screen)
        let stored = try await storage.read { try $0.document(.prompt, id: id, in: context.tenant)?.body }
        let start: JSONObject = ["tenant": .string(context.tenant.rawValue)]
        return start.merging(RenderingRules.shown(stored ?? [:], prompt, screen))
    }

    /// Answers a page of the screens whose rendering was ever set, those of a prompt, screen or mode if any is given.
    package func renderings(
        prompt: String? = nil,
        screen: String? = nil,
        mode: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let query = DocumentQuery(.prompt, in: context.tenant, parent: RenderingRules.parent)
            let wanted = try transaction.documents(query).filter { document in
                let expected = [("prompt", prompt), ("screen", screen), ("rendering_mode", mode)]
                return expected.allSatisfy { $1 == nil || document.body[$0]?.string == $1 }
            }
            let items = wanted.map { document in
                (
                    position: DocumentPosition(createdAt: document.createdAt, id: document.id),
                    item: RenderingRules.shown(
                        document.body,
                        document.body["prompt"]?.string ?? "",
                        document.body["screen"]?.string ?? ""
                    )
                )
            }
            return try Listing.page(of: items, kind: .prompt, request)
        }
    }

    /// Changes how a screen is rendered and answers the change.
    package func updateRendering(
        _ prompt: String,
        _ screen: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            try RenderingRules.store(patch, prompt, screen, context, transaction)
            return patch
        }
    }

    /// Changes how several screens are rendered and answers the changes.
    package func updateRenderings(
        _ patches: [JSONObject],
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            for patch in patches {
                let (prompt, screen) = (patch["prompt"]?.string ?? "", patch["screen"]?.string ?? "")
                let members = patch.filtered(["prompt", "screen"], keeping: false)
                try RenderingRules.store(members, prompt, screen, context, transaction)
            }
            return ["configs": .array(patches.map(JSONValue.object))]
        }
    }
}

/// How renderings are kept and shown.
private enum RenderingRules {
    /// The parent of their documents, by which they are listed.
    static let parent = "rendering"

    private static let defaults: JSONObject = [
        "rendering_mode": "standard", "context_configuration": [], "default_head_tags_disabled": false,
        "head_tags": [], "filters": .null, "use_page_template": false,
    ]

    static func id(_ prompt: String, _ screen: String) -> String { "rendering:\(prompt):\(screen)" }

    static func shown(_ stored: JSONObject, _ prompt: String, _ screen: String) -> JSONObject {
        let start: JSONObject = ["prompt": .string(prompt), "screen": .string(screen)]
        return start.merging(defaults).merging(stored)
    }

    static func store(
        _ patch: JSONObject,
        _ prompt: String,
        _ screen: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        let id = id(prompt, screen)
        if var document = try transaction.document(.prompt, id: id, in: context.tenant) {
            document.body = Patching.merge(document.body, patch)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return
        }
        var body = Patching.withoutNulls(patch)
        body["prompt"] = .string(prompt)
        body["screen"] = .string(screen)
        let document = Document(
            tenant: context.tenant,
            kind: .prompt,
            id: id,
            parent: parent,
            body: body,
            createdAt: context.now
        )
        try transaction.insert(document, keys: [])
    }
}
