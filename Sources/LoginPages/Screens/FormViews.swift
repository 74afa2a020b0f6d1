/// Forms and their fields.
extension PageBuilder {
    /// A screen that is one form.
    func form(_ fields: [FieldView], _ buttons: [ButtonView]) -> ScreenView {
        var view = ScreenView(.form, texts)
        let focus = focused(fields)
        view.members["fields"] = fields.map { self.view($0, hasFocus: $0.name == focus) }
        view.members["buttons"] = buttons.map(\.view)
        if context.invitation != nil, let title = texts["invitationTitle"],
            let description = texts["invitationDescription"]
        {
            view.title = title
            view.description = description
        }
        return view
    }

    /// The name of the field to begin at: the first that is wrong, or else the first that is empty.
    private func focused(_ fields: [FieldView]) -> String? {
        let editable = fields.filter { !$0.isReadOnly }
        return (editable.first { context.errors[$0.name] != nil } ?? editable.first { $0.value.isEmpty })?.name
    }

    /// A field for the password of an account there is, or of a new one.
    func passwordField(
        _ name: String = PageField.password,
        label: String = "passwordPlaceholder",
        isNew: Bool,
        checklist: PasswordChecklist? = nil
    ) -> FieldView {
        FieldView(
            name: name,
            label: texts[label] ?? name,
            type: "password",
            autocomplete: isNew ? "new-password" : "current-password",
            checklist: checklist
        )
    }

    /// What the template reads of a field.
    func view(_ field: FieldView, hasFocus: Bool) -> View {
        let error = context.errors[field.name]
        let checklist = field.checklist.flatMap { $0.items.isEmpty ? nil : rules($0, for: field.name) }
        let described = [
            error.map { _ in "error-element-\(field.name)" }, checklist.map { _ in "\(field.name)-rules" },
        ].compactMap { $0 }
        var view = View([
            "name": field.name, "label": field.label, "type": field.type, "value": field.value,
            "autocomplete": field.autocomplete, "inputMode": field.inputMode, "isRequired": field.isRequired,
            "isReadOnly": field.isReadOnly, "hasFocus": hasFocus,
            "optional": field.isRequired ? nil : texts["optionalText"],
            "describedBy": described.isEmpty ? nil : described.joined(separator: " "), "rules": checklist,
        ])
        if let error {
            view["error"] = View(["field": field.name, "code": error.key, "text": sentence(error)])
        }
        if let edit = field.edit {
            view["edit"] = View(["url": edit.url, "label": edit.label, "spoken": edit.spoken])
        }
        if field.type == "password" {
            view["toggle"] = View([
                "for": field.name, "show": texts["showPasswordText"], "hide": texts["hidePasswordText"],
            ])
        }
        return view
    }

    private func rules(_ checklist: PasswordChecklist, for field: String) -> View {
        View([
            "for": field, "title": texts["passwordSecurityText"], "met": texts["ruleMetText"],
            "rules": checklist.items.compactMap(rule),
        ])
    }

    private func rule(_ item: PasswordChecklist.Item) -> View? {
        guard let key = item.textKey else { return nil }
        let count = item.count.map(String.init) ?? ""
        guard let text = texts.text(key, ["count": count]) else { return nil }
        let items = item.items.compactMap(rule)
        return View([
            "code": item.code, "count": count, "textKey": key, "text": text, "items": items,
            "hasItems": !items.isEmpty, "standing": item.isMet.map { $0 ? "met" : "unmet" },
            "spoken": item.isMet.flatMap { $0 ? texts["ruleMetText"] : texts["ruleUnmetText"] },
        ])
    }

    /// The buttons of other ways in.
    func addConnections(_ choices: [ConnectionChoice], to view: inout ScreenView) {
        view.members["hasConnections"] = !choices.isEmpty
        view.members["separator"] = texts["separatorText"]
        view.members["connections"] = choices.map { choice in
            View([
                "name": choice.name, "strategy": choice.strategy,
                "label": texts.text("federatedConnectionButtonText", ["connectionName": choice.displayName])
                    ?? choice.displayName,
            ])
        }
    }
}
