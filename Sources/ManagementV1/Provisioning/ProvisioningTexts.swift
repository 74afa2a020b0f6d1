import Applications
import Kernel
import Management
import Wire

/// What the page of a ticket says: what to enter at the identity provider, and what to tell this server.
///
/// - SeeAlso: Auth0 Management API: `provisioning_ticket_url`; in v1, it "contains information on how to complete the
///   configuration on their side".
struct ProvisioningTexts {
    /// A value to be entered at the identity provider.
    struct Entry {
        /// What it is called there.
        let label: String
        /// The value.
        let value: String
    }

    /// What a field of the form is called, what it is for, and how it is shown.
    struct Caption {
        /// The name for people.
        let label: String
        /// What belongs into it.
        let hint: String
        /// Whether it takes several lines.
        var isLong = false
    }

    /// The name of the identity provider.
    let provider: String
    /// What to do there, in order.
    let steps: [String]
    /// What to enter there.
    let entries: [Entry]

    /// The texts of a connection.
    init(_ provisioning: Provisioning, host: RequestHost) {
        let callback = "\(host.issuer)login/callback"
        let application = "urn:auth0:\(host.tenant.rawValue):\(provisioning.connection)"
        switch provisioning.strategy {
        case "adfs":
            provider = "Active Directory Federation Services"
            steps = [
                "In AD FS Management, add a relying party trust and choose to enter its data by hand.",
                "Enable WS-Federation passive and enter the address and the identifier below.",
                "Add a rule that sends LDAP attributes as claims: E-Mail Address, Given Name, Surname, Name, and "
                    + "User Principal Name as Name ID.",
                "Fill in the form below.",
            ]
            entries = [
                Entry(label: "WS-Federation passive endpoint", value: callback),
                Entry(label: "Relying party trust identifier", value: application),
            ]
        case "google-apps":
            provider = "Google Apps"
            steps = [
                "In the Google console, make an OAuth client for a web application and enter the addresses below.",
                "In the administration of your domain, trust the client for the data it will ask for.",
                "Fill in the form below.",
            ]
            entries = [
                Entry(label: "Authorized JavaScript origin", value: "\(host.scheme)://\(host.authority)"),
                Entry(label: "Authorized redirect URI", value: callback),
            ]
        case "samlp", "pingfederate":
            provider = provisioning.strategy == "samlp" ? "your SAML identity provider" : "PingFederate"
            steps = [
                "Add a service provider with the address and the identifier below.",
                "Let assertions be signed and carry the e-mail address and the name of whoever signs in.",
                "Fill in the form below.",
            ]
            entries = [
                Entry(
                    label: "Assertion consumer service",
                    value: "\(callback)?connection=\(Form.encode(provisioning.connection))"
                ),
                Entry(label: "Entity ID", value: application),
            ]
        case "ad":
            provider = "Active Directory or LDAP"
            steps = [
                "Choose the domain whose people are to sign in through this connection.",
                "Fill in the form below. Its answer is kept with the connection; a connector inside your network is not "
                    + "served yet.",
            ]
            entries = [Entry(label: "Connection", value: provisioning.connection)]
        case "waad":
            provider = "Microsoft Entra ID"
            steps = [
                "In your directory, register a web application and enter the address below.",
                "Make a client secret for it and let it sign users in and read their profiles.",
                "Fill in the form below.",
            ]
            entries = [Entry(label: "Redirect URI", value: callback)]
        default:
            provider = "Office 365"
            steps = [
                "In your directory, register an application and enter the addresses below.",
                "Make a key for it and let it sign users in and read their profiles.",
                "Fill in the form below.",
            ]
            entries = [
                Entry(label: "Sign-on URL", value: host.issuer),
                Entry(label: "App ID URI", value: application),
                Entry(label: "Reply URL", value: callback),
            ]
        }
    }

    /// The caption of a field.
    ///
    /// - Parameter isRequired: whether it cannot be left empty.
    static func caption(_ field: String, isRequired: Bool = false) -> Caption {
        switch field {
        case "adfs_server":
            Caption(label: "AD FS server", hint: "The host of the server, or the address of its federation metadata.")
        case "signInEndpoint" where isRequired:
            Caption(label: "Sign-in address", hint: "Where people sign in; it begins with https://.")
        case "signInEndpoint":
            Caption(
                label: "Sign-in address",
                hint: "Where people sign in; left empty, it follows from the server: https://…/adfs/ls/"
            )
        case "signing":
            Caption(
                label: "Token-signing certificate",
                hint: "The certificate as PEM, or its SHA-1 thumbprints, one a line.",
                isLong: true
            )
        case "tenant_domain": Caption(label: "Domain", hint: "The domain of your organization, such as example.com.")
        case "domain": Caption(label: "Domain", hint: "The domain of your directory, such as example.okta.com.")
        case "discovery_url":
            Caption(
                label: "Discovery address",
                hint: "The address of its metadata, which ends with /.well-known/openid-configuration."
            )
        case "signingCert":
            Caption(label: "Signing certificate", hint: "The certificate as PEM.", isLong: true)
        case "code": Caption(label: "Code", hint: "The six digits that the app shows.")
        case "client_id":
            Caption(label: "Client ID", hint: isRequired ? "" : "Left empty, it stays as it is.")
        case "client_secret":
            Caption(
                label: "Client secret",
                hint: isRequired ? "It is never shown again." : "It is never shown. Left empty, it stays as it is."
            )
        default: Caption(label: field, hint: "")
        }
    }
}
