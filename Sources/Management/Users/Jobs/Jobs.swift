import Applications
import Directory
import Kernel
import Storage
package import Wire

/// Work that takes longer than a request: imports and exports of users, and mails that were asked for.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/jobs`.
extension Administration {
    /// A job; one that nobody works on any more is taken up again.
    ///
    /// - Throws: `APIProblem` 404.
    package func job(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        let job = try await storage.read { try Job.required(id, context, $0) }
        guard job.isAbandoned(at: context.now) else { return job.shown(context) }
        await begin(id, context)
        return try await storage.read { try Job.required(id, context, $0).shown(context) }
    }

    /// What went wrong in a job: the rows of an import with their errors, or the job itself if all of it failed.
    ///
    /// Nil if nothing did.
    /// - Throws: `APIProblem` 404.
    package func jobErrors(_ id: String, _ context: AdministrationContext) async throws -> JSONValue? {
        try await storage.read { transaction in
            let job = try Job.required(id, context, transaction)
            if job.status == .failed {
                let members: Set<String> = ["id", "type", "status", "status_details", "connection_id", "created_at"]
                return .object(job.shown(context).filtered(members, keeping: true))
            }
            let errors = try job.parts(.errors, transaction).flatMap { $0.array ?? [] }
            guard !errors.isEmpty else { return nil }
            return .array(errors)
        }
    }

    /// Begins to import users from a file.
    ///
    /// - Throws: `APIProblem` 400 for what is no file of users or no connection for them, 413 for a file that is too
    ///   long, 429 when two imports are under way.
    package func createUserImport(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        let file = try UserImport.file(of: request)
        let id = identifiers.make(.job)
        let job = try await storage.write { transaction in
            let connection = try UserImport.connection(of: request, context, transaction)
            let active = DocumentQuery(.job, in: context.tenant, keys: [Job.activeKey(.usersImport)])
            guard try transaction.countDocuments(active) < UserImport.activeLimit else {
                throw APIProblem(
                    429,
                    "There are \(UserImport.activeLimit) active import users jobs, please wait until some of them are "
                        + "finished and try again",
                    code: "too_many_requests"
                )
            }
            var job = Job(.usersImport, id: id, context)
            job.set("connection_id", .string(connection.id))
            job.set("connection", .string(connection.name))
            if let external = request["external_id"]?.string, !external.isEmpty {
                job.set("external_id", .string(external))
            }
            job.set(Job.upsert, request["upsert"] ?? false)
            try Job.forgetOld(context, transaction)
            try job.insert(transaction)
            try job.append(.input, text: file, transaction)
            return job
        }
        await begin(id, context)
        return job.shown(context)
    }

    /// Begins to export users into a file.
    ///
    /// - Throws: `APIProblem` 400 for an unknown connection and for more columns than a table may have.
    package func createUserExport(_ request: JSONObject, _ context: AdministrationContext) async throws -> JSONObject {
        try UserExport.check(request)
        let id = identifiers.make(.job)
        let key = random.text(43, from: .urlSafe)
        let job = try await storage.write { transaction in
            var job = Job(.usersExport, id: id, context)
            if let connection = request["connection_id"]?.string {
                let document = try transaction.document(.connection, id: connection, in: context.tenant)
                guard let document else { throw UserConnection.refusal("Connection does not exist.") }
                job.set("connection_id", .string(connection))
                job.set("connection", .string(Connection(document).name))
            }
            job.set("format", request["format"] ?? "csv")
            if let limit = request["limit"] { job.set("limit", limit) }
            if let fields = request["fields"] { job.set("fields", fields) }
            job.set(Job.key, .string(key))
            try Job.forgetOld(context, transaction)
            try job.insert(transaction)
            return job
        }
        await begin(id, context)
        return job.shown(context)
    }

    /// Begins to send the mail that lets a user prove an address.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user, 400 for one without an address.
    package func createVerificationEmail(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await UserTicketRules.checkClient(request, storage, context)
        let id = identifiers.make(.job)
        let job = try await storage.write { transaction in
            let user = try UserTicketRules.user(request, context, transaction)
            guard try UserTicketRules.account(request, of: user, context, transaction).email != nil else {
                throw UserConnection.refusal("User does not have an email address.")
            }
            var job = Job(.verificationEmail, id: id, context)
            job.set(Job.request, .object(request))
            try Job.forgetOld(context, transaction)
            try job.insert(transaction)
            return job
        }
        await begin(id, context)
        return job.shown(context)
    }

    /// The file of an export by the address that its job told.
    ///
    /// - Throws: `APIProblem` 404 for an address that nobody told or that has expired.
    package func exportedFile(
        _ id: String,
        query: String,
        _ context: AdministrationContext
    ) async throws -> ExportedFile {
        try await storage.read { transaction in
            let job = try Job.required(id, context, transaction)
            guard job.accepts(query: query, at: context.now) else { throw Job.unknown }
            return ExportedFile(
                name: "\(context.tenant.rawValue).\(job.format == .csv ? "csv" : "ndjson").gz",
                bytes: try UserExport.file(of: job, transaction)
            )
        }
    }
}

/// A file that somebody may fetch.
package struct ExportedFile: Sendable {
    /// Its name.
    package let name: String
    /// What is in it, compressed with gzip.
    package let bytes: [UInt8]
}
