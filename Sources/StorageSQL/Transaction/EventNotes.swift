import Applications
import Directory
import Kernel
import Storage
import Wire

/// What documents and memberships have to say to those who follow a tenant.
extension SQLTransaction {
    /// The kinds of documents whose changes are events.
    private static let told: Set<DocumentKind> = [
        .organization, .organizationConnection, .group, .groupMember, .groupRole, .organizationGroupRole,
    ]

    /// Notes what happened to users.
    func note(_ users: [User], _ step: EventJournal.Step, _ tenant: TenantID) throws {
        guard !users.isEmpty else { return }
        try noteForFollowers(of: tenant) { journals in
            journals.change(tenant) { journal in
                for user in users { journal.note(.user, step, user.id) }
            }
        }
    }

    /// Notes that a user is about to go.
    func noteRemoval(ofUser id: String, _ tenant: TenantID) throws {
        try noteForFollowers(of: tenant) { journals in
            guard let user = try user(id, in: tenant) else { return }
            journals.change(tenant) { $0.note(.user, .deleted, id, object: EventObject.user(user)) }
        }
    }

    /// Notes that somebody joined an organization or left it.
    func noteMember(_ user: String, of organization: String, _ step: String, _ tenant: TenantID) throws {
        try noteForFollowers(of: tenant) { journals in
            let place = try document(.organization, id: organization, in: tenant)
            let object: JSONObject = [
                "organization": .object(EventObject.mention(ofOrganization: organization, place)),
                "user": ["user_id": .string(user)],
            ]
            journals.change(tenant) {
                $0.note("organization.member.\(step)", between: [organization, user], object: object)
            }
        }
    }

    /// Notes that a member of an organization got a role in it or lost one.
    func noteRole(
        _ role: String,
        ofMember user: String,
        of organization: String,
        _ step: String,
        _ tenant: TenantID
    ) throws {
        try noteForFollowers(of: tenant) { journals in
            let named = try document(.role, id: role, in: tenant)
            let object: JSONObject = [
                "organization": ["id": .string(organization)], "user": ["user_id": .string(user)],
                "role": .object(EventObject.mention(ofRole: role, named)),
            ]
            journals.change(tenant) {
                $0.note("organization.member.role.\(step)", between: [organization, user], object: object)
            }
        }
    }

    /// Notes that a document is about to go.
    func noteRemoval(_ kind: DocumentKind, _ id: String, _ tenant: TenantID) throws {
        guard Self.told.contains(kind) else { return }
        try noteForFollowers(of: tenant) { _ in
            guard let document = try document(kind, id: id, in: tenant) else { return }
            try note(document, .deleted)
        }
    }

    /// Notes what happened to a document.
    func note(_ document: Document, _ step: EventJournal.Step) throws {
        guard Self.told.contains(document.kind) else { return }
        let tenant = document.tenant
        try noteForFollowers(of: tenant) { journals in
            switch document.kind {
            case .organization:
                let object = EventObject.organization(document, isGone: step == .deleted)
                journals.change(tenant) { $0.note(.organization, step, document.id, object: object) }
            case .group:
                let object = EventObject.group(document, isNew: step == .created)
                journals.change(tenant) { $0.note(.group, step, document.id, object: object) }
            case .organizationConnection: try noteConnection(document, step, journals)
            default: try notePart(of: document, step, journals)
            }
        }
    }

    private func noteConnection(_ use: Document, _ step: EventJournal.Step, _ journals: EventJournals) throws {
        let organization = EventObject.mention(
            ofOrganization: use.parent,
            try document(.organization, id: use.parent, in: use.tenant)
        )
        let verb = step == .created ? "added" : step == .updated ? "updated" : "removed"
        let object = EventObject.connection(use, of: organization, isGone: step == .deleted)
        journals.change(use.tenant) {
            $0.note("organization.connection.\(verb)", between: [use.parent], object: object)
        }
    }

    /// Notes that a group got or lost a member or a role, everywhere or in an organization.
    private func notePart(of part: Document, _ step: EventJournal.Step, _ journals: EventJournals) throws {
        guard step != .updated, let group = try document(.group, id: part.parent, in: part.tenant) else { return }
        let isGone = step == .deleted
        var things = [group.id]
        var object: JSONObject = ["group": .object(EventObject.mention(ofGroup: group))]
        guard part.kind != .groupMember else {
            let user = part.body["user_id"] ?? ""
            object["member"] = ["member_type": "user", "id": user]
            things += [user.string ?? ""]
            return journals.change(part.tenant) {
                $0.note("group.member.\(isGone ? "deleted" : "added")", between: things, object: object)
            }
        }
        let role = part.body["role_id"]?.string ?? ""
        let named = try document(.role, id: role, in: part.tenant)
        object["role"] = isGone ? ["id": .string(role)] : .object(EventObject.mention(ofRole: role, named))
        if part.kind == .organizationGroupRole {
            // The id is made of those of the group, the organization and the role.
            let organization = part.id.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
            object["organization"] = ["id": .string(organization)]
            things.append(organization)
        }
        let type = "\(part.kind == .groupRole ? "group" : "organization.group").role.\(isGone ? "deleted" : "assigned")"
        journals.change(part.tenant) {
            $0.note(type, between: things, object: object, moment: isGone ? "deleted_at" : "created_at")
        }
    }
}
