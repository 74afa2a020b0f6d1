import Kernel
import Testing

@Suite("Random texts")
struct RandomSourceTests {
    typealias Row = (alphabet: RandomSource.Alphabet, characters: String)

    static let alphabets: [Row] = [
        (.base62, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        (.base58, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
        (.urlSafe, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"),
        (.hexadecimal, "0123456789abcdef"), (.digits, "0123456789"),
    ]

    @Test("use every character of their alphabet as often as any other", arguments: alphabets)
    func even(row: Row) {
        // Every byte value the same number of times: what an even source does in the long run, exactly.
        let source = RandomSource { count in (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
        let size = row.characters.utf8.count
        let kept = 256 / size * size
        // One fill of 256 bytes, so that the text holds what is kept of each value once.
        let text = source.text(kept, from: row.alphabet, filling: 256)
        var counts: [Character: Int] = [:]
        for character in text { counts[character, default: 0] += 1 }
        #expect(Set(counts.keys) == Set(row.characters))
        #expect(Set(counts.values) == [kept / size])
    }

    @Test("throw away the bytes that would favour the first characters")
    func rejection() {
        // 250 to 255 are beyond the last multiple of ten.
        let source = RandomSource { count in (0..<count).map { $0 % 2 == 0 ? 250 + UInt8($0 % 6) : 249 } }
        #expect(source.text(4, from: .digits) == "9999")
    }

    @Test("have the length asked for", arguments: [0, 1, 7, 8, 9, 63, 64, 1000])
    func length(count: Int) {
        #expect(RandomSource.system.bytes(count).count == count)
        #expect(RandomSource.system.text(count, from: .base58).utf8.count == count)
    }

    @Test("of the system are even within seven standard deviations, and differ")
    func system() {
        let size = 58
        let draws = 58_000
        var counts: [UInt8: Int] = [:]
        for byte in RandomSource.system.text(draws, from: .base58).utf8 { counts[byte, default: 0] += 1 }
        let mean = Double(draws) / Double(size)
        #expect(counts.count == size)
        // Seven deviations: a false alarm in a hundred thousand million runs.
        #expect(counts.values.allSatisfy { abs(Double($0) - mean) < 7 * mean.squareRoot() })
        #expect(RandomSource.system.text(22, from: .base62) != RandomSource.system.text(22, from: .base62))
        #expect(RandomSource.system.bytes(32) != RandomSource.system.bytes(32))
    }
}

extension RandomSource {
    /// A text drawn from one fill of so many bytes, however many the source is asked for.
    fileprivate func text(_ count: Int, from alphabet: Alphabet, filling size: Int) -> String {
        RandomSource { _ in self.bytes(size) }.text(count, from: alphabet)
    }
}
