package import Applications
package import Kernel
import Storage
import Wire

extension SQLTransaction {
    private static let selectRecord = "SELECT id, date, type, body FROM log_events WHERE tenant = ? AND id = ?"
    private static let insertRecord = insertRecords(1)
    private static let insertBatch = insertRecords(batchSize)
    /// So many rows go into one statement, which spares round trips.
    private static let batchSize = 16
    private static let newestID = "SELECT MAX(id) FROM log_events WHERE tenant = ?"
    private static let firstTenant = "SELECT MIN(tenant) FROM log_events"
    private static let nextTenant = "SELECT MIN(tenant) FROM log_events WHERE tenant > ?"
    private static let deleteRecords = """
        DELETE FROM log_events WHERE tenant = ? AND id IN \
        (SELECT id FROM log_events WHERE tenant = ? AND date < ? ORDER BY date LIMIT ?)
        """
    /// Milliseconds of a day.
    private static let day: Int64 = 86_400_000

    /// A row that is there already stays: a batch of which nobody knows whether it was committed can be sent again.
    private static func insertRecords(_ count: Int) -> String {
        let columns = ["tenant", "id", "date"] + LogRecord.searchable + ["body"]
        let row = "(\(ValueList.placeholders(columns.count)))"
        let rows = Array(repeating: row, count: count).joined(separator: ", ")
        return """
            INSERT INTO log_events (\(columns.joined(separator: ", "))) VALUES \(rows) \
            ON CONFLICT (tenant, id) DO NOTHING
            """
    }

    package func logRecord(_ id: String, in tenant: TenantID) throws -> LogRecord? {
        try find(Self.selectRecord, [.text(tenant.rawValue), .text(id)]).first.map { try record($0, tenant) }
    }

    package func logRecords(_ query: LogQuery) throws -> [LogRecord] {
        var sql = "SELECT id, date, type, body FROM log_events WHERE tenant = ?"
        var arguments: [SQLValue] = [.text(query.tenant.rawValue)]
        if let after = query.after {
            sql += " AND id > ?"
            arguments.append(.text(after))
        }
        let isFixed = append(query.filter, to: &sql, &arguments)
        sql += query.isDescending ? " ORDER BY id DESC" : " ORDER BY id"
        sql += " LIMIT ? OFFSET ?"
        arguments += [.integer(Int64(query.limit)), .integer(Int64(query.offset))]
        guard arguments.allSatisfy(\.isPortable) else { return [] }
        let rows = isFixed ? try connection.query(sql, arguments) : try connection.queryOnce(sql, arguments)
        return try rows.map { try record($0, query.tenant) }
    }

    package func newestLogID(in tenant: TenantID) throws -> String? {
        try find(Self.newestID, [.text(tenant.rawValue)]).first?.optionalText(0)
    }

    package func countLogRecords(_ query: LogQuery) throws -> Int {
        var sql = "SELECT COUNT(*) FROM log_events WHERE tenant = ?"
        var arguments: [SQLValue] = [.text(query.tenant.rawValue)]
        let isFixed = append(query.filter, to: &sql, &arguments)
        let rows = isFixed ? try connection.query(sql, arguments) : try connection.queryOnce(sql, arguments)
        return try Int(rows.first?.integer(0) ?? 0)
    }

    package func dailyLogCounts(
        types: [String],
        from: Instant,
        through: Instant,
        in tenant: TenantID
    ) throws
        -> [(day: Int64, type: String, count: Int)]
    {
        guard let list = ValueList(types.map(SQLValue.text)) else { return [] }
        let sql = """
            SELECT date / \(Self.day), type, COUNT(*) FROM log_events \
            WHERE tenant = ? AND date >= ? AND date <= ? AND type IN (\(list.placeholders)) \
            GROUP BY date / \(Self.day), type ORDER BY 1, 2
            """
        let arguments = [.text(tenant.rawValue), .instant(from), .instant(through)] + list.values
        return try find(sql, arguments).map { (try $0.integer(0), try $0.text(1), try Int($0.integer(2))) }
    }

    package func lockLogs(of tenants: Set<TenantID>) throws {
        guard let statement = connection.dialect.lockLog else { return }
        // Always in the same order, so that no two writers wait for each other.
        for tenant in tenants.map(\.rawValue).sorted() { _ = try find(statement, [.text(tenant)]) }
    }

    package func append(_ records: [LogRecord]) throws {
        var rest = records[...]
        while !rest.isEmpty {
            let isBatch = rest.count >= Self.batchSize
            let rows = rest.prefix(isBatch ? Self.batchSize : 1)
            try change(isBatch ? Self.insertBatch : Self.insertRecord, rows.flatMap(Self.arguments))
            rest = rest.dropFirst(rows.count)
        }
    }

    package func deleteLogRecords(before moment: Instant, limit: Int) throws -> Int {
        // One tenant after the other, each found by a step in the index: an index over dates alone would be written
        // with every token that is issued.
        var deleted = 0
        var tenant = try connection.query(Self.firstTenant, []).first?.columns.first
        while let name = tenant, case .text = name, deleted < limit {
            deleted += try change(
                Self.deleteRecords,
                [name, name, .instant(moment), .integer(Int64(limit - deleted))]
            )
            tenant = try connection.query(Self.nextTenant, [name]).first?.columns.first
        }
        return deleted
    }

    /// Adds a filter; whether the text is one of a few.
    private func append(_ filter: LogFilter?, to sql: inout String, _ arguments: inout [SQLValue]) -> Bool {
        guard let filter else { return true }
        let condition = LogCondition(filter, connection.dialect)
        sql += " AND (\(condition.sql))"
        arguments += condition.arguments
        return false
    }

    private func record(_ row: SQLRow, _ tenant: TenantID) throws -> LogRecord {
        let id = try row.text(0)
        return LogRecord(
            tenant: tenant,
            id: id,
            date: try row.instant(1),
            type: try row.text(2),
            body: try StoredJSON.object(row.text(3), of: "log event \(id)")
        )
    }

    private static func arguments(_ record: LogRecord) -> [SQLValue] {
        var arguments: [SQLValue] = [.text(record.tenant.rawValue), .text(record.id), .instant(record.date)]
        for member in LogRecord.searchable {
            let value = member == "type" ? record.type : record.body[member]?.string
            // A caller chooses some of these: what the column cannot hold must not lose the batch. The body keeps it.
            arguments.append(.optionalText(value.map(LogCondition.searchable)))
        }
        arguments.append(.text(JSONWriter.text(.object(record.body))))
        return arguments
    }
}
