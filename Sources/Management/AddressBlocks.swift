import Applications
import Kernel
import Sessions
import Storage

/// Addresses that are stopped after too many failures.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/anomaly/blocks/ips/{id}`; Auth0: "Suspicious IP Throttling".
extension Administration {
    /// What failures of addresses are counted for: sign-ins and sign-ups.
    private static let addressSubjects = ["login", "signup"]

    /// Refuses an address that is not stopped.
    ///
    /// - Throws: `APIProblem` 404.
    package func checkBlock(ofAddress address: String, _ context: AdministrationContext) async throws {
        let isBlocked = try await storage.read { transaction in
            let id = AttackProtection.suspiciousAddressID
            let settings = try transaction.document(.attackProtection, id: id, in: context.tenant)?.body
            let throttle = AttackProtection(bruteForce: nil, suspiciousAddress: settings).suspiciousAddress
            guard throttle.applies(to: address) else { return false }
            let stages = zip(Self.addressSubjects, [throttle.preLogin, throttle.preRegistration])
            return try stages.contains { subject, stage in
                let failures = try transaction.failures(subject, from: address, in: context.tenant)
                return failures.map {
                    stage.isExhausted(count: $0.count, lastAt: $0.lastAt, now: context.now)
                } ?? false
            }
        }
        guard isBlocked else { throw APIProblem(404, "Not Found") }
    }

    /// Forgets the failures of an address; nothing happens if there are none.
    package func liftBlock(ofAddress address: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            for subject in Self.addressSubjects {
                try transaction.clearFailures(subject, from: address, in: context.tenant)
            }
        }
    }
}
