import Applications
import Directory
import Kernel
import Storage
import Wire

/// The work of an import: a file of users, some rows a transaction.
///
/// How far it got is written with the rows themselves, so an import that was cut off goes on where it stopped.
/// - SeeAlso: Auth0: "Bulk User Imports".
struct UserImport {
    /// The longest file, in bytes.
    private static let fileLimit = 512_000
    /// How many imports of a tenant may be under way.
    static let activeLimit = 2
    /// How many rows share a transaction.
    private static let batch = 200

    private let job: Job
    private let storage: any Storage
    private let random: RandomSource
    private let clock: JobClock

    /// The work of a job that is ours.
    init(_ job: Job, _ storage: any Storage, _ random: RandomSource, _ clock: JobClock) {
        self.job = job
        self.storage = storage
        self.random = random
        self.clock = clock
    }

    /// The file of a request.
    ///
    /// - Throws: `APIProblem` 400, or 413.
    static func file(of request: JSONObject) throws -> String {
        func refusal(_ text: String) -> APIProblem { UserConnection.refusal(text) }
        guard let file = request["users"]?.string else { throw refusal("Must provide 'users' file as multipart part.") }
        guard let connection = request["connection_id"]?.string else {
            throw refusal("Must provide 'connection_id' as multipart part.")
        }
        guard !file.allSatisfy(\.isWhitespace) else { throw refusal("Users file must not be empty.") }
        guard file.utf8.count <= fileLimit else {
            throw APIProblem(413, "Payload content length greater than maximum allowed: \(fileLimit).")
        }
        guard !connection.isEmpty else {
            throw refusal(
                "Payload validation error: 'String does not match pattern ^con_[A-Za-z0-9]{16}$' on property "
                    + "connection_id."
            )
        }
        return file
    }

    /// The connection of a request.
    ///
    /// - Throws: `APIProblem` 400 for one that no users can be imported into.
    static func connection(
        of request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Connection {
        let id = request["connection_id"]?.string ?? ""
        guard let document = try transaction.document(.connection, id: id, in: context.tenant) else {
            throw UserConnection.refusal("Connection does not exist.")
        }
        let connection = Connection(document)
        guard connection.isDatabase else { throw UserConnection.refusal("Connection must be a database connection.") }
        guard !connection.enabledClients.isEmpty || connection.isDomainConnection else {
            throw UserConnection.refusal("Connection must be enabled.")
        }
        let isCustom = connection.options["enabledDatabaseCustomization"]?.bool ?? false
        guard !isCustom || connection.options["import_mode"]?.bool ?? false else {
            throw UserConnection.refusal("Custom Database Connections without import mode are not allowed.")
        }
        return connection
    }

    /// Imports what is left of the file.
    ///
    /// - Throws: `APIProblem` for a file that is none, `StoreError`.
    func run() async throws {
        let rows = try await rows()
        let repeated = ImportRow.repeated(rows)
        var next = Int(job[Job.next]?.integer ?? 0)
        while next < rows.count {
            let end = min(next + Self.batch, rows.count)
            let numbers = next..<end
            do {
                try await write(numbers, rows, repeated, refusing: nil)
            } catch StoreError.conflict {
                // Somebody took a name in the meantime: alone, each row can fail for itself.
                for number in numbers { try await writeAlone(number, rows, repeated) }
            }
            next = end
        }
        try await finish(rows.count)
    }

    private func writeAlone(_ number: Int, _ rows: [JSONValue], _ repeated: Set<Int>) async throws {
        let numbers = number..<number + 1
        do { try await write(numbers, rows, repeated, refusing: nil) } catch StoreError.conflict(let key) {
            try await write(numbers, rows, repeated, refusing: ImportError.conflict(key))
        }
    }

    private func rows() async throws -> [JSONValue] {
        let context = clock.context(on: job.host)
        let text = try await storage.read { try job.texts(.input, $0).first ?? "" }
        guard case .array(let rows)? = try? JSONReader.parse(text) else {
            throw APIProblem(
                400,
                "Failed to parse users file JSON when importing users. Make sure it is valid JSON.",
                detail: "job \(job.id) at \(context.now.iso8601)"
            )
        }
        return rows
    }

    private func write(
        _ numbers: Range<Int>,
        _ rows: [JSONValue],
        _ repeated: Set<Int>,
        refusing error: ImportError?
    ) async throws {
        let context = clock.context(on: job.host)
        try await storage.write { transaction in
            var job = try Job.required(job.id, context, transaction)
            let connection = try connection(of: job, context, transaction)
            var counts = ImportCounts(job["summary"])
            var failures: [JSONValue] = []
            let batch = ImportBatch(upserting: job[Job.upsert]?.bool ?? false, context)
            let candidates = numbers.map { number in
                let row = ImportRow(rows[number], connection, random)
                return (row: row, errors: error.map { [$0] } ?? row.errors(isRepeated: repeated.contains(number)))
            }
            for (candidate, outcome) in zip(candidates, try batch.store(candidates, transaction)) {
                counts.count(outcome)
                if case .refused(let errors) = outcome { failures.append(candidate.row.report(errors)) }
            }
            job.set(Job.next, .integer(Int64(numbers.upperBound)))
            job.set("summary", counts.json)
            job.set("percentage_done", .integer(Int64(numbers.upperBound * 100 / max(rows.count, 1))))
            job.keep(at: context.now)
            try job.update(transaction)
            if !failures.isEmpty { try job.append(.errors, text: JSONWriter.text(.array(failures)), transaction) }
        }
    }

    private func connection(
        of job: Job,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> UserConnection {
        let id = job["connection_id"]?.string ?? ""
        guard let document = try transaction.document(.connection, id: id, in: context.tenant) else {
            throw UserConnection.refusal("Connection does not exist.")
        }
        return UserConnection(connection: Connection(document))
    }

    private func finish(_ total: Int) async throws {
        let context = clock.context(on: job.host)
        try await storage.write { transaction in
            var job = try Job.required(job.id, context, transaction)
            // Somebody who thought that nobody works on it was faster.
            guard job.status == .processing else { return }
            job.set("summary", ImportCounts(job["summary"]).json)
            job.end(.completed, at: context.now)
            try job.update(transaction)
            try job.logEnd(at: context.now, random, transaction)
            // The file holds hashes of passwords: it goes as soon as nobody needs it.
            try job.remove(.input, transaction)
        }
    }
}

/// What became of the rows of an import so far.
private struct ImportCounts {
    private var inserted: Int64
    private var updated: Int64
    private var failed: Int64

    init(_ summary: JSONValue?) {
        inserted = summary?["inserted"]?.integer ?? 0
        updated = summary?["updated"]?.integer ?? 0
        failed = summary?["failed"]?.integer ?? 0
    }

    mutating func count(_ outcome: ImportRow.Outcome) {
        switch outcome {
        case .inserted: inserted += 1
        case .updated: updated += 1
        case .refused: failed += 1
        }
    }

    var json: JSONValue {
        [
            "failed": .integer(failed), "updated": .integer(updated), "inserted": .integer(inserted),
            "total": .integer(inserted + updated + failed),
        ]
    }
}
