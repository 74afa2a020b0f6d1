import Applications
import FoundationEssentials
import Kernel
import Server
import Storage
import StoragePostgres
import StorageSQL
import StorageSQLite
import Tokens

/// Whether the database can be reached, its schema is this program's, the master key opens it, and every tenant has the
/// keys it needs.
struct DatabaseCheck {
    private static let renewBefore: Int64 = 30 * 86_400
    private static let clockTolerance: Int64 = 5_000

    let options: ServerOptions
    let now: Instant

    func findings() async -> [Finding] {
        do {
            if let url = options.databaseURL {
                let driver = try await PostgresDriver(url: url)
                return await findings(driver, clock: Self.postgresClock)
            }
            let path = options.path("latchkey.sqlite")
            guard FileManager.default.fileExists(atPath: path) else {
                return [.note("database", "\(path) is not there yet; the first start makes it")]
            }
            return await findings(try SQLiteDriver(path: path), clock: nil)
        } catch {
            return [.wrong("database", "cannot be opened: \(sentence(error))")]
        }
    }

    private static let postgresClock = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"

    private func findings(_ driver: some SQLDriver, clock: String?) async -> [Finding] {
        var findings: [Finding] = []
        do {
            let version = try await SQLStorage(driver: driver, sealer: NoSealing()).schemaVersion()
            if let clock {
                let theirs = try await driver.read { try $0.query(clock, []).first?.integer(0) ?? 0 }
                findings.append(skew(theirs))
            }
            await driver.close()
            findings.append(schema(version))
            // Opening for use would bring an older database to this program's version.
            if version == Migration.newest { findings += await keys() }
        } catch {
            await driver.close()
            findings.append(.wrong("database", "does not answer: \(sentence(error))"))
        }
        return findings
    }

    private func schema(_ version: Int) -> Finding {
        switch version {
        case 0: .note("database", "empty; the first start sets it up")
        case Migration.newest: .fine("database", "answers, schema version \(version)")
        case ..<Migration.newest:
            .note("database", "has schema version \(version); the next start brings it to \(Migration.newest)")
        default: .wrong("database", "\(SchemaError(found: version, known: Migration.newest))")
        }
    }

    private func skew(_ theirs: Int64) -> Finding {
        let milliseconds = theirs - now.milliseconds
        return abs(milliseconds) <= Self.clockTolerance
            ? .fine("clock", "the database's clock agrees (\(milliseconds) ms)")
            : .wrong("clock", "the database's clock differs by \(milliseconds / 1000) s: let both follow a time server")
    }

    private func keys() async -> [Finding] {
        let deployment: Deployment
        do { deployment = try await Deployment.open(options) } catch { return [.wrong("masterkey", sentence(error))] }
        var findings: [Finding] = [.fine("masterkey", "opens this database")]
        do {
            let tenants = try await deployment.storage.read { transaction in
                try transaction.tenants().map { ($0.id, try transaction.signingKeys(in: $0.id)) }
            }
            let wrong = tenants.flatMap { tenant, keys in problems(tenant, keys) }
            findings += wrong
            if wrong.isEmpty { findings.append(.fine("keys", "\(tenants.count) tenants can sign")) }
        } catch {
            findings.append(.wrong("keys", "cannot be read: \(sentence(error))"))
        }
        await deployment.close()
        return findings
    }

    private func problems(_ tenant: TenantID, _ keys: [SigningKeyRecord]) -> [Finding] {
        var findings: [Finding] = []
        let families = Set(keys.map(\.family)).union([KeyFamily.rsa.rawValue])
        for family in families.sorted() {
            for status in [SigningKeyRecord.Status.current, .next]
            where !keys.contains(where: { $0.family == family && $0.status == status }) {
                findings.append(
                    .wrong(
                        "keys",
                        "tenant \(tenant) has no \(status.rawValue) \(family) key: 'latchkey keys rotate --tenant \(tenant)'"
                    )
                )
            }
        }
        for key in keys where key.status != .revoked {
            if let problem = problem(key) {
                findings.append(.wrong("keys", "tenant \(tenant), key \(key.kid): \(problem)"))
            }
        }
        return findings
    }

    private func problem(_ key: SigningKeyRecord) -> String? {
        do {
            let signing = try SigningKey(pkcs8: key.privateKey)
            guard try Certificates.publicKey(key.certificate).spkiDER == signing.publicKey.spkiDER else {
                return "its certificate is of another key"
            }
            let end = try Certificates.notAfter(key.certificate)
            return end < now.adding(seconds: Self.renewBefore)
                ? "its certificate ends \(end.iso8601): rotate the keys" : nil
        } catch {
            return "it cannot be read"
        }
    }

    private func sentence(_ error: any Error) -> String {
        (error as? StoreError)?.sentence ?? "\(error)"
    }
}

/// Stands where no secret is read.
private struct NoSealing: SecretSealing {
    private struct Sealed: Error {}
    func seal(_ bytes: [UInt8], context: String) throws -> [UInt8] { throw Sealed() }
    func open(_ bytes: [UInt8], context: String) throws -> [UInt8] { throw Sealed() }
    func sealText(_ text: String, context: String) throws -> String { throw Sealed() }
    func openText(_ text: String, context: String) throws -> String { throw Sealed() }
}
