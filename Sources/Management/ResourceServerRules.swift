import Applications
import Kernel
import Wire

/// What the use cases about APIs need.
enum ResourceServerRules {
    /// The refusal of an API that is not there.
    static let unknown = APIProblem(
        404,
        "The resource server does not exist",
        code: "inexistent_resource_server"
    )

    private static let members = [
        "id", "name", "identifier", "allow_offline_access", "skip_consent_for_verifiable_first_party_clients",
        "subject_type_authorization", "token_lifetime", "token_lifetime_for_web", "signing_alg", "signing_secret",
        "scopes",
    ]

    /// What may change of an API of the server's own.
    private static let changeable: Set<String> = [
        "token_lifetime", "token_lifetime_for_web", "skip_consent_for_verifiable_first_party_clients",
    ]

    /// What may change besides of those that are turned on when they are wanted.
    private static let changeableWhenOptional: Set<String> = [
        "allow_offline_access", "authorization_policy", "proof_of_possession", "subject_type_authorization",
        "enforce_policies", "token_dialect",
    ]

    /// The document of an API, by its id or its identifier.
    static func find(
        _ idOrIdentifier: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document? {
        let tenant = context.tenant
        if let found = try transaction.document(.resourceServer, id: idOrIdentifier, in: tenant) { return found }
        let identifier = context.host.storedAudience(idOrIdentifier)
        return try transaction.document(.resourceServer, key: ResourceServer.identifierKey, identifier, in: tenant)
    }

    /// The document of an API, by its id or its identifier.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ idOrIdentifier: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try find(idOrIdentifier, context, transaction) else { throw unknown }
        return document
    }

    /// The body of a new API.
    ///
    /// - Throws: `APIProblem` 400 for an identifier that stands for something else.
    static func newBody(
        _ request: JSONObject,
        id: String,
        secret: String,
        _ context: AdministrationContext
    ) throws -> JSONObject {
        let identifier = request["identifier"]?.string ?? ""
        guard identifier != context.host.userInfoAudience, !identifier.isEmpty else {
            throw APIProblem(400, "The selected identifier is reserved.", code: "invalid_body")
        }
        var body = Patching.withoutNulls(request)
        // The name and scopes of an API that the server brings along are its own, whatever the request says.
        if let system = SystemResourceServers.optional(identifier, on: context.host) { body = body.merging(system) }
        body["id"] = .string(id)
        body["identifier"] = .string(context.host.storedAudience(identifier))
        return completed(body, secret: secret)
    }

    /// The body of an API after a patch.
    static func patched(_ body: JSONObject, _ patch: JSONObject, secret: String) -> JSONObject {
        completed(Patching.merge(body, patch), secret: secret)
    }

    /// Refuses changes to what the server decides of its own APIs.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkSystem(_ document: Document, _ patch: JSONObject) throws {
        let api = ResourceServer(document)
        guard api.isSystem else { return }
        let isManagement = api.identifier == RequestHost.storedManagementAudience(document.tenant)
        let allowed = isManagement ? changeable : changeable.union(changeableWhenOptional)
        guard patch.keys.allSatisfy(allowed.contains) else {
            throw APIProblem(400, "System resource servers cannot be patched.", code: "operation_not_supported")
        }
    }

    /// The scopes that a change takes from an API: nobody can have them any more.
    static func lostScopes(from before: JSONObject, to after: JSONObject) -> [String] {
        func names(_ body: JSONObject) -> [String] { (body["scopes"]?.array ?? []).compactMap { $0["value"]?.string } }
        let kept = Set(names(after))
        return names(before).filter { !kept.contains($0) }
    }

    private static func completed(_ document: JSONObject, secret: String) -> JSONObject {
        var body = document
        let defaults: JSONObject = [
            "allow_offline_access": false, "skip_consent_for_verifiable_first_party_clients": false,
            "token_lifetime": 86_400, "token_lifetime_for_web": 7200, "signing_alg": "RS256",
        ]
        for (name, value) in defaults where !body.contains(name) { body[name] = value }
        let policies: JSONObject = ["user": ["policy": "allow_all"], "client": ["policy": "require_client_grant"]]
        body["subject_type_authorization"] = .object(
            policies.merging(body["subject_type_authorization"]?.object ?? [:])
        )
        // A secret belongs to the HMAC family alone; one that is no longer used is forgotten.
        if body["signing_alg"] != "HS256" {
            body["signing_secret"] = nil
        } else if !body.contains("signing_secret") {
            body["signing_secret"] = .string(secret)
        }
        return body.inOrder(of: members)
    }
}
