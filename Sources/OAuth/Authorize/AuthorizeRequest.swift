package import Wire

/// A request to `/authorize`, parsed once.
///
/// - SeeAlso: OpenID Connect Core 1.0 §3.1.2.1; RFC 6749 §4.1.1; Auth0 Authentication API: `GET /authorize`.
package struct AuthorizeRequest: Sendable, Equatable {
    /// What a response can be made of.
    package enum ResponseType: String, Sendable, CaseIterable {
        case code, token
        case idToken = "id_token"
    }

    /// The `prompt` values that this server knows.
    package enum Prompt: String, Sendable, CaseIterable {
        case none, login, consent
        case selectAccount = "select_account"
    }

    /// The most parameters of a request.
    package static let parameterLimit = 100
    private static let longestAge: Int64 = 3_153_600_000

    private let parameters: [(name: String, value: String)]

    /// Parses parameters; an empty one counts as absent.
    ///
    /// - Throws: `OAuthError` 400 for parameters that come twice.
    package init(_ form: Form) throws(OAuthError) {
        if let name = form.repeated { throw .malformed("Duplicate parameter: \(name)") }
        guard form.parameters.count <= Self.parameterLimit else { throw .malformed("Too many parameters") }
        guard !form.parameters.contains(where: { $0.name.utf8.contains(0) || $0.value.utf8.contains(0) }) else {
            throw .malformed("Invalid characters in request")
        }
        parameters = form.parameters.filter { !$0.value.isEmpty }
    }

    /// A request as it was kept.
    package init?(stored: JSONObject) {
        var parameters: [(name: String, value: String)] = []
        for (name, value) in stored {
            guard let text = value.string else { return nil }
            parameters.append((name, text))
        }
        self.parameters = parameters
    }

    /// The request as it is kept.
    package var stored: JSONObject { JSONObject(parameters.map { ($0.name, .string($0.value)) }) }

    /// The value of a parameter.
    package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The names of the parameters, in order.
    package var names: [String] { parameters.map(\.name) }

    /// The client that asks.
    package var clientID: String? { self["client_id"] }
    /// The scopes asked for, in order.
    package var scope: [String] { self["scope"].map(TokenRequest.scopes(of:)) ?? [] }
    /// The `state`, which goes back as it came.
    package var state: String? { self["state"] }
    /// The parameters that pages and templates get to see.
    package var extensions: [(name: String, value: String)] { parameters.filter { $0.name.hasPrefix("ext-") } }

    /// The parts of the response; nil if `response_type` is missing, empty, unknown or repeats itself.
    package var responseTypes: Set<ResponseType>? {
        let parts = (self["response_type"] ?? "").split(separator: " ")
        let types = parts.compactMap { ResponseType(rawValue: String($0)) }
        guard !types.isEmpty, types.count == parts.count, Set(types).count == types.count else { return nil }
        return Set(types)
    }

    /// The prompts; nil if one is unknown or `none` stands beside another.
    package var prompts: Set<Prompt>? {
        let parts = (self["prompt"] ?? "").split(separator: " ")
        let prompts = Set(parts.compactMap { Prompt(rawValue: String($0)) })
        guard prompts.count == Set(parts).count, !prompts.contains(.none) || prompts.count == 1 else { return nil }
        return prompts
    }

    /// After how many seconds a sign-in is too old; nil for never.
    ///
    /// No session lives as long as the longest of them, which can be counted in milliseconds.
    package var maximumAge: Int64? { self["max_age"].flatMap(Int64.init).map { min($0, Self.longestAge) } }

    /// The request with the members of a verified request object, which win over what was sent beside it.
    ///
    /// - SeeAlso: RFC 9101 §6.3: parameters outside of the object are not used.
    package func replaced(by object: JSONObject) -> AuthorizeRequest {
        var kept: JSONObject = [:]
        if let clientID { kept["client_id"] = .string(clientID) }
        for (name, value) in object {
            switch value {
            case .string(let text): kept[name] = .string(text)
            case .integer(let number): kept[name] = .string(String(number))
            case .object, .array: kept[name] = .string(JSONWriter.text(value))
            default: continue
            }
        }
        for name in ["iss", "aud", "exp", "nbf", "iat", "jti", "request", "request_uri"] { kept[name] = nil }
        return AuthorizeRequest(stored: kept) ?? self
    }

    package static func == (one: AuthorizeRequest, other: AuthorizeRequest) -> Bool { one.stored == other.stored }
}
