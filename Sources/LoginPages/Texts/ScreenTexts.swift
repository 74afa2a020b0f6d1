import Mustache
import Wire

/// The texts of one screen in one language, with a tenant's own over them and the variables filled in.
struct ScreenTexts: Sendable {
    /// How deep a text may name another: `signupActionText` is `${footerText}`.
    private static let depth = 4

    let prompt: String
    let screen: String
    let language: Language
    /// Where texts come from that the language lacks.
    let standard: Language
    /// The tenant's own texts of the screen, by name.
    let custom: JSONObject
    /// What `${…}` in a text stands for.
    let variables: [String: String]

    /// A text; nil if there is none, or if the tenant has replaced it by spaces, which hides it.
    subscript(name: String) -> String? { text(name) }

    /// A text with variables of its own.
    func text(_ name: String, _ arguments: [String: String] = [:]) -> String? {
        guard let raw = raw(name) else { return nil }
        let text = fill(raw, arguments, Self.depth)
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }

    /// All texts that the screen has, by name: what page templates know as `prompt.screen.texts`.
    var all: JSONObject {
        let prefix = "\(prompt).\(screen)."
        var names = Set(custom.keys)
        for key in standard.keys.union(language.keys) {
            if key.hasPrefix(prefix) { names.insert(String(key.dropFirst(prefix.count))) }
            if !key.contains(".") { names.insert(key) }
        }
        var object = JSONObject()
        for name in names.sorted() { object.append(name, .string(text(name) ?? "")) }
        return object
    }

    private func raw(_ name: String) -> String? {
        custom[name]?.string
            ?? language.text(name, prompt: prompt, screen: screen)
            ?? standard.text(name, prompt: prompt, screen: screen)
    }

    /// Puts in the values of variables; one that nobody knows is left out.
    private func fill(_ text: String, _ arguments: [String: String], _ depth: Int) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            result += rest[..<start.lowerBound]
            let name = String(rest[start.upperBound..<end])
            if let value = arguments[name] ?? variables[name] {
                result += value
            } else if depth > 0, let other = raw(name) {
                result += fill(other, arguments, depth - 1)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}

extension ScreenTexts: MustacheParent {
    func child(named name: String) -> Any? { text(name) }
}
