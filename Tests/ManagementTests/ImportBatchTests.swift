import Applications
import Directory
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("Rows of an import that share a transaction")
struct ImportBatchTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func importUsers(
        _ rows: [JSONValue],
        upserting: Bool = false,
        repeating: Bool = false
    ) async throws -> ImportedRows {
        try await administration.importUsers(
            rows,
            connection: try await fixture.connectionID(),
            upserting: upserting,
            repeating: repeating,
            fixture.context()
        )
    }

    private func codes(_ outcome: ImportedRows) -> [[String]] {
        outcome.refused.map { row, report in
            ["\(row)"] + (report["errors"]?.array ?? []).compactMap { $0["code"]?.string }
        }
    }

    private func user(_ id: String) async throws -> JSONObject {
        try await administration.user("auth0|\(id)", fixture.context())
    }

    @Test("Refused rows keep their places between those that are imported")
    func places() async throws {
        _ = try await fixture.userID("there@example.com")
        let outcome = try await importUsers([
            ["email": "a@example.com"], ["email": "no"], ["email": "There@example.com"], ["email": "b@example.com"],
            ["email": "c@example.com", "password_hash": "plain"], ["email": "B@example.com"], "row",
        ])
        #expect(outcome.inserted == 2)
        #expect(
            codes(outcome) == [
                ["1", "FORMAT"], ["2", "DUPLICATED_USER"], ["4", "FORMAT"], ["5", "DUPLICATED_USER"],
                ["6", "INVALID_TYPE"],
            ]
        )
    }

    @Test("One id in two spellings is one user", arguments: [false, true])
    func spellings(upserting: Bool) async throws {
        let rows: [JSONValue] = [
            ["email": "a@example.com", "user_id": "x"], ["email": "b@example.com"],
            ["email": "c@example.com", "user_id": "auth0|x", "name": "Second"],
        ]
        let outcome = try await importUsers(rows, upserting: upserting)
        #expect(outcome.inserted == 2)
        #expect(outcome.updated == (upserting ? 1 : 0))
        #expect(codes(outcome) == (upserting ? [] : [["2", "DUPLICATED_USER"]]))
        #expect(try await user("x")["email"]?.string == (upserting ? "c@example.com" : "a@example.com"))
    }

    @Test("An address that one row gives up is free for the rows after it")
    func givenUp() async throws {
        _ = try await importUsers([["email": "old@example.com", "user_id": "x"]])
        let outcome = try await importUsers(
            [["email": "new@example.com", "user_id": "x"], ["email": "old@example.com", "user_id": "y"]],
            upserting: true
        )
        #expect(outcome.updated == 1)
        #expect(outcome.inserted == 1)
        #expect(try await user("x")["email"] == "new@example.com")
        #expect(try await user("y")["email"] == "old@example.com")
    }

    @Test("Two rows that find one user by different names change them one after the other")
    func twice() async throws {
        let id = try await fixture.userID("a@example.com")
        let rows: [JSONValue] = [
            ["email": "a@example.com", "given_name": "Anna", "name": "First"],
            ["email": "b@example.com", "user_id": .string(id), "name": "Second"],
        ]
        let outcome = try await importUsers(rows, upserting: true)
        #expect(outcome.updated == 2)
        let user = try await administration.user(id, fixture.context())
        #expect(user["given_name"] == "Anna")
        #expect(user["name"] == "Second")
        #expect(user["email"] == "b@example.com")
    }

    @Test("A row that names two users is refused, and the rows beside it are not")
    func atOdds() async throws {
        _ = try await importUsers([
            ["email": "a@example.com", "user_id": "x"], ["email": "b@example.com", "user_id": "y"],
        ])
        let outcome = try await importUsers(
            [["email": "b@example.com", "user_id": "x"], ["email": "c@example.com"]],
            upserting: true
        )
        #expect(outcome.inserted == 1)
        #expect(codes(outcome) == [["0", "CONFLICT_EMAIL"]])
    }

    @Test("A call that may have been the last of a killed process counts its users as made")
    func repeating() async throws {
        let rows: [JSONValue] = (0..<30).map { ["email": .string("user\($0)@example.com")] }
        #expect(try await importUsers(rows).inserted == 30)
        #expect(try await importUsers(rows).refused.count == 30)
        let again = try await importUsers(rows + [["email": "more@example.com"]], repeating: true)
        #expect(again.inserted == 31)
        #expect(try await administration.users(email: "user7@example.com", fixture.context()).count == 1)
    }

    @Test("What says U+0000 without being it may stay")
    func escapes() async throws {
        let outcome = try await importUsers([
            ["email": "a@example.com", "name": "a\\u0000b"], ["email": "b@example.com", "name": "a\0b"],
            ["email": "c@example.com", "user_metadata": ["deep": [["\0": 1]]]],
        ])
        #expect(outcome.inserted == 1)
        #expect(codes(outcome) == [["1", "FORMAT"], ["2", "FORMAT"]])
    }

    @Test("A hash that replaces another comes with its row, unless the person has signed in")
    func hashes() async throws {
        let hash = "$2b$10$7EqJtq98hPqEX7fNZaFWoOhi5OTlYwPnbgLwjzXO7mrL4T1y2u2cK"
        func row(_ name: String) -> JSONValue {
            [
                "email": .string("\(name)@example.com"), "user_id": .string(name),
                "custom_password_hash": ["algorithm": "bcrypt", "hash": ["value": .string(hash)]],
            ]
        }
        _ = try await importUsers(["a", "b"].map { ["email": .string("\($0)@example.com"), "user_id": .string($0)] })
        let tenant = fixture.tenant.id
        try await administration.storage.write {
            try $0.recordLogin(of: "auth0|b", ip: nil, at: ManagementFixture.now, in: tenant)
        }
        #expect(try await importUsers([row("a"), row("b"), row("c")], upserting: true).updated == 2)
        let hashes = try await administration.storage.read { transaction in
            try ["a", "b", "c"].map { try transaction.password(of: "auth0|\($0)", in: tenant)?.hash != nil }
        }
        #expect(hashes == [true, false, true])
    }
}
