/// A kind of name that an account is known by.
package enum PageIdentifier: String, Sendable, CaseIterable {
    case email, phone, username
}

/// What somebody logs in with.
package struct SignInScreen: Sendable {
    /// The kinds of name that the connection takes.
    package var identifiers: Set<PageIdentifier>
    /// Other ways in, as buttons.
    package var connections: [ConnectionChoice]

    /// A login by names of these kinds.
    package init(identifiers: Set<PageIdentifier> = [.email], connections: [ConnectionChoice] = []) {
        self.identifiers = identifiers
        self.connections = connections
    }

    /// The name of the text for a wrong name or password.
    package var wrongCredentialsKey: String {
        guard !identifiers.isEmpty else { return "wrong-credentials" }
        let kinds = PageIdentifier.allCases.filter(identifiers.contains).map(\.rawValue)
        return "wrong-" + kinds.joined(separator: "-") + "-credentials"
    }

    /// The name of the text for an empty name.
    package var missingIdentifierKey: String {
        identifiers == [.email] ? "no-email" : identifiers == [.phone] ? "no-phone" : "no-username"
    }

    /// The name of the text beside the field.
    var placeholderKey: String {
        switch (identifiers.contains(.phone), identifiers.contains(.username), identifiers.contains(.email)) {
        case (true, true, true): "phoneOrUsernameOrEmailPlaceholder"
        case (true, true, false): "phoneOrUsernamePlaceholder"
        case (true, false, true): "phoneOrEmailPlaceholder"
        case (true, false, false): "phonePlaceholder"
        case (false, true, true): "usernamePlaceholder"
        case (false, true, false): "usernameOnlyPlaceholder"
        case (false, false, _): "emailPlaceholder"
        }
    }
}

/// What a new account needs.
package struct SignUpScreen: Sendable {
    /// One of its names.
    package struct Identifier: Sendable {
        /// The kind.
        package var kind: PageIdentifier
        /// Whether there must be one.
        package var isRequired: Bool

        /// A name of a kind.
        package init(_ kind: PageIdentifier, isRequired: Bool = true) {
            self.kind = kind
            self.isRequired = isRequired
        }
    }

    /// Its names, in the order they are asked for.
    package var identifiers: [Identifier]
    /// What its password must be.
    package var passwordRules: PasswordChecklist
    /// Other ways in, as buttons.
    package var connections: [ConnectionChoice]

    /// A new account.
    package init(
        identifiers: [Identifier] = [Identifier(.email)],
        passwordRules: PasswordChecklist = PasswordChecklist(),
        connections: [ConnectionChoice] = []
    ) {
        self.identifiers = identifiers
        self.passwordRules = passwordRules
        self.connections = connections
    }
}

/// Another way in: a connection that the form posts by its name.
package struct ConnectionChoice: Sendable {
    /// Its name.
    package var name: String
    /// Its strategy, such as `google-oauth2`.
    package var strategy: String
    /// Its name for people.
    package var displayName: String

    /// A way in.
    package init(name: String, strategy: String, displayName: String) {
        self.name = name
        self.strategy = strategy
        self.displayName = displayName
    }
}

/// What an application asks for.
package struct ConsentScreen: Sendable {
    /// One thing.
    package struct Scope: Sendable {
        /// Its name in the request.
        package var name: String
        /// What it means, as the API describes it.
        package var description: String?

        /// A scope.
        package init(_ name: String, description: String? = nil) {
            self.name = name
            self.description = description
        }
    }

    /// The identifier of the API; nil if none was asked for.
    package var audience: String?
    /// The name of the API.
    package var audienceName: String?
    /// What was asked for; `openid` is posted but not shown.
    package var scopes: [Scope]
    /// Whether the API's scopes are told by their descriptions; if not, by what their names say of each resource.
    package var showsDescriptions: Bool

    /// A request for consent.
    package init(audience: String?, audienceName: String?, scopes: [Scope], showsDescriptions: Bool = false) {
        self.audience = audience
        self.audienceName = audienceName
        self.scopes = scopes
        self.showsDescriptions = showsDescriptions
    }
}

/// An organization to choose.
package struct OrganizationChoice: Sendable {
    /// Its id, which is posted.
    package var id: String
    /// Its name for people.
    package var name: String
    /// Its logo.
    package var logoURL: String?

    /// A choice.
    package init(id: String, name: String, logoURL: String? = nil) {
        self.id = id
        self.name = name
        self.logoURL = logoURL
    }
}

/// Why a link of a mail is no good.
package enum TicketProblem: Sendable, CaseIterable {
    case expired, used, invalid
}

/// What came of a link that confirms an email address.
package enum EmailVerificationResult: Sendable, CaseIterable {
    case verified, alreadyVerified, expired, invalid, failed
}

/// An error that must not be sent to the application.
///
/// - SeeAlso: Auth0: "Custom Error Pages"; RFC 6749 §4.1.2.1.
package struct ErrorScreen: Sendable {
    /// The code, such as `invalid_request`.
    package var code: String
    /// What it is, such as `Callback URL mismatch.`; nil if the text says enough.
    package var title: String?
    /// What is wrong.
    package var text: String
    /// How whoever runs the application can mend it.
    package var hint: String?
    /// The id of the entry in the tenant's log.
    package var trackingID: String?

    /// An error.
    package init(
        code: String,
        title: String? = nil,
        text: String,
        hint: String? = nil,
        trackingID: String? = nil
    ) {
        self.code = code
        self.title = title
        self.text = text
        self.hint = hint
        self.trackingID = trackingID
    }
}

/// A message in words of its own.
package struct MessageScreen: Sendable {
    /// What kind of news it is.
    package enum Kind: Sendable { case information, success, failure }

    /// What kind of news it is.
    package var kind: Kind
    /// The title.
    package var title: String
    /// The text.
    package var text: String
    /// The label of the button to `links.back`; nil for the pages' own.
    package var label: String?

    /// A message.
    package init(_ kind: Kind = .information, title: String, text: String, label: String? = nil) {
        self.kind = kind
        self.title = title
        self.text = text
        self.label = label
    }
}
