import Applications
package import Kernel
import Storage
package import Wire

/// The further hosts that a tenant answers on.
///
/// A server cannot see from the inside what DNS says on the outside, nor whose certificate a proxy in front of it
/// shows. Verification is therefore the administrator's word that both are in place: it makes a domain ready, and from
/// then on the host leads to the tenant. No two tenants can have one host.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/custom-domains`.
extension Administration {
    /// Answers a page of the domains.
    ///
    /// - Throws: `APIProblem` 400 for a `q` or `sort` that is not understood.
    package func customDomains(
        q: String? = nil,
        sort: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let search = try CustomDomainSearch(q: q, sort: sort)
        let documents = try await storage.read { try $0.documents(DocumentQuery(.customDomain, in: context.tenant)) }
        let wanted = search.apply(documents)
        let items = wanted.map { document in
            let position = DocumentPosition(createdAt: document.createdAt, id: document.id)
            return (position: position, item: CustomDomainRules.shown(document.body))
        }
        return try Listing.page(of: items, kind: .customDomain, request)
    }

    /// Answers a domain.
    ///
    /// - Throws: `APIProblem` 404.
    package func customDomain(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { CustomDomainRules.shown(try CustomDomainRules.required(id, context.tenant, $0).body) }
    }

    /// Adds a domain, which leads nowhere until it is verified.
    ///
    /// - Throws: `APIProblem` 409 when it is there already, for this tenant or another.
    package func createCustomDomain(_ body: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let id = identifiers.make(.customDomain)
        let proof = random.text(43, from: .urlSafe)
        let domain = (body["domain"]?.string ?? "").lowercased()
        return try await storage.write { transaction in
            guard domain != context.host.name, try transaction.tenant(domain: domain) == nil else {
                throw CustomDomainRules.taken
            }
            let isFirst = try transaction.countDocuments(DocumentQuery(.customDomain, in: context.tenant)) == 0
            let members = CustomDomainRules.newBody(
                body,
                id: id,
                domain: domain,
                proof: proof,
                isFirst: isFirst,
                context
            )
            let document = Document(
                tenant: context.tenant,
                kind: .customDomain,
                id: id,
                body: members,
                createdAt: context.now
            )
            do {
                try transaction.insert(document, keys: CustomDomainRules.keys(domain))
            } catch StoreError.conflict { throw CustomDomainRules.taken }
            return CustomDomainRules.created(members)
        }
    }

    /// Changes a domain; its metadata is merged.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateCustomDomain(
        _ id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try CustomDomainRules.required(id, context.tenant, transaction)
            document.body = Patching.merge(document.body, patch, mergedMembers: ["domain_metadata"])
            document.updatedAt = context.now
            try transaction.update(document, keys: CustomDomainRules.keys(document.body["domain"]?.string ?? ""))
            return CustomDomainRules.shown(document.body)
        }
    }

    /// Removes a domain, whose host then leads nowhere; nothing happens when it is gone already.
    package func deleteCustomDomain(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard let document = try transaction.document(.customDomain, id: id, in: context.tenant) else { return }
            try transaction.deleteDocument(.customDomain, id: id, in: context.tenant)
            // Only a ready domain has a route; a pending one may be another tenant's by now.
            guard CustomDomainRules.isReady(document.body) else { return }
            try transaction.deleteDomain(document.body["domain"]?.string ?? "", tenant: context.tenant)
        }
    }

    /// Makes a domain ready: its host leads to the tenant from now on.
    ///
    /// - Throws: `APIProblem` 404, or 409 when another tenant has taken the host meanwhile.
    package func verifyCustomDomain(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try CustomDomainRules.required(id, context.tenant, transaction)
            let domain = document.body["domain"]?.string ?? ""
            if !CustomDomainRules.isReady(document.body) {
                do { try transaction.insertDomain(domain, tenant: context.tenant) } catch StoreError.conflict {
                    throw CustomDomainRules.taken
                }
            }
            document.body["status"] = "ready"
            var verification = document.body["verification"]?.object ?? [:]
            verification["status"] = "verified"
            verification["last_verified_at"] = context.now.json
            document.body["verification"] = .object(verification)
            document.body["origin_domain_name"] = .string(context.host.name)
            document.updatedAt = context.now
            try transaction.update(document, keys: CustomDomainRules.keys(domain))
            return CustomDomainRules.shown(document.body)
        }
    }

    /// Answers whether the host of a domain leads to this tenant.
    ///
    /// - Throws: `APIProblem` 404, or 409 for a domain that is not ready.
    package func testCustomDomain(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let document = try CustomDomainRules.required(id, context.tenant, transaction)
            guard CustomDomainRules.isReady(document.body) else {
                throw APIProblem(409, "The custom domain is not ready.")
            }
            let routed = try transaction.tenant(domain: document.body["domain"]?.string ?? "")
            let isRouted = routed?.id == context.tenant
            return [
                "success": .bool(isRouted),
                "message": isRouted ? "The host leads to this tenant." : "The host does not lead to this tenant.",
            ]
        }
    }

    /// Answers the domain that links in mails are made with: a custom one, or the tenant's own host.
    package func defaultCustomDomain(_ context: AdministrationContext) async throws -> JSONObject {
        let documents = try await storage.read { try $0.documents(DocumentQuery(.customDomain, in: context.tenant)) }
        let chosen = documents.first { CustomDomainRules.isDefault($0.body) }
        return chosen.map { CustomDomainRules.shown($0.body) } ?? ["domain": .string(context.host.name)]
    }

    /// Chooses the domain that links in mails are made with, by its name.
    ///
    /// - Throws: `APIProblem` 400 for one that is unknown or not ready.
    package func setDefaultCustomDomain(
        _ body: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let domain = (body["domain"]?.string ?? "").lowercased()
        return try await storage.write { transaction in
            let documents = try transaction.documents(DocumentQuery(.customDomain, in: context.tenant))
            let chosen = documents.first { $0.body["domain"]?.string == domain }
            if let chosen, !CustomDomainRules.isReady(chosen.body) {
                throw APIProblem(
                    400,
                    "The domain must be verified before it can be set as default.",
                    code: "invalid_body"
                )
            }
            guard chosen != nil || domain == context.host.name else {
                throw APIProblem(400, "The custom domain \(domain) does not exist", code: "invalid_body")
            }
            var answer: JSONObject = ["domain": .string(domain)]
            for var document in documents {
                let isChosen = document.id == chosen?.id
                if CustomDomainRules.isDefault(document.body) != isChosen {
                    document.body["is_default"] = .bool(isChosen)
                    document.updatedAt = context.now
                    try transaction.update(
                        document,
                        keys: CustomDomainRules.keys(document.body["domain"]?.string ?? "")
                    )
                }
                if isChosen { answer = CustomDomainRules.shown(document.body) }
            }
            return answer
        }
    }
}
