package import Applications

extension ResponseTarget {
    /// The title of the page that says that a callback is not registered.
    package static let mismatchTitle = "Callback URL mismatch."

    /// Checks where a response may go, before anything else of a request is believed.
    ///
    /// - Throws: `DisplayedError`: whatever is wrong here must not be redirected.
    package static func check(
        _ request: AuthorizeRequest,
        client: Client,
        organization: String?,
        issuer: String?
    ) throws(DisplayedError) -> ResponseTarget {
        let uri = try redirectURI(request, client: client, organization: organization)
        let isFrontChannel = request.responseTypes.map { $0 != [.code] } ?? false
        let mode: Mode
        switch request["response_mode"] {
        case nil: mode = isFrontChannel ? .fragment : .query
        case let text?:
            guard let known = Mode(rawValue: text) else {
                throw DisplayedError(400, "invalid_request", "Unsupported response mode: \(text)")
            }
            // Tokens never travel in a query.
            mode = known == .query && isFrontChannel ? .fragment : known
        }
        if mode == .webMessage {
            guard RedirectURI.isOrigin(uri.origin, of: client) else {
                throw DisplayedError(400, "invalid_request", "The origin \(uri.origin) is not allowed")
            }
        }
        return ResponseTarget(redirectURI: uri, mode: mode, state: request.state, issuer: issuer)
    }

    /// The URI of a request, or the first that is registered where it names none and there is but one.
    private static func redirectURI(
        _ request: AuthorizeRequest,
        client: Client,
        organization: String?
    ) throws(DisplayedError) -> RedirectURI {
        let registered = client.signIn.callbacks
        guard let sent = request["redirect_uri"] else {
            // The profiles of FAPI want it named: a request object that leaves it out must not fall back.
            guard client.signIn.complianceLevel?.hasPrefix("fapi") != true, let only = registered.first,
                registered.count == 1, let uri = RedirectURI(only),
                !uri.text.contains("*")
            else { throw .missing("redirect_uri") }
            return uri
        }
        let isNative = client.appType == "native"
        if let uri = RedirectURI(sent), !uri.text.contains("*"),
            registered.contains(where: {
                uri.isAllowed(by: $0, organization: organization, isNative: isNative)
            })
        {
            return uri
        }
        throw DisplayedError(
            400,
            "invalid_request",
            title: mismatchTitle,
            "The provided redirect_uri is not in the list of allowed callback URLs.",
            hint: "Please go to the Application Settings page and make sure you are sending a valid callback url from "
                + "your application: \(sent)"
        )
    }
}
