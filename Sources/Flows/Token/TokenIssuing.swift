import Applications
import Kernel
import OAuth
package import Storage

/// What grants issue tokens with.
package struct TokenIssuing: Sendable {
    /// What clients, APIs and tenants are.
    package let configuration: Configuration
    /// Where codes and tokens are kept.
    package let storage: any Storage
    /// What makes tokens.
    package let mint: TokenMint

    /// Spends what comes with a request, then counts against the quotas.
    ///
    /// A request that breaks a rule never comes here, so nobody burns what is not theirs; one that fails after this has
    /// used its assertion up, which is the safe side.
    func commit(_ plan: IssuePlan, _ exchange: TokenExchange) async throws -> [QuotaReading] {
        let windows = QuotaWindows(plan.quotas, now: exchange.now)
        guard exchange.hasSomethingToSpend || !windows.isEmpty else { return [] }
        let readings = try await storage.write { transaction in
            try exchange.spend(in: transaction)
            return try windows.count(in: transaction, tenant: exchange.host.tenant)
        }
        if let exceeded = readings.first(where: \.isRefused) {
            throw QuotaExceeded(holder: exceeded.holder, readings: readings).error
        }
        return readings
    }
}
