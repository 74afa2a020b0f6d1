import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import OAuth
import Sessions
import Storage
import Tokens
import Web
import Wire

/// Who calls: the opaque token in the `Authorization` header or in the query, or a link that carries its own proof.
///
/// - SeeAlso: Auth0 Management API v1: "access_token"; RFC 6750 §2.
struct V1Authentication: Sendable {
    let storage: any Storage
    let configuration: Configuration
    let links: V1PageLinks

    /// The caller of a request.
    ///
    /// - Throws: `APIProblem` 401.
    func caller(_ request: WebRequest, query: Form) async throws -> V1Caller {
        if let ticket = query[V1PageLinks.parameter] {
            guard let clientID = links.client(ticket, of: request) else { throw Self.refusal("The link has expired.") }
            return try await caller(clientID, request)
        }
        guard let token = try Self.token(request, query) else { throw Self.refusal("An access token is required.") }
        let hash = Digest.sha256(Array(token.utf8))
        let tenant = request.host.tenant
        guard let record = try await storage.read({ try $0.accessToken(hash: hash, in: tenant) }),
            record.audience == ClientCredentials.managementV1Audience, request.now < record.expiresAt
        else { throw Self.refusal("The access token is not valid or has expired.") }
        return try await caller(record.clientID, request)
    }

    /// A client that is still there and still one of the tenant's own.
    private func caller(_ clientID: String, _ request: WebRequest) async throws -> V1Caller {
        guard let client = try await configuration.client(clientID, request.host.tenant)?.client,
            client.isGlobal || client.isFirstParty
        else { throw Self.refusal("The access token is not valid or has expired.") }
        return V1Caller(clientID: client.id, isGlobal: client.isGlobal)
    }

    /// The header counts before the query.
    private static func token(_ request: WebRequest, _ query: Form) throws -> String? {
        guard let header = request.headers[.authorization] else {
            return query["access_token"].flatMap { $0.isEmpty ? nil : $0 }
        }
        let parts = header.split(separator: " ").map(String.init)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw refusal("The Authorization header must be: Bearer, a space, and the access token.")
        }
        return parts[1]
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(401, message, code: "invalid_token") }
}
