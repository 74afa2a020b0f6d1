import Applications
package import Flows
import HTTPTypes
package import Management
import Storage
package import Web

/// The management API v1 and the pages that its tickets lead to.
///
/// - SeeAlso: Auth0 Management API v1, the reference of 2013.
package struct V1Routes: Sendable {
    private static let bodyLimit = 1_048_576
    private static let prefix = "/api/"

    private let engine: V1Engine
    private let passwords: PasswordTicketRoutes
    private let provisioning: ProvisioningRoutes
    private let links: LinkRoutes

    /// The routes over the use cases.
    ///
    /// - Parameters:
    ///   - linkKey: A key that every node knows; one for links to further pages is made of it.
    /// - Throws: The error of a template.
    package init(
        administration: Administration,
        configuration: Configuration,
        log: LogSink,
        linkKey: [UInt8]
    ) throws {
        engine = V1Engine(
            administration: administration,
            authentication: V1Authentication(
                storage: administration.storage,
                configuration: configuration,
                links: V1PageLinks(key: linkKey)
            ),
            log: log
        )
        let page = try ProvisioningPage()
        passwords = PasswordTicketRoutes(administration: administration, log: log, page: page)
        provisioning = ProvisioningRoutes(administration: administration, log: log, page: page)
        links = LinkRoutes(administration: administration, log: log, page: page)
    }

    /// The routes; they come after those of the newer API, whose paths begin alike.
    package var routes: [Route] {
        [
            Route([], Self.prefix, isPrefix: true, bodyLimit: Self.bodyLimit, errors: .management) { [engine] request in
                await engine.respond(to: request, path: request.path.dropFirst(Self.prefix.count))
            },
            // The reference of 2013 creates connections here.
            Route([.post], "/connections", bodyLimit: Self.bodyLimit, errors: .management) { [engine] request in
                await engine.respond(to: request, path: "connections")
            },
        ] + passwords.routes + provisioning.routes + links.routes
    }
}
