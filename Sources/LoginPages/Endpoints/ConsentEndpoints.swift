import Applications
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `/u/consent` and the pages that ask for an organization.
struct ConsentEndpoints: Sendable {
    let signIn: SignInEndpoints
    private var pages: SignInPages { signIn.pages }
    private var drawing: PageDrawing { signIn.drawing }

    /// The pages over the endpoints of sign-in, whose ways they share.
    init(_ signIn: SignInEndpoints) { self.signIn = signIn }

    /// `GET /u/consent`.
    @Sendable
    func showConsent(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await signIn.open(request)
        let api = opening.about.resourceServer
        let offered = Set(api?.scopes ?? []).union(ScopePolicy.standard)
        let scopes = opening.transaction.request.scope.filter(offered.contains).map { name in
            ConsentScreen.Scope(name, description: api?.scopeDescriptions[name])
        }
        let screen = ConsentScreen(
            audience: opening.about.audience,
            audienceName: api?.name,
            scopes: scopes,
            showsDescriptions: opening.about.settings.usesScopeDescriptionsForConsent
        )
        return try await drawing.answer(.consent(screen), opening.context, request)
    }

    /// `POST /u/consent`.
    @Sendable
    func consent(_ request: WebRequest) async throws -> WebResponse {
        let isAccepted = request.bodyForm?["action"] == "accept"
        let step = try await pages.consent(isAccepted, SignInEndpoints.call(request))
        return WebResponse(step, isSecure: request.isSecure)
    }

    /// `GET /u/organization-picker`.
    @Sendable
    func showPicker(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await signIn.open(request)
        let choices = try await pages.organizations(opening.call).map { organization in
            OrganizationChoice(id: organization.id, name: organization.displayName ?? organization.name)
        }
        guard !choices.isEmpty else {
            throw DisplayedError(403, "access_denied", "You do not belong to any organization of this application.")
        }
        return try await drawing.answer(.organizationPicker(choices), opening.context, request)
    }

    /// `GET /u/pre-organization-picker`.
    @Sendable
    func showPrompt(_ request: WebRequest) async throws -> WebResponse {
        let opening = try await signIn.open(request)
        return try await drawing.answer(.organizationPrompt, opening.context, request)
    }

    /// `POST /u/organization-picker` and `POST /u/pre-organization-picker`.
    @Sendable
    func choose(_ request: WebRequest) async throws -> WebResponse {
        var opening = try await signIn.open(request)
        let form = request.bodyForm ?? Form()
        let asked = (form["organization"] ?? form["organizationName"] ?? "").trimmedOfSpaces
        if !asked.isEmpty, let step = try await pages.choose(organization: asked, opening.call) {
            return WebResponse(step, isSecure: request.isSecure)
        }
        opening.context.values["organizationName"] = asked
        opening.context.errors["organizationName"] = PageMessage(
            asked.isEmpty ? "no-organization" : "invalid-organization"
        )
        return try await drawing.answer(.organizationPrompt, opening.context, request, status: 400)
    }
}
