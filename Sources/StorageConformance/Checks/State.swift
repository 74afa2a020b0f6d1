import Kernel

enum StateChecks {
    static let all = [
        ConformanceCheck("what the server notes for itself is there again", isKept),
        ConformanceCheck("of nodes that establish a value at once all get the same", isEstablishedOnce),
    ]

    @Sendable private static func isKept(_ subject: ConformanceSubject) async throws {
        let name = ConformanceSubject.newTenant().rawValue
        try expectEqual(try await subject.state(name), nil)
        try await subject.setState(name, "one")
        try await subject.setState(name, "two")
        try expectEqual(try await subject.state(name), "two")
    }

    @Sendable private static func isEstablishedOnce(_ subject: ConformanceSubject) async throws {
        let name = ConformanceSubject.newTenant().rawValue
        let values = try await concurrently(20) { try await subject.establishState(name, "\($0)") }
        try expectEqual(Set(values).count, 1, "values")
        try expectEqual(try await subject.state(name), values.first)
    }
}
