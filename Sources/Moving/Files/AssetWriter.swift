import Wire

/// Writes the files of a tenant, in either format of the deploy CLI.
package struct AssetWriter: Sendable {
    /// The formats.
    package enum Format: String, Sendable, CaseIterable {
        /// One `tenant.yaml`, with texts beside it.
        case yaml
        /// A file for each thing.
        case directory
    }

    private let folder: AssetFolder
    private let format: Format

    /// A writer into a folder, which is made if it is not there.
    package init(path: String, format: Format) {
        folder = AssetFolder(path)
        self.format = format
    }

    /// Writes everything; other files of the folder stay.
    ///
    /// - Throws: `MovingError`.
    package func write(_ assets: Assets) throws {
        var parts = JSONObject()
        for layout in AssetLayout.all {
            guard let value = assets.parts[layout.key] else { continue }
            let part = WrittenPart(layout, folder, format)
            if let rest = try part.write(value) { parts[layout.key] = rest }
        }
        if format == .yaml { try folder.write(YAMLText.write(parts), to: "tenant.yaml") }
    }
}

/// One part on its way into files.
private struct WrittenPart {
    private let layout: AssetLayout
    private let folder: AssetFolder
    private let isYAML: Bool

    init(_ layout: AssetLayout, _ folder: AssetFolder, _ format: AssetWriter.Format) {
        self.layout = layout
        self.folder = folder
        isYAML = format == .yaml
    }

    /// Writes the files of the part; answers what belongs into `tenant.yaml`, if that is written.
    func write(_ value: JSONValue) throws -> JSONValue? {
        switch layout.shape {
        case .file(let path), .list(let path):
            if !isYAML { try folder.write(value, to: path) }
            return value
        case .members(let members):
            guard !isYAML else { return value }
            for (member, path) in members {
                if let part = value[member] { try folder.write(part, to: path) }
            }
            return nil
        case .branding: return .object(try branding(value.object ?? [:]))
        case .prompts: return .object(try prompts(value.object ?? [:]))
        case .items(let path, let names):
            return .array(try objects(value).map { .object(try item($0, path, names)) })
        case .databases: return .array(try objects(value).map { .object(try database($0)) })
        }
    }

    private func objects(_ value: JSONValue) -> [JSONObject] { (value.array ?? []).compactMap(\.object) }

    private func item(_ item: JSONObject, _ path: String, _ names: [String]) throws -> JSONObject {
        let name = AssetFolder.fileName(names.compactMap { item[$0]?.string }.joined(separator: "-"))
        var item = item
        if let text = layout.text, let content = item[text.member]?.string, !content.isEmpty {
            let parent = isYAML ? text.folder : path
            let file = text.file.map { "\(parent)/\(name)/\($0)" } ?? "\(parent)/\(name)\(text.suffix)"
            try folder.write(content, to: file)
            let isFromRoot = isYAML || text.file != nil
            item[text.member] = .string("./" + (isFromRoot ? file : "\(name)\(text.suffix)"))
        }
        if layout.key == "clients", let page = item["custom_login_page"]?.string, !page.isEmpty {
            let file = "\(name)_custom_login_page.html"
            try folder.write(page, to: "clients/\(file)")
            item["custom_login_page"] = .string("./\(file)")
        }
        if layout.key == "connections" { item = try connection(item, name) }
        guard !isYAML || layout.isBodyApart else { return item }
        try folder.write(.object(item), to: "\(path)/\(name).json")
        return layout.isBodyApart ? ["name": item["name"] ?? "", "body": .string("./\(path)/\(name).json")] : item
    }

    private func connection(_ connection: JSONObject, _ name: String) throws -> JSONObject {
        guard connection["strategy"]?.string == "email", var options = connection["options"]?.object,
            var email = options["email"]?.object, let body = email["body"]?.string
        else { return connection }
        try folder.write(body, to: "connections/\(name).html")
        email["body"] = .string("./\(name).html")
        options["email"] = .object(email)
        var connection = connection
        connection["options"] = .object(options)
        return connection
    }

    private func database(_ database: JSONObject) throws -> JSONObject {
        let name = AssetFolder.fileName(database["name"]?.string ?? "")
        let parent = isYAML ? "databases/\(name)" : "database-connections/\(name)"
        var database = database
        if var options = database["options"]?.object, var scripts = options["customScripts"]?.object {
            for (script, text) in scripts {
                let file = AssetFolder.fileName(script) + ".js"
                try folder.write(text.string ?? "", to: "\(parent)/\(file)")
                scripts[script] = .string(isYAML ? "./\(parent)/\(file)" : "./\(file)")
            }
            options["customScripts"] = .object(scripts)
            database["options"] = .object(options)
        }
        if !isYAML { try folder.write(.object(database), to: "\(parent)/database.json") }
        return database
    }

    private func branding(_ branding: JSONObject) throws -> JSONObject {
        let parent = isYAML ? "branding_templates" : "branding/templates"
        let templates = try objects(branding["templates"] ?? []).map { template in
            let name = AssetFolder.fileName(template["template"]?.string ?? "")
            try folder.write(template["body"]?.string ?? "", to: "\(parent)/\(name).html")
            var template = template
            template["body"] = .string(isYAML ? "./\(parent)/\(name).html" : "./\(name).html")
            if !isYAML { try folder.write(.object(template), to: "\(parent)/\(name).json") }
            return JSONValue.object(template)
        }
        var branding = branding
        branding["templates"] = templates.isEmpty ? Optional<JSONValue>.none : .array(templates)
        if !isYAML {
            let settings = branding.filtered(["templates"], keeping: false)
            try folder.write(.object(settings), to: "branding/branding.json")
        }
        return branding
    }

    private func prompts(_ prompts: JSONObject) throws -> JSONObject {
        var entries = JSONObject()
        for renderer in objects(prompts["screenRenderers"] ?? []) {
            let (prompt, screen) = (renderer["prompt"]?.string ?? "", renderer["screen"]?.string ?? "")
            let file = "prompts/screenRenderSettings/\(AssetFolder.fileName("\(prompt)_\(screen)")).json"
            try folder.write(.object(renderer), to: file)
            var screens = entries[prompt]?.object ?? [:]
            screens[screen] = .string("./\(file)")
            entries[prompt] = .object(screens)
        }
        if isYAML {
            var prompts = prompts
            if !entries.isEmpty {
                prompts["screenRenderers"] = .array(entries.map { .object(JSONObject([($0.name, $0.value)])) })
            }
            return prompts
        }
        let apart: Set<String> = ["customText", "partials", "screenRenderers"]
        try folder.write(.object(prompts.filtered(apart, keeping: false)), to: "prompts/prompts.json")
        if let texts = prompts["customText"] { try folder.write(texts, to: "prompts/custom-text.json") }
        if let partials = prompts["partials"]?.object { try write(partials: partials) }
        return prompts
    }

    private func write(partials: JSONObject) throws {
        var listed = JSONObject()
        for (prompt, screens) in partials {
            var entry = JSONObject()
            for (screen, insertions) in screens.object ?? [:] {
                entry[screen] = .array(
                    try (insertions.object ?? [:]).map { name, text in
                        let parts = ["partials", prompt, screen].map(AssetFolder.fileName)
                        let file = parts.joined(separator: "/") + "/\(AssetFolder.fileName(name)).liquid"
                        try folder.write(text.string ?? "", to: "prompts/\(file)")
                        return ["name": .string(name), "template": .string(file)]
                    }
                )
            }
            listed[prompt] = [.object(entry)]
        }
        try folder.write(.object(listed), to: "prompts/partials.json")
    }
}
