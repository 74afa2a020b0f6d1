import Gateway
import Testing

/// A store under test, and what a check needs besides.
struct StoreSubject: Sendable {
    /// The store.
    let store: any ExpiringStore
    /// Lets so many seconds pass, by the store's clock.
    let pass: @Sendable (_ seconds: Int) async throws -> Void
    /// Keys of earlier checks on the same store are others.
    let prefix: String

    /// A key of this check.
    func key(_ name: String) -> String { "\(prefix)/\(name)" }
}

/// One promise of `ExpiringStore`.
struct StoreCheck: Sendable, CustomTestStringConvertible {
    /// The promise, as a sentence.
    let name: String
    /// Checks it.
    let run: @Sendable (StoreSubject) async throws -> Void

    var testDescription: String { name }

    /// A promise, and what checks it.
    init(_ name: String, _ run: @escaping @Sendable (StoreSubject) async throws -> Void) {
        self.name = name
        self.run = run
    }
}

/// What every store promises.
enum StoreContract {
    /// Every check.
    static let all = values + races + lifetimes

    private static let values: [StoreCheck] = [
        StoreCheck("a value is read as it was set, whatever its bytes") { subject in
            let (store, key) = (subject.store, subject.key("ключ \"':%_\\"))
            #expect(try await store.value(of: key) == nil)
            for value in [Array("a".utf8), [], [0, 255, 13, 10, 0], [UInt8](repeating: 7, count: 200_000)] {
                try await store.set(key, to: value, endingAfter: 60)
                #expect(try await store.value(of: key) == value)
                try await store.set(key, to: value, endingAfter: nil)
                #expect(try await store.value(of: key) == value)
            }
        },
        StoreCheck("a value is set where there is none, and only there") { subject async throws in
            let (store, key) = (subject.store, subject.key("a"))
            #expect(try await store.setIfAbsent(key, to: [1], endingAfter: 60))
            #expect(try await !store.setIfAbsent(key, to: [2], endingAfter: 60))
            #expect(try await store.value(of: key) == [1])
        },
        StoreCheck("a value is replaced if it is the expected one, and only then") { subject in
            let (store, key) = (subject.store, subject.key("a"))
            #expect(try await !store.replace(key, from: [], to: [1], endingAfter: 60))
            try await store.set(key, to: [1], endingAfter: 60)
            #expect(try await !store.replace(key, from: [2], to: [3], endingAfter: 60))
            #expect(try await store.value(of: key) == [1])
            #expect(try await store.replace(key, from: [1], to: [4], endingAfter: nil))
            #expect(try await store.replace(key, from: [4], to: [], endingAfter: 60))
            #expect(try await store.replace(key, from: [], to: [0, 13, 10], endingAfter: 60))
            #expect(try await store.value(of: key) == [0, 13, 10])
        },
        StoreCheck("a value is taken once") { subject in
            let (store, key) = (subject.store, subject.key("a"))
            #expect(try await store.take(key) == nil)
            try await store.set(key, to: [1], endingAfter: 60)
            #expect(try await store.take(key) == [1])
            #expect(try await store.take(key) == nil)
            try await store.set(key, to: [], endingAfter: 60)
            #expect(try await store.take(key) == [])
            #expect(try await store.value(of: key) == nil)
        },
        StoreCheck("keys are removed, those that are there and those that are not") { subject in
            let store = subject.store
            let keys = (0..<1200).map { subject.key("\($0)") }
            for key in [keys[0], keys[700], keys[1199]] { try await store.set(key, to: [1], endingAfter: nil) }
            try await store.set(subject.key("other"), to: [2], endingAfter: nil)
            try await store.remove([])
            try await store.remove(keys)
            for key in [keys[0], keys[700], keys[1199]] { #expect(try await store.value(of: key) == nil) }
            #expect(try await store.value(of: subject.key("other")) == [2])
        },
        StoreCheck("a store in working order answers a ping") { subject in try await subject.store.ping() },
    ]

    private static let races: [StoreCheck] = [
        StoreCheck("of many that take, one gets the value") { subject in
            let (store, key) = (subject.store, subject.key("a"))
            for round in 0..<5 {
                try await store.set(key, to: [UInt8(round)], endingAfter: 60)
                let taken = try await all(50) { _ in try await store.take(key) }
                #expect(taken.compactMap(\.self) == [[UInt8(round)]])
            }
        },
        StoreCheck("of many that set where there is none, one does, and its value stays") { subject in
            let (store, key) = (subject.store, subject.key("a"))
            for _ in 0..<5 {
                let winners = try await all(50) { number in
                    try await store.setIfAbsent(key, to: [UInt8(number)], endingAfter: 60) ? UInt8(number) : nil
                }
                let value = try await store.take(key)
                #expect(winners.compactMap(\.self) == value)
            }
        },
        StoreCheck("of many that replace one value, one does; a count by replacing loses none") { subject in
            let (store, key) = (subject.store, subject.key("a"))
            try await store.set(key, to: [0], endingAfter: 60)
            let winners = try await all(50) { number in
                try await store.replace(key, from: [0], to: [UInt8(number + 1)], endingAfter: 60)
                    ? UInt8(number + 1) : nil
            }
            let value = try await store.value(of: key)
            #expect(winners.compactMap(\.self) == value)

            try await store.set(key, to: [0], endingAfter: 60)
            _ = try await all(10) { _ in
                while true {
                    guard let count = try await store.value(of: key)?.first else { return }
                    if try await store.replace(key, from: [count], to: [count + 1], endingAfter: 60) { return }
                }
            }
            #expect(try await store.value(of: key) == [10])
        },
        StoreCheck("many values, written at once, are all there") { subject in
            let store = subject.store
            _ = try await all(500) { number in
                try await store.set(subject.key("\(number)"), to: Array("\(number)".utf8), endingAfter: 60)
            }
            let read = try await all(500) { number in
                try await store.value(of: subject.key("\(number)")) == Array("\(number)".utf8)
            }
            #expect(!read.contains(false))
        },
    ]

    private static let lifetimes: [StoreCheck] = [
        StoreCheck("a value ends, for all who ask, and its key is free again") { subject in
            let store = subject.store
            let names = ["read", "take", "replace", "absent", "set"].map { subject.key($0) }
            for name in names { try await store.set(name, to: [1], endingAfter: 1) }
            try await store.set(subject.key("longer"), to: [1], endingAfter: 60)
            try await store.set(subject.key("for ever"), to: [1], endingAfter: nil)
            try await subject.pass(1)
            #expect(try await store.value(of: names[0]) == nil)
            #expect(try await store.take(names[1]) == nil)
            #expect(try await !store.replace(names[2], from: [1], to: [2], endingAfter: 60))
            #expect(try await store.setIfAbsent(names[3], to: [2], endingAfter: 60))
            #expect(try await store.value(of: names[3]) == [2])
            try await store.set(names[4], to: [2], endingAfter: nil)
            #expect(try await store.value(of: names[4]) == [2])
            #expect(try await store.value(of: subject.key("longer")) == [1])
            #expect(try await store.value(of: subject.key("for ever")) == [1])
        },
        StoreCheck("whoever writes a value sets its end anew") { subject in
            let store = subject.store
            let (set, replaced, forEver) = (subject.key("set"), subject.key("replaced"), subject.key("for ever"))
            for key in [set, replaced, forEver] { try await store.set(key, to: [1], endingAfter: 1) }
            try await store.set(set, to: [2], endingAfter: 60)
            #expect(try await store.replace(replaced, from: [1], to: [2], endingAfter: 60))
            #expect(try await store.replace(forEver, from: [1], to: [2], endingAfter: nil))
            try await store.set(subject.key("shorter"), to: [1], endingAfter: nil)
            #expect(try await store.replace(subject.key("shorter"), from: [1], to: [2], endingAfter: 1))
            try await subject.pass(1)
            for key in [set, replaced, forEver] { #expect(try await store.value(of: key) == [2]) }
            #expect(try await store.value(of: subject.key("shorter")) == nil)
        },
        StoreCheck("lifetimes of any size mean what they say") { subject in
            let (store, key) = (subject.store, subject.key("a"))
            for seconds in [Int64.max, 10_000_000_000, 4_000_000_000] {
                try await store.set(key, to: [1], endingAfter: seconds)
                #expect(try await store.value(of: key) == [1])
                #expect(try await store.replace(key, from: [1], to: [2], endingAfter: seconds))
                #expect(try await store.take(key) == [2])
                #expect(try await store.setIfAbsent(key, to: [3], endingAfter: seconds))
            }
            for seconds in [0, -1, Int64.min] {
                try await store.set(key, to: [1], endingAfter: seconds)
                try await subject.pass(0)
                #expect(try await store.value(of: key) == nil)
            }
        },
    ]

    /// What many concurrent calls answer, in no order.
    private static func all<Answer: Sendable>(
        _ count: Int,
        _ call: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup { group in
            for number in 0..<count { group.addTask { try await call(number) } }
            var answers: [Answer] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
    }
}
