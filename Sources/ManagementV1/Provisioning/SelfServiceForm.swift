import Applications
import Kernel
import Management
import Web

/// The form on which the administrator of a directory sets up a connection.
struct SelfServiceForm {
    /// What the link offers.
    let offer: SelfServiceOffer
    /// The kind of directory.
    let strategy: String
    /// The host that the directory is told of.
    let host: RequestHost

    /// The name of a kind of directory.
    static func name(of strategy: String) -> String {
        switch strategy {
        case "oidc": "OpenID Connect"
        case "okta": "Okta"
        case "waad": "Microsoft Entra ID"
        case "google-apps": "Google Workspace"
        case "adfs": "Active Directory Federation Services"
        case "pingfederate": "PingFederate"
        case "samlp": "SAML"
        case "okta-samlp": "Okta by SAML"
        case "keycloak-samlp": "Keycloak by SAML"
        case "auth0-samlp": "Auth0 by SAML"
        default: strategy
        }
    }

    /// The page with the form.
    func response(_ filled: ProvisioningPage.Filled, _ page: ProvisioningPage, status: Int = 200) -> WebResponse {
        page.form(
            title: "Connect \(Self.name(of: strategy))",
            connection: offer.connection,
            tenant: host.tenant.rawValue,
            steps: [
                "In your directory, register an application and enter the addresses below.",
                "Let it read the name and the mail address of those who sign in.", "Fill in the form below.",
            ],
            entries: entries,
            fields: SelfServiceStrategy.fields(strategy),
            filled,
            status: status
        )
    }

    private var entries: [ProvisioningTexts.Entry] {
        let callback = "\(host.issuer)login/callback"
        let audience = "urn:auth0:\(host.tenant.rawValue):\(offer.connection)"
        switch strategy {
        case "oidc", "okta", "waad", "google-apps":
            return [ProvisioningTexts.Entry(label: "Redirect URI", value: callback)]
        default:
            return [
                ProvisioningTexts.Entry(
                    label: "Assertion consumer service",
                    value: "\(callback)?connection=\(offer.connection)"
                ),
                ProvisioningTexts.Entry(label: "Audience", value: audience),
            ]
        }
    }
}
