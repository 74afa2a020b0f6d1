import Wire

/// Makes files of a tenant.
package struct TenantExport: Sendable {
    /// The keyword that stands for the tenant's own host.
    package static let hostKeyword = "AUTH0_DOMAIN"

    private let selection: AssetSelection
    private let withSecrets: Bool

    /// An export.
    ///
    /// - Parameter withSecrets: whether the files may hold secrets, and the ids of clients, which keep them then.
    package init(_ selection: AssetSelection = AssetSelection(), withSecrets: Bool = false) {
        self.selection = selection
        self.withSecrets = withSecrets
    }

    /// The parts of a tenant.
    ///
    /// - Throws: `TenantRefusal`.
    package func assets(of api: some TenantAPI) async throws -> Assets {
        let state = try await TenantState.read(api, selection)
        var parts = JSONObject()
        for layout in AssetLayout.all where selection.takes(layout.key) {
            if let part = state.parts[layout.key] { parts[layout.key] = written(part, layout.key, host: api.host) }
            let items = (state.items[layout.key] ?? []).filter {
                !selection.leaves($0.filed, id: $0.id, of: layout.key)
            }
            guard !items.isEmpty else { continue }
            let values = items.map { item in
                var filed = item.filed
                if withSecrets, layout.key == "clients" { filed["client_id"] = .string(item.id) }
                return written(.object(filed), layout.key, host: api.host)
            }
            parts[layout.key] = .array(values.sorted { Self.order($0) < Self.order($1) })
        }
        return Assets(parts)
    }

    private func written(_ part: JSONValue, _ key: String, host: String) -> JSONValue {
        let clean = withSecrets ? part : Secrets.without(part)
        // Another tenant has its management API at an address of its own.
        let own = "https://\(host)/"
        return clean.mapStrings(in: ["audience", "resource_server_identifier"]) { text in
            text.hasPrefix(own) ? "https://##\(Self.hostKeyword)##/" + text.dropFirst(own.count) : text
        }
    }

    /// Names, which come first in every item, order the items.
    private static func order(_ value: JSONValue) -> String {
        let names = ["name", "key", "client_id", "template", "audience", "subject_type", "type"]
        return names.compactMap { value[$0]?.string }.joined(separator: "\n") + "\n" + JSONWriter.text(value)
    }
}
