package import Kernel
import ManagementV2
package import Wire

/// The rules that the management API checks bodies with, for whoever makes the same things in other ways.
package struct BodySchemas: Sendable {
    /// What a body makes or changes.
    package enum Kind: String, Sendable, CaseIterable {
        case client = "CreateClientRequestContent"
        case clientGrant = "CreateClientGrantRequestContent"
        case organization = "CreateOrganizationRequestContent"
        case resourceServer = "CreateResourceServerRequestContent"
        case tenantSettings = "UpdateTenantSettingsRequestContent"
        case user = "CreateUserRequestContent"
    }

    private let table = OperationTable()

    /// The rules of the operation table.
    package init() {}

    /// What is wrong with a body, in the management API's words; nil if nothing is.
    package func problem(with body: JSONObject, as kind: Kind) -> APIProblem? {
        table.schema(named: kind.rawValue)?.problem(with: .object(body), in: table)
    }
}
