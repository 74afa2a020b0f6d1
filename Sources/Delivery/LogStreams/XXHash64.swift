/// The hash that log streams hide personal data with: fast, stable, and no secret.
///
/// - SeeAlso: xxHash fast digest algorithm, `XXH64`; Auth0: "Log Streams", PII obfuscation.
enum XXHash64 {
    private static let primes: [UInt64] = [
        0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
        0x27D4_EB2F_1656_67C5,
    ]

    /// The hash of bytes with seed 0, in sixteen hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = String(hash(bytes), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The hash of bytes with seed 0.
    static func hash(_ bytes: [UInt8]) -> UInt64 {
        var rest = bytes[...]
        var hash = rest.count < 32 ? primes[4] : stripes(&rest)
        hash &+= UInt64(bytes.count)
        while rest.count >= 8 {
            hash ^= round(0, take(8, &rest))
            hash = rotated(hash, 27) &* primes[0] &+ primes[3]
        }
        if rest.count >= 4 {
            hash ^= take(4, &rest) &* primes[0]
            hash = rotated(hash, 23) &* primes[1] &+ primes[2]
        }
        while !rest.isEmpty {
            hash ^= take(1, &rest) &* primes[4]
            hash = rotated(hash, 11) &* primes[0]
        }
        return avalanche(hash)
    }

    /// Takes as many stripes of 32 bytes as there are.
    private static func stripes(_ rest: inout ArraySlice<UInt8>) -> UInt64 {
        var lanes = [primes[0] &+ primes[1], primes[1], 0, 0 &- primes[0]]
        while rest.count >= 32 {
            for lane in lanes.indices { lanes[lane] = round(lanes[lane], take(8, &rest)) }
        }
        var hash = zip(lanes, [1, 7, 12, 18] as [UInt64]).reduce(0) { $0 &+ rotated($1.0, $1.1) }
        for lane in lanes { hash = (hash ^ round(0, lane)) &* primes[0] &+ primes[3] }
        return hash
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotated(lane &+ input &* primes[1], 31) &* primes[0]
    }

    private static func avalanche(_ hash: UInt64) -> UInt64 {
        var hash = hash
        hash = (hash ^ (hash >> 33)) &* primes[1]
        hash = (hash ^ (hash >> 29)) &* primes[2]
        return hash ^ (hash >> 32)
    }

    /// Takes so many bytes as a number, the least significant first.
    private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> UInt64 {
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }
}
