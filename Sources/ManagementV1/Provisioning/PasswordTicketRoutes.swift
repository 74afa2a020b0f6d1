import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import Web
import Wire

/// Where tickets for a password that somebody else chose lead: `GET` asks, `POST` sets it and spends the ticket.
///
/// A link in a mail is opened by machines, too; so opening it changes nothing.
struct PasswordTicketRoutes: Sendable {
    private static let prefix = "/p/password/"

    let administration: Administration
    let log: LogSink
    let page: ProvisioningPage

    /// The route.
    var routes: [Route] {
        [Route([.get, .post], Self.prefix, isPrefix: true, errors: .text, handler: respond)]
    }

    @Sendable
    private func respond(_ request: WebRequest) async throws -> WebResponse {
        let value = String(request.path.dropFirst(Self.prefix.count))
        let context = AdministrationContext(host: request.host, now: request.now, scopes: [])
        guard let name = try await administration.v1PasswordTicket(value, context) else { return page.invalid() }
        let proof = FormProof(request, random: administration.random)
        guard request.method == .post else { return shown(name, proof, request) }
        guard let form = request.bodyForm else { throw APIProblem(400, "A form is expected.") }
        guard proof.covers(form, request) else {
            return shown(name, proof, request, problem: FormProof.problem, status: 403)
        }
        let outcome = try await administration.redeemV1PasswordTicket(value, context)
        guard outcome.isRedeemed else { return page.invalid() }
        await log.append(event(name, request))
        if let url = outcome.resultURL { return .redirect(to: url, status: 303) }
        return page.message(title: "Your password was changed", "You can sign in with the new password now.")
    }

    private func shown(
        _ name: String,
        _ proof: FormProof,
        _ request: WebRequest,
        problem: String? = nil,
        status: Int = 200
    ) -> WebResponse {
        var response = page.question(
            title: "Change your password",
            "A new password was chosen for \(name). Everybody who is signed in as \(name) "
                + "will be signed out.",
            button: "Use the new password",
            formToken: proof.value,
            problem: problem,
            status: status
        )
        response.headers.add(FormProof.cookie(proof.value), isSecure: request.isSecure)
        return response
    }

    private func event(_ name: String, _ request: WebRequest) -> Kernel.LogEvent {
        var event = Kernel.LogEvent(
            tenant: request.host.tenant,
            date: request.now,
            type: .passwordChanged,
            description: "A password was changed by link"
        )
        request.origin.describe(&event, hostname: request.host.name)
        event.userName = name
        return event
    }
}
