import Wire

/// The order of the members around a list with totals, which differs from list to list.
enum ListEnvelope: Sendable {
    /// `total, start, limit, <key>`.
    case totalFirst
    /// `<key>, start, limit, total`.
    case itemsFirst
    /// `limit, start, total, <key>`.
    case limitFirst
    /// `start, limit, length, <key>, total`.
    case withLength

    private static let byPath: [String: ListEnvelope] = [
        "/clients": .totalFirst, "/client-grants": .totalFirst, "/connections": .totalFirst,
        "/device-credentials": .totalFirst, "/grants": .totalFirst, "/hooks": .totalFirst,
        "/network-acls": .totalFirst, "/resource-servers": .totalFirst, "/rules": .totalFirst,
        "/flows": .limitFirst, "/flows/vault/connections": .limitFirst, "/flows/{flow_id}/executions": .limitFirst,
        "/forms": .limitFirst, "/logs": .withLength, "/users": .withLength, "/users/{id}/logs": .withLength,
    ]

    /// The envelope of the list at a path of the table.
    init(path: String) { self = Self.byPath[path] ?? .itemsFirst }

    /// A list in its envelope; a total that is not known is left out.
    func wrap(_ items: [JSONValue], key: String, start: Int, limit: Int, total: Int?) -> JSONObject {
        let start = ("start", JSONValue.integer(Int64(start)))
        let limit = ("limit", JSONValue.integer(Int64(limit)))
        let total = total.map { [("total", JSONValue.integer(Int64($0)))] } ?? []
        let list = (key, JSONValue.array(items))
        switch self {
        case .totalFirst: return JSONObject(total + [start, limit, list])
        case .itemsFirst: return JSONObject([list, start, limit] + total)
        case .limitFirst: return JSONObject([limit, start] + total + [list])
        case .withLength:
            return JSONObject([start, limit, ("length", .integer(Int64(items.count))), list] + total)
        }
    }
}
