package import Applications
import Directory
package import Kernel
import OAuth
import Sessions
package import Storage
import Tokens
import Wire

/// What the pages of a sign-in do: each checks what was typed, notes it in the transaction, and goes back to the
/// dispatcher.
package struct SignInPages: Sendable {
    /// The way through.
    package let flow: AuthorizeFlow
    let storage: any Storage
    let configuration: Configuration
    private let sessions: BrowserSessions
    private let passwords: PasswordSignIn
    let signUp: SignUp
    let challenge: EmailChallenge
    let mails: PeopleMails
    let log: LogSink

    /// The pages' use cases.
    package init(
        flow: AuthorizeFlow,
        storage: any Storage,
        configuration: Configuration,
        sessions: BrowserSessions,
        passwords: PasswordSignIn,
        signUp: SignUp,
        challenge: EmailChallenge,
        mails: PeopleMails,
        log: LogSink
    ) {
        self.flow = flow
        self.storage = storage
        self.configuration = configuration
        self.sessions = sessions
        self.passwords = passwords
        self.signUp = signUp
        self.challenge = challenge
        self.mails = mails
        self.log = log
    }

    /// A request of a page: whose it is, and when.
    package struct Call: Sendable {
        /// The `state` of the address.
        package let state: String
        /// The browser.
        package let browser: Browser
        /// The host.
        package let host: RequestHost
        /// Where it came from.
        package let origin: RequestOrigin
        /// When.
        package let now: Instant

        /// A request.
        package init(state: String, browser: Browser, host: RequestHost, origin: RequestOrigin, now: Instant) {
            self.state = state
            self.browser = browser
            self.host = host
            self.origin = origin
            self.now = now
        }
    }

    /// The sign-in of a page, with what it is about.
    ///
    /// - Throws: `DisplayedError`.
    package func load(_ call: Call) async throws -> (SignInTransaction, AuthorizeContext) {
        let transaction = try await flow.load(call.state, browser: call.browser, host: call.host, now: call.now)
        return (transaction, try await flow.context(transaction, host: call.host))
    }

    /// Notes the name that was typed on the first of two pages.
    package func identify(_ name: String, _ call: Call) async throws {
        var (transaction, _) = try await load(call)
        transaction.progress.identifier = name
        try await flow.save(transaction, host: call.host)
    }

    /// Signs somebody in.
    ///
    /// - Throws: `SignInRefusal`, `DisplayedError`.
    package func signIn(_ name: String, password: String, _ call: Call) async throws -> SignInStep {
        let (transaction, context) = try await load(call)
        guard !context.connections.isEmpty else {
            throw DisplayedError(400, "invalid_request", "no connections enabled for the client")
        }
        var refusal = SignInRefusal.wrongCredentials
        for connection in try await candidates(name, context, call.host) {
            do {
                let user = try await passwords.check(
                    .init(
                        identifier: name,
                        password: password,
                        connection: connection,
                        client: context.client,
                        host: call.host,
                        origin: call.origin,
                        now: call.now
                    )
                )
                return try await enter(user, connection, transaction, context, call)
            } catch let error as SignInRefusal {
                refusal = error
            }
        }
        throw refusal
    }

    /// Signs somebody up, and in; or asks them first for the code that proves their address.
    ///
    /// - Throws: `SignUp.Refusal`, `DisplayedError`.
    package func signUp(_ application: SignUp.Application, _ call: Call) async throws -> SignInStep {
        let (transaction, context) = try await load(call)
        guard let connection = context.connections.first(where: { !$0.isSignupDisabled }) else {
            throw SignUp.Refusal.disabled
        }
        var application = application
        if let invited = try await invitation(transaction, call.host)?.email,
            application.email?.lowercased() == invited.lowercased()
        {
            // The link came by mail to this very address.
            application.isEmailVerified = true
        }
        let occasion = Self.occasion(connection, context, call)
        if try await challenge.isAsked(of: application, occasion) {
            try await challenge.begin(application, occasion, transaction)
            return SignInStep(.page("/u/email-identifier/challenge?state=\(transaction.state.exposed)"))
        }
        let account = try await signUp.prepare(application, occasion)
        let user = try await signUp.make(account, occasion)
        return try await enter(user, connection, transaction, context, call)
    }

    /// Notes whether somebody agrees.
    package func consent(_ isAccepted: Bool, _ call: Call) async throws -> SignInStep {
        var (transaction, _) = try await load(call)
        let asked = transaction.request.scope
        transaction.progress.consentedScope = isAccepted ? (asked.isEmpty ? ["openid"] : asked) : []
        try await flow.save(transaction, host: call.host)
        return Self.goOn(transaction)
    }

    /// Notes the organization that somebody named or chose.
    ///
    /// - Throws: `DisplayedError`; nil if there is none of that name.
    package func choose(organization asked: String, _ call: Call) async throws -> SignInStep? {
        var (transaction, _) = try await load(call)
        let tenant = call.host.tenant
        var found = try await configuration.organization(asked.lowercased(), orName: true, tenant)
        if found == nil { found = try await configuration.organization(asked, orName: false, tenant) }
        guard let organization = found else { return nil }
        transaction.progress.organizationID = organization.id
        try await flow.save(transaction, host: call.host)
        return Self.goOn(transaction)
    }

    /// The organizations that whoever signed in belongs to.
    package func organizations(_ call: Call) async throws -> [Organization] {
        let (transaction, _) = try await load(call)
        let session = try await sessions.session(secret: call.browser.sessionSecret, call.host, now: call.now)
        guard let userID = transaction.progress.userID ?? session?.userID else { return [] }
        let tenant = call.host.tenant
        return try await storage.read { reading in
            try reading.memberships(ofUser: userID, in: tenant).compactMap { membership in
                try reading.document(.organization, id: membership.organization, in: tenant).map(Organization.init)
            }
        }
    }

    /// The connections where a name may be at home: where somebody has it, else the first.
    private func candidates(
        _ name: String,
        _ context: AuthorizeContext,
        _ host: RequestHost
    ) async throws -> [Connection] {
        guard context.connections.count > 1 else { return context.connections }
        let tenant = host.tenant
        let connections = context.connections
        let known = try await storage.read { reading in
            try connections.filter { connection in
                try PasswordSignIn.names(name, connection).contains { try reading.user($0, in: tenant) != nil }
            }
        }
        return known.isEmpty ? Array(connections.prefix(1)) : known
    }

    /// Opens a session for somebody who has signed in, or up.
    func enter(
        _ user: User,
        _ connection: Connection,
        _ loaded: SignInTransaction,
        _ context: AuthorizeContext,
        _ call: Call
    ) async throws -> SignInStep {
        var transaction = loaded
        try await accept(&transaction, user, context, call)
        let previous = try await sessions.session(secret: call.browser.sessionSecret, call.host, now: call.now)
        let opened = try await sessions.open(
            for: user,
            connection: connection.name,
            clientID: context.client.id,
            methods: ["pwd"],
            replacing: previous,
            host: call.host,
            origin: call.origin,
            now: call.now
        )
        transaction.progress.userID = user.id
        transaction.progress.sessionID = opened.session.id
        try await flow.save(transaction, host: call.host)
        var step = Self.goOn(transaction)
        step.opened = opened
        return step
    }

    /// Back to the dispatcher.
    static func goOn(_ transaction: SignInTransaction) -> SignInStep {
        SignInStep(.page("/authorize/resume?state=\(transaction.state.exposed)"))
    }
}
