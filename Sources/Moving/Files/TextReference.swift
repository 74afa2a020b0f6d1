import Wire

/// Texts that stand in files of their own, and the values that name them.
struct TextReference: Sendable {
    private let folder: AssetFolder
    private let place: String

    /// References of values at a place.
    init(_ folder: AssetFolder, place: String) {
        self.folder = folder
        self.place = place
    }

    /// The text that a value stands for: that of the file it names within one of the folders, or itself if it names none.
    ///
    /// - Throws: `MovingError` when it looks like the name of a file that is not there.
    func text(_ value: String, in folders: [String], key: String) throws -> String {
        guard let path = Self.path(value) else { return value }
        for base in folders {
            let candidate = base.isEmpty ? path : "\(base)/\(path)"
            if folder.has(candidate) { return try folder.text(candidate) }
        }
        guard value.hasPrefix("./") || value.hasPrefix(".\\") else { return value }
        throw MovingError("\(place).\(key)", "names the file \(value), which is not there")
    }

    /// The members of an object replaced by the texts that they name.
    func filled(_ object: JSONObject, _ member: String, in folders: [String]) throws -> JSONObject {
        guard let value = object[member]?.string else { return object }
        var object = object
        object[member] = .string(try text(value, in: folders, key: member))
        return object
    }

    /// Scripts of a database by name.
    func scripts(_ database: JSONObject, in folders: [String]) throws -> JSONObject {
        guard var options = database["options"]?.object, var scripts = options["customScripts"]?.object else {
            return database
        }
        for (name, value) in scripts {
            guard let path = value.string else { continue }
            scripts[name] = .string(try text(path, in: folders, key: "options.customScripts.\(name)"))
        }
        var database = database
        options["customScripts"] = .object(scripts)
        database["options"] = .object(options)
        return database
    }

    /// The path that a value is, if it can be one.
    private static func path(_ value: String) -> String? {
        guard value.count < 400, !value.contains("\n"), !value.isEmpty else { return nil }
        let slashes = value.replacing("\\", with: "/")
        let suffixes = [".js", ".html", ".json", ".liquid", ".mjs", ".ts", ".txt"]
        guard suffixes.contains(where: slashes.hasSuffix) else { return nil }
        return slashes.hasPrefix("./") ? String(slashes.dropFirst(2)) : slashes
    }
}
