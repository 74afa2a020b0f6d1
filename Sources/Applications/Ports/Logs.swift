package import Kernel
package import Wire

/// A tenant log event as storage keeps it.
package struct LogRecord: Sendable {
    /// The tenant.
    package let tenant: TenantID
    /// The id, which sorts in order of time.
    package let id: String
    /// When it happened.
    package let date: Instant
    /// Auth0's code of what happened.
    package let type: String
    /// The record as the management API answers it, without `_id` and `log_id`.
    package let body: JSONObject

    /// A record.
    package init(tenant: TenantID, id: String, date: Instant, type: String, body: JSONObject) {
        self.tenant = tenant
        self.id = id
        self.date = date
        self.type = type
        self.body = body
    }

    /// The record under another id.
    package func numbered(_ id: String) -> LogRecord {
        LogRecord(tenant: tenant, id: id, date: date, type: type, body: body)
    }

    /// The members that `LogFilter` can compare, each a column of its own in storage.
    package static let searchable = [
        "type", "client_id", "client_name", "user_id", "user_name", "connection", "ip", "hostname", "description",
        "audience", "organization_id",
    ]
}

/// Which log events a search finds; built from the query language, run by storage.
package indirect enum LogFilter: Sendable, Equatable {
    /// The member is the value.
    case equals(member: String, value: String)
    /// The member begins with the value.
    case hasPrefix(member: String, value: String)
    /// The member is there.
    case exists(member: String)
    /// The date is in a range; either end may be open.
    case date(from: Instant?, through: Instant?)
    /// One of the searchable members holds the text, in either case.
    case contains(String)
    /// Both.
    case and(LogFilter, LogFilter)
    /// Either.
    case or(LogFilter, LogFilter)
    /// The opposite.
    case not(LogFilter)
}

/// A page of the log.
package struct LogQuery: Sendable {
    /// The tenant.
    package var tenant: TenantID
    /// Which events; nil for all.
    package var filter: LogFilter?
    /// Only those after this id.
    package var after: String?
    /// Newest first.
    package var isDescending: Bool
    /// Skip so many.
    package var offset: Int
    /// Answer so many at most.
    package var limit: Int

    /// A page of everything, to be narrowed.
    package init(
        tenant: TenantID,
        filter: LogFilter? = nil,
        after: String? = nil,
        isDescending: Bool = true,
        offset: Int = 0,
        limit: Int = 50
    ) {
        self.tenant = tenant
        self.filter = filter
        self.after = after
        self.isDescending = isDescending
        self.offset = offset
        self.limit = limit
    }
}

/// Reading the tenant log, inside a transaction.
package protocol LogReading {
    /// The event of that id.
    func logRecord(_ id: String, in tenant: TenantID) throws -> LogRecord?
    /// The events of a query, in its order.
    func logRecords(_ query: LogQuery) throws -> [LogRecord]
    /// The greatest id in a tenant's log; nil where it is empty.
    func newestLogID(in tenant: TenantID) throws -> String?
    /// How many events a query matches, its offset, limit and start aside.
    func countLogRecords(_ query: LogQuery) throws -> Int
    /// How many events of each of some types each day of a range has; days without any are absent. Days are counted
    /// from the epoch, in UTC.
    func dailyLogCounts(
        types: [String],
        from: Instant,
        through: Instant,
        in tenant: TenantID
    ) throws
        -> [(day: Int64, type: String, count: Int)]
}

/// Changing the tenant log, inside a transaction.
package protocol LogWriting: LogReading {
    /// Keeps others from adding to the logs of tenants until the transaction ends, and waits for those who are about to:
    /// whoever numbers events after what they then find is sure that nobody commits a smaller number later.
    func lockLogs(of tenants: Set<TenantID>) throws
    /// Adds events.
    func append(_ records: [LogRecord]) throws
    /// Removes at most so many events from before a moment; how many.
    func deleteLogRecords(before moment: Instant, limit: Int) throws -> Int
}
