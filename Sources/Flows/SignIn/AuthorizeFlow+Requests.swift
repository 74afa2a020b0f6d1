import Applications
import Directory
import Kernel
import OAuth
import Sessions
import Storage
import Tokens
import Wire

/// Where the parameters of a request come from: the request, a pushed one, or a signed object.
extension AuthorizeFlow {
    /// A request with its parameters at hand.
    struct Resolved {
        var request: AuthorizeRequest
        var isSigned = false
        var pushedHash: [UInt8]?
    }

    /// Finds the parameters.
    ///
    /// A pushed request may be come back to until somebody has signed in with it; it ends with the sign-in.
    /// - SeeAlso: RFC 9126 §4; RFC 9101 §5.
    func resolve(_ sent: AuthorizeRequest, host: RequestHost, now: Instant) async throws -> Resolved {
        guard let reference = sent["request_uri"], reference.hasPrefix(PushedRequests.prefix) else {
            return try await unwrap(Resolved(request: sent), host: host, now: now)
        }
        let hash = Ticket.hash(of: reference)
        let ticket = try await storage.read { try $0.ticket(.pushedRequest, hash: hash, in: host.tenant) }
        guard let ticket, ticket.spentAt == nil, ticket.expiresAt > now,
            let pushed = ticket.body["request"]?.object.flatMap(AuthorizeRequest.init(stored:)),
            pushed.clientID == sent.clientID
        else {
            throw DisplayedError(400, "invalid_request_uri", "The request_uri is invalid, expired, or has been used.")
        }
        return Resolved(request: pushed, isSigned: ticket.body["signed"]?.bool ?? false, pushedHash: hash)
    }

    /// Replaces a signed object by what it holds.
    func unwrap(_ resolved: Resolved, host: RequestHost, now: Instant) async throws -> Resolved {
        guard let text = resolved.request["request"] else { return resolved }
        guard let clientID = resolved.request.clientID,
            let facts = try await configuration.client(clientID, host.tenant)
        else { return resolved }
        let wanted = facts.client.signIn.requestObjectCredentialIDs
        let credentials = try await storage.read { transaction in
            try wanted.compactMap {
                try transaction.document(.clientCredential, id: $0, in: host.tenant).map(ClientCredential.init)
            }
        }
        // A client without keys for it has no use for request objects: the rules say so to it.
        guard !credentials.isEmpty else { return resolved }
        do {
            let object = try RequestObject.verified(
                text,
                client: facts.client,
                credentials: credentials,
                issuer: host.issuer,
                now: now
            )
            var result = resolved
            result.request = resolved.request.replaced(by: object)
            result.isSigned = true
            return result
        } catch {
            throw DisplayedError(400, error.code, error.description)
        }
    }

    /// The invitation that a request comes with, while it is good; the hash of its ticket.
    func invitation(_ request: AuthorizeRequest, host: RequestHost, now: Instant) async throws -> String? {
        guard let secret = request["invitation"] else { return nil }
        let hash = Ticket.hash(of: secret)
        let ticket = try await storage.read { try $0.ticket(.invitation, hash: hash, in: host.tenant) }
        guard let ticket, ticket.spentAt == nil, ticket.expiresAt > now,
            ticket.body["organization_id"]?.string == request["organization"]
        else {
            throw DisplayedError(
                400,
                "invalid_request",
                title: "Invalid invitation",
                "The invitation is invalid or expired."
            )
        }
        return Hexadecimal.encode(hash)
    }

    /// Takes up a sign-in that began with `/co/authenticate`: a session for whom the ticket names.
    func takeUp(
        _ secret: String,
        _ transaction: inout SignInTransaction,
        _ browser: Browser,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> BrowserSessions.Opened? {
        let hash = Ticket.hash(of: secret)
        let clientID = transaction.request.clientID
        let found = try await storage.write { writing -> Ticket? in
            guard let ticket = try writing.ticket(.loginTicket, hash: hash, in: host.tenant), ticket.expiresAt > now,
                ticket.body["client_id"]?.string == clientID,
                try writing.spendTicket(.loginTicket, hash: hash, at: now, in: host.tenant)
            else { return nil }
            return ticket
        }
        guard let found,
            let user = try await storage.read({ try $0.user(found.userID, in: host.tenant) })
        else { throw DisplayedError(400, "invalid_request", "Unknown or expired login_ticket") }
        let opened = try await sessions.open(
            for: user,
            connection: found.body["connection"]?.string ?? "",
            clientID: clientID,
            methods: ["pwd"],
            replacing: try await sessions.session(secret: browser.sessionSecret, host, now: now),
            host: host,
            origin: origin,
            now: now
        )
        transaction.progress.userID = user.id
        transaction.progress.sessionID = opened.session.id
        return opened
    }
}
