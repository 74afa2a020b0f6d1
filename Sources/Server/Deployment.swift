package import Flows
import FoundationEssentials
import Kernel
import Logging
package import Management
package import Storage
import StoragePostgres
package import StorageSQL
import StorageSQLite
import Tokens

/// A database, opened, migrated and unsealed: what the server and every command work on.
package struct Deployment: Sendable {
    /// Everything that is stored.
    package let storage: any Storage
    /// The administrator's use cases.
    package let administration: Administration
    /// The key of nonces for proofs of possession, which every node must know.
    let nonceKey: [UInt8]
    /// Hashes passwords, for the administrator and for those who sign in.
    package let passwords: PasswordQueue
    /// How busy the engine is.
    package let statistics: @Sendable () -> DriverStatistics
    /// Closes the database.
    package let close: @Sendable () async -> Void

    /// Opens the database that the options name; an empty one is set up.
    ///
    /// - Throws: `StartupError` with a sentence for the operator.
    package static func open(_ options: ServerOptions) async throws -> Deployment {
        try makeFolder(options.dataFolder)
        do {
            if let url = options.databaseURL {
                return try await open(try await PostgresDriver(url: url), options)
            }
            return try await open(try SQLiteDriver(path: options.path("latchkey.sqlite")), options)
        } catch let error as StoreError {
            throw StartupError("The database cannot be opened: \(error.sentence)")
        } catch let error as SchemaError {
            throw StartupError("\(error)")
        }
    }

    private static func open(_ driver: some SQLDriver, _ options: ServerOptions) async throws -> Deployment {
        do {
            let bare = SQLStorage(driver: driver, sealer: NoSealer())
            try await bare.migrate()
            let sealer = try MasterKey(options: options).sealer(check: await bare.state(MasterKey.checkName))
            let check = try await bare.establishState(MasterKey.checkName, sealer.keyCheck())
            // Whoever established it, it must be opened by our key.
            do { try sealer.verify(check: check) } catch {
                throw StartupError("Another server set this database up with another master key at the same moment.")
            }
            let storage = SQLStorage(driver: driver, sealer: sealer)
            let passwords = PasswordQueue(cores: ProcessInfo.processInfo.activeProcessorCount)
            return Deployment(
                storage: storage,
                administration: Administration(
                    storage: storage,
                    fetching: PublishedDocuments(options),
                    pageTemplates: TenantPages()
                ),
                nonceKey: sealer.derivedKey(for: "dpop nonces"),
                passwords: passwords,
                statistics: { driver.statistics },
                close: { await driver.close() }
            )
        } catch {
            await driver.close()
            throw error
        }
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StartupError("The data folder \(path) cannot be made: \(error)")
        }
    }
}

/// Stands where no secret may pass: before the master key is known.
private struct NoSealer: SecretSealing {
    private struct Sealed: Error {}
    func seal(_ bytes: [UInt8], context: String) throws -> [UInt8] { throw Sealed() }
    func open(_ bytes: [UInt8], context: String) throws -> [UInt8] { throw Sealed() }
    func sealText(_ text: String, context: String) throws -> String { throw Sealed() }
    func openText(_ text: String, context: String) throws -> String { throw Sealed() }
}

extension StoreError {
    /// What happened, in words.
    package var sentence: String {
        switch self {
        case .unavailable(let text), .corrupt(let text), .constraint(let text): text
        case .conflict(let key): "\(key) is taken"
        }
    }
}
