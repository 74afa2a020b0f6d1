import Kernel
import Sessions
import Storage

enum LoginFailureChecks {
    static let all = [
        ConformanceCheck("failures are counted by subject and address", areCounted),
        ConformanceCheck("a count begins anew when the last failure is long ago", beginsAnew),
        ConformanceCheck("no failure of many at once is lost", noneIsLost),
        ConformanceCheck("old failures are swept, others stay", sweep),
    ]

    @Sendable private static func areCounted(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            func add(_ name: String, _ address: String, _ second: Int64) throws -> Int64 {
                let now = Instant.example.adding(seconds: second)
                return try transaction.addFailure(name, from: address, at: now, since: .example, in: tenant)
            }
            for (second, count) in [(1, 1), (2, 2), (3, 3)] as [(Int64, Int64)] {
                try expectEqual(add("user:a", "10.0.0.2", second), count)
            }
            try expectEqual(add("user:a", "10.0.0.1", 4), 1)
            try expectEqual(add("user:a", "", 5), 1)
            try expectEqual(add("user:b", "10.0.0.2", 6), 1)
            func count(_ address: String, _ count: Int64, _ second: Int64) -> FailureCount {
                FailureCount(
                    subject: "user:a",
                    address: address,
                    count: count,
                    lastAt: .example.adding(seconds: second)
                )
            }
            let all = [count("", 1, 5), count("10.0.0.1", 1, 4), count("10.0.0.2", 3, 3)]
            try expectEqual(transaction.failures("user:a", in: tenant).sorted { $0.address < $1.address }, all)
            try expectEqual(transaction.failures("user:a", from: "10.0.0.2", in: tenant), all[2])
            try expectEqual(transaction.failures("user:a", from: "", in: tenant), all[0])
            try expectEqual(transaction.failures("user:a", from: "10.0.0.3", in: tenant), nil)
            try expectEqual(transaction.failures("user:a", in: neighbour), [])
            try expectEqual(transaction.failures("\0", in: tenant), [])

            try transaction.clearFailures("user:a", from: nil, in: neighbour)
            try transaction.clearFailures("user:a", from: "10.0.0.2", in: tenant)
            try expectEqual(transaction.failures("user:a", from: "10.0.0.2", in: tenant), nil)
            try expectEqual(transaction.failures("user:a", in: tenant).count, 2)
            try transaction.clearFailures("user:a", from: nil, in: tenant)
            try transaction.clearFailures("user:a", from: nil, in: tenant)
            try transaction.clearFailures("\0", from: nil, in: tenant)
            try expectEqual(transaction.failures("user:a", in: tenant), [])
            try expectEqual(transaction.failures("user:b", in: tenant).count, 1)
        }
    }

    @Sendable private static func beginsAnew(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            func add(_ second: Int64, since: Int64) throws -> Int64 {
                try transaction.addFailure(
                    "s",
                    from: "a",
                    at: .example.adding(seconds: second),
                    since: .example.adding(seconds: since),
                    in: tenant
                )
            }
            try expectEqual(add(0, since: -10), 1)
            try expectEqual(add(10, since: 0), 2, "the last one is not before")
            try expectEqual(add(30, since: 20), 1, "the last one is before")
            try expectEqual(add(31, since: 21), 2)
            try expectEqual(
                transaction.failures("s", from: "a", in: tenant)?.lastAt,
                .example.adding(seconds: 31)
            )
        }
    }

    @Sendable private static func noneIsLost(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let counts = try await concurrently(50) { _ in
            try await subject.storage.write {
                try $0.addFailure("s", from: "a", at: .example, since: .example, in: tenant)
            }
        }
        try expectEqual(counts.sorted(), Array(1...50))
    }

    /// Sweeping crosses tenants: this check alone uses moments of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for second in 4...6 as ClosedRange<Int64> {
                let now = Instant(seconds: second)
                _ = try transaction.addFailure("s", from: "\(second)", at: now, since: now, in: tenant)
            }
            try expectEqual(transaction.deleteFailures(before: Instant(seconds: 5)), 1)
            try expectEqual(transaction.failures("s", in: tenant).map(\.address).sorted(), ["5", "6"])
            try expectEqual(transaction.deleteFailures(before: Instant(seconds: 7)), 2)
        }
    }
}
