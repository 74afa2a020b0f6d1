import Synchronization

@testable import Gateway

/// A store that several gateways of a test share, and that counts its reads.
final class SharedEntries: ExpiringStore {
    private struct State {
        var entries: [String: (value: [UInt8], endsAt: Int64)] = [:]
        var now: Int64 = 0
        var reads = 0
        var writes = 0
        var isDown = false

        mutating func write(_ key: String, _ value: [UInt8], _ seconds: Int64?) {
            writes += 1
            entries[key] = (value, seconds.map { now + $0 } ?? Int64.max)
        }
    }

    private let state = Mutex(State())

    var reads: Int { state.withLock { $0.reads } }
    var writes: Int { state.withLock { $0.writes } }
    var keys: [String] { state.withLock { Array($0.entries.keys) } }
    var values: [[UInt8]] { state.withLock { $0.entries.values.map(\.value) } }

    func lifetime(ofKeyContaining part: String) -> Int64? {
        state.withLock { state in state.entries.first { $0.key.contains(part) }.map { $0.value.endsAt - state.now } }
    }
    func pass(_ seconds: Int64) { state.withLock { $0.now += seconds } }
    func breakDown() { state.withLock { $0.isDown = true } }

    func value(of key: String) async throws -> [UInt8]? {
        try use { state in
            state.reads += 1
            return Self.live(key, state)
        }
    }

    func set(_ key: String, to value: [UInt8], endingAfter seconds: Int64?) async throws {
        try use { $0.write(key, value, seconds) }
    }

    func setIfAbsent(_ key: String, to value: [UInt8], endingAfter seconds: Int64) async throws -> Bool {
        try use { state in
            guard Self.live(key, state) == nil else { return false }
            state.write(key, value, seconds)
            return true
        }
    }

    func replace(
        _ key: String,
        from expected: [UInt8],
        to value: [UInt8],
        endingAfter seconds: Int64?
    ) async throws -> Bool {
        try use { state in
            guard Self.live(key, state) == expected else { return false }
            state.write(key, value, seconds)
            return true
        }
    }

    func take(_ key: String) async throws -> [UInt8]? {
        try use { state in
            let value = Self.live(key, state)
            state.entries[key] = nil
            return value
        }
    }

    func remove(_ keys: [String]) async throws {
        try use { state in
            for key in keys { state.entries[key] = nil }
        }
    }

    func ping() async throws { try use { _ in } }

    private func use<Result>(_ body: (inout State) -> Result) throws -> Result {
        try state.withLock { state in
            if state.isDown { throw StoreUnavailable("down") }
            return body(&state)
        }
    }

    private static func live(_ key: String, _ state: State) -> [UInt8]? {
        state.entries[key].flatMap { $0.endsAt > state.now ? $0.value : nil }
    }
}
