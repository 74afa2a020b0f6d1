package import Management
import Wire

/// Exports the users of a tenant into a file, a line of JSON each, in the form that an import takes.
package struct UserFileExport: Sendable {
    /// How many users are read at a time.
    private static let batch = 500

    /// The file, which is written anew.
    package let path: String
    /// The connection whose users these are; nil for all.
    package let connection: String?
    /// Whether the file holds the hashes of passwords.
    package let withPasswords: Bool

    /// An export.
    package init(path: String, connection: String?, withPasswords: Bool) {
        self.path = path
        self.connection = connection
        self.withPasswords = withPasswords
    }

    /// Writes the file; answers how many users it holds.
    ///
    /// - Throws: `MovingError`, `StoreError`.
    package func run(
        _ administration: Administration,
        _ context: AdministrationContext,
        tell: (Int) -> Void
    ) async throws -> Int {
        var file = try LineFile(path: path, keeping: 0)
        var count = 0
        var last: String?
        repeat {
            let page = try await administration.exportUsers(
                connection: connection,
                after: last,
                limit: Self.batch,
                withPasswords: withPasswords,
                context
            )
            var bytes: [UInt8] = []
            for row in page.rows { bytes += JSONWriter.encode(row) + [0x0A] }
            try file.append(bytes)
            count += page.rows.count
            last = page.last
            tell(count)
        } while last != nil
        return count
    }
}
