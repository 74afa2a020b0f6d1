import FoundationEssentials
import Wire

/// A folder of a tenant's files: what is read has its keywords replaced, and nothing outside is touched.
struct AssetFolder: Sendable {
    /// The longest file, in bytes; texts of pages are far below.
    private static let sizeLimit = 16_777_216
    /// How deep settings may be nested.
    private static let depth = 64

    let root: String
    let keywords: Keywords

    /// A folder.
    init(_ root: String, keywords: Keywords = Keywords([:])) {
        self.root = root
        self.keywords = keywords
    }

    /// Whether there is a file.
    func has(_ path: String) -> Bool { kind(path) == .typeRegular }

    /// The names of the files of a folder that end so, in order; none where there is no folder.
    ///
    /// - Throws: `MovingError` for a file where a folder belongs.
    func names(in folder: String, suffix: String) throws -> [String] {
        guard let kind = kind(folder) else { return [] }
        guard kind == .typeDirectory else { throw MovingError(folder, "must be a folder") }
        let names = try FileManager.default.contentsOfDirectory(atPath: full(folder))
        return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted()
    }

    /// The names of the folders within a folder, in order.
    func folders(in folder: String) throws -> [String] {
        try names(in: folder, suffix: "").filter { kind("\(folder)/\($0)") == .typeDirectory }
    }

    /// The text of a file.
    ///
    /// - Throws: `MovingError`.
    func text(_ path: String) throws -> String {
        guard !path.split(separator: "/").contains("..") else { throw MovingError(path, "lies outside of the folder") }
        guard let data = FileManager.default.contents(atPath: full(path)) else {
            throw MovingError(path, "cannot be read")
        }
        guard data.count <= Self.sizeLimit else { throw MovingError(path, "is longer than \(Self.sizeLimit) bytes") }
        guard let text = String(validating: data, as: UTF8.self) else { throw MovingError(path, "is not UTF-8") }
        return keywords.apply(to: text)
    }

    /// The value of a file of JSON.
    ///
    /// - Throws: `MovingError`.
    func json(_ path: String) throws -> JSONValue {
        let text = try text(path)
        do { return try JSONReader.parse(Array(text.utf8), maximumDepth: Self.depth) } catch {
            let hint = Keywords.unfilled(in: text).map { "; \($0) has no value" } ?? ""
            throw MovingError(path, "is not JSON (\(error))\(hint)")
        }
    }

    /// The object of a file of JSON.
    ///
    /// - Throws: `MovingError`.
    func object(_ path: String) throws -> JSONObject {
        guard let object = try json(path).object else { throw MovingError(path, "names and values are expected here") }
        return object
    }

    /// Writes a text, and makes the folders above it.
    ///
    /// - Throws: `MovingError`.
    func write(_ text: String, to path: String) throws {
        do {
            let parent = full(path).split(separator: "/", omittingEmptySubsequences: false).dropLast()
            try FileManager.default.createDirectory(
                atPath: parent.joined(separator: "/"),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: URL(filePath: full(path)), options: .atomic)
        } catch { throw MovingError(path, "cannot be written: \(error)") }
    }

    /// Writes a value as JSON, indented.
    ///
    /// - Throws: `MovingError`.
    func write(_ value: JSONValue, to path: String) throws {
        try write(IndentedJSON.text(value) + "\n", to: path)
    }

    /// A name that every file system takes.
    static func fileName(_ name: String) -> String {
        let forbidden: Set<Character> = ["/", "?", "<", ">", "\\", ":", "*", "|", "\""]
        let clean = String(name.map { forbidden.contains($0) || $0.isNewline || $0 < " " ? "-" : $0 })
        return clean.allSatisfy { $0 == "." } ? "-" : String(clean.prefix(200))
    }

    private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

    private func kind(_ path: String) -> FileAttributeType? {
        guard !path.split(separator: "/").contains("..") else { return nil }
        var isFolder = false
        guard FileManager.default.fileExists(atPath: full(path), isDirectory: &isFolder) else { return nil }
        return isFolder ? .typeDirectory : .typeRegular
    }
}

/// JSON for people: two spaces a level.
enum IndentedJSON {
    /// The text of a value.
    static func text(_ value: JSONValue, indent: String = "") -> String {
        let inner = indent + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { inner + JSONWriter.text(.string($0.name)) + ": " + text($0.value, indent: inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
        case .array(let items) where !items.isEmpty:
            let lines = items.map { inner + text($0, indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + indent + "]"
        default: return JSONWriter.text(value)
        }
    }
}
