import Applications
import Kernel
import Storage
package import Wire

/// Making sure of client grants.
extension Administration {
    /// Makes a client grant, or gives the one of that client, API and subject type the members that differ.
    ///
    /// - Throws: `APIProblem` for what the management API refuses as well.
    package func seedClientGrant(_ request: JSONObject, _ context: AdministrationContext) async throws -> SeedOutcome {
        let patch = request.filtered(ClientGrantRules.lastingMembers, keeping: false)
        return try await SeedOutcome.settling {
            let found = try await storage.read { transaction in
                try ClientGrantRules.find(
                    holder: request["client_id"]?.string ?? request["default_for"]?.string ?? "",
                    audience: request["audience"]?.string ?? "",
                    subjectType: request["subject_type"]?.string ?? ClientGrant.SubjectType.client.rawValue,
                    context,
                    transaction
                )
            }
            guard let found else {
                _ = try await createClientGrant(request, context)
                return .made
            }
            let wanted = Patching.merge(found.body, patch)
            guard !wanted.saysTheSame(as: found.body) else { return .unchanged }
            _ = try await updateClientGrant(found.id, patch, context)
            return .changed
        }
    }
}

extension ClientGrantRules {
    /// What a grant keeps for as long as it lives.
    fileprivate static let lastingMembers: Set<String> = ["client_id", "default_for", "audience", "subject_type"]

    /// The grant of a client, or of a group of clients, for an API.
    static func find(
        holder: String,
        audience: String,
        subjectType: String = ClientGrant.SubjectType.client.rawValue,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document? {
        let value = ClientGrant.uniqueValue(
            clientID: holder,
            audience: context.host.storedAudience(audience),
            subjectType: subjectType
        )
        return try transaction.document(.clientGrant, key: ClientGrant.uniqueKey, value, in: context.tenant)
    }
}
