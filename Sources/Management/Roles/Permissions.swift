import Applications
import Directory
import Kernel
import Wire

/// Permissions on the wire: pairs of an API's identifier and the name of one of its scopes.
struct PermissionView {
    private let context: AdministrationContext
    private var apis: [String: ResourceServerSummary] = [:]

    /// A view on the host of a call.
    init(_ context: AdministrationContext) { self.context = context }

    /// A permission with the names of its API and the description of its scope; nil if the API has it no more.
    mutating func shown(_ permission: Permission, _ transaction: some DocumentReading) throws -> JSONObject? {
        guard let api = try api(permission.resourceServer, transaction),
            let description = api.scopes[permission.name]
        else { return nil }
        return [
            "permission_name": .string(permission.name), "description": .string(description),
            "resource_server_name": .string(api.name),
            "resource_server_identifier": .string(context.host.shownAudience(permission.resourceServer)),
        ]
    }

    /// The permissions of a request's `permissions`.
    ///
    /// - Throws: `APIProblem` 404 for an API or a scope that is not there.
    mutating func checked(_ request: JSONObject, _ transaction: some DocumentReading) throws -> [Permission] {
        let permissions = Self.read(request, context)
        for permission in permissions {
            let identifier = context.host.shownAudience(permission.resourceServer)
            guard let api = try api(permission.resourceServer, transaction) else {
                throw APIProblem(404, "The resource server does not exist", code: "inexistent_resource_server")
            }
            guard api.scopes[permission.name] != nil else {
                throw APIProblem(
                    404,
                    "This permission does not exist: '\(identifier) - \(permission.name)'",
                    code: "inexistent_resource_server_permission"
                )
            }
        }
        return permissions
    }

    /// The permissions of a request's `permissions`, whether they exist or not.
    static func read(_ request: JSONObject, _ context: AdministrationContext) -> [Permission] {
        (request["permissions"]?.array ?? []).map { item in
            Permission(
                resourceServer: context.host.storedAudience(item["resource_server_identifier"]?.string ?? ""),
                name: item["permission_name"]?.string ?? ""
            )
        }
    }

    private mutating func api(
        _ identifier: String,
        _ transaction: some DocumentReading
    ) throws -> ResourceServerSummary? {
        if let known = apis[identifier] { return known }
        let found = try transaction.document(
            .resourceServer,
            key: ResourceServer.identifierKey,
            identifier,
            in: context.tenant
        )
        guard let found else { return nil }
        let summary = ResourceServerSummary(found)
        apis[identifier] = summary
        return summary
    }
}

/// What permissions show of an API.
private struct ResourceServerSummary {
    let name: String
    /// The description of each scope by its name.
    let scopes: [String: String]

    init(_ document: Document) {
        name = document.body["name"]?.string ?? ""
        let members = (document.body["scopes"]?.array ?? []).map {
            ($0["value"]?.string ?? "", $0["description"]?.string ?? "")
        }
        scopes = Dictionary(members) { first, _ in first }
    }
}
