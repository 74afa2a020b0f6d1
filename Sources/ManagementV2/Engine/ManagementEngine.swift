package import Applications
package import Flows
import Kernel
package import Management
import Wire

/// Runs the management API v2: finds the operation, checks who asks and what, calls the family's code and shapes what
/// it answers.
package struct ManagementEngine: Sendable {
    /// Tells who calls from the `Authorization` header; throws `APIProblem` when that does not become clear.
    package typealias Authenticate =
        @Sendable (_ authorization: String?, _ host: RequestHost) async throws -> ManagementPrincipal

    private let table: OperationTable
    /// The use cases.
    let administration: Administration
    private let authenticate: Authenticate
    private let subscriptions: EventSubscriptions
    private let handlers: [String: OperationHandler]

    /// An engine over families of operations.
    package init(
        administration: Administration,
        authenticate: @escaping Authenticate,
        families: [OperationFamily] = Families.all,
        table: OperationTable = OperationTable(),
        subscriptions: EventSubscriptions = EventSubscriptions()
    ) {
        self.table = table
        self.administration = administration
        self.authenticate = authenticate
        self.subscriptions = subscriptions
        handlers = families.reduce(into: [:]) { handlers, family in
            handlers.merge(family.handlers) { first, _ in first }
        }
    }

    /// The ids of operations with code behind them that the table does not have.
    package var strayHandlers: [String] { Set(handlers.keys).subtracting(table.operationIDs).sorted() }

    /// Answers one request.
    package func respond(to request: ManagementRequest) async -> ManagementResponse {
        guard let (row, values) = table.match(method: request.method, path: request.path) else {
            return ManagementResponse(APIProblem(404, "Not Found"))
        }
        var principal: ManagementPrincipal?
        var response: ManagementResponse
        do {
            let caller = try await authenticate(request.authorization, request.host)
            principal = caller
            try Self.checkScopes(of: caller, for: row)
            response = try await answer(request, row, values, caller)
        } catch {
            response = ManagementResponse(Self.problem(error))
        }
        response.operationID = row.id
        response.principal = principal
        return response
    }

    private func answer(
        _ request: ManagementRequest,
        _ row: OperationRow,
        _ values: [Substring],
        _ principal: ManagementPrincipal
    ) async throws -> ManagementResponse {
        let path = try PathReader.read(values, row, in: table)
        let query = try QueryReader.read(request.query, row, in: table)
        let requested = try RequestedPage(query, row)
        let fields = try FieldSelection(query, row)
        let body = try BodyReader.read(request.body, contentType: request.contentType, row, in: table)
        guard let handler = handlers[row.id] else {
            throw APIProblem(501, "This operation is not implemented: \(row.method) /api/v2\(row.path)")
        }
        let call = OperationCall(
            operationID: row.id,
            path: path,
            query: query,
            body: body.object ?? [:],
            bodyItems: body.array,
            bodyText: body.string,
            page: requested.page,
            defaultPage: requested.defaultPage,
            context: AdministrationContext(host: request.host, now: request.now, scopes: principal.scopes),
            principal: principal,
            administration: administration,
            subscriptions: subscriptions,
            lastEventID: request.lastEventID
        )
        let answer = try await handler(call)
        return AnswerShape(row: row, request: request, call: call, fields: fields).response(answer)
    }

    private static func checkScopes(of principal: ManagementPrincipal, for row: OperationRow) throws(APIProblem) {
        let isAllowed =
            row.needsAllScopes
            ? principal.scopes.isSuperset(of: row.scopes)
            : row.scopes.isEmpty || !principal.scopes.isDisjoint(with: row.scopes)
        guard !isAllowed else { return }
        let expected = "\(row.needsAllScopes ? "all" : "any") of: \(row.scopes.joined(separator: ","))"
        throw APIProblem(403, "Insufficient scope, expected \(expected)", code: "insufficient_scope")
    }

    /// The refusal behind an error; what is not meant for the caller goes to the log alone.
    private static func problem(_ error: any Error) -> APIProblem {
        switch error {
        case let problem as APIProblem: problem
        case StoreError.unavailable(let detail): APIProblem(503, "Service Unavailable", detail: detail)
        case StoreError.conflict(let key): APIProblem(409, "Conflict", detail: "unique key taken: \(key)")
        default: APIProblem(500, "An internal server error occurred", detail: "\(error)")
        }
    }
}
