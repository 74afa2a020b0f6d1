import Wire

@testable import Moving

/// A tenant in memory that keeps whatever it is sent, as the management API would.
actor KeptTenant: TenantAPI {
    nonisolated let host: String
    private var collections: [String: [JSONObject]] = [:]
    private var settings: [String: JSONValue] = [:]
    private var made = 0
    /// The calls that changed something, as method and path.
    private(set) var writes: [String] = []

    init(host: String) { self.host = host }

    func call(_ method: String, _ path: String, query: String, body: JSONValue?) async throws -> JSONValue {
        if method != "GET" { writes.append("\(method) \(path)") }
        guard let collection = Collection.all.first(where: { path == $0.path || path.hasPrefix($0.path + "/") }) else {
            return try setting(method, path, body)
        }
        let id = path.dropFirst(collection.path.count + 1)
        if id.contains("/") { return try setting(method, path, body) }
        return try item(method, String(id), collection, query, body?.object ?? [:])
    }

    func keepClient(_ client: JSONObject) async throws {
        collections["/clients", default: []].append(client)
    }

    private func item(
        _ method: String,
        _ id: String,
        _ collection: Collection,
        _ query: String,
        _ body: JSONObject
    ) throws -> JSONValue {
        var items = collections[collection.path] ?? []
        let index = items.firstIndex { $0[collection.id]?.string == id }
        switch (method, index) {
        case ("GET", _) where id.isEmpty:
            guard !query.contains("is_global=true") else { return [] }
            let isDatabase: (JSONObject) -> Bool = { $0["strategy"]?.string == "auth0" }
            if query.contains("strategy=auth0") { return .array(items.filter(isDatabase).map(JSONValue.object)) }
            return .array(items.map(JSONValue.object))
        case ("POST", _):
            made += 1
            let item = body.merging(JSONObject([(collection.id, .string("\(host)-\(made)"))]))
            items.append(item)
            collections[collection.path] = items
            return .object(item)
        case ("GET", let index?): return .object(items[index])
        case ("PATCH", let index?):
            items[index] = items[index].merging(body)
            collections[collection.path] = items
            return .object(items[index])
        case ("DELETE", let index?):
            items.remove(at: index)
            collections[collection.path] = items
            return .null
        default: throw TenantRefusal(status: 404, message: "Not found")
        }
    }

    private func setting(_ method: String, _ path: String, _ body: JSONValue?) throws -> JSONValue {
        switch method {
        case "GET":
            guard let value = settings[path] else { throw TenantRefusal(status: 404, message: "Not found") }
            return value
        case "PATCH" where path.hasSuffix("/clients"): return .null
        case "POST" where path.hasSuffix("/permissions"):
            let before = settings[path]?.array ?? []
            settings[path] = .array(before + (body?["permissions"]?.array ?? []))
            return .null
        case "PATCH": settings[path] = .object((settings[path]?.object ?? [:]).merging(body?.object ?? [:]))
        case "DELETE": settings[path] = nil
        default: settings[path] = body
        }
        return settings[path] ?? .null
    }
}
