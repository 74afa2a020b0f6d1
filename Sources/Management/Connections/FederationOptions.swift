import Kernel
import Tokens
import Wire

/// The options of directories that speak SAML and WS-Federation.
enum FederationOptions {
    /// Options of AD FS: where to sign in is read from the metadata.
    static func adfs(_ asked: JSONObject) -> JSONObject {
        var defaults: JSONObject = ["thumbprints": []]
        if let metadata = asked["fedMetadataXml"]?.string, let address = passiveEndpoint(in: metadata) {
            defaults["signInEndpoint"] = .string(address)
        }
        defaults["should_trust_email_verified_connection"] = "always_set_emails_as_verified"
        return ConnectionOptions.filled(asked, defaults)
    }

    /// Options of a SAML directory: the certificate is taken apart.
    static func saml(_ asked: JSONObject, strategy: String) -> JSONObject {
        var options = asked
        if strategy == "pingfederate", let base = asked["pingFederateBaseUrl"], !asked.contains("signInEndpoint") {
            options["signInEndpoint"] = base
        }
        guard let sent = (asked["signingCert"] ?? asked["cert"])?.string, let der = certificate(sent),
            let parts = try? parts(of: der)
        else { return options }
        options["signingCert"] = nil
        return options.merging(parts)
    }

    /// A certificate as PEM or as PEM in Base64, which is how administrators send it.
    private static func certificate(_ text: String) -> [UInt8]? {
        if let der = try? Certificates.der(pem: text) { return der }
        guard let bytes = Base64.decode(text) else { return nil }
        return try? Certificates.der(pem: String(decoding: bytes, as: UTF8.self))
    }

    private static func parts(of der: [UInt8]) throws -> JSONObject {
        [
            "expires": try Certificates.notAfter(der).json,
            "subject": .object(subject(try Certificates.subject(der))),
            "thumbprints": [.string(Hexadecimal.encode(Certificates.sha1Thumbprint(der)))],
            "cert": .string(Certificates.pem(der)),
        ]
    }

    /// The parts of a distinguished name by their long names.
    private static func subject(_ lines: String) -> JSONObject {
        let names = [
            "C": "countryName", "ST": "stateOrProvinceName", "L": "localityName", "O": "organizationName",
            "OU": "organizationalUnitName", "CN": "commonName",
        ]
        var subject = JSONObject()
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            subject[names[parts[0]] ?? parts[0]] = .string(parts[1])
        }
        return subject
    }

    /// The address of the endpoint that browsers are sent to.
    private static func passiveEndpoint(in metadata: String) -> String? {
        // The metadata of AD FS is far too uniform to need a parser of XML.
        guard let endpoint = metadata.split(separator: "PassiveRequestorEndpoint>", maxSplits: 2).dropFirst().first,
            let start = endpoint.firstRange(of: "Address>")
        else { return nil }
        let address = endpoint[start.upperBound...].prefix { $0 != "<" }
        return address.isEmpty ? nil : String(address)
    }
}
