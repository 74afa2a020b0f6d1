import Applications
import Directory
import Kernel
import Storage
import Wire

/// The work of an export: all users, or those of a connection, as a table or as lines of JSON.
///
/// - SeeAlso: Auth0: "Bulk User Exports".
struct UserExport {
    /// How many columns a table may have.
    private static let columnLimit = 30
    /// How many users are read at a time.
    private static let batch = 500
    /// The columns of an export that names none.
    private static let defaultColumns = [
        "user_id", "given_name", "family_name", "nickname", "name", "email", "email_verified", "created_at",
        "updated_at",
    ]

    private let job: Job
    private let storage: any Storage
    private let clock: JobClock

    /// The work of a job that is ours.
    init(_ job: Job, _ storage: any Storage, _ clock: JobClock) {
        self.job = job
        self.storage = storage
        self.clock = clock
    }

    /// Refuses more columns than a table may have.
    ///
    /// - Throws: `APIProblem` 400.
    static func check(_ request: JSONObject) throws {
        let columns = request["fields"]?.array?.count ?? 0
        if request["format"]?.string != "json", columns > columnLimit {
            throw UserConnection.refusal("CSV exports can have \(columnLimit) fields at most.")
        }
    }

    /// Writes the file.
    ///
    /// - Throws: `StoreError`.
    func run() async throws {
        let columns = Self.columns(job["fields"])
        var left = job["limit"]?.integer.map { Int(clamping: $0) } ?? .max
        var last: String?
        try await begin(columns)
        while left > 0 {
            var query = UserQuery(tenant: job.host.tenant, limit: min(Self.batch, left))
            query.connection = job["connection"]?.string
            query.afterID = last ?? ""
            let users = try await storage.read { [query] in try $0.users(query) }
            guard !users.isEmpty else { break }
            left -= users.count
            last = users.last?.id
            let lines = users.map { line($0, columns) }.joined()
            let context = clock.context(on: job.host)
            try await storage.write { transaction in
                var job = try Job.required(job.id, context, transaction)
                job.keep(at: context.now)
                try job.append(.output, text: lines, transaction)
            }
            if users.count < query.limit { break }
        }
        let context = clock.context(on: job.host)
        try await storage.write { transaction in
            var job = try Job.required(job.id, context, transaction)
            job.end(.completed, at: context.now)
            try job.update(transaction)
        }
    }

    /// The file of a finished job, compressed.
    static func file(of job: Job, _ transaction: some DocumentReading) throws -> [UInt8] {
        var compressor = Gzip()
        for text in try job.texts(.output, transaction) { compressor.append(Array(text.utf8)) }
        return compressor.finish()
    }

    /// Throws away what somebody wrote who was cut off, and writes the names of the columns.
    private func begin(_ columns: [ExportColumn]) async throws {
        let context = clock.context(on: job.host)
        try await storage.write { transaction in
            var job = try Job.required(job.id, context, transaction)
            try job.remove(.output, transaction)
            guard job.format == .csv else { return }
            let names = columns.map { ExportColumn.quoted($0.name) }.joined(separator: ",")
            try job.append(.output, text: names + "\r\n", transaction)
        }
    }

    private static func columns(_ fields: JSONValue?) -> [ExportColumn] {
        guard let fields = fields?.array, !fields.isEmpty else {
            return defaultColumns.map { ExportColumn(path: $0, name: $0) }
        }
        return fields.map { field in
            let path = field["name"]?.string ?? ""
            return ExportColumn(path: path, name: field["export_as"]?.string ?? path)
        }
    }

    private func line(_ user: User, _ columns: [ExportColumn]) -> String {
        let body = JSONValue.object(UserView.shown(user))
        switch job.format {
        case .csv: return columns.map { ExportColumn.cell($0.value(in: body)) }.joined(separator: ",") + "\r\n"
        case .json:
            var object = JSONObject()
            for column in columns { object[column.name] = column.value(in: body) }
            return JSONWriter.text(.object(object)) + "\n"
        }
    }
}

/// One column of an export.
struct ExportColumn: Sendable {
    /// Where its value is in a user: `user_metadata.address.city`, `identities[0].connection`.
    let path: String
    /// What it is called.
    let name: String

    /// Its value in a user.
    func value(in user: JSONValue) -> JSONValue? {
        var value: JSONValue? = user
        for step in path.split(separator: ".") {
            let parts = step.split(separator: "[")
            if let name = parts.first, !step.hasPrefix("[") { value = value?[String(name)] }
            for part in step.hasPrefix("[") ? parts[...] : parts.dropFirst() {
                guard part.hasSuffix("]"), let index = Int(part.dropLast()), let items = value?.array,
                    items.indices.contains(index)
                else { return nil }
                value = items[index]
            }
        }
        return value
    }

    /// A cell: texts begin with an apostrophe, so that no program takes one for a formula; moments are what they are.
    static func cell(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: return ""
        case .string(let text)?: return quoted(Instant(iso8601: text) == nil ? "'" + text : text)
        case let other?: return quoted(JSONWriter.text(other))
        }
    }

    /// A text in quotes.
    static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
