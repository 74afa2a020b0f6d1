package import Applications
import Directory
package import Kernel
package import OAuth
import Sessions
package import Storage
import Tokens
import Wire

/// `/authorize` and the way through the pages back to the application: load, decide, commit, answer.
///
/// Nothing is kept of a request that can be answered at once; one that needs a page becomes a transaction, and every
/// page leads back to `resume`.
package struct AuthorizeFlow: Sendable {
    let configuration: Configuration
    let storage: any Storage
    let sessions: BrowserSessions
    let issuing: AuthorizationIssuing
    let log: LogSink
    let random: RandomSource

    /// The flow.
    package init(
        configuration: Configuration,
        storage: any Storage,
        sessions: BrowserSessions,
        issuing: AuthorizationIssuing,
        log: LogSink,
        random: RandomSource = .system
    ) {
        self.configuration = configuration
        self.storage = storage
        self.sessions = sessions
        self.issuing = issuing
        self.log = log
        self.random = random
    }

    /// Answers a request to `/authorize`.
    ///
    /// - Throws: `DisplayedError`, or what storage throws.
    package func begin(
        _ sent: AuthorizeRequest,
        browser: Browser,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> SignInStep {
        do {
            return try await answer(sent, browser: browser, host: host, origin: origin, now: now)
        } catch let error as DisplayedError {
            await log.append(await shown(error, sent, host, origin, now))
            throw error
        }
    }

    private func answer(
        _ sent: AuthorizeRequest,
        browser: Browser,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> SignInStep {
        let taken = try await resolve(sent, host: host, now: now)
        var transaction = SignInTransaction(
            state: SignInState.make(for: taken.request, random),
            browserHash: browser.hash,
            request: taken.request,
            isPushed: taken.pushedHash != nil,
            isSigned: taken.isSigned,
            createdAt: now
        )
        transaction.pushedHash = taken.pushedHash
        var opened: BrowserSessions.Opened?
        if let ticket = taken.request["login_ticket"] {
            opened = try await takeUp(ticket, &transaction, browser, host: host, origin: origin, now: now)
        }
        transaction.progress.invitation = try await invitation(taken.request, host: host, now: now)
        var step = try await advance(
            &transaction,
            browser: browser,
            isStored: false,
            host: host,
            origin: origin,
            now: now
        )
        if step.opened == nil { step.opened = opened }
        return step
    }

    /// Goes on with a sign-in after one of its pages.
    ///
    /// - Throws: `DisplayedError`, or what storage throws.
    package func resume(
        state: String,
        browser: Browser,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> SignInStep {
        var transaction = try await load(state, browser: browser, host: host, now: now)
        return try await advance(&transaction, browser: browser, isStored: true, host: host, origin: origin, now: now)
    }

    /// The sign-in of a state, if it belongs to this browser and is not over.
    ///
    /// - Throws: `DisplayedError.invalidState`.
    package func load(
        _ state: String,
        browser: Browser,
        host: RequestHost,
        now: Instant
    ) async throws -> SignInTransaction {
        let hash = Ticket.hash(of: state)
        let ticket = try await storage.read { try $0.ticket(.transaction, hash: hash, in: host.tenant) }
        guard let ticket, ticket.spentAt == nil, ticket.expiresAt > now,
            let transaction = SignInTransaction(ticket, state: Secret(state)),
            equalInConstantTime(transaction.browserHash, browser.hash)
        else { throw DisplayedError.invalidState }
        return transaction
    }

    /// Keeps what a page has changed.
    package func save(_ transaction: SignInTransaction, host: RequestHost) async throws {
        let ticket = transaction.ticket
        guard try await storage.write({ try $0.update(ticket, tenant: host.tenant) }) else {
            throw DisplayedError.invalidState
        }
    }

    /// What the pages of a sign-in show and check with.
    ///
    /// - Throws: `DisplayedError`.
    package func context(_ transaction: SignInTransaction, host: RequestHost) async throws -> AuthorizeContext {
        do {
            return try await configuration.authorizeContext(
                transaction.request,
                isPushed: transaction.isPushed,
                isSigned: transaction.isSigned,
                chosenOrganization: transaction.progress.organizationID,
                host: host
            )
        } catch let refused as RefusedRequest {
            throw DisplayedError(400, refused.error.code, refused.error.description)
        }
    }

    /// Decides what is next, and does it.
    private func advance(
        _ transaction: inout SignInTransaction,
        browser: Browser,
        isStored: Bool,
        host: RequestHost,
        origin: RequestOrigin,
        now: Instant
    ) async throws -> SignInStep {
        let context: AuthorizeContext
        do {
            context = try await configuration.authorizeContext(
                transaction.request,
                isPushed: transaction.isPushed,
                isSigned: transaction.isSigned,
                chosenOrganization: transaction.progress.organizationID,
                host: host
            )
        } catch let refused as RefusedRequest {
            await log.append(failure(refused.error, refused.client, transaction, host, origin, now))
            return try Self.refusing(refused.error, refused.client, refused.target)
        }
        let known = try await person(transaction, context, browser, host: host, now: now)
        let decision = AuthorizeDecision.decide(
            AuthorizeDecision.Facts(
                request: transaction.request,
                client: context.client,
                target: context.target,
                resourceServer: context.resourceServer,
                organization: context.organization,
                person: known?.person,
                now: now
            )
        )
        switch decision {
        case .login:
            return try await page(loginPath(transaction, context), &transaction, isStored, host)
        case .askOrganization:
            return try await page("/u/pre-organization-picker", &transaction, isStored, host)
        case .chooseOrganization:
            return try await page("/u/organization-picker", &transaction, isStored, host)
        case .consent:
            return try await page("/u/consent", &transaction, isStored, host)
        case .refuse(let error):
            if isStored { try await end(transaction, host: host, now: now) }
            await log.append(failure(error, context.client, transaction, host, origin, now))
            return try Self.refusing(error, context.client, context.target)
        case .issue(let scope):
            guard let known else { throw DisplayedError.invalidState }
            if isStored { try await end(transaction, host: host, now: now) }
            let response = try await issuing.issue(
                transaction,
                context,
                known,
                scope: scope,
                host: host,
                origin: origin,
                now: now
            )
            return SignInStep(.application(response))
        }
    }

    /// Tells the application of a refusal or, where it registered itself and is not to be redirected to, the person.
    private static func refusing(
        _ error: RedirectedError,
        _ client: Client,
        _ target: ResponseTarget
    ) throws -> SignInStep {
        guard !client.showsRefusals else { throw DisplayedError(400, error.code, error.description) }
        return SignInStep(.application(target.response(error)))
    }

    /// Which page begins a sign-in.
    private func loginPath(_ transaction: SignInTransaction, _ context: AuthorizeContext) -> String {
        let hint = transaction.request["screen_hint"]
        let mayJoin = context.connections.contains { !$0.isSignupDisabled }
        if hint == "signup" || transaction.progress.invitation != nil, mayJoin { return "/u/signup" }
        if hint == "reset-password", let name = context.connections.first(where: \.offersPasswordReset)?.name {
            return "/u/reset-password/request/\(Form.encode(name))"
        }
        return "/u/login"
    }

    private func page(
        _ path: String,
        _ transaction: inout SignInTransaction,
        _ isStored: Bool,
        _ host: RequestHost
    ) async throws -> SignInStep {
        let ticket = transaction.ticket
        if !isStored { try await storage.write { _ = try $0.insert(ticket, tenant: host.tenant) } }
        return SignInStep(.page("\(path)?state=\(transaction.state.exposed)"))
    }

    /// Ends a sign-in: of those who press a button twice, one gets an answer.
    private func end(_ transaction: SignInTransaction, host: RequestHost, now: Instant) async throws {
        let hash = Ticket.hash(of: transaction.state.exposed)
        guard try await storage.write({ try $0.spendTicket(.transaction, hash: hash, at: now, in: host.tenant) }) else {
            throw DisplayedError.invalidState
        }
    }
}
