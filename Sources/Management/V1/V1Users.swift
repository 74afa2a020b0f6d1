import Applications
import Directory
package import Kernel
import Sessions
import Storage
import Tokens
package import Wire

/// Which users a list of the management API v1 is of.
package enum V1UserList: Sendable, Equatable {
    /// Everybody who has signed in.
    case everybody
    /// Those of a connection; of a directory that cannot be searched, those who have signed in.
    case connection(String)
    /// Those who have signed in through a social network that is in use.
    case social
    /// Those of all directories of companies.
    case enterprise
    /// Those who have signed in through a connection that a client is enabled for.
    case client(String)
}

/// Users, as far as a caller reaches.
///
/// - SeeAlso: Auth0 Management API v1: `/api/users`.
extension Administration {
    /// A page of users, as the newer API shows them; `next` is there if more follow.
    ///
    /// - Throws: `APIProblem` 404 for an unknown connection or client, 400 for a search that is not understood.
    package func v1Users(
        _ list: V1UserList,
        search: String?,
        page: Int,
        perPage: Int,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        let search = try search.flatMap { text throws(APIProblem) in try V1UserSearch.filter(text) }
        guard !(list == .enterprise && search == nil) else {
            throw APIProblem(400, "search is required", code: "invalid_query_string")
        }
        return try await storage.read { transaction in
            let reach = try V1Reach(caller, in: context.tenant, transaction)
            guard let filter = try V1UserRules.filter(list, reach, context, transaction) else { return Page(items: []) }
            var query = UserQuery(tenant: context.tenant)
            query.filter = search.map { .and(filter, $0) } ?? filter
            query.offset = page * perPage
            query.limit = perPage + 1
            let users = try transaction.users(query)
            return Page(
                items: users.prefix(perPage).map(UserView.shown),
                next: users.count > perPage ? String(page + 1) : nil
            )
        }
    }

    /// One user, by `user_id` or by the internal id.
    ///
    /// - Throws: `APIProblem` 404.
    package func v1User(_ id: String, of caller: V1Caller, _ context: AdministrationContext) async throws -> JSONObject
    {
        let id = try await v1UserID(id, context)
        return try await storage.read { transaction in
            UserView.shown(try V1UserRules.required(id, caller, context, transaction))
        }
    }

    /// The `user_id` of a user whom a path names by that or by the internal id, if the caller reaches them.
    ///
    /// - Throws: `APIProblem` 404.
    package func v1UserID(
        _ id: String,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> String {
        let id = try await v1UserID(id, context)
        _ = try await storage.read { try V1UserRules.required(id, caller, context, $0) }
        return id
    }

    /// The `user_id` of the user with an address in a connection.
    ///
    /// - Throws: `APIProblem` 404.
    package func v1UserID(
        email: String,
        connection: String,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> String {
        try await storage.read { transaction in
            let reach = try V1Reach(caller, in: context.tenant, transaction)
            _ = try reach.connection(named: connection, transaction)
            let found = try transaction.users(email: email, in: context.tenant).first { user in
                user.identities.first?.connection == connection
            }
            guard let found else { throw UserRules.unknown }
            return found.id
        }
    }

    /// Refuses a connection that a caller does not reach.
    ///
    /// - Throws: `APIProblem` 404.
    package func requireV1Connection(
        _ name: String,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws {
        _ = try await v1Connection(named: name, of: caller, context)
    }

    /// What administrators noted of a user: the `app_metadata` of the newer API.
    ///
    /// - Throws: `APIProblem` 404.
    package func v1Metadata(
        ofUser id: String,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = try await v1UserID(id, context)
        return try await storage.read { try V1UserRules.required(id, caller, context, $0).appMetadata }
    }

    /// Notes something of a user: in place of all notes, or member by member beside them; `null` is a value here.
    ///
    /// - Throws: `APIProblem` 404.
    package func setV1Metadata(
        _ metadata: JSONObject,
        merging: Bool,
        ofUser id: String,
        of caller: V1Caller,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let id = try await v1UserID(id, context)
        return try await storage.write { transaction in
            var user = try V1UserRules.required(id, caller, context, transaction)
            user.appMetadata = merging ? user.appMetadata.merging(metadata) : metadata
            user.updatedAt = context.now
            try transaction.update(user, tenant: context.tenant)
            return user.appMetadata
        }
    }

    /// Removes every user of the tenant, some at a time; others' writes go between.
    package func deleteAllUsers(_ context: AdministrationContext) async throws {
        while true {
            let ids = try await storage.read { transaction in
                try transaction.users(UserQuery(tenant: context.tenant, limit: V1UserRules.handful)).map(\.id)
            }
            for id in ids { try await deleteUser(id, context) }
            guard ids.count == V1UserRules.handful else { return }
        }
    }

    /// Ends the refresh token that is presented, if it is of that user; by its text, or by its id.
    package func deleteV1RefreshToken(
        _ token: String,
        ofUser id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            let hash = Digest.sha256(Array(token.utf8))
            let found = try transaction.refreshToken(hash: hash, in: context.tenant)
            guard let found = try found ?? transaction.refreshToken(token, in: context.tenant) else { return }
            guard found.userID == id else { return }
            try RefreshTokenRules.remove(found, context.tenant, transaction)
        }
    }

    /// A text that may be an internal id, as a `user_id`.
    ///
    /// Nothing but the `user_id` is stored, so the internal id is looked for among everybody: it is for scripts that
    /// kept one, not for lists.
    private func v1UserID(_ id: String, _ context: AdministrationContext) async throws -> String {
        guard V1UserID.isInternal(id) else { return id }
        var last = ""
        while true {
            let ids = try await storage.read { [last] transaction in
                var query = UserQuery(tenant: context.tenant, limit: V1UserRules.handful)
                query.afterID = last
                return try transaction.users(query).map(\.id)
            }
            if let found = ids.first(where: { V1UserID.text(of: $0) == id }) { return found }
            guard ids.count == V1UserRules.handful, let next = ids.last else { return id }
            last = next
        }
    }
}

/// The internal id of a user in the first API: 32 hexadecimal digits, made of the `user_id`.
package enum V1UserID {
    /// The internal id.
    package static func text(of userID: String) -> String {
        Hexadecimal.encode(Digest.sha256(Array(userID.utf8)).prefix(16))
    }

    /// Whether a text may be one: no `user_id` is, which has a bar.
    static func isInternal(_ text: String) -> Bool { text.utf8.count == 32 && Hexadecimal.decode(text) != nil }
}

/// What the use cases about users need.
enum V1UserRules {
    /// How many users are taken at a time.
    static let handful = 200

    /// Those who have signed in.
    private static let came = UserFilter.exists(path: "last_login")

    /// The user of an id, if a caller reaches them.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        _ caller: V1Caller,
        _ context: AdministrationContext,
        _ transaction: some UserReading & DocumentReading
    ) throws -> User {
        let user = try UserRules.required(id, in: context.tenant, transaction)
        guard !caller.isGlobal else { return user }
        let reach = try V1Reach(caller, in: context.tenant, transaction)
        let names = Set(try reach.connections(transaction).map { Connection($0).name })
        guard user.identities.contains(where: { names.contains($0.connection) }) else { throw UserRules.unknown }
        return user
    }

    /// The users of a list; nil if there can be none.
    ///
    /// - Throws: `APIProblem` 404.
    static func filter(
        _ list: V1UserList,
        _ reach: V1Reach,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> UserFilter? {
        switch list {
        case .everybody:
            guard !reach.caller.isGlobal else { return came }
            return try at(reach.connections(transaction).map(Connection.init)).map { .and($0, came) }
        case .connection(let name):
            let connection = Connection(try reach.connection(named: name, transaction))
            let filter = UserFilter.equals(path: "identities.connection", value: name)
            return V1Strategies.isSearchable(connection.strategy) ? filter : .and(filter, came)
        case .social:
            let connections = try reach.connections(transaction).map(Connection.init).filter { connection in
                V1Strategies.kind(of: connection.strategy) == .social && isInUse(connection, reach.caller)
            }
            return at(connections).map { .and($0, came) }
        case .enterprise:
            let connections = try reach.connections(transaction).map(Connection.init)
            return at(connections.filter { V1Strategies.kind(of: $0.strategy) == .enterprise })
        case .client(let id):
            guard reach.caller.isGlobal || reach.caller.clientID == id else { throw ClientRules.unknown }
            let client = Client(try ClientRules.required(id, in: context.tenant, transaction))
            guard !client.isGlobal else { return came }
            let connections = try transaction.documents(DocumentQuery(.connection, in: context.tenant))
            let enabled = connections.map(Connection.init).filter { $0.enabledClients.contains(id) }
            return at(enabled).map { .and($0, came) }
        }
    }

    private static func isInUse(_ connection: Connection, _ caller: V1Caller) -> Bool {
        caller.isGlobal ? !connection.enabledClients.isEmpty : connection.enabledClients.contains(caller.clientID)
    }

    /// Those with an account at one of some connections.
    private static func at(_ connections: [Connection]) -> UserFilter? {
        let filters = connections.map { UserFilter.equals(path: "identities.connection", value: $0.name) }
        guard let first = filters.first else { return nil }
        return filters.dropFirst().reduce(first) { .or($0, $1) }
    }
}
