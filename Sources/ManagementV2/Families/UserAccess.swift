import Flows
import Kernel
import Management
import Wire

/// Callers who may act on themselves alone: users with a token of their own.
///
/// - SeeAlso: Auth0: "Management API Access Tokens for Single-Page Applications".
extension OperationCall {
    /// Refuses a caller who has none of these scopes and names somebody else.
    ///
    /// - Throws: `APIProblem` 403.
    func checkSubject(_ parameter: String = "id", unless scopes: Set<String>) throws {
        guard context.scopes.isDisjoint(with: scopes) else { return }
        guard path(parameter) == principal.subject else { throw Self.foreignSubject }
    }

    /// Refuses changes to a user that the caller's scopes do not reach.
    ///
    /// - Throws: `APIProblem` 403.
    func checkChange() throws {
        guard !context.scopes.contains("update:users") else { return }
        var allowed: Set<String> = ["connection", "client_id"]
        if context.scopes.contains("update:users_app_metadata") {
            allowed.insert("app_metadata")
        } else {
            try checkSubject(unless: [])
        }
        if context.scopes.contains("update:current_user_metadata"), path("id") == principal.subject {
            allowed.insert("user_metadata")
        }
        guard body.keys.allSatisfy(allowed.contains) else {
            throw APIProblem(403, "Insufficient scope, expected any of: update:users", code: "insufficient_scope")
        }
    }

    /// The user whom the caller's token speaks for.
    ///
    /// - Throws: `APIProblem` 403 for a client that speaks for nobody.
    func subjectUser() throws -> String {
        guard !principal.subject.hasSuffix("@clients"), principal.subject.contains("|") else {
            throw Self.foreignSubject
        }
        return principal.subject
    }

    private static let foreignSubject = APIProblem(
        403,
        "User to be acted on does not match subject in bearer token.",
        code: "insufficient_scope"
    )
}

extension OperationAnswer {
    /// A list that is answered as it is.
    static func objects(_ items: [JSONObject]) -> OperationAnswer { .value(.array(items.map(JSONValue.object))) }
}
