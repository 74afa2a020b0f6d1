/// What the built-in mails say, in a language.
///
/// Texts are Liquid; a link and a code are put in by the frame around them.
struct MailTexts: Sendable {
    /// One mail.
    struct Mail: Sendable {
        let subject: String
        let title: String
        let text: String
        /// The label of the button that leads to `url`; nil for a mail without one.
        let button: String?
    }

    /// The language's tag.
    let language: String
    /// What is said below every mail.
    let footer: String
    /// The mails, by the names of Auth0's templates.
    let mails: [String: Mail]

    /// Every language; the first stands in for those that are not here.
    static let all: [MailTexts] = [english, german, french, spanish, portuguese]

    /// The texts of the first language that is here.
    static func texts(for languages: [String]) -> MailTexts {
        for language in languages {
            let primary = language.lowercased().prefix { $0 != "-" && $0 != "_" }
            if let found = all.first(where: { $0.language == primary }) { return found }
        }
        return english
    }
}
