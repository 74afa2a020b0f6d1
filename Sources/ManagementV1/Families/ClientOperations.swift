import HTTPTypes
import Kernel
import Management
import Wire

/// Clients: every caller sees itself, the global client sees and changes all.
///
/// - SeeAlso: Auth0 Management API v1: "Clients".
enum ClientOperations {
    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.get, "clients") { call in
            guard call.caller.isGlobal else {
                return .list([
                    V1ClientView.shown(try await call.administration.client(call.caller.clientID, call.context))
                ])
            }
            if let user = call.text("userId") { return .list(try await clients(ofUser: user, call)) }
            let page = try call.page()
            let found = try await call.administration.clients(
                [:],
                .offset(page: page.number, perPage: page.perPage, includeTotals: true),
                call.context
            )
            let seen = page.number * page.perPage + found.items.count
            let isLast = found.items.isEmpty || seen >= found.total ?? 0
            return .page(
                found.items.map(V1ClientView.shown),
                next: isLast ? nil : String(page.number + 1),
                perPage: page.perPage
            )
        },
        V1Operation(.get, "clients/{client_id}") { call in
            guard call.caller.isGlobal || call.caller.clientID == call.path[0] else {
                throw APIProblem(404, "The client does not exist", code: "inexistent_client")
            }
            return .object(V1ClientView.shown(try await call.administration.client(call.path[0], call.context)))
        },
        V1Operation(.post, "clients", isGlobal: true) { call in
            _ = try call.required("name")
            let made = try await call.administration.createClient(try request(call), call.context)
            return .object(V1ClientView.shown(made))
        },
        V1Operation(.put, "clients/{client_id}", isGlobal: true) { call in
            _ = try call.required("name")
            // What is not named is lost.
            var patch: JSONObject = ["callbacks": [], "description": .null]
            for (name, value) in try request(call) { patch[name] = value }
            let changed = try await call.administration.updateClient(call.path[0], patch, call.context)
            return .object(V1ClientView.shown(changed))
        },
        V1Operation(.patch, "clients/{client_id}", isGlobal: true) { call in
            let changed = try await call.administration.updateClient(call.path[0], try request(call), call.context)
            return .object(V1ClientView.shown(changed))
        },
        V1Operation(.delete, "clients/{client_id}", isGlobal: true) { call in
            _ = try await call.administration.client(call.path[0], call.context)
            try await call.administration.deleteClient(call.path[0], call.context)
            return .done
        },
    ]

    /// The clients that a user can sign in to: those that a connection of theirs is enabled for.
    private static func clients(ofUser id: String, _ call: V1Call) async throws -> [JSONObject] {
        let user = try await call.administration.v1User(id, of: call.caller, call.context)
        let names = Set((user["identities"]?.array ?? []).compactMap { $0["connection"]?.string })
        let connections = try await call.administration.v1Connections(of: call.caller, call.context)
        var ids: [String] = []
        for connection in connections where names.contains(connection.body["name"]?.string ?? "") {
            for id in connection.body["enabled_clients"]?.strings ?? [] where !ids.contains(id) { ids.append(id) }
        }
        var clients: [JSONObject] = []
        for id in ids {
            clients.append(V1ClientView.shown(try await call.administration.client(id, call.context)))
        }
        return clients
    }

    private static func request(_ call: V1Call) throws(APIProblem) -> JSONObject {
        guard !call.body.contains("signingKey") else {
            throw refusal("signingKey cannot be set: tokens are signed with the keys of the tenant")
        }
        let request = V1ClientView.request(call.body)
        for name in ["name", "description"] {
            if let value = request[name], !value.isNull, value.string == nil {
                throw refusal("\(name) must be a string")
            }
        }
        for name in ["callbacks", "allowed_origins", "allowed_logout_urls", "client_aliases"] {
            guard let value = request[name] else { continue }
            guard value.strings?.count == value.array?.count, value.array != nil else {
                throw refusal("\(name) must be an array of strings, or strings separated by commas")
            }
        }
        if let sso = request["sso"], sso.bool == nil { throw refusal("sso must be false or true") }
        return request
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
