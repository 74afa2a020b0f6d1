import Wire

/// What is done to numbers: whole ones stay whole, and what does not fit becomes a fraction.
enum NumberFilters {
    /// The filters, by name.
    static let all: [(String, LiquidFilter.Body)] = [
        ("plus", { sum($0.number, $0.number(0)) }),
        ("minus", { calculated($0, { $0.subtractingReportingOverflow($1) }, -) }),
        ("times", { calculated($0, { $0.multipliedReportingOverflow(by: $1) }, *) }),
        ("divided_by", divided),
        ("modulo", modulo),
        (
            "abs",
            { input in
                if case .integer(let number) = input.number, number != .min { return .integer(abs(number)) }
                return .double(abs(input.number.number ?? 0))
            }
        ),
        ("ceil", { whole($0.number, .up) }),
        ("floor", { whole($0.number, .down) }),
        ("round", rounded),
        ("at_least", { LiquidValue.isLess($0.number, $0.number(0)) == true ? $0.number(0) : $0.number }),
        ("at_most", { LiquidValue.isLess($0.number(0), $0.number) == true ? $0.number(0) : $0.number }),
    ]

    /// The sum of two numbers; what is none adds nothing.
    static func sum(_ one: JSONValue, _ other: JSONValue) -> JSONValue {
        calculated(one, other, { $0.addingReportingOverflow($1) }, +)
    }

    private typealias Whole = (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    private typealias Fraction = (Double, Double) -> Double

    private static func calculated(_ input: LiquidFilterInput, _ whole: Whole, _ fraction: Fraction) -> JSONValue {
        calculated(input.number, input.number(0), whole, fraction)
    }

    private static func calculated(
        _ one: JSONValue,
        _ other: JSONValue,
        _ whole: Whole,
        _ fraction: Fraction
    ) -> JSONValue {
        let (one, other) = (LiquidValue.number(one), LiquidValue.number(other))
        if case .integer(let one) = one, case .integer(let other) = other {
            let (result, overflows) = whole(one, other)
            if !overflows { return .integer(result) }
        }
        return .double(fraction(one.number ?? 0, other.number ?? 0))
    }

    /// Whole numbers divide to a whole number, rounded down.
    ///
    /// - SeeAlso: Auth0: "Use Liquid Syntax in Email Templates": `10 | divided_by: 3` is 3.
    private static func divided(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        guard input.number(0).number != 0 else { throw LiquidFilterFailure(reason: "a number is divided by zero") }
        return calculated(
            input,
            { one, other in
                let (quotient, overflows) = one.dividedReportingOverflow(by: other)
                let isRoundedUp = !overflows && quotient &* other != one && (one < 0) != (other < 0)
                return (isRoundedUp ? quotient - 1 : quotient, overflows)
            },
            /
        )
    }

    /// What is left of a division, with the sign of the divisor.
    private static func modulo(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        guard input.number(0).number != 0 else { throw LiquidFilterFailure(reason: "a number is divided by zero") }
        return calculated(
            input,
            { (one, other) in
                guard other != -1 else { return (0, false) }
                let rest = one % other
                return (rest != 0 && (rest < 0) != (other < 0) ? rest + other : rest, false)
            },
            { one, other in
                let rest = one.truncatingRemainder(dividingBy: other)
                return rest != 0 && (rest < 0) != (other < 0) ? rest + other : rest
            }
        )
    }

    private static func whole(_ number: JSONValue, _ rule: FloatingPointRoundingRule) -> JSONValue {
        guard case .double(let value) = number else { return number }
        let rounded = value.rounded(rule)
        return Int64(exactly: rounded).map(JSONValue.integer) ?? .double(rounded)
    }

    /// Rounded to so many digits behind the point, none unless told.
    private static func rounded(_ input: LiquidFilterInput) throws(LiquidFilterFailure) -> JSONValue {
        let digits = min(max(input.integer(0) ?? 0, 0), 15)
        guard digits > 0, case .double(let value) = input.number else {
            return whole(input.number, .toNearestOrAwayFromZero)
        }
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let result = (value * scale).rounded(.toNearestOrAwayFromZero) / scale
        return .double(result.isFinite ? result : value)
    }
}
