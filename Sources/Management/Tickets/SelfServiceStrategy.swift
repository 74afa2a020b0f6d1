import Wire

/// What the administrator of a directory is asked, by its kind, and what options the answers make.
package enum SelfServiceStrategy {
    private static let answerLimit = 16_384

    /// The fields of the form of a strategy; none for one that cannot be set up by link.
    package static func fields(_ strategy: String) -> [Provisioning.Field] {
        switch strategy {
        case "oidc": [field("discovery_url"), field("client_id"), field("client_secret", isSecret: true)]
        case "okta", "waad", "google-apps":
            [
                field(strategy == "okta" ? "domain" : "tenant_domain"), field("client_id"),
                field("client_secret", isSecret: true),
            ]
        case "samlp", "auth0-samlp", "okta-samlp", "keycloak-samlp", "pingfederate":
            [field("signInEndpoint"), field("signingCert")]
        case "adfs": [field("adfs_server")]
        default: []
        }
    }

    /// The options that answers make.
    ///
    /// - Throws: `ProvisioningRefusal` for an answer that cannot be.
    static func options(_ strategy: String, _ answers: [String: String]) throws(ProvisioningRefusal) -> JSONObject {
        var options = JSONObject()
        for field in fields(strategy) {
            let answer = trimmed(answers[field.name] ?? "")
            guard !answer.isEmpty else {
                throw ProvisioningRefusal(field: field.name, message: "This cannot be left empty.")
            }
            guard answer.utf8.count <= answerLimit else {
                throw ProvisioningRefusal(field: field.name, message: "This is too long.")
            }
            try check(field.name, answer)
            options[field.name] = .string(answer)
        }
        return options
    }

    private static func check(_ name: String, _ answer: String) throws(ProvisioningRefusal) {
        switch name {
        case "discovery_url", "signInEndpoint":
            guard answer.hasPrefix("https://"), !answer.contains(where: \.isWhitespace) else {
                throw ProvisioningRefusal(field: name, message: "This must be an address with https.")
            }
        case "domain", "tenant_domain":
            guard answer.contains("."), !answer.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "@" }) else {
                throw ProvisioningRefusal(field: name, message: "This must be a domain, such as example.com.")
            }
        case "signingCert":
            guard answer.contains("-----BEGIN CERTIFICATE-----") else {
                throw ProvisioningRefusal(
                    field: name,
                    message: "A certificate begins with -----BEGIN CERTIFICATE-----."
                )
            }
        default: break
        }
    }

    private static func field(_ name: String, isSecret: Bool = false) -> Provisioning.Field {
        Provisioning.Field(name: name, isRequired: true, isSecret: isSecret)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
