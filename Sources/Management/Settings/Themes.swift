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

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let start: JSONObject = [
            "displayName": "Unnamed Theme",
            "identifiers": [
                "login_display": "unified", "otp_autocomplete": true,
                "phone_display": ["masking": "mask_digits", "formatting": "international"],
            ],
        ]
        return start.merging(Patching.withoutNulls(request))
    }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "There was an error creating the theme: the tenant has one already", code: "theme_exists")
    }

    /// One key for all: there is no second theme.
    package static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("theme", "default")] }

    /// Does something with a theme and refuses one that is not there in its words.
    fileprivate static func refusing<Result>(
        asOf deed: String,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do { return try await body() } catch let problem as APIProblem where problem.status == 404 {
            throw refusal(of: deed)
        }
    }

    /// A theme that is not there, in the words of what was to be done with it.
    private static func refusal(of deed: String) -> APIProblem {
        APIProblem(404, "There was an error \(deed) branding settings: invalid theme ID", code: "theme_not_found")
    }
}

extension Administration {
    /// Replaces a theme.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateTheme(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await Theme.refusing(asOf: "updating") { try await replaceDocument(Theme.self, id, request, context) }
    }

    /// Removes a theme.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteTheme(_ id: String, _ context: AdministrationContext) async throws {
        try await Theme.refusing(asOf: "deleting") { try await deleteDocument(Theme.self, id, context) }
    }

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
