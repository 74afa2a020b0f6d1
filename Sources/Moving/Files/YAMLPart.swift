import Wire

/// One part of `tenant.yaml`, whose texts stand in files beside it.
struct YAMLPart: Sendable {
    private let layout: AssetLayout
    private let folder: AssetFolder
    private let file: String

    /// A part.
    init(_ layout: AssetLayout, _ folder: AssetFolder, file: String) {
        self.layout = layout
        self.folder = folder
        self.file = file
    }

    /// The part with the texts that it names.
    ///
    /// - Throws: `MovingError`.
    func filled(_ value: JSONValue) throws -> JSONValue {
        switch layout.shape {
        case .file, .members: return .object(try members(value, at: layout.key))
        case .branding: return .object(try branding(try members(value, at: layout.key)))
        case .prompts: return .object(try prompts(try members(value, at: layout.key)))
        case .list, .items, .databases:
            guard let items = value.array else {
                throw MovingError("\(file): \(layout.key)", "a list is expected here")
            }
            return .array(
                try items.enumerated().map { index, item in
                    .object(try self.item(try members(item, at: "\(layout.key)[\(index)]"), index))
                }
            )
        }
    }

    private func members(_ value: JSONValue, at key: String) throws -> JSONObject {
        guard let members = value.object else {
            throw MovingError("\(file): \(key)", "names and values are expected here")
        }
        return members
    }

    private func item(_ item: JSONObject, _ index: Int) throws -> JSONObject {
        let texts = TextReference(folder, place: "\(file): \(layout.key)[\(index)]")
        if case .databases = layout.shape { return try texts.scripts(item, in: [""]) }
        if layout.isBodyApart, let path = item["body"]?.string {
            let text = try texts.text(path, in: [""], key: "body")
            guard case .object(let body)? = try? JSONReader.parse(text) else {
                throw MovingError("\(file): \(layout.key)[\(index)].body", "names no file of JSON")
            }
            return item.filtered(["body"], keeping: false).merging(body)
        }
        if layout.key == "clients" { return try texts.filled(item, "custom_login_page", in: ["", "clients"]) }
        if layout.key == "connections" { return try texts.email(item, in: ["connections", ""]) }
        guard let text = layout.text else { return item }
        return try texts.filled(item, text.member, in: ["", text.folder])
    }

    private func branding(_ branding: JSONObject) throws -> JSONObject {
        guard let templates = branding["templates"]?.array else { return branding }
        var branding = branding
        branding["templates"] = .array(
            try templates.enumerated().map { index, template in
                let place = "branding.templates[\(index)]"
                let texts = TextReference(folder, place: "\(file): \(place)")
                return .object(try texts.filled(try members(template, at: place), "body", in: [""]))
            }
        )
        return branding
    }

    private func prompts(_ prompts: JSONObject) throws -> JSONObject {
        guard let renderers = prompts["screenRenderers"]?.array else { return prompts }
        var read: [JSONValue] = []
        for (index, entry) in renderers.enumerated() {
            let place = "prompts.screenRenderers[\(index)]"
            for (_, screens) in try members(entry, at: place) {
                for (screen, path) in try members(screens, at: place) {
                    guard let path = path.string else {
                        throw MovingError("\(file): \(place).\(screen)", "the name of a file is expected here")
                    }
                    let name = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
                    read.append(.object(try folder.object(name)))
                }
            }
        }
        var prompts = prompts
        prompts["screenRenderers"] = .array(read)
        return prompts
    }
}

extension TextReference {
    /// A connection with the text of its mail.
    func email(_ connection: JSONObject, in folders: [String]) throws -> JSONObject {
        guard connection["strategy"]?.string == "email", var options = connection["options"]?.object,
            let email = options["email"]?.object
        else { return connection }
        var connection = connection
        options["email"] = .object(try filled(email, "body", in: folders))
        connection["options"] = .object(options)
        return connection
    }
}
