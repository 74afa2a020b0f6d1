package import Applications
package import Kernel
import OAuth
import Sessions
package import Storage
import Tokens
package import Wire

/// Signing out: of this server, and of every client that asked to be told.
///
/// - SeeAlso: OpenID Connect RP-Initiated Logout 1.0; Auth0 Authentication API: "Logout".
package struct LogoutFlow: Sendable {
    /// How long somebody has to answer whether they want to, in seconds.
    private static let questionLifetime: Int64 = 600

    private let configuration: Configuration
    private let storage: any Storage
    private let sessions: BrowserSessions
    private let log: LogSink
    private let random: RandomSource

    /// Signing out.
    package init(
        configuration: Configuration,
        storage: any Storage,
        sessions: BrowserSessions,
        log: LogSink,
        random: RandomSource = .system
    ) {
        self.configuration = configuration
        self.storage = storage
        self.sessions = sessions
        self.log = log
        self.random = random
    }

    /// What signing out leads to.
    package enum Outcome: Sendable {
        /// The session is over; where to go, or the page that says so.
        case done(destination: String?)
        /// Whether to is asked on a page, with this state.
        case question(state: String)
    }

    /// A request, and where it came from.
    package struct Call: Sendable {
        /// The browser.
        package let browser: Browser
        /// The host.
        package let host: RequestHost
        /// Where it came from.
        package let origin: RequestOrigin
        /// When.
        package let now: Instant

        /// A request.
        package init(browser: Browser, host: RequestHost, origin: RequestOrigin, now: Instant) {
            self.browser = browser
            self.host = host
            self.origin = origin
            self.now = now
        }
    }

    /// `/v2/logout`.
    ///
    /// - Throws: `DisplayedError`.
    package func legacy(returnTo: String?, clientID: String?, _ call: Call) async throws -> Outcome {
        let settings = try await configuration.settings(call.host.tenant)
        let client = try await client(clientID, call)
        let destination: String?
        do {
            destination = try LogoutRules.destination(returnTo: returnTo, client: client, settings: settings)
        } catch {
            await log.append(event(.logoutFailed, error.text, nil, client, call))
            throw error
        }
        try await end(call, client: client, returnTo: destination)
        return .done(destination: destination)
    }

    /// `/oidc/logout`.
    ///
    /// - Throws: `DisplayedError`.
    package func connect(_ form: Form, _ call: Call) async throws -> Outcome {
        var request = LogoutRules.Request()
        request.redirectURI = form["post_logout_redirect_uri"].flatMap { $0.isEmpty ? nil : $0 }
        request.state = form["state"]
        request.clientID = form["client_id"].flatMap { $0.isEmpty ? nil : $0 }
        request.logoutHint = form["logout_hint"].flatMap { $0.isEmpty ? nil : $0 }
        if let hint = form["id_token_hint"], !hint.isEmpty {
            guard let claims = try await IDTokenHint.claims(hint, host: call.host, configuration: configuration) else {
                let error = DisplayedError(400, "invalid_request", "Invalid id_token_hint")
                await log.append(event(.logoutFailed, error.text, nil, nil, call))
                throw error
            }
            request.hintedClientID = claims["aud"]?.string
            request.hintedSessionID = claims["sid"]?.string
            request.hintedUserID = claims["sub"]?.string
        }
        let client = try await client(request.hintedClientID ?? request.clientID, call)
        let session = try await sessions.session(secret: call.browser.sessionSecret, call.host, now: call.now)
        let plan: LogoutRules.Plan
        do {
            plan = try LogoutRules.plan(
                request,
                client: client,
                settings: try await configuration.settings(call.host.tenant),
                sessionID: session?.id,
                userID: session?.userID
            )
        } catch let error as DisplayedError {
            await log.append(event(.logoutFailed, error.text, nil, client, call))
            throw error
        }
        guard plan.asksFirst else {
            try await end(call, client: client, returnTo: plan.destination)
            return .done(destination: plan.destination)
        }
        return .question(state: try await ask(plan, client, call))
    }

    /// Answers the question of the page.
    ///
    /// - Throws: `DisplayedError.invalidState`.
    package func answer(_ isAccepted: Bool, state: String, _ call: Call) async throws -> Outcome {
        let hash = Ticket.hash(of: state)
        let found = try await storage.write { transaction -> Ticket? in
            guard let ticket = try transaction.ticket(.logout, hash: hash, in: call.host.tenant),
                ticket.expiresAt > call.now,
                ticket.body["browser"]?.string == Hexadecimal.encode(call.browser.hash),
                try transaction.spendTicket(.logout, hash: hash, at: call.now, in: call.host.tenant)
            else { return nil }
            return ticket
        }
        guard let found else { throw DisplayedError.invalidState }
        let destination = found.body["destination"]?.string
        if isAccepted {
            let client = try await client(found.body["client_id"]?.string, call)
            try await end(call, client: client, returnTo: destination)
        }
        return .done(destination: destination)
    }

    private func ask(_ plan: LogoutRules.Plan, _ client: Client?, _ call: Call) async throws -> String {
        let state = random.text(43, from: .urlSafe)
        var body: JSONObject = ["browser": .string(Hexadecimal.encode(call.browser.hash))]
        if let destination = plan.destination { body["destination"] = .string(destination) }
        if let client { body["client_id"] = .string(client.id) }
        let ticket = Ticket(
            kind: .logout,
            hash: Ticket.hash(of: state),
            body: body,
            createdAt: call.now,
            expiresAt: call.now.adding(seconds: Self.questionLifetime)
        )
        try await storage.write { _ = try $0.insert(ticket, tenant: call.host.tenant) }
        return state
    }

    private func client(_ id: String?, _ call: Call) async throws -> Client? {
        guard let id, !id.utf8.contains(0) else { return nil }
        guard let facts = try await configuration.client(id, call.host.tenant) else {
            throw DisplayedError.unknownClient(id)
        }
        return facts.client
    }

    /// Ends the session of a browser, once.
    private func end(_ call: Call, client: Client?, returnTo: String?) async throws {
        guard let session = try await sessions.session(secret: call.browser.sessionSecret, call.host, now: call.now)
        else { return }
        let ended = try await storage.write { transaction in
            let ended = try transaction.deleteSession(session.id, in: call.host.tenant)
            if let ended { try transaction.announceEnd(of: [ended], by: .clientLogout, host: call.host, now: call.now) }
            return ended
        }
        guard let ended else { return }
        var event = event(.logoutSucceeded, "User successfully logged out", ended.userID, client, call)
        event.connection = ended.connection
        event.details = [
            "return_to": .string(returnTo ?? ""), "session_id": .string(ended.id),
            "allowed_logout_url": .array((client?.signIn.allowedLogoutURLs ?? []).map(JSONValue.string)),
        ]
        await log.append(event)
    }

    private func event(
        _ type: LogEventType,
        _ description: String,
        _ userID: String?,
        _ client: Client?,
        _ call: Call
    ) -> LogEvent {
        var event = LogEvent(tenant: call.host.tenant, date: call.now, type: type, description: description)
        call.origin.describe(&event, hostname: call.host.name)
        event.clientID = client?.id
        event.clientName = client?.name
        event.userID = userID
        return event
    }
}
