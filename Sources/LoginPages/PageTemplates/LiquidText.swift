package import Wire

/// A text of Liquid outside of pages: a mail, or its subject.
///
/// - SeeAlso: Auth0: "Customize Email Templates".
package enum LiquidText {
    /// Fills a text in.
    ///
    /// - Parameter escapes: Whether values are escaped on their way out, as HTML wants it.
    /// - Throws: `PageTemplateError` for a text that is not understood.
    package static func render(_ text: String, _ values: JSONObject, escapes: Bool) throws(PageTemplateError) -> String
    {
        var parser = TemplateParser(text)
        let nodes = try parser.parse()
        if let insertion = parser.insertions.first { throw .tag(insertion.rawValue) }
        var renderer = TemplateRenderer(values: values, insertions: [:], nonce: nil, escapes: escapes)
        renderer.render(nodes)
        return renderer.output
    }
}
