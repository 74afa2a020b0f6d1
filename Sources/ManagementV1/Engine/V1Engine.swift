import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import Web
import Wire

/// Runs an operation: finds it, learns who calls, reads what is asked, and shapes what it answers.
struct V1Engine: Sendable {
    /// The operations, family by family.
    static let operations: [V1Operation] =
        ConnectionOperations.all + UserOperations.all + UserRecordOperations.all + ClientOperations.all
        + ScriptOperations.all + EmailOperations.all + LogOperations.all + TenantOperations.all

    let administration: Administration
    let authentication: V1Authentication
    let log: LogSink

    /// Answers a request for a path below `/api`; refusals are answers, too.
    func respond(to request: WebRequest, path: Substring) async -> WebResponse {
        let parts = path.split(separator: "/")
        let matches = Self.operations.compactMap { operation in operation.match(parts).map { (operation, $0) } }
        let method: HTTPRequest.Method = request.method == .head ? .get : request.method
        guard let (operation, values) = matches.first(where: { $0.0.method == method }) else {
            return Self.unmatched(matches.map(\.0.method))
        }
        var caller: V1Caller?
        var response: WebResponse
        var problem: APIProblem?
        do {
            let query = try Self.query(request)
            let known = try await authentication.caller(request, query: query)
            caller = known
            if operation.isGlobal { try known.requireGlobal() }
            let call = V1Call(
                caller: known,
                path: values,
                query: query,
                body: try V1Body.read(request),
                context: AdministrationContext(host: request.host, now: request.now, scopes: Self.scopes),
                administration: administration
            )
            response = self.response(try await operation.handler(call), request, query, known)
        } catch {
            let refusal = V1Problem.problem(error)
            problem = refusal
            response = V1Problem.response(refusal)
        }
        if method != .get {
            await log.append(
                V1LogEvent.event(request, operation, values, caller, status: response.status, problem: problem)
            )
            if let event = V1LogEvent.consequence(request, operation, values, caller, response) {
                await log.append(event)
            }
        }
        return response
    }

    /// What the use cases may show of a client: in the first API there was nothing to hide from those who got in.
    private static let scopes: Set<String> = ["read:clients", "read:client_keys", "create:clients", "update:clients"]

    private static func query(_ request: WebRequest) throws(APIProblem) -> Form {
        guard let query = request.queryForm else {
            throw APIProblem(400, "The query cannot be read", code: "invalid_query_string")
        }
        return query
    }

    private static func unmatched(_ methods: [HTTPRequest.Method]) -> WebResponse {
        guard !methods.isEmpty else { return V1Problem.response(APIProblem(404, "Not Found")) }
        var response = V1Problem.response(APIProblem(405, "Method Not Allowed"))
        response.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
        return response
    }

    private func response(
        _ answer: V1Answer,
        _ request: WebRequest,
        _ query: Form,
        _ caller: V1Caller
    ) -> WebResponse {
        switch answer {
        case .object(let object): return .json(object)
        case .list(let items): return Self.array(items.map(JSONValue.object))
        case .texts(let texts): return Self.array(texts.map(JSONValue.string))
        case .done: return .text("OK")
        case .page(let items, let next, let perPage):
            var response = Self.array(items.map(JSONValue.object))
            if let next, let name = HTTPField.Name("Link") {
                response.headers[name] = authentication.links.next(
                    page: next,
                    perPage: perPage,
                    of: request,
                    query: query,
                    caller
                )
            }
            return response
        }
    }

    private static func array(_ items: [JSONValue]) -> WebResponse {
        WebResponse(headers: [.contentType: MediaType.json], body: JSONWriter.encode(.array(items)))
    }
}
