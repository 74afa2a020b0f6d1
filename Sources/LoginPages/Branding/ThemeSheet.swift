extension Theme {
    /// The style sheet: variables over those of the pages' own style sheet, and a font.
    package var styleSheet: [UInt8] {
        var sheet = ""
        if let font = self[.font] {
            sheet += "@font-face{font-family:\"Tenant\";src:url(\"\(font)\");font-display:swap}\n"
        }
        let light = Palette.light.applying(self)
        if isFixed {
            let scheme = light[.surface].isDark ? "dark" : "light"
            sheet += ":root{color-scheme:\(scheme);\(light.declarations)\(measures)\(ground(light))}\n"
        } else {
            let dark = Palette.dark.applying(self)
            sheet += ":root{\(light.declarations)\(measures)\(ground(light))}\n"
            sheet += "@media (prefers-color-scheme:dark){:root{\(dark.declarations)\(ground(dark))}}\n"
        }
        return Array(sheet.utf8)
    }

    /// What is behind the card, beside its colour.
    private func ground(_ palette: Palette) -> String {
        if let image = self[.pageImage] { return "--page-image:url(\"\(image)\");" }
        guard let start = color(.pageStart), let end = color(.pageEnd), let angle = self[.pageAngle] else { return "" }
        let isNight = palette[.surface].isDark && !isFixed
        guard !isNight || (start.isDark && end.isDark) else { return "--page-image:none;" }
        return "--page-image:linear-gradient(\(angle)deg,\(start.text),\(end.text));"
    }

    private var measures: String {
        var text = ""
        func declare(_ name: String, _ value: String?) {
            if let value { text += "--\(name):\(value);" }
        }
        func pixels(_ setting: ThemeSetting) -> String? { self[setting].map { $0 + "px" } }
        declare("font", self[.font].map { _ in "\"Tenant\",var(--system-font)" })
        declare("size", pixels(.size))
        declare("title-size", self[.titleSize].map { "calc(1em * \($0) / 100)" })
        declare("title-align", self[.titleAlign].map(Self.side))
        declare("logo-height", pixels(.logoHeight))
        declare("logo-align", self[.logoAlign].flatMap { $0 == "none" ? nil : Self.side($0) })
        declare("logo-display", self[.logoAlign].flatMap { $0 == "none" ? "none" : nil })
        declare("button-radius", radius(.buttonStyle, .buttonRadius))
        declare("button-border", pixels(.buttonBorder))
        declare("field-radius", radius(.fieldStyle, .fieldRadius))
        declare("field-border", pixels(.fieldBorder))
        declare("card-radius", pixels(.cardRadius))
        declare("card-border", pixels(.cardBorder))
        declare("card-shadow", self[.shadow] == "false" ? "none" : nil)
        declare("card-place", self[.layout].map(Self.side))
        declare("link-line", self[.links].map { $0 == "underlined" ? "underline" : "none" })
        return text
    }

    private func radius(_ style: ThemeSetting, _ radius: ThemeSetting) -> String? {
        switch self[style] {
        case "pill": "999px"
        case "sharp": "0px"
        default: self[radius].map { $0 + "px" }
        }
    }

    /// A side, such that it is the other one where writing runs from right to left.
    private static func side(_ name: String) -> String {
        switch name {
        case "left": "start"
        case "right": "end"
        default: "center"
        }
    }
}
