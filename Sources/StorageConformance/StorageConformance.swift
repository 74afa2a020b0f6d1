/// One promise of storage and the function that tries it.
package struct ConformanceCheck: Sendable, CustomStringConvertible {
    /// The promise, as a sentence.
    package let name: String
    /// Tries it.
    ///
    /// - Throws: `ConformanceFailure` if it is not kept, or what storage threw.
    package let run: @Sendable (ConformanceSubject) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (ConformanceSubject) async throws -> Void) {
        self.name = name
        self.run = run
    }

    package var description: String { name }
}

/// The contract of storage, to be run on every engine.
package enum StorageConformance {
    /// Every check; they may run on one database, at once.
    package static let all: [ConformanceCheck] =
        TenantChecks.all + DocumentChecks.all + DocumentListChecks.all + SecretChecks.all + SigningKeyChecks.all
        + AccessTokenChecks.all + QuotaChecks.all + LogChecks.all + LogFilterChecks.all + LogStreamChecks.all
        + TransactionChecks.all + ChangeChecks.all + ValueChecks.all + StateChecks.all + people

    private static let people: [ConformanceCheck] =
        UserChecks.all + UserBatchChecks.all + UserListChecks.all + UserFilterChecks.all + PasswordChecks.all
        + UserAccessChecks.all + ConsentChecks.all + SessionChecks.all + RefreshTokenChecks.all + TicketChecks.all
        + LoginFailureChecks.all + OutboxChecks.all + GroupChecks.all + EventChecks.all
}

/// A promise of storage that was not kept.
package struct ConformanceFailure: Error, CustomStringConvertible {
    /// What was expected, what was found, and where the check stands.
    package let description: String
}

/// Expects a condition.
func expect(
    _ condition: Bool,
    _ message: @autoclosure () -> String,
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    guard condition else { throw ConformanceFailure(description: "\(message()) (\(file):\(line))") }
}

/// Expects two values to be the same.
func expectEqual<Value: Equatable>(
    _ found: Value,
    _ wanted: Value,
    _ what: @autoclosure () -> String = "value",
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    try expect(found == wanted, "\(what()): found \(found), not \(wanted)", file: file, line: line)
}

/// Expects a value to be there.
func require<Value>(
    _ value: Value?,
    _ what: @autoclosure () -> String = "value",
    file: StaticString = #fileID,
    line: UInt = #line
) throws -> Value {
    guard let value else { throw ConformanceFailure(description: "\(what()) is missing (\(file):\(line))") }
    return value
}

/// Expects an error.
func expectThrows<Failure: Error & Equatable>(
    _ wanted: Failure,
    file: StaticString = #fileID,
    line: UInt = #line,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as Failure where error == wanted {
        return
    } catch {
        throw ConformanceFailure(description: "found \(error), not \(wanted) (\(file):\(line))")
    }
    throw ConformanceFailure(description: "nothing was thrown, not \(wanted) (\(file):\(line))")
}
