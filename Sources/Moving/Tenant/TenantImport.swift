import Wire

/// Brings a tenant to what its files say.
///
/// What they do not mention stays.
package struct TenantImport<API: TenantAPI>: Sendable {
    private let api: API
    private let selection: AssetSelection
    private let deletes: Bool

    /// An import.
    ///
    /// - Parameter deletes: whether things that a part of the files does not mention are removed.
    package init(_ api: API, _ selection: AssetSelection = AssetSelection(), deletes: Bool = false) {
        self.api = api
        self.selection = selection
        self.deletes = deletes
    }

    /// Makes and changes what is needed; the parts before one that is refused stay.
    ///
    /// - Throws: `MovingError` with the file and the key of what the API refused.
    package func run(_ assets: Assets) async throws -> ImportReport {
        var report = ImportReport()
        report.leftOut = assets.without.map { "\($0): no tenant of this server has such" }
        var state = try await TenantState.read(api, selection)
        for collection in Collection.all where selection.takes(collection.key) {
            guard let items = assets.parts[collection.key]?.array else { continue }
            try await bring(collection, items, assets, &state, &report)
        }
        for part in TenantPart.all where selection.takes(part.key) {
            guard let wanted = assets.parts[part.key] else { continue }
            try await bring(part, wanted, assets, state, &report)
        }
        if deletes {
            for collection in Collection.all.reversed() where selection.takes(collection.key) {
                guard let items = assets.parts[collection.key]?.array else { continue }
                try await remove(collection, items.compactMap(\.object), assets, state, &report)
            }
        }
        return report
    }

    private func bring(
        _ part: TenantPart,
        _ wanted: JSONValue,
        _ assets: Assets,
        _ state: TenantState,
        _ report: inout ImportReport
    ) async throws {
        let place = assets.place(part.key)
        let present = state.parts[part.key]
        if let reason = part.lacking(wanted, present) {
            report.leftOut.append("\(place): \(reason)")
            return
        }
        let (wanted, lacking) = part.usable(wanted, present)
        report.leftOut += lacking.map { "\(assets.place(part.key, member: $0.member)): \($0.reason)" }
        let strange = try await at(place) { try await write(part, wanted, present) }
        report.leftOut += strange.map { "\(place): \($0): the API does not take it" }
        let after = try await at(place) { try await part.read(api) }
        if (after ?? .null).saysTheSame(as: present ?? .null) {
            report.unchanged += 1
        } else {
            report.changed += 1
            report.note("changed", part.key, "")
        }
    }

    /// Writes a part without the members that the API does not know, as older tenants have them; the paths of those.
    private func write(_ part: TenantPart, _ wanted: JSONValue, _ present: JSONValue?) async throws -> [String] {
        var (wanted, strange): (JSONValue, [String]) = (wanted, [])
        while true {
            do {
                try await part.write(wanted, present, api)
                return strange
            } catch let refusal as TenantRefusal {
                guard let (names, parent) = refusal.strangeMembersOfParent,
                    let taken = wanted.object?.removing(names, at: parent), taken != wanted.object
                else { throw refusal }
                strange += names.map { (parent + [$0]).joined(separator: ".") }
                wanted = .object(taken)
            }
        }
    }

    private func bring(
        _ collection: Collection,
        _ items: [JSONValue],
        _ assets: Assets,
        _ state: inout TenantState,
        _ report: inout ImportReport
    ) async throws {
        for (index, value) in items.enumerated() {
            let place = assets.place(collection.key, index)
            guard var wanted = value.object else { throw MovingError(place, "names and values are expected here") }
            guard !selection.leaves(wanted, id: wanted[collection.id]?.string, of: collection.key),
                !collection.isForeign(collection.key == "databases" ? ["strategy": "auth0"] : wanted)
            else { continue }
            guard let name = Self.name(wanted, collection) else {
                throw MovingError(place, "'\(collection.names.first ?? "")' is missing")
            }
            let item = Self.find(wanted, collection, state)
            let (usable, lost) = ScriptParts.usable(wanted, of: collection.key, present: item?.filed, state)
            wanted = usable
            report.leftOut += lost.map { "\(place): \($0)" }
            if let item {
                let isChanged = try await at(place) { try await change(item, wanted, collection, &state) }
                if isChanged { report.note("changed", collection.key, name) }
                if isChanged { report.changed += 1 } else { report.unchanged += 1 }
            } else if let reason = collection.lacking(wanted) {
                report.leftOut.append("\(place): \(reason)")
            } else {
                let (usable, isWhole) = ClientKeys.usable(wanted)
                if !isWhole { report.leftOut.append("\(place): its credentials are ids of keys, not keys") }
                try await at(place) { try await make(usable, collection, &state) }
                report.made += 1
                report.note("made", collection.key, name)
            }
        }
    }

    private func change(
        _ item: TenantState.Item,
        _ wanted: JSONObject,
        _ collection: Collection,
        _ state: inout TenantState
    ) async throws -> Bool {
        let settled = collection.told.union(collection.fixed).union(collection.apart).union([collection.id])
        let changes = Self.sorted(wanted, collection).filtered(settled, keeping: false).differences(from: item.filed)
        var isChanged = false
        if !changes.isEmpty {
            var sent = state.sent(changes, collection).filtered(collection.fixed, keeping: false)
            for name in collection.kept {
                guard let value = sent[name]?.object else { continue }
                let present = item.told[name]?.object ?? [:]
                let merged = JSONValue.object(present.merging(value))
                // A file without a secret says nothing of it, and so may say nothing new.
                sent[name] = merged.saysTheSame(as: .object(present)) ? Optional<JSONValue>.none : merged
            }
            isChanged = !sent.isEmpty
            if isChanged {
                let path = "\(collection.path)/\(PathText.encoded(item.id))"
                try await api.write("PATCH", path, .object(sent))
                // Actions use what is published.
                if collection.key == "actionModules" { try await api.write("POST", path + "/versions", nil) }
            }
        }
        if try await extras(wanted, item, collection, isChanged: isChanged, state) { isChanged = true }
        if isChanged { try await refresh(item.id, collection, &state) }
        return isChanged
    }

    private func make(_ wanted: JSONObject, _ collection: Collection, _ state: inout TenantState) async throws {
        var made: JSONObject
        if collection.key == "clients", let id = wanted["client_id"]?.string, wanted.contains("client_secret") {
            try await api.keepClient(Self.withoutNulls(wanted.filtered(collection.told, keeping: false)))
            made = try await api.read("/clients/" + PathText.encoded(id)).object ?? [:]
        } else {
            // Nobody chooses ids, and a client's secret goes with its id.
            let own: Set<String> = collection.key == "clients" ? ["client_id", "client_secret"] : []
            let hidden = collection.told.union(collection.apart).union(own)
            var sent = Self.withoutNulls(state.sent(wanted.filtered(hidden, keeping: false), collection))
            if collection.key == "databases", !sent.contains("strategy") { sent["strategy"] = "auth0" }
            if collection.key == "actionModules" { sent["publish"] = true }
            made = try await posted(sent, collection)
        }
        made = try await CollectionExtras(collection, api).completed(made)
        state.add(made, to: collection)
        guard let item = state.items[collection.key]?.last else { return }
        if try await extras(wanted, item, collection, isChanged: true, state) {
            try await refresh(item.id, collection, &state)
        }
    }

    /// Makes a thing, without the members that the API tells but does not take.
    private func posted(_ sent: JSONObject, _ collection: Collection) async throws -> JSONObject {
        do { return try await api.write("POST", collection.path, .object(sent)).object ?? [:] } catch {
            guard let refusal = error as? TenantRefusal, let names = refusal.strangeMembers,
                names.allSatisfy(sent.contains)
            else { throw error }
            let taken = sent.filtered(names, keeping: false)
            guard taken.count < sent.count else { throw error }
            // Whoever wrote a member that says something hears of it.
            let isTold = names.allSatisfy { sent[$0]?.bool == false || sent[$0]?.array?.isEmpty ?? false }
            guard isTold else { throw error }
            return try await api.write("POST", collection.path, .object(taken)).object ?? [:]
        }
    }

    /// Deploys an action that is to be deployed, and so on.
    private func extras(
        _ wanted: JSONObject,
        _ item: TenantState.Item,
        _ collection: Collection,
        isChanged: Bool,
        _ state: TenantState
    ) async throws -> Bool {
        var item = item
        if isChanged, collection.key == "actions" {
            // What has changed is not deployed, whatever it was before.
            item = TenantState.Item(id: item.id, told: item.told, filed: item.filed.merging(["deployed": false]))
        }
        return try await CollectionExtras(collection, api).apply(Self.sorted(wanted, collection), to: item, state)
    }

    private func refresh(_ id: String, _ collection: Collection, _ state: inout TenantState) async throws {
        let told = try await api.read("\(collection.path)/\(PathText.encoded(id))").object ?? [:]
        guard !told.isEmpty else { return }
        state.add(try await CollectionExtras(collection, api).completed(told), to: collection)
    }

    private func remove(
        _ collection: Collection,
        _ wanted: [JSONObject],
        _ assets: Assets,
        _ state: TenantState,
        _ report: inout ImportReport
    ) async throws {
        let named = Set(wanted.compactMap { Self.find($0, collection, state)?.id })
        for item in state.items[collection.key] ?? [] where !named.contains(item.id) {
            guard !selection.leaves(item.filed, id: item.id, of: collection.key) else { continue }
            _ = try await at(assets.place(collection.key)) {
                try await api.write("DELETE", "\(collection.path)/\(PathText.encoded(item.id))", nil)
            }
            report.removed += 1
            report.note("removed", collection.key, Self.name(item.filed, collection) ?? item.id)
        }
    }

    private static func name(_ item: JSONObject, _ collection: Collection) -> String? {
        let names = collection.names.compactMap { item[$0]?.string }
        return names.isEmpty ? nil : names.joined(separator: " ")
    }

    /// The thing that an item of a file is about: the one of its id, or of its names.
    private static func find(_ wanted: JSONObject, _ collection: Collection, _ state: TenantState) -> TenantState.Item?
    {
        let items = state.items[collection.key] ?? []
        if collection.key != "clientGrants", let id = wanted[collection.id]?.string,
            let item = items.first(where: { $0.id == id })
        {
            return item
        }
        // A client that brings its id and its secret is no other of the same name.
        if collection.key == "clients", wanted.contains("client_id"), wanted.contains("client_secret") { return nil }
        return items.first { item in
            collection.names.allSatisfy { name in
                let isClient = name == "client_id" || name == "consumer_selector"
                let value = wanted[name]?.string.map { state.name($0, in: isClient ? "clients" : "") }
                return name == "subject_type"
                    ? (value ?? "client") == (item.filed[name]?.string ?? "client") : value == item.filed[name]?.string
            }
        }
    }

    /// References in the order of exports, so that they compare.
    private static func sorted(_ wanted: JSONObject, _ collection: Collection) -> JSONObject {
        var wanted = wanted
        for reference in collection.references {
            let member = reference.name ?? reference.member
            guard let names = wanted[member]?.array?.compactMap(\.string) else { continue }
            wanted[member] = .array(names.sorted { $0.lowercased() < $1.lowercased() }.map(JSONValue.string))
        }
        if collection.key == "roles", let permissions = wanted["permissions"]?.array {
            let plain = permissions.compactMap(\.object).map {
                JSONValue.object(
                    $0.filtered(["permission_name", "resource_server_identifier"], keeping: true).inOrder()
                )
            }
            wanted["permissions"] = .array(plain.sorted { JSONWriter.text($0) < JSONWriter.text($1) })
        }
        return wanted
    }

    private static func withoutNulls(_ object: JSONObject) -> JSONObject {
        JSONObject(object.filter { !$0.value.isNull }.map { ($0.name, $0.value) })
    }

    private func at<Result>(_ place: String, _ work: () async throws -> Result) async throws -> Result {
        do { return try await work() } catch let refusal as TenantRefusal {
            throw MovingError(place, refusal.message)
        }
    }
}
