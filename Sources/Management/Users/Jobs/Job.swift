import Applications
import Kernel
import Storage
import Tokens
import Wire

/// A job as a document: what the wire shows, and behind underscores what its work needs.
struct Job: Sendable {
    /// The kinds of job.
    enum Kind: String, Sendable {
        case usersImport = "users_import"
        case usersExport = "users_export"
        case verificationEmail = "verification_email"
    }

    /// How far a job is.
    enum Status: String, Sendable { case pending, processing, completed, failed }

    /// What belongs to a job and is too long to stand in it.
    enum Part: String, Sendable { case input, errors, output }

    /// The form of an export.
    enum Format: String, Sendable { case csv, json }

    /// How long a job is remembered, in seconds.
    private static let lifetime: Int64 = 86_400
    /// How long a job belongs to whoever works on it, unless they say that they still do; in seconds.
    private static let lease: Int64 = 60
    /// How long an address to a file is good, in seconds.
    private static let addressLifetime: Int64 = 60

    /// Members that only the work needs.
    static let upsert = "_upsert", key = "_key", request = "_request", next = "_next"
    private static let scheme = "_scheme", authority = "_authority", leaseEnd = "_lease_end", count = "_parts"

    /// The refusal of a job that is not there.
    static let unknown = APIProblem(404, "The job does not exist", code: "inexistent_job")

    private(set) var document: Document

    /// A job that nobody has begun.
    init(_ kind: Kind, id: String, _ context: AdministrationContext) {
        let body: JSONObject = [
            "type": .string(kind.rawValue), "status": .string(Status.pending.rawValue),
            "created_at": context.now.json, "id": .string(id), Self.scheme: .string(context.host.scheme),
            Self.authority: .string(context.host.authority),
        ]
        document = Document(tenant: context.tenant, kind: .job, id: id, body: body, createdAt: context.now)
    }

    /// Reads a document.
    init(_ document: Document) { self.document = document }

    /// The job of an id, while it is remembered.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Job {
        guard let document = try transaction.document(.job, id: id, in: context.tenant),
            document.createdAt.adding(seconds: lifetime) > context.now
        else { throw unknown }
        return Job(document)
    }

    /// The key that jobs have that are not done.
    static func activeKey(_ kind: Kind) -> DocumentKey { .attribute("active", kind.rawValue) }

    /// The kinds whose jobs may be under way.
    static let kinds: [Kind] = [.usersImport, .usersExport, .verificationEmail]

    var id: String { document.id }
    var kind: Kind? { document.body["type"]?.string.flatMap(Kind.init) }
    var status: Status { document.body["status"]?.string.flatMap(Status.init) ?? .failed }
    var format: Format { document.body["format"]?.string.flatMap(Format.init) ?? .csv }

    /// A member of the document.
    subscript(name: String) -> JSONValue? { document.body[name] }

    /// Sets a member.
    mutating func set(_ name: String, _ value: JSONValue) { document.body[name] = value }

    /// The host that the job was asked for on, for the addresses in its mails.
    var host: RequestHost {
        RequestHost(
            tenant: document.tenant,
            scheme: document.body[Self.scheme]?.string ?? "https",
            authority: document.body[Self.authority]?.string ?? ""
        )
    }

    /// Whether it waits for somebody to work on it.
    func isAbandoned(at now: Instant) -> Bool {
        switch status {
        case .pending: document.createdAt.adding(seconds: Self.lease) < now
        case .processing: Instant(milliseconds: document.body[Self.leaseEnd]?.integer ?? 0) < now
        case .completed, .failed: false
        }
    }

    /// Makes it somebody's: false if it is somebody's already, or done.
    mutating func claim(at now: Instant) -> Bool {
        guard status == .pending || isAbandoned(at: now) else { return false }
        set("status", .string(Status.processing.rawValue))
        keep(at: now)
        return true
    }

    /// Says that somebody still works on it.
    mutating func keep(at now: Instant) {
        set(Self.leaseEnd, .integer(now.adding(seconds: Self.lease).milliseconds))
        document.updatedAt = now
    }

    /// Ends it.
    mutating func end(_ status: Status, details: String? = nil, at now: Instant) {
        set("status", .string(status.rawValue))
        if let details { set("status_details", .string(details)) }
        document.body["percentage_done"] = nil
        document.updatedAt = now
    }

    /// Writes it for the first time.
    func insert(_ transaction: some DocumentWriting) throws { try transaction.insert(document, keys: keys) }

    /// Writes it again.
    func update(_ transaction: some DocumentWriting) throws { try transaction.update(document, keys: keys) }

    private var keys: [DocumentKey] {
        guard let kind, status == .pending || status == .processing else { return [] }
        return [Self.activeKey(kind)]
    }
}

/// What belongs to jobs.
extension Job {
    /// Adds a part; texts are sealed at rest.
    mutating func append(_ part: Part, text: String, _ transaction: some DocumentWriting) throws {
        let number = document.body[Self.count]?.integer ?? 0
        set(Self.count, .integer(number + 1))
        let body: JSONObject = ["part": .string(part.rawValue), "data": .string(text)]
        let digits = String(number)
        let id = "\(self.id):\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
        let piece = Document(
            tenant: document.tenant,
            kind: .jobPart,
            id: id,
            parent: self.id,
            body: body,
            createdAt: document.createdAt
        )
        try transaction.insert(piece, keys: [])
        try update(transaction)
    }

    /// The texts of a kind of part, in order.
    func texts(_ part: Part, _ transaction: some DocumentReading) throws -> [String] {
        let query = DocumentQuery(.jobPart, in: document.tenant, parent: id)
        return try transaction.documents(query)
            .filter { $0.body["part"]?.string == part.rawValue }
            .map { $0.body["data"]?.string ?? "" }
    }

    /// The values of a kind of part, in order.
    func parts(_ part: Part, _ transaction: some DocumentReading) throws -> [JSONValue] {
        try texts(part, transaction).compactMap { try? JSONReader.parse($0) }
    }

    /// Removes the parts of a kind.
    func remove(_ part: Part, _ transaction: some DocumentWriting) throws {
        for piece in try transaction.documents(DocumentQuery(.jobPart, in: document.tenant, parent: id))
        where piece.body["part"]?.string == part.rawValue {
            try transaction.deleteDocument(.jobPart, id: piece.id, in: document.tenant)
        }
    }

    /// Removes the jobs of a tenant that are no longer remembered.
    static func forgetOld(_ context: AdministrationContext, _ transaction: some DocumentWriting) throws {
        for document in try transaction.documents(DocumentQuery(.job, in: context.tenant)) {
            guard document.createdAt.adding(seconds: lifetime) <= context.now else { break }
            for piece in try transaction.documents(DocumentQuery(.jobPart, in: context.tenant, parent: document.id)) {
                try transaction.deleteDocument(.jobPart, id: piece.id, in: context.tenant)
            }
            try transaction.deleteDocument(.job, id: document.id, in: context.tenant)
        }
    }

    /// A job as the wire shows it; a finished export tells where its file is, for a minute from now.
    func shown(_ context: AdministrationContext) -> JSONObject {
        var body = JSONObject()
        for (name, value) in document.body where !name.hasPrefix("_") { body.append(name, value) }
        if kind == .usersExport, status == .completed { body["location"] = .string(address(context)) }
        return body.inOrder(of: ["type", "status", "connection_id"])
    }

    private func address(_ context: AdministrationContext) -> String {
        let expiry = context.now.adding(seconds: Self.addressLifetime).seconds
        return "\(context.host.issuer)exports/\(id)?expires=\(expiry)&signature=\(signature(expiry))"
    }

    /// Whether a query is one that this job told, and has not expired.
    func accepts(query: String, at now: Instant) -> Bool {
        guard kind == .usersExport, status == .completed, let form = try? Form(parsing: query.utf8),
            let expiry = form["expires"].flatMap({ Int64($0) }), expiry > now.seconds
        else { return false }
        let presented = Array((form["signature"] ?? "").utf8)
        return equalInConstantTime(presented, Array(signature(expiry).utf8))
    }

    private func signature(_ expiry: Int64) -> String {
        let key = Array((document.body[Self.key]?.string ?? "").utf8)
        return Base64.encode(Digest.hmacSHA256(Array("\(id).\(expiry)".utf8), key: key))
    }
}
