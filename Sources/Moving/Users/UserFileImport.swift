package import Kernel
package import Management
import Wire

/// Imports the users of a file of any size into a connection.
///
/// The memory it takes does not grow with the file. How far it got stands in a progress file, so that an import that was
/// cut off goes on where it stopped, and no row counts twice.
package struct UserFileImport: Sendable {
    /// How many rows share a transaction.
    private static let batch = 200

    /// The file of users.
    package let path: String
    /// The file that tells how far an import got.
    package let progressPath: String
    /// The file that tells which rows were refused and why: a line of JSON each, without secrets.
    package let reportPath: String
    /// The name of the connection.
    package let connection: String
    /// Whether users who are there are changed instead of refused.
    package let upserting: Bool

    /// An import.
    package init(path: String, progress: String, report: String, connection: String, upserting: Bool) {
        self.path = path
        progressPath = progress
        reportPath = report
        self.connection = connection
        self.upserting = upserting
    }

    /// Imports what is left of the file.
    ///
    /// - Parameters:
    ///   - context: the call at a time.
    ///   - tell: called with how far it is and how many bytes the file has.
    /// - Throws: `MovingError`, `APIProblem` for a connection that takes no imports, `StoreError`.
    package func run(
        _ administration: Administration,
        context: (Instant) -> AdministrationContext,
        now: () -> Instant,
        tell: (ImportProgress, UInt64) -> Void
    ) async throws -> ImportProgress {
        let first = context(now())
        let connectionID = try await administration.importConnection(named: connection, first)
        let subject: JSONObject = [
            "file": .string(path), "tenant": .string(first.tenant.rawValue), "connection": .string(connectionID),
            "upsert": .bool(upserting),
        ]
        var progress = try ImportProgress(path: progressPath, subject: subject) ?? ImportProgress(subject: subject)
        var reader = try RowReader(path: path, offset: progress.offset, rows: progress.rows)
        var report = try LineFile(path: reportPath, keeping: progress.reported)
        while true {
            let before = reader.rows
            let rows = try Self.rows(&reader)
            guard !rows.isEmpty else { break }
            let isRepeated = progress.sent != nil
            let time = progress.sent ?? now()
            if !isRepeated {
                progress.sent = time
                try progress.write(to: progressPath)
            }
            let outcome = try await administration.importUsers(
                rows,
                connection: connectionID,
                upserting: upserting,
                repeating: isRepeated,
                context(time)
            )
            progress.inserted += outcome.inserted
            progress.updated += outcome.updated
            progress.refused += outcome.refused.count
            for (row, problem) in outcome.refused {
                let line: JSONObject = ["row": .integer(Int64(before + row + 1))]
                try report.append(JSONWriter.encode(line.merging(problem.object ?? [:])) + [0x0A])
            }
            progress.sent = nil
            (progress.offset, progress.rows, progress.reported) = (reader.offset, reader.rows, report.length)
            try progress.write(to: progressPath)
            tell(progress, reader.size)
        }
        ImportProgress.remove(progressPath)
        return progress
    }

    private static func rows(_ reader: inout RowReader) throws -> [JSONValue] {
        var rows: [JSONValue] = []
        while rows.count < batch, let row = try reader.read() { rows.append(row) }
        return rows
    }
}
