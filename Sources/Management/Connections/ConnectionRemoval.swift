import Applications
import Directory
import Kernel
import Storage

/// What goes with a connection.
extension ConnectionRules {
    /// The kinds of document whose parent is a connection.
    private static let dependents: [DocumentKind] = [.connectionKey, .scimToken]
    /// The kinds of document that a connection has one of, under its own id.
    private static let companions: [DocumentKind] = [.directoryProvisioning, .scimConfiguration, V1Reach.maker]
    /// How many users leave in one transaction.
    private static let handful = 100

    /// Removes a connection with the documents that belong to it.
    static func remove(_ connection: Document, _ transaction: some DocumentWriting) throws {
        let tenant = connection.tenant
        try transaction.deleteDocument(.connection, id: connection.id, in: tenant)
        let keys = OrganizationConnection.keys(connection.id)
        for place in try transaction.documents(DocumentQuery(.organizationConnection, in: tenant, keys: keys)) {
            try transaction.deleteDocument(.organizationConnection, id: place.id, in: tenant)
        }
        for kind in dependents {
            for document in try transaction.documents(DocumentQuery(kind, in: tenant, parent: connection.id)) {
                try transaction.deleteDocument(kind, id: document.id, in: tenant)
            }
        }
        for kind in companions { try transaction.deleteDocument(kind, id: connection.id, in: tenant) }
    }

    /// Removes some of the users whose account a connection is; the last that was looked at, or nil at the end.
    ///
    /// Somebody who only linked an account of the connection stays.
    static func removeUsers(
        of connection: String,
        after last: String?,
        _ context: AdministrationContext,
        _ transaction: any WriteTransaction
    ) throws -> String? {
        var query = UserQuery(tenant: context.tenant, limit: handful)
        query.connection = connection
        query.afterID = last ?? ""
        let users = try transaction.users(query)
        for user in users where user.identities.first?.connection == connection {
            try UserRules.remove(user.id, context, transaction)
        }
        return users.count < handful ? nil : users.last?.id
    }
}
