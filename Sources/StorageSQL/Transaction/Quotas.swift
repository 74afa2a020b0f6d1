package import Applications
package import Kernel

extension SQLTransaction {
    private static let countQuota = """
        INSERT INTO quota_windows (tenant, subject, bucket, started_at, ends_at, used) VALUES (?, ?, ?, ?, ?, 1) \
        ON CONFLICT (tenant, subject, bucket, started_at) DO UPDATE SET used = quota_windows.used + 1 RETURNING used
        """
    private static let deleteQuotas = "DELETE FROM quota_windows WHERE ends_at < ?"

    package func countQuota(_ window: QuotaWindow, in tenant: TenantID) throws -> Int {
        let rows = try changeReturning(
            Self.countQuota,
            [
                .text(tenant.rawValue), .text(window.subject), .text(window.bucket), .instant(window.start),
                .instant(window.end),
            ]
        )
        guard let row = rows.first else { throw StoreError.corrupt("counting a quota answered no row") }
        return try Int(row.integer(0))
    }

    package func deleteQuotaWindows(endedBefore moment: Instant) throws -> Int {
        try change(Self.deleteQuotas, [.instant(moment)])
    }
}
