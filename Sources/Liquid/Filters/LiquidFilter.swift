import Kernel
import Wire

/// What can be done to a value on its way out.
struct LiquidFilter: Sendable {
    /// How a filter makes one value of another.
    typealias Body = @Sendable (LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue

    /// What a filter means for HTML.
    enum Effect: Sendable {
        /// Nothing: a text is as good as it was.
        case none
        /// What it makes needs no escaping.
        case escapes
        /// It adds markup to a text, which must be escaped before.
        case addsMarkup
        /// What it makes needs escaping again.
        case unescapes
    }

    let name: String
    let apply: Body
    let effect: Effect

    private static let escaping: Set<String> = [
        "escape", "escape_once", "xml_escape", "url_encode", "cgi_escape", "uri_escape", "base64_encode",
        "base64_url_safe_encode", "raw",
    ]
    private static let unescaping: Set<String> = ["url_decode", "base64_decode", "base64_url_safe_decode"]

    private init(_ name: String, _ apply: @escaping Body) {
        self.name = name
        self.apply = apply
        effect =
            if Self.escaping.contains(name) {
                .escapes
            } else if Self.unescaping.contains(name) {
                .unescapes
            } else {
                name == "newline_to_br" ? .addsMarkup : .none
            }
    }

    /// Every filter by its name.
    static let named: [String: LiquidFilter] = {
        let tables = [TextFilters.all, MarkupFilters.all, ArrayFilters.all, NumberFilters.all, DateFilters.all]
        var named: [String: LiquidFilter] = [:]
        for (name, body) in tables.joined() { named[name] = LiquidFilter(name, body) }
        return named
    }()
}

/// Why a filter has no answer.
struct LiquidFilterFailure: Error {
    let reason: String
}

/// What a filter is given.
struct LiquidFilterInput {
    /// The value before the filter.
    let value: JSONValue
    let arguments: [JSONValue]
    /// Arguments with a name.
    let options: [String: JSONValue]
    let now: Instant
    /// How many bytes a text may have.
    let limit: Int

    /// The value as text.
    var text: String { LiquidValue.text(value) }

    /// The value as a number; what is none counts as zero.
    var number: JSONValue { Self.numberOrZero(value) }

    /// The value as a sequence of what is no sequence: arrays in arrays are laid out, one value is a sequence of itself.
    var elements: [JSONValue] { value == .null ? [] : Self.flattened(value) }

    /// An argument; `nil` for one that is not there.
    func argument(_ index: Int) -> JSONValue { arguments.indices.contains(index) ? arguments[index] : .null }

    /// An argument as text.
    func text(_ index: Int, or standard: String = "") -> String {
        arguments.indices.contains(index) ? LiquidValue.text(arguments[index]) : standard
    }

    /// An argument as a number; what is none counts as zero.
    func number(_ index: Int) -> JSONValue { Self.numberOrZero(argument(index)) }

    /// An argument as a whole number, no larger than any text is long; nil for one that is not there or none.
    func integer(_ index: Int) -> Int? { LiquidValue.integer(argument(index)).map { Int(Int32(clamping: $0)) } }

    /// A text, unless it is too long.
    ///
    /// - Throws: `LiquidFilterFailure`.
    func limited(_ text: String) throws(LiquidFilterFailure) -> JSONValue {
        try check(text.utf8.count)
        return .string(text)
    }

    /// Refuses to make a text that would be too long.
    ///
    /// - Throws: `LiquidFilterFailure`.
    func check(_ count: Int) throws(LiquidFilterFailure) {
        guard count <= limit else { throw LiquidFilterFailure(reason: "the text would have more than \(limit) bytes") }
    }

    private static func flattened(_ value: JSONValue) -> [JSONValue] {
        guard case .array(let elements) = value else { return [value] }
        return elements.contains { $0.array != nil } ? elements.flatMap(flattened) : elements
    }

    private static func numberOrZero(_ value: JSONValue) -> JSONValue {
        let number = LiquidValue.number(value)
        return number == .null ? .integer(0) : number
    }
}
