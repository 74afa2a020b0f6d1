import Wire

/// Compiles regular expressions by recursive descent.
struct PatternCompiler {
    private typealias Instruction = Pattern.Instruction
    private typealias CharacterSet = Pattern.CharacterSet

    private let source: [UInt32]
    private var offset = 0

    /// The expression is not one this compiler knows.
    private struct Malformed: Error {}

    private init(_ text: String) { source = text.unicodeScalars.map(\.value) }

    /// The steps of an expression; nil if it is not well formed.
    static func compile(_ text: String) -> [Pattern.Instruction]? {
        var compiler = PatternCompiler(text)
        guard let program = try? compiler.alternatives(), compiler.offset == compiler.source.count else { return nil }
        return program + [.match]
    }

    // Fragments hold addresses relative to their own start; `shifted` moves them into place.

    private mutating func alternatives() throws(Malformed) -> [Instruction] {
        var result = try sequence()
        while take("|") {
            let other = try sequence()
            let end = result.count + other.count + 2
            result =
                [.split(1, result.count + 2)] + Self.shifted(result, by: 1) + [.jump(end)]
                + Self.shifted(other, by: result.count + 2)
        }
        return result
    }

    private mutating func sequence() throws(Malformed) -> [Instruction] {
        var result: [Instruction] = []
        while let next = peek, next != Self.scalar("|"), next != Self.scalar(")") {
            let item = try repeated(atom())
            result += Self.shifted(item, by: result.count)
        }
        return result
    }

    private mutating func repeated(_ item: [Instruction]) throws(Malformed) -> [Instruction] {
        let bounds: (minimum: Int, maximum: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if let counted = counts() {
            bounds = counted
        } else {
            return item
        }
        _ = take("?")  // A lazy count matches the same texts.
        var result: [Instruction] = []
        for _ in 0..<bounds.minimum { result += Self.shifted(item, by: result.count) }
        guard let maximum = bounds.maximum else {
            let start = result.count
            return result + [.split(start + 1, start + item.count + 2)] + Self.shifted(item, by: start + 1)
                + [.jump(start)]
        }
        guard maximum >= bounds.minimum else { throw Malformed() }
        for _ in bounds.minimum..<maximum {
            let start = result.count
            result += [.split(start + 1, start + 1 + item.count)] + Self.shifted(item, by: start + 1)
        }
        return result
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; anything else in braces is text, as in ECMAScript.
    private mutating func counts() -> (minimum: Int, maximum: Int?)? {
        let start = offset
        guard take("{"), let minimum = number() else {
            offset = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}"), minimum <= 2000, maximum ?? 0 <= 2000 else {
            offset = start
            return nil
        }
        return (minimum, maximum)
    }

    private mutating func atom() throws(Malformed) -> [Instruction] {
        guard let scalar = peek else { throw Malformed() }
        offset += 1
        switch scalar {
        case Self.scalar("^"): return [.start]
        case Self.scalar("$"): return [.end]
        case Self.scalar("."): return [.scalar(CharacterSet(ranges: [10...10, 13...13], isNegated: true))]
        case Self.scalar("["): return [.scalar(try characterClass())]
        case Self.scalar("\\"): return [.scalar(try escape())]
        case Self.scalar("("): return try group()
        case Self.scalar("*"), Self.scalar("+"), Self.scalar("?"), Self.scalar(")"): throw Malformed()
        default: return [.scalar(CharacterSet(ranges: [scalar...scalar]))]
        }
    }

    private mutating func group() throws(Malformed) -> [Instruction] {
        var lookAhead: Bool?
        if take("?") {
            if take("=") {
                lookAhead = false
            } else if take("!") {
                lookAhead = true
            } else if !take(":") {
                throw Malformed()
            }
        }
        let inner = try alternatives()
        guard take(")") else { throw Malformed() }
        guard let negated = lookAhead else { return inner }
        return [.lookAhead(next: inner.count + 2, negated: negated)] + Self.shifted(inner, by: 1) + [.match]
    }

    private mutating func characterClass() throws(Malformed) -> CharacterSet {
        var set = CharacterSet(ranges: [], isNegated: take("^"))
        while !take("]") {
            let low = try classItem()
            let rangeFollows =
                peek == Self.scalar("-") && offset + 1 < source.count
                && source[offset + 1] != Self.scalar("]")
            // A hyphen beside a class like `\w` is a hyphen.
            guard rangeFollows, low.ranges.count == 1, let first = low.ranges.first, first.count == 1 else {
                set.ranges += try Self.positive(low)
                continue
            }
            let beforeHyphen = offset
            offset += 1
            let high = try classItem()
            guard high.ranges.count == 1, let last = high.ranges.first, last.count == 1 else {
                set.ranges += low.ranges
                offset = beforeHyphen + 1
                set.ranges.append(Self.scalar("-")...Self.scalar("-"))
                continue
            }
            guard first.lowerBound <= last.lowerBound else { throw Malformed() }
            set.ranges.append(first.lowerBound...last.lowerBound)
        }
        return set
    }

    private mutating func classItem() throws(Malformed) -> CharacterSet {
        guard let scalar = peek else { throw Malformed() }
        offset += 1
        return scalar == Self.scalar("\\") ? try escape() : CharacterSet(ranges: [scalar...scalar])
    }

    private mutating func escape() throws(Malformed) -> CharacterSet {
        guard let scalar = peek else { throw Malformed() }
        offset += 1
        switch scalar {
        case Self.scalar("d"): return CharacterSet(ranges: Self.digits)
        case Self.scalar("D"): return CharacterSet(ranges: Self.digits, isNegated: true)
        case Self.scalar("w"): return CharacterSet(ranges: Self.word)
        case Self.scalar("W"): return CharacterSet(ranges: Self.word, isNegated: true)
        case Self.scalar("s"): return CharacterSet(ranges: Self.space)
        case Self.scalar("S"): return CharacterSet(ranges: Self.space, isNegated: true)
        case Self.scalar("n"): return CharacterSet(ranges: [10...10])
        case Self.scalar("r"): return CharacterSet(ranges: [13...13])
        case Self.scalar("t"): return CharacterSet(ranges: [9...9])
        case Self.scalar("x"): return try hexadecimal(digits: 2)
        case Self.scalar("u"): return try hexadecimal(digits: 4)
        default: return CharacterSet(ranges: [scalar...scalar])
        }
    }

    private mutating func hexadecimal(digits: Int) throws(Malformed) -> CharacterSet {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let scalar = peek, let digit = UInt8(exactly: scalar)?.hexadecimalDigit else { throw Malformed() }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return CharacterSet(ranges: [value...value])
    }

    private var peek: UInt32? { offset < source.count ? source[offset] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar.value else { return false }
        offset += 1
        return true
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = peek, (0x30...0x39).contains(scalar), value ?? 0 < 100_000 {
            value = (value ?? 0) * 10 + Int(scalar - 0x30)
            offset += 1
        }
        return value
    }

    private static func shifted(_ program: [Instruction], by distance: Int) -> [Instruction] {
        program.map { instruction in
            switch instruction {
            case .split(let one, let other): .split(one + distance, other + distance)
            case .jump(let target): .jump(target + distance)
            case .lookAhead(let next, let negated): .lookAhead(next: next + distance, negated: negated)
            default: instruction
            }
        }
    }

    /// The ranges of a set inside a class; negated ones are turned round.
    private static func positive(_ set: CharacterSet) throws(Malformed) -> [ClosedRange<UInt32>] {
        guard set.isNegated else { return set.ranges }
        var ranges: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in set.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { ranges.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        return ranges + [next...0x10FFFF]
    }

    private static func scalar(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }

    private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
    private static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    private static let space: [ClosedRange<UInt32>] = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]
}
