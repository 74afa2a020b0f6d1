import Wire

/// One page in the making: a screen, its context, and the texts of both.
struct PageBuilder {
    let screen: Screen
    let context: PageContext
    let texts: ScreenTexts

    init(_ screen: Screen, _ context: PageContext, standard: Language) {
        self.screen = screen
        self.context = context
        texts = ScreenTexts(
            prompt: screen.prompt,
            screen: screen.name,
            language: context.language.language,
            standard: standard,
            custom: context.customText?[screen.name]?.object ?? [:],
            variables: Self.variables(screen, context)
        )
    }

    /// What texts may name.
    private static func variables(_ screen: Screen, _ context: PageContext) -> [String: String] {
        var variables = [
            "clientName": context.application?.name ?? context.tenant.name,
            "companyName": context.organization?.title ?? context.tenant.name,
        ]
        let user = ["name", "nickname", "username", "email"].lazy.compactMap { context.user?[$0]?.string }.first
        variables["userName"] = user
        variables["inviterName"] = context.invitation?.inviter
        variables["email"] =
            context.invitation?.email ?? context.values[PageField.email] ?? context.values[PageField.username]
        if case .resetPasswordRequestSent(let recipient, _, _) = screen { variables["email"] = recipient }
        if case .emailIdentifierChallenge = screen { variables["email"] = context.values[PageField.email] }
        if case .consent(let consent) = screen { variables["audienceName"] = consent.audienceName }
        return variables
    }

    /// The view of the screen.
    func screenView() -> ScreenView {
        switch screen {
        case .login(let signIn): login(signIn)
        case .loginIdentifier(let signIn): loginIdentifier(signIn)
        case .loginPassword(let signIn): loginPassword(signIn)
        case .signup(let signUp): signup(signUp)
        case .signupIdentifier(let signUp): signupIdentifier(signUp)
        case .signupPassword(let signUp): signupPassword(signUp)
        case .emailIdentifierChallenge: emailIdentifierChallenge()
        case .resetPasswordRequest(let identifier): resetPasswordRequest(identifier)
        case .resetPasswordRequestSent(_, let identifier, let canResend):
            resetPasswordRequestSent(identifier, canResend: canResend)
        case .resetPassword(let checklist): resetPassword(checklist)
        case .resetPasswordDone: event(.success, label: texts["buttonText"])
        case .resetPasswordInvalid(let problem): resetPasswordInvalid(problem)
        case .emailVerification(let result): emailVerification(result)
        case .consent(let consent): self.consent(consent)
        case .organizationPicker(let choices): organizationPicker(choices)
        case .organizationPrompt: organizationPrompt()
        case .invitation, .unblockConfirmation: form([], [.primary(texts["buttonText"])])
        case .logoutConfirmation: logoutConfirmation()
        case .loggedOut, .unblocked: event(.success, label: texts["backToLoginLinkText"])
        case .unblockInvalid(let problem): unblockInvalid(problem)
        case .error(let error): self.error(error)
        case .message(let message): self.message(message)
        }
    }

    /// The path of the form, with the transaction.
    var action: String {
        if let action = context.action { return PageURL.link(action) ?? screen.path }
        guard let state = context.state else { return screen.path }
        return "\(screen.path)?state=\(Form.encode(state))"
    }

    /// A sentence in words; one without a text says that something went wrong.
    func sentence(_ message: PageMessage) -> String {
        message.text ?? texts.text(message.key, message.arguments) ?? texts["auth0-users-validation"] ?? message.key
    }

    /// A link; nil without an address that may be linked to, or without words.
    func link(_ url: String?, _ label: String?, text: String? = nil) -> View? {
        guard let url = PageURL.link(url), let label else { return nil }
        return View(["url": url, "label": label, "text": text])
    }
}
