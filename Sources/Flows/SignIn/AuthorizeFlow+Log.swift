import Applications
import Kernel
import OAuth
import Wire

/// What the tenant log says of requests that fail.
extension AuthorizeFlow {
    /// What the log says of an error that the application does not hear of.
    ///
    /// - SeeAlso: Auth0: "Log Event Type Codes", `f`.
    func shown(
        _ error: DisplayedError,
        _ sent: AuthorizeRequest,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) async -> LogEvent {
        let isMismatch = error.title == ResponseTarget.mismatchTitle
        let description =
            isMismatch
            ? "\(error.title) \(sent["redirect_uri"] ?? "") is not in the list of allowed callback URLs" : error.text
        var event = LogEvent(tenant: host.tenant, date: now, type: .loginFailed, description: description)
        origin.describe(&event, hostname: host.name)
        event.clientID = sent.clientID
        if let id = sent.clientID { event.clientName = try? await configuration.client(id, host.tenant)?.client.name }
        event.audience = sent["audience"]
        event.scope = sent["scope"]
        sent.correlate(&event)
        event.details = ["error": ["oauthError": .string(error.code), "message": .string(description)]]
        return event
    }

    /// What the log says of an error that the application hears of.
    func failure(
        _ error: RedirectedError,
        _ client: Client,
        _ transaction: SignInTransaction,
        _ host: RequestHost,
        _ origin: RequestOrigin,
        _ now: Instant
    ) -> LogEvent {
        let isSilent = transaction.request.prompts?.contains(.none) ?? false
        var event = LogEvent(
            tenant: host.tenant,
            date: now,
            type: isSilent ? .silentFailed : .loginFailed,
            description: error.description
        )
        origin.describe(&event, hostname: host.name)
        event.clientID = client.id
        event.clientName = client.name
        transaction.request.correlate(&event)
        event.audience = transaction.request["audience"]
        event.scope = transaction.request["scope"]
        event.userID = transaction.progress.userID
        event.details = ["error": ["oauthError": .string(error.code), "message": .string(error.description)]]
        return event
    }
}

extension AuthorizeRequest {
    /// Writes the id that the application gave the request into an event, if it is one.
    ///
    /// - SeeAlso: Auth0 Authentication API: `correlation_id`.
    func correlate(_ event: inout LogEvent) {
        guard let id = self["correlation_id"], (1...64).contains(id.utf8.count),
            id.utf8.allSatisfy({ byte in
                byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_.*~@+/:".utf8.contains(byte)
            })
        else { return }
        event.correlationID = id
    }
}
