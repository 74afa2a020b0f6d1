import Crypto
import FoundationEssentials
package import Kernel
import SwiftASN1
import X509

/// A certificate authority on the developer's own machine, for HTTPS that browsers and SDKs accept once it is trusted.
package enum DevelopmentAuthority {
    /// Why no certificate can be issued.
    package enum Failure: Error, Sendable, Equatable {
        /// Neither a name nor an address was given.
        case noNames
        /// Not an IPv4 or IPv6 address.
        case address(String)
    }

    /// A certificate and its private key, both PEM.
    package typealias Issued = (certificatePEM: String, privateKeyPEM: String)

    private static let day: Int64 = 86_400
    /// Some systems refuse server certificates that live longer, of private authorities too.
    private static let leafDays: Int64 = 820
    /// Clocks of one machine's containers disagree a little.
    private static let leeway: Int64 = -3600

    /// Makes an authority on P-256 for ten years; it can sign server certificates and no further authorities.
    ///
    /// - Throws: what swift-certificates throws.
    package static func makeAuthority(
        now: Instant,
        commonName: String = "Latchkey development authority"
    ) throws -> Issued {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName {
            OrganizationName("Latchkey")
            CommonName(commonName)
        }
        let publicKey = Certificate.PublicKey(key.publicKey)
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: date(now.adding(seconds: leeway)),
            notValidAfter: date(now.adding(seconds: 3650 * day)),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        return (try certificate.serializeAsPEM().pemString, key.pemRepresentation)
    }

    /// Issues a server certificate on P-256 for DNS names, wildcards among them, and IP addresses, for 820 days at most
    /// and never longer than the authority lives.
    ///
    /// - Throws: `Failure`, or what swift-certificates throws if the authority cannot be read.
    package static func issue(
        names: [String],
        addresses: [String] = ["127.0.0.1", "::1"],
        authorityCertificatePEM: String,
        authorityKeyPEM: String,
        now: Instant
    ) throws -> Issued {
        guard let commonName = names.first ?? addresses.first else { throw Failure.noNames }
        let authority = try Certificate(pemEncoded: authorityCertificatePEM)
        let authorityKey = try Certificate.PrivateKey(pemEncoded: authorityKeyPEM)
        let alternatives =
            try names.map(GeneralName.dnsName)
            + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: try octets($0)[...])) }
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let end = min(date(now.adding(seconds: leafDays * day + leeway)), authority.notValidAfter)
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: date(now.adding(seconds: leeway)),
            notValidAfter: end,
            issuer: authority.subject,
            subject: DistinguishedName { CommonName(String(commonName.prefix(Certificates.maximumCommonNameLength))) },
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(alternatives)
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: authority.publicKey).keyIdentifier
                )
            },
            issuerPrivateKey: authorityKey
        )
        return (try certificate.serializeAsPEM().pemString, key.pemRepresentation)
    }

    private static func date(_ instant: Instant) -> Date { Date(timeIntervalSince1970: Double(instant.seconds)) }
}
