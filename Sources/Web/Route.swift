package import HTTPTypes

/// One endpoint: where it is, how much it takes, and what answers.
package struct Route: Sendable {
    /// Code that answers a request; what it throws, the front door turns into an answer in the route's shape.
    package typealias Handler = @Sendable (WebRequest) async throws -> WebResponse

    /// How an area of the server words its refusals.
    package enum ErrorShape: Sendable {
        /// `{error, error_description}`.
        case oauth
        /// `{statusCode, error, message, errorCode}`.
        case management
        /// Plain text.
        case text
    }

    /// The methods it answers; `HEAD` comes with `GET`.
    package let methods: [HTTPRequest.Method]
    /// The path, exactly; or the beginning of all its paths, if it ends with a slash and `isPrefix`.
    ///
    /// A prefix whose first segment is `*` takes any there.
    package let path: String
    /// Whether it answers every path below its own.
    package let isPrefix: Bool
    /// The longest body it takes, in bytes.
    package let bodyLimit: Int
    /// How it words refusals.
    package let errorShape: ErrorShape
    /// What answers.
    package let handler: Handler

    /// An endpoint.
    package init(
        _ methods: [HTTPRequest.Method],
        _ path: String,
        isPrefix: Bool = false,
        bodyLimit: Int = 65_536,
        errors errorShape: ErrorShape,
        handler: @escaping Handler
    ) {
        self.methods = methods
        self.path = path
        self.isPrefix = isPrefix
        self.bodyLimit = bodyLimit
        self.errorShape = errorShape
        self.handler = handler
    }
}

/// The endpoints of a server, found by path in one look-up.
package struct RouteTable: Sendable {
    private let exact: [String: Route]
    private let prefixes: [Route]
    /// The prefixes with any first segment, by what follows it.
    private let anywhere: [(rest: Substring, route: Route)]

    /// A table; of two routes with one path the later wins.
    package init(_ routes: [Route]) {
        exact = Dictionary(routes.filter { !$0.isPrefix }.map { ($0.path, $0) }) { $1 }
        let isAnywhere: (Route) -> Bool = { $0.path.hasPrefix("/*/") }
        prefixes = routes.filter { $0.isPrefix && !isAnywhere($0) }
        anywhere = routes.filter { $0.isPrefix && isAnywhere($0) }.map { ($0.path.dropFirst(2), $0) }
    }

    /// The endpoint of a path; a slash at its end does not matter.
    package func route(_ path: String) -> Route? {
        if let route = exact[path] { return route }
        if let route = prefixes.first(where: { path.hasPrefix($0.path) }) { return route }
        if path.last == "/", path.count > 1, let route = exact[String(path.dropLast())] { return route }
        guard !anywhere.isEmpty, let slash = path.dropFirst().firstIndex(of: "/") else { return nil }
        return anywhere.first { path[slash...].hasPrefix($0.rest) }?.route
    }
}
