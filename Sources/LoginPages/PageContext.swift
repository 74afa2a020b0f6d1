package import Kernel
package import Wire

/// Everything about a page beside the screen it shows: whose it is, in which language, and what was typed before.
package struct PageContext: Sendable {
    /// The tenant, as people know it.
    package struct Tenant: Sendable {
        /// Its name: `friendly_name`, or else its technical name.
        package var name: String
        /// Its picture, if it has no logo.
        package var pictureURL: String?
        /// Where people can ask for help by mail.
        package var supportEmail: String?
        /// Where people can ask for help.
        package var supportURL: String?

        /// A tenant.
        package init(
            name: String,
            pictureURL: String? = nil,
            supportEmail: String? = nil,
            supportURL: String? = nil
        ) {
            self.name = name
            self.pictureURL = pictureURL
            self.supportEmail = supportEmail
            self.supportURL = supportURL
        }
    }

    /// The application that people want to get to.
    package struct Application: Sendable {
        /// Its client id.
        package var id: String
        /// Its name.
        package var name: String
        /// Its `logo_uri`.
        package var logoURI: String?
        /// Its `policy_uri`.
        package var policyURI: String?
        /// Its `tos_uri`.
        package var termsURI: String?
        /// Its `client_metadata`, for page templates.
        package var metadata: JSONObject?

        /// An application.
        package init(
            id: String,
            name: String,
            logoURI: String? = nil,
            policyURI: String? = nil,
            termsURI: String? = nil,
            metadata: JSONObject? = nil
        ) {
            self.id = id
            self.name = name
            self.logoURI = logoURI
            self.policyURI = policyURI
            self.termsURI = termsURI
            self.metadata = metadata
        }
    }

    /// The organization that is logged in to.
    package struct Organization: Sendable {
        /// Its id.
        package var id: String
        /// Its name.
        package var name: String
        /// Its name for people.
        package var displayName: String?
        /// Its `branding`, which goes before the tenant's.
        package var branding: JSONObject?
        /// Its `metadata`, for page templates.
        package var metadata: JSONObject?

        /// An organization.
        package init(
            id: String,
            name: String,
            displayName: String? = nil,
            branding: JSONObject? = nil,
            metadata: JSONObject? = nil
        ) {
            self.id = id
            self.name = name
            self.displayName = displayName
            self.branding = branding
            self.metadata = metadata
        }

        /// What it is called on the page.
        var title: String { displayName ?? name }
    }

    /// An invitation to the organization that is being answered.
    package struct Invitation: Sendable {
        /// Who invites.
        package var inviter: String
        /// Who is invited.
        package var email: String

        /// An invitation.
        package init(inviter: String, email: String) {
            self.inviter = inviter
            self.email = email
        }
    }

    /// Where the links of a screen lead; a link without an address is not shown.
    package struct Links: Sendable {
        /// To log in.
        package var login: String?
        /// To sign up.
        package var signup: String?
        /// To ask for a new password.
        package var resetPassword: String?
        /// To use another identifier than the one entered.
        package var editIdentifier: String?
        /// To where a message leads on: the application, or the login page.
        package var back: String?

        /// No links.
        package init() {}
    }

    /// The language: what `Languages.negotiate` answers.
    package var language: PageLanguage
    /// The tenant.
    package var tenant: Tenant
    /// The application; nil where none is known, and texts name the tenant instead.
    package var application: Application?
    /// The organization.
    package var organization: Organization?
    /// The invitation.
    package var invitation: Invitation?
    /// The user's profile, once it is known, for greetings and page templates.
    package var user: JSONObject?
    /// The tenant's `branding`.
    package var branding: JSONObject?
    /// The tenant's default theme.
    package var theme: JSONObject?
    /// The tenant's own texts of the screen's prompt in the page's language: `{screen: {name: text}}`.
    package var customText: JSONObject?
    /// The tenant's own pieces of the screen's prompt: `{screen: {insertion point: template}}`.
    package var partials: JSONObject?
    /// The tenant's own page around the screen.
    package var pageTemplate: PageTemplate?
    /// The request's `ext-…` parameters, for page templates and pieces.
    package var extensionParameters: [String: String] = [:]
    /// The id of the transaction, which every form carries.
    package var state: String?
    /// Where the form goes; nil for the screen's own path.
    package var action: String?
    /// Where links lead.
    package var links = Links()
    /// What was typed before, by the field's name; passwords are never shown again.
    package var values: [String: String] = [:]
    /// What is wrong, by the field's name.
    package var errors: [String: PageMessage] = [:]
    /// What is wrong, or went well, with the whole of it.
    package var banner: PageMessage?
    /// Further hidden fields of every form.
    package var hiddenFields: [(name: String, value: String)] = []
    /// At least 16 random bytes as Base64, new for every answer: what lets scripts run that stand in the tenant's own
    /// page and pieces; without it they do not.
    package var nonce: String?
    /// When the page is drawn, for page templates and pieces.
    package var now = Instant(milliseconds: 0)
    /// Whether other sites may frame the page: the tenant's flag `disable_clickjack_protection_headers`.
    package var isFrameable = false

    /// The context of a tenant's pages in a language.
    package init(language: PageLanguage, tenant: Tenant) {
        self.language = language
        self.tenant = tenant
    }
}

/// One sentence about what is wrong or went well: a text of the screen by its name, with what is to be filled in.
package struct PageMessage: Sendable, Equatable {
    /// The name of the text, such as `wrong-email-credentials`; it is also the `data-error-code` of the page.
    package let key: String
    /// What stands for `${…}` in it.
    package let arguments: [String: String]
    /// The sentence itself, if it is not one of the pages' own, as it comes from a tenant's code.
    package let text: String?
    /// Whether something went well.
    package let isGood: Bool

    /// A sentence by its name.
    package init(_ key: String, _ arguments: [String: String] = [:], isGood: Bool = false) {
        self.key = key
        self.arguments = arguments
        text = nil
        self.isGood = isGood
    }

    /// A sentence word by word.
    package init(verbatim text: String, code: String, isGood: Bool = false) {
        key = code
        arguments = [:]
        self.text = text
        self.isGood = isGood
    }
}
