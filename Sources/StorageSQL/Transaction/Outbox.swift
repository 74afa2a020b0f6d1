package import Applications
package import Kernel
import Storage
import Wire

/// What leaves the house. Bodies hold links that are as good as passwords, so they are sealed.
extension SQLTransaction {
    private static let outboxColumns = "tenant, id, kind, body, created_at, attempts, due_at, last_error"
    private static let insertOutbox = """
        INSERT INTO outbox (tenant, id, kind, body, created_at, attempts, due_at, last_error) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let postpone = "UPDATE outbox SET due_at = ?, last_error = ? WHERE tenant = ? AND id = ?"
    private static let deleteOutbox = "DELETE FROM outbox WHERE tenant = ? AND id = ?"
    private static let insertMail = "INSERT INTO mails (tenant, id, recipient, date, body) VALUES (?, ?, ?, ?, ?)"

    package func mails(to recipient: String?, in tenant: TenantID?, limit: Int) throws -> [MailRecord] {
        let (condition, arguments) = Self.condition([
            ("tenant = ?", tenant.map { .text($0.rawValue) }),
            ("recipient = ?", recipient.map { .text($0.lowercased()) }),
        ])
        return try find(
            """
            SELECT tenant, id, recipient, date, body FROM mails\(condition) ORDER BY date DESC, id DESC LIMIT ?
            """,
            arguments + [.integer(Int64(max(limit, 0)))]
        ).map { row in
            let (tenant, id) = (TenantID(rawValue: try row.text(0)), try row.text(1))
            return MailRecord(
                tenant: tenant,
                id: id,
                recipient: try row.text(2),
                date: try row.instant(3),
                body: try open(row.text(4), "mail", tenant, id)
            )
        }
    }

    package func countOutbox() throws -> Int {
        try Int(connection.query("SELECT COUNT(*) FROM outbox", []).first?.integer(0) ?? 0)
    }

    package func append(_ records: [OutboxRecord]) throws {
        for record in records {
            try change(
                Self.insertOutbox,
                [
                    .text(record.tenant.rawValue), .text(record.id), .text(record.kind.rawValue),
                    try seal(record.body, "outbox", record.tenant, record.id), .instant(record.createdAt),
                    .integer(record.attempts), .instant(record.dueAt), .optionalText(record.lastError),
                ]
            )
        }
    }

    /// On PostgreSQL several nodes may claim at once: each takes rows that no other holds, and chooses them once.
    package func claimOutbox(dueBy now: Instant, lease: Instant, limit: Int) throws -> [OutboxRecord] {
        let skipping = connection.dialect.engine == .postgres ? " FOR UPDATE SKIP LOCKED" : ""
        let rows = try changeReturning(
            """
            WITH due AS (SELECT tenant, id FROM outbox WHERE due_at <= ? ORDER BY due_at LIMIT ?\(skipping)) \
            UPDATE outbox SET attempts = attempts + 1, due_at = ? \
            WHERE (tenant, id) IN (SELECT tenant, id FROM due) RETURNING \(Self.outboxColumns)
            """,
            [.instant(now), .integer(Int64(max(limit, 0))), .instant(lease)]
        )
        return try rows.compactMap(record)
    }

    /// The record of a row; nil for one that this program cannot read, which must not keep the others from leaving.
    private func record(_ row: SQLRow) throws -> OutboxRecord? {
        let (tenant, id) = (TenantID(rawValue: try row.text(0)), try row.text(1))
        guard let kind = OutboxRecord.Kind(rawValue: try row.text(2)),
            let body = try? open(row.text(3), "outbox", tenant, id)
        else { return nil }
        var record = OutboxRecord(tenant: tenant, id: id, kind: kind, body: body, createdAt: try row.instant(4))
        record.attempts = try row.integer(5)
        record.dueAt = try row.instant(6)
        record.lastError = try row.optionalText(7)
        return record
    }

    package func postpone(_ record: OutboxRecord, until moment: Instant, error: String) throws {
        try change(
            Self.postpone,
            [
                .instant(moment), .text(LogCondition.searchable(error)), .text(record.tenant.rawValue),
                .text(record.id),
            ]
        )
    }

    package func deleteOutbox(_ id: String, in tenant: TenantID) throws {
        try remove(Self.deleteOutbox, [.text(tenant.rawValue), .text(id)])
    }

    package func insert(_ mail: MailRecord) throws {
        try change(
            Self.insertMail,
            [
                .text(mail.tenant.rawValue), .text(mail.id), .text(mail.recipient.lowercased()), .instant(mail.date),
                try seal(mail.body, "mail", mail.tenant, mail.id),
            ]
        )
    }

    package func deleteMails(in tenant: TenantID?, before moment: Instant?) throws -> Int {
        let (condition, arguments) = Self.condition([
            ("tenant = ?", tenant.map { .text($0.rawValue) }), ("date < ?", moment.map { .instant($0) }),
        ])
        return try remove("DELETE FROM mails\(condition)", arguments)
    }

    private static func condition(_ parts: [(String, SQLValue?)]) -> (String, [SQLValue]) {
        let given = parts.filter { $0.1 != nil }
        guard !given.isEmpty else { return ("", []) }
        return (" WHERE " + given.map(\.0).joined(separator: " AND "), given.compactMap(\.1))
    }

    private func seal(_ body: JSONObject, _ place: String, _ tenant: TenantID, _ id: String) throws -> SQLValue {
        .text(try sealer.sealText(JSONWriter.text(.object(body)), context: "\(place):\(tenant.rawValue):\(id)"))
    }

    private func open(_ text: String, _ place: String, _ tenant: TenantID, _ id: String) throws -> JSONObject {
        guard let opened = try? sealer.openText(text, context: "\(place):\(tenant.rawValue):\(id)") else {
            throw StoreError.corrupt("\(place) \(id) does not open with this master key")
        }
        return try StoredJSON.object(opened, of: "\(place) \(id)")
    }
}
