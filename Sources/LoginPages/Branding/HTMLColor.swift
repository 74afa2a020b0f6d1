import Wire

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A colour that a tenant has chosen: `#rgb` or `#rrggbb`, and nothing else, so that it can stand in a style sheet.
package struct HTMLColor: Sendable, Hashable {
    /// Red, 0 to 255.
    package let red: UInt8
    /// Green, 0 to 255.
    package let green: UInt8
    /// Blue, 0 to 255.
    package let blue: UInt8

    static let black = HTMLColor(red: 0, green: 0, blue: 0)
    static let white = HTMLColor(red: 255, green: 255, blue: 255)

    init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rgb`, `#rrggbb` or either with an alpha channel, which is left out; nil for any other text.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "#") else { return nil }
        let digits = bytes.dropFirst().compactMap(\.hexadecimalDigit)
        guard digits.count == bytes.count - 1 else { return nil }
        switch digits.count {
        case 3, 4: self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
        case 6, 8:
            self.init(
                red: digits[0] << 4 | digits[1],
                green: digits[2] << 4 | digits[3],
                blue: digits[4] << 4 | digits[5]
            )
        default: return nil
        }
    }

    /// The colour as `#rrggbb`.
    package var text: String { "#" + Hexadecimal.encode([red, green, blue]) }

    /// How much light it gives, from 0 to 1.
    ///
    /// - SeeAlso: WCAG 2.2: "relative luminance".
    var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Whether people would call it dark.
    var isDark: Bool { luminance < 0.18 }

    /// How well one is read on the other, from 1 to 21.
    ///
    /// - SeeAlso: WCAG 2.2: "contrast ratio".
    func contrast(with other: HTMLColor) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// White or black, for words on this colour: white where it can be read, for it is what buttons usually have.
    var label: HTMLColor {
        let white = contrast(with: .white)
        return white >= 4.5 || white >= contrast(with: .black) ? .white : .black
    }

    /// This colour with so much of another in it, from 0 to 1.
    func mixed(with other: HTMLColor, _ share: Double) -> HTMLColor {
        func channel(_ one: UInt8, _ two: UInt8) -> UInt8 {
            UInt8((Double(one) * (1 - share) + Double(two) * share).rounded())
        }
        return HTMLColor(
            red: channel(red, other.red),
            green: channel(green, other.green),
            blue: channel(blue, other.blue)
        )
    }

    /// The nearest shade of this colour that has a contrast with a ground: mixed with black on light ones, with white
    /// on dark ones.
    func readable(on ground: HTMLColor, contrast wanted: Double = 4.5) -> HTMLColor {
        let end = ground.label
        for step in 0..<20 {
            let shade = mixed(with: end, Double(step) / 20)
            if shade.contrast(with: ground) >= wanted { return shade }
        }
        return end
    }
}
