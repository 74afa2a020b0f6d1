import Applications
import Wire

/// The names by which a connection's document is found.
enum ConnectionKeys {
    /// The unique key that finds a connection by its name.
    static let name = "name"

    /// The attribute of a connection that a client is enabled for.
    static func enabledClient(_ id: String) -> DocumentKey { .attribute("enabled_client", id) }

    /// The keys of a connection.
    static func keys(of body: JSONObject) -> [DocumentKey] {
        var keys: [DocumentKey] = [.unique(name, body["name"]?.string ?? "")]
        if let strategy = body["strategy"]?.string { keys.append(.attribute("strategy", strategy)) }
        for client in Set(body["enabled_clients"]?.strings ?? []) { keys.append(enabledClient(client)) }
        return keys
    }
}
