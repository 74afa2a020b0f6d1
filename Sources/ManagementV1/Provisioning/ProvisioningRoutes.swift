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
    /// Some strategies have the tenant's name before it.
    private static let tenantPrefix = "/*/p/"

    let administration: Administration
    let log: LogSink
    let page: ProvisioningPage

    /// The routes.
    var routes: [Route] {
        [Self.prefix, Self.tenantPrefix].map { prefix in
            Route([.get, .post], prefix, isPrefix: true, errors: .text, handler: respond)
        }
    }

    @Sendable
    private func respond(_ request: WebRequest) async throws -> WebResponse {
        guard let link = Self.link(request) else { return page.invalid() }
        let context = AdministrationContext(host: request.host, now: request.now, scopes: [])
        let found = try await administration.provisioning(link.strategy, ticket: link.ticket, context)
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
                link.strategy,
                ticket: link.ticket,
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

    /// What the address names; nil for one that is no link, or one of another tenant.
    private static func link(_ request: WebRequest) -> (strategy: String, ticket: String)? {
        var parts = request.path.split(separator: "/").map(String.init)
        if parts.first != "p" {
            guard parts.first == request.host.tenant.rawValue else { return nil }
            parts.removeFirst()
        }
        return parts.count == 3 ? (parts[1], parts[2]) : nil
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
