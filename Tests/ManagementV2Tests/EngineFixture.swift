import Applications
import Flows
import Kernel
import Management
import ManagementV2
import Storage
import Wire

/// A database that cannot be reached.
struct UnreachableStorage: Storage {
    let changes = ChangeFeed()

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws
        -> Result
    { throw StoreError.unavailable("the disk is full") }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws
        -> Result
    { throw StoreError.unavailable("the disk is full") }
}

/// An engine with handlers of a test, and requests for it.
struct EngineFixture {
    let engine: ManagementEngine
    static let host = RequestHost(tenant: .default, scheme: "https", authority: "acme.example.com")

    /// The scopes stand in the `Authorization` header, as `Scopes read:clients`.
    init(_ handlers: [String: OperationHandler] = [:]) {
        engine = ManagementEngine(
            administration: Administration(storage: UnreachableStorage()),
            authenticate: { authorization, _ in
                guard let authorization else { throw APIProblem(401, "Missing authentication") }
                guard authorization.hasPrefix("Scopes ") else {
                    throw APIProblem(400, "Bad HTTP authentication header format", code: "Bearer")
                }
                let scopes = authorization.dropFirst(7).split(separator: " ").map(String.init)
                return ManagementPrincipal(clientID: "app", subject: "app@clients", scopes: Set(scopes))
            },
            families: [OperationFamily(name: "test", handlers: handlers)],
            table: Self.table
        )
    }

    private static let table = OperationTable()

    func send(
        _ method: String,
        _ target: String,
        body: String = "",
        type: String? = "application/json",
        authorization: String? = Self.everyScope
    ) async -> ManagementResponse {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        return await engine.respond(
            to: ManagementRequest(
                method: method,
                path: parts[0],
                query: parts.count > 1 ? parts[1] : "",
                contentType: type,
                authorization: authorization,
                body: Array(body.utf8),
                host: Self.host,
                now: Instant(seconds: 0)
            )
        )
    }

    static let everyScope =
        "Scopes read:clients create:clients update:clients delete:clients read:connections create:connections "
        + "read:users create:users update:users read:roles read:role_members create:roles read:actions read:logs "
        + "read:client_grants update:client_grants read:organizations read:custom_domains read:tenant_settings "
        + "read:resource_servers update:resource_servers create:resource_servers read:log_streams "
        + "create:signing_keys update:signing_keys create:users_imports read:triggers update:tenant_settings "
        + "read:client_credentials update:prompts"
}

extension ManagementResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
    /// The body as JSON.
    var json: JSONValue? { try? JSONReader.parse(body) }
    /// The text of a refusal.
    var message: String? { json?["message"]?.string }

    /// The first value of a header, whatever its case.
    func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name.lowercased() }?.1 }
}
