package import Flows
import HTTPTypes
import Kernel
import OAuth
package import Web
import Wire

/// The login pages: a literal list of endpoints.
///
/// - SeeAlso: Auth0 Authentication API: Universal Login routes.
package struct PageRoutes: Sendable {
    private let signIn: SignInEndpoints
    private let signUp: SignUpEndpoints
    private let challenge: EmailChallengeEndpoints
    private let consent: ConsentEndpoints
    private let tickets: TicketEndpoints
    private let logout: LogoutEndpoints

    /// The pages over their use cases.
    package init(
        pages: SignInPages,
        passwordReset: PasswordReset,
        verification: EmailVerification,
        unblocking: Unblocking,
        logout: LogoutFlow,
        drawing: PageDrawing
    ) {
        signIn = SignInEndpoints(pages: pages, drawing: drawing)
        signUp = SignUpEndpoints(signIn)
        challenge = EmailChallengeEndpoints(signIn, signUp)
        consent = ConsentEndpoints(signIn)
        tickets = TicketEndpoints(
            signIn: signIn,
            passwordReset: passwordReset,
            verification: verification,
            unblocking: unblocking
        )
        self.logout = LogoutEndpoints(flow: logout, drawing: drawing)
    }

    /// All of them.
    package var routes: [Route] {
        let guarding = signIn.drawing.errors.guarding
        func page(
            _ path: String,
            isPrefix: Bool = false,
            get: @escaping Route.Handler,
            post: Route.Handler? = nil
        ) -> Route {
            Route(post == nil ? [.get] : [.get, .post], path, isPrefix: isPrefix, errors: .text) { request in
                let handler = request.method == .post ? post ?? get : get
                return try await guarding(handler)(request)
            }
        }
        return [
            page("/u/login", get: signIn.showLogin, post: signIn.signIn),
            page("/u/login/identifier", get: signIn.showIdentifier, post: signIn.identify),
            page("/u/login/password", get: signIn.showPassword, post: signIn.signIn),
            page("/u/signup", get: signUp.show, post: signUp.signUp),
            page("/u/signup/identifier", get: signUp.show, post: signUp.signUp),
            page("/u/email-identifier/challenge", get: challenge.show, post: challenge.answer),
            page("/u/consent", get: consent.showConsent, post: consent.consent),
            page("/u/organization-picker", get: consent.showPicker, post: consent.choose),
            page("/u/pre-organization-picker", get: consent.showPrompt, post: consent.choose),
            page("/u/reset-password/request/", isPrefix: true, get: tickets.showRequest, post: tickets.ask),
            page("/u/reset-verify", get: tickets.showReset),
            page("/lo/reset", get: tickets.showReset),
            page("/u/reset-password/change", get: tickets.showReset, post: tickets.reset),
            page("/u/email-verification", get: tickets.verify),
            page("/lo/verify_email", get: tickets.verify),
            page("/u/unblock", get: tickets.showUnblock, post: tickets.unblock),
            page("/oidc/logout", get: logout.connect, post: logout.connect),
            page("/v2/logout", get: logout.legacy),
            page("/logout", get: logout.legacy),
            page("/u/logout", get: logout.show, post: logout.confirm),
            Route([.get], Theme.path, errors: .text, handler: theme),
            Route([.get], Assets.prefix, isPrefix: true, errors: .text, handler: asset),
        ]
    }

    @Sendable
    private func asset(_ request: WebRequest) async throws -> WebResponse {
        signIn.drawing.renderer.assets[request.path]?.response ?? .text("Not Found", status: 404)
    }

    @Sendable
    private func theme(_ request: WebRequest) async throws -> WebResponse {
        PageRenderer.themeSheet(query: request.query)
    }
}
