import Kernel
package import Wire

/// A request to `/oauth/token`, parsed once.
///
/// - SeeAlso: RFC 6749 §3.2; Auth0 Authentication API: `POST /oauth/token`.
package struct TokenRequest: Sendable {
    /// The `grant_type`.
    package let grantType: String
    /// How the client says who it is.
    package let clientAuthentication: PresentedAuthentication
    /// The API the token is for, as asked.
    package let audience: String?
    /// The scopes asked for; nil when the parameter is absent.
    package let scope: [String]?
    /// The organization asked for, by id or name.
    package let organization: String?
    private let parameters: TokenParameters

    /// Parses the parameters of a request and its `Authorization` header.
    ///
    /// - Throws: `OAuthError` 400 for what no grant could accept.
    package init(_ parameters: TokenParameters, authorization: String?) throws(OAuthError) {
        guard let grantType = parameters["grant_type"], !grantType.isEmpty else { throw .missing("grant_type") }
        self.grantType = grantType
        self.parameters = parameters
        clientAuthentication = try PresentedAuthentication(parameters, authorization: authorization)
        audience = parameters["audience"]
        scope = parameters["scope"].map(Self.scopes(of:))
        organization = parameters["organization"]
    }

    /// Any other parameter, for the grant that knows it.
    package subscript(name: String) -> String? { parameters[name] }

    /// The distinct scopes of a space-separated list, in order.
    package static func scopes(of text: String) -> [String] {
        var scopes: [String] = []
        for scope in text.words where !scopes.contains(scope) { scopes.append(scope) }
        return scopes
    }
}

/// The parameters of a token request, whether they came as a form or as JSON.
package struct TokenParameters: Sendable {
    private var values: [(name: String, value: String)]

    /// The value of a parameter; an empty one counts as absent.
    ///
    /// - SeeAlso: RFC 6749 §3.2: "Parameters sent without a value MUST be treated as if they were omitted".
    package subscript(name: String) -> String? { values.first { $0.name == name && !$0.value.isEmpty }?.value }

    /// Takes a form.
    ///
    /// - Throws: `OAuthError` 400 when a parameter occurs twice: RFC 6749 §3.2 forbids it.
    package init(form: Form) throws(OAuthError) {
        if let name = form.repeated { throw .malformed("Duplicate parameter: \(name)") }
        values = form.parameters
        try refuseNUL()
    }

    /// Takes a JSON object; members that are no strings are ignored, unless a grant reads them.
    ///
    /// - Throws: `OAuthError` 400 when a parameter of the protocol has another type.
    package init(json: JSONObject) throws(OAuthError) {
        values = []
        for (name, value) in json {
            switch (name, value) {
            case (_, .string(let text)): values.append((name, text))
            case ("scope", .array(let items)):
                let scopes = items.compactMap(\.string)
                guard scopes.count == items.count else { throw Self.scopeType }
                values.append((name, scopes.joined(separator: " ")))
            case ("scope", .null): continue
            case ("scope", _): throw Self.scopeType
            case (let name, let value) where Self.strings.contains(name) && !value.isNull:
                throw .malformed("\(name) must be a string")
            default: continue
            }
        }
        try refuseNUL()
    }

    private static let scopeType = OAuthError(400, .invalidScope, "Scope must be an array or a string")

    private static let strings: Set<String> = [
        "audience", "client_assertion", "client_assertion_type", "client_id", "client_secret", "grant_type",
        "organization",
    ]

    // No identifier, secret or scope holds U+0000, and storage could not look one up.
    private func refuseNUL() throws(OAuthError) {
        for (name, value) in values where name.utf8.contains(0) || value.utf8.contains(0) {
            throw .malformed("Invalid characters in request")
        }
    }
}
