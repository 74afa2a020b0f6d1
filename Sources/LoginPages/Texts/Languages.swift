/// The language of one page: the tag that the tenant knows it by, and the texts that come nearest to it.
package struct PageLanguage: Sendable {
    /// The tag, such as `pt-BR`: the one to look up a tenant's own texts by.
    package let tag: String
    /// The texts.
    package let language: Language

    /// The direction it is written in, `ltr` or `rtl`.
    var direction: String { LanguageTag.direction(tag) }
}

/// The languages the pages are written in.
package struct Languages: Sendable {
    /// The languages that are always there.
    ///
    /// A new one is a file beside this one and a line here.
    private static let builtIn: [(tag: String, text: String)] = [
        ("en", EnglishTexts.text),
        ("de", GermanTexts.text),
        ("fr", FrenchTexts.text),
        ("es", SpanishTexts.text),
        ("pt", PortugueseTexts.text),
    ]

    /// All languages; the first is the one that texts are taken from which another lacks.
    package let all: [Language]
    /// The first of them.
    let standard: Language

    /// The built-in languages and others; another of a tag that is built in replaces it.
    ///
    /// - Throws: `LanguageError`.
    package init(extra: [(tag: String, text: String)] = []) throws(LanguageError) {
        standard = try Language(tag: "en", EnglishTexts.text)
        var languages: [Language] = []
        for (tag, text) in Self.builtIn + extra {
            let language = try Language(tag: tag, text)
            if let index = languages.firstIndex(where: { $0.tag.lowercased() == tag.lowercased() }) {
                languages[index] = language
            } else {
                languages.append(language)
            }
        }
        all = languages
    }

    /// The language of a page: the first that was asked for, that the tenant has enabled and that there are texts for;
    /// if there is none, the tenant's first.
    ///
    /// - Parameters:
    ///   - uiLocales: The request's `ui_locales`, tags separated by spaces, which go first.
    ///   - acceptLanguage: The request's `Accept-Language`.
    ///   - enabledLocales: The tenant's `enabled_locales`; empty for every language there is.
    package func negotiate(
        uiLocales: String?,
        acceptLanguage: String?,
        enabledLocales: [String]
    ) -> PageLanguage {
        let offered = (enabledLocales.isEmpty ? all.map(\.tag) : enabledLocales).compactMap(pageLanguage)
        let wanted =
            LanguageTag.list(spaced: uiLocales ?? "") + LanguageTag.list(acceptLanguage: acceptLanguage ?? "")
        for tag in wanted {
            if let match = Self.match(tag, offered) { return match }
        }
        return offered.first ?? PageLanguage(tag: standard.tag, language: standard)
    }

    private static func match(_ tag: String, _ offered: [PageLanguage]) -> PageLanguage? {
        offered.first { $0.tag.lowercased() == tag.lowercased() }
            ?? offered.first { LanguageTag.primary($0.tag) == LanguageTag.primary(tag) }
    }

    /// The texts for a tag; nil if there are none in its language.
    private func pageLanguage(_ tag: String) -> PageLanguage? {
        guard LanguageTag.isWellFormed(tag) else { return nil }
        let language =
            all.first { $0.tag.lowercased() == tag.lowercased() }
            ?? all.first { $0.tag.lowercased() == LanguageTag.primary(tag) }
            ?? all.first { LanguageTag.primary($0.tag) == LanguageTag.primary(tag) }
        return language.map { PageLanguage(tag: tag, language: $0) }
    }
}
