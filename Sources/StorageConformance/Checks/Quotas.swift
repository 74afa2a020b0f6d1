import Applications
import Kernel
import Storage

enum QuotaChecks {
    static let all = [
        ConformanceCheck("parallel counting gives every number once", countsInParallel),
        ConformanceCheck("windows differ by subject, bucket and start", windowsAreApart),
        ConformanceCheck("windows that ended are swept", sweep),
    ]

    private static func window(_ subject: String, _ bucket: String = "per_hour", start: Instant) -> QuotaWindow {
        QuotaWindow(subject: subject, bucket: bucket, start: start, end: start.adding(seconds: 3600))
    }

    @Sendable private static func countsInParallel(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let window = window("client:c", start: .example)
        let numbers = try await concurrently(100) { _ in
            try await subject.storage.write { try $0.countQuota(window, in: tenant) }
        }
        try expectEqual(numbers.sorted(), Array(1...100))
    }

    @Sendable private static func windowsAreApart(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let windows = [
            window("client:c", start: .example), window("client:d", start: .example),
            window("client:c", "per_day", start: .example),
            window("client:c", start: .example.adding(seconds: 3600)),
        ]
        try await subject.storage.write { transaction in
            for round in 1...2 {
                for window in windows { try expectEqual(transaction.countQuota(window, in: tenant), round) }
            }
        }
    }

    /// Sweeping crosses tenants: this check alone uses windows of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let old = window("client:c", start: Instant(seconds: 0))
        let later = window("client:c", start: Instant(seconds: 3600))
        try await subject.storage.write { transaction in
            for window in [old, later] { try expectEqual(transaction.countQuota(window, in: tenant), 1) }
            try expectEqual(transaction.deleteQuotaWindows(endedBefore: Instant(seconds: 3601)), 1)
            try expectEqual(transaction.countQuota(later, in: tenant), 2, "the later window")
            try expectEqual(transaction.countQuota(old, in: tenant), 1, "the swept window begins anew")
            try expectEqual(transaction.deleteQuotaWindows(endedBefore: Instant(seconds: 7201)), 2)
        }
    }
}
