package import Wire

/// Why a tenant's template cannot be used.
package enum PageTemplateError: Error, Sendable, Equatable {
    /// A tag or an output that does not end.
    case unterminated(String)
    /// A tag that is not known, or not here.
    case tag(String)
    /// An expression that cannot be read.
    case expression(String)
    /// A filter that is not known.
    case filter(String)
    /// Blocks in blocks too deep.
    case depth
    /// `auth0:head` or `auth0:widget` is missing.
    case missing(String)
}

/// A tenant's own page around every screen, or its own piece of one: the part of Liquid that such pages use.
///
/// What it puts out is escaped. `{% if %}`, `{% unless %}`, `{% case %}`, `{% for %}`, `{% assign %}`,
/// `{% capture %}`, `{% comment %}` and `{% raw %}` are known, and the filters of `TemplateFilter`.
///
/// - SeeAlso: Auth0 Management API: `PUT /api/v2/branding/templates/universal-login`; Auth0: "Page Templates".
package struct PageTemplate: Sendable {
    let nodes: [TemplateNode]

    /// Reads a page, which must have a place for the head and one for the screen.
    ///
    /// - Throws: `PageTemplateError`.
    package init(parsing text: String) throws(PageTemplateError) {
        var parser = TemplateParser(text)
        nodes = try parser.parse()
        for insertion in TemplateInsertion.allCases where !parser.insertions.contains(insertion) {
            throw .missing(insertion.rawValue)
        }
    }

    /// Reads a piece of a screen.
    ///
    /// - Throws: `PageTemplateError`.
    init(piece text: String) throws(PageTemplateError) {
        var parser = TemplateParser(text)
        nodes = try parser.parse()
        if let insertion = parser.insertions.first { throw .tag(insertion.rawValue) }
    }

    /// The page, filled in; nil if it would be too long.
    ///
    /// - Parameters:
    ///   - values: What its variables stand for.
    ///   - insertions: The HTML of the head and of the screen.
    ///   - nonce: What lets its own scripts run; nil for no script.
    func render(_ values: JSONObject, insertions: [TemplateInsertion: String] = [:], nonce: String?) -> String? {
        var renderer = TemplateRenderer(values: values, insertions: insertions, nonce: nonce)
        renderer.render(nodes)
        return renderer.isExhausted ? nil : renderer.output
    }
}

/// What the server puts into a tenant's page.
enum TemplateInsertion: String, Sendable, CaseIterable {
    case head = "auth0:head"
    case widget = "auth0:widget"
}

/// A part of a template.
enum TemplateNode: Sendable {
    /// HTML as it stands.
    case text(String)
    /// The place behind `<script` in that HTML, where the nonce goes.
    case nonce
    /// Something to put out, escaped.
    case output(TemplateExpression)
    /// The head or the screen.
    case insertion(TemplateInsertion)
    /// A name for a value.
    case assign(String, TemplateExpression)
    /// A name for what is put out inside.
    case capture(String, [TemplateNode])
    /// The first of several that holds, or the last.
    case branches([(condition: TemplateCondition, body: [TemplateNode])], otherwise: [TemplateNode])
    /// Once for every element.
    case loop(variable: String, TemplateExpression, body: [TemplateNode], otherwise: [TemplateNode])
}

/// Something that holds or does not.
indirect enum TemplateCondition: Sendable {
    case holds(TemplateExpression)
    case compare(TemplateExpression, String, TemplateExpression)
    case both(TemplateCondition, TemplateCondition)
    case either(TemplateCondition, TemplateCondition)
    case not(TemplateCondition)
}

/// A value and the filters it goes through.
struct TemplateExpression: Sendable {
    /// A value as it is written.
    enum Operand: Sendable {
        case literal(JSONValue)
        case path([TemplatePathStep])
    }

    let operand: Operand
    let filters: [(filter: TemplateFilter, arguments: [Operand])]
}

/// A step into a value: `.name` or `["name"]`, or `[name]` with the value of a variable.
enum TemplatePathStep: Sendable {
    case name(String)
    case index(Int)
    case variable([TemplatePathStep])
}
