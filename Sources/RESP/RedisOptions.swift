/// Which servers to talk to, and how.
package struct RedisOptions: Sendable {
    /// How the servers are found.
    package enum Topology: Sendable, Hashable {
        /// The hosts are servers; the first that answers is used.
        case servers
        /// The hosts are sentinels, which know where the server of this name is.
        case sentinels(master: String)
    }

    /// Where servers or sentinels listen, the preferred first.
    package var hosts: [RedisHost]
    /// What the hosts are.
    package var topology = Topology.servers
    /// Who we are to the server, and to sentinels that ask.
    package var credentials: RedisCredentials?
    /// How connections are protected; nil where they are not.
    package var tls: RedisTLS?
    /// Connections to keep open; by default one for each event loop, and no more than eight.
    package var connections: Int?
    /// Time for connecting to one host.
    package var connectTime = Duration.seconds(2)
    /// Time for a command to be answered, those of the greeting included.
    package var commandTime = Duration.seconds(2)
    /// The longest pause between attempts to connect; the first is a fortieth of it.
    package var longestPause = Duration.seconds(1)
    /// How often an idle connection is tried, and sentinels are asked whether the server is still the one.
    package var heartbeat = Duration.seconds(5)
    /// Commands that may wait for answers on one connection, and calls that may wait for one.
    package var queue = 4096

    /// Servers at these hosts.
    package init(hosts: [RedisHost]) { self.hosts = hosts }
}

/// Where a server or sentinel listens.
package struct RedisHost: Sendable, Hashable, CustomStringConvertible {
    /// A name or an address, without brackets.
    package let name: String
    /// The port.
    package let port: Int

    /// A place to connect to.
    package init(name: String, port: Int = 6379) {
        self.name = name
        self.port = port
    }

    /// Reads `host[:port]`, an IPv6 address in brackets if a port follows; nil if it is neither.
    package init?(_ text: some StringProtocol) {
        var name = text[...]
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            name = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { return nil }
            port = rest.isEmpty ? nil : Substring(rest.dropFirst())
        } else if let colon = text.firstIndex(of: ":"), !text[text.index(after: colon)...].contains(":") {
            name = text[..<colon]
            port = Substring(text[text.index(after: colon)...])
        }
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "@" }) else { return nil }
        guard let number = port.map({ UInt16($0) }) ?? 6379, number > 0 else { return nil }
        self.init(name: String(name), port: Int(number))
    }

    /// Reads a list separated by commas; nil if an entry is no host, or there is none.
    package static func list(_ text: String) -> [RedisHost]? {
        var hosts: [RedisHost] = []
        for entry in text.split(separator: ",") {
            let entry = entry.trimmingSpaces
            if entry.isEmpty { continue }
            guard let host = RedisHost(entry) else { return nil }
            hosts.append(host)
        }
        return hosts.isEmpty ? nil : hosts
    }

    package var description: String { name.contains(":") ? "[\(name)]:\(port)" : "\(name):\(port)" }
}

/// A password, and the user it belongs to.
package struct RedisCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    let user: String?
    let password: String

    /// Credentials of a user, or of the default user if nil.
    package init(user: String?, password: String) {
        self.user = user
        self.password = password
    }

    package var description: String { "‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The command that presents them.
    var command: RedisCommand {
        if let user {
            RedisCommand("AUTH", .text(user), .text(password))
        } else {
            RedisCommand("AUTH", .text(password))
        }
    }
}

/// How connections are protected.
package struct RedisTLS: Sendable, Hashable {
    /// A PEM file with the authorities to trust; nil for those of the system.
    package var authorities: String?

    /// Protection that trusts the authorities of a file, or of the system.
    package init(authorities: String? = nil) { self.authorities = authorities }
}

extension Substring {
    /// Without spaces around it.
    fileprivate var trimmingSpaces: Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
