package import Wire

/// The words of files that each environment fills in otherwise.
///
/// - SeeAlso: Auth0 Deploy CLI: "Keyword Replacement".
package struct Keywords: Sendable {
    private let values: [(name: String, value: JSONValue)]

    /// Keywords by name.
    package init(_ values: JSONObject) { self.values = values.map { ($0.name, $0.value) } }

    /// The text with every keyword that has a value replaced: `@@NAME@@` by the value as JSON, quotes around it
    /// included, `##NAME##` by the bare value.
    package func apply(to text: String) -> String {
        guard text.contains("@@") || text.contains("##") else { return text }
        var result = text
        for (name, value) in values {
            let json = JSONWriter.text(value)
            result = result.replacing("\"@@\(name)@@\"", with: json).replacing("'@@\(name)@@'", with: json)
            result = result.replacing("@@\(name)@@", with: json)
            result = result.replacing("##\(name)##", with: value.string ?? json)
        }
        return result
    }

    /// The first keyword in a text that nothing has replaced.
    static func unfilled(in text: String) -> String? {
        text.firstMatch(of: /(?:##[A-Za-z0-9_]+##|@@[A-Za-z0-9_]+@@)/).map { String($0.output) }
    }
}
