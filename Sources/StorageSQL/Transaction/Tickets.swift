package import Kernel
package import Sessions
import Storage
package import Wire

extension SQLTransaction {
    private static let selectTicket = """
        SELECT user_id, body, created_at, expires_at, spent_at FROM tickets WHERE tenant = ? AND kind = ? AND hash = ?
        """
    private static let insertTicket = """
        INSERT INTO tickets (tenant, kind, hash, user_id, body, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?) \
        ON CONFLICT (tenant, kind, hash) DO NOTHING
        """
    private static let updateTicket = """
        UPDATE tickets SET user_id = ?, body = ? WHERE tenant = ? AND kind = ? AND hash = ? AND spent_at IS NULL
        """
    private static let spendTicket = """
        UPDATE tickets SET spent_at = ? WHERE tenant = ? AND kind = ? AND hash = ? AND spent_at IS NULL
        """
    private static let setTicketBody = "UPDATE tickets SET body = ? WHERE tenant = ? AND kind = ? AND hash = ?"
    private static let deleteTicket = "DELETE FROM tickets WHERE tenant = ? AND kind = ? AND hash = ?"
    private static let deleteTicketsOfUser = "DELETE FROM tickets WHERE tenant = ? AND user_id = ?"
    private static let deleteExpiredTickets = "DELETE FROM tickets WHERE expires_at < ?"

    package func ticket(_ kind: Ticket.Kind, hash: [UInt8], in tenant: TenantID) throws -> Ticket? {
        try find(Self.selectTicket + lock, Self.place(tenant, kind, hash)).first.map { row in
            var ticket = Ticket(
                kind: kind,
                hash: hash,
                userID: try row.text(0),
                body: try StoredJSON.object(row.text(1), of: "a ticket of kind \(kind.rawValue)"),
                createdAt: try row.instant(2),
                expiresAt: try row.instant(3)
            )
            ticket.spentAt = try row.optionalInstant(4)
            return ticket
        }
    }

    package func insert(_ ticket: Ticket, tenant: TenantID) throws -> Bool {
        let arguments: [SQLValue] = [
            .text(ticket.userID), .json(ticket.body), .instant(ticket.createdAt), .instant(ticket.expiresAt),
        ]
        return try change(Self.insertTicket, Self.place(tenant, ticket.kind, ticket.hash) + arguments) == 1
    }

    package func update(_ ticket: Ticket, tenant: TenantID) throws -> Bool {
        let arguments: [SQLValue] = [.text(ticket.userID), .json(ticket.body)]
        return try change(Self.updateTicket, arguments + Self.place(tenant, ticket.kind, ticket.hash)) == 1
    }

    /// One statement decides: of callers at the same moment the database lets one change the row.
    package func spendTicket(_ kind: Ticket.Kind, hash: [UInt8], at now: Instant, in tenant: TenantID) throws -> Bool {
        try change(Self.spendTicket, [.instant(now)] + Self.place(tenant, kind, hash)) == 1
    }

    package func setTicketBody(
        _ kind: Ticket.Kind,
        hash: [UInt8],
        _ body: JSONObject,
        in tenant: TenantID
    ) throws {
        try change(Self.setTicketBody, [.json(body)] + Self.place(tenant, kind, hash))
    }

    package func deleteTicket(_ kind: Ticket.Kind, hash: [UInt8], in tenant: TenantID) throws {
        try change(Self.deleteTicket, Self.place(tenant, kind, hash))
    }

    package func deleteTickets(ofUser userID: String, kind: Ticket.Kind?, in tenant: TenantID) throws -> Int {
        let place: [SQLValue] = [.text(tenant.rawValue), .text(userID)]
        guard let kind else { return try remove(Self.deleteTicketsOfUser, place) }
        return try remove(Self.deleteTicketsOfUser + " AND kind = ?", place + [.text(kind.rawValue)])
    }

    package func deleteTickets(expiredBefore moment: Instant) throws -> Int {
        try change(Self.deleteExpiredTickets, [.instant(moment)])
    }

    private static func place(_ tenant: TenantID, _ kind: Ticket.Kind, _ hash: [UInt8]) -> [SQLValue] {
        [.text(tenant.rawValue), .text(kind.rawValue), .blob(hash)]
    }
}
