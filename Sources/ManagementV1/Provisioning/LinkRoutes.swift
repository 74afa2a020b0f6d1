import Applications
import Flows
import HTTPTypes
import Kernel
import Management
import Web
import Wire

/// Where the links of self-service profiles and of enrollments lead: `GET` shows the form, `POST` takes it and spends the
/// link.
struct LinkRoutes: Sendable {
    private static let selfServicePath = "/self-service/connections-flow"
    private static let enrollmentPath = "/mfa/enrollment"

    let administration: Administration
    let log: LogSink
    let page: ProvisioningPage

    /// The routes.
    var routes: [Route] {
        [
            Route([.get, .post], Self.selfServicePath, errors: .text, handler: selfService),
            Route([.get, .post], Self.enrollmentPath, errors: .text, handler: enrollment),
        ]
    }

    @Sendable
    private func selfService(_ request: WebRequest) async throws -> WebResponse {
        let query = (try? Form(parsing: Array(request.query.utf8))) ?? Form()
        let (ticket, context) = (query["ticket"] ?? "", context(of: request))
        guard let offer = try await administration.selfService(ticket: ticket, context) else { return page.invalid() }
        let wanted = query["strategy"] ?? (offer.strategies.count == 1 ? offer.strategies[0] : nil)
        guard let strategy = wanted, offer.strategies.contains(strategy) else { return choices(offer, ticket) }
        let form = SelfServiceForm(offer: offer, strategy: strategy, host: request.host)
        let proof = FormProof(request, random: administration.random)
        var filled = ProvisioningPage.Filled(formToken: proof.value)
        guard request.method == .post else { return shown(form.response(filled, page), proof, request) }
        guard let sent = request.bodyForm else { throw APIProblem(400, "A form is expected.") }
        filled.answers = Dictionary(sent.parameters.map { ($0.name, $0.value) }) { first, _ in first }
        guard proof.covers(sent, request) else {
            filled.problem = FormProof.problem
            return shown(form.response(filled, page, status: 403), proof, request)
        }
        do {
            let name = try await administration.finishSelfService(
                ticket: ticket,
                strategy: strategy,
                answers: filled.answers ?? [:],
                context
            )
            guard let name else { return page.invalid() }
            await note(.managementSucceeded, "A connection was set up by link", request) { $0.connection = name }
            return page.message(
                title: "The connection is set up",
                "Thank you. What you entered for \(name) was saved, and this link is used up."
            )
        } catch let refusal as ProvisioningRefusal {
            if refusal.field.isEmpty { filled.problem = refusal.message } else { filled.refusal = refusal }
            return shown(form.response(filled, page, status: 400), proof, request)
        }
    }

    @Sendable
    private func enrollment(_ request: WebRequest) async throws -> WebResponse {
        let query = (try? Form(parsing: Array(request.query.utf8))) ?? Form()
        let ticket = query["ticket"] ?? ""
        let context = context(of: request)
        guard let offer = try await administration.enrollment(ticket: ticket, context) else { return page.invalid() }
        let proof = FormProof(request, random: administration.random)
        var filled = ProvisioningPage.Filled(formToken: proof.value)
        guard request.method == .post else {
            if request.method == .get { await note(.enrollmentStarted, "", request) { $0.userName = offer.account } }
            return shown(form(offer, filled, request), proof, request)
        }
        guard let sent = request.bodyForm else { throw APIProblem(400, "A form is expected.") }
        guard proof.covers(sent, request) else {
            filled.problem = FormProof.problem
            return shown(form(offer, filled, request, status: 403), proof, request)
        }
        let isRight = try await administration.finishEnrollment(ticket: ticket, code: sent["code"] ?? "", context)
        guard let isRight else { return page.invalid() }
        guard isRight else {
            filled.refusal = EnrollmentOffer.refusal
            return shown(form(offer, filled, request, status: 400), proof, request)
        }
        await note(.enrollmentCompleted, "An authenticator app was enrolled by link", request) {
            $0.userName = offer.account
        }
        return page.message(
            title: "Your app is set up",
            "Its codes are known as yours from now on, and this link is used up."
        )
    }

    private func choices(_ offer: SelfServiceOffer, _ ticket: String) -> WebResponse {
        page.choices(
            title: "Connect your directory",
            offer.strategies.isEmpty
                ? "None of the directories that you may connect can be set up by this link."
                : "Which directory do people of your organization sign in with?",
            offer.strategies.map { strategy in
                let query = "ticket=\(Form.encode(ticket))&strategy=\(Form.encode(strategy))"
                return (label: SelfServiceForm.name(of: strategy), address: "\(Self.selfServicePath)?\(query)")
            }
        )
    }

    private func form(
        _ offer: EnrollmentOffer,
        _ filled: ProvisioningPage.Filled,
        _ request: WebRequest,
        status: Int = 200
    ) -> WebResponse {
        page.form(
            title: "Set up an authenticator app",
            tenant: request.host.tenant.rawValue,
            steps: [
                "Open an app on your phone that makes codes, and add an account.",
                "Enter the key below, or open the address on the phone.",
                "Fill in the code that the app shows.",
            ],
            entries: [
                ProvisioningTexts.Entry(label: "Account", value: "\(offer.issuer): \(offer.account)"),
                ProvisioningTexts.Entry(label: "Key", value: offer.secret),
                ProvisioningTexts.Entry(label: "Address", value: offer.url),
            ],
            fields: [EnrollmentOffer.field],
            filled,
            status: status
        )
    }

    private func context(of request: WebRequest) -> AdministrationContext {
        AdministrationContext(host: request.host, now: request.now, scopes: [])
    }

    private func shown(_ response: WebResponse, _ proof: FormProof, _ request: WebRequest) -> WebResponse {
        var response = response
        response.headers.add(FormProof.cookie(proof.value), isSecure: request.isSecure)
        return response
    }

    private func note(
        _ type: LogEventType,
        _ description: String,
        _ request: WebRequest,
        _ describe: (inout Kernel.LogEvent) -> Void
    ) async {
        var event = Kernel.LogEvent(
            tenant: request.host.tenant,
            date: request.now,
            type: type,
            description: description
        )
        request.origin.describe(&event, hostname: request.host.name)
        describe(&event)
        await log.append(event)
    }
}
