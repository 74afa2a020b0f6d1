package import Kernel
import Wire

/// A public key or certificate of a client.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/clients/{client_id}/credentials`.
package struct ClientCredential: Sendable {
    /// The id.
    package let id: String
    /// The client it belongs to.
    package let clientID: String
    /// `public_key`, `x509_cert` or `cert_subject_dn`.
    package let type: String
    /// The id of the key, as the header of an assertion names it; nil for certificates.
    package let kid: String?
    /// The algorithm its signatures use; nil for certificates.
    package let algorithm: String?
    /// The public key or certificate.
    package let pem: String
    /// SHA-256 of the certificate, in URL-safe Base64.
    package let thumbprint: String?
    /// The subject of the certificate, one attribute a line.
    package let subjectDN: String?
    /// From when on it is not accepted.
    package let expiresAt: Instant?

    /// The view of a document of kind `clientCredential`.
    package init(_ document: Document) {
        let body = document.body
        id = document.id
        clientID = document.parent
        type = body["credential_type"]?.string ?? ""
        kid = body["kid"]?.string
        algorithm = body["alg"]?.string
        pem = body["pem"]?.string ?? ""
        thumbprint = body["thumbprint_sha256"]?.string
        subjectDN = body["subject_dn"]?.string
        expiresAt = body["expires_at"]?.string.flatMap { Instant(iso8601: $0) }
    }

    /// Whether it is accepted at a moment.
    package func isValid(at now: Instant) -> Bool {
        guard let expiresAt else { return true }
        return now < expiresAt
    }
}
