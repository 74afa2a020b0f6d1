import Applications
import Directory
import Kernel
import Sessions
import Storage
import Testing
import Tokens
import Wire

@testable import Flows

@Suite("Codes that prove an address")
struct EmailChallengeTests {
    /// A sign-up that waits for its code.
    private static func begun(
        _ fixture: SignUpFixture,
        _ transaction: SignInTransaction,
        after seconds: Int64 = 0
    ) async throws -> String {
        let occasion = fixture.occasion(after: seconds)
        try await fixture.challenge.begin(SignUpFixture.application(), occasion, transaction)
        let mails = try await fixture.mails()
        #expect(mails.map(\.template) == ["verify_email_by_code"])
        return mails.first?.variables["code"]?.string ?? ""
    }

    /// Has another code sent; what it is.
    private static func resent(_ fixture: SignUpFixture, _ transaction: SignInTransaction) async throws -> String {
        let host = fixture.base.host
        let pending = try await fixture.challenge.pending(transaction, host: host, now: SignUpFixture.now)
        try await fixture.challenge.resend(try #require(pending), fixture.occasion(), transaction)
        return try await fixture.mails().first?.variables["code"]?.string ?? ""
    }

    /// Another code than that one.
    private static func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    private static func refusal(_ body: () async throws -> Void) async throws -> EmailChallenge.Refusal? {
        do {
            try await body()
            return nil
        } catch let refusal as EmailChallenge.Refusal { return refusal }
    }

    @Test("make the account when they are right, with the address proved")
    func right() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        let code = try await Self.begun(fixture, transaction)
        #expect(code.utf8.count == 6 && code.utf8.allSatisfy { (0x30...0x39).contains($0) })
        #expect(try await fixture.user() == nil)
        let made = try #require(try await fixture.challenge.complete(code, fixture.occasion(after: 60), transaction))
        let kept = try await fixture.user()
        #expect(kept == made && made.isEmailVerified)
        let password = try await fixture.storage.read { try $0.password(of: made.id, in: .default) }
        #expect(try PasswordHash(stored: password?.hash ?? "").verify(SignUpFixture.password))
        #expect(try await fixture.base.logged().map { $0["type"]?.string } == ["svr", "ss", "sv"])
        #expect(try await fixture.mails().isEmpty)
    }

    @Test("are good once, also for those who come at the same moment")
    func once() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        let code = try await Self.begun(fixture, transaction)
        let made = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask { try await fixture.challenge.complete(code, fixture.occasion(), transaction) != nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(made == 1)
        #expect(try await fixture.challenge.complete(code, fixture.occasion(), transaction) == nil)
    }

    @Test("cannot be guessed: five tries, at the same moment too, and another code is needed")
    func tries() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        let code = try await Self.begun(fixture, transaction)
        let refusals = await withTaskGroup(of: EmailChallenge.Refusal?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try? await Self.refusal {
                        _ = try await fixture.challenge.complete(Self.wrong(code), fixture.occasion(), transaction)
                    }
                }
            }
            return await group.reduce(into: [EmailChallenge.Refusal?]()) { $0.append($1) }
        }
        #expect(refusals.filter { $0 == .wrongCode }.count == 4)
        #expect(refusals.filter { $0 == .usedUpCode }.count == 4)
        let late = try await Self.refusal {
            _ = try await fixture.challenge.complete(code, fixture.occasion(), transaction)
        }
        #expect(late == .usedUpCode)
        let other = try await Self.resent(fixture, transaction)
        #expect(try await fixture.challenge.complete(other, fixture.occasion(), transaction)?.isEmailVerified == true)
        #expect(try await fixture.base.logged().filter { $0["type"] == "fv" }.count == 9)
    }

    @Test("are good for a quarter of an hour")
    func expiry() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        let code = try await Self.begun(fixture, transaction)
        let late = try await Self.refusal {
            _ = try await fixture.challenge.complete(code, fixture.occasion(after: 900), transaction)
        }
        #expect(late == .expiredCode)
        #expect(try await fixture.challenge.complete(code, fixture.occasion(after: 899), transaction) != nil)
    }

    @Test("replace one another, and are mailed five times at most")
    func resending() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        let first = try await Self.begun(fixture, transaction)
        var last = first
        // Beginning anew counts like having one sent again.
        for number in 1...4 {
            last = try await number == 2 ? Self.begun(fixture, transaction) : Self.resent(fixture, transaction)
        }
        let sixth = try await Self.refusal { _ = try await Self.resent(fixture, transaction) }
        #expect(sixth == .tooManyMails)
        await #expect(throws: SignUp.Refusal.self) { _ = try await Self.begun(fixture, transaction) }
        #expect(try await fixture.mails().isEmpty)
        if first != last {
            let old = try await Self.refusal {
                _ = try await fixture.challenge.complete(first, fixture.occasion(), transaction)
            }
            #expect(old == .wrongCode)
        }
        #expect(try await fixture.challenge.complete(last, fixture.occasion(), transaction) != nil)
    }

    @Test("never come to stand for an address that they were not mailed to")
    func otherAddress() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        _ = try await Self.begun(fixture, transaction)
        let pending = try await fixture.challenge.pending(transaction, host: fixture.base.host, now: SignUpFixture.now)
        let other = SignUpFixture.application("victim@example.com")
        try await fixture.challenge.begin(other, fixture.occasion(), transaction)
        _ = try await fixture.mails()
        let refusal = try await Self.refusal {
            try await fixture.challenge.resend(try #require(pending), fixture.occasion(), transaction)
        }
        #expect(refusal == .tooManyMails)
        #expect(try await fixture.mails().isEmpty)
    }

    @Test("are counted for each address and place, so that nobody is drowned in mails")
    func rate() async throws {
        let fixture = try await SignUpFixture.make { _, name, _ in
            name == "code ada@example.com 192.0.2.1" ? .refused(isFirst: true) : .admitted
        }
        let transaction = try SignUpFixture.transaction()
        await #expect(throws: SignUp.Refusal.self) {
            try await fixture.challenge.begin(
                SignUpFixture.application("Ada@example.com"),
                fixture.occasion(),
                transaction
            )
        }
        try await fixture.challenge.begin(SignUpFixture.application("b@example.com"), fixture.occasion(), transaction)
        #expect(try await fixture.mails().count == 1)
    }

    @Test("belong to one sign-in; of two for one address the first to prove it has the name")
    func race() async throws {
        let fixture = try await SignUpFixture.make()
        let (one, other) = (try SignUpFixture.transaction(), try SignUpFixture.transaction())
        let code = try await Self.begun(fixture, one)
        let another = try await Self.begun(fixture, other)
        if code != another {
            let foreign = try await Self.refusal {
                _ = try await fixture.challenge.complete(code, fixture.occasion(), other)
            }
            #expect(foreign == .wrongCode)
        }
        #expect(try await fixture.challenge.complete(code, fixture.occasion(), one) != nil)
        await #expect(throws: SignUp.Refusal.self) {
            _ = try await fixture.challenge.complete(another, fixture.occasion(), other)
        }
        await #expect(throws: SignUp.Refusal.self) { _ = try await Self.begun(fixture, other) }
    }

    @Test("are kept as hashes, and neither they nor a password can be read from storage")
    func storage() async throws {
        let fixture = try await SignUpFixture.make()
        let transaction = try SignUpFixture.transaction()
        let code = try await Self.begun(fixture, transaction)
        let ticket = try await fixture.storage.read {
            try $0.ticket(.signUpChallenge, hash: Ticket.hash(of: transaction.state.exposed), in: .default)
        }
        let body = try #require(ticket).body
        let text = String(decoding: JSONWriter.encode(.object(body)), as: UTF8.self)
        #expect(!text.contains("\"\(code)\"") && !text.contains(SignUpFixture.password))
        #expect(body["code_hash"]?.string != Hexadecimal.encode(Digest.sha256(Array(code.utf8))))
    }

    static let choices: [(JSONObject, String?, Bool)] = [
        (SignUpFixture.byCode, "a@example.com", true), (SignUpFixture.byCode, nil, false),
        (SignUpFixture.byCode, "  ", false), ([:], "a@example.com", false),
        (["attributes": ["email": ["verification_method": "link"]]], "a@example.com", false),
        (
            ["attributes": ["email": ["verification_method": "otp", "signup": ["verification": ["active": false]]]]],
            "a@example.com", false
        ),
    ]

    @Test("are asked for where the connection says so, of those who have an address", arguments: choices)
    func asking(options: JSONObject, email: String?, isAsked: Bool) async throws {
        let fixture = try await SignUpFixture.make(options: options)
        var application = SignUpFixture.application(email)
        #expect(try await fixture.challenge.isAsked(of: application, fixture.occasion()) == isAsked)
        application.isEmailVerified = true
        #expect(try await !fixture.challenge.isAsked(of: application, fixture.occasion()))
    }

    @Test("are not asked for where the tenant has switched off their mail")
    func switchedOff() async throws {
        let fixture = try await SignUpFixture.make()
        try await fixture.template("verify_email_by_code", isEnabled: false)
        #expect(try await !fixture.challenge.isAsked(of: SignUpFixture.application(), fixture.occasion()))
    }
}
