import Mustache
import Web

/// The templates of all pages, parsed once.
struct Templates: Sendable {
    /// The name of a template.
    enum Name: String, CaseIterable {
        case page, head, widget, form, resend, hidden, field, rules, rule, consent, organizations, message, error
        case tick, warning, chevron, sign
    }

    private static let contentType = "ESCAPED_BY_BYTE"
    private let library: MustacheLibrary

    /// Parses all templates.
    ///
    /// - Throws: The parser's error, with the place.
    init() throws {
        MustacheContentTypes.register(ByteEscaping(), named: Self.contentType)
        var library = MustacheLibrary()
        for name in Name.allCases {
            // Partials fall back to the library's own escaping, so each template asks for ours.
            let text = "{{% CONTENT_TYPE:\(Self.contentType)}}" + Self.text(name)
            library.register(try MustacheTemplate(string: text), named: name.rawValue)
        }
        self.library = library
    }

    /// A template filled in.
    func render(_ name: Name, _ view: View) -> String {
        library.render(view, withTemplate: name.rawValue) ?? ""
    }

    private static func text(_ name: Name) -> String {
        switch name {
        case .page: FrameTemplates.page
        case .head: FrameTemplates.head
        case .widget: FrameTemplates.widget
        case .form: FormTemplates.form
        case .resend: FormTemplates.resend
        case .hidden: FormTemplates.hidden
        case .field: FieldTemplates.field
        case .rules: FieldTemplates.rules
        case .rule: FieldTemplates.rule
        case .consent: ConsentTemplate.text
        case .organizations: OrganizationsTemplate.text
        case .message: MessageTemplates.message
        case .error: MessageTemplates.error
        case .tick: SignTemplates.tick
        case .warning: SignTemplates.warning
        case .chevron: SignTemplates.chevron
        case .sign: SignTemplates.sign
        }
    }
}

/// Escaping byte by byte: the library's own goes by character, and a quotation mark with a combining mark behind it is
/// another character, which it would let through.
private struct ByteEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { HTML.escape(text) }
}

/// What a template reads: members by name, without reflection.
struct View: MustacheParent, Sendable {
    private var members: [String: any Sendable] = [:]

    /// A view of members; those that are nil are not there.
    init(_ members: KeyValuePairs<String, (any Sendable)?> = [:]) {
        for (name, value) in members { self[name] = value }
    }

    /// A member; writing nil removes it.
    subscript(name: String) -> (any Sendable)? {
        get { members[name] }
        set { members[name] = newValue }
    }

    func child(named name: String) -> Any? { members[name] }
}
