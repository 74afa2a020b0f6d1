import Applications
import Kernel
import Synchronization
import Tokens
import Wire

/// How clients look on the wire: what the caller may see, and the certificate of the tenant.
struct ClientView {
    private let context: AdministrationContext
    private let signingKeys: JSONValue
    private let seesEverything: Bool
    private let seesSecrets: Bool

    private static let summary: Set<String> = ["client_id", "app_type", "name", "description"]
    private static let secrets: Set<String> = ["client_secret", "signing_keys", "encryption_key"]
    private static let certificates = Mutex<[[UInt8]: JSONObject]>([:])

    /// A view for the caller.
    ///
    /// - Parameter changes: whether the caller made or changed the client, who then may see what it is.
    /// - Throws: `StoreError`.
    init(_ context: AdministrationContext, in transaction: some SigningKeyReading, changes: Bool = false) throws {
        self.context = context
        let scopes = context.scopes
        seesSecrets =
            changes && !scopes.isDisjoint(with: ["create:clients", "update:client_keys"])
            || !scopes.isDisjoint(with: ["read:client_keys", "read:client_credentials"])
        seesEverything = changes || seesSecrets || scopes.contains("read:clients")
        signingKeys = seesSecrets ? try Self.signingKeys(context.tenant, in: transaction) : []
    }

    /// A client as the caller may see it.
    func shown(_ document: Document) -> JSONObject {
        let body = document.body
        guard seesEverything else { return body.filtered(Self.summary, keeping: true) }
        let hidesSecret = body[ClientDefaults.hiddenSecret]?.bool ?? false
        var result = JSONObject()
        for (name, value) in body where !name.hasPrefix("_") {
            if name == "client_id", seesSecrets, !body.contains("signing_keys") {
                result.append("signing_keys", signingKeys)
            }
            if Self.secrets.contains(name), !seesSecrets || (name == "client_secret" && hidesSecret) { continue }
            result.append(name, shown(name, value))
        }
        return result
    }

    private func shown(_ name: String, _ value: JSONValue) -> JSONValue {
        guard name == "resource_server_identifier", let identifier = value.string else { return value }
        return .string(context.host.shownAudience(identifier))
    }

    /// The certificate of the key that signs the tenant's tokens; clients have had none of their own for years.
    private static func signingKeys(_ tenant: TenantID, in transaction: some SigningKeyReading) throws -> JSONValue {
        let keys = try transaction.signingKeys(in: tenant)
        guard let key = keys.first(where: { $0.status == .current && $0.family == KeyFamily.rsa.rawValue }) else {
            return []
        }
        return [.object(rendered(key.certificate))]
    }

    /// A certificate as a client shows it, from the last ones shown: to make it takes longer than all else of a view.
    private static func rendered(_ certificate: [UInt8]) -> JSONObject {
        if let known = certificates.withLock({ $0[certificate] }) { return known }
        var members: JSONObject = ["cert": .string(Certificates.pem(certificate, lineEnding: .carriageReturnLineFeed))]
        if let pkcs7 = try? Certificates.pkcs7PEM(certificate, lineEnding: .carriageReturnLineFeed) {
            members["pkcs7"] = .string(pkcs7)
        }
        members["subject"] = "deprecated"
        certificates.withLock { [members] certificates in
            if certificates.count >= 64 { certificates.removeAll() }
            certificates[certificate] = members
        }
        return members
    }
}
