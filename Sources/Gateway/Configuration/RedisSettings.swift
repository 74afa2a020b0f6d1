import Kernel
import RESP

extension RedisOptions {
    /// Reads the variables `REDIS_…`; nil if no host is named.
    init?(_ variables: Variables) throws(ConfigurationError) {
        guard let list = variables["REDIS_HOSTS"] else { return nil }
        guard let hosts = RedisHost.list(list) else {
            throw ConfigurationError("REDIS_HOSTS", "must be a list of host[:port], separated by commas")
        }
        self.init(hosts: hosts)
        switch variables["REDIS_MODE"]?.lowercased() ?? "normal" {
        case "normal": topology = .servers
        case "sentinel":
            guard let master = variables["REDIS_MASTER_NAME"] else {
                throw ConfigurationError("REDIS_MASTER_NAME", "must be set where REDIS_MODE is sentinel")
            }
            topology = .sentinels(master: master)
        default: throw ConfigurationError("REDIS_MODE", "must be normal or sentinel")
        }
        if let password = variables["REDIS_PASSWORD"] {
            credentials = RedisCredentials(user: variables["REDIS_USERNAME"], password: password)
        } else if variables["REDIS_USERNAME"] != nil {
            throw ConfigurationError("REDIS_PASSWORD", "must be set where REDIS_USERNAME is")
        }
        if try variables.boolean("REDIS_TLS") ?? false { tls = RedisTLS(authorities: variables["REDIS_TLS_CACERT"]) }
    }
}
