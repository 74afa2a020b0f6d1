import Wire

/// The client grants by which applications act for an organization; files call them by their application and audience.
struct OrganizationGrants<API: TenantAPI>: Sendable {
    private let path: String
    private let api: API

    /// The grants of the organization at a path.
    init(_ organization: String, _ api: API) {
        path = organization + "/client-grants"
        self.api = api
    }

    /// The grants as files tell them.
    ///
    /// - Throws: `TenantRefusal`.
    func filed() async throws -> [JSONValue] {
        let grants = try await api.all(path, query: "", paging: .numbers)
        guard !grants.isEmpty else { return [] }
        let names = try await clientNames()
        return grants.map { Self.filed($0, names) }.sorted { JSONWriter.text($0) < JSONWriter.text($1) }
    }

    /// Brings the grants to what a file says; whether anything had to be done.
    ///
    /// A file that names no audience means every grant of the application.
    ///
    /// - Throws: `TenantRefusal`.
    func apply(_ wanted: JSONValue) async throws -> Bool {
        let names = try await clientNames()
        let present = try await api.all(path, query: "", paging: .numbers)
        let wanted = (wanted.array ?? []).compactMap(\.object)
        func isWanted(_ grant: JSONObject) -> Bool {
            let filed = Self.filed(grant, names)
            return wanted.contains { item in
                (item["client_id"] == filed["client_id"] || item["client_id"] == grant["client_id"])
                    && (!item.contains("audience") || item["audience"] == filed["audience"])
            }
        }
        var isChanged = false
        for grant in try await api.all("/client-grants", query: "", paging: .numbers) where isWanted(grant) {
            guard !present.contains(where: { $0["id"] == grant["id"] }) else { continue }
            // Not every grant is for organizations: unless one is named, it stays aside.
            let isNamed = wanted.contains { $0["audience"] == grant["audience"] }
            guard isNamed || grant["organization_usage"]?.string != "deny" else { continue }
            try await api.write("POST", path, ["grant_id": grant["id"] ?? ""])
            isChanged = true
        }
        for grant in present where !isWanted(grant) {
            try await api.write("DELETE", "\(path)/\(PathText.encoded(grant["id"]?.string ?? ""))", nil)
            isChanged = true
        }
        return isChanged
    }

    private func clientNames() async throws -> [String: JSONValue] {
        let clients = try await api.all("/clients", query: "fields=client_id,name", paging: .numbers)
        return Dictionary(clients.map { ($0["client_id"]?.string ?? "", $0["name"] ?? "") }) { first, _ in first }
    }

    private static func filed(_ grant: JSONObject, _ names: [String: JSONValue]) -> JSONValue {
        let client = grant["client_id"] ?? ""
        return ["client_id": names[client.string ?? ""] ?? client, "audience": grant["audience"] ?? ""]
    }
}
