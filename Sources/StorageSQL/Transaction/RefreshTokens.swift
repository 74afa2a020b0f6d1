import Applications
package import Kernel
package import Sessions
import Storage
import Wire

extension SQLTransaction {
    private static let tokenColumns = """
        hash, id, family, counter, client_id, user_id, session_id, audience, scope, is_rotating, issued_at, \
        expires_at, idle_expires_at, last_exchanged_at, spent_at, key_thumbprint, details
        """
    private static let selectTokens = "SELECT \(tokenColumns) FROM refresh_tokens WHERE tenant = ?"
    private static let insertToken = """
        INSERT INTO refresh_tokens (\(tokenColumns), tenant) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
    private static let spendToken = """
        UPDATE refresh_tokens SET spent_at = ?, last_exchanged_at = ? WHERE tenant = ? AND hash = ? AND spent_at IS NULL
        """
    private static let touchToken = """
        UPDATE refresh_tokens SET last_exchanged_at = ?, expires_at = ?, idle_expires_at = ? \
        WHERE tenant = ? AND hash = ? AND spent_at IS NULL
        """
    private static let selectLatest = "SELECT MAX(counter) FROM refresh_tokens WHERE tenant = ? AND family = ?"
    private static let newestFamilies = """
        SELECT family FROM refresh_tokens WHERE tenant = ? AND user_id = ? AND client_id = ? AND spent_at IS NULL \
        ORDER BY issued_at DESC, id LIMIT ? OFFSET ?
        """
    /// What was spent before goes with its family.
    ///
    /// A family may have several unspent tokens: those that are kept keep their family.
    private static let trimTokens = """
        DELETE FROM refresh_tokens WHERE tenant = ? AND family IN (\(newestFamilies)) \
        AND family NOT IN (\(newestFamilies))
        """
    /// So many families are removed at most by one trimming.
    private static let trimLimit: Int64 = 1000
    private static let deleteExpired = "DELETE FROM refresh_tokens WHERE \(Migration.refreshTokenEnd) < ?"
    /// What administrators wrote on tokens is kept by family and goes with the last token of it.
    private static let deleteNotes = """
        DELETE FROM documents WHERE kind = '\(DocumentKind.refreshTokenMetadata.rawValue)'
        """
    private static let deleteNotesOfFamily = deleteNotes + " AND tenant = ? AND id = ?"
    private static let deleteNotesOfUser = """
        \(deleteNotes) AND tenant = ? AND parent = ? AND NOT EXISTS \
        (SELECT 1 FROM refresh_tokens r WHERE r.tenant = documents.tenant AND r.family = documents.id)
        """
    private static let familiesOfSession = unspentFamilies("tenant = ? AND session_id = ? AND family >= ''")
    private static let deleteNotesOfSession = deleteNotes + " AND tenant = ? AND id IN " + familiesOfSession
    /// That a counter is not negative is true of every row; it tells SQLite that the index by family is the better one.
    private static let deleteNotesOfExpired = """
        \(deleteNotes) AND (tenant, id) IN \
        (SELECT tenant, family FROM refresh_tokens WHERE \(Migration.refreshTokenEnd) < ?) AND NOT EXISTS \
        (SELECT 1 FROM refresh_tokens r WHERE r.tenant = documents.tenant AND r.family = documents.id \
        AND r.counter >= 0 AND \(hasNotEnded))
        """
    private static let hasNotEnded = """
        (r.expires_at IS NULL OR r.expires_at >= ?) AND (r.idle_expires_at IS NULL OR r.idle_expires_at >= ?)
        """
    /// A spent token may end later than the one that followed it; without an unspent one nobody would find it again.
    private static let deleteSpentOfExpired = """
        DELETE FROM refresh_tokens WHERE spent_at IS NOT NULL AND counter >= 0 AND (tenant, family) IN \
        (SELECT tenant, family FROM refresh_tokens WHERE \(Migration.refreshTokenEnd) < ? AND spent_at IS NULL) \
        AND NOT EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.tenant = refresh_tokens.tenant \
        AND r.family = refresh_tokens.family AND r.counter >= 0 AND r.spent_at IS NULL AND \(hasNotEnded))
        """

    /// The families that have an unspent token at a place.
    ///
    /// The place names three columns of an index, be it by what is true of every row: for less SQLite would rather search
    /// all of the tenant's tokens.
    private static func unspentFamilies(_ place: String) -> String {
        "(SELECT family FROM refresh_tokens WHERE \(place) AND spent_at IS NULL)"
    }

    /// Removes what is at a place, with all that it was before: by way of hashes, which the index by family holds.
    private static func deleteTokens(_ place: String, ofFamilies families: String) -> String {
        """
        DELETE FROM refresh_tokens WHERE \(place) AND hash IN \
        (SELECT hash FROM refresh_tokens WHERE tenant = ? AND family IN \(families))
        """
    }

    package func refreshToken(hash: [UInt8], in tenant: TenantID) throws -> RefreshToken? {
        try find(Self.selectTokens + " AND hash = ?" + lock, [.text(tenant.rawValue), .blob(hash)]).first
            .map(Self.token)
    }

    package func refreshToken(_ id: String, in tenant: TenantID) throws -> RefreshToken? {
        try find(Self.selectTokens + " AND id = ?" + lock, [.text(tenant.rawValue), .text(id)]).first.map(Self.token)
    }

    package func refreshTokens(ofUser userID: String, clientID: String?, in tenant: TenantID) throws -> [RefreshToken] {
        var (sql, arguments) = (
            Self.selectTokens + " AND user_id = ?", [SQLValue.text(tenant.rawValue), .text(userID)]
        )
        if let clientID {
            sql += " AND client_id = ?"
            arguments.append(.text(clientID))
        } else {
            // True of every row; it tells SQLite that the index by user is better than all of the tenant.
            sql += " AND client_id >= ''"
        }
        return try find(sql + " AND spent_at IS NULL ORDER BY issued_at DESC, id", arguments).map(Self.token)
    }

    package func latestCounter(ofFamily family: String, in tenant: TenantID) throws -> Int64 {
        let row = try find(Self.selectLatest, [.text(tenant.rawValue), .text(family)]).first
        guard let row, case .integer(let counter)? = row.columns.first else { return 0 }
        return counter
    }

    package func insert(_ token: RefreshToken, tenant: TenantID) throws {
        let arguments: [SQLValue] = [
            .blob(token.hash), .text(token.id), .text(token.family), .integer(token.counter), .text(token.clientID),
            .text(token.userID), .optionalText(token.sessionID), .text(token.audience),
            .text(token.scope.joined(separator: " ")), .flag(token.isRotating), .instant(token.issuedAt),
            .instant(token.expiresAt), .instant(token.idleExpiresAt), .instant(token.lastExchangedAt),
            .instant(token.spentAt), .optionalText(token.keyThumbprint), .json(token.details), .text(tenant.rawValue),
        ]
        guard try change(Self.insertToken, arguments) == 1 else { throw StoreError.conflict(key: "hash") }
    }

    /// One statement decides: of callers at the same moment the database lets one change the row.
    package func spendRefreshToken(hash: [UInt8], at now: Instant, in tenant: TenantID) throws -> Bool {
        try change(Self.spendToken, [.instant(now), .instant(now), .text(tenant.rawValue), .blob(hash)]) == 1
    }

    package func touchRefreshToken(
        hash: [UInt8],
        expiresAt: Instant?,
        idleExpiresAt: Instant?,
        at now: Instant,
        in tenant: TenantID
    ) throws -> Bool {
        try change(
            Self.touchToken,
            [
                .instant(now), .instant(expiresAt), .instant(idleExpiresAt), .text(tenant.rawValue), .blob(hash),
            ]
        ) == 1
    }

    package func deleteRefreshTokens(family: String, in tenant: TenantID) throws -> Int {
        try remove(Self.deleteNotesOfFamily, [.text(tenant.rawValue), .text(family)])
        return try remove(
            "DELETE FROM refresh_tokens WHERE tenant = ? AND family = ?",
            [.text(tenant.rawValue), .text(family)]
        )
    }

    package func deleteRefreshTokens(
        ofUser userID: String,
        clientID: String?,
        audience: String?,
        in tenant: TenantID
    ) throws -> Int {
        var place = "tenant = ? AND user_id = ?"
        var arguments: [SQLValue] = [.text(tenant.rawValue), .text(userID)]
        for (column, value) in [("client_id", clientID), ("audience", audience)] {
            guard let value else { continue }
            place += " AND \(column) = ?"
            arguments.append(.text(value))
        }
        let families = Self.unspentFamilies(place + " AND client_id >= ''")
        let count = try remove(
            Self.deleteTokens(place, ofFamilies: families),
            arguments + [.text(tenant.rawValue)] + arguments
        )
        if count > 0 { try remove(Self.deleteNotesOfUser, [.text(tenant.rawValue), .text(userID)]) }
        return count
    }

    package func deleteRefreshTokens(ofSession sessionID: String, in tenant: TenantID) throws -> Int {
        let (name, session) = (SQLValue.text(tenant.rawValue), SQLValue.text(sessionID))
        try remove(Self.deleteNotesOfSession, [name, name, session])
        return try remove(
            Self.deleteTokens("tenant = ? AND session_id = ?", ofFamilies: Self.familiesOfSession),
            [name, session, name, name, session]
        )
    }

    package func trimRefreshTokens(
        ofUser userID: String,
        clientID: String,
        keeping count: Int,
        in tenant: TenantID
    ) throws -> Int {
        let place: [SQLValue] = [.text(tenant.rawValue), .text(userID), .text(clientID)]
        let kept = Int64(max(count, 0))
        let count = try remove(
            Self.trimTokens,
            [.text(tenant.rawValue)] + place + [.integer(Self.trimLimit), .integer(kept)]
                + place + [.integer(kept), .integer(0)]
        )
        if count > 0 { try remove(Self.deleteNotesOfUser, [.text(tenant.rawValue), .text(userID)]) }
        return count
    }

    package func deleteRefreshTokens(expiredBefore moment: Instant) throws -> Int {
        let moments = Array(repeating: SQLValue.instant(moment), count: 3)
        let spent = try change(Self.deleteSpentOfExpired, moments)
        try change(Self.deleteNotesOfExpired, moments)
        return try spent + change(Self.deleteExpired, [.instant(moment)])
    }

    private static func token(_ row: SQLRow) throws -> RefreshToken {
        let id = try row.text(1)
        var token = RefreshToken(
            hash: try row.blob(0),
            id: id,
            family: try row.text(2),
            counter: try row.integer(3),
            clientID: try row.text(4),
            userID: try row.text(5),
            sessionID: try row.optionalText(6),
            audience: try row.text(7),
            scope: try row.text(8).words,
            isRotating: try row.integer(9) == 1,
            issuedAt: try row.instant(10),
            expiresAt: try row.optionalInstant(11),
            idleExpiresAt: try row.optionalInstant(12),
            keyThumbprint: try row.optionalText(15),
            details: try StoredJSON.object(row.text(16), of: "refresh token \(id)")
        )
        token.lastExchangedAt = try row.optionalInstant(13)
        token.spentAt = try row.optionalInstant(14)
        return token
    }
}
