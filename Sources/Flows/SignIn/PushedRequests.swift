package import Applications
package import Kernel
package import OAuth
import Sessions
package import Storage
package import Tokens
import Wire

/// `/oauth/par`: a request is checked and kept before anybody is sent anywhere.
///
/// - SeeAlso: RFC 9126; Auth0 Authentication API: `POST /oauth/par`.
package struct PushedRequests: Sendable {
    /// What its reference begins with.
    package static let prefix = "urn:ietf:params:oauth:request_uri:"
    /// The most `ext-` parameters.
    private static let extensionLimit = 10

    private let flow: AuthorizeFlow
    private let configuration: Configuration
    private let storage: any Storage
    private let random: RandomSource

    /// Keeping of requests.
    package init(
        flow: AuthorizeFlow,
        configuration: Configuration,
        storage: any Storage,
        random: RandomSource = .system
    ) {
        self.flow = flow
        self.configuration = configuration
        self.storage = storage
        self.random = random
    }

    /// Checks and keeps a request of a client that has proved who it is; its reference.
    ///
    /// - Throws: `OAuthError`.
    package func push(
        _ request: AuthorizeRequest,
        client: Client,
        proof: DPoPProof?,
        host: RequestHost,
        now: Instant
    ) async throws -> String {
        guard client.authenticationMethod != .none else {
            throw OAuthError(403, .unauthorizedClient, "Pushed Authorization Requests are for confidential clients")
        }
        guard request["request_uri"] == nil else {
            throw OAuthError(400, .invalidRequest, "request_uri is not allowed here")
        }
        guard request.extensions.count <= Self.extensionLimit else {
            throw OAuthError(400, .invalidRequest, "Too many ext- parameters")
        }
        let keyThumbprint = proof?.jkt
        if let asked = request["dpop_jkt"], let keyThumbprint, asked != keyThumbprint {
            throw OAuthError(400, .invalidRequest, "dpop_jkt does not match the key of the DPoP proof")
        }
        var kept = request.stored
        for name in ["client_secret", "client_assertion", "client_assertion_type"] { kept[name] = nil }
        kept["client_id"] = .string(client.id)
        if let keyThumbprint { kept["dpop_jkt"] = .string(keyThumbprint) }
        guard let pushed = AuthorizeRequest(stored: kept) else {
            throw OAuthError(400, .invalidRequest, "Invalid request")
        }
        let resolved = try await checked(pushed, host: host, now: now)
        let reference = Self.prefix + random.text(43, from: .urlSafe)
        let ticket = Ticket(
            kind: .pushedRequest,
            hash: Ticket.hash(of: reference),
            body: ["request": .object(resolved.request.stored), "signed": .bool(resolved.isSigned)],
            createdAt: now,
            expiresAt: now.adding(seconds: client.signIn.pushedRequestLifetime)
        )
        try await storage.write { transaction in
            try proof?.spend(in: transaction, tenant: host.tenant, now: now)
            try transaction.insert(ticket, tenant: host.tenant)
        }
        return reference
    }

    /// Here every refusal goes to the client, which is asking itself.
    private func checked(
        _ request: AuthorizeRequest,
        host: RequestHost,
        now: Instant
    ) async throws -> AuthorizeFlow.Resolved {
        do {
            let resolved = try await flow.unwrap(.init(request: request), host: host, now: now)
            _ = try await configuration.authorizeContext(
                resolved.request,
                isPushed: true,
                isSigned: resolved.isSigned,
                chosenOrganization: nil,
                host: host
            )
            return resolved
        } catch let error as DisplayedError {
            throw OAuthError(400, .invalidRequest, error.text)
        } catch let refused as RefusedRequest {
            // One code for whatever is wrong with a request, and one for who may not make it.
            let isForbidden = refused.error.code == OAuthError.Code.unauthorizedClient.rawValue
            throw OAuthError(
                isForbidden ? 403 : 400,
                isForbidden ? .unauthorizedClient : .invalidRequest,
                refused.error.description,
                detail: refused.error.code
            )
        }
    }
}
