import Wire

/// What each member of a registration must be like.
///
/// - SeeAlso: RFC 7591 §2, §5; RFC 8252 §7, §8.4.
enum MetadataRules {
    static func redirectURIs(_ value: JSONValue?) throws(OAuthError) -> [RedirectURI] {
        guard let value, !value.isNull else { throw redirect("redirect_uris is required") }
        let texts = try texts("redirect_uris", value)
        guard !texts.isEmpty else { throw redirect("redirect_uris must not be empty") }
        var uris: [RedirectURI] = []
        for text in texts {
            guard let uri = callback(text) else { throw redirect("redirect_uris contains an invalid URI: \(text)") }
            if !uris.contains(uri) { uris.append(uri) }
        }
        return uris
    }

    static func logoutURIs(_ value: JSONValue?) throws(OAuthError) -> [String] {
        guard let value, !value.isNull else { return [] }
        let texts = try texts("post_logout_redirect_uris", value)
        for text in texts where callback(text) == nil {
            throw metadata("post_logout_redirect_uris contains an invalid URI: \(text)")
        }
        return texts
    }

    /// A URI in full: over TLS, on the person's own machine, or of a scheme that an application has made its own.
    private static func callback(_ text: String) -> RedirectURI? {
        guard let uri = RedirectURI(text), !uri.hasFragment, !text.contains("*") else { return nil }
        switch uri.scheme {
        case "https": return uri
        case "http": return uri.isLoopback ? uri : nil
        case "ftp", "ws", "wss", "intent": return nil
        // `mailto:` and its like have neither an authority nor the name of a domain turned round.
        default: return uri.host != nil || uri.scheme.contains(".") ? uri : nil
        }
    }

    static func authenticationMethod(_ value: JSONValue?) throws(OAuthError) -> ClientMetadata.AuthenticationMethod {
        guard let value, !value.isNull else { return .post }
        guard let method = value.string.flatMap(ClientMetadata.AuthenticationMethod.init) else {
            throw metadata("token_endpoint_auth_method is not supported")
        }
        return method
    }

    /// What cannot be granted is left out; a client for which nothing would be left is told so.
    static func grantTypes(_ body: JSONObject, grantable: [String]) throws(OAuthError) -> [String] {
        if let types = body["response_types"], !types.isNull {
            guard try texts("response_types", types).contains("code") else {
                throw metadata("response_types must contain code")
            }
        }
        guard let value = body["grant_types"], !value.isNull else { return ["authorization_code"] }
        let asked = try texts("grant_types", value)
        guard asked.contains("authorization_code") else {
            throw metadata("grant_types must contain authorization_code")
        }
        return grantable.filter(asked.contains)
    }

    /// Only an application that says so, or that has no secret and listens on the machine itself, is native: its
    /// loopback callbacks may choose their port.
    static func appType(_ value: JSONValue?, _ uris: [RedirectURI], isPublic: Bool) throws(OAuthError) -> String {
        let isWeb = uris.contains { $0.scheme == "https" }
        switch value {
        case nil, .null: return !isPublic ? "regular_web" : isWeb ? "spa" : "native"
        case .string("web"): return isPublic ? "spa" : "regular_web"
        case .string("native"): return "native"
        default: throw metadata("application_type must be web or native")
        }
    }

    /// People read the name where they are asked for their consent: it must be one line of plain text.
    static func name(_ value: JSONValue?) throws(OAuthError) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let name = value.string, !name.isEmpty, name.count <= ClientMetadata.nameLimit,
            name.unicodeScalars.allSatisfy(isReadable)
        else { throw metadata("client_name must be plain text of at most \(ClientMetadata.nameLimit) characters") }
        return name
    }

    private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Characters that turn the direction of a line are of `format`; two others join letters and are text.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: scalar != "<" && scalar != ">"
        }
    }

    static func page(_ name: String, _ value: JSONValue?) throws(OAuthError) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string, let uri = RedirectURI(text), uri.scheme == "https" else {
            throw metadata("\(name) must be an https URI")
        }
        return text
    }

    private static func texts(_ name: String, _ value: JSONValue) throws(OAuthError) -> [String] {
        guard let texts = value.strings, texts.count == value.array?.count, texts.count <= ClientMetadata.uriLimit
        else {
            let error = "\(name) must be an array of at most \(ClientMetadata.uriLimit) strings"
            throw name == "redirect_uris" ? redirect(error) : metadata(error)
        }
        return texts
    }

    private static func redirect(_ description: String) -> OAuthError {
        OAuthError(400, .invalidRedirectURI, description)
    }

    private static func metadata(_ description: String) -> OAuthError {
        OAuthError(400, .invalidClientMetadata, description)
    }
}
