import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Wire

/// Lines of the log about requests; neither headers nor bodies are ever in them, and of the query no secret.
struct RequestLog: Sendable {
    /// Parameters whose values are nobody's business.
    private static let secrets: Set<String> = [
        "code", "state", "token", "access_token", "id_token", "refresh_token", "password", "client_secret",
    ]
    private static let requestIDs = ["x-request-id", "request-id"].compactMap { HTTPField.Name($0) }

    let logger: Logger

    /// The id of a request: the caller's, if it is one, else a new one.
    static func id(_ headers: HTTPFields) -> String {
        for name in requestIDs {
            if let id = headers[name], (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            {
                return id
            }
        }
        let digits = RandomSource.system.text(32, from: .hexadecimal)
        // In the form of a UUID, which is what log pipelines expect.
        return [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map { start, end in
            String(digits.utf8.dropFirst(start).prefix(end - start)) ?? ""
        }.joined(separator: "-")
    }

    /// Notes that a request came.
    func incoming(_ request: Request, target: String, id: String, peer: SocketAddress?) {
        guard logger.logLevel <= .trace else { return }
        logger.trace("incoming request", metadata: Self.about(request, target: target, id: id, peer: peer))
    }

    /// Notes that a request was answered.
    func completed(
        _ request: Request,
        _ answer: GatewayResponse,
        target: String,
        id: String,
        peer: SocketAddress?,
        duration: Duration
    ) {
        guard logger.logLevel <= .info else { return }
        var metadata = Self.about(request, target: target, id: id, peer: peer)
        let http: Logger.Metadata = [
            "request": Self.request(request),
            "response": [
                "statusCode": .stringConvertible(answer.status),
                "body": ["bytes": .stringConvertible(answer.body.count)],
            ],
        ]
        metadata["http"] = .dictionary(http)
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        metadata["responseTime"] = .stringConvertible(Double(microseconds) / 1000)
        logger.info("request completed", metadata: metadata)
    }

    /// Notes why a request was refused, where the caller is not told all of it.
    func refused(_ status: Int, _ detail: String, id: String) {
        logger.log(
            level: status >= 500 ? .error : .debug,
            "request refused",
            metadata: ["reqId": .string(id), "reason": .string(detail)]
        )
    }

    private static func about(
        _ request: Request,
        target: String,
        id: String,
        peer: SocketAddress?
    ) -> Logger.Metadata {
        var host: Logger.Metadata = ["hostname": .string(request.head.authority ?? "")]
        if let forwarded = HTTPField.Name("x-forwarded-host").flatMap({ request.headers[$0] }) {
            host["forwardedHost"] = .string(forwarded)
        }
        if let ip = peer?.ipAddress { host["ip"] = .string(ip) }
        return [
            "reqId": .string(id), "http": ["request": Self.request(request)],
            "url": ["path": .string(redacted(target))], "host": .dictionary(host),
        ]
    }

    private static func request(_ request: Request) -> Logger.MetadataValue {
        var about: Logger.Metadata = ["method": .string(request.method.rawValue)]
        if let agent = request.headers[.userAgent] { about["userAgent"] = ["original": .string(agent)] }
        return .dictionary(about)
    }

    /// The target with the values of secret parameters left out.
    static func redacted(_ target: String) -> String {
        guard let mark = target.firstIndex(of: "?") else { return target }
        let fields = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let safe = fields.map { field -> String in
            let name = field.prefix { $0 != "=" }
            let plain = Form.decode(name.utf8)?.lowercased() ?? name.lowercased()
            return secrets.contains(plain) && name.count < field.count ? "\(name)=redacted" : String(field)
        }
        return target[...mark] + safe.joined(separator: "&")
    }
}
