import Applications
import Kernel
import Storage
import Tokens
package import Wire

/// The keys that a connection proves itself with at somebody else's provider, made when they are first asked for.
///
/// One is current, one is next; a rotation makes the next one current and the current one previous.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/connections/{id}/keys`.
extension Administration {
    /// Answers the keys of a connection: the current, the previous, the next.
    ///
    /// - Throws: `APIProblem` 404.
    package func connectionKeys(_ id: String, _ context: AdministrationContext) async throws -> [JSONObject] {
        let keys = try await preparedConnectionKeys(id, context)
        return try ConnectionKey.places.flatMap { place in
            try keys.filter { $0.body["place"]?.string == place }.map { try ConnectionKey.shown($0) }
        }
    }

    /// Makes the keys of a connection that has none.
    ///
    /// - Throws: `APIProblem` 404, or 409 where there are keys.
    package func createConnectionKeys(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        let present = try await storage.read { transaction in
            _ = try ConnectionRules.required(id, context, transaction)
            return try transaction.countDocuments(DocumentQuery(.connectionKey, in: context.tenant, parent: id))
        }
        guard present == 0 else { throw APIProblem(409, "The connection already has keys.") }
        return try await preparedConnectionKeys(id, algorithm: ConnectionKey.algorithm(request), context)
            .map { try ConnectionKey.shown($0) }
    }

    /// Makes the next key the current one and a new next one, and answers that.
    ///
    /// - Throws: `APIProblem` 404.
    package func rotateConnectionKeys(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        _ = try await preparedConnectionKeys(id, context)
        let connection = try await connection(id, context)
        let algorithm = ConnectionKey.algorithm(request)
        let random = random
        let next = try await KeyMaking.run {
            try ConnectionKey.make("next", of: id, named: connection["name"]?.string ?? id, algorithm, random, context)
        }
        return try await storage.write { transaction in
            for key in try transaction.documents(DocumentQuery(.connectionKey, in: context.tenant, parent: id)) {
                var key = key
                switch key.body["place"]?.string {
                case "previous":
                    try transaction.deleteDocument(.connectionKey, id: key.id, in: context.tenant)
                    continue
                case "current": key.body["place"] = "previous"
                default:
                    key.body["place"] = "current"
                    key.body["current_since"] = context.now.json
                }
                try transaction.update(key, keys: [])
            }
            try transaction.insert(next, keys: [])
            return try ConnectionKey.shown(next)
        }
    }

    /// The keys of a connection, which are made if there are none; calls at the same time make one pair.
    private func preparedConnectionKeys(
        _ id: String,
        algorithm: JWSAlgorithm = .rs256,
        _ context: AdministrationContext
    ) async throws -> [Document] {
        let query = DocumentQuery(.connectionKey, in: context.tenant, parent: id)
        let (connection, present) = try await storage.read { transaction in
            (try ConnectionRules.required(id, context, transaction), try transaction.documents(query))
        }
        guard present.isEmpty else { return present }
        let name = connection.body["name"]?.string ?? id
        let random = random
        let made = try await KeyMaking.run {
            try ["current", "next"].map { try ConnectionKey.make($0, of: id, named: name, algorithm, random, context) }
        }
        return try await storage.write { transaction in
            let found = try transaction.documents(query)
            guard found.isEmpty else { return found }
            for key in made { try transaction.insert(key, keys: []) }
            return made
        }
    }
}

/// How the keys of connections are made and shown.
private enum ConnectionKey {
    /// The places a key can have, in the order of lists.
    static let places = ["current", "previous", "next"]

    /// A year, in seconds.
    private static let certificateLifetime: Int64 = 365 * 86_400

    /// What a request says its key is for.
    static func algorithm(_ request: JSONObject) -> JWSAlgorithm {
        request["signing_alg"]?.string.flatMap(JWSAlgorithm.init(rawValue:)) ?? .rs256
    }

    static func make(
        _ place: String,
        of connection: String,
        named name: String,
        _ algorithm: JWSAlgorithm,
        _ random: RandomSource,
        _ context: AdministrationContext
    ) throws -> Document {
        let key = try SigningKey.generate(for: algorithm)
        let certificate = try Certificates.selfSigned(
            for: key,
            commonName: name,
            notBefore: context.now,
            notAfter: context.now.adding(seconds: certificateLifetime),
            random: random
        )
        let id = Kid.make(from: random)
        var body: JSONObject = [
            "kid": .string(id), "place": .string(place), "algorithm": .string(algorithm.rawValue),
            "certificate": .string(Base64.encode(certificate)), "private_key": .string(Base64.encode(try key.pkcs8)),
        ]
        if place == "current" { body["current_since"] = context.now.json }
        return Document(
            tenant: context.tenant,
            kind: .connectionKey,
            id: id,
            parent: connection,
            body: body,
            createdAt: context.now
        )
    }

    static func shown(_ key: Document) throws -> JSONObject {
        let certificate = Base64.decode(key.body["certificate"]?.string ?? "") ?? []
        var shown: JSONObject = [
            "kid": .string(key.id), "algorithm": key.body["algorithm"] ?? "RS256", "key_use": "signing",
            "subject_dn": .string(try Certificates.subject(certificate, style: .slashes)),
            "cert": .string(Certificates.pem(certificate, lineEnding: .carriageReturnLineFeed)),
            "fingerprint": .string(Certificates.fingerprintText(certificate)),
            "thumbprint": .string(Certificates.thumbprintText(certificate)),
            "pkcs": .string(try Certificates.pkcs7PEM(certificate, lineEnding: .carriageReturnLineFeed)),
        ]
        if let place = key.body["place"]?.string { shown[place] = true }
        if key.body["place"]?.string == "current" { shown["current_since"] = key.body["current_since"] }
        return shown
    }
}
