import Applications
import Kernel
import Storage
import Tokens
package import Wire

/// The link by which the administrator of an identity provider finishes a connection.
///
/// It is good once: whoever finishes takes the link off the connection.
///
/// - SeeAlso: Auth0 Management API: `provisioning_ticket_url`.
package enum ProvisioningTicket {
    /// The member of a connection that holds the link.
    static let member = "provisioning_ticket_url"

    /// The ticket in a link: its last part.
    package static func ticket(of url: String) -> String { String(url.split(separator: "/").last ?? "") }

    /// Where the page of a ticket is.
    package static func path(_ strategy: String, _ ticket: String) -> String { "/p/\(strategy)/\(ticket)" }

    /// A new link.
    static func newURL(_ strategy: String, _ context: AdministrationContext, _ random: RandomSource) -> String {
        "\(context.host.issuer)\(path(strategy, random.text(8, from: .base62)).dropFirst())"
    }
}

/// A connection that waits to be finished.
package struct Provisioning: Sendable {
    /// The connection's name.
    package let connection: String
    /// Its strategy.
    package let strategy: String
    /// What is set already, secrets left out.
    package let options: JSONObject

    /// What a form of the page asks for.
    package struct Field: Sendable {
        /// The option, or what an option is made of.
        package let name: String
        /// Whether it cannot be left empty.
        package let isRequired: Bool
        /// Whether it is never shown: left empty, it stays.
        package let isSecret: Bool
    }

    init(_ connection: Connection) {
        self.connection = connection.name
        strategy = connection.strategy
        options = connection.options.filtered(["client_secret"], keeping: false)
    }

    /// The fields of a strategy's form.
    package static func fields(_ strategy: String) -> [Field] {
        switch strategy {
        case "adfs":
            [field("adfs_server"), field("signInEndpoint", isRequired: false), field("signing", isRequired: false)]
        case "google-apps", "office365", "waad":
            [
                field("tenant_domain"), field("client_id", isRequired: false),
                field("client_secret", isRequired: false, isSecret: true),
            ]
        case "samlp", "pingfederate": [field("signInEndpoint"), field("signingCert")]
        case "ad": [field("tenant_domain")]
        default: []
        }
    }

    private static func field(_ name: String, isRequired: Bool = true, isSecret: Bool = false) -> Field {
        Field(name: name, isRequired: isRequired, isSecret: isSecret)
    }
}

/// Why an answer to the form was not taken: the field and what it must be.
package struct ProvisioningRefusal: Error, Sendable, Equatable {
    /// The field.
    package let field: String
    /// What is wrong with it.
    package let message: String
}

/// Finishing connections by link.
extension Administration {
    /// What a link is for; nil for one that nobody made or that was used.
    package func provisioning(
        _ strategy: String,
        ticket: String,
        _ context: AdministrationContext
    ) async throws -> Provisioning? {
        try await storage.read { transaction in
            try ProvisioningRules.document(strategy, ticket, context, transaction).map { Provisioning(Connection($0)) }
        }
    }

    /// Writes what the administrator of the identity provider answered, and spends the link; nil if it is spent.
    ///
    /// - Throws: `ProvisioningRefusal` for an answer that cannot be, after which the link is still good.
    package func finishProvisioning(
        _ strategy: String,
        ticket: String,
        answers: [String: String],
        _ context: AdministrationContext
    ) async throws -> Provisioning? {
        try await storage.write { transaction in
            let found = try ProvisioningRules.document(strategy, ticket, context, transaction)
            guard var document = found else { return nil }
            let before = document.body["options"]?.object ?? [:]
            let answered = try ProvisioningRules.options(before, strategy: strategy, answers)
            let options = try V1ConnectionOptions.prepared(answered, strategy: strategy, host: context.host)
            document.body = try ConnectionRules.patched(document.body, ["options": .object(options)], context)
            document.body[ProvisioningTicket.member] = nil
            document.updatedAt = context.now
            try transaction.update(document, keys: ConnectionKeys.keys(of: document.body))
            return Provisioning(Connection(document))
        }
    }
}

/// What links and answers must be.
enum ProvisioningRules {
    private static let answerLimit = 16_384

    /// The connection of a link.
    static func document(
        _ strategy: String,
        _ ticket: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document? {
        guard !Provisioning.fields(strategy).isEmpty, !ticket.isEmpty else { return nil }
        let keys = [DocumentKey.attribute("strategy", strategy)]
        let presented = Array(ticket.utf8)
        return try transaction.documents(DocumentQuery(.connection, in: context.tenant, keys: keys)).first { document in
            guard let url = document.body[ProvisioningTicket.member]?.string else { return false }
            return equalInConstantTime(Array(ProvisioningTicket.ticket(of: url).utf8), presented)
        }
    }

    /// Options with answers put over them.
    ///
    /// - Throws: `ProvisioningRefusal`.
    static func options(
        _ options: JSONObject,
        strategy: String,
        _ answers: [String: String]
    ) throws(ProvisioningRefusal) -> JSONObject {
        var result = options
        for field in Provisioning.fields(strategy) {
            let answer = trimmed(answers[field.name] ?? "")
            guard answer.utf8.count <= answerLimit else {
                throw ProvisioningRefusal(field: field.name, message: "This is too long.")
            }
            guard !answer.isEmpty else {
                if field.isRequired {
                    throw ProvisioningRefusal(field: field.name, message: "This cannot be left empty.")
                }
                continue
            }
            switch field.name {
            case "signing": result["thumbprints"] = .array(try thumbprints(answer).map(JSONValue.string))
            case "signInEndpoint":
                guard answer.lowercased().hasPrefix("https://"), !answer.contains(where: \.isWhitespace) else {
                    throw ProvisioningRefusal(field: field.name, message: "This must be an address with https.")
                }
                result[field.name] = .string(answer)
            case "signingCert":
                guard let der = try? Certificates.der(pem: answer + "\n"), (try? Certificates.notAfter(der)) != nil
                else {
                    throw ProvisioningRefusal(field: field.name, message: "This certificate cannot be read.")
                }
                result[field.name] = .string(answer)
            case "adfs_server":
                guard let endpoint = V1ConnectionOptions.signInEndpoint(ofServer: answer) else {
                    throw ProvisioningRefusal(field: field.name, message: "This must be a host or an address.")
                }
                // Another server signs people in elsewhere, unless the next field says where.
                if options[field.name]?.string != answer { result["signInEndpoint"] = .string(endpoint) }
                result[field.name] = .string(answer)
            case "tenant_domain":
                guard answer.contains("."), !answer.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "@" })
                else {
                    throw ProvisioningRefusal(field: field.name, message: "This must be a domain, such as example.com.")
                }
                result[field.name] = .string(answer)
            default: result[field.name] = .string(answer)
            }
        }
        return result
    }

    /// The SHA-1 thumbprints that a text names, or that of the certificate that it is.
    ///
    /// - Throws: `ProvisioningRefusal`.
    private static func thumbprints(_ text: String) throws(ProvisioningRefusal) -> [String] {
        if text.contains("-----BEGIN") {
            guard let der = try? Certificates.der(pem: text + "\n") else {
                throw ProvisioningRefusal(field: "signing", message: "This certificate cannot be read.")
            }
            return [Hexadecimal.encode(Certificates.sha1Thumbprint(der))]
        }
        var found: [String] = []
        for piece in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
            let digits = piece.lowercased().filter { $0 != " " && $0 != ":" && $0 != "\t" }
            guard digits.utf8.count == 40, Hexadecimal.decode(digits) != nil else {
                throw ProvisioningRefusal(
                    field: "signing",
                    message:
                        "A thumbprint has 40 hexadecimal digits; a certificate begins with -----BEGIN CERTIFICATE-----."
                )
            }
            if !found.contains(digits) { found.append(digits) }
        }
        return found
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
