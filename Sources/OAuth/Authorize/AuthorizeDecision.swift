package import Applications
package import Kernel

/// What to do next with a sign-in.
///
/// Every step comes back to this one decision; a new step is a new case here, and the compiler lists who must know it.
package enum AuthorizeDecision: Sendable, Equatable {
    /// Show the page to sign in or sign up.
    case login
    /// Ask for an organization's name, before anybody signs in.
    case askOrganization
    /// Let somebody choose among their organizations.
    case chooseOrganization
    /// Ask whether the client may have these scopes.
    case consent(scope: [String])
    /// Answer the application with what it asked for.
    case issue(scope: [String])
    /// Answer the application with an error.
    case refuse(RedirectedError)

    /// What is known when it is decided.
    package struct Facts: Sendable {
        /// The request.
        package var request: AuthorizeRequest
        /// The client.
        package var client: Client
        /// Where the answer goes.
        package var target: ResponseTarget
        /// The API; nil for `/userinfo` alone.
        package var resourceServer: ResourceServer?
        /// The organization that was asked for or chosen.
        package var organization: Organization?
        /// Who is signed in; nil for nobody.
        package var person: Person?
        /// The time.
        package var now: Instant

        /// What is known.
        package init(
            request: AuthorizeRequest,
            client: Client,
            target: ResponseTarget,
            resourceServer: ResourceServer?,
            organization: Organization?,
            person: Person?,
            now: Instant
        ) {
            self.request = request
            self.client = client
            self.target = target
            self.resourceServer = resourceServer
            self.organization = organization
            self.person = person
            self.now = now
        }
    }

    /// Somebody with a session in the browser.
    package struct Person: Sendable {
        /// Their user id.
        package var userID: String
        /// When they last proved who they are.
        package var authenticatedAt: Instant
        /// Whether that was for this request.
        package var isFresh: Bool
        /// Whether an administrator has blocked them.
        package var isBlocked: Bool
        /// Whether they signed in at a connection that this client, and the organization, may use.
        package var usesAllowedConnection: Bool
        /// Whether they belong to the organization.
        package var isMember: Bool
        /// How many organizations they belong to.
        package var organizationCount: Int
        /// What they may do with the API; nil where it does not ask.
        package var permissions: [String]?
        /// The scopes they agreed to before.
        package var agreed: [String]
        /// Whether they agreed for this request; nil if they were not asked.
        package var hasConsented: Bool?
        /// Whom the request's `id_token_hint` names; empty if it names nobody, nil if there is none.
        package var hintedUserID: String?
        /// Whether the application waits for somebody else.
        ///
        /// - SeeAlso: OpenID Connect Core 1.0 §3.1.2.2.
        fileprivate var isAnotherThanHinted: Bool {
            guard let hintedUserID, !hintedUserID.isEmpty else { return false }
            return hintedUserID != userID
        }

        /// Somebody.
        package init(userID: String, authenticatedAt: Instant, isFresh: Bool) {
            self.userID = userID
            self.authenticatedAt = authenticatedAt
            self.isFresh = isFresh
            isBlocked = false
            usesAllowedConnection = true
            isMember = true
            organizationCount = 0
            agreed = []
        }
    }

    /// Decides; the order is who, where, what.
    package static func decide(_ facts: Facts) -> AuthorizeDecision {
        let prompts = facts.request.prompts ?? []
        let isSilent = prompts.contains(.none)
        if let decision = who(facts, prompts, isSilent) { return decision }
        guard let person = facts.person else { return .login }
        guard !person.isBlocked else { return .refuse(.blocked) }
        if let decision = membership(facts, person, isSilent) { return decision }
        return agreement(facts, person, prompts, isSilent)
    }

    /// Whether somebody must sign in first.
    private static func who(
        _ facts: Facts,
        _ prompts: Set<AuthorizeRequest.Prompt>,
        _ isSilent: Bool
    ) -> AuthorizeDecision? {
        let mustPrompt =
            facts.client.organizationUsage == .require && facts.organization == nil
            && facts.client.signIn.organizationRequireBehavior == "pre_login_prompt"
        if mustPrompt { return isSilent ? .refuse(.interactionRequired) : .askOrganization }
        guard let person = facts.person else { return isSilent ? .refuse(.loginRequired) : .login }
        // Which connections may be used can change on the way: an organization that was chosen last has its own.
        guard person.usesAllowedConnection else { return isSilent ? .refuse(.loginRequired) : .login }
        if person.isFresh { return person.isAnotherThanHinted ? .refuse(.loginRequired) : nil }
        let isForced = prompts.contains(.login) || prompts.contains(.selectAccount)
        let isOld =
            facts.request.maximumAge.map { facts.now.milliseconds - person.authenticatedAt.milliseconds > $0 * 1000 }
            ?? false
        let isOther = person.hintedUserID.map { $0 != person.userID } ?? false
        guard isForced || isOld || isOther else { return nil }
        return isSilent ? .refuse(.loginRequired) : .login
    }

    private static func membership(_ facts: Facts, _ person: Person, _ isSilent: Bool) -> AuthorizeDecision? {
        guard let organization = facts.organization else {
            let mustChoose =
                facts.client.organizationUsage == .require
                && facts.client.signIn.organizationRequireBehavior == "post_login_prompt"
            guard mustChoose else { return nil }
            return isSilent ? .refuse(.interactionRequired) : .chooseOrganization
        }
        guard person.isMember else {
            return .refuse(
                RedirectedError(
                    "access_denied",
                    "user \(person.userID) is not part of the \(organization.id) organization"
                )
            )
        }
        return nil
    }

    private static func agreement(
        _ facts: Facts,
        _ person: Person,
        _ prompts: Set<AuthorizeRequest.Prompt>,
        _ isSilent: Bool
    ) -> AuthorizeDecision {
        let scope = ScopePolicy.granted(
            facts.request.scope,
            client: facts.client,
            resourceServer: facts.resourceServer,
            permissions: person.permissions
        )
        if let hasConsented = person.hasConsented {
            return hasConsented ? .issue(scope: scope) : .refuse(.notAuthorized)
        }
        let isNeeded = ScopePolicy.needsConsent(
            client: facts.client,
            resourceServer: facts.resourceServer,
            redirectURI: facts.target.redirectURI,
            scope: scope,
            agreed: person.agreed,
            isForced: prompts.contains(.consent)
        )
        guard isNeeded else { return .issue(scope: scope) }
        return isSilent ? .refuse(.consentRequired) : .consent(scope: scope)
    }
}
