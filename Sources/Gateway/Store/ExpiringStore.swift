/// Where the gateway keeps what it must remember: login states, sessions, tokens of its own.
///
/// Keys and values are the gateway's; a store knows only bytes that end. Every method throws `StoreUnavailable` when
/// the store cannot be reached or answers nonsense.
package protocol ExpiringStore: Sendable {
    /// The value of a key that has not ended.
    func value(of key: String) async throws -> [UInt8]?

    /// Keeps a value for `seconds`, or until it is removed if nil; what the key held before is gone.
    func set(_ key: String, to value: [UInt8], endingAfter seconds: Int64?) async throws

    /// Keeps a value only if the key holds none: of several callers, on several gateways, exactly one gets true.
    func setIfAbsent(_ key: String, to value: [UInt8], endingAfter seconds: Int64) async throws -> Bool

    /// Replaces a value only if the key still holds `expected`.
    func replace(
        _ key: String,
        from expected: [UInt8],
        to value: [UInt8],
        endingAfter seconds: Int64?
    ) async throws -> Bool

    /// Reads and removes in one step: of several callers exactly one gets the value.
    func take(_ key: String) async throws -> [UInt8]?

    /// Removes keys; those that are not there are no matter.
    func remove(_ keys: [String]) async throws

    /// Answers when the store is in working order.
    func ping() async throws
}

/// The store cannot be reached, or answers nonsense.
package struct StoreUnavailable: Error, CustomStringConvertible {
    package let description: String

    /// What happened, without any key or value.
    package init(_ description: String) { self.description = description }
}
