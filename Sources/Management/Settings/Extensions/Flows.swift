package import Applications
package import Kernel
import Tokens
package import Wire

/// A flow: steps that a form takes.
///
/// Kept, not run.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/flows`.
package enum Flow: KeptDocument {
    package static let kind = DocumentKind.flow
    package static let order = ["id", "name", "description", "synchronous", "actions"]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.flow)
    }

    package static func unknown(_ id: String) -> APIProblem { APIProblem(404, "Flow not found") }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        let body = members(document)
        return view == .listed ? body.filtered(["actions"], keeping: false) : body
    }
}

/// A connection in the vault: what a flow needs to speak to somebody else's service.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/flows/vault/connections`.
package enum VaultConnection: KeptDocument {
    package static let kind = DocumentKind.vaultConnection
    package static let order = [
        "id", "app_id", "environment", "name", "account_name", "ready", "created_at", "updated_at", "refreshed_at",
        "fingerprint",
    ]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.vaultConnection)
    }

    package static func unknown(_ id: String) -> APIProblem { APIProblem(404, "Connection not found") }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        completed(Patching.withoutNulls(request), context)
    }

    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        completed(Patching.merge(body, patch), context)
    }

    /// What a connection was set up with is written and never read.
    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        var body = members(document).filtered(["setup"], keeping: false)
        if view == .made || view == .changed { body["refreshed_at"] = .null }
        return body.inOrder(of: order)
    }

    /// The body with what can be told of its setup; the fingerprint changes with every change.
    private static func completed(_ body: JSONObject, _ context: KeptContext) -> JSONObject {
        var body = body
        let setup = body["setup"]?.object
        body["ready"] = .bool(setup != nil)
        body["account_name"] = setup.flatMap(accountName).map(JSONValue.string)
        body["fingerprint"] = .string(context.random.text(32, from: .hexadecimal))
        return body
    }

    /// The kind of a token and as much of it as its owner knows it by.
    private static func accountName(_ setup: JSONObject) -> String? {
        guard let token = setup["token"]?.string, let type = setup["type"]?.string else { return nil }
        guard token.count > 6 else { return "\(type.capitalizedWord) ***" }
        return "\(type.capitalizedWord) \(token.prefix(3))***\(token.suffix(3))"
    }
}

/// A form: a page that a sign-in may stop at.
///
/// Kept, not shown.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/forms`.
package enum FlowForm: KeptDocument {
    package static let kind = DocumentKind.form
    package static let order = [
        "id", "name", "description", "messages", "languages", "translations", "nodes", "start", "ending", "style",
    ]
    package static let forgivesDeletion = false

    /// What lists show: what a form is made of is read one by one.
    private static let listed: Set<String> = [
        "id", "name", "description", "created_at", "updated_at", "embedded_at", "submitted_at",
    ]

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.form)
    }

    package static func unknown(_ id: String) -> APIProblem { APIProblem(404, "Form not found") }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        var body = Patching.withoutNulls(request)
        if !body.contains("languages") { body["languages"] = ["primary": "en"] }
        if !body.contains("ending") { body["ending"] = ["resume_flow": true] }
        return body
    }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        let body = members(document)
        return view == .listed ? body.filtered(listed, keeping: true) : body
    }
}

extension String {
    /// The word with a capital first letter and small ones after it.
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
