/// The colours of a page, by what they are for.
struct Palette: Sendable, Equatable {
    /// What a colour is for; the raw value is the name of its CSS variable and of its parameter.
    enum Role: String, Sendable, CaseIterable {
        /// The ground behind the card.
        case page
        /// The card.
        case surface
        /// The card's border and lines on it.
        case line
        /// The title.
        case heading
        /// Text.
        case text
        /// Text that matters less, and labels.
        case muted
        /// The ground of a field.
        case field
        /// The border of a field.
        case fieldLine = "field-line"
        /// What is typed into a field.
        case fieldText = "field-text"
        /// The one button that matters.
        case accent
        /// What is written on it.
        case accentLabel = "accent-label"
        /// The border of the other buttons.
        case secondaryLine = "secondary-line"
        /// What is written on them.
        case secondaryLabel = "secondary-label"
        /// Links.
        case link
        /// The ring around what has the focus.
        case focus
        /// What is wrong.
        case error
        /// What went well.
        case success
    }

    private var colors: [Role: HTMLColor]

    private init(_ colors: [Role: String]) { self.colors = colors.compactMapValues(HTMLColor.init) }

    /// The colour of a role.
    subscript(role: Role) -> HTMLColor {
        get { colors[role] ?? .black }
        set { colors[role] = newValue }
    }

    /// The colours by day.
    static let light = Palette([
        .page: "#f4f4f1", .surface: "#ffffff", .line: "#e2e2dc", .heading: "#191917", .text: "#2b2b28",
        .muted: "#5c5c56", .field: "#ffffff", .fieldLine: "#8b8b84", .fieldText: "#191917", .accent: "#2f55d4",
        .accentLabel: "#ffffff", .secondaryLine: "#8b8b84", .secondaryLabel: "#2b2b28", .link: "#2f55d4",
        .focus: "#2f55d4", .error: "#b3261e", .success: "#1a6b3c",
    ])

    /// The colours by night.
    static let dark = Palette([
        .page: "#111214", .surface: "#1b1c1f", .line: "#303238", .heading: "#f4f4f2", .text: "#dcdcd8",
        .muted: "#a5a6a8", .field: "#141518", .fieldLine: "#73757c", .fieldText: "#f4f4f2", .accent: "#4768ee",
        .accentLabel: "#ffffff", .secondaryLine: "#73757c", .secondaryLabel: "#dcdcd8", .link: "#9db2ff",
        .focus: "#9db2ff", .error: "#ff9a90", .success: "#7fd6a1",
    ])

    /// The variables of a style sheet that hold these colours.
    var declarations: String {
        Role.allCases.map { "--\($0.rawValue):\(self[$0].text);" }.joined()
    }

    /// The colours with those of a theme over them.
    ///
    /// A theme that says what the card is made of has said what the page looks like by day and by night. One that has
    /// an accent alone is fitted in: links and buttons keep their hue and get the contrast that the ground asks for.
    func applying(_ theme: Theme) -> Palette {
        var palette = self
        if let surface = theme.color(.surface) { palette.lay(surface) }
        if let accent = theme.color(.accent) { palette.emphasize(accent) }
        for role in Role.allCases where role != .page && role != .accent {
            if let color = theme.color(ThemeSetting(role)) { palette[role] = color }
        }
        if let page = theme.color(.page), theme.isFixed || !self[.surface].isDark || page.isDark {
            palette[.page] = page
        }
        return palette
    }

    /// Puts another card under everything; what a theme does not say is derived from it.
    private mutating func lay(_ surface: HTMLColor) {
        let base = surface.isDark ? Palette.dark : Palette.light
        for role in Role.allCases where role != .page && role != .accent && role != .accentLabel {
            self[role] = base[role].readable(on: surface)
        }
        self[.surface] = surface
        self[.field] = surface
        self[.line] = surface.mixed(with: surface.label, 0.15)
        self[.fieldLine] = surface.mixed(with: surface.label, 0.5)
    }

    private mutating func emphasize(_ color: HTMLColor) {
        let surface = self[.surface]
        // By night a button must stand out from its ground; by day even a pale one is what the tenant asked for.
        self[.accent] = color.readable(on: surface, contrast: surface.isDark ? 2 : 1.2)
        self[.accentLabel] = self[.accent].label
        self[.link] = color.readable(on: surface)
        self[.focus] = color.readable(on: surface, contrast: 3)
    }
}
