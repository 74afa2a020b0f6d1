import Kernel
import Testing
import Wire

@testable import Delivery

@Suite("Providers of mail")
struct MailAPITests {
    private static let message = MailMessage(
        from: Mailbox(name: "Acme", address: "no-reply@acme.test"),
        to: Mailbox(name: nil, address: "ada@example.test"),
        subject: "Hi",
        html: "<p>Hi</p>",
        text: "Hi\n"
    )

    private static func call(_ service: MailAPI.Service, _ credentials: JSONObject = [:]) -> HTTPPoster.Call {
        var all: JSONObject = ["api_key": "k3y", "domain": "mg.acme.test"]
        for (name, value) in credentials { all[name] = value }
        return MailAPI(service, all).call(message, id: "id1")
    }

    @Test("each service is asked in its own words")
    func words() throws {
        let sendgrid = Self.call(.sendgrid)
        #expect(sendgrid.url == "https://api.sendgrid.com/v3/mail/send")
        #expect(sendgrid.headers == ["Authorization: Bearer k3y"] && sendgrid.mediaType == "application/json")
        #expect(
            try JSONReader.parse(sendgrid.body) == [
                "personalizations": [["to": [["email": "ada@example.test"]]]],
                "from": ["email": "no-reply@acme.test", "name": "Acme"], "subject": "Hi",
                "content": [["type": "text/plain", "value": "Hi\n"], ["type": "text/html", "value": "<p>Hi</p>"]],
            ]
        )
        let mandrill = try JSONReader.parse(Self.call(.mandrill).body)
        #expect(mandrill["key"] == "k3y" && mandrill["message"]?["from_name"] == "Acme")
        let resend = Self.call(.resend)
        #expect(resend.headers == ["Authorization: Bearer k3y", "Idempotency-Key: id1"])
        #expect(try JSONReader.parse(resend.body)["from"] == "Acme <no-reply@acme.test>")
        let sparkpost = try JSONReader.parse(Self.call(.sparkpost).body)
        #expect(sparkpost["content"]?["from"]?["email"] == "no-reply@acme.test")
        let mailgun = Self.call(.mailgun)
        #expect(mailgun.url == "https://api.mailgun.net/v3/mg.acme.test/messages")
        #expect(mailgun.headers == ["Authorization: Basic YXBpOmszeQ=="])
        #expect(try Form(parsing: mailgun.body)["from"] == "Acme <no-reply@acme.test>")
    }

    @Test("a region has its own host")
    func regions() {
        #expect(Self.call(.mailgun, ["region": "eu"]).url.hasPrefix("https://api.eu.mailgun.net/"))
        #expect(Self.call(.sparkpost, ["region": "eu"]).url.hasPrefix("https://api.eu.sparkpost.com/"))
    }

    static let answers: [(MailAPI.Service, Int, String, Bool?)] = [
        (.sendgrid, 202, "", nil), (.sendgrid, 400, "", false), (.sendgrid, 401, "", true), (.sendgrid, 403, "", true),
        (.sendgrid, 429, "", true), (.sendgrid, 500, "", true), (.sendgrid, 302, "", false),
        (.mandrill, 200, #"[{"status":"sent"}]"#, nil), (.mandrill, 200, #"[{"status":"queued"}]"#, nil),
        (.mandrill, 200, #"[{"status":"rejected","reject_reason":"hard-bounce"}]"#, false),
        (.mandrill, 200, #"[{"status":"invalid"}]"#, false), (.mandrill, 200, "not JSON", nil),
    ]

    @Test("answers are understood", arguments: answers)
    func outcomes(service: MailAPI.Service, status: Int, body: String, retry: Bool?) {
        do throws(MailProvider.Failure) {
            try MailAPI(service, [:]).check(status, Array(body.utf8))
            #expect(retry == nil)
        } catch { #expect(error.isWorthTrying == retry) }
    }

    @Test("a provider is read from its document, and shows no secret")
    func documents() throws {
        #expect(MailProvider(nil) == nil)
        #expect(MailProvider(["name": "smtp", "enabled": false, "credentials": ["smtp_host": "mail.test"]]) == nil)
        let provider = try #require(
            MailProvider(["name": "sendgrid", "credentials": ["api_key": "k3y"], "default_from_address": "a@b.test"])
        )
        #expect(provider.defaultFrom == "a@b.test" && !"\(provider)".contains("k3y"))
        #expect(try #require(MailProvider(["name": "smtp", "default_from_address": ""])).defaultFrom == nil)
    }

    @Test(
        "a provider that mails cannot be sent through says so",
        arguments: ["ses", "ms365", "azure_cs", "custom", "nope"]
    )
    func unsupported(name: String) async throws {
        let provider = try #require(MailProvider(["name": .string(name), "credentials": [:]]))
        let failure = await #expect(throws: MailProvider.Failure.self) {
            try await provider.send(
                Self.message,
                id: "1",
                now: Instant(seconds: 0),
                poster: HTTPPoster.patient
            )
        }
        #expect(failure?.isWorthTrying == false && failure?.description.hasPrefix("\(name): ") == true)
    }

    @Test("a server is read from its credentials")
    func servers() throws {
        let server = try #require(
            SMTPServer(
                ["smtp_host": "mail.test", "smtp_user": "u", "smtp_pass": "p4ss"],
                settings: ["headers": ["X-Tag": "a\r\nBcc: b", "Bcc": "eve@example.test", "X-Bad Name": "x"]]
            )
        )
        #expect(server.port == 587 && !"\(server)".contains("p4ss"))
        #expect(server.headers == ["X-Tag: aBcc: b"])
        for host in ["", "a/b", "a b", "a@b", "a?b", "a#b", "a\r\nb", "[::1]"] {
            #expect(SMTPServer(["smtp_host": .string(host)]) == nil)
        }
        #expect(SMTPServer(["smtp_host": "::1", "smtp_port": 70_000]) == nil)
    }

    @Test("a password goes over the public network under TLS or not at all")
    func encryption() throws {
        let anonymous = try #require(SMTPServer(["smtp_host": "h", "smtp_port": 25]))
        let known = try #require(SMTPServer(["smtp_host": "h", "smtp_port": 587, "smtp_user": "u"]))
        let secure = try #require(SMTPServer(["smtp_host": "h", "smtp_port": 465]))
        #expect(anonymous.encryption(isPrivate: false) == .ifOffered)
        #expect(known.encryption(isPrivate: false) == .required && known.encryption(isPrivate: true) == .ifOffered)
        #expect(secure.encryption(isPrivate: true) == .fromTheStart)
    }
}
