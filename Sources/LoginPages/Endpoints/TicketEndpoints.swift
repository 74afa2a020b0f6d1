import Applications
import Directory
import Flows
import HTTPTypes
import Kernel
import Liquid
import OAuth
import Web
import Wire

/// The pages that mails lead to: a new password, a proved address, a lifted block.
///
/// And the page that asks for the first.
struct TicketEndpoints: Sendable {
    let signIn: SignInEndpoints
    let passwordReset: PasswordReset
    let verification: EmailVerification
    let unblocking: Unblocking
    private var drawing: PageDrawing { signIn.drawing }

    private static let requestPath = "/u/reset-password/request/"

    /// `GET /u/reset-password/request/{connection}`.
    @Sendable
    func showRequest(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await signIn.open(request)
        let connection = try await connection(request)
        var context = opening.context
        context.action = "\(request.path)?state=\(opening.call.state)"
        return try await drawing.answer(.resetPasswordRequest(Self.kind(connection)), context, request)
    }

    /// `POST /u/reset-password/request/{connection}`.
    @Sendable
    func ask(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await signIn.open(request)
        let connection = try await connection(request)
        var context = opening.context
        context.action = "\(request.path)?state=\(opening.call.state)"
        let form = request.bodyForm ?? Form()
        let kind = Self.kind(connection)
        let name = (form["email"] ?? form["username"] ?? form["phone"] ?? "").trimmedOfSpaces
        guard !name.isEmpty, kind != .email || SignUpRules.isEmail(name) else {
            let key = name.isEmpty ? "no-\(kind.rawValue)" : "invalid-email-format"
            context.values[kind.rawValue] = name
            context.errors[kind.rawValue] = PageMessage(key)
            return try await drawing.answer(.resetPasswordRequest(kind), context, request, status: 400)
        }
        do {
            try await passwordReset.request(
                name,
                at: connection,
                client: opening.about.client,
                host: request.host,
                origin: request.origin,
                now: request.now
            )
        } catch PasswordReset.Refusal.tooManyRequests {
            context.values[kind.rawValue] = name
            context.banner = PageMessage("too-many-requests")
            return try await drawing.answer(.resetPasswordRequest(kind), context, request, status: 429)
        }
        context.links.back = context.links.login
        return try await drawing.answer(
            .resetPasswordRequestSent(to: name, kind, canResend: false),
            context,
            request
        )
    }

    /// `GET /u/reset-verify`, and the older `GET /lo/reset`.
    @Sendable
    func showReset(_ request: WebRequest) async throws -> WebResponse {
        let ticket = request.queryForm?["ticket"] ?? ""
        do {
            let pending = try await passwordReset.pending(ticket, host: request.host, now: request.now)
            var context = try await drawing.context(after: pending.destination, request)
            context.hiddenFields = [("ticket", ticket)]
            context.values[PageField.email] = pending.user.email ?? pending.user.username
            return try await drawing.answer(
                .resetPassword(PasswordChecklist(rules: pending.policy.rules)),
                context,
                request
            )
        } catch is PasswordReset.Refusal {
            let context = try await drawing.context(after: nil, request)
            return try await drawing.answer(.resetPasswordInvalid(.invalid), context, request, status: 400)
        }
    }

    /// `POST /u/reset-password/change`.
    @Sendable
    func reset(_ request: WebRequest) async throws -> WebResponse {
        let form = request.bodyForm ?? Form()
        let (ticket, password) = (form["ticket"] ?? "", form[PageField.newPassword] ?? "")
        let pending = try? await passwordReset.pending(ticket, host: request.host, now: request.now)
        var context = try await drawing.context(after: pending?.destination, request)
        context.hiddenFields = [("ticket", ticket)]
        var refused: String?
        do {
            if password.isEmpty {
                context.errors[PageField.newPassword] = PageMessage("no-password")
            } else if password != form[PageField.repeatedPassword] {
                context.errors[PageField.repeatedPassword] = PageMessage("password-mismatch")
            } else {
                let done = try await passwordReset.complete(
                    ticket,
                    password: password,
                    host: request.host,
                    origin: request.origin,
                    now: request.now
                )
                let message = "You can now login to the application with the new password."
                if let url = try await result(done.destination, of: done.user, message: message, request) {
                    return .redirect(to: url)
                }
                return try await drawing.answer(.resetPasswordDone, context, request)
            }
        } catch PasswordReset.Refusal.password(let violation) {
            refused = password
            context.errors[PageField.newPassword] = PageMessage(violation.textKey)
        } catch PasswordReset.Refusal.busy, PasswordReset.Refusal.tooManyRequests {
            context.banner = PageMessage("too-many-requests")
        } catch PasswordReset.Refusal.invalidTicket {
            return try await drawing.answer(.resetPasswordInvalid(.used), context, request, status: 400)
        }
        context.values[PageField.email] = pending?.user.email ?? pending?.user.username
        return try await drawing.answer(
            .resetPassword(PasswordChecklist(rules: pending?.policy.rules ?? [], refused: refused)),
            context,
            request,
            status: 400
        )
    }

    /// `GET /u/email-verification`, and the older `GET /lo/verify_email`.
    @Sendable
    func verify(_ request: WebRequest) async throws -> WebResponse {
        let outcome = try await verification.verify(
            request.queryForm?["ticket"] ?? "",
            host: request.host,
            origin: request.origin,
            now: request.now
        )
        let context = try await drawing.context(after: outcome.destination, request)
        let message = "Your email was verified. You can continue using the application."
        switch outcome {
        case .verified(let user, let destination), .alreadyVerified(let user, let destination):
            if let url = try await result(destination, of: user, message: message, request) {
                return .redirect(to: url)
            }
        case .invalid: break
        }
        switch outcome {
        case .verified: return try await drawing.answer(.emailVerification(.verified), context, request)
        case .alreadyVerified: return try await drawing.answer(.emailVerification(.alreadyVerified), context, request)
        case .invalid: return try await drawing.answer(.emailVerification(.invalid), context, request, status: 400)
        }
    }

    /// `GET /u/unblock`: a page with a button, because readers of mail follow links of their own accord.
    @Sendable
    func showUnblock(_ request: WebRequest) async throws -> WebResponse {
        var context = try await drawing.context(PageDrawing.Subject(), request)
        context.hiddenFields = [("ticket", request.queryForm?["ticket"] ?? "")]
        context.action = "/u/unblock"
        return try await drawing.answer(.unblockConfirmation, context, request)
    }

    /// `POST /u/unblock`.
    @Sendable
    func unblock(_ request: WebRequest) async throws -> WebResponse {
        let isDone = try await unblocking.unblock(
            request.bodyForm?["ticket"] ?? "",
            host: request.host,
            origin: request.origin,
            now: request.now
        )
        let context = try await drawing.context(PageDrawing.Subject(), request)
        return try await drawing.answer(
            isDone ? .unblocked : .unblockInvalid(.invalid),
            context,
            request,
            status: isDone ? 200 : 400
        )
    }

    private func connection(_ request: WebRequest) async throws -> Connection {
        let name = Form.decode(request.path.utf8.dropFirst(Self.requestPath.utf8.count), plusIsSpace: false) ?? ""
        guard let connection = try await drawing.configuration.connection(name: name, request.host.tenant),
            connection.isDatabase, connection.offersPasswordReset
        else { throw DisplayedError(404, "not_found", "the connection was not found") }
        return connection
    }

    private static func kind(_ connection: Connection) -> PageIdentifier {
        let identifiers = connection.identifiers
        return identifiers.email ? .email : identifiers.username ? .username : .phone
    }

    /// Where a link that names a place of its own leads; nil for one that names none, or none that is an address.
    private func result(
        _ destination: LinkDestination,
        of user: User,
        message: String,
        _ request: WebRequest
    ) async throws -> String? {
        guard var url = destination.url else { return nil }
        if url.contains("{{") || url.contains("{%") {
            let tenant = request.host.tenant
            let client = try await drawing.configuration.client(destination.clientID ?? "", tenant)?.client
            let values: JSONObject = [
                "application": [
                    "name": .string(client?.name ?? ""), "clientID": .string(client?.id ?? ""),
                    "callback_domain": .string(client?.signIn.callbacks.first.map(Self.origin) ?? ""),
                ]
            ]
            guard let template = try? LiquidTemplate(parsing: url),
                let text = try? template.render(values, escapes: false, now: request.now)
            else { return nil }
            url = text.trimmedOfSpaces
        }
        guard Self.isAddress(url) else { return nil }
        return Self.result(url, email: destination.tellsEmail ? user.email ?? "" : nil, message: message)
    }

    /// Whether a text is an address to go to, which may be an application's own: no script, and none without a host.
    private static func isAddress(_ url: String) -> Bool {
        guard let mark = url.firstRange(of: "://") else { return false }
        let scheme = url[..<mark.lowerBound].lowercased()
        return !scheme.isEmpty && !["javascript", "data", "vbscript"].contains(scheme)
            && scheme.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || "+-.".utf8.contains($0) }
    }

    /// Scheme and authority of an address.
    private static func origin(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        return String(url[..<scheme.upperBound] + url[scheme.upperBound...].prefix { !"/?#".contains($0) })
    }

    /// An address with what is said to it.
    ///
    /// - SeeAlso: Auth0 Authentication API: `result_url`.
    private static func result(_ url: String, email: String?, message: String) -> String {
        let parameters =
            [("supportSignUp", "true"), ("supportForgotPassword", "true")] + (email.map { [("email", $0)] } ?? [])
            + [("message", message), ("success", "true"), ("code", "success")]
        let query = parameters.map { "\($0.0)=\(Form.encode($0.1).replacing("+", with: "%20"))" }.joined(separator: "&")
        let base = url.prefix { $0 != "#" }
        return "\(base)\(base.contains("?") ? "&" : "?")\(query)\(url.dropFirst(base.count))"
    }
}

extension EmailVerification.Outcome {
    /// Where its link leads; nil for one that is no good.
    fileprivate var destination: LinkDestination? {
        switch self {
        case .verified(_, let destination), .alreadyVerified(_, let destination): destination
        case .invalid: nil
        }
    }
}
