/// What is particular to a screen: its template and what it reads, over what every page has.
struct ScreenView {
    /// The template.
    var template: Templates.Name
    /// The title; nil hides it.
    var title: String?
    /// The sentence below it; nil hides it.
    var description: String?
    /// The title in the browser's tab, if it is not the text of that name.
    var pageTitle: String?
    /// The class of the card.
    var kind: String?
    /// A logo that goes before the tenant's.
    var logoURL: String?
    /// Further images, whose hosts the policy must allow.
    var images: [String] = []
    /// Whether there is a form.
    var hasForm = true
    /// What the template reads beside that.
    var members = View()

    /// A screen with the title and description that are named so.
    init(_ template: Templates.Name, _ texts: ScreenTexts) {
        self.template = template
        title = texts["title"]
        description = texts["description"]
    }
}

/// One field of a form.
struct FieldView {
    /// Its name, which is also its id.
    var name: String
    /// Its caption.
    var label: String
    /// Its HTML type.
    var type = "text"
    /// What stands in it.
    var value = ""
    /// What browsers may fill in.
    var autocomplete: String?
    /// Which keyboard phones show.
    var inputMode: String?
    /// Whether it must be filled in.
    var isRequired = true
    /// Whether it only shows something.
    var isReadOnly = false
    /// The address and caption of a link to change what it shows.
    var edit: (url: String, label: String, spoken: String)?
    /// What its password must be.
    var checklist: PasswordChecklist?
}

/// A button of a form, by the value of its `action`.
struct ButtonView {
    let value: String
    let label: String?
    let isPrimary: Bool

    /// The button that the form is about.
    static func primary(_ label: String?, value: String = "default") -> ButtonView {
        ButtonView(value: value, label: label, isPrimary: true)
    }

    /// Another button.
    static func secondary(_ label: String?, value: String) -> ButtonView {
        ButtonView(value: value, label: label, isPrimary: false)
    }

    /// What the template reads.
    var view: View { View(["value": value, "label": label ?? value, "isPrimary": isPrimary]) }
}

/// A picture at the head of a message: what happened.
enum SignView {
    case mail, success, failure, information

    /// What the template reads.
    var view: View {
        switch self {
        case .mail:
            View([
                "path": "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z"
                    + "M3.5 7l8.5 6.5L20.5 7"
            ])
        case .success: View(["path": "M5 12.5l4.5 4.5L19 7.5", "className": "success"])
        case .failure: View(["path": "M12 5v9M12 18.5v.01", "className": "error"])
        case .information: View(["path": "M12 10v9M12 5.5v.01"])
        }
    }
}
