import Applications
import Kernel
import Testing

@Suite("Hosts")
struct RequestHostTests {
    private static let acme = TenantID(rawValue: "acme")

    static let names: [(String, String)] = [
        ("acme.example.com", "acme.example.com"), ("ACME.Example.com", "acme.example.com"),
        ("acme.example.com:8443", "acme.example.com"), ("127.0.0.1:80", "127.0.0.1"), ("localhost", "localhost"),
        ("[::1]", "[::1]"), ("[::1]:3000", "[::1]"), ("[FE80::1]:1", "[fe80::1]"), ("", ""), (":80", ""),
        ("[", "["), ("[::1", "[::1"),
    ]

    @Test("lose their port and capitals, IPv6 literals keep their brackets", arguments: names)
    func withoutPort(authority: String, name: String) {
        #expect(HostName.withoutPort(authority) == name)
    }

    static let audiences: [(String, String?)] = [
        ("https://acme.example.com/api/v2/", "acme.example.com"),
        ("http://acme.example.com/api/v2/", "acme.example.com"),
        ("https://ACME.example.com:8443/api/v2/", "acme.example.com"), ("https://[::1]:3000/api/v2/", "[::1]"),
        ("https://acme.example.com/api/v2", nil), ("https://acme.example.com/api/v2//", nil),
        ("https://acme.example.com/x/api/v2/", nil), ("https:///api/v2/", nil), ("https://api/v2/", nil),
        ("https://user@acme.example.com/api/v2/", nil), ("ftp://acme.example.com/api/v2/", nil),
        ("HTTPS://acme.example.com/api/v2/", nil), ("acme.example.com/api/v2/", nil), ("", nil),
    ]

    @Test("of a management audience are found in that form alone", arguments: audiences)
    func managementAudience(audience: String, name: String?) {
        #expect(HostName.ofManagementAudience(audience) == name)
    }

    @Test("make the issuer and the audiences of the host that was asked")
    func issuer() {
        let host = RequestHost(tenant: Self.acme, scheme: "http", authority: "localhost:3000")
        #expect(host.issuer == "http://localhost:3000/")
        #expect(host.managementAudience == "http://localhost:3000/api/v2/")
        #expect(host.userInfoAudience == "http://localhost:3000/userinfo")
        #expect(host.name == "localhost")
    }

    @Test("an audience is stored under one identifier and shown for the host")
    func storedAudience() {
        let host = RequestHost(tenant: Self.acme, scheme: "https", authority: "login.acme.com:8443")
        let stored = "https://acme.latchkey.test/api/v2/"
        for asked in [
            "https://login.acme.com:8443/api/v2/", "https://login.acme.com/api/v2/", "http://LOGIN.acme.com/api/v2/",
        ] {
            #expect(host.storedAudience(asked) == stored)
            #expect(host.isManagementAudience(asked))
        }
        #expect(host.shownAudience(stored) == "https://login.acme.com:8443/api/v2/")
        for other in [
            "https://evil.example/api/v2/", "https://login.acme.com/api/v3/", "https://api.acme.com/", "login.acme.com",
        ] {
            #expect(host.storedAudience(other) == other)
            #expect(host.shownAudience(other) == other)
            #expect(!host.isManagementAudience(other))
        }
    }

    @Test("another tenant's stored identifier is no audience of this one")
    func otherTenant() {
        let host = RequestHost(tenant: Self.acme, scheme: "https", authority: "acme.latchkey.test")
        let foreign = RequestHost.storedManagementAudience(TenantID(rawValue: "evil"))
        #expect(foreign == "https://evil.latchkey.test/api/v2/")
        #expect(!host.isManagementAudience(foreign))
        #expect(host.storedAudience(foreign) == foreign)
    }
}
