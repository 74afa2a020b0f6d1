/// The screens of logging in.
extension PageBuilder {
    func login(_ signIn: SignInScreen) -> ScreenView {
        signInForm(signIn, [identifierField(signIn), passwordField(isNew: false)])
    }

    func loginIdentifier(_ signIn: SignInScreen) -> ScreenView { signInForm(signIn, [identifierField(signIn)]) }

    func loginPassword(_ signIn: SignInScreen) -> ScreenView {
        var identifier = identifierField(signIn)
        identifier.isReadOnly = true
        if let url = PageURL.link(context.links.editIdentifier), let label = texts["editEmailText"] {
            identifier.edit = (url, label, texts["editLinkScreenReadableText"] ?? label)
        }
        return signInForm(signIn, [identifier, passwordField(isNew: false)])
    }

    private func signInForm(_ signIn: SignInScreen, _ fields: [FieldView]) -> ScreenView {
        var view = form(fields, [.primary(texts["buttonText"])])
        if fields.contains(where: { $0.type == "password" }) {
            view.members["aside"] = link(context.links.resetPassword, texts["forgotPasswordText"])
        }
        view.members["alternative"] = link(
            context.links.signup,
            texts["signupActionLinkText"],
            text: texts["signupActionText"]
        )
        addConnections(signIn.connections, to: &view)
        return view
    }

    private func identifierField(_ signIn: SignInScreen) -> FieldView {
        FieldView(
            name: PageField.username,
            label: texts[signIn.placeholderKey] ?? PageField.username,
            value: context.values[PageField.username] ?? "",
            autocomplete: "username",
            inputMode: signIn.identifiers == [.phone] ? "tel" : signIn.identifiers.contains(.email) ? "email" : nil
        )
    }
}

/// The screens of a new account.
extension PageBuilder {
    func signup(_ signUp: SignUpScreen) -> ScreenView {
        signUpForm(
            signUp,
            signUp.identifiers.map(identifierField) + [passwordField(isNew: true, checklist: signUp.passwordRules)]
        )
    }

    func signupIdentifier(_ signUp: SignUpScreen) -> ScreenView {
        signUpForm(signUp, signUp.identifiers.map(identifierField))
    }

    func signupPassword(_ signUp: SignUpScreen) -> ScreenView {
        var fields = signUp.identifiers.map(identifierField).filter { !$0.value.isEmpty }
        for index in fields.indices { fields[index].isReadOnly = true }
        if !fields.isEmpty, let url = PageURL.link(context.links.editIdentifier), let label = texts["editEmailText"] {
            fields[0].edit = (url, label, texts["editLinkScreenReadableText"] ?? label)
        }
        return signUpForm(signUp, fields + [passwordField(isNew: true, checklist: signUp.passwordRules)])
    }

    func emailIdentifierChallenge() -> ScreenView {
        let field = FieldView(
            name: PageField.code,
            label: texts["placeholder"] ?? PageField.code,
            autocomplete: "one-time-code",
            inputMode: "numeric"
        )
        var view = form([field], [.primary(texts["buttonText"])])
        if let label = texts["resendActionText"] {
            view.members["resend"] = View([
                "text": texts["resendText"], "label": label, "value": "resend-code",
            ])
        }
        view.members["alternative"] = link(context.links.signup, texts["backText"])
        return view
    }

    private func signUpForm(_ signUp: SignUpScreen, _ fields: [FieldView]) -> ScreenView {
        var view = form(fields, [.primary(texts["buttonText"])])
        view.members["alternative"] = link(
            context.links.login,
            texts["loginActionLinkText"],
            text: texts["loginActionText"]
        )
        addConnections(signUp.connections, to: &view)
        return view
    }

    private func identifierField(_ identifier: SignUpScreen.Identifier) -> FieldView {
        var field: FieldView
        switch identifier.kind {
        case .email:
            field = FieldView(name: PageField.email, label: texts["emailPlaceholder"] ?? "", type: "email")
            field.autocomplete = "email"
        case .username:
            field = FieldView(name: PageField.username, label: texts["usernamePlaceholder"] ?? "")
            field.autocomplete = "username"
        case .phone:
            field = FieldView(name: PageField.phone, label: texts["phonePlaceholder"] ?? "", type: "tel")
            field.autocomplete = "tel"
        }
        field.value = context.values[field.name] ?? ""
        field.isRequired = identifier.isRequired
        return field
    }
}
