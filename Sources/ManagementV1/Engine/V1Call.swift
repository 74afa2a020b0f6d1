import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import Web
import Wire

/// One call of an operation, its caller known.
struct V1Call: Sendable {
    /// Who calls.
    let caller: V1Caller
    /// What the variable parts of the path are, decoded, in order.
    let path: [String]
    /// The parameters of the query.
    let query: Form
    /// The body; empty if there is none.
    let body: JSONObject
    /// The host, and when.
    let context: AdministrationContext
    /// The use cases.
    let administration: Administration

    /// The slice of a list that is asked for.
    ///
    /// - Throws: `APIProblem` 400 for what is no number.
    func page(default perPage: Int = 100) throws(APIProblem) -> (number: Int, perPage: Int) {
        let number = try number("page", in: 0...1_000_000) ?? 0
        return (number, try self.number("per_page", in: 1...Int.max).map { min($0, 500) } ?? perPage)
    }

    /// A number of the query; nil if it is not there.
    ///
    /// - Throws: `APIProblem` 400.
    func number(_ name: String, in range: ClosedRange<Int>) throws(APIProblem) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw APIProblem(
                400,
                "\(name) must be a number of at least \(range.lowerBound)",
                code: "invalid_query_string"
            )
        }
        return number
    }

    /// A text of the query; nil if it is not there or empty.
    func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// A text of the body; nil if it is not there or empty.
    func text(inBody name: String) -> String? { body[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// A text that the body must have.
    ///
    /// - Throws: `APIProblem` 400.
    func required(_ name: String) throws(APIProblem) -> String {
        guard let text = text(inBody: name) else {
            throw APIProblem(400, "\(name) is required", code: "invalid_body")
        }
        return text
    }

    /// A flag of the body, as true or false, as a number, or as a text as forms have it.
    ///
    /// - Throws: `APIProblem` 400 for anything else.
    func flag(_ name: String) throws(APIProblem) -> Bool? {
        switch body[name] {
        case nil, .null?: return nil
        case .bool(let value)?: return value
        case .integer(0)?, .string("0")?, .string("false")?: return false
        case .integer(1)?, .string("1")?, .string("true")?: return true
        default: throw APIProblem(400, "\(name) must be 0 or 1, or false or true", code: "invalid_body")
        }
    }
}

/// What an operation answers.
enum V1Answer: Sendable {
    /// A document.
    case object(JSONObject)
    /// A bare list.
    case list([JSONObject])
    /// A page of a list; `next` is the number of the next one.
    case page([JSONObject], next: String?, perPage: Int)
    /// A list of texts.
    case texts([String])
    /// The word `OK`, for changes that have nothing to show.
    case done
}

/// One operation: where it is, who may call it, what it does.
struct V1Operation: Sendable {
    /// Code behind an operation.
    typealias Handler = @Sendable (V1Call) async throws -> V1Answer

    /// The method.
    let method: HTTPRequest.Method
    /// The path below `/api`, `{…}` standing for what varies.
    let path: String
    /// Whether only the global client may call it.
    let isGlobal: Bool
    /// What answers.
    let handler: Handler
    private let segments: [String]

    /// An operation.
    init(_ method: HTTPRequest.Method, _ path: String, isGlobal: Bool = false, _ handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.isGlobal = isGlobal
        self.handler = handler
        segments = path.split(separator: "/").map(String.init)
    }

    /// What varies, for a path of the operation's form, each part decoded on its own: names may hold anything.
    func match(_ parts: [Substring]) -> [String]? {
        guard parts.count == segments.count else { return nil }
        var values: [String] = []
        for (segment, part) in zip(segments, parts) {
            if segment.hasPrefix("{") {
                guard let value = Form.decode(part.utf8, plusIsSpace: false) else { return nil }
                values.append(value)
            } else if segment != part {
                return nil
            }
        }
        return values
    }
}
