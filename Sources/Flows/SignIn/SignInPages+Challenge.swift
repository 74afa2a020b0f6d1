import Applications
import Kernel
import OAuth
import Storage

/// The code that proves an address before there is an account, as the pages of a sign-in meet it.
extension SignInPages {
    /// Whom a code was mailed to while a sign-up waits for it; nil if none does.
    package func challengedEmail(_ transaction: SignInTransaction, _ call: Call) async throws -> String? {
        try await challenge.pending(transaction, host: call.host, now: call.now)?.account.names.email
    }

    /// Mails another code; false if no sign-up waits for one any more.
    ///
    /// - Throws: `EmailChallenge.Refusal`, `SignUp.Refusal`, `DisplayedError`.
    package func resendCode(_ call: Call) async throws -> Bool {
        let (transaction, context) = try await load(call)
        guard let (pending, occasion) = try await waiting(transaction, context, call) else { return false }
        try await challenge.resend(pending, occasion, transaction)
        return true
    }

    /// Signs somebody up, and in, if the code is right.
    ///
    /// Whoever has done so already, as with a button that is pressed twice, goes on as they are.
    ///
    /// - Throws: `EmailChallenge.Refusal`, `SignUp.Refusal`, `DisplayedError`.
    package func signUp(code: String, _ call: Call) async throws -> SignInStep {
        let (transaction, context) = try await load(call)
        guard let (_, occasion) = try await waiting(transaction, context, call),
            let user = try await challenge.complete(code, occasion, transaction)
        else { return Self.goOn(transaction) }
        return try await enter(user, occasion.connection, transaction, context, call)
    }

    /// The sign-up that waits for a code, at a connection that may have been closed meanwhile.
    private func waiting(
        _ transaction: SignInTransaction,
        _ context: AuthorizeContext,
        _ call: Call
    ) async throws -> (SignUpChallenge, SignUp.Occasion)? {
        guard let pending = try await challenge.pending(transaction, host: call.host, now: call.now) else { return nil }
        guard let connection = context.connections.first(where: { $0.name == pending.connection }),
            !connection.isSignupDisabled
        else { throw SignUp.Refusal.disabled }
        return (pending, Self.occasion(connection, context, call))
    }

    /// Signing up at a connection by way of the application that is signed in to.
    static func occasion(_ connection: Connection, _ context: AuthorizeContext, _ call: Call) -> SignUp.Occasion {
        SignUp.Occasion(
            connection: connection,
            client: context.client,
            host: call.host,
            origin: call.origin,
            now: call.now
        )
    }
}
