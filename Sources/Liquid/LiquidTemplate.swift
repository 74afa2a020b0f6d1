package import Kernel
package import Wire

/// A text of Liquid, read once into a tree: the body of a mail or its subject, a tenant's own page or a piece of one.
///
/// Templates cannot include files, change the values they are given, or run longer than `LiquidLimits` let them. In HTML
/// values are escaped on their way out, whether the template thought of it or not, and once where it did: what the filters
/// `escape`, `escape_once`, `url_encode` or `newline_to_br` made stays as it is, as do texts of the template itself and
/// what it captured. `raw` puts a value out as it stands.
///
/// - SeeAlso: Auth0: "Supported Liquid Syntax for Email Templates"; Auth0: "Page Templates"; Shopify: "Liquid reference".
package struct LiquidTemplate: Sendable {
    /// How often it has each of the places for insertions, by their names.
    package let insertions: [String: Int]
    private let nodes: [LiquidNode]
    private let limits: LiquidLimits

    /// Reads a template.
    ///
    /// - Parameter places: Where it may have markup put in beside what its own tags put out.
    /// - Throws: `LiquidError` for what is not understood.
    package init(
        parsing text: String,
        places: LiquidPlaces = LiquidPlaces(),
        limits: LiquidLimits = LiquidLimits()
    ) throws(LiquidError) {
        guard text.utf8.count <= limits.templateBytes else {
            throw LiquidError(line: 1, "the template has more than \(limits.templateBytes) bytes")
        }
        var parser = LiquidParser(text, places, limits)
        nodes = try parser.document()
        insertions = parser.insertions
        self.limits = limits
    }

    /// The text, filled in.
    ///
    /// - Parameters:
    ///   - insertions: What is put in at the places of those names, as it stands.
    ///   - escapes: Whether the text is HTML.
    ///   - now: What `now` means to the filter `date`.
    /// - Throws: `LiquidError` when a limit is reached or a number is divided by zero.
    package func render(
        _ values: JSONObject,
        insertions: [String: String] = [:],
        escapes: Bool,
        now: Instant
    ) throws(LiquidError) -> String {
        var renderer = LiquidRenderer(
            values: values,
            insertions: insertions,
            escapes: escapes,
            now: now,
            limits: limits
        )
        try renderer.render(nodes)
        return renderer.output
    }
}

/// A part of a template, and the line it begins on.
struct LiquidNode: Sendable {
    let line: Int
    let kind: Kind

    /// What a part does.
    enum Kind: Sendable {
        /// Puts a text out as it stands.
        case text(String)
        /// Puts in what filling in was given for a name, as it stands.
        case insertion(String)
        /// Puts a value out.
        case output(LiquidExpression)
        /// Gives a value a name.
        case assign(String, LiquidExpression)
        /// Gives what is put out inside a name.
        case capture(String, [LiquidNode])
        /// Fills in the first branch whose condition holds.
        case branches([LiquidBranch], otherwise: [LiquidNode])
        /// Fills in every branch that has the subject among its values.
        case cases(LiquidOperand, [LiquidCase], otherwise: [LiquidNode])
        /// Goes through a sequence.
        case loop(LiquidLoop)
        /// Goes through a sequence in the rows and cells of a table.
        case table(LiquidLoop, columns: LiquidOperand?)
        /// Ends a loop, or one round of it.
        case interrupt(LiquidInterrupt)
        /// Puts a counter out and moves it.
        case count(String, LiquidCounting)
        /// Puts out the next of some values.
        case cycle(group: LiquidOperand?, key: String, [LiquidOperand])
        /// Puts out every value that the template was given.
        case debug
    }
}

/// A branch of `if` or `unless`.
struct LiquidBranch: Sendable {
    let condition: LiquidCondition
    let isNegated: Bool
    let body: [LiquidNode]
}

/// A branch of `case`.
struct LiquidCase: Sendable {
    let values: [LiquidOperand]
    let body: [LiquidNode]
}

/// The rounds of `for` and `tablerow`.
struct LiquidLoop: Sendable {
    let variable: String
    let sequence: LiquidOperand
    /// What the loop is called: its variable and its sequence, by which `offset: continue` finds where it stopped.
    let name: String
    var limit: LiquidOperand?
    var offset: LiquidOperand?
    var continues = false
    var isReversed = false
    var columns: LiquidOperand?
    var body: [LiquidNode] = []
    var otherwise: [LiquidNode] = []
}

/// How a loop ends early.
enum LiquidInterrupt: Sendable {
    case `break`, `continue`
}

/// Which way a counter moves: up after it was put out, or down before.
enum LiquidCounting: Sendable {
    case up, down
}
