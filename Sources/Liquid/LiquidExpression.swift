import Wire

/// A value with what is done to it: `user.name | default: "friend" | escape`.
struct LiquidExpression: Sendable {
    let operand: LiquidOperand
    var filters: [LiquidFilterCall] = []
}

/// A value without filters.
indirect enum LiquidOperand: Sendable {
    /// A text, a number, `true`, `false` or `nil`.
    case literal(JSONValue)
    /// What is equal to texts, arrays and objects without contents.
    case empty
    /// What is equal to those, to `nil`, to `false` and to white space.
    case blank
    /// A variable and the way into it.
    case path([LiquidStep])
    /// The whole numbers from one to another.
    case range(LiquidOperand, LiquidOperand)
}

/// One step into a value.
enum LiquidStep: Sendable {
    case name(String)
    case index(LiquidOperand)
}

/// A filter and its arguments.
struct LiquidFilterCall: Sendable {
    let filter: LiquidFilter
    var arguments: [LiquidOperand] = []
    var options: [(name: String, value: LiquidOperand)] = []
}

/// Comparisons joined by `and` and `or`, which bind from the right and alike: `a and b or c` is `a and (b or c)`.
struct LiquidCondition: Sendable {
    var first: LiquidTerm
    var rest: [(joint: LiquidJoint, term: LiquidTerm)] = []
}

/// What joins two comparisons.
enum LiquidJoint: Sendable {
    case and, or
}

/// A comparison, or a value that is asked whether it counts as true.
struct LiquidTerm: Sendable {
    let isNegated: Bool
    let left: LiquidOperand
    let comparison: (symbol: LiquidComparison, right: LiquidOperand)?
}

/// How two values are compared.
enum LiquidComparison: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case unequal = "<>"
    case less = "<"
    case more = ">"
    case contains
}
