import Applications
import Directory
package import Kernel
import Storage
package import Wire

/// What users agreed that clients may do in their name.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/grants`.
extension Administration {
    /// A page of agreements, of one user, client and API if they are named.
    package func consents(
        _ parameters: JSONObject,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        var query = ConsentQuery(
            userID: parameters["user_id"]?.string,
            clientID: parameters["client_id"]?.string,
            audience: parameters["audience"]?.string.map { ConsentRules.stored($0, context) }
        )
        if case .offset(let page, let perPage, _) = request {
            query.offset = page * perPage
            query.limit = perPage
        }
        return try await storage.read { [query] transaction in
            let items = try transaction.consents(query, in: context.tenant)
            return Page(
                items: items.map { ConsentRules.shown($0, context) },
                total: request.wantsTotal ? try transaction.countConsents(query, in: context.tenant) : nil
            )
        }
    }

    /// Takes an agreement back, with the refresh tokens that came of it; nothing happens if it is not there.
    package func deleteConsent(_ id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            guard let consent = try transaction.deleteConsent(id, in: context.tenant) else { return }
            try UserRules.removeRefreshTokens(
                of: consent.userID,
                clientID: consent.clientID,
                audience: consent.audience,
                context.tenant,
                transaction
            )
        }
    }

    /// Takes all agreements of a user back, with the refresh tokens that came of them.
    package func deleteConsents(ofUser id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            var query = ConsentQuery(userID: id)
            query.limit = .max
            for consent in try transaction.consents(query, in: context.tenant) {
                try UserRules.removeRefreshTokens(
                    of: id,
                    clientID: consent.clientID,
                    audience: consent.audience,
                    context.tenant,
                    transaction
                )
            }
            try transaction.deleteConsents(userID: id, clientID: nil, in: context.tenant)
        }
    }
}

/// Agreements on the wire.
enum ConsentRules {
    /// An agreement as the wire shows it.
    static func shown(_ consent: Consent, _ context: AdministrationContext) -> JSONObject {
        let audience =
            consent.audience.isEmpty ? context.host.userInfoAudience : context.host.shownAudience(consent.audience)
        return [
            "user_id": .string(consent.userID), "audience": .string(audience),
            "scope": .array(consent.scope.map(JSONValue.string)), "clientID": .string(consent.clientID),
            "id": .string(consent.id),
        ]
    }

    /// Takes back what anybody agreed that a client may do, with the refresh tokens that came of it.
    static func removeAll(
        ofClient client: String,
        _ tenant: TenantID,
        _ transaction: any WriteTransaction
    ) throws {
        var query = ConsentQuery(clientID: client)
        query.limit = .max
        for consent in try transaction.consents(query, in: tenant) {
            _ = try transaction.deleteConsent(consent.id, in: tenant)
            try UserRules.removeRefreshTokens(
                of: consent.userID,
                clientID: client,
                audience: nil,
                tenant,
                transaction
            )
        }
    }

    /// An audience as agreements are stored with; `/userinfo` alone has none.
    static func stored(_ audience: String, _ context: AdministrationContext) -> String {
        audience == context.host.userInfoAudience ? "" : context.host.storedAudience(audience)
    }
}
