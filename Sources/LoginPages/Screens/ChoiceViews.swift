/// The screens that leave a choice.
extension PageBuilder {
    func consent(_ consent: ConsentScreen) -> ScreenView {
        var view = ScreenView(.consent, texts)
        view.logoURL = context.application?.logoURI
        view.description = greeting("pickerTitle", texts["messageSingleTenant"])
        view.members["groups"] = scopeGroups(consent)
        var hidden = consent.scopes.map { (name: PageField.scope, value: $0.name) }
        if let audience = consent.audience { hidden.insert((PageField.audience, audience), at: 0) }
        view.members["hiddenFields"] = hiddenFields(hidden)
        view.members["buttons"] = acceptOrDecline.map(\.view)
        return view
    }

    func organizationPicker(_ choices: [OrganizationChoice]) -> ScreenView {
        var view = ScreenView(.organizations, texts)
        view.members["choices"] = choices.map { choice in
            View([
                "id": choice.id, "name": choice.name, "logo": PageURL.resource(choice.logoURL),
                "monogram": choice.name.prefix(1).uppercased(),
            ])
        }
        view.images = choices.compactMap { PageURL.resource($0.logoURL) }
        return view
    }

    func organizationPrompt() -> ScreenView {
        let field = FieldView(
            name: PageField.organizationName,
            label: texts["placeholder"] ?? "",
            value: context.values[PageField.organizationName] ?? "",
            autocomplete: "organization"
        )
        return form([field], [.primary(texts["buttonText"])])
    }

    func logoutConfirmation() -> ScreenView {
        var view = form([], acceptOrDecline)
        view.description = greeting("userSalute", texts["description"])
        return view
    }

    /// The hidden fields of a screen before those of the context.
    func hiddenFields(_ own: [(name: String, value: String)] = []) -> [View] {
        (own + context.hiddenFields).map { View(["name": $0.name, "value": $0.value]) }
    }

    private var acceptOrDecline: [ButtonView] {
        [
            .primary(texts["acceptButtonText"], value: "accept"),
            .secondary(texts["declineButtonText"], value: "cancel"),
        ]
    }

    /// A sentence after a greeting, if it is known whom to greet.
    private func greeting(_ name: String, _ sentence: String?) -> String? {
        let greeting = context.user == nil ? nil : texts[name]
        return [greeting, sentence].compactMap { $0 }.joined(separator: " ")
    }
}
