/// The statements that a connection has prepared, by their text; the one unused longest makes room for a new one.
struct PreparedStatements {
    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [String: Entry] = [:]
    private var uses: UInt64 = 0
    private var made: UInt64 = 0

    /// Keeps at most so many.
    init(limit: Int) { self.limit = max(limit, 1) }

    /// The name of a statement that is prepared.
    mutating func name(of sql: String) -> String? {
        guard let index = entries.index(forKey: sql) else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    /// Notes a statement that is about to be prepared: its name, and the name of one to forget for it.
    mutating func admit(_ sql: String) -> (name: String, evicted: String?) {
        var evicted: String?
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            evicted = oldest.value.name
            entries[oldest.key] = nil
        }
        uses += 1
        made += 1
        let name = "s\(made)"
        entries[sql] = Entry(name: name, lastUse: uses)
        return (name, evicted)
    }

    /// Forgets a statement that could not be prepared.
    mutating func forget(_ sql: String) { entries[sql] = nil }

    /// Forgets all; names are not used again.
    mutating func forgetAll() { entries.removeAll() }
}

/// The two ways to write an argument.
package enum Placeholders {
    /// A statement with `$1`, `$2`… in place of each `?`, which never stands for anything else.
    package static func numbered(_ sql: String) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(sql.utf8.count + 16)
        var count = 0
        for byte in sql.utf8 {
            if byte == UInt8(ascii: "?") {
                count += 1
                text.append(UInt8(ascii: "$"))
                text.append(contentsOf: String(count).utf8)
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
