package import Kernel
package import OAuth
import Sessions
import Wire

/// A sign-in that is under way: the request that asked for it, the browser it belongs to, and how far it has come.
///
/// It is the body of a ticket of kind `transaction`; the `state` in the pages' addresses is its secret. Every step loads
/// it, checks the browser, changes it and goes back to the dispatcher; no step calls another.
package struct SignInTransaction: Sendable {
    /// How long a sign-in may take, in seconds.
    package static let lifetime: Int64 = 3_600

    /// What the pages' addresses carry.
    package let state: Secret
    /// SHA-256 of the device cookie of the browser that began it.
    package let browserHash: [UInt8]
    /// The request.
    package var request: AuthorizeRequest
    /// Whether the request was pushed.
    package var isPushed: Bool
    /// Whether it came in an object that the client signed.
    package var isSigned: Bool
    /// The hash of the ticket of the pushed request, which ends with the sign-in; nil if it was not pushed.
    package var pushedHash: [UInt8]?
    /// How far it has come.
    package var progress: Progress
    /// When it began.
    package let createdAt: Instant

    /// What has been done since it began.
    package struct Progress: Sendable, Equatable {
        /// The name that was typed on the first of two pages.
        package var identifier: String?
        /// Who signed in; nil while nobody has in this transaction.
        package var userID: String?
        /// The session that was opened for them.
        package var sessionID: String?
        /// Whether they chose to go on with the session they had.
        package var hasSelectedAccount = false
        /// The organization they chose.
        package var organizationID: String?
        /// The scopes they agreed to on the consent page; nil while they have not been asked.
        package var consentedScope: [String]?
        /// The invitation they came with: the hash of its ticket, in hexadecimal digits.
        package var invitation: String?
        /// What `/co/authenticate` proved before: a user who need not sign in again.
        package var isCrossOrigin = false

        /// Nothing.
        package init() {}
    }

    /// A sign-in that begins.
    package init(
        state: Secret,
        browserHash: [UInt8],
        request: AuthorizeRequest,
        isPushed: Bool,
        isSigned: Bool,
        createdAt: Instant
    ) {
        self.state = state
        self.browserHash = browserHash
        self.request = request
        self.isPushed = isPushed
        self.isSigned = isSigned
        progress = Progress()
        self.createdAt = createdAt
    }

    /// Reads a ticket; nil if it is none of a sign-in.
    init?(_ ticket: Ticket, state: Secret) {
        guard let browser = ticket.body["browser"]?.string.flatMap(Hexadecimal.decode),
            let sent = ticket.body["request"]?.object, let request = AuthorizeRequest(stored: sent)
        else { return nil }
        self.state = state
        browserHash = browser
        self.request = request
        pushedHash = ticket.body["pushed"]?.string.flatMap(Hexadecimal.decode)
        isPushed = pushedHash != nil
        isSigned = ticket.body["signed"]?.bool ?? false
        progress = Progress(ticket.body["progress"]?.object ?? [:])
        createdAt = ticket.createdAt
    }

    /// The ticket that keeps it.
    var ticket: Ticket {
        var body: JSONObject = [
            "browser": .string(Hexadecimal.encode(browserHash)), "request": .object(request.stored),
            "signed": .bool(isSigned), "progress": .object(progress.body),
        ]
        if let pushedHash { body["pushed"] = .string(Hexadecimal.encode(pushedHash)) }
        return Ticket(
            kind: .transaction,
            hash: Ticket.hash(of: state.exposed),
            userID: progress.userID ?? "",
            body: body,
            createdAt: createdAt,
            expiresAt: createdAt.adding(seconds: Self.lifetime)
        )
    }
}

extension SignInTransaction.Progress {
    init(_ body: JSONObject) {
        identifier = body["identifier"]?.string
        userID = body["user_id"]?.string
        sessionID = body["session_id"]?.string
        hasSelectedAccount = body["has_selected_account"]?.bool ?? false
        organizationID = body["organization_id"]?.string
        consentedScope = body["consented_scope"]?.strings
        invitation = body["invitation"]?.string
        isCrossOrigin = body["is_cross_origin"]?.bool ?? false
    }

    var body: JSONObject {
        var body: JSONObject = [
            "has_selected_account": .bool(hasSelectedAccount), "is_cross_origin": .bool(isCrossOrigin),
        ]
        for (name, value) in [
            ("identifier", identifier), ("user_id", userID), ("session_id", sessionID),
            ("organization_id", organizationID), ("invitation", invitation),
        ] {
            if let value { body[name] = .string(value) }
        }
        if let consentedScope { body["consented_scope"] = .array(consentedScope.map(JSONValue.string)) }
        return body
    }
}
