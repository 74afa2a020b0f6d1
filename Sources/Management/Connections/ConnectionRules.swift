import Applications
import Kernel
import Wire

/// What a connection must be, and what it has that nobody asked for.
enum ConnectionRules {
    /// Strategies of companies: their connections can be shown as a button.
    private static let enterprise: Set<String> = [
        "ad", "adfs", "auth0-adldap", "google-apps", "ip", "office365", "oidc", "okta", "pingfederate", "samlp",
        "sharepoint", "waad",
    ]

    /// Strategies whose connections somebody else's administrator can finish, by a link.
    private static let provisioned: Set<String> = [
        "ad", "adfs", "google-apps", "office365", "pingfederate", "samlp", "waad",
    ]

    /// The members in the order of the wire.
    private static let order = [
        "id", "options", "strategy", "name", "provisioning_ticket_url", "is_domain_connection", "show_as_button",
        "authentication", "connected_accounts", "display_name",
    ]

    /// The connection of an id.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try transaction.document(.connection, id: id, in: context.tenant) else {
            throw APIProblem(404, "The connection does not exist", code: "inexistent_connection")
        }
        return document
    }

    /// A new connection.
    ///
    /// - Throws: `APIProblem` 400.
    static func newBody(
        _ request: JSONObject,
        id: String,
        _ context: AdministrationContext,
        _ random: RandomSource
    ) throws -> JSONObject {
        let strategy = request["strategy"]?.string ?? ""
        let name = request["name"] ?? ""
        var body: JSONObject = ["id": .string(id), "options": [:], "strategy": .string(strategy), "name": name]
        if provisioned.contains(strategy) {
            body["provisioning_ticket_url"] = .string(ticketURL(strategy, context, random))
        }
        body["is_domain_connection"] = false
        if enterprise.contains(strategy) { body["show_as_button"] = false }
        body["authentication"] = ["active": true]
        body["connected_accounts"] = ["active": false]
        if ["oidc", "okta", "waad"].contains(strategy) { body["display_name"] = name }
        body["enabled_clients"] = []
        body["realms"] = .array([name])
        body = body.merging(Patching.withoutNulls(request))
        let options = ConnectionOptions(strategy: strategy, host: context.host)
        body["options"] = .object(options.completed(request["options"]?.object ?? [:], isNew: true))
        try check(body)
        return body
    }

    /// A connection after a change: its options are replaced whole, and completed anew.
    ///
    /// - Throws: `APIProblem` 400.
    static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) throws -> JSONObject {
        var result = Patching.merge(body, patch)
        if let asked = patch["options"]?.object {
            let strategy = body["strategy"]?.string ?? ""
            let options = ConnectionOptions(strategy: strategy, host: context.host)
            result["options"] = .object(options.completed(asked, isNew: false))
        }
        try check(result)
        return result.inOrder(of: order)
    }

    /// Refuses options of a database that contradict one another.
    ///
    /// - Throws: `APIProblem` 400.
    static func check(_ body: JSONObject) throws {
        guard body["strategy"]?.string == "auth0", let options = body["options"]?.object,
            let attributes = options["attributes"]?.object
        else { return }
        guard !options.contains("validation") else {
            throw refusal("Cannot set both options.attributes and options.validation")
        }
        guard !options.contains("requires_username") else {
            throw refusal("Cannot set both options.attributes and options.requires_username")
        }
        guard attributes.contains(where: { $0.value["identifier"]?["active"]?.bool ?? false }) else {
            throw refusal("attributes must contain one active identifier")
        }
        for (name, attribute) in attributes
        where attribute["profile_required"]?.bool ?? false && attribute["signup"]?["status"]?.string == "inactive" {
            throw refusal("attribute \(name) must also be required on signup")
        }
    }

    /// The link by which a connection is finished, in the shape of its strategy.
    private static func ticketURL(
        _ strategy: String,
        _ context: AdministrationContext,
        _ random: RandomSource
    ) -> String {
        let isNamed = strategy == "waad" || strategy == "google-apps"
        let tenant = isNamed ? "\(context.tenant.rawValue)/" : ""
        let ticket = random.text(strategy == "ad" ? 32 : 8, from: .base62)
        return "\(context.host.issuer)\(tenant)p/\(strategy)/\(ticket)"
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
