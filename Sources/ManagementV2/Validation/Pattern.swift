/// A regular expression of a schema, compiled.
///
/// It knows what the patterns of the table use of ECMAScript's: classes, groups, alternatives, counts, anchors and
/// look-ahead; no captures. Matching follows all paths at once and visits each instruction at most once a character, so
/// no text can make it slow, whatever the pattern.
struct Pattern: Sendable {
    /// One step of the compiled expression.
    enum Instruction: Sendable {
        case scalar(CharacterSet)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        /// Goes on at `next` if the steps behind this one lead (or, negated, do not lead) to a match from here.
        case lookAhead(next: Int, negated: Bool)
        case match
    }

    /// A set of characters: ranges, perhaps negated.
    struct CharacterSet: Sendable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
    }

    /// The expression as written.
    let text: String
    /// Whether it could be compiled.
    let isReadable: Bool
    private let program: [Instruction]

    /// Compiles an expression; one that is not well formed matches everything.
    init(_ text: String) {
        self.text = text
        let compiled = PatternCompiler.compile(text)
        isReadable = compiled != nil
        program = compiled ?? [.match]
    }

    /// Whether the expression matches anywhere in a text.
    func matches(_ candidate: String) -> Bool {
        PatternRun(program: program, scalars: candidate.unicodeScalars.map(\.value)).finds(
            from: 0,
            at: 0,
            isFixed: false
        )
    }
}

/// One search of a text, all paths through the expression side by side.
private struct PatternRun {
    let program: [Pattern.Instruction]
    let scalars: [UInt32]

    /// Whether the steps from an instruction on lead to a match, from a position or, unless it is fixed, a later one.
    func finds(from start: Int, at first: Int, isFixed: Bool) -> Bool {
        var reached = Array(repeating: -1, count: program.count)
        var active: [Int] = []
        var next: [Int] = []
        for position in first...scalars.count {
            if position == first || !isFixed {
                if reach(start, at: position, &reached, &active) { return true }
            }
            guard position < scalars.count, !(active.isEmpty && isFixed) else { return false }
            for instruction in active {
                guard case .scalar(let set) = program[instruction], set.contains(scalars[position]) else { continue }
                if reach(instruction + 1, at: position + 1, &reached, &next) { return true }
            }
            swap(&active, &next)
            next.removeAll(keepingCapacity: true)
        }
        return false
    }

    /// Collects the instructions that wait for a character behind one; true when a match is among them.
    private func reach(_ start: Int, at position: Int, _ reached: inout [Int], _ waiting: inout [Int]) -> Bool {
        var pending = [start]
        while let instruction = pending.popLast() {
            if reached[instruction] == position { continue }
            reached[instruction] = position
            switch program[instruction] {
            case .match: return true
            case .scalar: waiting.append(instruction)
            case .jump(let target): pending.append(target)
            case .split(let one, let other): pending += [other, one]
            case .start: if position == 0 { pending.append(instruction + 1) }
            case .end: if position == scalars.count { pending.append(instruction + 1) }
            case .lookAhead(let next, let negated):
                if finds(from: instruction + 1, at: position, isFixed: true) != negated { pending.append(next) }
            }
        }
        return false
    }
}
