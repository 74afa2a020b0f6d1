import Applications
import Flows
import HTTPTypes
import Kernel
import Tokens
import Web
import Wire

/// The certificate of the current key, in the forms that tools of other protocols read.
///
/// - SeeAlso: Auth0: "Signing Keys": `/pem`, `/cer`, `/rawpem`, `/pb7`.
struct CertificateEndpoints: Sendable {
    let configuration: Configuration

    /// `GET /pem`: PEM.
    @Sendable
    func pem(_ request: WebRequest) async throws -> WebResponse {
        let der = try await certificate(request)
        return Self.download(Array(Certificates.pem(der).utf8), "application/x-pem-file", "pem", request)
    }

    /// `GET /cer`: DER.
    @Sendable
    func cer(_ request: WebRequest) async throws -> WebResponse {
        Self.download(try await certificate(request), "application/x-x509-ca-cert", "cer", request)
    }

    /// `GET /rawpem`: the Base64 of PEM without its frame.
    @Sendable
    func rawPEM(_ request: WebRequest) async throws -> WebResponse {
        let text = Base64.encode(try await certificate(request), .standard)
        return Self.download(Array(text.utf8), "text/plain; charset=utf-8", "rawpem", request)
    }

    /// `GET /pb7`: PKCS #7.
    @Sendable
    func pb7(_ request: WebRequest) async throws -> WebResponse {
        let bytes = try Certificates.pkcs7(try await certificate(request))
        return Self.download(bytes, "application/x-pkcs7-certificates", "pb7", request)
    }

    private func certificate(_ request: WebRequest) async throws -> [UInt8] {
        let ring = try await configuration.keyRing(request.host.tenant)
        guard let key = ring.published.first(where: { $0.family == .rsa && $0.status == .current }) else {
            throw StoreError.corrupt("tenant \(request.host.tenant) has no current RSA key")
        }
        return key.certificate
    }

    private static func download(
        _ body: [UInt8],
        _ mediaType: String,
        _ fileExtension: String,
        _ request: WebRequest
    ) -> WebResponse {
        let name = "\(request.host.tenant).\(fileExtension)"
        return WebResponse(
            headers: [
                .contentType: mediaType, .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: CacheControl.metadata,
            ],
            body: body
        )
    }
}
