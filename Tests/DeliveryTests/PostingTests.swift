import Testing
import Wire

@testable import Delivery

@Suite("Posting")
struct PostingTests {
    static let addresses: [(String, Bool)] = [
        ("127.0.0.1", true), ("127.255.0.1", true), ("10.1.2.3", true), ("172.16.0.1", true), ("172.31.255.255", true),
        ("192.168.1.1", true), ("169.254.169.254", true), ("100.64.0.1", true), ("0.0.0.0", true), ("198.18.0.1", true),
        ("192.0.0.8", true), ("192.0.2.1", true), ("203.0.113.5", true), ("224.0.0.1", true), ("255.255.255.255", true),
        ("::1", true), ("::", true), ("fe80::1", true), ("fec0::1", true), ("fc00::1", true), ("fd12:3456::1", true),
        ("ff02::1", true), ("::ffff:127.0.0.1", true), ("::ffff:10.0.0.1", true), ("::127.0.0.1", true),
        ("64:ff9b::7f00:1", true), ("64:ff9b:1::808:808", true), ("2002:7f00:1::", true), ("2001::1", true),
        ("2001:db8::1", true), ("100::1", true),
        ("8.8.8.8", false), ("172.15.0.1", false), ("172.32.0.1", false), ("100.63.0.1", false), ("100.128.0.1", false),
        ("192.167.0.1", false), ("223.255.255.255", false), ("2606:4700::1111", false), ("2001:4860:4860::8888", false),
        ("::ffff:8.8.8.8", false), ("64:ff9b::808:808", false), ("2002:808:808::", false),
    ]

    @Test("addresses of no use in the public network are known", arguments: addresses)
    func privacy(text: String, isPrivate: Bool) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.isPrivate == isPrivate)
        #expect(address.text == (text.contains(":") ? "[\(address.text.dropFirst().dropLast())]" : text))
    }

    static let targets: [(String, String?, Int)] = [
        ("https://a.test/x?y#z", "a.test", 443), ("http://a.test:8080", "a.test", 8080),
        ("HTTPS://A.test/", "A.test", 443), ("https://[::1]:8443/", "::1", 8443), ("http://127.1/", "127.0.0.1", 80),
        ("http://0x7f000001/", "127.0.0.1", 80), ("http://2130706433/", "127.0.0.1", 80),
        ("ftp://a.test/", nil, 0), ("file:///etc/passwd", nil, 0), ("a.test", nil, 0), ("", nil, 0),
        ("https://", nil, 0),
        ("https://user:pass@a.test/", nil, 0), ("https://a.test:99999/", nil, 0), ("https://a test/", nil, 0),
        ("https://bücher.test/", nil, 0), ("gopher://a.test/", nil, 0), ("https://a.test\r\n/", nil, 0),
    ]

    @Test("a URL has one host and one port, or is none", arguments: targets)
    func places(url: String, host: String?, port: Int) {
        let target = try? PostTarget(url)
        #expect(target?.host == host)
        if host != nil { #expect(target?.port == port) }
    }

    static let refused = [
        "http://127.0.0.1:PORT/", "https://127.0.0.1:PORT/", "https://localhost:PORT/", "https://[::1]:PORT/",
        "https://0x7f.1:PORT/", "https://[::ffff:127.0.0.1]:PORT/", "http://8.8.8.8:PORT/",
    ]

    @Test("this network is not posted to, nor anybody without TLS, unless it is allowed", arguments: refused)
    func guarded(url: String) async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        let poster = HTTPPoster(allowsPrivateAddresses: false)
        let failure = await #expect(throws: HTTPPoster.Failure.self) {
            try await poster.post(form: ["a": "b"], to: url.replacing("PORT", with: "\(server.port)"))
        }
        #expect(failure?.isWorthTrying == false && server.transcript.isEmpty)
    }

    @Test("a form arrives as it was written")
    func form() async throws {
        let server = try #require(LocalServer { $0.answer("204 No Content") })
        try await HTTPPoster.patient
            .post(form: ["logout_token": "a.b-c", "x": "a b&ü"], to: "http://localhost:\(server.port)/logout?client=1")
        let said = server.transcript
        #expect(said.first == "POST /logout?client=1 HTTP/1.1" && said.last == "logout_token=a.b-c&x=a%20b%26%C3%BC")
        #expect(said.contains("Content-Type: application/x-www-form-urlencoded"))
    }

    static let statuses: [(String, Bool)] = [
        ("400 Bad Request", false), ("404 Not Found", false), ("302 Found", false), ("408 Request Timeout", true),
        ("429 Too Many Requests", true), ("500 Internal Server Error", true), ("503 Service Unavailable", true),
    ]

    @Test("refusals are believed, troubles pass, and no redirect is followed", arguments: statuses)
    func answers(status: String, retry: Bool) async throws {
        let other = try #require(LocalServer { $0.answer("200 OK") })
        let location = "Location: http://127.0.0.1:\(other.port)/"
        let server = try #require(LocalServer { $0.answer(status, location) })
        let failure = await #expect(throws: HTTPPoster.Failure.self) {
            try await HTTPPoster.patient.post(form: [:], to: "http://127.0.0.1:\(server.port)/")
        }
        #expect(failure?.isWorthTrying == retry && other.transcript.isEmpty)
    }

    @Test("a long answer is cut off, and its status counts")
    func longAnswer() async throws {
        let body = String(repeating: "x", count: 100_000)
        let server = try #require(LocalServer { $0.answer("200 OK", "Content-Length: 5000000", body: body) })
        let poster = HTTPPoster.patient
        let call = HTTPPoster.Call(url: "http://127.0.0.1:\(server.port)/", mediaType: "text/plain", body: [])
        let (status, answer) = try await poster.answer(to: call)
        #expect(status == 200 && answer.count == 16_384)
    }

    @Test("a server that is not there may be there later")
    func unreachable() async throws {
        var server = LocalServer { _ in }
        let port = try #require(server?.port)
        server = nil
        let failure = await #expect(throws: HTTPPoster.Failure.self) {
            try await HTTPPoster.patient.post(form: [:], to: "http://127.0.0.1:\(port)/")
        }
        #expect(failure?.isWorthTrying == true)
    }

    @Test("headers cannot be added to")
    func headers() async throws {
        let server = try #require(LocalServer { $0.answer("200 OK") })
        try await HTTPPoster.patient.post(
            [],
            mediaType: "text/plain",
            headers: ["Authorization: k\r\nX-Evil: 1"],
            to: "http://127.0.0.1:\(server.port)/"
        )
        #expect(server.transcript.contains("Authorization: kX-Evil: 1") && !server.transcript.contains("X-Evil: 1"))
    }
}
