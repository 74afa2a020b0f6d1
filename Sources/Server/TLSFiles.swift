import FoundationEssentials
package import Kernel
import SwiftASN1
import Tokens
import X509

/// The files that HTTPS is served with: the operator's own, or a development certificate under a development
/// authority, made at the first start.
package struct TLSFiles: Sendable {
    /// The certificate chain, PEM.
    package let certificate: String
    /// The private key, PEM.
    package let key: String
    /// The authority to trust, PEM; nil when the operator brought a certificate.
    package let authority: String?

    /// Names of the development certificate.
    package static let names = [
        "localhost", "latchkey.test", "*.latchkey.test", "*.latchkey.localhost", "*.localhost",
    ]
    private static let renewBefore: Int64 = 30 * 86_400

    /// The files for some options; development files are made when they are missing, about to expire, or lack a name.
    ///
    /// - Throws: `StartupError`.
    package static func prepare(_ options: ServerOptions, now: Instant) throws -> TLSFiles {
        switch (options.tlsCertificate, options.tlsKey) {
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key, authority: nil)
        case (nil, nil): return try development(options, now: now)
        default: throw StartupError("--tls-cert and --tls-key go together.")
        }
    }

    private static func development(_ options: ServerOptions, now: Instant) throws -> TLSFiles {
        let files = TLSFiles(
            certificate: options.path("tls.pem"),
            key: options.path("tls-key.pem"),
            authority: options.path("ca.pem")
        )
        let authorityKey = options.path("ca-key.pem")
        if isFresh(files, now: now) { return files }
        do {
            if !(exists(options.path("ca.pem")) && exists(authorityKey)) {
                let made = try DevelopmentAuthority.makeAuthority(now: now)
                try DurableFile.write(made.privateKeyPEM, to: authorityKey, mode: 0o600)
                try DurableFile.write(made.certificatePEM, to: options.path("ca.pem"), mode: 0o644)
            }
            let issued = try DevelopmentAuthority.issue(
                names: names,
                authorityCertificatePEM: text(options.path("ca.pem")),
                authorityKeyPEM: text(authorityKey),
                now: now
            )
            try DurableFile.write(issued.privateKeyPEM, to: files.key, mode: 0o600)
            try DurableFile.write(issued.certificatePEM, to: files.certificate, mode: 0o644)
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError("The development certificate cannot be made: \(error)")
        }
        return files
    }

    private static func isFresh(_ files: TLSFiles, now: Instant) -> Bool {
        guard let pem = try? text(files.certificate), let der = try? Certificates.der(pem: pem),
            let expiry = try? Certificates.notAfter(der), exists(files.key), isForOurNames(der)
        else { return false }
        return expiry > now.adding(seconds: renewBefore)
    }

    /// Whether a certificate of an earlier version still has all the names.
    private static func isForOurNames(_ der: [UInt8]) -> Bool {
        guard let certificate = try? Certificate(derEncoded: der),
            let alternatives = try? certificate.extensions.subjectAlternativeNames
        else { return false }
        return names.allSatisfy { name in alternatives.contains(.dnsName(name)) }
    }

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartupError("\(path) cannot be read.")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
