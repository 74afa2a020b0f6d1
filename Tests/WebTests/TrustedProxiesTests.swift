import HTTPTypes
import Testing
import Web

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    private static let direct = TrustedProxies.Forwarding(scheme: "http", authority: "inner:3000", ip: "10.0.0.7")

    private static func apply(
        _ headers: [(String, String)],
        trusting networks: [String] = ["10.0.0.0/8"],
        from ip: String? = "10.0.0.7"
    ) throws -> TrustedProxies.Forwarding {
        var fields = HTTPFields()
        for (name, value) in headers { fields.append(HTTPField(name: try #require(.init(name)), value: value)) }
        var direct = Self.direct
        direct.ip = ip
        return try TrustedProxies(networks).apply(fields, to: direct)
    }

    /// The headers, and what they make of the request: scheme, authority and address.
    struct Row: Sendable, CustomTestStringConvertible {
        let headers: [(String, String)]
        let result: TrustedProxies.Forwarding
        var testDescription: String { headers.map { "\($0.0): \($0.1)" }.joined(separator: "\n") }

        init(_ headers: [(String, String)], _ scheme: String, _ authority: String, _ ip: String) {
            self.headers = headers
            result = TrustedProxies.Forwarding(scheme: scheme, authority: authority, ip: ip)
        }
    }

    static let rows: [Row] = [
        Row([], "http", "inner:3000", "10.0.0.7"),
        Row([("X-Forwarded-Proto", "https")], "https", "inner:3000", "10.0.0.7"),
        Row([("X-Forwarded-Proto", "HTTPS"), ("X-Forwarded-Host", "a.com")], "https", "a.com", "10.0.0.7"),
        Row([("X-Forwarded-For", "192.0.2.1")], "http", "inner:3000", "192.0.2.1"),
        Row([("X-Forwarded-For", "6.6.6.6, 192.0.2.1")], "http", "inner:3000", "192.0.2.1"),
        Row([("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "192.0.2.1")], "http", "inner:3000", "192.0.2.1"),
        Row([("X-Forwarded-For", "192.0.2.1:4711")], "http", "inner:3000", "192.0.2.1"),
        Row([("X-Forwarded-For", "2001:db8::1")], "http", "inner:3000", "2001:db8::1"),
        Row([("X-Forwarded-For", "[2001:db8::1]:4711")], "http", "inner:3000", "2001:db8::1"),
        Row([("X-Forwarded-Host", "evil.com, a.com:8443")], "http", "a.com:8443", "10.0.0.7"),
        Row([("X-Forwarded-Proto", "https, http")], "http", "inner:3000", "10.0.0.7"),
        Row([("X-Forwarded-Proto", "javascript")], "http", "inner:3000", "10.0.0.7"),
        Row([("Forwarded", "for=192.0.2.1;proto=https;host=a.com")], "https", "a.com", "192.0.2.1"),
        Row(
            [("Forwarded", "For=\"[2001:db8::1]:4711\"; Proto=HTTPS ; host=\"a.com:8443\"")],
            "https",
            "a.com:8443",
            "2001:db8::1"
        ),
        Row([("Forwarded", "for=6.6.6.6;host=evil.com, for=192.0.2.1;host=a.com")], "http", "a.com", "192.0.2.1"),
        Row([("Forwarded", "host=evil.com, for=192.0.2.1")], "http", "inner:3000", "192.0.2.1"),
        Row([("Forwarded", "for=6.6.6.6"), ("Forwarded", "for=192.0.2.1")], "http", "inner:3000", "192.0.2.1"),
        Row([("Forwarded", "by=1.1.1.1;secret;for=192.0.2.1")], "http", "inner:3000", "192.0.2.1"),
        Row([("Forwarded", "proto=gopher")], "http", "inner:3000", "10.0.0.7"),
        Row(
            [("Forwarded", "for=192.0.2.1"), ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Host", "evil.com")],
            "http",
            "inner:3000",
            "192.0.2.1"
        ),
    ]

    @Test("are believed, the last hop before all others", arguments: rows)
    func believed(row: Row) throws {
        #expect(try Self.apply(row.headers) == row.result)
    }

    /// The trusted networks, a peer, and whether it is one of them.
    static let peers: [([String], String?, Bool)] = [
        ([], "10.0.0.7", false), (["10.0.0.7"], "10.0.0.7", true), (["10.0.0.7"], "10.0.0.8", false),
        (["10.0.0.0/8"], "10.255.255.255", true), (["10.0.0.0/8"], "11.0.0.0", false),
        (["192.168.4.0/22"], "192.168.7.255", true), (["192.168.4.0/22"], "192.168.8.0", false),
        (["10.0.0.0/31"], "10.0.0.1", true), (["10.0.0.0/31"], "10.0.0.2", false),
        (["0.0.0.0/0"], "203.0.113.9", true), (["0.0.0.0/0"], "2001:db8::1", false),
        (["::1"], "::1", true), (["::1"], "::2", false), (["::1"], "127.0.0.1", false),
        (["2001:db8::/32"], "2001:db8:ffff::1", true), (["2001:db8::/32"], "2001:db9::1", false),
        (["2001:db8::/33"], "2001:db8:8000::", false), (["::/0"], "2001:db8::1", true),
        (["10.0.0.0/8"], "::ffff:10.0.0.7", true), (["::ffff:10.0.0.7"], "10.0.0.7", true),
        (["10.0.0.0/8"], "::ffff:11.0.0.7", false), (["127.0.0.1", "10.0.0.0/8"], "10.1.1.1", true),
        (["10.0.0.0/8"], nil, false), (["10.0.0.0/8"], "/run/socket", false), (["10.0.0.0/8"], "", false),
    ]

    @Test("are those of the networks that were named, and nobody else", arguments: peers)
    func networks(networks: [String], peer: String?, isTrusted: Bool) throws {
        let headers = [
            ("X-Forwarded-Host", "evil.com"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "6.6.6.6"),
        ]
        let result = try Self.apply(headers, trusting: networks, from: peer)
        #expect(result.authority == (isTrusted ? "evil.com" : "inner:3000"))
        #expect(result.scheme == (isTrusted ? "https" : "http"))
        #expect(result.ip == (isTrusted ? "6.6.6.6" : peer))
        let forwarded = try Self.apply([("Forwarded", "host=evil.com")], trusting: networks, from: peer)
        #expect(forwarded.authority == (isTrusted ? "evil.com" : "inner:3000"))
    }

    @Test(
        "are named by address or network",
        arguments: [
            "", "proxy.example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8", "::1/129",
            "10.0.0.256", "/8",
        ]
    )
    func unreadable(text: String) {
        #expect(throws: TrustedProxies.ProxyError.self) { try TrustedProxies([text]) }
    }
}
