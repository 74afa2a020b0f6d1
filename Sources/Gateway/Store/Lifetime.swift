/// How long an entry may live.
enum Lifetime {
    /// A hundred years, in seconds; what is to live longer ends then.
    static let longest: Int64 = 100 * 365 * 86_400

    /// A lifetime in milliseconds, in the range a store can keep; what has ended already lives for one.
    static func milliseconds(_ seconds: Int64) -> Int64 { max(min(max(seconds, 0), longest) * 1000, 1) }
}
