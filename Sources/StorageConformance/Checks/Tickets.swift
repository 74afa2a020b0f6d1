import Kernel
import Sessions
import Storage
import Wire

enum TicketChecks {
    static let all = [
        ConformanceCheck("a ticket comes back whole and is unknown to every other purpose", isFound),
        ConformanceCheck("of a hundred callers one adds a ticket", isAddedOnce),
        ConformanceCheck("of a hundred callers one spends a ticket, expired or not", isSpentOnce),
        ConformanceCheck("a ticket spent by a write that failed is not spent", isGivenBack),
        ConformanceCheck("an unspent ticket is changed, and what became of a spent one is noted", changes),
        ConformanceCheck("steps of one transaction at once follow each other", stepsAreInOrder),
        ConformanceCheck("tickets are removed one by one and by user", removal),
        ConformanceCheck("expired tickets are swept, others stay", sweep),
    ]

    @Sendable private static func isFound(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for kind in Ticket.Kind.allCases {
                let ticket = with(Ticket.example(1, kind)) { $0.body = ["kind": .string(kind.rawValue), "nul": "\0"] }
                try expectEqual(transaction.ticket(kind, hash: .hash(1), in: tenant), nil)
                try expect(try transaction.insert(ticket, tenant: tenant), "a new ticket")
                try expect(try !transaction.insert(ticket, tenant: tenant), "a ticket that is there")
                try expectEqual(transaction.ticket(kind, hash: .hash(1), in: tenant), ticket)
                try expectEqual(transaction.ticket(kind, hash: .hash(2), in: tenant), nil)
                try expectEqual(transaction.ticket(kind, hash: .hash(1), in: neighbour), nil)
            }
            let isSpent = try transaction.spendTicket(.transaction, hash: .hash(1), at: .example, in: tenant)
            try expect(isSpent, "one of them is spent")
            try expectEqual(transaction.ticket(.transaction, hash: .hash(1), in: tenant)?.spentAt, .example)
            try expectEqual(transaction.ticket(.pushedRequest, hash: .hash(1), in: tenant)?.spentAt, nil)
        }
    }

    @Sendable private static func isAddedOnce(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let winners = try await concurrently(100) { _ in
            try await subject.storage.write { try $0.insert(Ticket.example(1, .usedProof), tenant: tenant) }
        }
        try expectEqual(winners.count(where: \.self), 1, "callers who added it")
    }

    @Sendable private static func isSpentOnce(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        try await subject.storage.write {
            for owner in [tenant, neighbour] { try $0.insert(Ticket.example(1), tenant: owner) }
        }
        let late = Instant.example.adding(seconds: 100)
        let winners = try await concurrently(100) { _ in
            try await subject.storage.write {
                try $0.spendTicket(.authorizationCode, hash: .hash(1), at: late, in: tenant)
            }
        }
        try expectEqual(winners.count(where: \.self), 1, "callers who spent it")
        try await subject.storage.read { transaction in
            try expectEqual(transaction.ticket(.authorizationCode, hash: .hash(1), in: tenant)?.spentAt, late)
            try expectEqual(transaction.ticket(.authorizationCode, hash: .hash(1), in: neighbour)?.spentAt, nil)
        }
    }

    @Sendable private static func isGivenBack(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        _ = try await subject.storage.write { try $0.insert(Ticket.example(1), tenant: tenant) }
        try await expectThrows(Refusal()) {
            try await subject.storage.write {
                _ = try $0.spendTicket(.authorizationCode, hash: .hash(1), at: .example, in: tenant)
                throw Refusal()
            }
        }
        let isFirst = try await subject.storage.write {
            try $0.spendTicket(.authorizationCode, hash: .hash(1), at: .example, in: tenant)
        }
        try expect(isFirst, "the ticket is unspent")
    }

    @Sendable private static func changes(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let changed = with(Ticket.example(1, of: "")) {
            $0.userID = "auth0|b"
            $0.body = ["step": 2]
        }
        try await subject.storage.write { transaction in
            func found() throws -> Ticket? { try transaction.ticket(.authorizationCode, hash: .hash(1), in: tenant) }
            try expect(try !transaction.update(changed, tenant: tenant), "no ticket yet")
            try transaction.insert(Ticket.example(1, of: ""), tenant: tenant)
            try expect(try transaction.update(changed, tenant: tenant), "the ticket was there")
            try expectEqual(found(), changed)
            _ = try transaction.spendTicket(.authorizationCode, hash: .hash(1), at: .example, in: tenant)
            try expect(try !transaction.update(.example(1), tenant: tenant), "a spent ticket")
            try transaction.setTicketBody(.authorizationCode, hash: .hash(1), ["family": "f"], in: tenant)
            try transaction.setTicketBody(.authorizationCode, hash: .hash(2), ["family": "f"], in: tenant)
            let spent = with(changed) { ($0.spentAt, $0.body) = (.example, ["family": "f"]) }
            try expectEqual(found(), spent)
        }
    }

    @Sendable private static func stepsAreInOrder(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        _ = try await subject.storage.write {
            try $0.insert(with(Ticket.example(1, .transaction)) { $0.body = ["n": 0] }, tenant: tenant)
        }
        _ = try await concurrently(30) { _ in
            try await subject.storage.write { transaction in
                var ticket = try require(transaction.ticket(.transaction, hash: .hash(1), in: tenant))
                ticket.body["n"] = .integer((ticket.body["n"]?.integer ?? 0) + 1)
                try expect(try transaction.update(ticket, tenant: tenant), "the ticket was there")
            }
        }
        let body = try await subject.storage.read { try $0.ticket(.transaction, hash: .hash(1), in: tenant)?.body }
        try expectEqual(body, ["n": 30])
    }

    @Sendable private static func removal(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let neighbour = try await subject.makeTenant()
        let tickets = [
            Ticket.example(1), .example(2), .example(1, .passwordReset), .example(2, .passwordReset),
            .example(3, .passwordReset, of: "auth0|b"),
        ]
        try await subject.storage.write { transaction in
            for owner in [tenant, neighbour] {
                for ticket in tickets { try transaction.insert(ticket, tenant: owner) }
            }
            try transaction.deleteTicket(.authorizationCode, hash: .hash(1), in: tenant)
            try transaction.deleteTicket(.authorizationCode, hash: .hash(1), in: tenant)
            try expectEqual(transaction.ticket(.authorizationCode, hash: .hash(1), in: tenant), nil)
            try expectEqual(transaction.deleteTickets(ofUser: "auth0|a", kind: .passwordReset, in: tenant), 2)
            try expectEqual(transaction.deleteTickets(ofUser: "auth0|a", kind: nil, in: tenant), 1)
            try expectEqual(transaction.deleteTickets(ofUser: "\0", kind: nil, in: tenant), 0)
            try expect(try transaction.ticket(.passwordReset, hash: .hash(3), in: tenant) != nil, "somebody else's")
            for ticket in tickets {
                try expectEqual(transaction.ticket(ticket.kind, hash: ticket.hash, in: neighbour), ticket)
            }
        }
    }

    /// Sweeping crosses tenants: this check alone uses moments of 1970.
    @Sendable private static func sweep(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        try await subject.storage.write { transaction in
            for (number, end) in [(1, 4), (2, 5), (3, 6)] as [(UInt8, Int64)] {
                try transaction.insert(Ticket.example(number, expiresAt: Instant(seconds: end)), tenant: tenant)
            }
            try expectEqual(transaction.deleteTickets(expiredBefore: Instant(seconds: 5)), 1)
            try expectEqual(transaction.ticket(.authorizationCode, hash: .hash(1), in: tenant), nil)
            try expectEqual(transaction.deleteTickets(expiredBefore: Instant(seconds: 7)), 2)
        }
    }
}
