import Applications
import Flows
import HTTPTypes
import Kernel
import OAuth
import Tokens
import Web
import Wire

/// `POST /oauth/par`.
///
/// - SeeAlso: RFC 9126 §2; Auth0 Authentication API: "Push Authorization Requests".
struct PushedRequestEndpoint: Sendable {
    let requests: PushedRequests
    let clients: ClientAuthenticator
    let proofs: ProofOfPossession
    let log: LogSink

    @Sendable
    func respond(_ request: WebRequest) async throws -> WebResponse {
        guard request.mediaType == "application/x-www-form-urlencoded", let form = request.bodyForm else {
            throw OAuthError(400, .invalidRequest, "The body must be a form")
        }
        var known: Client?
        do {
            let parameters = try AuthorizeRequest(form)
            let client = try await clients.authenticate(
                try TokenParameters(form: form),
                authorization: request.headers[.authorization],
                host: request.host,
                now: request.now
            )
            known = client
            let proof = try proofs.check(
                request[header: ProofOfPossession.header],
                client: client,
                host: request.host,
                path: "oauth/par",
                now: request.now
            )
            let reference = try await requests.push(
                parameters,
                client: client,
                proof: proof,
                host: request.host,
                now: request.now
            )
            return .json(
                ["expires_in": .integer(client.signIn.pushedRequestLifetime), "request_uri": .string(reference)],
                status: 201
            )
        } catch let error as OAuthError {
            var event = Kernel.LogEvent(
                tenant: request.host.tenant,
                date: request.now,
                type: .pushedRequestFailed,
                description: error.description
            )
            request.origin.describe(&event, hostname: request.host.name)
            event.clientID = known?.id ?? form["client_id"]
            event.clientName = known?.name
            await log.append(event)
            throw error
        }
    }
}
