import Applications
package import Kernel
import Storage
package import Wire

/// What administrators do with documents that are only kept.
extension Administration {
    /// Answers a page of the documents of a kind, in order of creation; only those that a filter takes, if there is one.
    package func documents<Kind: KeptDocument>(
        _ kind: Kind.Type,
        where isWanted: (@Sendable (JSONObject) -> Bool)? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            let query = DocumentQuery(Kind.kind, in: context.tenant)
            guard let isWanted else {
                return try Listing.page(query, request, in: transaction) {
                    Kind.shown($0, .listed, at: context.now)
                }
            }
            let items = try transaction.documents(query).filter { isWanted($0.body) }.map {
                (
                    position: DocumentPosition(createdAt: $0.createdAt, id: $0.id),
                    item: Kind.shown($0, .listed, at: context.now)
                )
            }
            return try Listing.page(of: items, kind: Kind.kind, request)
        }
    }

    /// Answers one document of a kind.
    ///
    /// - Throws: `APIProblem` 404.
    package func document<Kind: KeptDocument>(
        _ kind: Kind.Type,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read {
            Kind.shown(try Kind.required(id, in: context.tenant, $0), .read, at: context.now)
        }
    }

    /// Makes a document of a kind.
    ///
    /// - Throws: `APIProblem` 400 for what the kind does not allow, 409 for a taken name.
    package func createDocument<Kind: KeptDocument>(
        _ kind: Kind.Type,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = Kind.newID(identifiers, request, at: context.now)
        var body = try Kind.newBody(request, KeptContext(call: context, random: random, id: id))
        body[Kind.idMember] = .string(id)
        let document = Document(
            tenant: context.tenant,
            kind: Kind.kind,
            id: id,
            body: body,
            createdAt: context.now
        )
        return try await storage.write { transaction in
            try Kind.check(document, transaction)
            try Kind.refusingTaken(document.body) {
                try transaction.insert(document, keys: Kind.keys(of: document.body))
            }
            try Kind.follow(document, after: nil, request, at: context.now, transaction)
            return Kind.shown(document, .made)
        }
    }

    /// Changes a document of a kind.
    ///
    /// - Throws: `APIProblem` 404, 400 for what the kind does not allow, 409 for a taken name.
    package func updateDocument<Kind: KeptDocument>(
        _ kind: Kind.Type,
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let kept = KeptContext(call: context, random: random, id: id)
        return try await change(kind, id, patch, context) { try Kind.patched($0, patch, kept) }
    }

    /// Replaces the members of a document of a kind.
    ///
    /// - Throws: `APIProblem` as above.
    package func replaceDocument<Kind: KeptDocument>(
        _ kind: Kind.Type,
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let kept = KeptContext(call: context, random: random, id: id)
        return try await change(kind, id, request, context) { _ in try Kind.newBody(request, kept) }
    }

    /// Removes a document of a kind.
    ///
    /// - Throws: `APIProblem` 404 where the kind does not forgive it.
    package func deleteDocument<Kind: KeptDocument>(
        _ kind: Kind.Type,
        _ id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            guard let document = try transaction.document(Kind.kind, id: id, in: context.tenant) else {
                if Kind.forgivesDeletion { return }
                throw Kind.unknown(id)
            }
            try Kind.remove(document, transaction)
            try transaction.deleteDocument(Kind.kind, id: id, in: context.tenant)
        }
    }

    private func change<Kind: KeptDocument>(
        _ kind: Kind.Type,
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext,
        _ change: @escaping @Sendable (JSONObject) throws -> JSONObject
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            let former = try Kind.required(id, in: context.tenant, transaction)
            var document = former
            document.body = try change(former.body)
            document.body[Kind.idMember] = .string(id)
            document.updatedAt = context.now
            try Kind.check(document, transaction)
            try Kind.refusingTaken(document.body) {
                try transaction.update(document, keys: Kind.keys(of: document.body))
            }
            try Kind.follow(document, after: former, request, at: context.now, transaction)
            return Kind.shown(document, .changed)
        }
    }
}
