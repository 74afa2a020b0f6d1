import FoundationEssentials
package import Logging
import RESP
import Web

/// The store of a gateway, and how to close it.
package struct OpenedStore: Sendable {
    /// The store.
    package let store: any ExpiringStore
    /// Lets what was begun end, then closes it.
    package let close: @Sendable () async -> Void

    /// Opens the shared store that the environment names, else the embedded one in a folder.
    ///
    /// The shared store may be away: it is looked for until it is there, and requests are refused meanwhile.
    /// - Throws: `ConfigurationError`.
    package static func open(
        _ environment: GatewayEnvironment,
        folder: String,
        logger: Logger
    ) throws(ConfigurationError) -> OpenedStore {
        if let redis = environment.redis {
            let client: RedisClient
            do { client = try RedisClient(redis, logger: logger) } catch {
                throw ConfigurationError("REDIS_HOSTS", "or what belongs to it cannot be used: \(error.description)")
            }
            return OpenedStore(store: RedisStore(client), close: { await client.close() })
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let store = try EmbeddedStore(path: "\(folder)/sessions.sqlite", now: { Clock.now })
            return OpenedStore(store: store, close: { await store.close() })
        } catch let error as StoreUnavailable {
            throw ConfigurationError("--data", "cannot be used: \(error)")
        } catch {
            throw ConfigurationError("--data", "cannot be used: the folder \(folder) cannot be made")
        }
    }
}
