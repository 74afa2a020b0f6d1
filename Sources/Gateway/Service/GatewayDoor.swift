import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Web
import Wire

/// What the listener knows of a connection.
struct GatewayContext: InitializableFromSource, Sendable {
    let peer: SocketAddress?

    init(source: ApplicationRequestContextSource) { peer = source.channel.remoteAddress }
}

/// Every request enters here: limits, route, client, handler, the headers of every answer, and a line of the log.
struct GatewayDoor: HTTPResponder {
    typealias Context = GatewayContext

    /// The longest target, in bytes.
    private static let targetLimit = 16_384
    /// How much of a body that is too long is still read, in bytes.
    private static let drainLimit = 1 << 20
    private static let clientType = HTTPField.Name("client-type")

    let routes: RouteTable
    let configuration: GatewayConfiguration
    let prefix: String
    let measures: RequestMeasures
    let log: RequestLog

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let began = ContinuousClock.now
        let id = RequestLog.id(request.headers)
        let target = request.head.path ?? "/"
        log.incoming(request, target: target, id: id, peer: context.peer)
        var found: GatewayRoute?
        var answer: GatewayResponse
        do {
            answer = try await dispatch(request, target: target, id: id, found: &found)
        } catch {
            answer = refusal(error, id: id)
        }
        if answer.headers[.cacheControl] == nil { answer.headers[.cacheControl] = "no-store" }
        answer.headers[.xContentTypeOptions] = "nosniff"
        let duration = began.duration(to: .now)
        measures.record(route: found?.pattern, status: answer.status, duration: duration)
        if found?.isOperational != true {
            log.completed(request, answer, target: target, id: id, peer: context.peer, duration: duration)
        }
        let isHead = request.method == .head
        if isHead { answer.headers[.contentLength] = String(answer.body.count) }
        return Response(
            status: .init(code: answer.status),
            headers: answer.headers,
            body: isHead ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    private func dispatch(
        _ request: Request,
        target: String,
        id: String,
        found: inout GatewayRoute?
    ) async throws -> GatewayResponse {
        guard target.utf8.count <= Self.targetLimit else { throw APIProblem(414, "The request target is too long") }
        let (path, query) = Self.split(target)
        guard let (match, local) = match(path) else { throw APIProblem(404, "There is no such route") }
        let method = request.method == .head ? .get : request.method
        guard let route = match.routes.first(where: { $0.method == method }) else {
            throw MethodNotAllowed(methods: match.routes.map(\.method.rawValue))
        }
        found = route
        let client = configuration.client(named: Self.clientType.flatMap { request.headers[$0] })
        guard client != nil || route.isOperational else {
            throw APIProblem(401, "The client-type is missing or unknown")
        }
        return try await route.handler(
            GatewayRequest(
                method: request.method,
                path: local,
                query: query,
                headers: request.headers,
                body: try await Self.body(of: request, limit: route.bodyLimit),
                parameters: match.parameters,
                authority: request.head.authority ?? "",
                client: client,
                now: Clock.now,
                id: id
            )
        )
    }

    /// The route of a path, and the path without the prefix.
    private func match(_ path: String) -> (RouteTable.Match, String)? {
        if path.hasPrefix(prefix), let found = routes.match(String(path.dropFirst(prefix.count))),
            prefix.isEmpty || found.routes.contains(where: { !$0.isOperational })
        {
            return (found, String(path.dropFirst(prefix.count)))
        }
        guard let found = routes.match(path), found.routes.contains(where: \.isOperational) else { return nil }
        return (found, path)
    }

    /// The one place that words errors.
    private func refusal(_ error: any Error, id: String) -> GatewayResponse {
        switch error {
        case let refused as MethodNotAllowed:
            var response = refused.problem.response
            response.headers[.allow] = refused.methods.joined(separator: ", ")
            return response
        case let problem as APIProblem:
            if let detail = problem.detail { log.refused(problem.status, detail, id: id) }
            return problem.response
        case let error as StoreUnavailable:
            log.refused(503, "the store: \(error)", id: id)
            return APIProblem(503, "The session store does not answer").response
        default:
            log.refused(500, String(reflecting: error), id: id)
            return APIProblem(500, "Internal server error").response
        }
    }

    private static func split(_ target: String) -> (path: String, query: String) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, "") }
        return (String(target[..<mark]), String(target[target.index(after: mark)...]))
    }

    /// Reads a body whole; of what is too long so much that the caller can still read the answer.
    private static func body(of request: Request, limit: Int) async throws -> [UInt8] {
        let tooLong = APIProblem(413, "Payload Too Large: at most \(limit) bytes are accepted")
        if let length = request.headers[.contentLength] {
            guard let length = Int(length), length <= limit + drainLimit else { throw tooLong }
            if length == 0 { return [] }
        } else if request.headers[.transferEncoding] == nil {
            return []
        }
        var body: [UInt8] = []
        var received = 0
        do {
            for try await part in request.body {
                received += part.readableBytes
                if received <= limit { body.append(contentsOf: part.readableBytesView) }
                if received > limit + drainLimit { break }
            }
        } catch let error where !(error is CancellationError) {
            throw APIProblem(400, "The request body is incomplete or malformed", detail: "\(error)")
        }
        guard received <= limit else { throw tooLong }
        return body
    }
}

/// A path that is there, but not for this method.
private struct MethodNotAllowed: Error {
    let methods: [String]
    let problem = APIProblem(405, "Method Not Allowed")
}

extension APIProblem {
    /// The refusal as `{statusCode, error, message}`.
    var response: GatewayResponse {
        var members = body
        if status == 502 { members["error"] = "Bad Gateway" }
        var response = GatewayResponse.json(.object(members), status: status)
        if status == 413 { response.headers[.connection] = "close" }
        if status == 503 { response.headers[.retryAfter] = "1" }
        return response
    }
}
