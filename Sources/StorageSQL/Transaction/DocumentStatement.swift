import Applications
import Kernel

/// The statement of a document query, put together from fixed fragments: few texts, so that drivers keep them prepared.
struct DocumentStatement {
    private(set) var sql: String
    private(set) var arguments: [SQLValue]

    /// The documents of a query; nil if it cannot match any.
    init?(listing query: DocumentQuery) {
        self.init("SELECT id, parent, body, created_at, updated_at", query)
        if let after = query.after {
            sql += query.isDescending ? " AND (created_at, id) < (?, ?)" : " AND (created_at, id) > (?, ?)"
            arguments += [.instant(after.createdAt), .text(after.id)]
        }
        sql += query.isDescending ? " ORDER BY created_at DESC, id DESC" : " ORDER BY created_at, id"
        if query.limit != nil || query.offset > 0 {
            sql += " LIMIT ? OFFSET ?"
            arguments += [.integer(Int64(query.limit ?? Int(Int32.max))), .integer(Int64(query.offset))]
        }
    }

    /// How many documents a query matches; nil if it cannot match any.
    init?(counting query: DocumentQuery) { self.init("SELECT COUNT(*)", query) }

    private init?(_ select: String, _ query: DocumentQuery) {
        sql = select + " FROM documents WHERE tenant = ? AND kind = ?"
        let scope: [SQLValue] = [.text(query.tenant.rawValue), .text(query.kind.rawValue)]
        arguments = scope
        if let parent = query.parent {
            sql += " AND parent = ?"
            arguments.append(.text(parent))
        }
        if let ids = query.ids {
            // One id that cannot be stored must not hide the others.
            let storable = ids.map(SQLValue.text).filter(\.isPortable)
            guard let list = ValueList(storable) else { return nil }
            sql += " AND id IN (\(list.placeholders))"
            arguments += list.values
        }
        for key in query.keys {
            sql += " AND id IN (SELECT id FROM document_keys WHERE tenant = ? AND kind = ? AND name = ? AND value = ?)"
            arguments += scope + [.text(key.name), .text(key.value)]
        }
    }
}

/// Values for `IN (…)`, filled up to a power of two by repetition, so that lists of any length need few texts.
struct ValueList {
    let values: [SQLValue]

    /// A list; nil if it is empty.
    init?(_ values: [SQLValue]) {
        guard let last = values.last else { return nil }
        var capacity = 1
        while capacity < values.count { capacity *= 2 }
        self.values = values + Array(repeating: last, count: capacity - values.count)
    }

    /// A `?` for each.
    var placeholders: String { Self.placeholders(values.count) }

    /// So many `?`, separated by commas.
    static func placeholders(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
