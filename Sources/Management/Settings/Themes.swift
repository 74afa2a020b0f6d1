package import Applications
package import Kernel
import Storage
package import Wire

/// A theme of the sign-in pages: a tenant has one.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/branding/themes`.
package enum Theme: KeptDocument {
    package static let kind = DocumentKind.theme
    package static let idMember = "themeId"
    package static let order = [
        "borders", "colors", "displayName", "fonts", "page_background", "widget", "identifiers", "themeId",
    ]
    package static let hasTimes = false
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.clientID()
    }

    package static func unknown(_ id: String) -> APIProblem { refusal(of: "retrieving") }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "There was an error creating the theme: the tenant has one already", code: "theme_exists")
    }

    /// One key for all: there is no second theme.
    package static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("theme", "default")] }

    /// A theme that is not there, in the words of what was to be done with it.
    static func refusal(of deed: String) -> APIProblem {
        APIProblem(404, "There was an error \(deed) branding settings: invalid theme ID", code: "theme_not_found")
    }
}

extension Administration {
    /// Answers the theme of the tenant.
    ///
    /// - Throws: `APIProblem` 404 where there is none.
    package func defaultTheme(_ context: AdministrationContext) async throws -> JSONObject {
        try await storage.read { transaction in
            let query = DocumentQuery(.theme, in: context.tenant, limit: 1)
            guard let theme = try transaction.documents(query).first else { throw Theme.unknown("default") }
            return Theme.shown(theme, .read)
        }
    }
}
