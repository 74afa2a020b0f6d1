import Applications
import Kernel
import Storage

enum LogStreamChecks {
    static let all = [
        ConformanceCheck("how far a log stream has come is kept, replaced and forgotten", isKept),
        ConformanceCheck("of those who move a log stream from one place, one succeeds", isMovedOnce),
        ConformanceCheck("those log streams are due that are behind their log", areDue),
        ConformanceCheck("the newest id of a log is the greatest, and its lock keeps others from passing it", newest),
    ]

    @Sendable private static func isKept(_ subject: ConformanceSubject) async throws {
        let (tenant, neighbour) = (try await subject.makeTenant(), try await subject.makeTenant())
        let first = LogStreamPosition(tenant: tenant, stream: "lst_1", after: "900", dueAt: .example)
        var second = LogStreamPosition(tenant: tenant, stream: "lst_1", after: "901", dueAt: LogStreamPosition.never)
        (second.attempts, second.failingSince, second.lastError) = (3, .example, "no \u{FFFD} answer")
        let (put, given) = (first, with(second) { $0.lastError = "no \0 answer" })
        try await subject.storage.write { transaction in
            try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), nil)
            try transaction.put(put)
            try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), put)
            try transaction.put(given)
            try transaction.deleteLogStreamPosition("lst_1", in: neighbour)
            try transaction.deleteLogStreamPosition("\0", in: tenant)
        }
        let found = try await subject.storage.read { try $0.logStreamPosition("lst_1", in: tenant) }
        try expectEqual(found, second)
        try await subject.storage.write { transaction in
            try expectEqual(transaction.logStreamPosition("lst_1", in: neighbour), nil)
            try transaction.deleteLogStreamPosition("lst_1", in: tenant)
            try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), nil)
            try transaction.put(put)
            _ = try transaction.deleteTenant(tenant)
            try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), nil)
        }
    }

    @Sendable private static func isMovedOnce(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let start = LogStreamPosition(tenant: tenant, stream: "lst_1", after: "900", dueAt: .example)
        try await subject.storage.write { transaction in
            try expect(try !transaction.move(start, to: start), "a stream that is not there")
            try transaction.put(start)
        }
        let moves = try await concurrently(20) { index in
            let next = with(start) { $0.dueAt = .example.adding(seconds: Int64(index + 1)) }
            return try await subject.storage.write { try $0.move(start, to: next) } ? next : nil
        }
        let moved = moves.compactMap { $0 }
        try expectEqual(moved.count, 1, "callers that succeeded")
        let ours = try require(moved.first)
        let further = with(ours) { ($0.after, $0.dueAt) = ("901", .example) }
        try await subject.storage.write { transaction in
            try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), ours)
            try expect(try !transaction.move(start, to: further), "a place of the past")
            try expect(try transaction.move(ours, to: further), "the place it is at")
            try expectEqual(transaction.logStreamPosition("lst_1", in: tenant), further)
        }
    }

    /// What is due crosses tenants: this check alone has streams that are due in 1970.
    @Sendable private static func areDue(_ subject: ConformanceSubject) async throws {
        let (one, other) = (try await subject.makeTenant(), try await subject.makeTenant())
        func position(_ tenant: TenantID, _ stream: String, _ after: String, _ second: Int64) -> LogStreamPosition {
            LogStreamPosition(tenant: tenant, stream: stream, after: after, dueAt: Instant(seconds: second))
        }
        let behind = position(one, "lst_1", "log_1", 3)
        let (atStart, caughtUp) = (position(one, "lst_2", "", 2), position(one, "lst_3", "log_2", 1))
        let (later, empty) = (position(one, "lst_4", "log_1", 11), position(other, "lst_1", "", 1))
        try await subject.storage.write { transaction in
            try transaction.append([.example(one, "log_1"), .example(one, "log_2")])
            for position in [behind, atStart, caughtUp, later, empty] { try transaction.put(position) }
            try expectEqual(transaction.dueLogStreams(by: Instant(seconds: 10), limit: 9), [atStart, behind])
            try expectEqual(transaction.dueLogStreams(by: Instant(seconds: 10), limit: 1), [atStart])
            try transaction.append([.example(one, "log_3"), .example(other, "log_1")])
            let due = try transaction.dueLogStreams(by: Instant(seconds: 11), limit: 9)
            try expectEqual(Set(due.map { "\($0.tenant) \($0.stream)" }).count, 5)
            try expectEqual(due.last, later)
            for position in [behind, atStart, caughtUp, later, empty] {
                try transaction.deleteLogStreamPosition(position.stream, in: position.tenant)
            }
        }
    }

    @Sendable private static func newest(_ subject: ConformanceSubject) async throws {
        let (tenant, neighbour) = (try await subject.makeTenant(), try await subject.makeTenant())
        // Each writer numbers its event after what it finds: with the lock, no number is given twice.
        _ = try await concurrently(20) { _ in
            try await subject.storage.write { transaction in
                try transaction.lockLogs(of: [tenant, neighbour])
                let last = try transaction.newestLogID(in: tenant).flatMap { Int($0.dropFirst(4)) } ?? 99
                try transaction.append([.example(tenant, "log_\(last + 1)")])
            }
        }
        try await subject.storage.read { transaction in
            try expectEqual(transaction.countLogRecords(LogQuery(tenant: tenant)), 20)
            try expectEqual(transaction.newestLogID(in: tenant), "log_119")
            try expectEqual(transaction.newestLogID(in: neighbour), nil)
        }
    }
}
