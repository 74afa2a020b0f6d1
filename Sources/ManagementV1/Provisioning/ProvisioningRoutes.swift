import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import Web
import Wire

/// Where the tickets of connections lead: `GET` shows the form, `POST` takes it and spends the ticket.
///
/// The ticket in the address is all that its holder needs.
struct ProvisioningRoutes: Sendable {
    private static let prefix = "/p/"

    let administration: Administration
    let log: LogSink
    let page: ProvisioningPage

    /// The route.
    var routes: [Route] {
        [Route([.get, .post], Self.prefix, isPrefix: true, errors: .text, handler: respond)]
    }

    @Sendable
    private func respond(_ request: WebRequest) async throws -> WebResponse {
        let parts = request.path.dropFirst(Self.prefix.count).split(separator: "/").map(String.init)
        guard parts.count == 2 else { return page.invalid() }
        let context = AdministrationContext(host: request.host, now: request.now, scopes: [])
        let found = try await administration.provisioning(parts[0], ticket: parts[1], context)
        guard let provisioning = found else { return page.invalid() }
        let proof = FormProof(request, random: administration.random)
        guard request.method == .post else {
            return shown(provisioning, ProvisioningPage.Filled(formToken: proof.value), request)
        }
        guard let form = request.bodyForm else { throw APIProblem(400, "A form is expected.") }
        var filled = ProvisioningPage.Filled(formToken: proof.value)
        filled.answers = Dictionary(form.parameters.map { ($0.name, $0.value) }) { first, _ in first }
        guard proof.covers(form, request) else {
            filled.problem = FormProof.problem
            return shown(provisioning, filled, request, status: 403)
        }
        do {
            let finished = try await administration.finishProvisioning(
                parts[0],
                ticket: parts[1],
                answers: filled.answers ?? [:],
                context
            )
            guard let finished else { return page.invalid() }
            await log.append(event(finished, request))
            return page.done(finished)
        } catch let refusal as ProvisioningRefusal {
            filled.refusal = refusal
            return shown(provisioning, filled, request, status: 400)
        }
    }

    private func shown(
        _ provisioning: Provisioning,
        _ filled: ProvisioningPage.Filled,
        _ request: WebRequest,
        status: Int = 200
    ) -> WebResponse {
        var response = page.form(provisioning, filled, host: request.host, status: status)
        response.headers.add(FormProof.cookie(filled.formToken), isSecure: request.isSecure)
        return response
    }

    private func event(_ provisioning: Provisioning, _ request: WebRequest) -> Kernel.LogEvent {
        var event = Kernel.LogEvent(
            tenant: request.host.tenant,
            date: request.now,
            type: .managementSucceeded,
            description: "A connection was finished by link"
        )
        request.origin.describe(&event, hostname: request.host.name)
        event.connection = provisioning.connection
        event.details = ["channel": "provisioning_ticket", "strategy": .string(provisioning.strategy)]
        return event
    }
}
