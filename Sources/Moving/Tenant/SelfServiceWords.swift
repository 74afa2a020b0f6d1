import Wire

/// The words on the pages of a self-service profile: by language and page.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/self-service-profiles/{id}/custom-text/{language}/{page}`.
struct SelfServiceWords<API: TenantAPI>: Sendable {
    /// The pages that have words of their own.
    private static var pages: [(language: String, page: String)] { [("en", "get-started")] }

    private let profile: String
    private let api: API

    /// The words of the profile at a path.
    init(_ profile: String, _ api: API) {
        self.profile = profile
        self.api = api
    }

    /// The words as files tell them; nil where nobody has written any.
    ///
    /// - Throws: `TenantRefusal`.
    func filed() async throws -> JSONValue? {
        var languages = JSONObject()
        for (language, page) in Self.pages {
            guard let words = try await api.read(path(language, page)).object, !words.isEmpty else { continue }
            var pages = languages[language]?.object ?? [:]
            pages[page] = .object(words.inOrder())
            languages[language] = .object(pages)
        }
        return languages.isEmpty ? Optional<JSONValue>.none : .object(languages)
    }

    /// Replaces the words of the pages that a file has; whether anything had to be done.
    ///
    /// - Throws: `TenantRefusal`.
    func apply(_ wanted: JSONValue) async throws -> Bool {
        var isChanged = false
        for (language, pages) in wanted.object ?? [:] {
            for (page, words) in pages.object ?? [:] {
                let present = try await api.read(path(language, page))
                if present.saysTheSame(as: words) { continue }
                try await api.write("PUT", path(language, page), words)
                isChanged = true
            }
        }
        return isChanged
    }

    private func path(_ language: String, _ page: String) -> String {
        "\(profile)/custom-text/\(PathText.encoded(language))/\(PathText.encoded(page))"
    }
}
