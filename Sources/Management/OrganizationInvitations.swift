import Applications
import Directory
package import Kernel
import Sessions
import Storage
import Tokens
package import Wire

/// Invitations: places in an organization that are offered to somebody by mail.
///
/// An invitation is a document for administrators and a ticket for whoever follows its link. It is there until it is
/// accepted, taken back or out of time.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/organizations/{id}/invitations`; Auth0: "Invite Organization Members".
extension Administration {
    /// Answers a page of an organization's invitations; lists do not tell how many there are.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization, 400 for an unknown order.
    package func invitations(
        _ organization: String,
        sort: String? = nil,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let isDescending = try OrganizationRules.isDescending(sort)
        return try await storage.read { transaction in
            _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let query = DocumentQuery(
                .organizationInvitation,
                in: context.tenant,
                parent: organization,
                isDescending: isDescending
            )
            let open = try transaction.documents(query).filter { !Invitation($0).isOver(at: context.now) }
            let page = try Listing.page(numbered: open, kind: .organizationInvitation, request)
            return Page(items: page.items.map { Invitation($0).shown }, next: page.next)
        }
    }

    /// Answers one invitation.
    ///
    /// - Throws: `APIProblem` 404.
    package func invitation(
        _ organization: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { try Invitation.required(id, of: organization, context, $0).shown }
    }

    /// Invites somebody, with a mail unless the request says otherwise.
    ///
    /// - Throws: `APIProblem` 404 for an unknown organization; 400 for a client, connection or role that cannot be, and
    ///   where no client or tenant says where a link could lead.
    package func createInvitation(
        _ organization: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = identifiers.make(.organizationInvitation)
        let secret = random.text(Invitation.ticketLength, from: .base62)
        let mailID = random.text(22, from: .base62)
        return try await storage.write { transaction in
            let document = try OrganizationRules.required(organization, in: context.tenant, transaction)
            let client = try Invitation.client(of: request, context, transaction)
            try Invitation.checkConnection(of: request, context, transaction)
            try Invitation.checkRoles(of: request, context, transaction)
            let settings = TenantSettings(try transaction.tenantSettings(in: context.tenant))
            let host = context.host.name
            let domain = try transaction.document(.customDomain, key: "domain", host, in: context.tenant)?.body
            let places = LoginRoute.Places(organization: Invitation.organization(document), domain: domain)
            guard let route = LoginRoute.of(client, settings, places) else {
                throw Invitation.refusal("A default login route is required to generate the invitation url.")
            }
            let invitation = Invitation(
                request,
                id: id,
                secret: secret,
                route: route,
                organization: document,
                context
            )
            try transaction.insert(invitation.document, keys: [])
            try transaction.insert(invitation.ticket, tenant: context.tenant)
            if request["send_invitation_email"]?.bool ?? true {
                try transaction.append([invitation.mail(id: mailID, from: document, for: client, context)])
            }
            return invitation.shown
        }
    }

    /// Takes an invitation back: its link is worth nothing from then on.
    ///
    /// - Throws: `APIProblem` 404, also when it is gone already.
    package func deleteInvitation(
        _ organization: String,
        _ id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            try Invitation.required(id, of: organization, context, transaction).remove(transaction)
        }
    }
}
