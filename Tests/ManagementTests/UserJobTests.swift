import Applications
import Directory
import Kernel
import Management
import Sessions
import Storage
import Testing
import Tokens
import Wire

@Suite("Jobs and tickets")
struct UserJobTests {
    private let fixture: ManagementFixture
    private var administration: Administration { fixture.administration }

    init() async throws { fixture = try await ManagementFixture.make() }

    private func importUsers(_ users: JSONValue, _ more: JSONObject = [:]) async throws -> JSONObject {
        let body: JSONObject = [
            "users": .string(JSONWriter.text(users)), "connection_id": .string(try await fixture.connectionID()),
        ]
        let made = try await administration.createUserImport(body.merging(more), fixture.context())
        return try await finished(made["id"]?.string ?? "")
    }

    /// Waits for a job's end, which these tests reach at once.
    private func finished(_ id: String) async throws -> JSONObject {
        for _ in 0..<1000 {
            let job = try await administration.job(id, fixture.context())
            if job["status"] != "pending", job["status"] != "processing" { return job }
            await Task.yield()
        }
        return try await administration.job(id, fixture.context())
    }

    private func errors(of job: JSONObject) async throws -> [JSONValue] {
        try await administration.jobErrors(job["id"]?.string ?? "", fixture.context())?.array ?? []
    }

    @Test("An import makes users with their hashes, and sends no mails")
    func importing() async throws {
        let job = try await importUsers([
            ["email": "a@example.com", "email_verified": true, "user_id": "auth0|x"],
            [
                "email": "b@example.com",
                "password_hash": "$2b$10$7EqJtq98hPqEX7fNZaFWoOhi5OTlYwPnbgLwjzXO7mrL4T1y2u2cK",
                "app_metadata": ["a": 1],
            ],
        ])
        #expect(job["status"] == "completed")
        #expect(job["summary"] == ["failed": 0, "updated": 0, "inserted": 2, "total": 2])
        #expect(try await errors(of: job).isEmpty)
        #expect(try await administration.user("auth0|x", fixture.context())["email_verified"] == true)
        let user = try await administration.users(email: "b@example.com", fixture.context()).first
        #expect(user?["app_metadata"] == ["a": 1])
        let id = user?["user_id"]?.string ?? ""
        let password = try await administration.storage.read { try $0.password(of: id, in: fixture.tenant.id) }
        #expect(password?.hash.hasPrefix("$2b$10$") == true)
        #expect(try await fixture.outbox() == 0)
    }

    @Test("Whoever is there is left alone, or changed when that is asked for")
    func upserting() async throws {
        let id = try await fixture.userID("a@example.com")
        _ = try await administration.updateUser(id, ["user_metadata": ["old": 1]], fixture.context())
        let row: JSONValue = [["email": "a@example.com", "name": "Anna", "user_metadata": ["new": 1]]]
        let refused = try await importUsers(row)
        #expect(refused["summary"]?["failed"] == 1)
        #expect(
            try await errors(of: refused).first?["errors"] == [
                [
                    "code": "DUPLICATED_USER",
                    "message": "The user already exist and upsert parameter is false",
                ]
            ]
        )
        let changed = try await importUsers(row, ["upsert": true])
        #expect(changed["summary"] == ["failed": 0, "updated": 1, "inserted": 0, "total": 1])
        let user = try await administration.user(id, fixture.context())
        #expect(user["name"] == "Anna")
        #expect(user["user_metadata"] == ["new": 1])
    }

    private static let broken: [(JSONValue, String, String?)] = [
        (["email": "no"], "FORMAT", "email"), ([:], "OBJECT_REQUIRED", "email"),
        (["email": 1], "INVALID_TYPE", "email"),
        ("row", "INVALID_TYPE", nil),
        (["email": "a@example.com", "nonsense": 1], "OBJECT_ADDITIONAL_PROPERTIES", nil),
        (["email": "a@example.com", "phone_number": "030"], "PATTERN", "phone_number"),
        (["email": "a@example.com", "username": "a name that is too long"], "MAX_LENGTH", "username"),
        (["email": "a@example.com", "password_hash": "md5"], "FORMAT", "password_hash"),
        (["email": "a@example.com", "app_metadata": ["user_id": 1]], "NOT_PASSED", "app_metadata"),
        (["email": "a@example.com", "mfa_factors": []], "ARRAY_LENGTH_SHORT", "mfa_factors"),
        (
            ["email": "a@example.com", "mfa_factors": [["totp": ["secret": "a"]]]], "MFA_FACTORS_FAILED",
            "mfa_factors[0]"
        ),
        (
            ["email": "a@example.com", "custom_password_hash": ["algorithm": "rot13"]], "ENUM_MISMATCH",
            "custom_password_hash.algorithm"
        ),
    ]

    @Test("A row that cannot be is reported without its secrets, the others are imported", arguments: broken)
    func brokenRows(_ row: JSONValue, _ code: String, _ path: String?) async throws {
        let job = try await importUsers([row, ["email": "good@example.com"]])
        #expect(job["summary"] == ["failed": 1, "updated": 0, "inserted": 1, "total": 2])
        let report = try await errors(of: job).first
        #expect(report?["errors"]?.array?.first?["code"]?.string == code)
        #expect(report?["errors"]?.array?.first?["path"]?.string == path)
        #expect(report?["user"]?["password_hash"] == nil)
    }

    @Test("A file that names somebody twice imports the first of them")
    func repeated() async throws {
        let job = try await importUsers(
            [["email": "a@example.com"], ["email": "A@example.com"]],
            ["upsert": true]
        )
        #expect(job["summary"] == ["failed": 1, "updated": 0, "inserted": 1, "total": 2])
    }

    @Test("More rows than one transaction takes are imported all")
    func manyRows() async throws {
        let rows = (0..<470).map { JSONValue.object(["email": .string("user\($0)@example.com")]) }
        let job = try await importUsers(.array(rows))
        #expect(job["summary"]?["inserted"] == 470)
    }

    /// What the log says of imports, the newest last.
    private func importEvents() async throws -> [JSONObject] {
        let page = PageRequest.offset(page: 0, perPage: 50, includeTotals: false)
        let events = try await administration.logs(sort: "date:1", page, fixture.context()).items
        return events.filter { ["sui", "fui"].contains($0["type"]?.string ?? "") }
    }

    @Test("The log tells of an import when it has ended, well or not")
    func log() async throws {
        _ = try await importUsers([["email": "a@example.com"], ["email": "no address"]])
        let connection = try await fixture.connectionID()
        let made = try await administration.createUserImport(
            ["users": "{", "connection_id": .string(connection)],
            fixture.context(after: 60)
        )
        _ = try await finished(made["id"]?.string ?? "")
        let events = try await importEvents()
        #expect(events.map { $0["type"] } == ["sui", "fui"])
        for event in events {
            #expect(event["connection_id"]?.string == connection)
            #expect(event["details"] == ["tenant": "acme", "connection": event["connection"] ?? .null])
            #expect(event["strategy"] == "auth0")
            #expect(event["strategy_type"] == "database")
        }
        #expect(events.last?["description"]?.string?.hasPrefix("Failed to parse users file JSON") == true)
    }

    @Test("What is no file of users ends the job, and what is no request for one is refused")
    func noFile() async throws {
        let connection = try await fixture.connectionID()
        let made = try await administration.createUserImport(
            ["users": "{", "connection_id": .string(connection)],
            fixture.context()
        )
        let job = try await finished(made["id"]?.string ?? "")
        #expect(job["status"] == "failed")
        let errors = try await administration.jobErrors(job["id"]?.string ?? "", fixture.context())
        #expect(errors?["status_details"]?.string?.hasPrefix("Failed to parse users file JSON") == true)
        for (body, status, message) in [
            ([:], 400, "Must provide 'users' file as multipart part."),
            (["users": "[]"], 400, "Must provide 'connection_id' as multipart part."),
            (["users": " ", "connection_id": "c"], 400, "Users file must not be empty."),
            (["users": "[]", "connection_id": "c"], 400, "Connection does not exist."),
            (
                ["users": .string(String(repeating: "x", count: 512_001)), "connection_id": "c"], 413,
                "Payload content length greater than maximum allowed: 512000."
            ),
        ] as [(JSONObject, Int, String)] {
            let refusal = try await problem {
                try await administration.createUserImport(body, fixture.context())
            }
            #expect(refusal?.status == status)
            #expect(refusal?.message == message)
        }
    }

    @Test("A job that was left behind is taken up where it stopped")
    func resuming() async throws {
        let job = try await importUsers([["email": "a@example.com"], ["email": "b@example.com"]])
        let id = job["id"]?.string ?? ""
        let tenant = fixture.tenant.id
        // As a server leaves it that ended after the first row.
        try await administration.storage.write { transaction in
            guard var document = try transaction.document(.job, id: id, in: tenant) else { return }
            document.body["status"] = "processing"
            document.body["_next"] = 1
            document.body["summary"] = ["failed": 0, "updated": 0, "inserted": 1, "total": 1]
            try transaction.update(document, keys: [.attribute("active", "users_import")])
            try transaction.insert(
                Document(
                    tenant: tenant,
                    kind: .jobPart,
                    id: "\(id):again",
                    parent: id,
                    body: [
                        "part": "input",
                        "data": "[{\"email\":\"a@example.com\"},{\"email\":\"c@example.com\"}]",
                    ],
                    createdAt: ManagementFixture.now
                ),
                keys: []
            )
        }
        try await administration.resumeJobs(now: fixture.context(after: 600).now)
        let done = try await administration.job(id, fixture.context(after: 600))
        #expect(done["status"] == "completed")
        #expect(done["summary"]?["inserted"] == 2)
        #expect(try await administration.users(email: "c@example.com", fixture.context()).count == 1)
    }

    @Test("An export tells an address that opens its file for a minute, and no other does")
    func exporting() async throws {
        try await fixture.user(["email": "a@example.com", "name": "=1+1", "user_metadata": ["x": ["y": "z"]]])
        let made = try await administration.createUserExport(
            ["format": "csv", "fields": [["name": "name"], ["name": "user_metadata.x.y", "export_as": "y"]]],
            fixture.context()
        )
        #expect(made["status"] == "pending")
        let job = try await finished(made["id"]?.string ?? "")
        let location = try #require(job["location"]?.string)
        let start = "https://acme.example.com/exports/\(job["id"]?.string ?? "")?"
        #expect(location.hasPrefix(start))
        let query = String(location.dropFirst(start.count))
        let id = job["id"]?.string ?? ""
        let file = try await administration.exportedFile(id, query: query, fixture.context())
        #expect(file.name == "acme.csv.gz")
        #expect(file.bytes.starts(with: [0x1F, 0x8B, 8]))
        for (query, seconds) in [(query, 120), (query + "x", 1), ("", 1)] as [(String, Int64)] {
            let refusal = try await problem {
                try await administration.exportedFile(id, query: query, fixture.context(after: seconds))
            }
            #expect(refusal?.status == 404)
        }
    }

    @Test("A mail that is asked for is sent to whoever has an address to prove")
    func verificationMails() async throws {
        let id = try await fixture.userID("a@example.com")
        for (isVerified, status, mails) in [(false, "completed", 1), (true, "failed", 1)] {
            _ = try await administration.updateUser(id, ["email_verified": .bool(isVerified)], fixture.context())
            let made = try await administration.createVerificationEmail(["user_id": .string(id)], fixture.context())
            #expect(made.keys == ["type", "status", "created_at", "id"])
            #expect(try await finished(made["id"]?.string ?? "")["status"]?.string == status)
            #expect(try await fixture.outbox() == mails)
        }
    }

    @Test("A ticket's link carries what storage knows by its hash")
    func tickets() async throws {
        let id = try await fixture.userID("a@example.com")
        let made = try await administration.createPasswordChangeTicket(
            ["user_id": .string(id), "result_url": "https://app.test/", "ttl_sec": 3600],
            fixture.context()
        )
        let url = made["ticket"]?.string ?? ""
        let start = "https://acme.example.com/u/reset-verify?ticket="
        #expect(url.hasPrefix(start) && url.hasSuffix("#"))
        let value = url.dropFirst(start.count).dropLast()
        #expect(value.count == 32)
        let found = try await administration.storage.read {
            try $0.ticket(.passwordReset, hash: Digest.sha256(Array(value.utf8)), in: fixture.tenant.id)
        }
        let ticket = try #require(found)
        #expect(ticket.userID == id)
        #expect(ticket.expiresAt == ticket.createdAt.adding(seconds: 3600))
        #expect(ticket.body["result_url"] == "https://app.test/")
        let both = try await problem {
            try await administration.createPasswordChangeTicket(
                ["user_id": .string(id), "result_url": "https://app.test/", "client_id": "c"],
                fixture.context()
            )
        }
        #expect(both?.status == 400)
        let byAddress = try await administration.createPasswordChangeTicket(
            ["email": "A@example.com", "connection_id": .string(try await fixture.connectionID())],
            fixture.context()
        )
        #expect(byAddress.contains("ticket"))
        let nobody = try await problem {
            try await administration.createEmailVerificationTicket(["user_id": "auth0|no"], fixture.context())
        }
        #expect(nobody?.status == 404)
    }
}
