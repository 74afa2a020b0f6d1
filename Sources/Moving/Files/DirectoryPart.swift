import Wire

/// One part of a tenant in the directory format.
struct DirectoryPart: Sendable {
    private let layout: AssetLayout
    private let folder: AssetFolder

    /// A part.
    init(_ layout: AssetLayout, _ folder: AssetFolder) {
        self.layout = layout
        self.folder = folder
    }

    /// Adds the part, if it is there.
    ///
    /// - Throws: `MovingError`.
    func read(into assets: inout Assets) throws {
        let key = layout.key
        switch layout.shape {
        case .file(let path):
            if folder.has(path) { assets.add(key, .object(try folder.object(path)), from: [path]) }
        case .list(let path):
            guard folder.has(path) else { return }
            guard let items = try folder.json(path).array else { throw MovingError(path, "a list is expected here") }
            assets.add(key, .array(items), from: items.indices.map { "\(path): [\($0)]" })
        case .members(let members):
            var part = JSONObject()
            for (member, path) in members where folder.has(path) { part[member] = .object(try folder.object(path)) }
            if !part.isEmpty { assets.add(key, .object(part), from: members.map(\.file)) }
        case .items(let path, _): try items(path, into: &assets)
        case .databases: try databases(into: &assets)
        case .prompts: try prompts(into: &assets)
        case .branding: try branding(into: &assets)
        }
    }

    private func items(_ path: String, into assets: inout Assets) throws {
        let files = try folder.names(in: path, suffix: ".json").filter { "\(path)/\($0)" != "emails/provider.json" }
        guard !files.isEmpty else { return }
        let items = try files.map { file in JSONValue.object(try item("\(path)/\(file)", in: path)) }
        assets.add(layout.key, .array(items), from: files.map { "\(path)/\($0)" })
    }

    private func item(_ path: String, in parent: String) throws -> JSONObject {
        var item = try folder.object(path)
        let texts = TextReference(folder, place: path)
        switch layout.key {
        case "clients": return try texts.filled(item, "custom_login_page", in: [parent, ""])
        case "connections": return try texts.email(item, in: [parent, ""])
        default: break
        }
        guard let text = layout.text else { return item }
        // The text of a template stands beside it, whether it is named or not.
        let beside = path.dropLast(".json".count) + text.suffix
        if !item.contains(text.member), folder.has(String(beside)) {
            item[text.member] = .string(try folder.text(String(beside)))
            return item
        }
        return try texts.filled(item, text.member, in: ["", parent])
    }

    private func databases(into assets: inout Assets) throws {
        let parent = "database-connections"
        var items: [JSONValue] = []
        var places: [String] = []
        for name in try folder.folders(in: parent) {
            let path = "\(parent)/\(name)/database.json"
            guard folder.has(path) else { throw MovingError("\(parent)/\(name)", "has no database.json") }
            var database = try folder.object(path)
            if !database.contains("name") { database["name"] = .string(name) }
            let texts = TextReference(folder, place: path)
            items.append(.object(try texts.scripts(database, in: ["\(parent)/\(name)", ""])))
            places.append(path)
        }
        if !items.isEmpty { assets.add(layout.key, .array(items), from: places) }
    }

    private func branding(into assets: inout Assets) throws {
        let path = "branding/branding.json"
        var branding = folder.has(path) ? try folder.object(path) : [:]
        let templates = try folder.names(in: "branding/templates", suffix: ".json").map { name in
            let file = "branding/templates/\(name)"
            let texts = TextReference(folder, place: file)
            return JSONValue.object(try texts.filled(try folder.object(file), "body", in: ["branding/templates", ""]))
        }
        if !templates.isEmpty { branding["templates"] = .array(templates) }
        if !branding.isEmpty { assets.add(layout.key, .object(branding), from: [path]) }
    }

    private func prompts(into assets: inout Assets) throws {
        let path = "prompts/prompts.json"
        var prompts = folder.has(path) ? try folder.object(path) : [:]
        if folder.has("prompts/custom-text.json") {
            prompts["customText"] = .object(try folder.object("prompts/custom-text.json"))
        }
        if folder.has("prompts/partials.json") { prompts["partials"] = .object(try partials()) }
        let renderings = try folder.names(in: "prompts/screenRenderSettings", suffix: ".json").map {
            JSONValue.object(try folder.object("prompts/screenRenderSettings/\($0)"))
        }
        if !renderings.isEmpty { prompts["screenRenderers"] = .array(renderings) }
        if !prompts.isEmpty { assets.add(layout.key, .object(prompts), from: [path]) }
    }

    /// What `partials.json` lists: for each prompt its screens, for each screen its insertions with their files.
    private func partials() throws -> JSONObject {
        let path = "prompts/partials.json"
        let texts = TextReference(folder, place: path)
        var partials = JSONObject()
        for (prompt, entries) in try folder.object(path) {
            var screens = JSONObject()
            for (screen, insertions) in (entries.array ?? []).compactMap(\.object).flatMap({ Array($0) }) {
                var places = JSONObject()
                for insertion in (insertions.array ?? []).compactMap(\.object) {
                    guard let name = insertion["name"]?.string, let file = insertion["template"]?.string else {
                        throw MovingError("\(path): \(prompt).\(screen)", "'name' and 'template' are expected here")
                    }
                    places[name] = .string(try texts.text(file, in: ["prompts"], key: "\(prompt).\(screen).\(name)"))
                }
                screens[screen] = .object(places)
            }
            partials[prompt] = .object(screens)
        }
        return partials
    }
}
