import Applications
import Directory
import Kernel
import Sessions
import Storage
import Tokens
import Wire

/// An invitation into an organization.
struct Invitation: Sendable {
    /// How many characters the value of a ticket has: some 190 bits.
    static let ticketLength = 32
    /// How long an invitation lives that says nothing about it, in seconds: a week.
    private static let lifetime: Int64 = 604_800
    /// The members of a request that become part of the document.
    private static let kept = [
        "client_id", "inviter", "invitee", "connection_id", "app_metadata", "user_metadata", "roles",
    ]
    /// The members that the wire shows, in its order.
    private static let order = [
        "id", "client_id", "connection_id", "inviter", "invitee", "invitation_url", "ticket_id", "created_at",
        "expires_at", "organization_id", "roles", "app_metadata", "user_metadata",
    ]

    /// The invitation as it is kept.
    let document: Document

    /// Reads a document of kind `organizationInvitation`.
    init(_ document: Document) { self.document = document }

    /// A new invitation.
    ///
    /// - Parameters:
    ///   - secret: what the link carries.
    ///   - route: where the link leads.
    init(
        _ request: JSONObject,
        id: String,
        secret: String,
        route: String,
        organization: Document,
        _ context: AdministrationContext
    ) {
        var body: JSONObject = [
            "id": .string(id), "organization_id": .string(organization.id), "ticket_id": .string(secret),
        ]
        for name in Self.kept { body[name] = request[name] }
        let asked = request["ttl_sec"]?.integer ?? 0
        let lifetime = asked > 0 ? asked : Self.lifetime
        body["created_at"] = context.now.json
        body["expires_at"] = context.now.adding(seconds: lifetime).json
        body["invitation_url"] = .string(Self.url(route, secret: secret, organization: organization))
        document = Document(
            tenant: context.tenant,
            kind: .organizationInvitation,
            id: id,
            parent: organization.id,
            body: Patching.withoutNulls(body).inOrder(of: Self.order),
            createdAt: context.now
        )
    }

    /// What the wire shows.
    var shown: JSONObject { document.body.inOrder(of: Self.order) }

    /// Whether its time is over.
    func isOver(at now: Instant) -> Bool { expiresAt <= now }

    /// The ticket that its link is worth.
    var ticket: Ticket {
        var body: JSONObject = [
            "invitation_id": .string(document.id), "organization_id": .string(document.parent),
            "email": document.body["invitee"]?["email"] ?? "",
        ]
        for name in ["client_id", "connection_id", "app_metadata", "user_metadata", "roles"] {
            body[name] = document.body[name]
        }
        return Ticket(
            kind: .invitation,
            hash: hash,
            body: body,
            createdAt: document.createdAt,
            expiresAt: expiresAt
        )
    }

    /// The mail that brings the link.
    ///
    /// - SeeAlso: Auth0: "Customize Email Templates", variables of the user invitation.
    func mail(
        id: String,
        from organization: Document,
        for client: Client,
        _ context: AdministrationContext
    ) -> OutboxRecord {
        let email = document.body["invitee"]?["email"] ?? ""
        let variables: JSONObject = [
            "application": ["name": .string(client.name), "clientID": .string(client.id)],
            "connection": ["name": ""],
            "host": .string(context.host.authority),
            "inviter": document.body["inviter"] ?? [:],
            "organization": .object(
                organization.body.filtered(["id", "name", "display_name", "branding"], keeping: true)
            ),
            "roles": document.body["roles"] ?? [],
            "url": document.body["invitation_url"] ?? "",
            "user": [
                "email": email, "app_metadata": document.body["app_metadata"] ?? [:],
                "user_metadata": document.body["user_metadata"] ?? [:],
            ],
        ]
        return OutboxRecord(
            tenant: document.tenant,
            id: id,
            kind: .email,
            body: ["template": "user_invitation", "to": email, "variables": .object(variables)],
            createdAt: context.now
        )
    }

    /// Removes it with its ticket.
    func remove(_ transaction: any WriteTransaction) throws {
        try transaction.deleteDocument(.organizationInvitation, id: document.id, in: document.tenant)
        try transaction.deleteTicket(.invitation, hash: hash, in: document.tenant)
    }

    private var hash: [UInt8] { Digest.sha256(Array((document.body["ticket_id"]?.string ?? "").utf8)) }

    private var expiresAt: Instant {
        document.body["expires_at"]?.string.flatMap(Instant.init(iso8601:)) ?? document.createdAt
    }

    /// The link: the route with what the application passes on to `/authorize`.
    private static func url(_ route: String, secret: String, organization: Document) -> String {
        let (id, name, _) = Self.organization(organization)
        return LoginRoute.adding(
            [("invitation", secret), ("organization", id), ("organization_name", name)],
            to: route
        )
    }

    /// What a route may name of an organization.
    static func organization(_ document: Document) -> (id: String, name: String, metadata: JSONObject) {
        (document.id, document.body["name"]?.string ?? "", document.body["metadata"]?.object ?? [:])
    }
}

extension Invitation {
    /// The refusal of an invitation that is not there.
    static let unknown = APIProblem(404, "The invitation does not exist.", code: "inexistent_invitation")

    /// The refusal of a request that cannot be met.
    static func refusal(_ text: String) -> APIProblem { APIProblem(400, text, code: "invalid_body") }

    /// An open invitation of an organization.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        of organization: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Invitation {
        _ = try OrganizationRules.required(organization, in: context.tenant, transaction)
        guard let document = try transaction.document(.organizationInvitation, id: id, in: context.tenant),
            document.parent == organization, !Invitation(document).isOver(at: context.now)
        else { throw unknown }
        return Invitation(document)
    }

    /// The client that somebody is invited to.
    ///
    /// - Throws: `APIProblem` 400 for one that is not there or has nothing to do with organizations.
    static func client(
        of request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Client {
        let id = request["client_id"]?.string ?? ""
        guard let document = try transaction.document(.client, id: id, in: context.tenant) else {
            throw refusal("The specified client_id (\(id)) does not exist.")
        }
        let client = Client(document)
        guard client.organizationUsage != .deny else {
            throw refusal("The specified client_id (\(id)) does not allow organizations.")
        }
        return client
    }

    /// Refuses a connection that is not there or does not know people before they come.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkConnection(
        of request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws {
        guard let id = request["connection_id"]?.string else { return }
        guard let document = try transaction.document(.connection, id: id, in: context.tenant) else {
            throw refusal("The specified connection (\(id)) does not exist.")
        }
        guard !["email", "sms"].contains(Connection(document).strategy) else {
            throw refusal("Passwordless connections are not supported.")
        }
    }

    /// Refuses roles that are not there.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkRoles(
        of request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws {
        let missing = try (request["roles"]?.strings ?? []).filter {
            try transaction.document(.role, id: $0, in: context.tenant) == nil
        }
        guard missing.isEmpty else {
            throw refusal("One or more of the specified roles do not exist: \(missing.joined(separator: ", ")).")
        }
    }
}
