/// Compresses bytes: one block a piece, with the codes that every reader knows.
///
/// - SeeAlso: RFC 1951 §3.2.6; RFC 1952.
struct Gzip {
    private static let window = 32_768
    private static let shortest = 3
    private static let longest = 258
    private static let crcTable: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
    /// The first length and the extra bits of the codes from 257.
    private static let lengths = codes(first: 3, bits: [0, 0, 0, 0] + pairs(of: 0...5, each: 4))
    /// The first distance and the extra bits of each code.
    private static let distances = codes(first: 1, bits: [0, 0] + pairs(of: 0...13, each: 2))

    private var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var crc: UInt32 = 0xFFFF_FFFF
    private var length: UInt32 = 0

    /// Adds a piece.
    mutating func append(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        for byte in piece { crc = Self.crcTable[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8) }
        length &+= UInt32(truncatingIfNeeded: piece.count)
        put(0b010, 3)
        compress(piece)
        putCode(256)
    }

    /// The file.
    mutating func finish() -> [UInt8] {
        put(0b011, 3)
        putCode(256)
        if bitCount > 0 { put(0, 8 - bitCount) }
        let checksum = crc ^ 0xFFFF_FFFF
        for number in [checksum, length] {
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        return bytes
    }

    /// Finds what was there before by the last place of each three bytes.
    private mutating func compress(_ piece: [UInt8]) {
        var places = [Int](repeating: -1, count: 1 << 15)
        var index = 0
        while index < piece.count {
            guard index + Self.shortest <= piece.count else {
                putCode(Int(piece[index]))
                index += 1
                continue
            }
            let key = Self.hash(piece[index], piece[index + 1], piece[index + 2])
            let candidate = places[key]
            places[key] = index
            let found = candidate >= 0 && index - candidate <= Self.window ? Self.match(piece, candidate, index) : 0
            if found >= Self.shortest {
                putMatch(length: found, distance: index - candidate)
                index += found
            } else {
                putCode(Int(piece[index]))
                index += 1
            }
        }
    }

    private static func hash(_ one: UInt8, _ two: UInt8, _ three: UInt8) -> Int {
        let word = UInt32(one) << 16 | UInt32(two) << 8 | UInt32(three)
        return Int((word &* 0x9E37_79B1) >> 17)
    }

    private static func match(_ piece: [UInt8], _ candidate: Int, _ index: Int) -> Int {
        var length = 0
        while length < longest, index + length < piece.count, piece[candidate + length] == piece[index + length] {
            length += 1
        }
        return length
    }

    private mutating func putMatch(length: Int, distance: Int) {
        // 258 has a code of its own without extra bits.
        let lengthCode = length == Self.longest ? 28 : (Self.lengths.lastIndex { $0.first <= length } ?? 0)
        let first = length == Self.longest ? Self.longest : Self.lengths[lengthCode].first
        putCode(257 + lengthCode)
        if length < Self.longest { put(UInt32(length - first), Self.lengths[lengthCode].bits) }
        let distanceCode = Self.distances.lastIndex { $0.first <= distance } ?? 0
        put(Self.reversed(UInt32(distanceCode), 5), 5)
        put(UInt32(distance - Self.distances[distanceCode].first), Self.distances[distanceCode].bits)
    }

    /// Writes a literal, a length or the end of a block with its fixed code, most significant bit first.
    private mutating func putCode(_ symbol: Int) {
        switch symbol {
        case 0..<144: put(Self.reversed(UInt32(0x30 + symbol), 8), 8)
        case 144..<256: put(Self.reversed(UInt32(0x190 + symbol - 144), 9), 9)
        case 256..<280: put(Self.reversed(UInt32(symbol - 256), 7), 7)
        default: put(Self.reversed(UInt32(0xC0 + symbol - 280), 8), 8)
        }
    }

    private mutating func put(_ value: UInt32, _ count: Int) {
        bits |= UInt64(value) << UInt64(bitCount)
        bitCount += count
        while bitCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            bitCount -= 8
        }
    }

    private static func reversed(_ value: UInt32, _ count: Int) -> UInt32 {
        (0..<count).reduce(0) { $0 << 1 | (value >> UInt32($1)) & 1 }
    }

    private static func pairs(of bits: ClosedRange<Int>, each count: Int) -> [Int] {
        bits.flatMap { [Int](repeating: $0, count: count) }
    }

    private static func codes(first: Int, bits: [Int]) -> [(first: Int, bits: Int)] {
        var next = first
        return bits.map { bits in
            defer { next += 1 << bits }
            return (next, bits)
        }
    }
}
