import FoundationEssentials
import Wire

/// Reads the files of a tenant, in either format of the deploy CLI.
package struct AssetReader: Sendable {
    private let folder: AssetFolder
    private let file: String?

    /// A reader of a folder in the directory format, or of a file of YAML.
    ///
    /// - Throws: `MovingError` when there is nothing.
    package init(path: String, keywords: Keywords) throws {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw MovingError(path, "is not there")
        }
        let names = ["tenant.yaml", "tenant.yml"]
        if isFolder {
            folder = AssetFolder(path, keywords: keywords)
            file = names.first { [folder] in folder.has($0) }
        } else {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let parent = parts.dropLast().joined(separator: "/")
            folder = AssetFolder(parts.count == 1 ? "." : parent.isEmpty ? "/" : parent, keywords: keywords)
            file = parts.last.map(String.init)
        }
    }

    /// Everything in the files.
    ///
    /// - Throws: `MovingError` with the file and the key of what is wrong.
    package func read() throws -> Assets {
        guard let file else { return try directory() }
        return try yaml(file)
    }

    private func yaml(_ file: String) throws -> Assets {
        let value = try YAMLText.parse(try folder.text(file), file: file)
        guard let parts = value.isNull ? [:] : value.object else {
            throw MovingError(file, "names and values are expected here")
        }
        var assets = Assets(file: file)
        for (key, value) in parts where key != "exclude" && key != "include" {
            guard let layout = AssetLayout.named(key) else {
                let isEmpty = value.isNull || value.array?.isEmpty ?? value.object?.isEmpty ?? false
                if AssetLayout.without[key] == nil {
                    assets.unknown.append("\(file): \(key)")
                } else if !isEmpty {
                    assets.without.append("\(file): \(key)")
                }
                continue
            }
            // A part without a value says nothing.
            if !value.isNull { assets.parts[key] = try YAMLPart(layout, folder, file: file).filled(value) }
        }
        FormerParts.rename(in: &assets)
        return assets
    }

    private func directory() throws -> Assets {
        var assets = Assets(file: folder.root)
        for layout in AssetLayout.all { try DirectoryPart(layout, folder).read(into: &assets) }
        FormerParts.rename(in: &assets)
        assets.without = try AssetLayout.without.values.filter { try !folder.names(in: $0, suffix: ".json").isEmpty }
        let known = Set(AssetLayout.all.flatMap(\.topNames) + AssetLayout.without.values)
        for name in try folder.names(in: "", suffix: "") where !known.contains(name) {
            let isPart = name.hasSuffix(".json") || !name.contains(".")
            if isPart, name != "config.json", name != "node_modules" { assets.unknown.append(name) }
        }
        return assets
    }
}

extension AssetLayout {
    /// The names in the tenant's folder that the part uses.
    fileprivate var topNames: [String] {
        let paths: [String] =
            switch shape {
            case .file(let path), .list(let path): [path]
            case .members(let members): members.map(\.file)
            case .items(let folder, _): [folder]
            case .databases: ["database-connections"]
            case .prompts: ["prompts"]
            case .branding: ["branding"]
            }
        return paths.compactMap { $0.split(separator: "/").first.map(String.init) }
    }
}
