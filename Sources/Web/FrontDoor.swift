import Applications
package import Flows
import HTTPTypes
package import Hummingbird
import Kernel
import Logging
import NIOCore
import Tracing
import Wire

/// What a listener knows of a connection.
package struct ConnectionContext: InitializableFromSource, Sendable {
    let peer: SocketAddress?
    let logger: Logger

    package init(source: ApplicationRequestContextSource) {
        peer = source.channel.remoteAddress
        logger = source.logger
    }
}

/// Every request enters here: limits, tenant by host, rate limit, route, handler, and the headers of every answer.
package struct FrontDoor: HTTPResponder {
    package typealias Context = ConnectionContext

    /// The longest target, in bytes.
    package static let targetLimit = 8_192
    /// How much of a body that is too long is still read, in bytes.
    private static let drainLimit = 16 << 20

    private let routes: RouteTable
    private let hosts: TenantHosts
    private let proxies: TrustedProxies
    private let limiter: RateLimiter
    private let limits: RateLimits
    private let admission: AdmissionControl
    private let log: LogSink
    private let measures: RequestMeasures
    private let scheme: String
    private let ids = RequestIDs()

    /// The front door of one listener.
    package init(
        routes: RouteTable,
        hosts: TenantHosts,
        proxies: TrustedProxies,
        limiter: RateLimiter,
        limits: RateLimits,
        admission: AdmissionControl,
        log: LogSink,
        measures: RequestMeasures,
        scheme: String
    ) {
        self.routes = routes
        self.hosts = hosts
        self.proxies = proxies
        self.limiter = limiter
        self.limits = limits
        self.admission = admission
        self.log = log
        self.measures = measures
        self.scheme = scheme
    }

    package func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let began = ContinuousClock.now
        let requestID = ids.next()
        let target = request.head.path ?? "/"
        let (path, query) = Self.split(target)
        let route = routes.route(path)
        var answer = await answer(
            request,
            context,
            route: route,
            path: path,
            query: query,
            requestID: requestID,
            now: Clock.now
        )
        finish(&answer, requestID: requestID)
        measures.record(route: route?.path, status: answer.status, duration: began.duration(to: .now))
        Self.report(answer, request, path: path, requestID: requestID, context.logger)
        let isHead = request.method == .head
        if isHead, answer.stream == nil { answer.headers[.contentLength] = String(answer.body.count) }
        return Response(
            status: .init(code: answer.status),
            headers: answer.headers,
            body: isHead ? .init() : Self.body(of: answer)
        )
    }

    private static func body(of answer: WebResponse) -> ResponseBody {
        guard let stream = answer.stream else { return .init(byteBuffer: ByteBuffer(bytes: answer.body)) }
        return ResponseBody { writer in
            while let piece = await stream.next() { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
    }

    private func answer(
        _ request: Request,
        _ context: ConnectionContext,
        route: Route?,
        path: String,
        query: String,
        requestID: String,
        now: Instant
    ) async -> WebResponse {
        var reading: RateLimiter.Reading?
        var response: WebResponse
        do {
            response = try await dispatch(
                request,
                context,
                route: route,
                path: path,
                query: query,
                requestID: requestID,
                now: now,
                reading: &reading
            )
        } catch {
            let refusal = Refusal(error)
            if let detail = refusal.detail {
                context.logger.log(
                    level: refusal.status >= 500 ? .error : .debug,
                    "\(detail)",
                    metadata: ["request": "\(requestID)", "path": "\(path)", "status": "\(refusal.status)"]
                )
            }
            response = refusal.response(route?.errorShape ?? .management)
        }
        // A handler that counts its callers has told of their bucket, which is the smaller one.
        if response.headers[.rateLimitLimit] == nil { response.tell(of: reading) }
        return response
    }

    /// The checks, cheap to dear; whatever is wrong is thrown.
    private func dispatch(
        _ request: Request,
        _ context: ConnectionContext,
        route: Route?,
        path: String,
        query: String,
        requestID: String,
        now: Instant,
        reading: inout RateLimiter.Reading?
    ) async throws -> WebResponse {
        guard !admission.isOverfull else { throw Refusal.overloaded }
        guard (request.head.path ?? "").utf8.count <= Self.targetLimit else { throw Refusal.uriTooLong }
        let forwarding = proxies.apply(
            request.headers,
            to: .init(scheme: scheme, authority: request.head.authority ?? "", ip: context.peer?.ipAddress)
        )
        guard let host = try await hosts.host(scheme: forwarding.scheme, authority: forwarding.authority) else {
            throw Refusal.unknownHost
        }
        guard let route else { throw Refusal.notFound }
        let origin = RequestOrigin(
            ip: forwarding.ip,
            userAgent: request.headers[.userAgent],
            auth0Client: request.headers[.auth0Client],
            requestID: requestID
        )
        let taken = takeFromBuckets(route, host: host, now: now)
        reading = taken
        if let event = taken.event(route.path, host, origin, now: now) { await log.append(event) }
        guard taken.isAllowed else { throw Refusal.tooManyRequests(taken, now: now) }
        guard route.answers(request.method) else { throw Refusal.methodNotAllowed(route) }
        let webRequest = WebRequest(
            method: request.method,
            path: path,
            query: query,
            headers: request.headers,
            body: try await Self.body(of: request, limit: route.bodyLimit),
            host: host,
            origin: origin,
            now: now
        )
        return try await withSpan(route.path, ofKind: .server) { span in
            span.attributes["http.request.method"] = request.method.rawValue
            span.attributes["latchkey.request_id"] = requestID
            let response = try await route.handler(webRequest)
            span.attributes["http.response.status_code"] = response.status
            return response
        }
    }

    private func takeFromBuckets(_ route: Route, host: RequestHost, now: Instant) -> RateLimiter.Reading {
        let isManagement = route.errorShape == .management
        let area = limiter.take(
            .init(host.tenant, isManagement ? "management" : "authentication"),
            isManagement ? limits.management : limits.authentication,
            now: now
        )
        guard area.isAllowed, let limit = limits.endpoints[route.path] else { return area }
        return limiter.take(.init(host.tenant, route.path), limit, now: now)
    }

    /// The headers every answer has; what a handler set itself stays.
    private func finish(_ answer: inout WebResponse, requestID: String) {
        answer.headers[.auth0RequestID] = requestID
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.headers[.strictTransportSecurity] = "max-age=31536000"
        if answer.headers[.cacheControl] == nil { answer.headers[.cacheControl] = CacheControl.none }
        if answer.headers[.vary] == nil { answer.headers[.vary] = "Accept-Encoding, Origin" }
    }

    private static func split(_ target: String) -> (path: String, query: String) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, "") }
        return (String(target[..<mark]), String(target[target.index(after: mark)...]))
    }

    /// Reads a body whole.
    ///
    /// What is over the limit is read too, up to a bound, and thrown away: a caller who is still sending when the
    /// connection closes may never see the answer.
    private static func body(of request: Request, limit: Int) async throws -> [UInt8] {
        if let length = request.headers[.contentLength] {
            guard let length = Int(length), length <= limit + drainLimit else { throw Refusal.bodyTooLarge(limit) }
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
            // The connection ended or broke HTTP's rules in the middle: the caller's doing.
            throw Refusal.bodyBroken("\(error)")
        }
        guard received <= limit else { throw Refusal.bodyTooLarge(limit) }
        return body
    }

    private static func report(
        _ answer: WebResponse,
        _ request: Request,
        path: String,
        requestID: String,
        _ logger: Logger
    ) {
        logger.debug(
            "request",
            metadata: [
                "request": "\(requestID)", "method": "\(request.method)", "path": "\(path)",
                "status": "\(answer.status)", "bytes": "\(answer.body.count)",
            ]
        )
    }
}

extension Route {
    /// Whether it answers a method; `HEAD` wherever `GET` is.
    fileprivate func answers(_ method: HTTPRequest.Method) -> Bool {
        methods.contains(method) || (method == .head && methods.contains(.get)) || methods.isEmpty
    }
}
