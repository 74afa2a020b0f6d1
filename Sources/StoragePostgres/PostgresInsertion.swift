import StorageSQL

/// Insertions as PostgreSQL takes them: all rows with one statement, an array for each column.
///
/// What a statement costs beside its rows — the way there and back, its start, the reading of constraints — is more than
/// ten times what a row costs.
extension Insertion {
    /// The statement, for any number of rows.
    var fromArrays: String {
        "\(opening) SELECT * FROM unnest(\(columns.map { "?::\($0.kind.name)[]" }.joined(separator: ", "))) \(ending)"
    }
}

extension Insertion.Column.Kind {
    fileprivate var name: String {
        switch self {
        case .text: "text"
        case .integer: "bigint"
        case .blob: "bytea"
        }
    }
}
