import Kernel
package import Liquid
import Web
import Wire

/// Why a tenant's template cannot be used.
package enum PageTemplateError: Error, Sendable, Equatable {
    /// It is no Liquid.
    case broken(LiquidError)
    /// `auth0:head` or `auth0:widget` is missing.
    case missing(String)
}

/// A tenant's own page around every screen, or its own piece of one, in Liquid.
///
/// What it puts out is escaped, and its scripts are marked with the nonce that lets them run.
///
/// - SeeAlso: Auth0 Management API: `PUT /api/v2/branding/templates/universal-login`; Auth0: "Page Templates".
package struct PageTemplate: Sendable {
    private static let nonceName = "nonce"
    private static let scripts = ["script": nonceName]

    private let template: LiquidTemplate

    /// Reads a page, which must have a place for the head and one for the screen.
    ///
    /// - Throws: `PageTemplateError`.
    package init(parsing text: String) throws(PageTemplateError) {
        let tags = TemplateInsertion.allCases.map(\.rawValue)
        template = try Self.read(text, LiquidPlaces(tags: Set(tags), attributesOf: Self.scripts))
        for tag in tags where template.insertions[tag] == nil { throw .missing(tag) }
    }

    /// Why a text may not become a tenant's page, as a sentence; nil if it may.
    ///
    /// - SeeAlso: Auth0 Management API: `PUT /api/v2/branding/templates/universal-login`, 400.
    package static func fault(in text: String) -> String? {
        let places = "The template must contain a single auth0:head tag and at least one auth0:widget tag."
        do throws(PageTemplateError) {
            let page = try PageTemplate(parsing: text)
            return page.template.insertions[TemplateInsertion.head.rawValue] == 1 ? nil : places
        } catch {
            return switch error {
            case .missing: places
            case .broken(let error): "The template cannot be parsed: \(error.description)."
            }
        }
    }

    /// Reads a piece of a screen.
    ///
    /// - Throws: `PageTemplateError`.
    init(piece text: String) throws(PageTemplateError) {
        template = try Self.read(text, LiquidPlaces(attributesOf: Self.scripts))
    }

    private static func read(_ text: String, _ places: LiquidPlaces) throws(PageTemplateError) -> LiquidTemplate {
        do throws(LiquidError) { return try LiquidTemplate(parsing: text, places: places) } catch {
            throw .broken(error)
        }
    }

    /// The page, filled in; nil if that fails or would be too long.
    ///
    /// - Parameters:
    ///   - values: What its variables stand for.
    ///   - insertions: The HTML of the head and of the screen.
    ///   - nonce: What lets its own scripts run; nil for no script.
    ///   - now: When the page is drawn.
    func render(
        _ values: JSONObject,
        insertions: [TemplateInsertion: String] = [:],
        nonce: String?,
        now: Instant
    ) -> String? {
        var markup: [String: String] = [:]
        for (insertion, html) in insertions { markup[insertion.rawValue] = html }
        if let nonce { markup[Self.nonceName] = " nonce=\"\(HTML.escape(nonce))\"" }
        return try? template.render(values, insertions: markup, escapes: true, now: now)
    }
}

/// What the server puts into a tenant's page.
enum TemplateInsertion: String, Sendable, CaseIterable {
    case head = "auth0:head"
    case widget = "auth0:widget"
}
