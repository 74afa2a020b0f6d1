import Applications
import Kernel
import Tokens
import Wire

/// What the use cases about credentials of clients need.
enum ClientCredentialRules {
    private static let unknown = APIProblem(404, "The credential does not exist", code: "inexistent_credential")

    /// Where a client's document lists credentials: a member, and another inside it or none.
    private static let places: [(String, String?)] = [
        ("client_authentication_methods", "private_key_jwt"), ("client_authentication_methods", "tls_client_auth"),
        ("client_authentication_methods", "self_signed_tls_client_auth"), ("signed_request_object", nil),
        ("token_vault_privileged_access", nil),
    ]

    /// The document of a credential.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        of client: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try transaction.document(.clientCredential, id: id, in: tenant), document.parent == client
        else { throw unknown }
        return document
    }

    /// A credential as it is read: everything but the key itself.
    static func shown(_ credential: Document) -> JSONObject {
        var body = created(credential)
        if !body.contains("expires_at") { body["expires_at"] = .null }
        return body
    }

    /// A credential as the answer to its making shows it.
    static func created(_ credential: Document) -> JSONObject {
        credential.body.filtered(["pem"], keeping: false)
    }

    /// A moment from a request; nil for `null`.
    ///
    /// - Throws: `APIProblem` 400.
    static func expiry(_ value: JSONValue) throws -> Instant? {
        guard let text = value.string else { return nil }
        guard let moment = Instant(iso8601: text) else {
            throw APIProblem(
                400,
                "Payload validation error: 'Object didn't pass validation for format date-time: \(text)' "
                    + "on property expires_at.",
                code: "invalid_body"
            )
        }
        return moment
    }

    /// The document of a new credential.
    ///
    /// - Throws: `APIProblem` 400 for what is no key or certificate of the kind asked for.
    static func document(
        _ request: JSONObject,
        client: String,
        _ identifiers: Identifiers,
        _ context: AdministrationContext
    ) throws -> Document {
        let id = identifiers.make(.credential)
        var body: JSONObject = ["id": .string(id)]
        if let name = request["name"] { body["name"] = name }
        let type = request["credential_type"]?.string ?? "public_key"
        body["credential_type"] = .string(type)
        for (name, value) in try CredentialMaterial.members(of: type, request) { body[name] = value }
        body["created_at"] = context.now.json
        body["updated_at"] = context.now.json
        if let given = request["expires_at"], let expiry = try expiry(given) { body["expires_at"] = expiry.json }
        return Document(
            tenant: context.tenant,
            kind: .clientCredential,
            id: id,
            parent: client,
            body: body,
            createdAt: context.now
        )
    }

    /// A client's document whose credentials were given in line, taken apart.
    struct Extracted: Sendable {
        /// The client, its credentials by their ids.
        var body: JSONObject
        /// The credentials.
        var documents: [Document] = []

        /// The answer to the client's making: each credential in full, this once.
        func shown(in client: JSONObject) -> JSONObject {
            let full = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, created($0)) })
            return replacing(in: client) { item in
                item["id"]?.string.flatMap { full[$0] }.map(JSONValue.object) ?? item
            }
        }
    }

    /// Takes the credentials that a new client's document holds in line out of it.
    ///
    /// - Throws: `APIProblem` 400.
    static func extract(
        from body: JSONObject,
        client: String,
        _ identifiers: Identifiers,
        _ context: AdministrationContext
    ) throws -> Extracted {
        var result = Extracted(body: body)
        var made: [Document] = []
        result.body = try replacing(in: body) { item in
            let credential = try document(item.object ?? [:], client: client, identifiers, context)
            made.append(credential)
            return ["id": .string(credential.id)]
        }
        result.documents = made
        return result
    }

    /// Refuses a patch that names credentials the client does not have.
    ///
    /// - Throws: `APIProblem` 400.
    static func checkReferences(
        in patch: JSONObject,
        of client: Document,
        _ transaction: some DocumentReading
    ) throws {
        _ = try replacing(in: patch) { item in
            let id = item["id"]?.string ?? ""
            let credential = try transaction.document(.clientCredential, id: id, in: client.tenant)
            guard credential?.parent == client.id else {
                throw APIProblem(400, "The credential \(id) does not exist", code: "invalid_body")
            }
            return item
        }
    }

    /// The client's document without references to a credential.
    static func removing(_ id: String, from client: JSONObject) -> JSONObject {
        rewriting(in: client) { items in items.filter { $0["id"]?.string != id } }
    }

    private static func replacing(
        in client: JSONObject,
        _ transform: (JSONValue) throws -> JSONValue
    ) rethrows -> JSONObject {
        try rewriting(in: client) { try $0.map(transform) }
    }

    private static func rewriting(
        in client: JSONObject,
        _ transform: ([JSONValue]) throws -> [JSONValue]
    ) rethrows -> JSONObject {
        var client = client
        for (member, inner) in places {
            guard var outer = client[member]?.object else { continue }
            var holder = inner.map { outer[$0]?.object } ?? outer
            guard let items = holder?["credentials"]?.array else { continue }
            holder?["credentials"] = .array(try transform(items))
            if let inner { outer[inner] = holder.map(JSONValue.object) } else { outer = holder ?? outer }
            client[member] = .object(outer)
        }
        return client
    }
}

/// What a credential's document says of its key or certificate.
private enum CredentialMaterial {
    /// The members of a credential of a type.
    ///
    /// - Throws: `APIProblem` 400.
    static func members(of type: String, _ request: JSONObject) throws -> JSONObject {
        let pem = request["pem"]?.string ?? ""
        do {
            switch type {
            case "x509_cert": return try certificate(pem)
            case "cert_subject_dn": return try subject(request["subject_dn"]?.string, pem: pem)
            default: return try publicKey(pem, request)
            }
        } catch is KeyError {
            throw APIProblem(
                400,
                "Payload validation error: 'Invalid public key or certificate' on property pem.",
                code: "invalid_body"
            )
        }
    }

    private static func publicKey(_ pem: String, _ request: JSONObject) throws -> JSONObject {
        let key = try PublicKey(pem: pem)
        let algorithm = request["alg"]?.string ?? JWSAlgorithm.rs256.rawValue
        guard let known = JWSAlgorithm(rawValue: algorithm), key.fits(known) else { throw KeyError.mismatch }
        var members: JSONObject = [
            "kid": .string(try request["kid"]?.string ?? key.thumbprint), "alg": .string(algorithm),
            "pem": .string(pem),
        ]
        if request["parse_expiry_from_cert"]?.bool ?? false, let certificate = try? Certificates.der(pem: pem) {
            members["expires_at"] = try Certificates.notAfter(certificate).json
        }
        return members
    }

    private static func certificate(_ pem: String) throws -> JSONObject {
        let certificate = try Certificates.der(pem: pem)
        return [
            "thumbprint_sha256": .string(Base64.encode(Certificates.sha256Thumbprint(certificate))),
            "expires_at": try Certificates.notAfter(certificate).json, "pem": .string(pem),
        ]
    }

    private static func subject(_ given: String?, pem: String) throws -> JSONObject {
        if let given, pem.isEmpty { return ["subject_dn": .string(given)] }
        let certificate = try Certificates.der(pem: pem)
        return ["subject_dn": .string(try Certificates.subject(certificate, style: .lines)), "pem": .string(pem)]
    }
}
