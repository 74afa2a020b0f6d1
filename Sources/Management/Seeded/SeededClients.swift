import Applications
import Kernel
import Storage
package import Wire

/// Making sure of clients with ids and secrets that are known beforehand.
extension Administration {
    /// Makes a client of the id that the request names, or gives the one of that id the members that differ.
    ///
    /// Credentials are in line, as in a request that makes a client; those that the client has already stay as they
    /// are. A client that is made without a `client_secret` gets a new one.
    ///
    /// - Throws: `APIProblem` for what the management API refuses as well.
    package func seedClient(_ request: JSONObject, _ context: AdministrationContext) async throws -> SeedOutcome {
        let id = request["client_id"]?.string ?? ""
        let seed = SeededClient(id: id, members: request.filtered(["client_id"], keeping: false), identifiers, context)
        try ClientRules.checkMethods(of: Patching.withoutNulls(seed.members))
        let secret = identifiers.secret()
        return try await SeedOutcome.settling {
            let present = try await storage.read { try seed.present($0) }
            if let present, try seed.wanted(present).isThere { return .unchanged }
            return try await storage.write { transaction in
                // What was read before may have changed since.
                guard let present = try seed.present(transaction) else {
                    let made = try seed.make(secret: secret, transaction)
                    try addSystemGrant(of: made, context, transaction)
                    return .made
                }
                let wanted = try seed.wanted(present)
                guard !wanted.isThere else { return .unchanged }
                try seed.write(wanted, transaction)
                return .changed
            }
        }
    }
}

/// A client as a seed wants it.
private struct SeededClient: Sendable {
    /// The client and credentials that are stored.
    struct Present {
        let client: Document
        let credentials: [Document]
    }

    /// The client as it is to be stored, and credentials that it lacks.
    struct Wanted {
        let client: Document
        let newCredentials: [Document]
        let isThere: Bool
    }

    let id: String
    let members: JSONObject
    let identifiers: Identifiers
    let context: AdministrationContext

    init(id: String, members: JSONObject, _ identifiers: Identifiers, _ context: AdministrationContext) {
        self.id = id
        self.members = members
        self.identifiers = identifiers
        self.context = context
    }

    func present(_ transaction: some DocumentReading) throws -> Present? {
        guard let client = try transaction.document(.client, id: id, in: context.tenant) else { return nil }
        let credentials = DocumentQuery(.clientCredential, in: context.tenant, parent: id)
        return Present(client: client, credentials: try transaction.documents(credentials))
    }

    /// Makes the client and its credentials.
    func make(secret: String, _ transaction: some DocumentWriting) throws -> Document {
        let complete = ClientDefaults.document(members, id: id, secret: secret, tenant: context.tenant.rawValue)
        let extracted = try ClientCredentialRules.extract(from: complete, client: id, identifiers, context)
        let body = try ClientRules.linked(extracted.body, context, transaction)
        let client = Document(tenant: context.tenant, kind: .client, id: id, body: body, createdAt: context.now)
        try ClientRules.refusingTakenAlias { try transaction.insert(client, keys: Client.keys(of: body)) }
        for credential in extracted.documents { try transaction.insert(credential, keys: []) }
        return client
    }

    /// What the stored client has to become.
    func wanted(_ present: Present) throws -> Wanted {
        let extracted = try ClientCredentialRules.extract(from: members, client: id, identifiers, context)
        var patch = extracted.body
        var newCredentials: [Document] = []
        for credential in extracted.documents {
            if let known = present.credentials.first(where: { Self.isSameKey($0, credential) }) {
                patch = patch.replacingStrings(credential.id, with: known.id)
            } else {
                newCredentials.append(credential)
            }
        }
        // A client authenticates in one of two ways: naming the one takes the other away.
        let ways = ["token_endpoint_auth_method", "client_authentication_methods"]
        for (way, other) in [(ways[0], ways[1]), (ways[1], ways[0])]
        where patch[way].map({ !$0.isNull }) ?? false && !patch.contains(other) && present.client.body.contains(other) {
            patch[other] = .null
        }
        if let identifier = patch["resource_server_identifier"]?.string {
            patch["resource_server_identifier"] = .string(context.host.storedAudience(identifier))
        }
        var client = present.client
        client.body = ClientDefaults.patched(client.body, patch)
        client.updatedAt = context.now
        let isThere = newCredentials.isEmpty && client.body.saysTheSame(as: present.client.body)
        return Wanted(client: client, newCredentials: newCredentials, isThere: isThere)
    }

    func write(_ wanted: Wanted, _ transaction: some DocumentWriting) throws {
        _ = try ClientRules.linked(wanted.client.body, context, transaction)
        for credential in wanted.newCredentials { try transaction.insert(credential, keys: []) }
        try ClientRules.refusingTakenAlias {
            try transaction.update(wanted.client, keys: Client.keys(of: wanted.client.body))
        }
    }

    /// Whether two credentials are one key for one purpose.
    private static func isSameKey(_ one: Document, _ other: Document) -> Bool {
        ["credential_type", "pem", "subject_dn", "alg", "kid"].allSatisfy { one.body[$0] == other.body[$0] }
    }
}

extension JSONObject {
    /// The object with every string that is the one replaced by the other, at any depth.
    fileprivate func replacingStrings(_ old: String, with new: String) -> JSONObject {
        JSONObject(map { ($0.name, $0.value.replacingStrings(old, with: new)) })
    }
}

extension JSONValue {
    fileprivate func replacingStrings(_ old: String, with new: String) -> JSONValue {
        switch self {
        case .string(let text) where text == old: .string(new)
        case .array(let items): .array(items.map { $0.replacingStrings(old, with: new) })
        case .object(let members): .object(members.replacingStrings(old, with: new))
        default: self
        }
    }
}
