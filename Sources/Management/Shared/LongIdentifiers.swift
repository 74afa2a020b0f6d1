import Kernel

/// Ids of shapes that only one kind has.
extension Identifiers {
    /// The id of a log stream: `lst_` and 16 digits.
    func logStreamID() -> String { "lst_" + random.text(16, from: .digits) }

    /// The id of a rate-limit policy: `rlp_` and 21 characters.
    func rateLimitPolicyID() -> String { "rlp_" + random.text(21, from: .base58) }

    /// 26 characters that sort by age: ten of time and sixteen random ones.
    ///
    /// - SeeAlso: ULID specification: Crockford's base 32.
    func ulid(at now: Instant) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let moment = UInt64(clamping: now.milliseconds)
        let time = (0..<10).reversed().map { alphabet[Int(moment >> UInt64($0 * 5) & 31)] }
        return String(time + random.bytes(16).map { alphabet[Int($0 & 31)] })
    }
}
