import Applications
import Directory
import Kernel
import Sessions
import Storage
import StorageSQL

enum TenantChecks {
    static let all = [
        ConformanceCheck("a tenant is found by its name and by its domains", isFound),
        ConformanceCheck("a tenant's name and a domain are taken once", isUnique),
        ConformanceCheck("a removed domain leads nowhere and can be taken again", domainIsReleased),
        ConformanceCheck("a removed tenant leaves no row in any table, and its neighbour every one", isRemovedWhole),
        ConformanceCheck("tenants with the same ids do not see each other", areIsolated),
    ]

    private static let tables =
        [
            "tenants", "tenant_domains", "documents", "document_keys", "signing_keys", "access_tokens",
            "used_assertions",
            "quota_windows", "log_events", "role_permissions", "sessions", "refresh_tokens", "tickets",
            "login_failures",
            "outbox", "mails",
        ] + PeopleRows.tables

    @Sendable private static func isFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let name = tenant.rawValue
        try await subject.storage.write {
            try $0.insertDomain("b.\(name).example", tenant: tenant)
            try $0.insertDomain("a.\(name).example", tenant: tenant)
        }
        let record = TenantRecord(
            id: tenant,
            createdAt: .example,
            domains: ["a.\(name).example", "b.\(name).example"]
        )
        try await subject.storage.read { transaction in
            try expectEqual(transaction.tenant(tenant), record)
            try expectEqual(transaction.tenant(domain: "b.\(name).example"), record)
            try expectEqual(transaction.tenant(domain: "c.\(name).example"), nil)
            try expectEqual(transaction.tenant(TenantID(rawValue: "no-\(name)")), nil)
            let all = try transaction.tenants()
            try expectEqual(all.filter { $0.id == tenant }, [record], "the tenant in the list")
            try expectEqual(all.map(\.id.rawValue), all.map(\.id.rawValue).sorted(), "the order of the list")
        }
    }

    @Sendable private static func isUnique(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let other = try await subject.makeTenant()
        let domain = "\(tenant.rawValue).example"
        try await subject.storage.write { try $0.insertDomain(domain, tenant: tenant) }
        try await expectThrows(StoreError.conflict(key: "tenant")) {
            try await subject.storage.write { try $0.insertTenant(tenant, at: .example) }
        }
        for taker in [tenant, other] {
            try await expectThrows(StoreError.conflict(key: "domain")) {
                try await subject.storage.write { try $0.insertDomain(domain, tenant: taker) }
            }
        }
    }

    @Sendable private static func domainIsReleased(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let other = try await subject.makeTenant()
        let domain = "\(tenant.rawValue).example"
        try await subject.storage.write {
            try $0.insertDomain(domain, tenant: tenant)
            try $0.deleteDomain(domain, tenant: other)
            try expect(try $0.tenant(domain: domain) != nil, "another tenant cannot remove the domain")
            try $0.deleteDomain(domain, tenant: tenant)
            try expect(try $0.tenant(domain: domain) == nil, "the domain is removed")
            try $0.insertDomain(domain, tenant: other)
            try expectEqual($0.tenant(domain: domain)?.id, other)
        }
    }

    @Sendable private static func isRemovedWhole(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        for owner in [tenant, neighbour] { try await fill(owner, subject) }
        try await subject.storage.write { transaction in
            try expect(try transaction.deleteTenant(tenant), "the tenant was there")
            try expect(try !transaction.deleteTenant(tenant), "the tenant is gone")
        }
        for table in tables {
            let sql = "SELECT COUNT(*) FROM \(table) WHERE tenant = ?"
            let left = try await subject.rows(sql, [.text(tenant.rawValue)])
            try expectEqual(left, [SQLRow([.integer(0)])], "rows of the removed tenant in \(table)")
            let kept = try await subject.rows(sql, [.text(neighbour.rawValue)])
            try expectEqual(kept, [SQLRow([.integer(1)])], "rows of the neighbour in \(table)")
        }
        try await subject.storage.write { try $0.insertTenant(tenant, at: .example) }
    }

    @Sendable private static func areIsolated(_ subject: ConformanceSubject) async throws {
        let one = try await subject.makeTenant()
        let other = try await subject.makeTenant()
        try await fill(one, subject)
        try await subject.storage.read { transaction in
            try expect(try transaction.document(.client, id: "same", in: other) == nil, "a document by id")
            try expect(try transaction.document(.client, key: "name", "same", in: other) == nil, "a document by key")
            try expectEqual(transaction.countDocuments(DocumentQuery(.client, in: other)), 0)
            try expect(try transaction.signingKeys(in: other).isEmpty, "signing keys")
            try expect(try transaction.accessToken(hash: .hash(7), in: other) == nil, "an access token")
            try expect(try transaction.logRecord("log_1", in: other) == nil, "a log event")
            try expectEqual(transaction.countLogRecords(LogQuery(tenant: other)), 0)
        }
        try await fill(other, subject)
        try await subject.storage.write { transaction in
            try expect(try transaction.deleteDocument(.client, id: "same", in: other), "the other's document")
            try expect(try transaction.document(.client, id: "same", in: one) != nil, "this one's document stays")
        }
    }

    /// One row in every table.
    private static func fill(_ tenant: TenantID, _ subject: ConformanceSubject) async throws {
        try await subject.storage.write { transaction in
            try transaction.insertDomain("\(tenant.rawValue).example", tenant: tenant)
            try transaction.insert(
                .example(tenant, .client, "same"),
                keys: [.unique("name", "same")]
            )
            try transaction.insert(SigningKeyRecord.example("same"), tenant: tenant)
            try transaction.insert(AccessTokenRecord.example(7), tenant: tenant)
            let isFirst = try transaction.spendAssertion(
                jti: "same",
                clientID: "same",
                expiresAt: .example,
                in: tenant
            )
            try expect(isFirst, "an assertion of this tenant was not spent by another's")
            let window = QuotaWindow(
                subject: "client:same",
                bucket: "per_hour",
                start: .example,
                end: .example.adding(seconds: 3600)
            )
            try expectEqual(transaction.countQuota(window, in: tenant), 1)
            try transaction.append([.example(tenant, "log_1")])
            try fillSignIn(tenant, transaction)
        }
    }

    private static func fillSignIn(_ tenant: TenantID, _ transaction: any WriteTransaction) throws {
        let user = User.example("same")
        try transaction.insert(user, tenant: tenant)
        try PeopleRows.fill(user.id, tenant, transaction)
        let permission = Permission(resourceServer: "https://api.example/", name: "same")
        try transaction.addPermissions([permission], toRole: "rol_1", at: .example, in: tenant)
        try transaction.insert(Session.example(7), tenant: tenant)
        try transaction.insert(RefreshToken.example(7), tenant: tenant)
        try transaction.insert(Ticket.example(7), tenant: tenant)
        _ = try transaction.addFailure("same", from: "", at: .example, since: .example, in: tenant)
        try transaction.append([OutboxRecord.waiting(tenant, "same")])
        try transaction.insert(MailRecord.example(tenant, "same", to: "same@\(tenant.rawValue)"))
    }
}
