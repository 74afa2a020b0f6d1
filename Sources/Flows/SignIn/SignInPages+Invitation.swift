package import Applications
import Directory
import Kernel
import OAuth
import Sessions
import Storage
import Wire

/// Invitations to an organization, as a sign-in meets them.
extension SignInPages {
    /// What an invitation says, for the page.
    package struct Invitation: Sendable {
        /// Whom it was sent to.
        package let email: String
        /// Who sent it.
        package let inviter: String?
    }

    /// The invitation that a sign-in came with.
    package func invitation(_ transaction: SignInTransaction, _ host: RequestHost) async throws -> Invitation? {
        guard let hash = transaction.progress.invitation.flatMap(Hexadecimal.decode) else { return nil }
        let ticket = try await storage.read { try $0.ticket(.invitation, hash: hash, in: host.tenant) }
        guard let ticket, ticket.spentAt == nil, let email = ticket.body["email"]?.string else { return nil }
        return Invitation(email: email, inviter: ticket.body["inviter"]?.string)
    }

    /// Makes whoever signed in a member, once, if the invitation was sent to their address; and at connections that
    /// make members of everybody, without one.
    func accept(
        _ transaction: inout SignInTransaction,
        _ user: User,
        _ context: AuthorizeContext,
        _ call: Call
    ) async throws {
        let tenant = call.host.tenant
        guard let organization = context.organization else { return }
        guard let hash = transaction.progress.invitation.flatMap(Hexadecimal.decode) else {
            try await joinAutomatically(user, organization, context.client, call)
            return
        }
        let (now, host, client, mails) = (call.now, call.host, context.client, mails)
        let outcome = try await storage.write { writing -> Bool in
            guard let ticket = try writing.ticket(.invitation, hash: hash, in: tenant), ticket.expiresAt > now,
                let email = ticket.body["email"]?.string, email.lowercased() == user.email?.lowercased(),
                try writing.spendTicket(.invitation, hash: hash, at: now, in: tenant)
            else { return false }
            try writing.addMember(
                Membership(organization: organization.id, userID: user.id, createdAt: now),
                in: tenant
            )
            for role in ticket.body["roles"]?.strings ?? [] {
                try writing.addRole(role, toMember: user.id, of: organization.id, at: now, in: tenant)
            }
            var changed = user
            changed.isEmailVerified = true
            changed.appMetadata = changed.appMetadata.merging(ticket.body["app_metadata"]?.object ?? [:])
            changed.userMetadata = changed.userMetadata.merging(ticket.body["user_metadata"]?.object ?? [:])
            if changed != user { try writing.update(changed, tenant: tenant) }
            if !user.isEmailVerified {
                try mails.greet(
                    changed,
                    connection: changed.identities.first?.connection ?? "",
                    clientID: client.id,
                    host: host,
                    now: now,
                    in: writing
                )
            }
            if let id = ticket.body["invitation_id"]?.string {
                try writing.deleteDocument(.organizationInvitation, id: id, in: tenant)
            }
            return true
        }
        transaction.progress.invitation = nil
        var event = LogEvent(
            tenant: tenant,
            date: now,
            type: outcome ? .invitationAccepted : .invitationFailed,
            description: outcome ? "" : "The invitation is for another address, expired, or has been used."
        )
        describe(&event, user, organization, context.client, call)
        await log.append(event)
    }

    private func describe(
        _ event: inout LogEvent,
        _ user: User,
        _ organization: Organization,
        _ client: Client,
        _ call: Call
    ) {
        call.origin.describe(&event, hostname: call.host.name)
        event.clientID = client.id
        event.clientName = client.name
        event.connection = user.identities.first?.connection
        event.userID = user.id
        event.userName = user.email
        event.organizationID = organization.id
        event.organizationName = organization.name
    }

    /// - SeeAlso: Auth0: "Grant Just-In-Time Membership": `assign_membership_on_login`.
    private func joinAutomatically(
        _ user: User,
        _ organization: Organization,
        _ client: Client,
        _ call: Call
    ) async throws {
        let tenant = call.host.tenant
        guard let name = user.identities.first?.connection,
            let connection = try await configuration.connection(name: name, tenant)
        else { return }
        let now = call.now
        let hasJoined = try await storage.write { writing -> Bool in
            let places = try writing.documents(
                DocumentQuery(.organizationConnection, in: tenant, parent: organization.id)
            )
            let place = places.first { $0.body["connection_id"]?.string == connection.id }
            guard place?.body["assign_membership_on_login"]?.bool == true,
                try !writing.isMember(user.id, of: organization.id, in: tenant)
            else { return false }
            try writing.addMember(
                Membership(organization: organization.id, userID: user.id, createdAt: now),
                in: tenant
            )
            return true
        }
        guard hasJoined else { return }
        var event = LogEvent(tenant: tenant, date: now, type: .memberAdded, description: "")
        describe(&event, user, organization, client, call)
        await log.append(event)
    }
}
