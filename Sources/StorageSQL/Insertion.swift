/// A statement that inserts any number of rows into a table.
///
/// How the rows travel is the driver's affair: one by one where that costs nothing, all at once where each statement is
/// a journey.
package struct Insertion: Sendable {
    /// A column with the type of its values.
    package struct Column: Sendable {
        /// The types of columns.
        package enum Kind: Sendable { case text, integer, blob }

        /// The name.
        package let name: String
        /// The type.
        package let kind: Kind

        /// A column.
        package init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// The columns, in the order of the values of a row.
    package let columns: [Column]
    /// What it begins with: the table and the names of its columns.
    package let opening: String
    /// What it ends with: what becomes of a row whose place is taken.
    package let ending: String
    /// The statement for one row.
    package let single: String

    /// An insertion; rows whose key is taken are left out, or else replace the members that are named.
    ///
    /// - Parameter key: The columns of the key.
    package init(into table: String, _ columns: [Column], key: [String], replacing replaced: [String] = []) {
        self.columns = columns
        opening = "INSERT INTO \(table) (\(columns.map(\.name).joined(separator: ", ")))"
        let action =
            replaced.isEmpty
            ? "NOTHING" : "UPDATE SET " + replaced.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        ending = "ON CONFLICT (\(key.joined(separator: ", "))) DO \(action)"
        single = "\(opening) VALUES (\(ValueList.placeholders(columns.count))) \(ending)"
    }
}

extension SQLConnection {
    package func insert(_ rows: [[SQLValue]], by insertion: Insertion) throws -> Int {
        try rows.reduce(0) { try $0 + execute(insertion.single, $1) }
    }
}
