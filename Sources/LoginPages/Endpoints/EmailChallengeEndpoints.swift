import Flows
import Web
import Wire

/// `/u/email-identifier/challenge`: the code that proves the address of whoever signs up.
struct EmailChallengeEndpoints: Sendable {
    private let signIn: SignInEndpoints
    private let signUp: SignUpEndpoints
    private var pages: SignInPages { signIn.pages }
    private var drawing: PageDrawing { signIn.drawing }

    /// The page over the endpoints of sign-in, whose ways it shares, and of sign-up, where it leads back to.
    init(_ signIn: SignInEndpoints, _ signUp: SignUpEndpoints) {
        self.signIn = signIn
        self.signUp = signUp
    }

    /// `GET /u/email-identifier/challenge`.
    @Sendable
    func show(_ request: WebRequest) async throws -> WebResponse {
        guard let opening = try await open(request) else { return try Self.goOn(request) }
        return try await drawing.answer(.emailIdentifierChallenge, opening.context, request)
    }

    /// `POST /u/email-identifier/challenge`: the code, or one of `resend-code` and `back` as the action.
    @Sendable
    func answer(_ request: WebRequest) async throws -> WebResponse {
        guard var opening = try await open(request) else { return try Self.goOn(request) }
        let form = request.bodyForm ?? Form()
        do {
            switch form[PageField.action] {
            case "back": return .redirect(to: "/u/signup?state=\(opening.call.state)")
            case "resend-code":
                guard try await pages.resendCode(opening.call) else { return try Self.goOn(request) }
                opening.context.banner = PageMessage("code-sent", isGood: true)
                return try await drawing.answer(.emailIdentifierChallenge, opening.context, request)
            default:
                let code = (form[PageField.code] ?? "").filter { !$0.isWhitespace && $0 != "-" }
                if code.isEmpty {
                    opening.context.errors[PageField.code] = PageMessage("no-code")
                } else {
                    let step = try await pages.signUp(code: code, opening.call)
                    return WebResponse(step, isSecure: request.isSecure)
                }
            }
        } catch let refusal as EmailChallenge.Refusal {
            Self.explain(refusal, &opening.context)
        } catch let refusal as SignUp.Refusal {
            return try await signUp.explain(refusal, opening, request)
        }
        return try await drawing.answer(.emailIdentifierChallenge, opening.context, request, status: 400)
    }

    /// Loads the sign-in of a request; nil if no sign-up of it waits for a code.
    private func open(_ request: WebRequest) async throws -> SignInEndpoints.Opening? {
        var opening = try await signIn.open(request)
        guard let email = try await pages.challengedEmail(opening.transaction, opening.call) else { return nil }
        opening.context.values[PageField.email] = email
        return opening
    }

    private static func goOn(_ request: WebRequest) throws -> WebResponse {
        .redirect(to: "/authorize/resume?state=\(try SignInEndpoints.call(request).state)")
    }

    private static func explain(_ refusal: EmailChallenge.Refusal, _ context: inout PageContext) {
        switch refusal {
        case .wrongCode: context.errors[PageField.code] = PageMessage("invalid-code")
        case .expiredCode: context.errors[PageField.code] = PageMessage("invalid-expired-code")
        case .usedUpCode: context.errors[PageField.code] = PageMessage("too-many-failures")
        case .tooManyMails: context.banner = PageMessage("too-many-email")
        }
    }
}
