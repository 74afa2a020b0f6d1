/// Which connections of the tenant may be used, and which one is meant where none is named.
package struct AllowedConnections: Sendable, Equatable {
    /// The names, in the order of the file; empty if every connection may be used.
    package let supported: [String]
    /// The one that is meant where none is named.
    package let defaultName: String?

    /// Connections.
    package init(supported: [String] = [], defaultName: String? = nil) {
        self.supported = supported
        self.defaultName = defaultName
    }

    /// Whether any connection will do, and none is sent along.
    package var isUnrestricted: Bool { supported.isEmpty }

    /// Whether a connection may be used.
    package func allows(_ name: String) -> Bool { supported.isEmpty || supported.contains(name) }

    /// What a request's `connection` comes to.
    package enum Resolution: Sendable, Equatable {
        /// This connection.
        case use(String)
        /// None: the tenant decides.
        case unnamed
        /// The request named one that is not supported.
        case unsupported
        /// There are several, none is the default, and the request named none.
        case ambiguous
    }

    /// The connection of a request that named this one, or none.
    package func resolve(_ requested: String?) -> Resolution {
        // Without a list connections are not the gateway's business: it sends none on that nobody allowed.
        if isUnrestricted { return .unnamed }
        if let requested, !requested.isEmpty { return supported.contains(requested) ? .use(requested) : .unsupported }
        if let defaultName { return .use(defaultName) }
        return supported.count == 1 ? .use(supported[0]) : .ambiguous
    }
}
