import Applications
package import Kernel
import Storage

/// Who calls the management API v1, whose tokens have no scopes: a client reaches what is its own, the tenant's client
/// "All Applications" reaches everything.
///
/// - SeeAlso: Auth0 Management API v1: "global client".
package struct V1Caller: Sendable, Equatable {
    /// The client that the token was issued to.
    package let clientID: String
    /// Whether it stands for all applications.
    package let isGlobal: Bool

    /// A caller.
    package init(clientID: String, isGlobal: Bool) {
        self.clientID = clientID
        self.isGlobal = isGlobal
    }

    /// Refuses whoever does not stand for all applications.
    ///
    /// - Throws: `APIProblem` 401, which is what the API answered.
    package func requireGlobal() throws(APIProblem) {
        guard isGlobal else { throw APIProblem(401, "Only the global client may do this.") }
    }
}

/// Which connections are a caller's: all of them, or those a client is enabled for or has made.
struct V1Reach {
    /// The kind of the notes that say which client made a connection; their id is the connection's.
    static let maker = DocumentKind(rawValue: "connection_maker")

    let caller: V1Caller
    private let made: Set<String>
    private let tenant: TenantID

    /// The reach of a caller, as it is now.
    init(_ caller: V1Caller, in tenant: TenantID, _ transaction: some DocumentReading) throws {
        self.caller = caller
        self.tenant = tenant
        guard !caller.isGlobal else {
            made = []
            return
        }
        let notes = try transaction.documents(DocumentQuery(Self.maker, in: tenant, parent: caller.clientID))
        made = Set(notes.map(\.id))
    }

    /// Whether a connection is within it.
    func has(_ connection: Document) -> Bool {
        guard !caller.isGlobal else { return true }
        return made.contains(connection.id) || Connection(connection).enabledClients.contains(caller.clientID)
    }

    /// The connections within it, in order of creation.
    func connections(_ transaction: some DocumentReading) throws -> [Document] {
        try transaction.documents(DocumentQuery(.connection, in: tenant)).filter(has)
    }

    /// The connection of a name, if it is within the reach.
    ///
    /// - Throws: `APIProblem` 404.
    func connection(named name: String, _ transaction: some DocumentReading) throws -> Document {
        let found = try transaction.document(.connection, key: Connection.nameKey, name, in: tenant)
        guard let found, has(found) else {
            throw APIProblem(404, "The connection does not exist", code: "inexistent_connection")
        }
        return found
    }
}
