import Wire

/// Members of things that the API keeps at addresses of their own.
struct CollectionExtras<API: TenantAPI>: Sendable {
    private let collection: Collection
    private let api: API

    /// The extras of the things of a collection.
    init(_ collection: Collection, _ api: API) {
        self.collection = collection
        self.api = api
    }

    /// A thing with those members, as files tell them.
    ///
    /// - Throws: `TenantRefusal`.
    func completed(_ told: JSONObject) async throws -> JSONObject {
        let id = told[collection.id]?.string ?? ""
        let path = "\(collection.path)/\(PathText.encoded(id))"
        var item = told
        switch collection.key {
        case "roles":
            let permissions = try await api.all(path + "/permissions", query: "", paging: .numbers).map(Self.permission)
            item["permissions"] = .array(permissions.sorted { JSONWriter.text($0) < JSONWriter.text($1) })
        case "actions":
            item["deployed"] = told["all_changes_deployed"] ?? false
            item["secrets"] = ScriptSecrets.named(told["secrets"])
        case "actionModules":
            // Lists leave out the latest version.
            item = item.merging(try await api.read(path).object ?? [:])
            item["secrets"] = ScriptSecrets.named(item["secrets"])
        case "clients":
            item = ClientKeys.completed(told, try await ClientKeys.used(by: told) ? api.keys(ofClient: id) : [])
        case "flows", "forms":
            // Lists leave out what these are made of.
            item = item.merging(try await api.read(path).object ?? [:])
        case "organizations":
            let connections = try await api.all(path + "/enabled_connections", query: "", paging: .numbers)
            item["connections"] = .array(connections.map(Self.connection).sorted(by: Self.byName))
            let domains = try await api.all(path + "/discovery-domains", query: "", paging: .checkpoints)
            item["discovery_domains"] = .array(
                domains.map { .object($0.filtered(Self.domainMembers, keeping: true)) }.sorted(by: Self.byName)
            )
            let grants = try await OrganizationGrants(path, api).filed()
            if !grants.isEmpty { item["client_grants"] = .array(grants) }
        case "selfServiceProfiles":
            item["customText"] = try await SelfServiceWords(path, api).filed()
        default: break
        }
        return item
    }

    /// Brings those members of a thing to what a file says; whether anything had to be done.
    ///
    /// - Throws: `TenantRefusal`.
    func apply(_ wanted: JSONObject, to item: TenantState.Item, _ state: TenantState) async throws -> Bool {
        let path = "\(collection.path)/\(PathText.encoded(item.id))"
        let present = item.filed
        var isChanged = false
        for name in collection.apart.sorted() {
            guard let value = wanted[name], !value.saysTheSame(as: present[name] ?? .null) else { continue }
            let before = present[name]?.array ?? []
            switch name {
            case "permissions": isChanged = try await permissions(value, before, path) || isChanged
            case "connections": isChanged = try await connections(value, before, path, state) || isChanged
            case "discovery_domains": isChanged = try await domains(value, path) || isChanged
            case "client_grants": isChanged = try await OrganizationGrants(path, api).apply(value) || isChanged
            case "customText": isChanged = try await SelfServiceWords(path, api).apply(value) || isChanged
            case "enabled_clients": isChanged = try await clients(value, before, path, state) || isChanged
            case "deployed":
                guard value.bool ?? false else { continue }
                try await api.write("POST", path + "/deploy", nil)
                isChanged = true
            default: continue
            }
        }
        return isChanged
    }

    private func permissions(_ wanted: JSONValue, _ before: [JSONValue], _ path: String) async throws -> Bool {
        let wanted = (wanted.array ?? []).compactMap(\.object).map(Self.permission)
        let added = wanted.filter { value in !before.contains { $0.saysTheSame(as: value) } }
        let removed = before.filter { value in !wanted.contains { $0.saysTheSame(as: value) } }
        if !added.isEmpty { try await api.write("POST", path + "/permissions", ["permissions": .array(added)]) }
        if !removed.isEmpty { try await api.write("DELETE", path + "/permissions", ["permissions": .array(removed)]) }
        return !added.isEmpty || !removed.isEmpty
    }

    private func connections(
        _ wanted: JSONValue,
        _ before: [JSONValue],
        _ path: String,
        _ state: TenantState
    ) async throws -> Bool {
        func id(_ name: String?) -> String {
            let name = name ?? ""
            let connection = state.id(name, in: "connections")
            return connection == name ? state.id(name, in: "databases") : connection
        }
        let wanted = (wanted.array ?? []).compactMap(\.object)
        var isChanged = false
        for connection in wanted {
            let settings = connection.filtered(["name"], keeping: false)
            let connectionID = id(connection["name"]?.string)
            if let present = before.first(where: { $0["name"] == connection["name"] }) {
                let changes = settings.differences(from: present.object ?? [:])
                guard !changes.isEmpty else { continue }
                try await api.write(
                    "PATCH",
                    path + "/enabled_connections/" + PathText.encoded(connectionID),
                    .object(changes)
                )
            } else {
                let body = settings.merging(["connection_id": .string(connectionID)])
                try await api.write("POST", path + "/enabled_connections", .object(body))
            }
            isChanged = true
        }
        for connection in before where !wanted.contains(where: { $0["name"] == connection["name"] }) {
            let connectionID = id(connection["name"]?.string)
            try await api.write("DELETE", path + "/enabled_connections/" + PathText.encoded(connectionID), nil)
            isChanged = true
        }
        return isChanged
    }

    private func domains(_ wanted: JSONValue, _ path: String) async throws -> Bool {
        let path = path + "/discovery-domains"
        let before = try await api.all(path, query: "", paging: .checkpoints)
        let wanted = (wanted.array ?? []).compactMap(\.object)
        for domain in wanted {
            guard let present = before.first(where: { $0["domain"] == domain["domain"] }) else {
                let body = domain.filtered(Self.domainMembers, keeping: true)
                try await api.write("POST", path, .object(body))
                continue
            }
            let changes = domain.filtered(Self.domainMembers, keeping: true).differences(from: present)
            guard !changes.isEmpty else { continue }
            try await api.write(
                "PATCH",
                "\(path)/\(PathText.encoded(present["id"]?.string ?? ""))",
                .object(changes)
            )
        }
        for domain in before where !wanted.contains(where: { $0["domain"] == domain["domain"] }) {
            try await api.write("DELETE", "\(path)/\(PathText.encoded(domain["id"]?.string ?? ""))", nil)
        }
        return true
    }

    private func clients(
        _ wanted: JSONValue,
        _ before: [JSONValue],
        _ path: String,
        _ state: TenantState
    ) async throws -> Bool {
        func ids(_ names: [String]) -> Set<String> { Set(names.map { state.id($0, in: "clients") }) }
        let (wanted, present) = (ids(wanted.strings ?? []), ids(before.compactMap(\.string)))
        let changes =
            wanted.subtracting(present).sorted().map { (client: $0, status: true) }
            + present.subtracting(wanted).sorted().map { (client: $0, status: false) }
        // As many as one call takes.
        for start in stride(from: 0, to: changes.count, by: 50) {
            let items = changes[start..<min(start + 50, changes.count)].map { change -> JSONValue in
                ["client_id": .string(change.client), "status": .bool(change.status)]
            }
            try await api.write("PATCH", path + "/clients", .array(items))
        }
        return !changes.isEmpty
    }

    private static var domainMembers: Set<String> { ["domain", "status", "use_for_organization_discovery"] }

    private static func permission(_ told: JSONObject) -> JSONValue {
        .object(told.filtered(["permission_name", "resource_server_identifier"], keeping: true).inOrder())
    }

    private static func connection(_ told: JSONObject) -> JSONValue {
        let settings = told.filtered(["connection_id", "connection", "organization_id"], keeping: false)
        return .object(settings.merging(["name": told["connection"]?["name"] ?? ""]).inOrder())
    }

    private static func byName(_ one: JSONValue, _ other: JSONValue) -> Bool {
        (one["name"] ?? one["domain"])?.string ?? "" < (other["name"] ?? other["domain"])?.string ?? ""
    }
}
