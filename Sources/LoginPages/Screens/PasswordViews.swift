/// The screens of a forgotten password.
extension PageBuilder {
    func resetPasswordRequest(_ identifier: PageIdentifier) -> ScreenView {
        let isEmail = identifier == .email
        let name = isEmail ? PageField.email : PageField.username
        let field = FieldView(
            name: name,
            label: texts[isEmail ? "placeholderEmail" : "placeholderUsername"] ?? "",
            type: isEmail ? "email" : "text",
            value: context.values[name] ?? "",
            autocomplete: isEmail ? "email" : "username"
        )
        var view = form([field], [.primary(texts["buttonText"])])
        view.title = texts["title"]
        view.description = texts[isEmail ? "descriptionEmail" : "descriptionUsername"]
        view.members["alternative"] = link(context.links.back ?? context.links.login, texts["backToLoginLinkText"])
        return view
    }

    func resetPasswordRequestSent(_ identifier: PageIdentifier, canResend: Bool) -> ScreenView {
        var view = event(.mail, label: texts["backToLoginLinkText"])
        view.title = texts["title"]
        view.description = texts[identifier == .email ? "emailDescription" : "usernameDescription"]
        if canResend, let label = texts["resendLinkText"] {
            view.members["resend"] = View(["text": texts["resendText"], "label": label, "value": "resend-email"])
            view.hasForm = true
        }
        return view
    }

    func resetPassword(_ checklist: PasswordChecklist) -> ScreenView {
        var fields = [
            passwordField(PageField.newPassword, isNew: true, checklist: checklist),
            passwordField(PageField.repeatedPassword, label: "reEnterpasswordPlaceholder", isNew: true),
        ]
        // Whose password it is, for people and for the programs that keep their passwords.
        if let email = context.values[PageField.email] {
            fields.insert(
                FieldView(
                    name: PageField.username,
                    label: texts["emailPlaceholder"] ?? "",
                    value: email,
                    autocomplete: "username",
                    isReadOnly: true
                ),
                at: 0
            )
        }
        return form(fields, [.primary(texts["buttonText"])])
    }

    func resetPasswordInvalid(_ problem: TicketProblem) -> ScreenView {
        var view = event(.failure, label: texts["backToLoginLinkText"])
        let suffix =
            switch problem {
            case .expired: "Expired"
            case .used: "Used"
            case .invalid: "Generic"
            }
        view.title = texts["eventTitle" + suffix]
        view.description = texts["description" + suffix]
        return view
    }
}
