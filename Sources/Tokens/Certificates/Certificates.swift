import COpenSSL
package import Kernel
import Wire

/// X.509 certificates as DER: making the self-signed ones of signing keys, reading those of clients.
package enum Certificates {
    /// The characters a common name may have: `ub-common-name`.
    ///
    /// - SeeAlso: RFC 5280 appendix A.1.
    package static let maximumCommonNameLength = 64

    /// Makes a self-signed version 3 certificate with SHA-256 (Ed25519 has its own digest).
    ///
    /// It is marked as an authority, as Auth0's are, so that verifiers accept it as its own issuer. A common name that is
    /// too long is cut: verifiers of tokens use the key and do not match the name.
    /// - Throws: `KeyError.failed`, with an empty name too.
    package static func selfSigned(
        for key: SigningKey,
        commonName: String,
        notBefore: Instant,
        notAfter: Instant,
        random: RandomSource
    ) throws(KeyError) -> [UInt8] {
        let name = Array(
            String(String.UnicodeScalarView(commonName.unicodeScalars.prefix(maximumCommonNameLength))).utf8
        )
        var serial = random.bytes(16)
        // Positive and not zero: the first byte is between 0x40 and 0x7F.
        if !serial.isEmpty { serial[0] = serial[0] & 0x3F | 0x40 }
        let digest = key.family == .okp ? nil : "SHA256"
        return try OpenSSL.bytes {
            latchkey_self_signed(
                key.handle.pointer,
                digest,
                name,
                name.count,
                serial,
                serial.count,
                notBefore.seconds,
                notAfter.seconds,
                &$0
            )
        }
    }

    /// The certificate as PEM.
    package static func pem(_ der: [UInt8], lineEnding: PEM.LineEnding = .lineFeed) -> String {
        PEM.encode(der, label: "CERTIFICATE", lineEnding: lineEnding)
    }

    /// The first certificate of a PEM text, known to be one.
    ///
    /// - Throws: `KeyError.malformed`.
    package static func der(pem text: String) throws(KeyError) -> [UInt8] {
        let labels = ["CERTIFICATE", "X509 CERTIFICATE"]
        guard let block = PEM.blocks(in: text).first(where: { labels.contains($0.label) }) else { throw .malformed }
        try read(block.der) { _ throws(KeyError) in }
        return block.der
    }

    /// A PKCS #7 structure that carries the certificate and signs nothing.
    ///
    /// - Throws: `KeyError`.
    /// - SeeAlso: RFC 2315 §9.
    package static func pkcs7(_ der: [UInt8]) throws(KeyError) -> [UInt8] {
        try read(der) { certificate throws(KeyError) in try OpenSSL.bytes { latchkey_pkcs7(certificate, &$0) } }
    }

    /// The same as PEM.
    ///
    /// - Throws: `KeyError`.
    package static func pkcs7PEM(
        _ der: [UInt8],
        lineEnding: PEM.LineEnding = .lineFeed
    ) throws(KeyError) -> String {
        PEM.encode(try pkcs7(der), label: "PKCS7", lineEnding: lineEnding)
    }

    /// The SHA-1 digest of a certificate: `x5t`.
    package static func sha1Thumbprint(_ der: [UInt8]) -> [UInt8] { Digest.sha1(der) }

    /// The SHA-256 digest of a certificate: `x5t#S256`.
    package static func sha256Thumbprint(_ der: [UInt8]) -> [UInt8] { Digest.sha256(der) }

    /// The SHA-1 digest as the management API's `thumbprint`: upper-case hexadecimal.
    package static func thumbprintText(_ der: [UInt8]) -> String {
        Hexadecimal.encode(sha1Thumbprint(der)).uppercased()
    }

    /// The SHA-1 digest as the management API's `fingerprint`: `C1:82:CB:…`.
    package static func fingerprintText(_ der: [UInt8]) -> String {
        sha1Thumbprint(der).map { Hexadecimal.encode([$0]).uppercased() }.joined(separator: ":")
    }

    /// From when a certificate is valid.
    ///
    /// - Throws: `KeyError`.
    package static func notBefore(_ der: [UInt8]) throws(KeyError) -> Instant {
        try read(der) { certificate throws(KeyError) in try instant(X509_get0_notBefore(certificate)) }
    }

    /// Until when a certificate is valid.
    ///
    /// - Throws: `KeyError`.
    package static func notAfter(_ der: [UInt8]) throws(KeyError) -> Instant {
        try read(der) { certificate throws(KeyError) in try instant(X509_get0_notAfter(certificate)) }
    }

    /// How the parts of a subject are set apart.
    package enum SubjectStyle: Sendable {
        /// `C=JP`, line feed, `CN=example.org`: credentials of clients.
        case lines
        /// `/C=JP/CN=example.org`: keys of connections.
        case slashes
    }

    /// The distinguished name of a certificate's subject.
    ///
    /// - Throws: `KeyError`.
    package static func subject(_ der: [UInt8], style: SubjectStyle = .lines) throws(KeyError) -> String {
        let lines = try read(der) { certificate throws(KeyError) in
            let text = [UInt8](unsafeUninitializedCapacity: 8192) { buffer, count in
                count = buffer.withMemoryRebound(to: CChar.self) { characters in
                    max(0, Int(latchkey_subject(certificate, characters.baseAddress, characters.count)))
                }
            }
            return String(decoding: text, as: UTF8.self)
        }
        guard style == .slashes, !lines.isEmpty else { return lines }
        return "/" + String(lines.map { $0 == "\n" ? "/" : $0 })
    }

    /// The key of a certificate.
    ///
    /// - Throws: `KeyError`.
    package static func publicKey(_ der: [UInt8]) throws(KeyError) -> PublicKey { try PublicKey(certificate: der) }

    private static func read<Result>(
        _ der: [UInt8],
        _ body: (OpaquePointer) throws(KeyError) -> Result
    ) throws(KeyError) -> Result {
        guard let certificate = latchkey_certificate(der, der.count) else {
            _ = OpenSSL.takeError()
            throw .malformed
        }
        defer { X509_free(certificate) }
        return try body(certificate)
    }

    private static func instant(_ time: UnsafePointer<ASN1_TIME>?) throws(KeyError) -> Instant {
        var isKnown: Int32 = 0
        let seconds = latchkey_seconds(time, &isKnown)
        guard isKnown == 1 else { throw .malformed }
        return Instant(seconds: seconds)
    }
}
