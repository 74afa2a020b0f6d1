package import Applications
import Directory
package import Kernel
import OAuth
import Sessions
package import Storage
import Wire

/// `/co/authenticate`: a sign-in with a page of the application's own, which `/authorize` takes up.
///
/// - SeeAlso: Auth0: "Cross-Origin Authentication".
package struct CrossOriginSignIn: Sendable {
    /// How long the result may be taken up, in seconds.
    private static let lifetime: Int64 = 900

    private let storage: any Storage
    private let passwords: PasswordSignIn
    private let log: LogSink
    private let random: RandomSource

    /// Sign-in from other origins.
    package init(storage: any Storage, passwords: PasswordSignIn, log: LogSink, random: RandomSource = .system) {
        self.storage = storage
        self.passwords = passwords
        self.log = log
        self.random = random
    }

    /// What the application gets.
    package struct Result: Sendable {
        /// What `/authorize` takes up.
        package let ticket: String
        /// What proves in browsers without third-party cookies that the application is the same.
        package let verifier: String
        /// What the verifier is kept under.
        package let id: String
    }

    /// Signs somebody in.
    ///
    /// - Throws: `SignInRefusal`, or what storage throws.
    package func signIn(_ attempt: PasswordSignIn.Attempt) async throws -> Result {
        do {
            let user = try await passwords.check(attempt)
            let result = Result(
                ticket: random.text(32, from: .urlSafe),
                verifier: random.text(32, from: .urlSafe),
                id: random.text(12, from: .urlSafe)
            )
            let ticket = Ticket(
                kind: .loginTicket,
                hash: Ticket.hash(of: result.ticket),
                userID: user.id,
                body: ["client_id": .string(attempt.client.id), "connection": .string(attempt.connection.name)],
                createdAt: attempt.now,
                expiresAt: attempt.now.adding(seconds: Self.lifetime)
            )
            try await storage.write { _ = try $0.insert(ticket, tenant: attempt.host.tenant) }
            await log.append(event(.crossOriginSucceeded, "", user.id, attempt))
            return result
        } catch let refusal as SignInRefusal {
            await log.append(event(.crossOriginFailed, refusal.description, nil, attempt))
            throw refusal
        }
    }

    /// Notes that somebody tried from an origin that the client does not name.
    package func refuse(
        _ origin: String,
        of client: Client,
        host: RequestHost,
        from source: RequestOrigin,
        now: Instant
    ) async {
        var event = LogEvent(
            tenant: host.tenant,
            date: now,
            type: .originRefused,
            description: "Origin \(origin) is not allowed."
        )
        source.describe(&event, hostname: host.name)
        event.clientID = client.id
        event.clientName = client.name
        await log.append(event)
    }

    private func event(
        _ type: LogEventType,
        _ description: String,
        _ userID: String?,
        _ attempt: PasswordSignIn.Attempt
    ) -> LogEvent {
        var event = LogEvent(tenant: attempt.host.tenant, date: attempt.now, type: type, description: description)
        attempt.origin.describe(&event, hostname: attempt.host.name)
        event.clientID = attempt.client.id
        event.clientName = attempt.client.name
        event.describe(attempt.connection)
        event.userID = userID
        event.userName = attempt.identifier
        return event
    }
}
