import Wire

extension OperationTable {
    /// Every scope that an operation asks for.
    package static var scopes: Set<String> {
        let described = EmbeddedTable.index().operations.map { line in
            (try? JSONReader.parse(EmbeddedTable.bytes(line)))?.object ?? [:]
        }
        return Set((described + Amendments.operations).flatMap { $0["scopes"]?.strings ?? [] })
    }
}
