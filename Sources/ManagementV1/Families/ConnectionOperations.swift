import HTTPTypes
import Kernel
import Management
import Wire

/// Connections, by name.
///
/// - SeeAlso: Auth0 Management API v1: "Connections".
enum ConnectionOperations {
    /// The operations.
    static let all: [V1Operation] = [
        V1Operation(.get, "connections") { call in
            let found = try await call.administration.v1Connections(
                kinds: kinds(call),
                of: call.caller,
                call.context
            )
            let page = try call.page()
            let rest = found.dropFirst(page.number * page.perPage)
            return .page(
                rest.prefix(page.perPage).map { V1ConnectionView.shown($0, host: call.context.host) },
                next: rest.count > page.perPage ? String(page.number + 1) : nil,
                perPage: page.perPage
            )
        },
        V1Operation(.get, "connections/{name}") { call in
            let found = try await call.administration.v1Connection(
                named: call.path[0],
                of: call.caller,
                call.context
            )
            return .object(V1ConnectionView.shown(found, host: call.context.host))
        },
        V1Operation(.post, "connections") { call in
            let made = try await call.administration.createV1Connection(
                try request(call),
                by: call.caller,
                call.context
            )
            return .object(V1ConnectionView.shown(made, host: call.context.host))
        },
        V1Operation(.put, "connections/{name}") { call in
            let changed = try await call.administration.replaceV1Connection(
                named: call.path[0],
                try request(call),
                by: call.caller,
                call.context
            )
            return .object(V1ConnectionView.shown(changed, host: call.context.host))
        },
        V1Operation(.delete, "connections/{name}") { call in
            let id = try await call.administration.deleteV1Connection(
                named: call.path[0],
                by: call.caller,
                call.context
            )
            return .object(["removed": .string(id)])
        },
        V1Operation(.get, "connections/{name}/socket") { call in
            let found = try await call.administration.v1Connection(
                named: call.path[0],
                of: call.caller,
                call.context
            )
            try await call.administration.checkConnector(
                ofConnection: found.body["id"]?.string ?? "",
                call.context
            )
            return .object(["online": true])
        },
        V1Operation(.get, "connections/{name}/users") { call in
            try await UserOperations.list(.connection(call.path[0]), call)
        },
        V1Operation(.get, "strategies") { call in .texts(V1Strategies.names) },
        V1Operation(.get, "connection-templates/{strategy}", isGlobal: true) { call in
            .object(try await call.administration.v1ConnectionTemplate(call.path[0], call.context))
        },
        V1Operation(.put, "connection-templates/{strategy}", isGlobal: true) { call in
            .object(try await call.administration.setV1ConnectionTemplate(call.path[0], call.body, call.context))
        },
        V1Operation(.delete, "connection-templates/{strategy}", isGlobal: true) { call in
            try await call.administration.deleteV1ConnectionTemplate(call.path[0], call.context)
            return .done
        },
    ]

    private static func kinds(_ call: V1Call) -> Set<V1Strategies.Kind>? {
        if call.text("only_socials") == "true" { return [.social] }
        if call.text("only_enterprise") == "true" { return [.enterprise] }
        return nil
    }

    private static func request(_ call: V1Call) throws(APIProblem) -> V1ConnectionRequest {
        let body = call.body
        for name in ["name", "strategy"] {
            if let value = body[name], value.string == nil { throw refusal("\(name) must be a string") }
        }
        if let value = body["options"], value.object == nil { throw refusal("options must be an object") }
        return V1ConnectionRequest(
            name: body["name"]?.string,
            strategy: body["strategy"]?.string,
            options: body["options"]?.object,
            isActive: try call.flag("status") ?? true,
            clientID: body["client_id"]?.string
        )
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
