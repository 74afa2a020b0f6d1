import HTTPTypes
import Kernel
import Wire

/// `POST /users/import`, and what became of an import.
///
/// - SeeAlso: Auth0 Management API: `POST /api/v2/jobs/users-imports`, `GET /api/v2/jobs/{id}`.
struct ImportRoutes: Sendable {
    private static let multipart = "multipart/form-data"
    /// Fields that are handed on as they came.
    private static let handedOn = ["upsert", "external_id", "send_completion_email"]
    private static let accepted = Set(handedOn + ["users", "connection"])
    /// How long an upload may take, in seconds.
    private static let timeout: Int64 = 60

    let api: ManagementAPI
    let management: ManagementClient

    func start(_ request: GatewayRequest) async throws -> GatewayResponse {
        let ids = try connectionIDs()
        let given = try Self.form(request)
        guard !given.parts.contains(where: { $0.name == "connection_id" }) else {
            throw APIProblem(400, "The field 'connection_id' is not accepted: name the 'connection' instead")
        }
        if let other = given.parts.first(where: { !Self.accepted.contains($0.name) }) {
            throw APIProblem(400, "The field '\(other.name)' is not accepted")
        }
        guard let users = given.parts.first(where: { $0.name == "users" }) else {
            throw APIProblem(400, "The file 'users' is required")
        }
        let id = try connectionID(of: given.text("connection"), ids)
        let form = MultipartForm(
            [Self.file(users.content)]
                + Self.handedOn.compactMap { name in given.text(name).map { Self.field(name, $0) } }
                + [Self.field("connection_id", id)]
        )
        let boundary = RandomSource.system.text(40, from: .hexadecimal)
        return try await api.call(
            "POST",
            "jobs/users-imports",
            body: form.encoded(boundary: boundary),
            mediaType: "\(Self.multipart); boundary=\(boundary)",
            timeout: Self.timeout,
            requestID: request.id
        ).relayed
    }

    func status(_ request: GatewayRequest) async throws -> GatewayResponse { try await job(request).relayed }

    func errors(_ request: GatewayRequest) async throws -> GatewayResponse {
        _ = try await job(request)
        let path = "jobs/\(Form.encode(try Self.jobID(request)))/errors"
        return try await api.call("GET", path, requestID: request.id).relayed
    }

    /// The job that a path names, if it is an import into a connection of this configuration.
    private func job(_ request: GatewayRequest) async throws -> TenantAnswer {
        let ids = try connectionIDs()
        let path = "jobs/" + Form.encode(try Self.jobID(request))
        let answer = try await api.call("GET", path, requestID: request.id)
        guard let connection = answer.json?["connection_id"]?.string, ids.values.contains(connection) else {
            throw APIProblem(404, "The job does not exist.", code: "inexistent_job")
        }
        return answer
    }

    private func connectionIDs() throws(APIProblem) -> [String: String] {
        if let ids = management.connectionIDs { return ids }
        throw APIProblem(501, "Imports need managementClient.supportedConnectionsMap in the configuration")
    }

    private func connectionID(of name: String?, _ ids: [String: String]) throws(APIProblem) -> String {
        guard let name = name.flatMap({ $0.isEmpty ? nil : $0 }) ?? management.connections.defaultName else {
            throw APIProblem(400, "The 'connection' is missing, and there is no default")
        }
        guard let id = ids[name] else { throw APIProblem(400, "The connection is not supported") }
        return id
    }

    private static func jobID(_ request: GatewayRequest) throws(APIProblem) -> String {
        guard let id = request.parameters["jobID"], id.utf8.count <= 128, id != ".", id != ".." else {
            throw APIProblem(400, "The job id is not valid")
        }
        return id
    }

    /// The fields of a form with a file; JSON with the users as an array will do, too.
    private static func form(_ request: GatewayRequest) throws(APIProblem) -> MultipartForm {
        switch request.mediaType {
        case multipart:
            guard let type = request.headers[.contentType],
                let form = MultipartForm(parsing: request.body, contentType: type)
            else { throw APIProblem(400, "The multipart body is malformed") }
            return form
        case "application/json":
            return MultipartForm(
                try request.jsonBody().map { name, value in
                    name == "users" ? file(JSONWriter.encode(value)) : field(name, text(value))
                }
            )
        default: throw APIProblem(415, "The body must be multipart/form-data or application/json")
        }
    }

    /// The file of users: nothing of how the caller called it goes along.
    private static func file(_ content: [UInt8]) -> MultipartForm.Part {
        MultipartForm.Part(name: "users", filename: "users.json", mediaType: "application/json", content: content)
    }

    private static func field(_ name: String, _ value: String) -> MultipartForm.Part {
        MultipartForm.Part(name: name, content: Array(value.utf8))
    }

    private static func text(_ value: JSONValue) -> String { value.string ?? JSONWriter.text(value) }
}
