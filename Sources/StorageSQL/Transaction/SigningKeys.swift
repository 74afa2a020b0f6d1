package import Applications
package import Kernel
import Storage

extension SQLTransaction {
    private static let selectKeys = """
        SELECT kid, family, status, private_key, certificate, created_at, current_since, current_until, revoked_at \
        FROM signing_keys WHERE tenant = ? ORDER BY created_at DESC, kid DESC
        """
    private static let insertKey = """
        INSERT INTO signing_keys (tenant, kid, family, status, private_key, certificate, created_at, current_since, \
        current_until, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, kid) DO NOTHING
        """
    private static let updateKey = """
        UPDATE signing_keys SET status = ?, current_since = ?, current_until = ?, revoked_at = ? \
        WHERE tenant = ? AND kid = ?
        """

    package func signingKeys(in tenant: TenantID) throws -> [SigningKeyRecord] {
        try find(Self.selectKeys, [.text(tenant.rawValue)]).map { row in
            let kid = try row.text(0)
            guard let status = SigningKeyRecord.Status(rawValue: try row.text(2)) else {
                throw StoreError.corrupt("signing key \(kid) has an unknown status")
            }
            return SigningKeyRecord(
                kid: kid,
                family: try row.text(1),
                status: status,
                privateKey: try open(row.blob(3), context: Self.context(tenant, kid)),
                certificate: try row.blob(4),
                createdAt: try row.instant(5),
                currentSince: try row.optionalInstant(6),
                currentUntil: try row.optionalInstant(7),
                revokedAt: try row.optionalInstant(8)
            )
        }
    }

    package func insert(_ key: SigningKeyRecord, tenant: TenantID) throws {
        let sealed = try sealer.seal(key.privateKey, context: Self.context(tenant, key.kid))
        let arguments: [SQLValue] = [
            .text(tenant.rawValue), .text(key.kid), .text(key.family), .text(key.status.rawValue), .blob(sealed),
            .blob(key.certificate), .instant(key.createdAt), .instant(key.currentSince), .instant(key.currentUntil),
            .instant(key.revokedAt),
        ]
        guard try change(Self.insertKey, arguments) == 1 else { throw StoreError.conflict(key: "kid") }
        try connection.announce(.signingKeys(tenant: tenant))
    }

    package func update(_ key: SigningKeyRecord, tenant: TenantID) throws {
        let arguments: [SQLValue] = [
            .text(key.status.rawValue), .instant(key.currentSince), .instant(key.currentUntil),
            .instant(key.revokedAt), .text(tenant.rawValue), .text(key.kid),
        ]
        guard try change(Self.updateKey, arguments) == 1 else {
            throw StoreError.constraint("signing key \(key.kid) is not there")
        }
        try connection.announce(.signingKeys(tenant: tenant))
    }

    private static func context(_ tenant: TenantID, _ kid: String) -> String {
        "\(tenant.rawValue)/signing_key/\(kid)/private_key"
    }

    private func open(_ bytes: [UInt8], context: String) throws -> [UInt8] {
        do {
            return try sealer.open(bytes, context: context)
        } catch {
            throw StoreError.corrupt("\(context) does not open with this master key")
        }
    }
}
