import FoundationEssentials
import Kernel
import SwiftASN1
import Testing
import Tokens
import Wire
import X509

@Suite("Certificates")
struct CertificateTests {
    private static let start = Instant(seconds: 1_750_000_000)
    private static let end = Instant(seconds: 1_750_000_000 + 315_360_000)

    private static func certificate(_ key: SigningKey, name: String = "tenant.example") throws -> [UInt8] {
        try Certificates.selfSigned(for: key, commonName: name, notBefore: start, notAfter: end, random: .system)
    }

    @Test(
        "A self-signed certificate verifies under its own key and says what it was told",
        arguments: [KeyFamily.rsa, .ec, .okp]
    )
    func selfSigned(_ family: KeyFamily) throws {
        let key = try SigningKey.generate(family: family)
        let der = try Self.certificate(key)
        let certificate = try Certificate(derEncoded: der)
        #expect(certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
        #expect(certificate.version == .v3)
        #expect(certificate.issuer == certificate.subject)
        #expect("\(certificate.subject)" == "CN=tenant.example")
        #expect(try certificate.extensions.basicConstraints == .isCertificateAuthority(maxPathLength: nil))
        #expect(try certificate.extensions.keyUsage == KeyUsage(digitalSignature: true, keyCertSign: true))
        #expect(certificate.serialNumber.bytes.count == 16)
        #expect(try Certificates.publicKey(der) == key.publicKey)
        #expect(try Certificates.notBefore(der) == Self.start)
        #expect(try Certificates.notAfter(der) == Self.end)
        #expect(try Certificates.subject(der) == "CN=tenant.example")
        #expect(try Certificates.subject(der, style: .slashes) == "/CN=tenant.example")
        #expect(try Certificates.der(pem: Certificates.pem(der, lineEnding: .carriageReturnLineFeed)) == der)
    }

    @Test("Certificates past 2049 change the form of their dates and not the dates")
    func generalizedTime() throws {
        let end = Instant(seconds: 3_000_000_000)
        let der = try Certificates.selfSigned(
            for: try .generate(family: .ec),
            commonName: "a",
            notBefore: Self.start,
            notAfter: end,
            random: .system
        )
        #expect(try Certificates.notAfter(der) == end)
    }

    @Test("A common name that is too long is cut, one that is empty refused")
    func names() throws {
        let key = try SigningKey.generate(family: .ec)
        let long = String(repeating: "ä", count: 70)
        #expect(
            try Certificates.subject(try Self.certificate(key, name: long)) == "CN=" + String(repeating: "ä", count: 64)
        )
        #expect(throws: KeyError.self) { try Self.certificate(key, name: "") }
    }

    @Test("PKCS #7 is what OpenSSL's command line makes")
    func pkcs7() throws {
        let der = try Certificates.der(pem: Fixtures.certificatePEM)
        #expect(Certificates.pem(der) == Fixtures.certificatePEM)
        #expect(try Certificates.pkcs7PEM(der) == Fixtures.pkcs7PEM)
        #expect(try Certificates.pkcs7PEM(der, lineEnding: .carriageReturnLineFeed).contains("PKCS7-----\r\nMII"))
        #expect(throws: KeyError.malformed) { try Certificates.pkcs7([1, 2, 3]) }
    }

    @Test("A client's certificate tells its subject, end and digests")
    func reading() throws {
        let der = try Certificates.der(pem: "a comment\n" + Fixtures.certificatePEM)
        #expect(try Certificates.subject(der) == "C=JP\nST=Tokyo\nO=Client\nCN=client.example.org")
        #expect(try Certificates.subject(der, style: .slashes) == "/C=JP/ST=Tokyo/O=Client/CN=client.example.org")
        #expect(try Certificates.notAfter(der) == Instant(seconds: 2110593440))
        #expect(Certificates.thumbprintText(der) == "FE33059436BF647A81F25129DDCAC1C7934E3D64")
        #expect(Certificates.fingerprintText(der) == "FE:33:05:94:36:BF:64:7A:81:F2:51:29:DD:CA:C1:C7:93:4E:3D:64")
        #expect(
            Hexadecimal.encode(Certificates.sha256Thumbprint(der))
                == "95fa79578dce9f0ffd2ce37e60d64766cb65faf8617a52a1ff3984e2f6241f8e"
        )
    }

    @Test(
        "What is no certificate is refused",
        arguments: ["", Fixtures.spkiPEM, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
    )
    func malformed(_ text: String) {
        #expect(throws: KeyError.malformed) { try Certificates.der(pem: text) }
    }

    @Test("A cut or trailed certificate is refused")
    func truncated() throws {
        let der = try Certificates.der(pem: Fixtures.certificatePEM)
        #expect(throws: KeyError.malformed) { try Certificates.subject(der + [0]) }
        for count in stride(from: 0, to: der.count, by: 11) {
            #expect(throws: KeyError.malformed) { try Certificates.notAfter(Array(der.prefix(count))) }
        }
    }
}

@Suite("The development authority")
struct DevelopmentAuthorityTests {
    private static let now = Instant(seconds: 1_750_000_000)

    @Test("It issues server certificates that its own certificate vouches for")
    func issue() throws {
        let authority = try DevelopmentAuthority.makeAuthority(now: Self.now)
        let issued = try DevelopmentAuthority.issue(
            names: ["localhost", "*.localhost"],
            addresses: ["127.0.0.1", "::1"],
            authorityCertificatePEM: authority.certificatePEM,
            authorityKeyPEM: authority.privateKeyPEM,
            now: Self.now
        )
        let root = try Certificate(pemEncoded: authority.certificatePEM)
        let leaf = try Certificate(pemEncoded: issued.certificatePEM)
        #expect(try root.extensions.basicConstraints == .isCertificateAuthority(maxPathLength: 0))
        #expect(root.publicKey.isValidSignature(root.signature, for: root))
        #expect(root.publicKey.isValidSignature(leaf.signature, for: leaf))
        #expect(leaf.issuer == root.subject)
        #expect(leaf.notValidAfter.timeIntervalSince(leaf.notValidBefore) <= 820 * 86_400)
        #expect(try leaf.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
        #expect(
            try leaf.extensions.authorityKeyIdentifier?.keyIdentifier
                == root.extensions.subjectKeyIdentifier?.keyIdentifier
        )
        let loopback6 = [UInt8](repeating: 0, count: 15) + [1]
        #expect(
            try leaf.extensions.subjectAlternativeNames.map(Array.init) == [
                .dnsName("localhost"), .dnsName("*.localhost"),
                .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                .ipAddress(ASN1OctetString(contentBytes: loopback6[...])),
            ]
        )
        let key = try SigningKey(pem: issued.privateKeyPEM)
        #expect(try PublicKey(pem: issued.certificatePEM) == key.publicKey)
    }

    @Test("A server certificate does not outlive its authority")
    func end() throws {
        let authority = try DevelopmentAuthority.makeAuthority(now: Self.now)
        let issued = try DevelopmentAuthority.issue(
            names: ["localhost"],
            authorityCertificatePEM: authority.certificatePEM,
            authorityKeyPEM: authority.privateKeyPEM,
            now: Self.now.adding(seconds: 3600 * 86_400)
        )
        let root = try Certificate(pemEncoded: authority.certificatePEM)
        #expect(try Certificate(pemEncoded: issued.certificatePEM).notValidAfter == root.notValidAfter)
    }

    @Test(
        "What is no address is refused",
        arguments: [
            "", "localhost", "1.2.3", "1.2.3.256", "1.2.3.4.5", ":::", "1::2::3", "g::1", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8::", "12345::",
        ]
    )
    func addresses(_ address: String) throws {
        let authority = try DevelopmentAuthority.makeAuthority(now: Self.now)
        #expect(throws: DevelopmentAuthority.Failure.address(address)) {
            try DevelopmentAuthority.issue(
                names: [],
                addresses: [address],
                authorityCertificatePEM: authority.certificatePEM,
                authorityKeyPEM: authority.privateKeyPEM,
                now: Self.now
            )
        }
    }

    @Test("A certificate for nothing is refused")
    func nothing() throws {
        #expect(throws: DevelopmentAuthority.Failure.noNames) {
            try DevelopmentAuthority.issue(
                names: [],
                addresses: [],
                authorityCertificatePEM: "",
                authorityKeyPEM: "",
                now: Self.now
            )
        }
    }
}
