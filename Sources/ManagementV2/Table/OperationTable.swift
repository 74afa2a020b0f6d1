import Synchronization
import Wire

/// The operations and schemas of the management API v2.
///
/// Opening the table only finds its lines and builds the router; a row or a schema is parsed and compiled when a
/// request first needs it, and kept.
package final class OperationTable: Sendable, SchemaSource {
    private struct Compiled {
        var rows: [Int: OperationRow] = [:]
        var schemas: [String: Schema] = [:]
    }

    private let index: EmbeddedTable.Index
    private let added: [JSONObject]
    private let router: Router
    private let compiled = Mutex(Compiled())

    /// Opens the table inside the program.
    package init() {
        index = EmbeddedTable.index()
        added = Amendments.operations
        var router = Router()
        for (number, line) in index.operations.enumerated() {
            let head = OperationHead(EmbeddedTable.bytes(line))
            router.add(number, method: head.method, path: head.path)
        }
        for (offset, row) in added.enumerated() {
            router.add(
                index.operations.count + offset,
                method: row["method"]?.string ?? "",
                path: row["path"]?.string ?? ""
            )
        }
        self.router = router
    }

    /// The number of operations.
    package var count: Int { index.operations.count + added.count }

    /// The ids of all operations, in the order of the table.
    package var operationIDs: [String] { (0..<count).map { row($0).id } }

    /// The operation a request names, with the still encoded parameters of its path.
    func match(method: String, path: String) -> (row: OperationRow, parameters: [Substring])? {
        router.match(method: method, path: path).map { (row($0.operation), $0.parameters) }
    }

    /// The schema of that name.
    package func schema(named name: String) -> Schema? {
        if let known = compiled.withLock({ $0.schemas[name] }) { return known }
        guard let line = index.schemas[name],
            case .object(let parsed)? = try? JSONReader.parse(EmbeddedTable.bytes(line))
        else { return nil }
        let schema = Schema(Amendments.amended(parsed, named: name))
        compiled.withLock { $0.schemas[name] = schema }
        return schema
    }

    /// The patterns of schemas and parameters that the pattern compiler cannot read; for tests of the table.
    package var unreadablePatterns: [String] {
        let schemas = index.schemas.keys.compactMap(schema(named:))
        let rows = (0..<count).map(row)
        let roots = schemas + rows.compactMap(\.body) + rows.flatMap(\.queryParameters).map(\.schema)
        return Set(roots.flatMap(\.patterns).filter { !$0.isReadable }.map(\.text)).sorted()
    }

    private func row(_ number: Int) -> OperationRow {
        if let known = compiled.withLock({ $0.rows[number] }) { return known }
        let row = OperationRow(object(number), in: self)
        compiled.withLock { $0.rows[number] = row }
        return row
    }

    private func object(_ number: Int) -> JSONObject {
        if number >= index.operations.count { return added[number - index.operations.count] }
        let parsed = try? JSONReader.parse(EmbeddedTable.bytes(index.operations[number]))
        return Amendments.amended(operation: parsed?.object ?? [:])
    }
}

/// Method and path of an operation's line, read without parsing the rest.
private struct OperationHead {
    let method: String
    let path: String

    init(_ line: [UInt8]) {
        // {"id":"…","method":"…","path":"…", and nothing of it is escaped.
        let parts = line.prefix(400).split(
            separator: UInt8(ascii: "\""),
            maxSplits: 12,
            omittingEmptySubsequences: false
        )
        func text(_ index: Int) -> String { parts.count > index ? String(decoding: parts[index], as: UTF8.self) : "" }
        method = text(7)
        path = text(11)
    }
}
