import Applications
import Directory
import Kernel
import Sessions
import Storage

/// What version 2 added: people, and what signing in leaves behind.
extension MigrationFixture {
    private static let user = User.complete("fixture")
    private static let permission = Permission(resourceServer: "https://api.example/", name: "read:things")

    /// Writes one row of everything.
    static func fillPeople(_ transaction: any WriteTransaction, _ tenant: TenantID) throws {
        try transaction.insert(user, tenant: tenant)
        try PeopleRows.fill(user.id, tenant, transaction)
        try transaction.addPermissions([permission], toRole: "rol_1", at: .example, in: tenant)
        try transaction.insert(Session.example(1, of: user.id), tenant: tenant)
        try transaction.insert(RefreshToken.example(1, of: user.id), tenant: tenant)
        try transaction.insert(Ticket.example(1, of: user.id), tenant: tenant)
        _ = try transaction.addFailure("user:fixture", from: "10.0.0.1", at: .example, since: .example, in: tenant)
        try transaction.append([OutboxRecord.waiting(tenant, "o1")])
        try transaction.insert(.example(tenant, "m1", to: "a@example.com"))
    }

    /// Looks for the rows.
    static func lookForPeople(_ transaction: any WriteTransaction, _ tenant: TenantID) throws {
        try expectEqual(transaction.user(user.id, in: tenant), user)
        for name in user.loginIdentifiers { try expectEqual(transaction.user(name, in: tenant), user, "\(name)") }
        let filter = UserFilter.equals(path: "user_metadata.color", value: "red")
        try expectEqual(transaction.countUsers(UserQuery(tenant: tenant, filter: filter)), 1)
        try expectEqual(transaction.password(of: user.id, in: tenant)?.hash, "second")
        try expectEqual(transaction.formerPasswords(of: user.id, limit: 9, in: tenant), ["first"])
        try expectEqual(transaction.permissions(ofUser: user.id, in: tenant), [permission])
        try expectEqual(transaction.permissions(ofRole: "rol_1", in: tenant), [permission])
        try expectEqual(transaction.roles(ofUser: user.id, in: tenant), ["rol_1"])
        try expectEqual(transaction.roles(ofMember: user.id, of: "org_1", in: tenant), ["rol_1"])
        try expectEqual(transaction.members(ofOrganization: "org_1", in: tenant).map(\.userID), [user.id])
        try expectEqual(transaction.consents(ConsentQuery(userID: user.id), in: tenant).map(\.scope), [["openid"]])
        try expectEqual(transaction.session("session-1", in: tenant), .example(1, of: user.id))
        try expectEqual(transaction.refreshToken("token-1", in: tenant), .example(1, of: user.id))
        let ticket = try transaction.ticket(.authorizationCode, hash: .hash(1), in: tenant)
        try expectEqual(ticket, .example(1, of: user.id))
        try expectEqual(transaction.failures("user:fixture", from: "10.0.0.1", in: tenant)?.count, 1)
        let records = try transaction.claimOutbox(dueBy: .example, lease: .example.adding(seconds: 60), limit: 9)
        try expectEqual(records.map(\.body), [OutboxRecord.waiting(tenant, "o1").body])
        let mails = try transaction.mails(to: "a@example.com", in: tenant, limit: 9)
        try expectEqual(mails, [.example(tenant, "m1", to: "a@example.com")])
    }
}
