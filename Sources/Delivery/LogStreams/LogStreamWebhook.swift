import Applications
import Kernel
import Wire

/// A log stream of type `http`, as its document describes it.
///
/// - SeeAlso: Auth0: "Create Custom Log Streams Using Webhooks".
struct LogStreamWebhook: Sendable {
    /// How the events of a post are put together.
    enum Format: String { case lines = "JSONLINES", array = "JSONARRAY", object = "JSONOBJECT" }

    /// Headers that the transfer makes itself.
    private static let reserved: Set<String> = [
        "connection", "content-length", "content-type", "expect", "host", "te", "transfer-encoding", "upgrade",
    ]

    let url: String
    let mediaType: String
    /// Header lines beside the body's type.
    let headers: [String]
    let format: Format
    /// The categories that are sent; nil for everything.
    let categories: [String]?
    let personalData: PersonalData?

    /// The webhook of a stream; nil for another kind of stream.
    init?(_ stream: JSONObject) {
        guard stream["type"]?.string == "http", let sink = stream["sink"]?.object,
            let url = sink["httpEndpoint"]?.string
        else { return nil }
        self.url = url
        mediaType = sink["httpContentType"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? "application/json"
        format = sink["httpContentFormat"]?.string.flatMap(Format.init) ?? .lines
        headers = Self.headers(sink)
        let filters = stream["filters"]?.array ?? []
        categories = filters.isEmpty ? nil : filters.compactMap { $0["name"]?.string }
        personalData = PersonalData(stream["pii_config"]?.object)
    }

    /// Whether an event is sent.
    func wants(_ event: LogRecord) -> Bool {
        categories?.contains { LogCategory.contains($0, event.type) } ?? true
    }

    /// An event as the stream shows it.
    func envelope(_ event: LogRecord) -> [UInt8] {
        let id = JSONValue.string(event.id)
        var data = personalData?.hiding(event.body) ?? event.body
        data["tenant_name"] = .string(event.tenant.rawValue)
        data["_id"] = id
        data["log_id"] = id
        return JSONWriter.encode(["log_id": id, "data": .object(data)] as JSONObject)
    }

    /// Events as one body.
    func body(_ envelopes: [[UInt8]]) -> [UInt8] {
        let separator = format == .lines ? UInt8(ascii: "\n") : UInt8(ascii: ",")
        let events = Array(envelopes.joined(separator: [separator]))
        return switch format {
        case .lines: events
        case .array: Array("[".utf8) + events + Array("]".utf8)
        case .object: Array("{\"logs\":[".utf8) + events + Array("]}".utf8)
        }
    }

    private static func headers(_ sink: JSONObject) -> [String] {
        var lines: [String] = []
        if let authorization = sink["httpAuthorization"]?.string, !authorization.isEmpty {
            lines.append("Authorization: \(authorization)")
        }
        for header in sink["httpCustomHeaders"]?.array ?? [] {
            guard let name = header["header"]?.string, let value = header["value"]?.string, isName(name),
                !reserved.contains(name.lowercased())
            else { continue }
            lines.append("\(name): \(value)")
        }
        return lines
    }

    /// Whether a text can name a header.
    ///
    /// - SeeAlso: RFC 9110 §5.6.2.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }
}
