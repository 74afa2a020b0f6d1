import Kernel
import Testing
import Wire

@testable import Delivery

/// Conversations with a server on this machine.
@Suite("SMTP")
struct SMTPTests {
    private static let message = MailMessage(
        from: Mailbox(name: "Acme", address: "no-reply@acme.test"),
        to: Mailbox(name: nil, address: "ada@example.test"),
        subject: "Grüße",
        html: "<p>Hi</p>\n.\n<p>.dot</p>",
        text: "Hi\n"
    )

    private static func send(
        _ server: LocalServer,
        user: String? = nil,
        encryption: SMTPServer.Encryption? = nil
    ) async throws {
        var credentials: JSONObject = ["smtp_host": "127.0.0.1", "smtp_port": .integer(Int64(server.port))]
        if let user { credentials["smtp_user"] = .string(user) }
        credentials["smtp_pass"] = "p4ss"
        var delivery = SMTPDelivery(
            server: try #require(SMTPServer(credentials)),
            from: message.from,
            recipient: message.to.address,
            message: message.bytes(id: "id1", date: Instant(seconds: 1_600_000_000)),
            authorities: nil
        )
        delivery.encryption = encryption
        // The other suites may keep a small machine busy for long.
        (delivery.connectTimeout, delivery.timeout) = (120, 120)
        try await delivery.send()
    }

    @Test("a mail is handed over")
    func handedOver() async throws {
        let server = try #require(LocalServer { $0.playSMTP() })
        try await Self.send(server)
        let said = server.transcript
        #expect(said.first == "EHLO acme.test")
        #expect(said.contains { $0.hasPrefix("MAIL FROM:<no-reply@acme.test>") })
        #expect(said.contains("RCPT TO:<ada@example.test>"))
        #expect(said.contains("Subject: =?utf-8?B?R3LDvMOfZQ==?=") && said.contains("Message-ID: <id1@acme.test>"))
        // A line of one dot would end the message, so dots are doubled.
        #expect(said.contains("..") && said.contains("<p>.dot</p>") && said.last == "QUIT")
        #expect(!said.contains { $0.hasPrefix("AUTH") })
    }

    @Test("user and password are given where there are some")
    func authenticated() async throws {
        let server = try #require(LocalServer { $0.playSMTP() })
        try await Self.send(server, user: "u")
        let login = Base64.encode(Array("\0u\0p4ss".utf8), .standard)
        #expect(
            server.transcript.contains { $0.hasPrefix("AUTH PLAIN") }
                && server.transcript.contains { $0.hasSuffix(login) }
        )
    }

    @Test("a server without TLS hears no password where TLS is required")
    func withoutTLS() async throws {
        let server = try #require(LocalServer { $0.playSMTP() })
        let failure = await #expect(throws: MailProvider.Failure.self) {
            try await Self.send(server, user: "u", encryption: .required)
        }
        #expect(failure?.isWorthTrying == true)
        #expect(!server.transcript.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    static let refusals: [([String: String], Bool)] = [
        (["RCPT": "550 5.1.1 no such user"], false), (["RCPT": "450 4.2.0 greylisted"], true),
        (["MAIL": "552 too large"], false), (["DATA": "421 closing"], true), (["AUTH": "535 wrong password"], true),
        (["DATA": "554 no"], false),
    ]

    @Test("a refusal is for good or for now", arguments: refusals)
    func refused(answers: [String: String], retry: Bool) async throws {
        let server = try #require(LocalServer { $0.playSMTP(answers) })
        let failure = await #expect(throws: MailProvider.Failure.self) { try await Self.send(server, user: "u") }
        #expect(failure?.isWorthTrying == retry, "\(String(describing: failure))")
        #expect(failure?.description.hasPrefix("SMTP 127.0.0.1:\(server.port): ") == true)
        #expect(failure?.description.contains("p4ss") == false)
    }

    @Test("a server that is not there may be there later")
    func unreachable() async throws {
        var server = LocalServer { _ in }
        let port = try #require(server?.port)
        server = nil
        let provider = try #require(
            MailProvider([
                "name": "smtp", "credentials": ["smtp_host": "127.0.0.1", "smtp_port": .integer(Int64(port))],
            ])
        )
        let failure = await #expect(throws: MailProvider.Failure.self) {
            try await provider.send(
                Self.message,
                id: "1",
                now: Instant(seconds: 0),
                poster: HTTPPoster.patient
            )
        }
        #expect(failure?.isWorthTrying == true)
    }
}
