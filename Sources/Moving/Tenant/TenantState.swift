import Wire

/// What a tenant has, as the API tells it and as its files would.
struct TenantState: Sendable {
    /// One thing of a collection.
    struct Item: Sendable {
        let id: String
        /// As the API tells it.
        let told: JSONObject
        /// As files tell it, secrets included.
        let filed: JSONObject
    }

    /// The things of each collection.
    private(set) var items: [String: [Item]] = [:]
    /// The single parts, as files tell them.
    private(set) var parts: [String: JSONValue] = [:]

    /// Reads everything but what is excluded.
    ///
    /// - Throws: `TenantRefusal`.
    static func read(_ api: some TenantAPI, _ selection: AssetSelection) async throws -> TenantState {
        var state = TenantState()
        for collection in Collection.all {
            // Others may refer to what is itself excluded.
            let told = try await api.all(collection.path, query: collection.query, paging: collection.paging)
            for item in told where !collection.isForeign(item) {
                let item = try await CollectionExtras(collection, api).completed(item)
                state.add(item, to: collection)
            }
        }
        for part in TenantPart.all where selection.takes(part.key) {
            if let value = try await part.read(api) { state.parts[part.key] = value }
        }
        return state
    }

    /// Notes a thing that is there, or has changed.
    mutating func add(_ told: JSONObject, to collection: Collection) {
        let id = told[collection.id]?.string ?? ""
        let item = Item(id: id, told: told, filed: filed(told, collection))
        items[collection.key, default: []].removeAll { $0.id == id }
        items[collection.key, default: []].append(item)
    }

    /// The name of a thing by its id; the id where there is none.
    func name(_ id: String, in key: String) -> String {
        items[key]?.first { $0.id == id }?.filed["name"]?.string ?? id
    }

    /// The id of a thing by its name; the name, which may be an id, where there is none.
    func id(_ name: String, in key: String) -> String {
        items[key]?.first { $0.filed["name"]?.string == name }?.id ?? name
    }

    /// A thing as the API takes it: names become ids.
    func sent(_ filed: JSONObject, _ collection: Collection) -> JSONObject {
        var sent = filed
        for reference in collection.references {
            guard let value = sent[reference.name ?? reference.member] else { continue }
            if let name = reference.name { sent[name] = nil }
            sent[reference.member] = value.mapStrings { id($0, in: reference.target) }
        }
        for reference in collection.deepReferences {
            sent =
                JSONValue.object(sent).mapStrings(in: [reference.member]) { id($0, in: reference.target) }.object
                ?? sent
        }
        return collection.key == "actions" ? ActionModuleUse.sent(sent, self) : sent
    }

    private func filed(_ told: JSONObject, _ collection: Collection) -> JSONObject {
        var filed = told.filtered(collection.told.union([collection.id]), keeping: false)
        if collection.id == "client_id", collection.key != "clients" { filed["client_id"] = told["client_id"] }
        for reference in collection.references {
            guard let value = filed[reference.member] else { continue }
            if reference.name != nil { filed[reference.member] = nil }
            let names = value.mapStrings { name($0, in: reference.target) }
            let sorted = names.array?.compactMap(\.string).sorted { $0.lowercased() < $1.lowercased() }
            filed[reference.name ?? reference.member] = sorted.map { .array($0.map(JSONValue.string)) } ?? names
        }
        for reference in collection.deepReferences {
            let value = JSONValue.object(filed).mapStrings(in: [reference.member]) { name($0, in: reference.target) }
            filed = value.object ?? filed
        }
        if collection.key == "actions" { filed = ActionModuleUse.filed(filed, self) }
        return filed.inOrder()
    }
}

/// Which parts of a tenant are moved.
package struct AssetSelection: Sendable {
    /// The keys of parts that are left alone.
    package var excluded: Set<String> = []
    /// The keys of the only parts that are moved; nil for all.
    package var included: Set<String>?
    /// Names and ids of single things that are left alone, by the key of their part.
    package var excludedItems: [String: Set<String>] = [:]

    /// Everything.
    package init() {}

    /// Whether a part is moved.
    package func takes(_ key: String) -> Bool { !excluded.contains(key) && included?.contains(key) ?? true }

    /// Whether a thing is left alone.
    func leaves(_ item: JSONObject, id: String?, of key: String) -> Bool {
        guard let names = excludedItems[key], !names.isEmpty else { return false }
        return ["name", "identifier", "client_id", "id"].contains { item[$0]?.string.map(names.contains) ?? false }
            || id.map(names.contains) ?? false
    }
}
