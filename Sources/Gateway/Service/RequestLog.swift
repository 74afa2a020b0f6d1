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
    private static let forwardedHost = HTTPField.Name("x-forwarded-host")
    private static let requestIDs = ["x-request-id", "request-id"].compactMap { HTTPField.Name($0) }

    private let logger: Logger
    /// The log of a gateway, whose lines can be written without a tree; nil for any other.
    private let lines: GatewayLog?

    /// Lines for a logger.
    init(logger: Logger) {
        self.logger = logger
        lines = logger.handler as? GatewayLog
    }

    /// The id of a request: the caller's, if it is one, else a new one.
    static func id(_ headers: HTTPFields) -> String {
        for name in requestIDs {
            if let id = headers[name], (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            {
                return id
            }
        }
        // In the form of a UUID, which is what log pipelines expect.
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in RandomSource.system.bytes(16).enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// Notes that a request came.
    func incoming(_ request: Request, target: String, id: String, peer: SocketAddress?) {
        guard logger.logLevel <= .trace else { return }
        lines?.write(.trace, "incoming request") { line in
            Self.about(request, target: target, id: id, peer: peer, &line)
            line.name("http")
            line.beginObject()
            Self.request(request, &line)
            line.endObject()
        }
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
        lines?.write(.info, "request completed") { line in
            Self.about(request, target: target, id: id, peer: peer, &line)
            line.name("http")
            line.beginObject()
            Self.request(request, &line)
            line.name("response")
            line.beginObject()
            line.member("statusCode", Int64(answer.status))
            line.name("body")
            line.beginObject()
            line.member("bytes", Int64(answer.body.count))
            line.endObject()
            line.endObject()
            line.endObject()
            let (seconds, attoseconds) = duration.components
            let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
            line.member("responseTime", .double(Double(microseconds) / 1000))
        }
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
        peer: SocketAddress?,
        _ line: inout JSONWriter
    ) {
        line.member("reqId", id)
        line.name("url")
        line.beginObject()
        line.member("path", redacted(target))
        line.endObject()
        line.name("host")
        line.beginObject()
        line.member("hostname", request.head.authority ?? "")
        if let name = forwardedHost, let forwarded = request.headers[name] { line.member("forwardedHost", forwarded) }
        if let ip = peer?.ipAddress { line.member("ip", ip) }
        line.endObject()
    }

    private static func request(_ request: Request, _ line: inout JSONWriter) {
        line.name("request")
        line.beginObject()
        line.member("method", request.method.rawValue)
        if let agent = request.headers[.userAgent] {
            line.name("userAgent")
            line.beginObject()
            line.member("original", agent)
            line.endObject()
        }
        line.endObject()
    }

    /// The target with the values of secret parameters left out.
    static func redacted(_ target: String) -> String {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return target }
        let fields = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let safe = fields.map { field -> String in
            let name = field.prefix { $0 != "=" }
            let plain = Form.decode(name.utf8)?.lowercased() ?? name.lowercased()
            return secrets.contains(plain) && name.count < field.count ? "\(name)=redacted" : String(field)
        }
        return target[...mark] + safe.joined(separator: "&")
    }
}
