import Kernel
import Wire

/// What making sure of something came to.
package enum SeedOutcome: Sendable, Equatable {
    /// It was not there.
    case made
    /// It was there and differed.
    case changed
    /// It was there as wanted: nothing was written and nobody was told.
    case unchanged

    /// Runs a use case again when another process was quicker to make the same thing.
    ///
    /// - Throws: what the use case throws; a 409 only when it comes twice.
    static func settling<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        do { return try await work() } catch let problem as APIProblem where problem.status == 409 {
            return try await work()
        } catch StoreError.conflict {
            return try await work()
        }
    }
}

extension JSONObject {
    /// Whether two objects say the same; the order of members says nothing.
    func saysTheSame(as other: JSONObject) -> Bool {
        count == other.count
            && allSatisfy { name, value in other[name].map { value.saysTheSame(as: $0) } ?? false }
    }
}

extension JSONValue {
    fileprivate func saysTheSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let one), .object(let two)): one.saysTheSame(as: two)
        case (.array(let one), .array(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.saysTheSame(as: $1) }
        default: number != nil ? number == other.number : self == other
        }
    }
}
