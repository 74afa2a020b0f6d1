import Applications
import Kernel
import Storage
package import Wire

/// Clients that are what a document of theirs says.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/clients/cimd/preview`, `…/register`.
extension Administration {
    /// Tells what the document at an address would make of its client, and what is wrong with it.
    ///
    /// - Throws: `APIProblem` 400 for an address that cannot be one.
    package func previewMetadataClient(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let url = try MetadataClientRules.address(request)
        let known = try await storage.read { transaction in
            try transaction.document(.client, key: MetadataClientRules.key, url, in: context.tenant)?.id
        }
        var answer = JSONObject()
        answer["client_id"] = known.map(JSONValue.string)
        do {
            let document = try await metadataDocument(at: url)
            answer["validation"] = .object(document.validation)
            answer["mapped_fields"] = .object(document.mappedFields)
        } catch { answer["errors"] = [.string(error.description)] }
        return answer
    }

    /// Makes the client of the document at an address, or makes it again what the document says.
    ///
    /// - Returns: The answer, and whether the client is new.
    /// - Throws: `APIProblem` 400 for an address or a document that cannot be one, 403 without the scope for what is to
    ///   be done.
    package func registerMetadataClient(
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> (answer: JSONObject, isNew: Bool) {
        let url = try MetadataClientRules.address(request)
        let document: MetadataDocument
        do { document = try await metadataDocument(at: url) } catch {
            throw MetadataClientRules.refusal("The metadata document could not be fetched: \(error)")
        }
        guard document.violations.isEmpty else {
            throw MetadataClientRules.refusal(document.violations.joined(separator: "; "))
        }
        let (id, secret) = (MetadataClientRules.newID(random), identifiers.secret())
        let (identifiers, found) = (identifiers, document)
        let (client, isNew) = try await storage.write { transaction in
            let known = try transaction.document(.client, key: MetadataClientRules.key, url, in: context.tenant)
            try MetadataClientRules.checkScope(known == nil ? "create:clients" : "update:clients", context)
            let client = known?.id ?? id
            let credentials = try found.credentials.map {
                try ClientCredentialRules.document($0, client: client, identifiers, context)
            }
            for old in try transaction.documents(DocumentQuery(.clientCredential, in: context.tenant, parent: client)) {
                try transaction.deleteDocument(.clientCredential, id: old.id, in: context.tenant)
            }
            for credential in credentials { try transaction.insert(credential, keys: []) }
            let body = MetadataClientRules.body(found, known: known?.body, id: client, secret: secret, context)
                .merging(MetadataClientRules.authentication(by: credentials))
            if var known {
                known.body = body
                known.updatedAt = context.now
                try transaction.update(known, keys: Client.keys(of: body))
            } else {
                let made = Document(
                    tenant: context.tenant,
                    kind: .client,
                    id: client,
                    body: body,
                    createdAt: context.now
                )
                try transaction.insert(made, keys: Client.keys(of: body))
            }
            return (client, known == nil)
        }
        let answer: JSONObject = [
            "client_id": .string(client), "mapped_fields": .object(document.mappedFields),
            "validation": .object(document.validation),
        ]
        return (answer, isNew)
    }

    /// The document at an address, with the keys that it names.
    private func metadataDocument(at url: String) async throws(FetchFailure) -> MetadataDocument {
        let bytes = try await fetching.document(at: url, limit: MetadataClientRules.documentLimit)
        guard let object = try? JSONReader.parse(bytes).object else {
            throw FetchFailure("there is no JSON object at \(url)")
        }
        var document = MetadataDocument(object, at: url)
        guard let keysURL = document.keysURL, keysURL.hasPrefix("https://") else { return document }
        do throws(FetchFailure) {
            let keys = try await fetching.document(at: keysURL, limit: MetadataClientRules.keysLimit)
            document.read(keys: try? JSONReader.parse(keys))
        } catch { document.violate("jwks_uri could not be fetched: \(error)") }
        return document
    }
}

/// What clients with documents are.
enum MetadataClientRules {
    /// The key by which such a client is found.
    static let key = "external_client_id"
    /// How many bytes a document may have.
    static let documentLimit = 5 * 1024
    /// How many bytes the keys that it names may have.
    static let keysLimit = 12 * 1024

    /// The address in a request.
    ///
    /// - Throws: `APIProblem` 400.
    static func address(_ request: JSONObject) throws(APIProblem) -> String {
        let url = request["external_client_id"]?.string ?? ""
        if let problem = MetadataAddress.problem(url) { throw APIProblem(400, problem, code: "invalid_body") }
        return url
    }

    /// The refusal of a document.
    static func refusal(_ text: String) -> APIProblem { APIProblem(400, text, code: "invalid_client_metadata") }

    /// The id of a client of somebody else.
    static func newID(_ random: RandomSource) -> String { "tpc_" + random.text(22, from: .base58) }

    /// Refuses who may do the one but not the other.
    ///
    /// - Throws: `APIProblem` 403.
    static func checkScope(_ scope: String, _ context: AdministrationContext) throws(APIProblem) {
        guard !context.scopes.contains(scope) else { return }
        throw APIProblem(403, "Insufficient scope, expected any of: \(scope)", code: "insufficient_scope")
    }

    /// The document of a client, but for its credentials.
    static func body(
        _ document: MetadataDocument,
        known: JSONObject?,
        id: String,
        secret: String,
        _ context: AdministrationContext
    ) -> JSONObject {
        if let known {
            let cleared = known.filtered(
                ["client_authentication_methods", "token_endpoint_auth_method", "logo_uri"],
                keeping: false
            )
            return ClientDefaults.patched(cleared, document.client)
        }
        let start: JSONObject = [
            "is_first_party": false, "oidc_conformant": true,
            "jwt_configuration": ["alg": "RS256", "lifetime_in_seconds": 3600, "secret_encoded": false],
            "refresh_token": ["rotation_type": "rotating", "expiration_type": "expiring"],
            "external_metadata_type": "cimd", "external_metadata_created_by": "admin",
        ]
        return ClientDefaults.document(
            start.merging(document.client),
            id: id,
            secret: secret,
            tenant: context.tenant.rawValue
        )
    }

    /// The member of a client that names its credentials; empty where it has none.
    static func authentication(by credentials: [Document]) -> JSONObject {
        guard !credentials.isEmpty else { return [:] }
        let ids = credentials.map { JSONValue.object(["id": .string($0.id)]) }
        return ["client_authentication_methods": ["private_key_jwt": ["credentials": .array(ids)]]]
    }
}
