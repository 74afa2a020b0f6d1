import Applications
import Directory
import Kernel
import Storage
import Testing
import Wire

@testable import Flows

@Suite("The mail that greets somebody")
struct GreetingTests {
    private static let silent: JSONObject = ["attributes": ["email": ["signup": ["verification": ["active": false]]]]]

    private static func signUp(_ fixture: SignUpFixture) async throws -> User {
        try await fixture.signUp.signUp(
            SignUpFixture.application(),
            at: fixture.connection,
            client: nil,
            host: fixture.base.host,
            origin: SignUpFixture.origin,
            now: SignUpFixture.now
        )
    }

    private static func signIn(_ user: User, _ fixture: SignUpFixture) async throws {
        let current = try await fixture.storage.read { try $0.user(user.id, in: .default) }
        _ = try await fixture.sessions.open(
            for: try #require(current),
            connection: "db",
            clientID: nil,
            methods: ["pwd"],
            replacing: nil,
            host: fixture.base.host,
            origin: SignUpFixture.origin,
            now: SignUpFixture.now
        )
    }

    private static func follow(_ mail: JSONObject?, _ fixture: SignUpFixture) async throws {
        let link = mail?["url"]?.string ?? ""
        let secret = link.split(separator: "=").last.map { String($0.dropLast()) } ?? ""
        _ = try await fixture.verification.verify(
            secret,
            host: fixture.base.host,
            origin: SignUpFixture.origin,
            now: SignUpFixture.now
        )
    }

    /// Somebody whom an administrator has made.
    private static func made(_ fixture: SignUpFixture, isVerified: Bool) async throws -> User {
        var user = User.database(
            objectID: "5457edea1b8f22891a000004",
            connection: "db",
            email: SignUpFixture.email,
            username: nil,
            phoneNumber: nil,
            createdAt: SignUpFixture.now
        )
        user.isEmailVerified = isVerified
        let kept = user
        try await fixture.storage.write { try $0.insert(kept, tenant: .default) }
        return kept
    }

    private static func templates(_ fixture: SignUpFixture) async throws -> [String] {
        try await fixture.mails().map(\.template)
    }

    @Test("waits for the proof where one is asked for, and comes once")
    func afterProof() async throws {
        let fixture = try await SignUpFixture.make(options: [:])
        try await fixture.template("welcome_email", isEnabled: true)
        let user = try await Self.signUp(fixture)
        try await Self.signIn(user, fixture)
        let mails = try await fixture.mails()
        #expect(mails.map(\.template) == ["verify_email"])
        try await Self.follow(mails.first?.variables, fixture)
        #expect(try await Self.templates(fixture) == ["welcome_email"])
        try await Self.follow(mails.first?.variables, fixture)
        try await Self.signIn(user, fixture)
        #expect(try await Self.templates(fixture) == [])
    }

    @Test("comes with the account where nobody is asked for a proof", arguments: [true, false])
    func atSignUp(byTemplate: Bool) async throws {
        let fixture = try await SignUpFixture.make(options: byTemplate ? [:] : Self.silent)
        try await fixture.template("welcome_email", isEnabled: true)
        if byTemplate { try await fixture.template("verify_email", isEnabled: false) }
        let user = try await Self.signUp(fixture)
        #expect(try await Self.templates(fixture) == ["welcome_email"])
        #expect(try await fixture.base.logged().map { $0["type"]?.string } == ["ss"])
        try await Self.signIn(user, fixture)
        #expect(try await Self.templates(fixture) == [])
    }

    @Test("comes with the account that a code was asked for")
    func afterCode() async throws {
        let fixture = try await SignUpFixture.make()
        try await fixture.template("welcome_email", isEnabled: true)
        let transaction = try SignUpFixture.transaction()
        try await fixture.challenge.begin(SignUpFixture.application(), fixture.occasion(), transaction)
        let code = try await fixture.mails().first?.variables["code"]?.string ?? ""
        let user = try #require(try await fixture.challenge.complete(code, fixture.occasion(), transaction))
        #expect(try await Self.templates(fixture) == ["welcome_email"])
        try await Self.signIn(user, fixture)
        #expect(try await Self.templates(fixture) == [])
    }

    @Test("comes with the first sign-in of those whom an administrator has made, if their address is proved")
    func firstSignIn() async throws {
        let fixture = try await SignUpFixture.make(options: [:])
        try await fixture.template("welcome_email", isEnabled: true)
        let user = try await Self.made(fixture, isVerified: true)
        for expected in [["welcome_email"], []] {
            try await Self.signIn(user, fixture)
            #expect(try await Self.templates(fixture) == expected)
        }
    }

    @Test("does not come before an administrator's user has proved their address")
    func unproved() async throws {
        let fixture = try await SignUpFixture.make(options: [:])
        try await fixture.template("welcome_email", isEnabled: true)
        try await Self.signIn(try await Self.made(fixture, isVerified: false), fixture)
        #expect(try await Self.templates(fixture) == [])
    }

    @Test("does not come where the tenant has not switched it on")
    func switchedOff() async throws {
        let fixture = try await SignUpFixture.make(options: Self.silent)
        let user = try await Self.signUp(fixture)
        try await Self.signIn(user, fixture)
        #expect(try await Self.templates(fixture) == [])
    }

    @Test("sign-up by an application without pages sends a link, whatever the method")
    func withoutPages() async throws {
        let fixture = try await SignUpFixture.make()
        let user = try await Self.signUp(fixture)
        #expect(!user.isEmailVerified)
        #expect(try await Self.templates(fixture) == ["verify_email"])
        #expect(try await fixture.base.logged().map { $0["type"]?.string } == ["ss", "svr"])
    }
}
