import Applications
import Flows
import Kernel
import Storage
import StorageConformance
import StorageSQL
import StorageSQLite
import Testing
import Web

@Suite("Tenants by host")
struct TenantHostsTests {
    /// The tenants `default` and `acme`; the latter answers on a domain of its own.
    private static func hosts() async throws -> (TenantHosts, any Storage) {
        let storage = SQLStorage(driver: try SQLiteDriver.temporary(), sealer: TestSealer())
        try await storage.migrate()
        try await storage.write { transaction in
            let acme = TenantID(rawValue: "acme")
            for id in [TenantID.default, acme] { try transaction.insertTenant(id, at: Instant(seconds: 0)) }
            try transaction.insertDomain("login.acme.com", tenant: acme)
        }
        return (TenantHosts(configuration: Configuration(storage: storage)), storage)
    }

    /// The scheme, the authority, the tenant and the issuer.
    typealias Row = (scheme: String, authority: String, tenant: String, issuer: String)

    static let rows: [Row] = [
        ("http", "localhost", "default", "http://localhost/"),
        ("http", "localhost:3000", "default", "http://localhost:3000/"),
        ("https", "latchkey.test", "default", "https://latchkey.test/"),
        ("http", "127.0.0.1:3000", "default", "http://127.0.0.1:3000/"),
        ("http", "10.1.2.3", "default", "http://10.1.2.3/"),
        ("http", "[::1]:3000", "default", "http://[::1]:3000/"),
        ("https", "[2001:DB8::1]", "default", "https://[2001:db8::1]/"),
        ("https", "acme.latchkey.test", "acme", "https://acme.latchkey.test/"),
        ("https", "default.latchkey.test:8443", "default", "https://default.latchkey.test:8443/"),
        ("http", "acme.localhost:3000", "acme", "http://acme.localhost:3000/"),
        ("https", "login.acme.com", "acme", "https://login.acme.com/"),
        ("https", "LOGIN.Acme.COM", "acme", "https://login.acme.com/"),
        ("https", "login.acme.com:8443", "acme", "https://login.acme.com:8443/"),
        ("https", "login.acme.com:443", "acme", "https://login.acme.com/"),
        ("http", "login.acme.com:80", "acme", "http://login.acme.com/"),
        ("http", "login.acme.com:443", "acme", "http://login.acme.com:443/"),
        ("https", "login.acme.com:80", "acme", "https://login.acme.com:80/"),
        ("https", "[::1]:443", "default", "https://[::1]/"),
    ]

    @Test("are found, and issue under the host that was asked", arguments: rows)
    func found(row: Row) async throws {
        let host = try #require(try await Self.hosts().0.host(scheme: row.scheme, authority: row.authority))
        #expect(host.tenant.rawValue == row.tenant)
        #expect(host.issuer == row.issuer)
    }

    @Test("are not found on unknown and malformed hosts")
    func notFound() async throws {
        let (hosts, _) = try await Self.hosts()
        let authorities = [
            "", ":", ":80", " ", "example.com", "acme.com", "evil-login.acme.com", "login.acme.com.evil.com",
            "nobody.latchkey.test", "nobody.localhost", ".latchkey.test", ".localhost", "a.acme.latchkey.test",
            "acme.latchkey.test.", "ACME_.localhost", "-acme.localhost", "acme.latchkey.test@evil.com",
            "user@localhost", "localhost/", "localhost/x", "localhost?x", "localhost#x", "local host", "localhost\n",
            "localhost\0", "localhost:", "localhost:x", "localhost:80:80", "localhost:-1", "localhost:+80",
            "localhost:65536", "localhost:99999999999999999999", "lócalhost", "localhost:８０", "%6cocalhost", "*",
            "<script>",
            "[::1", "::1", "[::1]x", "[::1]:", "[]", "[", "]", "[:]", "[localhost]", "[127.0.0.1]", "[::1%25eth0]",
            "...", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1..2.3", "2130706433",
            String(repeating: "a", count: 256), "localhost,localhost", "localhost, evil.com", "\"localhost\"",
        ]
        for authority in authorities {
            #expect(try await hosts.host(scheme: "http", authority: authority) == nil, "\(authority)")
        }
    }

    @Test("come and go with their domains")
    func changes() async throws {
        let (hosts, storage) = try await Self.hosts()
        #expect(try await hosts.host(scheme: "https", authority: "new.acme.com") == nil)
        try await storage.write { try $0.insertDomain("new.acme.com", tenant: TenantID(rawValue: "acme")) }
        #expect(try await hosts.host(scheme: "https", authority: "new.acme.com")?.tenant.rawValue == "acme")
        try await storage.write { try $0.deleteDomain("new.acme.com", tenant: TenantID(rawValue: "acme")) }
        #expect(try await hosts.host(scheme: "https", authority: "new.acme.com") == nil)
        try await storage.write { _ = try $0.deleteTenant(TenantID(rawValue: "acme")) }
        #expect(try await hosts.host(scheme: "https", authority: "acme.localhost") == nil)
    }
}
