import Applications
package import Flows
import HTTPTypes
import Kernel
package import Web
import Wire

/// The management API v2 on HTTP: one route, everything below it belongs to the engine.
package struct ManagementRoutes: Sendable {
    /// Exports and imports apart, no body comes near this.
    private static let bodyLimit = 1_048_576
    private static let prefix = "/api/v2"
    private static let lastEventID = HTTPField.Name("Last-Event-ID")

    private let engine: ManagementEngine
    private let log: LogSink

    /// The routes of an engine, whose changes are noted in the tenant log.
    package init(engine: ManagementEngine, log: LogSink) {
        self.engine = engine
        self.log = log
    }

    /// The route, and that of the files that jobs make.
    package var routes: [Route] {
        [
            Route(
                [],
                Self.prefix + "/",
                isPrefix: true,
                bodyLimit: Self.bodyLimit,
                errors: .management,
                handler: respond
            )
        ] + ExportRoutes(administration: engine.administration).routes
    }

    @Sendable
    private func respond(_ request: WebRequest) async throws -> WebResponse {
        let response = await engine.respond(
            to: ManagementRequest(
                method: request.method.rawValue == "HEAD" ? "GET" : request.method.rawValue,
                path: String(request.path.dropFirst(Self.prefix.count)),
                query: request.query,
                contentType: request.headers[.contentType],
                authorization: request.headers[.authorization],
                lastEventID: Self.lastEventID.flatMap { request.headers[$0] },
                body: request.body,
                host: request.host,
                now: request.now,
                requestID: request.origin.requestID
            )
        )
        // As in Auth0, what only reads leaves no trace.
        if response.operationID != nil, request.method != .get, request.method != .head {
            await log.append(ManagementLogEvent(request: request, response: response).event)
            for event in OperationLogEvents(request: request, response: response).events { await log.append(event) }
        }
        var headers = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        var answer = WebResponse(status: response.status, headers: headers, body: response.body)
        answer.stream = response.stream
        return answer
    }
}
