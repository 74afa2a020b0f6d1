import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// What is known of users elsewhere: their organizations and their part of the log.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/users/{id}/organizations`, `/api/v2/users/{id}/logs`.
extension Administration {
    /// A page of the organizations that a user is a member of.
    ///
    /// - Throws: `APIProblem` 404.
    package func organizations(
        ofUser id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let ids = try transaction.memberships(ofUser: id, in: context.tenant).map(\.organization)
            let query = DocumentQuery(.organization, in: context.tenant, ids: ids)
            return try Listing.page(query, request, in: transaction) { $0.body }
        }
    }

    /// A page of the log events of a user, who may be there no more; newest first unless `sort` says `date:1`.
    ///
    /// - Throws: `APIProblem` 400 for a `sort` that is not understood.
    package func logs(
        ofUser id: String,
        sort: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        var query = LogQuery(tenant: context.tenant, filter: .equals(member: "user_id", value: id))
        query.isDescending = try LogRules.isDescending(sort)
        if case .offset(let page, let perPage, _) = request {
            query.offset = try LogRules.offset(page: page, perPage: perPage)
            query.limit = perPage
        }
        let wanted = query
        return try await storage.read { transaction in
            let items = wanted.limit > 0 ? try transaction.logRecords(wanted).map(\.answer) : []
            let isWhole = wanted.offset == 0 && items.count < wanted.limit
            return Page(items: items, total: isWhole ? items.count : try transaction.countLogRecords(wanted))
        }
    }

    /// Refuses a user who is not there; for lists of what no user has yet.
    ///
    /// - Throws: `APIProblem` 404.
    package func requireUser(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.read { _ = try UserRules.required(id, in: context.tenant, $0) }
    }
}
